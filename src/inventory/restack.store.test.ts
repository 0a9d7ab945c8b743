import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { databaseTests, openServerDatabase } from '../../test/support/database.ts';
import { chief } from '../../test/support/reserve.ts';
import { acceptedLot, does, stockedReserve, TONNE } from '../../test/support/stock.ts';
import { Refusal } from '../base/refusal.ts';
import { auditLedger, readTieOuts } from '../fund/fund.service.ts';
import type { Db } from '../platform/db.ts';
import { auditLots, readHoldings, readLots, readWarehouse } from './inventory.service.ts';
import {
  blendIntoLot,
  countLots,
  moveLot,
  readRotation,
  splitIntoLots,
} from './restack.service.ts';

const onDatabase = databaseTests();

/** Something that may be done to stock; which lots it takes is chosen from those that are there. */
const step = fc.record({
  what: fc.constantFrom('split' as const, 'blend' as const, 'count' as const, 'lossy' as const),
  first: fc.nat(1000),
  second: fc.nat(1000),
  share: fc.integer({ min: 1, max: 999 }),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

async function takeStep(db: Db, { what, first, second, share }: Step, n: number): Promise<void> {
  const lots = await readLots(db, { status: 'accepted' });
  const [a, b] = [lots[first % lots.length], lots[second % lots.length]];
  if (a === undefined || b === undefined) return;
  const netG = BigInt(a.netG);
  const part = (netG * BigInt(share)) / 1000n;
  const rest = netG - part - (what === 'lossy' ? 1n : 0n);
  await does(db, async (tx, deed) => {
    if (what === 'blend') {
      await blendIntoLot(tx, chief, deed, { into: `B-${n}`, lots: [a.id, b.id] });
    } else if (what === 'count') {
      const counted = { lot: a.id, netG: netG - part / 100n };
      await countLots(tx, chief, deed, { count: `N-${n}`, cause: 'a law', lots: [counted] });
    } else {
      const parts = [part, rest].map((grams, k) => ({ lot: `S-${n}-${k}`, netG: grams }));
      await splitIntoLots(tx, chief, deed, { lot: a.id, parts });
    }
  });
}

const isRefused = (error: unknown) => error instanceof Refusal;

onDatabase(
  'S1, S5, T7: whatever is split, blended and counted, books and lots agree',
  async (db) => {
    await stockedReserve(db);
    await acceptedLot(db, 'L-1', 7_777_777_77n, { netG: 20_000_003n });
    await acceptedLot(db, 'L-2', 1n, { netG: 1_000_001n });
    let [done, refused] = [0, 0];
    const law = fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 5 }), async (steps) => {
      const undo = new Error('undo');
      const run = db.transaction(async (tx) => {
        for (const [n, each] of steps.entries()) {
          const before = await readHoldings(tx);
          const error: unknown = await takeStep(tx, each, n).catch((reason: unknown) => reason);
          if (error !== undefined && !isRefused(error)) throw error;
          if (error === undefined) done += 1;
          else refused += 1;
          const after = await readHoldings(tx);
          if (error !== undefined || each.what !== 'count') expect(after).toEqual(before);
        }
        expect(await auditLots(tx)).toEqual([]);
        expect(await auditLedger(tx)).toEqual([]);
        const tied = await readTieOuts(tx, await readHoldings(tx));
        expect(tied.filter(({ difference }) => difference !== '0')).toEqual([]);
        const lots = await readLots(tx, {});
        expect(lots.every(({ dryG, costCents }) => BigInt(dryG) > 0n || costCents === '0')).toBe(
          true,
        );
        throw undo;
      });
      await run.catch((error: unknown) => {
        if (error !== undo) throw error;
      });
    });
    await fc.assert(law, { numRuns: 8, seed: 6, endOnFailure: true });
    expect(done).toBeGreaterThan(10);
    expect(refused).toBeGreaterThan(2);
  },
);

onDatabase(
  'S6: the oldest lots are proposed first, and a blend is as old as its oldest part',
  async (db) => {
    await stockedReserve(db);
    for (const lot of ['L-2', 'L-1']) await acceptedLot(db, lot, 1n, { netG: TONNE });
    expect((await readRotation(db, 'fluorspar')).map(({ id }) => id)).toEqual(['L-1', 'L-2']);
    await does(db, (tx, deed) =>
      blendIntoLot(tx, chief, deed, { into: 'B', lots: ['L-1', 'L-2'] }),
    );
    const [blend] = await readRotation(db);
    expect(blend).toMatchObject({ id: 'B', receivedOn: '2026-01-15' });
  },
);

test('of many moves at once a warehouse takes those that fit', async () => {
  const db = await openServerDatabase();
  try {
    await stockedReserve(db);
    const lots = Array.from({ length: 8 }, (_, k) => `L-${k}`);
    for (const lot of lots) await acceptedLot(db, lot, 1n, { netG: 4n * TONNE });
    const moves = lots.map((lot) =>
      does(db, (tx, deed) => moveLot(tx, chief, deed, { lot, to: 'annex', carrier: null })).then(
        () => 'moved',
        (error: unknown) => (error instanceof Refusal ? error.code : Promise.reject(error)),
      ),
    );
    const ends = (await Promise.all(moves)).sort();
    // 4.1 t gross each: two of them fit into 10 t.
    expect(ends).toEqual(['moved', 'moved', ...Array(6).fill('warehouse.full')].sort());
    expect((await readWarehouse(db, 'annex')).loadG).toBe('8200000');
    expect(await auditLots(db)).toEqual([]);
  } finally {
    await db.close();
  }
}, 120_000);
