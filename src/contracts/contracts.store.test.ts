import { expect } from 'vitest';
import {
  ARES,
  aresRequest,
  awardedContract,
  CEILING,
  MINIMUM,
  placedOrder,
  readyToContract,
  testDesk,
  testedDelivery,
} from '../../test/support/contract.ts';
import { databaseTests } from '../../test/support/database.ts';
import { GOOD, result } from '../../test/support/stock.ts';
import { traceThread } from '../audit/audit.service.ts';
import { auditLedger, readNet, readTieOuts } from '../fund/fund.service.ts';
import { readHoldings } from '../inventory/inventory.service.ts';
import type { Db } from '../platform/db.ts';
import {
  certifyContract,
  draftContract,
  modifyContract,
  readContract,
  settleMinimum,
  stepContract,
} from './contracts.service.ts';
import { ModificationRequest, OrderRequest } from './contracts.ts';
import { acceptDelivery, rejectDelivery } from './deliveries.service.ts';
import {
  bouncePayment,
  matchInvoice,
  payInvoice,
  receiveInvoice,
  stepInvoice,
} from './invoices.service.ts';
import { issueOrder, readOrder, stepOrder } from './orders.service.ts';
import { certifyRequisition, submitRequisition } from './requisitions.service.ts';

const onDatabase = databaseTests();

// 5,000,000.00 USD at 0.665 USD/kg is 7,518,796.992 kg
const FIRST_CENTS = 5_000_000_00n;
const FIRST_GRAMS = 7_518_796_992n;

/** The books are in order: nothing out of balance, every tie-out zero. */
async function expectTied(db: Db): Promise<void> {
  expect(await auditLedger(db)).toEqual([]);
  const tied = await readTieOuts(db, await readHoldings(db));
  expect(tied.filter(({ difference }) => difference !== '0')).toEqual([]);
}

onDatabase('the first order is booked as the worked fixture says', async (db) => {
  const people = await awardedContract(db);
  expect(await readContract(db, ARES)).toMatchObject({
    ...{ status: 'active', ceilingLeftCents: `${CEILING}`, minimumLeftCents: `${MINIMUM}` },
    baseValueCents: '16893826730',
  });
  const id = await placedOrder(db, people, FIRST_CENTS);
  expect(await readOrder(db, id)).toMatchObject({
    ...{ status: 'acknowledged', fromMinimumCents: `${MINIMUM}`, undeliveredCents: '500000000' },
  });
  expect(await readContract(db, ARES)).toMatchObject({
    ...{ ceilingLeftCents: '24500000000', minimumLeftCents: '0', orderedCents: '500000000' },
  });
  await expectTied(db);
});

onDatabase('one cent above the ceiling is refused, and the ceiling itself is not', async (db) => {
  const people = await awardedContract(db);
  await placedOrder(db, people, FIRST_CENTS);
  await expect(placedOrder(db, people, 245_000_000_01n)).rejects.toMatchObject({
    code: 'contract.over_ceiling',
    message: expect.stringContaining('$245,000,000.00 of its ceiling is left'),
  });
  await placedOrder(db, people, 245_000_000_00n);
  await expectTied(db);
});

onDatabase('no order before the period, after it, or under a contract at rest', async (db) => {
  const people = await awardedContract(db);
  const refused = { code: 'order.outside_period' };
  await expect(placedOrder(db, people, 100n, '2026-01-12')).rejects.toMatchObject(refused);
  await expect(placedOrder(db, people, 100n, '2031-01-13')).rejects.toMatchObject(refused);
  const step = { id: ARES, reason: 'audit' } as const;
  await stepContract(db, people.officer, { ...step, event: 'suspend' });
  await expect(placedOrder(db, people, 100n)).rejects.toMatchObject({
    code: 'order.contract_not_active',
  });
});

onDatabase('maker and checker are two people', async (db) => {
  const people = await readyToContract(db);
  const desk = await testDesk();
  await draftContract(db, people.officer, aresRequest(), desk);
  await db.query(
    `insert into role_grant (person, role, is_granted, deed)
     select 'officer', 'budget-officer', true, max(id) from deed`,
  );
  await expect(certifyContract(db, people.officer, { id: ARES })).rejects.toMatchObject({
    code: 'contract.same_person',
    message: 'officer cannot certify contract SP8000-25-R-0020: they were the one to draft it',
  });
});

