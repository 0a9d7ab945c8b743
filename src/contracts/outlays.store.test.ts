import fc from 'fast-check';
import { expect } from 'vitest';
import { authorize, DIGEST, motionOf, noticedMeeting, resolve } from '../../test/support/board.ts';
import {
  ARES,
  awardedContract,
  placedOrder,
  readyToContract,
  testedDelivery,
} from '../../test/support/contract.ts';
import { databaseTests } from '../../test/support/database.ts';
import { chief, fundWith, registerChief } from '../../test/support/reserve.ts';
import { becauseOfAll } from '../audit/audit.service.ts';
import type { DocumentRef } from '../audit/audit.ts';
import { changeResolution } from '../board/board.service.ts';
import { reverseEntry } from '../fund/fund.service.ts';
import { insertEntries } from '../fund/fund.store.ts';
import type { Line } from '../fund/fund.ts';
import type { Db } from '../platform/db.ts';
import { payMinimum, settleMinimum, stepContract } from './contracts.service.ts';
import { acceptDelivery } from './deliveries.service.ts';
import {
  bouncePayment,
  matchInvoice,
  payInvoice,
  receiveInvoice,
  stepInvoice,
} from './invoices.service.ts';
import { insertInvoice } from './orders.store.ts';
import { auditOutlays } from './outlays.service.ts';

// F4: no outlay without a path of causes to a resolution that was effective when the money was
// obligated.

const onDatabase = databaseTests();

const line = (account: string, amount: bigint): Line => ({
  ...{ fund: 'reserve', dim: '', unit: 'USD' },
  ...{ account, amount },
});
const OUTLAY = [line('461000', 1n), line('490200', -1n), line('610000', 1n), line('101000', -1n)];
const OBLIGATION = [line('461000', 1n), line('480100', -1n)];

/** Books past the services, as somebody at a terminal of the database might. */
async function book(db: Db, id: string, lines: readonly Line[], deed: bigint): Promise<void> {
  await insertEntries(db, [{ id, template: 'play', effectiveOn: chief.on, lines }], deed);
}

async function lastDeed(db: Db): Promise<bigint> {
  const [row] = await db.query<{ id: bigint }>('select max(id) as id from deed');
  return row!.id;
}

/** A paid invoice of a contract that the board has voted. */
async function paidInvoice(db: Db) {
  const people = await awardedContract(db);
  const order = await placedOrder(db, people, 5_320_000_00n);
  for (const lot of ['L-1', 'L-2']) {
    await testedDelivery(db, people, { order, lot, netG: 4_000_000_000n });
    await acceptDelivery(db, people.receiver, { lot });
  }
  const asked = { order, supplierNumber: '1', amountCents: '266000000', lots: ['L-1'] };
  const { id } = await receiveInvoice(db, people.officer, asked);
  await matchInvoice(db, people.certifier, { id });
  await stepInvoice(db, people.approver, { id, event: 'approve', reason: '' });
  await stepInvoice(db, people.payer, { id, event: 'schedule', reason: '' });
  await payInvoice(db, people.payer, { id }, people.desk);
  return { people, order, id };
}

/** The board suspends a resolution by another one. */
async function suspend(db: Db, id: string, by: string): Promise<void> {
  const [row] = await db.query<{ digest: string }>(
    'select body_digest as digest from resolution where id = $1',
    [id],
  );
  const about = { kind: 'resolution', id, digest: row!.digest } as const;
  await resolve(db, motionOf(by, { decision: 'suspend', about }));
  await changeResolution(db, chief, { resolution: id, event: 'suspend', reason: 'as voted' });
}

onDatabase('what services pay rests on the vote, also when it was suspended since', async (db) => {
  const { people, id } = await paidInvoice(db);
  expect(await auditOutlays(db)).toEqual([]);
  await bouncePayment(db, people.payer, { id, reason: 'wrong bank number' });
  await suspend(db, 'B-1', 'B-9');
  await stepInvoice(db, people.payer, { id, event: 'schedule', reason: '' });
  await payInvoice(db, people.payer, { id }, people.desk);
  await bouncePayment(db, people.payer, { id, reason: 'the same again' });
  const [bounce] = await db.query<{ id: string }>(
    `select id from ledger_entry where template = 'payment-bounced' order by seq desc limit 1`,
  );
  await reverseEntry(db, chief, { id: bounce!.id, reason: 'it had not come back' });
  expect(await auditOutlays(db)).toEqual([]);
});

onDatabase('the minimum that was never ordered is paid on the word of the vote', async (db) => {
  const people = await awardedContract(db);
  for (const event of ['end-ordering', 'begin-closeout'] as const) {
    await stepContract(db, people.officer, { id: ARES, event, reason: 'the end' });
  }
  await settleMinimum(db, people.officer, { id: ARES });
  await payMinimum(db, people.payer, { id: ARES }, people.desk);
  const paid = await db.query(`select from ledger_entry where template = 'payment'`);
  expect(paid).toHaveLength(1);
  expect(await auditOutlays(db)).toEqual([]);
});

onDatabase('a payment whose causes are cut is named', async (db) => {
  await paidInvoice(db);
  const deed = await lastDeed(db);
  await book(db, 'from-nowhere', OUTLAY, deed);
  await book(db, 'from-a-stray-invoice', OUTLAY, deed);
  await becauseOfAll(db, deed, [
    { from: { kind: 'invoice', id: 'I-0' }, to: { kind: 'payment', id: 'I-0' } },
    { from: { kind: 'payment', id: 'I-0' }, to: { kind: 'entry', id: 'from-a-stray-invoice' } },
  ]);
  const sentence = (entry: string) =>
    `$0.01 left fund reserve on 2026-01-15 by entry ${entry}, and no path of causes leads to it from a resolution that was effective when the money was obligated`;
  expect(await auditOutlays(db)).toEqual(['from-nowhere', 'from-a-stray-invoice'].map(sentence));
});

