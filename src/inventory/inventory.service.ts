import { advanceDocument, becauseOf, beginDocument, lockedStatus } from '../audit/audit.service.ts';
import type { DocumentRef } from '../audit/audit.ts';
import type { Act } from '../base/act.ts';
import { centsText, gramsText } from '../base/booked.ts';
import { Refusal } from '../base/refusal.ts';
import { postEntries, readFund } from '../fund/fund.service.ts';
import * as journal from '../fund/journal.ts';
import type { Holding } from '../fund/tie-out.ts';
import type { Db } from '../platform/db.ts';
import { giveLot, type Handover, handOver } from './custody.service.ts';
import {
  insertCustodian,
  insertLot,
  insertMovement,
  insertPosition,
  insertWeighing,
  isWarehouse,
  type LotQuery,
  listHoldings,
  listLots,
  listStacks,
  listStaleLots,
  listWarehouses,
  type NewLot,
  type Weighing,
} from './inventory.store.ts';
import { dryMassG, gramsOf, type Lot, lotDim, StockId, type Warehouse } from './inventory.ts';
import { findSpecification } from './quality.service.ts';
import { costByShare, negated, receivedStacks, type Stack } from './stacking.ts';

/** A delivery that a supplier announces. */
export interface Announcement {
  readonly lot: string;
  readonly specification: string;
  readonly version: number;
  /** A custodian; one that is new is registered with its title and number. */
  readonly supplier: { readonly id: string; readonly title: string; readonly party: string | null };
  /** The order that it fulfils; null for metal that comes without one, as from another agency. */
  readonly orderRef: string | null;
  readonly vendorLot: string;
  readonly form: string;
  readonly packaging: string;
  readonly netG: bigint;
  readonly expiresOn: string | null;
  readonly shares: readonly { readonly fund: string; readonly weight: bigint }[];
  /** The document that the lot comes of, for the thread; the order where nobody says. */
  readonly of?: DocumentRef;
}

export const lotRef = (lot: string): DocumentRef => ({ kind: 'lot', id: lot });

/**
 * Announces a lot: what is to come, of which specification, and which funds will own it in which
 * shares. The mineral is the specification's.
 *
 * @throws Refusal `lot.exists`, `specification.not_found`, `fund.not_found`, `lot.no_shares`
 */
export async function announceLot(
  tx: Db,
  _act: Act,
  deed: bigint,
  asked: Announcement,
): Promise<void> {
  StockId.parse(asked.lot);
  StockId.parse(asked.supplier.id);
  const { mineral } = await findSpecification(tx, asked.specification, asked.version);
  if (asked.netG <= 0n) throw badMass(asked.lot, `${gramsText(asked.netG)} net`);
  await refuseBadShares(tx, asked);
  await beginDocument(tx, deed, lotRef(asked.lot), 'announce');
  await insertCustodian(tx, asked.supplier, deed);
  const { lot: id, supplier, netG, of, ...same } = asked;
  await insertLot(
    tx,
    { ...same, id, mineral, supplier: supplier.id, announcedNetG: netG } satisfies NewLot,
    deed,
  );
  const cause = of ?? (asked.orderRef === null ? undefined : orderRef(asked.orderRef));
  if (cause !== undefined) await becauseOf(tx, deed, cause, lotRef(id));
}

const orderRef = (id: string): DocumentRef => ({ kind: 'order', id });

async function refuseBadShares(tx: Db, { lot, shares }: Announcement): Promise<void> {
  const funds = new Set(shares.map(({ fund }) => fund));
  if (
    shares.length === 0 ||
    funds.size < shares.length ||
    shares.some((each) => each.weight <= 0n)
  ) {
    throw new Refusal(
      'invalid',
      'lot.no_shares',
      `the shares of funds in lot ${lot} are not clear`,
      'name each fund once, with a weight above zero',
    );
  }
  for (const fund of funds) await readFund(tx, fund);
}

const badMass = (lot: string, what: string) =>
  new Refusal('invalid', 'lot.bad_mass', `lot ${lot} cannot have ${what}`, 'check the weighing');

/** A lot sets out. Who carries it may be told: then the supplier gives it and the carrier has it. */
export async function shipLot(
  tx: Db,
  _act: Act,
  deed: bigint,
  { lot, handover }: { lot: string; handover: Handover | null },
): Promise<void> {
  await advanceDocument(tx, deed, lotRef(lot), 'ship');
  const { supplier } = await readLot(tx, lot);
  if (handover !== null) await handOver(tx, deed, lot, supplier, [handover]);
}

export async function cancelLot(
  tx: Db,
  _act: Act,
  deed: bigint,
  asked: { lot: string; reason: string },
) {
  await advanceDocument(tx, deed, lotRef(asked.lot), 'cancel', asked.reason);
}

