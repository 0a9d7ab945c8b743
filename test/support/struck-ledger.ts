import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { testDatabases } from './database.ts';
import { type Choose, chooser } from './oracle.ts';

/*
 * A ledger that is struck while a program books into it, again and again: the program is killed, or
 * the server, or the power is cut.
 */

const HOLDER = fileURLToPath(new URL('hold-ledger.ts', import.meta.url));
const LONGEST_MS = 400;
const MOST_STRIKES = 50; // of one ledger
const LANES = 3; // a strike waits more than it works

/** Where a ledger is kept, and how it is struck. */
export interface Place {
  /** Makes it ready to be opened. @returns its folder, or the URL of its server */
  raise(): Promise<string>;
  /** Ends what works there, at once; at the latest afterwards the program is killed too. */
  strike(): Promise<void>;
  /** Gives back what it takes, once nobody works there. */
  remove(): Promise<void>;
}

/** What a program that books does, which is then a control: it has to lose something. */
export interface Fault {
  /** It acknowledges before its commit. */
  readonly isHasty?: boolean;
  /** It takes every flush of a file for done. */
  readonly isLax?: boolean;
}

interface Held {
  /** What the ledger was like when it was opened; undefined when it could not be. */
  readonly opened: { readonly wrong: string[]; readonly kept: number[] } | undefined;
  /** What was acknowledged before the end. */
  readonly said: number[];
}

export interface Found {
  /** How many entries were acknowledged in all. */
  readonly acknowledged: number;
  /** Those that were acknowledged and are not there. */
  readonly lost: number[];
  /** What the audit and the tie-outs find. */
  readonly wrong: string[];
}

/**
 * Strikes as often as asked for, each time at a random moment, and looks each time at what is left.
 *
 * A ledger that has been struck often gives way to a new one, for to look at it takes longer each
 * time; some ledgers are struck beside one another. A control ends as soon as it has lost something.
 *
 * @param seed - of the moments; each ledger has one of its own
 */
export async function strikeAgainAndAgain(
  makePlace: () => Promise<Place>,
  strikes: number,
  seed: number,
  fault?: Fault,
): Promise<Found> {
  const all = { acknowledged: 0, lost: [] as number[], wrong: [] as string[] };
  let left = strikes;
  let ledgers = 0;
  const lane = async () => {
    while (left > 0 && all.lost.length === 0) {
      const some = Math.min(MOST_STRIKES, left);
      left -= some;
      const choose = chooser(1000 * seed + ledgers++);
      const { acknowledged, lost, wrong } = await strikeOne(await makePlace(), some, choose, fault);
      all.acknowledged += acknowledged;
      all.lost.push(...lost);
      all.wrong.push(...wrong);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return all;
}

async function strikeOne(
  place: Place,
  strikes: number,
  choose: Choose,
  fault: Fault | undefined,
): Promise<Found> {
  const acknowledged = new Set<number>();
  const wrong: string[] = [];
  let lost: number[] = [];
  try {
    for (let k = 0; k <= strikes && !(fault !== undefined && lost.length > 0); k++) {
      const isLast = k === strikes;
      const since = Math.max(0, ...acknowledged);
      const { opened, said } = await hold(place, { since, isLast, fault: fault ?? {} }, choose);
      if (opened === undefined && fault === undefined) throw new Error('the ledger does not open');
      const kept = new Set(opened?.kept);
      wrong.push(...(opened?.wrong ?? []));
      lost = [...acknowledged].filter((each) => !kept.has(each));
      for (const each of said) acknowledged.add(each);
    }
  } finally {
    await place.remove();
  }
  return { acknowledged: acknowledged.size, lost, wrong };
}

/** Runs the program until it is struck, some time after its first word. */
async function hold(
  place: Place,
  { since, isLast, fault }: { since: number; isLast: boolean; fault: Fault },
  choose: Choose,
): Promise<Held> {
  const { snapshotFile } = await testDatabases();
  const acknowledge = isLast ? 'never' : fault.isHasty ? 'before' : 'after';
  const flush = fault.isLax ? 'lax' : 'flush';
  const args = ['--import', 'tsx', HOLDER, await place.raise(), snapshotFile];
  args.push(acknowledge, String(since), flush);
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  let complaint = '';
  child.stderr.on('data', (part) => {
    complaint += part;
  });
  let opened: Held['opened'];
  const said: number[] = [];
  let struck: Promise<void> | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    if (opened === undefined) {
      opened = JSON.parse(line) as Held['opened']; // as hold-ledger.ts writes it
      continue;
    }
    if (said.length === 0) struck = strikeLater(place, child, choose(LONGEST_MS));
    said.push(Number(line));
  }
  await struck;
  await ended;
  if (opened === undefined && Object.keys(fault).length === 0) process.stderr.write(complaint);
  return { opened, said };
}

async function strikeLater(place: Place, child: ChildProcess, afterMs: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  await place.strike().finally(() => child.kill('SIGKILL'));
}