onDatabase('what a partner or Congress takes back is no outlay', async (db) => {
  await readyToContract(db);
  const back = [
    ...[line('461000', 1n), line('411900', -1n), line('310100', 1n), line('101000', -1n)],
  ];
  await book(db, 'back', back, await lastDeed(db));
  expect(await auditOutlays(db)).toEqual([]);
});

onDatabase('the database pays no invoice that leads back to no vote', async (db) => {
  const { order } = await paidInvoice(db);
  const deed = await lastDeed(db);
  const invoice = { id: 'I-0', order, party: 'ares', supplierNumber: '2', receivedOn: chief.on };
  await insertInvoice(db, { ...invoice, amountCents: '266000000' }, ['L-2'], deed);
  const pay = db.transaction((tx) =>
    tx.query(
      `insert into payment (invoice, n, amount_cents, paid_on, deed)
       values ('I-0', 1, 266000000, '2026-01-15', $1)`,
      [deed],
    ),
  );
  await expect(pay).rejects.toMatchObject({
    detail: 'not_allowed payment.no_authority',
    message: expect.stringContaining('cannot pay invoice I-0'),
  });
});

/* Causes at random, circles too: a walk in the program finds what the database finds. */

const NODES = ['requisition', 'contract', 'order', 'lot', 'invoice', 'payment'].map(
  (kind): DocumentRef => ({ kind: kind as DocumentRef['kind'], id: 'X' }),
);
const RESOLUTIONS = ['B-1', 'B-2', 'B-3'];
/** At which of three moments each resolution is effective. */
const EFFECTIVE_AT = [[1], [2], []];
const PLACES = [
  ...RESOLUTIONS.map((id): DocumentRef => ({ kind: 'resolution', id })),
  ...NODES,
] as const;

const Node = fc.integer({ min: RESOLUTIONS.length, max: PLACES.length - 1 });
const Plot = fc.record({
  edges: fc.array(fc.tuple(fc.integer({ min: 0, max: PLACES.length - 1 }), Node), {
    minLength: 4,
    maxLength: 14,
  }),
  obligations: fc.array(fc.tuple(Node, fc.integer({ min: 0, max: 2 })), {
    minLength: 1,
    maxLength: 3,
  }),
  payments: fc.array(Node, { minLength: 1, maxLength: 3 }),
});
type Plot = typeof Plot extends fc.Arbitrary<infer T> ? T : never;

/** Payments that rest on nothing, by a walk of its own. */
function unauthorized({ edges, obligations, payments }: Plot): string[] {
  const isAuthorized = (payment: number): boolean => {
    const back = new Set([payment]);
    for (const to of back) for (const [from, end] of edges) if (end === to) back.add(from);
    return obligations
      .filter(([of]) => back.has(of))
      .some(([, time]) =>
        RESOLUTIONS.some((_, k) => back.has(k) && EFFECTIVE_AT[k]!.includes(time)),
      );
  };
  return payments.flatMap((of, k) => (isAuthorized(of) ? [] : [`payment-${k}`]));
}

/** B-1 takes effect after the first moment and is suspended after the second; then B-2 takes effect. */
async function threeMoments(db: Db): Promise<bigint[]> {
  await registerChief(db);
  await fundWith(db, 1_000n);
  const first = await lastDeed(db);
  await authorize(db, { id: 'B-1', fund: 'reserve', cents: 100n });
  const second = await lastDeed(db);
  await suspend(db, 'B-1', 'B-9');
  const about = { kind: 'determination', id: 'D', digest: DIGEST } as const;
  await resolve(db, motionOf('B-2', { about }));
  await noticedMeeting(db, 'M-3', motionOf('B-3', { about }));
  return [first, second, await lastDeed(db)];
}

async function playPlot(db: Db, moments: readonly bigint[], plot: Plot): Promise<void> {
  const deed = moments[2]!;
  const ends = plot.edges.filter(([from, to]) => from !== to);
  const causes = ends.map(([from, to]) => ({ from: PLACES[from]!, to: PLACES[to]! }));
  for (const [k, [of, time]] of plot.obligations.entries()) {
    await book(db, `obligation-${k}`, OBLIGATION, moments[time]!);
    causes.push({ from: PLACES[of]!, to: { kind: 'entry', id: `obligation-${k}` } });
  }
  for (const [k, of] of plot.payments.entries()) {
    await book(db, `payment-${k}`, OUTLAY, deed);
    causes.push({ from: PLACES[of]!, to: { kind: 'entry', id: `payment-${k}` } });
  }
  await becauseOfAll(db, deed, causes);
}

onDatabase('of payments with causes at random, those without a vote are named', async (db) => {
  const moments = await threeMoments(db);
  let [named, passed] = [0, 0];
  const undo = new Error('undo');
  const property = fc.asyncProperty(Plot, async (plot) => {
    const run = db.transaction(async (tx) => {
      await playPlot(tx, moments, plot);
      const told = await auditOutlays(tx);
      const entries = told.map((sentence) => /by entry (\S+),/.exec(sentence)![1]);
      expect(entries).toEqual(unauthorized(plot));
      named += entries.length;
      passed += plot.payments.length - entries.length;
      throw undo;
    });
    await run.catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  });
  await fc.assert(property, { numRuns: 120, seed: 4317 });
  expect(Math.min(named, passed)).toBeGreaterThan(20); // both happened
});
