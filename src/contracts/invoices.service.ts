import { requireRole } from '../access/access.service.ts';
import {
  advanceDocument,
  becauseOf,
  beginDocument,
  perform,
  requireVersion,
} from '../audit/audit.service.ts';
import type { Act } from '../base/act.ts';
import { centsText } from '../base/booked.ts';
import { Refusal } from '../base/refusal.ts';
import { postEntries, readFund } from '../fund/fund.service.ts';
import { payment } from '../fund/journal.ts';
import type { Db } from '../platform/db.ts';
import { readContract } from './contracts.service.ts';
import type { Invoice, InvoiceRequest } from './contracts.ts';
import { type Desk, requireScreened } from './gates.service.ts';
import { orderDim } from './ledger-names.ts';
import { storedOrder } from './orders.service.ts';
import {
  findInvoice,
  findInvoiceByNumber,
  insertCorrection,
  insertInvoice,
  insertPayment,
  listInvoiced,
  listInvoices,
} from './orders.store.ts';

/** @throws Refusal `invoice.not_found` */
export async function readInvoice(db: Db, id: string): Promise<Invoice> {
  const row = await findInvoice(db, id);
  if (row !== undefined) return row;
  throw new Refusal('not_found', 'invoice.not_found', `there is no invoice ${id}`);
}

/** @throws Refusal `invoice.changed_since` */
const requireSeen = (tx: Db, id: string, expected: string | undefined): Promise<void> =>
  requireVersion(tx, { kind: 'invoice', id }, expected, async () =>
    String((await readInvoice(tx, id)).version),
  );

/** Invoices of a contract, in the order in which they came. */
export const readInvoices = (db: Db, contract: string): Promise<Invoice[]> =>
  listInvoices(db, contract);

/**
 * Takes an invoice in, for lots that were accepted.
 *
 * @throws Refusal `invoice.known_number`, `invoice.lot_not_accepted`, `invoice.lot_invoiced`
 */
export function receiveInvoice(
  db: Db,
  act: Act,
  request: InvoiceRequest,
  key?: string,
): Promise<Invoice> {
  return perform(db, act, { name: 'invoice receive', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'receiving-officer', 'contracting-officer');
    const order = await storedOrder(tx, request.order);
    const { party } = await readContract(tx, order.contract);
    await refuseKnown(tx, party, request);
    refuseUnaccepted(order, request.lots);
    const id = `${order.id}.I${(await listInvoices(tx, order.contract)).length + 1}`;
    const ref = { kind: 'invoice', id } as const;
    await beginDocument(tx, deed, ref, 'receive');
    const { supplierNumber, amountCents } = request;
    const invoice = { id, order: order.id, party, supplierNumber, amountCents, receivedOn: act.on };
    await insertInvoice(tx, invoice, request.lots, deed);
    for (const lot of request.lots) await becauseOf(tx, deed, { kind: 'lot', id: lot }, ref);
    return readInvoice(tx, id);
  });
}

async function refuseKnown(tx: Db, party: string, { supplierNumber, lots }: InvoiceRequest) {
  const known = await findInvoiceByNumber(tx, party, supplierNumber);
  if (known !== undefined) {
    throw new Refusal(
      'conflict',
      'invoice.known_number',
      `${party} sent number ${supplierNumber} before: it is invoice ${known}`,
      'an invoice is paid once; a new one has a number of its own',
    );
  }
  const [invoiced] = await listInvoiced(tx, lots);
  if (invoiced === undefined) return;
  throw new Refusal(
    'conflict',
    'invoice.lot_invoiced',
    `lot ${invoiced.lot} is on invoice ${invoiced.invoice} already`,
    'each accepted lot is invoiced once',
  );
}

function refuseUnaccepted(
  { id, lots: known }: { id: string; lots: { lot: string; acceptedCents: string | null }[] },
  lots: readonly string[],
): void {
  for (const lot of lots) {
    const found = known.find((each) => each.lot === lot);
    if (found?.acceptedCents != null) continue;
    throw new Refusal(
      'conflict',
      'invoice.lot_not_accepted',
      `lot ${lot} ${found === undefined ? `did not come for order ${id}` : 'is not accepted'}`,
      'what was accepted is paid, and nothing else',
    );
  }
}

/**
 * Holds an invoice against what was accepted: matched when both are the same to the cent, and
 * mismatched otherwise.
 *
 * @throws Refusal `invoice.wrong_status`
 */
export function matchInvoice(
  db: Db,
  act: Act,
  request: { id: string },
  key?: string,
  expected?: string,
): Promise<Invoice> {
  return perform(db, act, { name: 'invoice match', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'certifying-officer');
    await requireSeen(tx, request.id, expected);
    const { status, amountCents, acceptedCents } = await readInvoice(tx, request.id);
    const isSame = amountCents === acceptedCents;
    const ref = { kind: 'invoice', id: request.id } as const;
    if (isSame || status !== 'received') {
      if (!isSame) throw stillOther(request.id, amountCents, acceptedCents);
      await advanceDocument(tx, deed, ref, 'match');
    } else {
      const reason = otherAmount(amountCents, acceptedCents);
      await advanceDocument(tx, deed, ref, 'mismatch', reason);
    }
    return readInvoice(tx, request.id);
  });
}