export async function loseLot(
  tx: Db,
  _act: Act,
  deed: bigint,
  asked: { lot: string; reason: string },
) {
  await advanceDocument(tx, deed, lotRef(asked.lot), 'lose', asked.reason);
}

/** A delivery at the gate: where it goes, what it weighs, through whose hands it came. */
export interface Receipt extends Weighing {
  readonly lot: string;
  readonly warehouse: string;
  /** From the supplier on; the last one is to the warehouse, and is added where it is missing. */
  readonly handovers: readonly Handover[];
}

/**
 * Takes a lot in: weighed, dried, put into quarantine. Books its dry mass for each fund.
 *
 * @returns dry mass [g]
 * @throws Refusal `lot.wrong_status`, `lot.bad_mass`, `warehouse.full`, `warehouse.not_found`,
 *   `lot.custody_time`, `custody.unknown`
 */
export async function receiveLot(
  tx: Db,
  act: Act,
  deed: bigint,
  receipt: Receipt,
): Promise<bigint> {
  const { lot: id, grossG, netG, moisturePpb, warehouse } = receipt;
  if ((await lockedStatus(tx, lotRef(id))) === 'announced') {
    await advanceDocument(tx, deed, lotRef(id), 'ship');
  }
  const lot = await readLot(tx, id);
  if (!(await isWarehouse(tx, warehouse))) throw noWarehouse(warehouse);
  const dryG = dryMassG(netG, moisturePpb);
  if (netG <= 0n || grossG < netG || moisturePpb < 0n || dryG <= 0n) {
    throw badMass(id, `${gramsText(netG)} net of ${gramsText(grossG)} gross`);
  }
  await insertWeighing(tx, id, { grossG, netG, moisturePpb }, deed);
  await advanceDocument(tx, deed, lotRef(id), 'receive');
  await insertPosition(tx, id, warehouse, deed);
  const shares = lot.shares.map(({ fund, weight }) => ({ fund, weight: BigInt(weight) }));
  const stacks = receivedStacks(shares, { grossG, netG, dryG });
  await insertMovement(tx, { kind: 'receive', deed }, linesOf(id, stacks));
  await postStacks(tx, act, deed, lot, stacks, 'arrival');
  await giveLot(tx, deed, { lot: id, holder: lot.supplier, to: warehouse }, receipt.handovers);
  return dryG;
}

/** Lines of one lot. */
export const linesOf = (lot: string, stacks: readonly Stack[]) =>
  stacks.map((stack) => ({ lot, ...stack }));

/** Books the dry grams of each fund as an arrival, or as sent back. */
async function postStacks(
  tx: Db,
  act: Act,
  deed: bigint,
  { id, mineral }: Lot,
  stacks: readonly Stack[],
  template: 'arrival' | 'rejection',
): Promise<void> {
  const postings = [];
  for (const { fund, dryG } of stacks.filter((stack) => stack.dryG !== 0n)) {
    const lines = BOOKED[template](await readFund(tx, fund), lotDim(id), gramsOf(mineral), dryG);
    postings.push({ template, lines, of: lotRef(id), part: fund });
  }
  await postEntries(tx, act, deed, postings);
}

const BOOKED = { arrival: journal.arrival, rejection: journal.rejection } as const;

/** What each fund pays for an accepted lot, and gets; for the entry of whoever knows the price. */
export interface AcceptedShare {
  readonly fund: string;
  readonly costCents: bigint;
  readonly dryG: bigint;
  /** Name of the lot in the ledger, as in 'lot:L-1'. */
  readonly dim: string;
  /** Unit of its grams in the ledger, as in 'g fluorspar'. */
  readonly unit: `g ${string}`;
}

/**
 * Accepts a lot that conforms, or that was conceded, at its cost. The caller books the acceptance of
 * each share in the same deed (`journal.acceptance`), because it knows the order and the contract.
 * A lot that was the reserve's before, and comes back from a new test, costs nothing again.
 *
 * @param asked.costCents - cost of the whole lot; each fund bears its agreed share
 * @returns the share of each fund; none for a lot that was the reserve's before
 * @throws Refusal `lot.wrong_status`, `lot.bad_cost`
 */
