import { requireRole } from '../access/access.service.ts';
import { advanceDocument, becauseOf, holdDocument, perform } from '../audit/audit.service.ts';
import type { Act } from '../base/act.ts';
import { centsText } from '../base/booked.ts';
import { Refusal } from '../base/refusal.ts';
import { postEntries, readFund } from '../fund/fund.service.ts';
import * as journal from '../fund/journal.ts';
import { acceptLot, announceLot, readLot, rejectLot } from '../inventory/inventory.service.ts';
import { requireSeenLot } from '../inventory/lot-page.service.ts';
import { showParty } from '../parties/parties.service.ts';
import type { Db } from '../platform/db.ts';
import { readContract } from './contracts.service.ts';
import { type Delivery, type Order, valueCents } from './contracts.ts';
import { readOrder } from './orders.service.ts';
import { findOrderOfLot, insertAcceptance, insertDelivery } from './orders.store.ts';

/**
 * A supplier announces a delivery for an order: a lot that is to come.
 *
 * @throws Refusal `order.not_found`, `order.not_acknowledged`, `contract.no_specification`
 */
export function announceDelivery(
  db: Db,
  act: Act,
  request: Delivery,
  key?: string,
): Promise<Order> {
  return perform(db, act, { name: 'delivery announce', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'receiving-officer', 'contracting-officer');
    const order = await readOrder(tx, request.order);
    refuseUnlessRunning(order);
    const contract = await readContract(tx, order.contract);
    const [specification, version] = specificationOf(contract);
    const { name: title } = (await showParty(tx, contract.party)).party;
    const ref = { kind: 'order', id: order.id } as const;
    await announceLot(tx, act, deed, {
      ...{ lot: request.lot, specification, version, vendorLot: request.vendorLot },
      ...{ form: request.form, packaging: request.packaging, expiresOn: null },
      supplier: { id: contract.party, title, party: contract.party },
      orderRef: order.id,
      netG: BigInt(request.netG),
      shares: [{ fund: contract.fund, weight: 1n }],
      of: ref,
    });
    await insertDelivery(tx, request.lot, order.id, deed);
    return readOrder(tx, order.id);
  });
}

const RUNNING = ['acknowledged', 'part_delivered'];

function refuseUnlessRunning({ id, status }: Order): void {
  if (RUNNING.includes(status)) return;
  throw new Refusal(
    'conflict',
    'order.not_acknowledged',
    `nothing can be delivered for order ${id}: it is ${status.replaceAll('_', ' ')}`,
    'the supplier acknowledges an order before it delivers',
  );
}

/** Name and version of what lots of a contract have to meet. */
function specificationOf({ id, specification }: { id: string; specification: string | null }) {
  const [, name, version] = /^([a-z0-9-]+)@(\d+)$/.exec(specification ?? '') ?? [];
  if (name !== undefined) return [name, Number(version)] as const;
  throw new Refusal(
    'conflict',
    'contract.no_specification',
    `contract ${id} names no specification that a delivery could be held against`,
    'a contract for metal names one, such as acid-grade-fluorspar@1',
  );
}

/**
 * Accepts a lot for its order, at the order's price for its dry mass: from this moment it is owed.
 *
 * @throws Refusal `lot.wrong_status` when it does not conform, `order.over_delivered`,
 *   `delivery.not_found`
 */
export function acceptDelivery(
  db: Db,
  act: Act,
  request: { lot: string },
  key?: string,
  expected?: string,
): Promise<Order> {
  return perform(db, act, { name: 'delivery accept', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'receiving-officer');
    const order = await orderOfLot(tx, request.lot);
    await requireSeenLot(tx, request.lot, expected);
    const lot = await readLot(tx, request.lot);
    const dryGrams = BigInt(lot.dryG);
    const cents = valueCents(BigInt(order.pricePerKg), dryGrams);
    const left = BigInt(order.undeliveredCents);
    if (cents > left) throw overDelivered(order, request.lot, cents);
    const shares = await acceptLot(tx, act, deed, { lot: request.lot, costCents: cents });
    for (const { fund, costCents, dryG, dim, unit } of shares) {
      const names = { contract: order.contract, order: order.id, lot: dim };
      const amounts = { cents: costCents, grams: dryG, unit };
      const lines = journal.acceptance(await readFund(tx, fund), names, amounts);
      const of = { kind: 'lot', id: request.lot } as const;
      await postEntries(tx, act, deed, [{ template: 'acceptance', lines, of, part: fund }]);
    }
    await insertAcceptance(tx, { lot: request.lot, amountCents: cents, dryGrams }, deed);
    const step = cents === left ? 'deliver' : 'deliver-part';
    await advanceDocument(tx, deed, { kind: 'order', id: order.id }, step);
    return readOrder(tx, order.id);
  });
}

const overDelivered = (order: Order, lot: string, cents: bigint) =>
  new Refusal(
    'conflict',
    'order.over_delivered',
    `cannot accept lot ${lot}: it is worth ${centsText(cents)}, and ${centsText(BigInt(order.undeliveredCents))} of order ${order.id} is left`,
    'split the lot, or order the rest',
  );

async function orderOfLot(tx: Db, lot: string): Promise<Order> {
  const order = await findOrderOfLot(tx, lot);
  if (order === undefined) {
    throw new Refusal(
      'not_found',
      'delivery.not_found',
      `lot ${lot} did not come for an order`,
      'announce it for an order with `lodestock contract deliver`',
    );
  }
  await holdDocument(tx, { kind: 'order', id: order });
  return readOrder(tx, order);
}

/**
 * Rejects a lot: the order stays open, nothing is owed, and another lot may take its place.
 *
 * @throws Refusal `lot.wrong_status`, `delivery.not_found`
 */
export function rejectDelivery(
  db: Db,
  act: Act,
  request: { lot: string; reason: string },
  key?: string,
  expected?: string,
): Promise<Order> {
  return perform(db, act, { name: 'delivery reject', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'receiving-officer');
    const order = await orderOfLot(tx, request.lot);
    await requireSeenLot(tx, request.lot, expected);
    await rejectLot(tx, act, deed, request);
    await becauseOf(tx, deed, { kind: 'order', id: order.id }, { kind: 'lot', id: request.lot });
    return readOrder(tx, order.id);
  });
}
