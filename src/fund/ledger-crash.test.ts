import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { newServerDatabase, testDatabases } from '../../test/support/database.ts';
import { type Choose, chooser } from '../../test/support/oracle.ts';
import { sizeOf } from '../../test/support/sizes.ts';

// A program that books entries and says each is killed with kill -9 at a random moment, again and
// again. Whatever it said is there when the ledger is opened next, and the books balance.

const HOLDER = fileURLToPath(new URL('../../test/support/hold-ledger.ts', import.meta.url));
const LONGEST_MS = 400;

type Acknowledge = 'after' | 'before' | 'never';

interface Held {
  /** What the ledger was like when it was opened. */
  readonly opened: { readonly wrong: string[]; readonly kept: number[] };
  /** What was acknowledged before the end. */
  readonly said: number[];
}

/** Runs the program until it is killed, some time after its first word. */
async function hold(
  place: string,
  acknowledge: Acknowledge,
  since: number,
  killAfterMs: number,
): Promise<Held> {
  const { snapshotFile } = await testDatabases();
  const args = ['--import', 'tsx', HOLDER, place, snapshotFile, acknowledge, String(since)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let opened: Held['opened'] | undefined;
  const said: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (opened === undefined) {
      opened = JSON.parse(line) as Held['opened']; // as hold-ledger.ts writes it
      continue;
    }
    if (said.length === 0) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    said.push(Number(line));
  }
  if (opened === undefined) throw new Error('the program ended before it had opened the ledger');
  return { opened, said };
}

/** Kills as many times as asked for; @returns what was acknowledged, and lost */
async function killAgainAndAgain(
  place: string,
  acknowledge: Acknowledge,
  kills: number,
  choose: Choose,
) {
  const acknowledged = new Set<number>();
  const wrong: string[] = [];
  let lost: number[] = [];
  for (let k = 0; k <= kills; k++) {
    const isLast = k === kills;
    const since = Math.max(0, ...acknowledged);
    const how = isLast ? 'never' : acknowledge;
    const { opened, said } = await hold(place, how, since, choose(LONGEST_MS));
    const kept = new Set(opened.kept);
    wrong.push(...opened.wrong);
    lost = [...acknowledged].filter((each) => !kept.has(each));
    for (const each of said) acknowledged.add(each);
    if (acknowledge === 'before' && lost.length > 0) break; // the control has shown what it had to
  }
  return { acknowledged: acknowledged.size, lost, wrong };
}

const folderOf = () => mkdtemp(join(tmpdir(), 'lodestock-crash-'));

test('nothing acknowledged is lost by kill -9, and the books balance (PGlite)', async () => {
  const folder = await folderOf();
  const found = await killAgainAndAgain(folder, 'after', sizeOf('kills'), chooser(1));
  expect(found).toMatchObject({ lost: [], wrong: [] });
  expect(found.acknowledged).toBeGreaterThan(sizeOf('kills'));
  await rm(folder, { recursive: true, force: true });
}, 36_000_000);

test('nothing acknowledged is lost by kill -9, and the books balance (PostgreSQL server)', async () => {
  const found = await killAgainAndAgain(
    await newServerDatabase(),
    'after',
    sizeOf('kills'),
    chooser(2),
  );
  expect(found).toMatchObject({ lost: [], wrong: [] });
  expect(found.acknowledged).toBeGreaterThan(sizeOf('kills'));
}, 36_000_000);

test('the control, which acknowledges before its commit, loses something', async () => {
  const found = await killAgainAndAgain(await newServerDatabase(), 'before', 20, chooser(3));
  expect(found.lost.length).toBeGreaterThan(0);
  expect(found.wrong).toEqual([]);
}, 600_000);
