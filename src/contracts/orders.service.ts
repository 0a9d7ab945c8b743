import { requireRole } from '../access/access.service.ts';
import {
  advanceDocument,
  becauseOf,
  beginDocument,
  holdDocument,
  perform,
  requireVersion,
} from '../audit/audit.service.ts';
import type { Act } from '../base/act.ts';
import { centsText } from '../base/booked.ts';
import { Refusal } from '../base/refusal.ts';
import { requireEffectiveResolution } from '../board/board.service.ts';
import { postEntries, readFund, readNet, readNets } from '../fund/fund.service.ts';
import * as journal from '../fund/journal.ts';
import type { Db } from '../platform/db.ts';
import { readContract } from './contracts.service.ts';
import { type Contract, type Order, type OrderRequest, partFromMinimum } from './contracts.ts';
import { type Desk, requireScreened } from './gates.service.ts';
import { orderDim, requisitionDim } from './ledger-names.ts';
import {
  findOrder,
  insertCancellation,
  insertOrder,
  listOrders,
  type StoredOrder,
} from './orders.store.ts';

/** @throws Refusal `order.not_found` */
export async function readOrder(db: Db, id: string): Promise<Order> {
  const [order] = await withLedger(db, [await storedOrder(db, id)]);
  return order!;
}

export async function storedOrder(db: Db, id: string): Promise<StoredOrder> {
  const row = await findOrder(db, id);
  if (row !== undefined) return row;
  throw new Refusal('not_found', 'order.not_found', `there is no order ${id}`);
}

/** Orders of a contract, in the order in which they were placed. */
export async function readOrders(db: Db, contract: string): Promise<Order[]> {
  return withLedger(db, await listOrders(db, contract));
}

/** @throws Refusal `order.changed_since` */
const requireSeen = (tx: Db, id: string, expected: string | undefined): Promise<void> =>
  requireVersion(tx, { kind: 'order', id }, expected, async () =>
    String((await storedOrder(tx, id)).version),
  );

async function withLedger(db: Db, rows: readonly StoredOrder[]): Promise<Order[]> {
  const dims = rows.map(({ id }) => orderDim(id));
  const nets = await readNets(db, { account: '480100', dims });
  return rows.map(({ requisition: _, ...order }) => {
    const net = nets.get(orderDim(order.id)) ?? 0n;
    return { ...order, undeliveredCents: (-net).toString() };
  });
}

/**
 * Orders under a contract: the ceiling falls, the minimum counts first, and the money is obligated.
 *
 * @throws Refusal `order.contract_not_active`, `order.outside_period`, `contract.over_ceiling`,
 *   `contract.over_commitment`, `party.entity_of_concern`, `board.not_effective`, `order.no_price`,
 *   `order.premium_not_approved`
 */
export function issueOrder(
  db: Db,
  act: Act,
  request: OrderRequest,
  desk: Desk,
  key?: string,
): Promise<Order> {
  return perform(db, act, { name: 'contract order', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'contracting-officer');
    await holdDocument(tx, { kind: 'contract', id: request.contract });
    const contract = await readContract(tx, request.contract);
    const id = `${contract.id}.${(await listOrders(tx, contract.id)).length + 1}`;
    const order = orderOf(contract, request, { id, placedOn: act.on });
    const ref = { kind: 'order', id } as const;
    await beginDocument(tx, deed, ref, 'draft');
    await insertOrder(tx, order, deed);
    await requireEffectiveResolution(tx, contract.resolution, act.on);
    await requireScreened(tx, act, deed, desk, { party: contract.party, purpose: 'order' });
    await refuseOverLimits(tx, contract, BigInt(order.amountCents), BigInt(order.fromMinimumCents));
    await advanceDocument(tx, deed, ref, 'issue');
    await becauseOf(tx, deed, { kind: 'contract', id: contract.id }, ref);
    await postOrder(tx, act, deed, contract, order);
    return readOrder(tx, id);
  });
}

