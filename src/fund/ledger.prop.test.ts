import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migratedSnapshot, openServerDatabase } from '../../test/support/database.ts';
import { PLAY_FUNDS } from '../../test/support/fund-actions.ts';
import { createPlay, type Play } from '../../test/support/fund-play.ts';
import {
  type Attempt,
  chooser,
  chosen,
  createOracle,
  type Oracle,
  placeName,
} from '../../test/support/oracle.ts';
import { type Booked, bookAttempts, openPlayFunds } from '../../test/support/play-year.ts';
import { chief } from '../../test/support/reserve.ts';
import { sizeOf } from '../../test/support/sizes.ts';
import type { Database, Db } from '../platform/db.ts';
import { openPgliteInMemory } from '../platform/pglite.ts';
import { auditLedger, readBalances, readTieOuts } from './fund.service.ts';

// Random sequences of deeds on the real databases, beside an oracle that is a map of balances. Both
// have to agree on every verdict and on every balance. Each sequence begins with the same reserve at
// work and is rolled back.

const ENGINES = ['PGlite', 'PostgreSQL server'] as const;
const BEFORE = { seed: 11, entries: 160 };
const MISCHIEF_BEFORE = 1_000_000_000;
const MISCHIEF = 3; // one amount in three is more than there is

const databases = new Map<string, Database>();
let before: readonly Attempt[];
let bookedBefore: Booked;

beforeAll(async () => {
  databases.set('PGlite', await openPgliteInMemory(await migratedSnapshot()));
  databases.set('PostgreSQL server', await openServerDatabase());
});
afterAll(async () => {
  for (const database of databases.values()) await database.close();
});

/** The play of a reserve at work, whose further choices come from the numbers. */
function playOn(numbers: readonly number[]): Play & { readonly first: readonly Attempt[] } {
  let choose = chooser(BEFORE.seed);
  let mischief = MISCHIEF_BEFORE;
  const play = createPlay(
    (below) => choose(below),
    () => mischief,
  );
  const first: Attempt[] = [];
  while (first.length < BEFORE.entries) {
    const attempt = play.attempt();
    const isUsable = attempt !== undefined && attempt.lines.length > 0 && !attempt.reverses;
    if (!isUsable || !play.oracle.book(attempt.lines)) continue;
    play.booked(attempt);
    first.push(attempt);
  }
  choose = chosen(numbers);
  mischief = MISCHIEF;
  return { ...play, first };
}

/** Books what was there before, once for each database. */
async function begin(db: Db): Promise<void> {
  await openPlayFunds(db);
  before = playOn([]).first;
  bookedBefore = new Map();
  await bookAttempts(db, chief, before, bookedBefore);
}

/** Runs in a transaction of its own that leaves nothing. */
async function undone(db: Db, work: (tx: Db) => Promise<void>): Promise<void> {
  const undo = new Error('undo');
  const run = db.transaction(async (tx) => {
    await work(tx);
    throw undo;
  });
  await run.catch((error: unknown) => {
    if (error !== undo) throw error;
  });
}

async function balancesOf(db: Db, query: { upTo?: bigint } = {}): Promise<Map<string, bigint>> {
  const rows = (await readBalances(db, query)).filter(({ net }) => net !== '0');
  // The unit of a balance is one, whatever its type says.
  return new Map(rows.map(({ net, ...place }) => [placeName(place as never), BigInt(net)]));
}

/** F1, F3 and F5: what the floors promise, said in sums of their own. */
function requireFundControl({ net, balances }: Oracle): void {
  for (const { id } of PLAY_FUNDS) {
    const sum = (...accounts: string[]) =>
      [...balances]
        .filter(([name]) => name.startsWith(`${id}|`) && accounts.includes(name.split('|')[1]!))
        .reduce((total, [, amount]) => total - amount, 0n);
    const obligated = sum('480100', '480200', '490100', '490200');
    const apportioned = obligated + sum('451000', '461000', '470000');
    const resources = -sum('411900', '426200', '426300', '426600');
    expect(obligated <= apportioned && apportioned <= resources).toBe(true);
    const accepted = sum('490100', '490200') + sum('480200'); // advances are paid before
    expect(sum('490200') + sum('480200') <= accepted).toBe(true);
    expect(net(id, '101000') >= 0n).toBe(true);
  }
  for (const [name, amount] of balances) {
    const [fund, account, dim] = name.split('|');
    if (account === 'C11') expect(-amount <= net(fund!, 'C19', dim)).toBe(true);
  }
}

