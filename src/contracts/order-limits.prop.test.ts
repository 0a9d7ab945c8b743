import fc from 'fast-check';
import { expect } from 'vitest';
import {
  aresRequest,
  awardedContract,
  placedOrder,
  readyToContract,
  testDesk,
} from '../../test/support/contract.ts';
import { databaseTests } from '../../test/support/database.ts';
import { refusalOf } from '../audit/audit.service.ts';
import type { Db } from '../platform/db.ts';
import { awardContract, certifyContract, draftContract } from './contracts.service.ts';
import { OrderRequest } from './contracts.ts';
import { issueOrder } from './orders.service.ts';
import { insertAcceptance, insertCancellation, insertDelivery } from './orders.store.ts';

// Limits of orders that the database holds, beside models of a few lines. What is tried goes past
// the services wherever they would say no themselves.

const onDatabase = databaseTests();

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

/** 'done', or the code of the refusal; what is refused leaves nothing. */
const verdictOf = (db: Db, work: (tx: Db) => Promise<unknown>): Promise<string> =>
  db.transaction(work).then(
    () => 'done',
    (error: unknown) => refusalOf(error)?.code ?? String(error),
  );

const ORDERED = 1_000n;
const Takes = fc.array(
  fc.record({ isAccepted: fc.boolean(), cents: fc.bigInt({ min: 1n, max: 600n }) }),
  { minLength: 2, maxLength: 8 },
);

onDatabase('K4: accepted and given up is never more than ordered', async (db) => {
  const people = await awardedContract(db);
  const order = await placedOrder(db, people, ORDERED);
  const [row] = await db.query<{ deed: bigint }>('select max(id) as deed from deed');
  const deed = row!.deed;
  const seen = new Set<string>();
  const property = fc.asyncProperty(Takes, (takes) =>
    undone(db, async (tx) => {
      let left = ORDERED;
      let isGivenUp = false;
      for (const [k, { isAccepted, cents }] of takes.entries()) {
        if (!isAccepted && isGivenUp) continue; // the rest of an order is given up once
        const lot = `X-${k}`;
        const verdict = await verdictOf(tx, async (part) => {
          if (!isAccepted) return insertCancellation(part, order, cents, deed);
          await insertDelivery(part, lot, order, deed);
          return insertAcceptance(part, { lot, amountCents: cents, dryGrams: 1n }, deed);
        });
        expect(verdict).toBe(cents <= left ? 'done' : 'order.over_delivered');
        seen.add(`${isAccepted} ${verdict}`);
        if (verdict !== 'done') continue;
        left -= cents;
        isGivenUp ||= !isAccepted;
      }
    }),
  );
  await fc.assert(property, { numRuns: 60, seed: 4317 });
  expect(seen.size).toBe(4);
});

const Price = fc.integer({ min: 1, max: 5 }).map((n) => `${n * 100_000}`);
const Deal = fc.record({
  price: fc.option(Price),
  reference: fc.option(Price),
  asked: fc.option(Price),
});
type Deal = typeof Deal extends fc.Arbitrary<infer T> ? T : never;

/** What an order has to end with: no higher price than the contract's, or than the market's. */
function expectedVerdict({ price, reference, asked }: Deal): string {
  const paid = asked ?? price;
  if (paid === null) return 'order.no_price';
  const approved = [price, reference].flatMap((each) => (each === null ? [] : [Number(each)]));
  const isApproved = approved.length === 0 || Number(paid) <= Math.max(...approved);
  return isApproved ? 'done' : 'order.premium_not_approved';
}

onDatabase('K6: an order pays no premium that was not approved, and keeps it', async (db) => {
  const people = await readyToContract(db);
  const desk = await testDesk();
  const seen = new Set<string>();
  const property = fc.asyncProperty(Deal, (deal) =>
    undone(db, async (tx) => {
      const { price, reference, asked } = deal;
      const terms = { minimumCents: '0', pricePerKg: price, referencePerKg: reference };
      await draftContract(tx, people.officer, aresRequest({ id: 'C', ...terms }), desk);
      await certifyContract(tx, people.budget, { id: 'C' });
      await awardContract(tx, people.officer, { id: 'C' }, desk);
      const order = { contract: 'C', amountCents: '100', deliverBy: '2026-12-31' };
      const request = OrderRequest.parse({ ...order, pricePerKg: asked });
      const verdict = await verdictOf(tx, (part) =>
        issueOrder(part, people.officer, request, desk),
      );
      expect(verdict).toBe(expectedVerdict(deal));
      seen.add(verdict);
      if (verdict !== 'done') return;
      const [kept] = await tx.query<{ reference: bigint | null; premium: bigint | null }>(
        'select reference_per_kg as reference, premium_per_kg as premium from contract_order',
      );
      expect(kept).toEqual({
        reference: reference === null ? null : BigInt(reference),
        premium: reference === null ? null : BigInt(asked ?? price!) - BigInt(reference),
      });
    }),
  );
  await fc.assert(property, { numRuns: 40, seed: 4317 });
  expect([...seen].sort()).toEqual(['done', 'order.no_price', 'order.premium_not_approved']);
});

onDatabase('an order of a contract keeps no other reference than its own', async (db) => {
  const people = await awardedContract(db);
  const order = await placedOrder(db, people, ORDERED);
  const verdict = await verdictOf(db, (tx) =>
    tx.query(
      `insert into contract_order (id, contract, requisition, amount_cents, from_minimum_cents,
         price_per_kg, reference_per_kg, placed_on, deliver_by, deed)
       select id || '-x', contract, requisition, amount_cents, from_minimum_cents,
         price_per_kg, 900000, placed_on, deliver_by, deed
       from contract_order where id = $1`,
      [order],
    ),
  );
  expect(verdict).toBe('order.other_reference');
});