export async function acceptLot(
  tx: Db,
  _act: Act,
  deed: bigint,
  { lot: id, costCents }: { lot: string; costCents: bigint },
): Promise<AcceptedShare[]> {
  await lockedStatus(tx, lotRef(id));
  const lot = await readLot(tx, id);
  if (costCents < 0n || (lot.isOwned && costCents !== 0n)) throw badCost(lot, costCents);
  await advanceDocument(tx, deed, lotRef(id), 'accept');
  if (lot.isOwned) return [];
  const weights = new Map(lot.shares.map(({ fund, weight }) => [fund, BigInt(weight)]));
  const shares = costByShare(await listStacks(tx, id), weights, costCents);
  const costs = shares.filter((share) => share.costCents > 0n);
  if (costs.length > 0) {
    const lines = costs.map(({ fund, costCents: cents }) => ({
      ...{ lot: id, fund, grossG: 0n, netG: 0n, dryG: 0n },
      costCents: cents,
    }));
    await insertMovement(tx, { kind: 'accept', deed }, lines);
  }
  return shares.map((share) => ({ ...share, dim: lotDim(id), unit: gramsOf(lot.mineral) }));
}

const badCost = ({ id, isOwned }: Lot, cents: bigint) =>
  new Refusal(
    'invalid',
    'lot.bad_cost',
    isOwned
      ? `lot ${id} is the reserve's already and cannot cost ${centsText(cents)} again`
      : `lot ${id} cannot cost ${centsText(cents)}`,
    'a lot is paid for once, when it is accepted first',
  );

/**
 * Rejects a lot that does not conform: its order stays open and nothing is owed. It lies where it is
 * until it is sent back.
 *
 * @throws Refusal `lot.wrong_status`, `lot.owned`
 */
export async function rejectLot(
  tx: Db,
  act: Act,
  deed: bigint,
  { lot: id, reason }: { lot: string; reason: string },
): Promise<void> {
  await lockedStatus(tx, lotRef(id));
  const lot = await readLot(tx, id);
  if (lot.isOwned) {
    throw new Refusal(
      'conflict',
      'lot.owned',
      `cannot reject lot ${id}: it is the reserve's, who accepted it once`,
      'concede it, or have it reprocessed',
    );
  }
  await advanceDocument(tx, deed, lotRef(id), 'reject', reason);
  await postStacks(tx, act, deed, lot, await listStacks(tx, id), 'rejection');
}

/** Sends a rejected lot back: it leaves its warehouse. @throws Refusal `lot.wrong_status` */
export async function returnLot(
  tx: Db,
  _act: Act,
  deed: bigint,
  { lot: id, handovers }: { lot: string; handovers: readonly Handover[] },
): Promise<void> {
  await advanceDocument(tx, deed, lotRef(id), 'return');
  const { supplier, warehouse } = await readLot(tx, id);
  const stacks = await listStacks(tx, id);
  await insertMovement(tx, { kind: 'remove', deed }, linesOf(id, negated(stacks)));
  await giveLot(tx, deed, { lot: id, holder: warehouse!, to: supplier }, handovers);
}

/** A lot as it stands. @throws Refusal `lot.not_found` */
export async function readLot(db: Db, id: string): Promise<Lot> {
  const [lot] = await listLots(db, { id });
  if (lot !== undefined) return lot;
  throw new Refusal('not_found', 'lot.not_found', `there is no lot ${id}`);
}

export const readLots = (db: Db, query: LotQuery): Promise<Lot[]> => listLots(db, query);

/** A warehouse with what it holds. @throws Refusal `warehouse.not_found` */
export async function readWarehouse(db: Db, id: string): Promise<Warehouse> {
  const [warehouse] = await listWarehouses(db, id);
  if (warehouse !== undefined) return warehouse;
  throw noWarehouse(id);
}

const noWarehouse = (id: string) =>
  new Refusal(
    'not_found',
    'warehouse.not_found',
    `there is no warehouse ${id}`,
    'register it with `lodestock warehouse add`',
  );

export const readWarehouses = (db: Db): Promise<Warehouse[]> => listWarehouses(db);

/** Cost and dry grams of the reserve's lots, of each fund and mineral: for tie-out T7. */
export const readHoldings = (db: Db): Promise<Holding[]> => listHoldings(db);

/** What the reserve owns of each mineral, from its own books [dry t]. */
export async function readStockTonnes(db: Db): Promise<Map<string, number>> {
  const lots = (await listLots(db, {})).filter(({ isOwned }) => isOwned);
  const minerals = [...new Set(lots.map(({ mineral }) => mineral))];
  return new Map(
    minerals.map((mineral) => {
      const grams = lots
        .filter((lot) => lot.mineral === mineral)
        .reduce((total, { dryG }) => total + BigInt(dryG), 0n);
      return [mineral, Number(grams) / 1e6];
    }),
  );
}

/** What is wrong between lots, their lines and the load of warehouses: nothing. */
export const auditLots = async (db: Db): Promise<string[]> =>
  (await listStaleLots(db)).map(({ what }) => `${what} is not the sum of its lines`);