const Numbers = fc.array(fc.nat(1_000_000), { minLength: 12, maxLength: 60 });

/** Tries until the numbers are used up; @returns what was booked, in order */
async function playOut(tx: Db, numbers: readonly number[]) {
  const play = playOn(numbers);
  const booked: Booked = new Map(
    before.map((each, k) => [play.first[k]!, bookedBefore.get(each)!]),
  );
  const captured = new Map<bigint, Map<string, bigint>>();
  for (let tries = 0; tries < numbers.length / 4; tries++) {
    const attempt = play.attempt();
    if (attempt === undefined || attempt.lines.length === 0) continue;
    const isAllowed = play.oracle.book(attempt.lines);
    const verdict = await bookAttempts(tx, chief, [attempt], booked).then(
      () => 'booked',
      (error: { code?: string }) => error.code ?? String(error),
    );
    expect(verdict, attempt.template).toBe(isAllowed ? 'booked' : 'fund.insufficient');
    if (!isAllowed) continue;
    play.booked(attempt);
    captured.set(booked.get(attempt)!.seq, new Map(play.oracle.balances));
    requireFundControl(play.oracle);
  }
  return { play, captured };
}

test.each(ENGINES)(
  'verdicts, balances and tie-outs of random sequences (%s)',
  async (engine) => {
    const db = databases.get(engine)!;
    await begin(db);
    const property = fc.asyncProperty(Numbers, (numbers) =>
      undone(db, async (tx) => {
        const { play, captured } = await playOut(tx, numbers);
        expect(await balancesOf(tx)).toEqual(play.oracle.balances);
        expect(await auditLedger(tx)).toEqual([]);
        const open = (await readTieOuts(tx, play.holdings())).filter(
          (each) => each.difference !== '0',
        );
        expect(open).toEqual([]);
        for (const [seq, balances] of captured)
          expect(await balancesOf(tx, { upTo: seq })).toEqual(balances);
      }),
    );
    await fc.assert(property, { numRuns: sizeOf('sequences'), seed: 4317, endOnFailure: false });
  },
  3_600_000,
);

test.each(ENGINES)('lines that are out by anything are not booked (%s)', async (engine) => {
  const db = databases.get(engine)!;
  const property = fc.asyncProperty(
    fc.nat(BEFORE.entries - 1),
    fc.nat(100),
    fc.bigInt(1n, 1_000_000n),
    (which, line, more) =>
      undone(db, async (tx) => {
        const right = before[which]!;
        const at = line % right.lines.length;
        const lines = right.lines.map((each, k) =>
          k === at ? { ...each, amount: each.amount + more } : each,
        );
        const wrong = bookAttempts(tx, chief, [{ ...right, lines }], new Map());
        await expect(wrong).rejects.toThrow('does not balance');
      }),
  );
  await fc.assert(property, { numRuns: 50, seed: 4317 });
});

test('the oracle itself refuses what crosses zero, and changes nothing by it', () => {
  const oracle = createOracle();
  const line = (account: string, amount: bigint) =>
    ({ fund: 'f', account, dim: '', unit: 'USD', amount }) as const;
  expect(oracle.book([line('411900', 5n), line('445000', -5n)])).toBe(true);
  expect(oracle.book([line('445000', 6n), line('451000', -6n)])).toBe(false);
  expect(oracle.net('f', '445000')).toBe(-5n);
  expect(oracle.balances.size).toBe(2);
});