onDatabase(
  'a lot out of specification is rejected and replaced; payment follows acceptance',
  async (db) => {
    const people = await awardedContract(db);
    const order = await placedOrder(db, people, FIRST_CENTS);
    const bad = [result('CaF2', '95.1'), ...GOOD.slice(1)];
    await testedDelivery(db, people, { order, lot: 'L-1', netG: 4_000_000_000n });
    await testedDelivery(db, people, {
      order,
      lot: 'L-2',
      netG: FIRST_GRAMS - 4_000_000_000n,
      results: bad,
    });
    await acceptDelivery(db, people.receiver, { lot: 'L-1' });
    await expect(acceptDelivery(db, people.receiver, { lot: 'L-2' })).rejects.toMatchObject({
      code: 'lot.wrong_status',
    });
    await rejectDelivery(db, people.receiver, { lot: 'L-2', reason: 'CaF2 below the limit' });
    const invoice = { order, supplierNumber: 'INV-2026/17', amountCents: '266000000' };
    await expect(
      receiveInvoice(db, people.receiver, { ...invoice, lots: ['L-2'] }),
    ).rejects.toMatchObject({ code: 'invoice.lot_not_accepted' });
    await testedDelivery(db, people, { order, lot: 'L-3', netG: FIRST_GRAMS - 4_000_000_000n });
    expect(await acceptDelivery(db, people.receiver, { lot: 'L-3' })).toMatchObject({
      ...{ status: 'delivered', undeliveredCents: '0' },
    });
    await expectTied(db);
    const { id } = await receiveInvoice(db, people.officer, { ...invoice, lots: ['L-1'] });
    await expect(
      receiveInvoice(db, people.officer, {
        ...invoice,
        supplierNumber: 'inv 2026 17',
        lots: ['L-3'],
      }),
    ).rejects.toMatchObject({ code: 'invoice.known_number' });
    expect((await matchInvoice(db, people.certifier, { id })).status).toBe('matched');
    const step = { id, reason: '' };
    await stepInvoice(db, people.approver, { ...step, event: 'approve' });
    await stepInvoice(db, people.payer, { ...step, event: 'schedule' });
    expect(await payInvoice(db, people.payer, { id }, people.desk)).toMatchObject({
      status: 'paid',
    });
    await expect(payInvoice(db, people.payer, { id }, people.desk)).rejects.toMatchObject({
      code: 'invoice.wrong_status',
    });
    const owed = { fund: 'reserve', account: '211000', dim: `order:${order}` };
    expect(await readNet(db, owed)).toBe(-234_000_000n); // 5,000,000.00 less 2,660,000.00
    await bouncePayment(db, people.payer, { id, reason: 'wrong bank number' });
    expect(await readNet(db, owed)).toBe(-FIRST_CENTS);
    await expectTied(db);
  },
);

onDatabase('nobody approves what they accepted', async (db) => {
  const people = await awardedContract(db);
  const order = await placedOrder(db, people, 2_660_000_00n);
  await testedDelivery(db, people, { order, lot: 'L-1', netG: 4_000_000_000n });
  await acceptDelivery(db, people.receiver, { lot: 'L-1' });
  const { id } = await receiveInvoice(db, people.officer, {
    ...{ order, supplierNumber: '1', amountCents: '266000000', lots: ['L-1'] },
  });
  await matchInvoice(db, people.certifier, { id });
  await db.query(
    `insert into role_grant (person, role, is_granted, deed)
     select each.person, 'approving-officer', true, max(deed.id)
     from deed, unnest(array['receiver', 'certifier', 'officer']) as each (person)
     group by each.person`,
  );
  for (const person of [people.receiver, people.certifier, people.officer]) {
    await expect(
      stepInvoice(db, person, { id, event: 'approve', reason: '' }),
    ).rejects.toMatchObject({ code: 'invoice.same_person' });
  }
});

onDatabase(
  'a contract closes only when its minimum, orders and invoices are settled',
  async (db) => {
    const people = await awardedContract(db);
    const step = { id: ARES, reason: 'the end' } as const;
    const take = (event: 'end-ordering' | 'begin-closeout' | 'close') =>
      stepContract(db, people.officer, { ...step, event });
    await take('end-ordering');
    await take('begin-closeout');
    await expect(take('close')).rejects.toMatchObject({
      code: 'contract.minimum_unmet',
      message: expect.stringContaining('$2,000,000.00'),
    });
    expect((await settleMinimum(db, people.officer, { id: ARES })).minimumLeftCents).toBe('0');
    await expectTied(db);
    expect((await take('close')).status).toBe('closed');
  },
);

onDatabase('a higher ceiling needs a vote of its own', async (db) => {
  const people = await awardedContract(db);
  const rise = ModificationRequest.parse({ reason: 'more', ceilingRiseCents: '100' });
  await expect(
    modifyContract(db, people.officer, { ...rise, contract: ARES }),
  ).rejects.toMatchObject({ code: 'contract.rise_needs_vote' });
  await expect(
    modifyContract(db, people.officer, { ...rise, contract: ARES, resolution: 'B-9' }),
  ).rejects.toMatchObject({ kind: 'not_found' });
  const longer = { ...rise, ceilingRiseCents: '0', orderingTo: '2032-01-12', contract: ARES };
  expect(await modifyContract(db, people.officer, longer)).toMatchObject({
    ...{ orderingTo: '2032-01-12', modifications: [{ n: 1, reason: 'more' }] },
  });
  await placedOrder(db, people, 100n, '2031-06-01');
});

onDatabase('an order is cancelled, and its money and its ceiling come back', async (db) => {
  const people = await awardedContract(db);
  const request = OrderRequest.parse({
    contract: ARES,
    amountCents: '300000000',
    deliverBy: '2026-12-31',
  });
  const { id } = await issueOrder(db, people.officer, request, people.desk);
  await stepOrder(db, people.officer, { id, event: 'cancel', reason: 'not needed' });
  expect(await readContract(db, ARES)).toMatchObject({
    ...{ ceilingLeftCents: `${CEILING}`, orderedCents: '0' },
  });
  await expectTied(db);
});

onDatabase('the thread leads from the resolution to the line of the ledger', async (db) => {
  const people = await awardedContract(db);
  const order = await placedOrder(db, people, FIRST_CENTS);
  const kinds = (await traceThread(db, `order:${order}`)).map(({ kind }) => kind);
  for (const kind of ['resolution', 'requisition', 'contract', 'order', 'entry']) {
    expect(kinds).toContain(kind);
  }
});

onDatabase('without a vote nothing is committed', async (db) => {
  const people = await readyToContract(db);
  const requisition = { id: 'R-2', fund: 'reserve', resolution: 'B-2', plan: null, mineral: null };
  await submitRequisition(db, people.officer, {
    ...requisition,
    ...{ purpose: 'more', amountCents: '100' },
  });
  await expect(certifyRequisition(db, people.budget, { id: 'R-2' })).rejects.toMatchObject({
    kind: 'not_found',
    message: expect.stringContaining('resolution B-2'),
  });
});