const otherAmount = (amountCents: string, acceptedCents: string) =>
  `it asks for ${centsText(BigInt(amountCents))}, and ${centsText(BigInt(acceptedCents))} was accepted`;

const stillOther = (id: string, amountCents: string, acceptedCents: string) =>
  new Refusal(
    'conflict',
    'invoice.other_amount',
    `cannot match invoice ${id}: ${otherAmount(amountCents, acceptedCents)}`,
    'have it corrected by the supplier, or reject it',
  );

/** The supplier corrects the amount of an invoice, once. @throws Refusal `invoice.wrong_status` */
export function correctInvoice(
  db: Db,
  act: Act,
  request: { id: string; amountCents: string; reason: string },
  key?: string,
  expected?: string,
): Promise<Invoice> {
  return perform(db, act, { name: 'invoice correct', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'receiving-officer', 'contracting-officer');
    await requireSeen(tx, request.id, expected);
    const ref = { kind: 'invoice', id: request.id } as const;
    await advanceDocument(tx, deed, ref, 'correct', request.reason);
    await insertCorrection(tx, request.id, request.amountCents, deed);
    return readInvoice(tx, request.id);
  });
}

/** Steps of an invoice's life that book nothing, and who takes them. */
const STEP_ROLE = {
  approve: 'approving-officer',
  dispute: 'approving-officer',
  reject: 'approving-officer',
  schedule: 'disbursing-officer',
  confirm: 'disbursing-officer',
} as const;
export type InvoiceStep = keyof typeof STEP_ROLE;
export const INVOICE_STEPS = Object.keys(STEP_ROLE) as InvoiceStep[];

/**
 * Approves, disputes, rejects, schedules or confirms an invoice.
 *
 * @throws Refusal `invoice.same_person` when whoever approves received, matched or accepted,
 *   `invoice.wrong_status`
 */
export function stepInvoice(
  db: Db,
  act: Act,
  request: { id: string; event: InvoiceStep; reason: string },
  key?: string,
  expected?: string,
): Promise<Invoice> {
  const { id, event, reason } = request;
  return perform(db, act, { name: `invoice ${event}`, request, key }, async (tx, deed) => {
    await requireRole(tx, act, STEP_ROLE[event]);
    await requireSeen(tx, id, expected);
    await advanceDocument(tx, deed, { kind: 'invoice', id }, event, reason);
    return readInvoice(tx, id);
  });
}

/**
 * Pays an invoice: what was accepted, to the cent, once.
 *
 * @throws Refusal `invoice.wrong_status`, `invoice.same_person`, `payment.not_due`,
 *   `party.entity_of_concern`
 */
export function payInvoice(
  db: Db,
  act: Act,
  request: { id: string },
  desk: Desk,
  key?: string,
  expected?: string,
): Promise<Invoice> {
  return perform(db, act, { name: 'invoice pay', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'disbursing-officer');
    await requireSeen(tx, request.id, expected);
    const ref = { kind: 'invoice', id: request.id } as const;
    await advanceDocument(tx, deed, ref, 'pay');
    const invoice = await readInvoice(tx, request.id);
    const { contract: contractId } = await storedOrder(tx, invoice.order);
    const { fund } = await readContract(tx, contractId);
    await requireScreened(tx, act, deed, desk, { party: invoice.party, purpose: 'payment' });
    const { amountCents } = invoice;
    await insertPayment(tx, { invoice: invoice.id, amountCents, paidOn: act.on }, deed);
    const of = { kind: 'payment', id: invoice.id } as const;
    await becauseOf(tx, deed, ref, of);
    const lines = payment(await readFund(tx, fund), orderDim(invoice.order), BigInt(amountCents));
    await postEntries(tx, act, deed, [{ template: 'payment', lines, of }]);
    return readInvoice(tx, invoice.id);
  });
}

/**
 * A payment came back: the invoice is owed again.
 *
 * @throws Refusal `invoice.wrong_status`
 */
export function bouncePayment(
  db: Db,
  act: Act,
  request: { id: string; reason: string },
  key?: string,
  expected?: string,
): Promise<Invoice> {
  return perform(db, act, { name: 'invoice bounce', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'disbursing-officer');
    await requireSeen(tx, request.id, expected);
    const ref = { kind: 'invoice', id: request.id } as const;
    await advanceDocument(tx, deed, ref, 'bounce', request.reason);
    const { order, amountCents } = await readInvoice(tx, request.id);
    const { fund } = await readContract(tx, (await storedOrder(tx, order)).contract);
    const lines = payment(await readFund(tx, fund), orderDim(order), -BigInt(amountCents));
    const of = { kind: 'payment', id: request.id } as const;
    await postEntries(tx, act, deed, [
      { template: 'payment-bounced', lines, of, reason: request.reason },
    ]);
    return readInvoice(tx, request.id);
  });
}