function orderOf(
  contract: Contract,
  request: OrderRequest,
  { id, placedOn }: { id: string; placedOn: string },
) {
  const pricePerKg = request.pricePerKg ?? contract.pricePerKg;
  if (pricePerKg === null) {
    throw new Refusal(
      'invalid',
      'order.no_price',
      `cannot order under contract ${contract.id}: neither it nor the order names a price`,
      'give the price in millionths of a dollar per kilogram',
    );
  }
  if (request.deliverBy < placedOn) {
    throw new Refusal(
      'invalid',
      'order.due_before_placed',
      `an order of ${placedOn} cannot be due on ${request.deliverBy}`,
      'give a day of delivery on or after that of the order',
    );
  }
  const cents = BigInt(request.amountCents);
  const fromMinimum = partFromMinimum(cents, BigInt(contract.minimumLeftCents));
  return {
    ...{ id, pricePerKg, placedOn },
    contract: contract.id,
    requisition: contract.requisition,
    amountCents: request.amountCents,
    fromMinimumCents: fromMinimum.toString(),
    referencePerKg: contract.referencePerKg,
    deliverBy: request.deliverBy,
  };
}

/** The ledger would refuse as well; here the sentence names the contract's own limits. */
async function refuseOverLimits(tx: Db, contract: Contract, cents: bigint, fromMinimum: bigint) {
  const left = BigInt(contract.ceilingLeftCents);
  if (cents > left) {
    throw new Refusal(
      'conflict',
      'contract.over_ceiling',
      `cannot order ${centsText(cents)} under contract ${contract.id}: ${centsText(left)} of its ceiling is left`,
      'order less, or raise the ceiling by a modification that the board has voted',
    );
  }
  const dim = requisitionDim(contract.requisition);
  const committed = -(await readNet(tx, { fund: contract.fund, account: '470000', dim }));
  if (cents - fromMinimum <= committed) return;
  throw new Refusal(
    'conflict',
    'contract.over_commitment',
    `cannot order ${centsText(cents)} under contract ${contract.id}: requisition ${contract.requisition} has ${centsText(committed)} committed`,
    'certify a further requisition first',
  );
}

async function postOrder(
  tx: Db,
  act: Act,
  deed: bigint,
  contract: Contract,
  order: { id: string; amountCents: string; fromMinimumCents: string },
): Promise<void> {
  const names = {
    contract: contract.id,
    order: order.id,
    requisition: requisitionDim(contract.requisition),
  };
  const lines = journal.order(await readFund(tx, contract.fund), names, {
    cents: BigInt(order.amountCents),
    fromMinimumCents: BigInt(order.fromMinimumCents),
  });
  const of = { kind: 'order', id: order.id } as const;
  await postEntries(tx, act, deed, [{ template: 'order', lines, of }]);
}

/** Steps of an order's life that the parties take. */
export const ORDER_STEPS = ['acknowledge', 'cancel', 'terminate', 'complete'] as const;
export type OrderStep = (typeof ORDER_STEPS)[number];

/**
 * Takes an order a step further. What is not delivered of a cancelled or terminated order goes back
 * to the ceiling and to free money.
 *
 * @throws Refusal `order.wrong_status`, `order.not_delivered`
 */
export function stepOrder(
  db: Db,
  act: Act,
  request: { id: string; event: OrderStep; reason: string },
  key?: string,
  expected?: string,
): Promise<Order> {
  const { id, event, reason } = request;
  return perform(db, act, { name: `order ${event}`, request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'contracting-officer');
    await requireSeen(tx, id, expected);
    await advanceDocument(tx, deed, { kind: 'order', id }, event, reason);
    if (event === 'cancel' || event === 'terminate') await giveUpRest(tx, act, deed, id);
    return readOrder(tx, id);
  });
}

async function giveUpRest(tx: Db, act: Act, deed: bigint, id: string): Promise<void> {
  const { contract: contractId, undeliveredCents } = await readOrder(tx, id);
  const rest = BigInt(undeliveredCents);
  if (rest === 0n) return;
  const contract = await readContract(tx, contractId);
  await insertCancellation(tx, id, rest, deed);
  const names = { contract: contract.id, order: id };
  const lines = journal.orderCancellation(await readFund(tx, contract.fund), names, rest);
  const of = { kind: 'order', id } as const;
  await postEntries(tx, act, deed, [{ template: 'order-cancellation', lines, of }]);
}
