import { advanceDocument, becauseOf, beginDocument, lockedStatus } from '../audit/audit.service.ts';
import type { Act } from '../base/act.ts';
import { Refusal } from '../base/refusal.ts';
import { type Posting, postEntries, readFund } from '../fund/fund.service.ts';
import * as journal from '../fund/journal.ts';
import type { Db } from '../platform/db.ts';
import { type Handover, handOver, handoverTo, readHolder } from './custody.service.ts';
import { linesOf, lotRef, readLot, readLots, readWarehouse } from './inventory.service.ts';
import {
  insertCount,
  insertLot,
  insertMovement,
  insertParents,
  insertPosition,
  listStacks,
} from './inventory.store.ts';
import { gramsOf, type Lot, lotDim, StockId } from './inventory.ts';
import { proposeRotation } from './rotation.ts';
import { blendLots, countChanges, negated, type Stack, splitLot, totalOf } from './stacking.ts';

/**
 * Splits an accepted lot: it ends, and its parts begin where it lay, each with its exact share of
 * mass and cost for every fund.
 *
 * @param asked.parts - the new lots with their net mass [g]; together exactly the lot
 * @throws Refusal `lot.wrong_status`, `lot.not_conserved`, `lot.no_parts`, `lot.exists`
 */
export async function splitIntoLots(
  tx: Db,
  act: Act,
  deed: bigint,
  asked: { lot: string; parts: readonly { lot: string; netG: bigint }[] },
): Promise<void> {
  await advanceDocument(tx, deed, lotRef(asked.lot), 'split');
  const parent = await readLot(tx, asked.lot);
  const stacks = await listStacks(tx, parent.id);
  const parts = splitLot(
    parent.id,
    stacks,
    asked.parts.map(({ netG }) => netG),
  );
  const children = asked.parts.map(({ lot }, k) => ({ lot, stacks: parts[k]! }));
  for (const { lot } of children) await deriveLot(tx, deed, lot, [parent], sharesOf(parent));
  await restack(tx, act, deed, parent.mineral, [{ lot: parent.id, stacks }], children);
}

const sharesOf = ({ shares }: Lot) =>
  shares.map(({ fund, weight }) => ({ fund, weight: BigInt(weight) }));

/**
 * Blends accepted lots of one specification in one warehouse into a new one. Their mass, their cost
 * and the shares of funds add up.
 *
 * @throws Refusal `lot.wrong_status`, `lot.unlike`, `lot.no_parts`, `lot.exists`
 */
export async function blendIntoLot(
  tx: Db,
  act: Act,
  deed: bigint,
  asked: { into: string; lots: readonly string[] },
): Promise<void> {
  const ids = [...new Set(asked.lots)].sort();
  if (ids.length < 2) {
    const sentence = `cannot blend lot ${ids[0] ?? ''} with nothing`;
    throw new Refusal('invalid', 'lot.no_parts', sentence, 'name two lots or more');
  }
  const parents: Lot[] = [];
  const before: { lot: string; stacks: Stack[] }[] = [];
  for (const id of ids) {
    await advanceDocument(tx, deed, lotRef(id), 'merge');
    parents.push(await readLot(tx, id));
    before.push({ lot: id, stacks: await listStacks(tx, id) });
  }
  refuseUnlike(parents);
  const stacks = blendLots(before.map((each) => each.stacks));
  const shares = stacks.map(({ fund, dryG }) => ({ fund, weight: dryG > 0n ? dryG : 1n }));
  await deriveLot(tx, deed, asked.into, parents, shares);
  const child = { lot: asked.into, stacks };
  await restack(tx, act, deed, parents[0]!.mineral, before, [child]);
}

function refuseUnlike(parents: readonly Lot[]): void {
  const first = parents[0]!;
  for (const field of ['mineral', 'specification', 'version', 'warehouse'] as const) {
    const other = parents.find((each) => each[field] !== first[field]);
    if (other === undefined) continue;
    throw new Refusal(
      'conflict',
      'lot.unlike',
      `cannot blend lots ${first.id} and ${other.id}: their ${field} differs, ${first[field]} and ${other[field]}`,
      'lots of one specification in one warehouse can be blended',
    );
  }
}

/** Begins a lot that is made of others, where they lie. */
async function deriveLot(
  tx: Db,
  deed: bigint,
  id: string,
  parents: readonly Lot[],
  shares: readonly { fund: string; weight: bigint }[],
): Promise<void> {
  StockId.parse(id);
  const { mineral, specification, version, supplier, form, packaging, warehouse } = parents[0]!;
  const only = <V>(values: readonly V[]) => (new Set(values).size === 1 ? values[0]! : null);
  const expiries = parents.flatMap(({ expiresOn }) => (expiresOn === null ? [] : [expiresOn]));
  await insertLot(
    tx,
    {
      ...{ id, mineral, specification, version, supplier, form, packaging, shares },
      orderRef: only(parents.map(({ orderRef }) => orderRef)),
      vendorLot: [...new Set(parents.map(({ vendorLot }) => vendorLot))].join(' + '),
      announcedNetG: null,
      expiresOn: expiries.sort()[0] ?? null,
    },
    deed,
  );
  await insertParents(
    tx,
    id,
    parents.map((parent) => parent.id),
    deed,
  );
  await beginDocument(tx, deed, lotRef(id), 'derive');
  await insertPosition(tx, id, warehouse!, deed);
  for (const parent of parents) await becauseOf(tx, deed, lotRef(parent.id), lotRef(id));
}

/** Moves everything out of some lots into others, in the lots and in the ledger. */
async function restack(
  tx: Db,
  act: Act,
  deed: bigint,
  mineral: string,
  before: readonly { lot: string; stacks: readonly Stack[] }[],
  after: readonly { lot: string; stacks: readonly Stack[] }[],
): Promise<void> {
  const gone = before.map(({ lot, stacks }) => ({ lot, stacks: negated(stacks) }));
  const lines = [...gone, ...after].flatMap(({ lot, stacks }) => linesOf(lot, stacks));
  await insertMovement(tx, { kind: 'restack', deed }, lines);
  const funds = [...new Set(lines.map(({ fund }) => fund))].sort();
  const postings: Posting[] = [];
  for (const fund of funds) {
    const moved = lines
      .filter((line) => line.fund === fund && (line.dryG !== 0n || line.costCents !== 0n))
      .map(({ lot, costCents, dryG }) => ({ lot: lotDim(lot), cents: costCents, grams: dryG }));
    if (moved.length === 0) continue;
    const entry = journal.restack(await readFund(tx, fund), gramsOf(mineral), moved);
    const of = lotRef(after[0]!.lot);
    postings.push({ template: 'restack', lines: entry, of, part: fund });
  }
  await postEntries(tx, act, deed, postings);
}

/**
 * Sends an accepted lot to another warehouse. Its room there is taken from this moment on.
 *
 * @param asked.carrier - who has it on the way; null where the warehouse itself takes it over
 * @throws Refusal `lot.wrong_status`, `lot.same_place`, `warehouse.full`, `custody.unknown`
 */
export async function moveLot(
  tx: Db,
  _act: Act,
  deed: bigint,
  asked: { lot: string; to: string; carrier: Handover | null },
): Promise<void> {
  await advanceDocument(tx, deed, lotRef(asked.lot), 'move', `to ${asked.to}`);
  const { warehouse } = await readLot(tx, asked.lot);
  await readWarehouse(tx, asked.to);
  if (warehouse === asked.to) {
    const sentence = `lot ${asked.lot} is in ${asked.to} already`;
    throw new Refusal('conflict', 'lot.same_place', sentence, 'name another warehouse');
  }
  await insertPosition(tx, asked.lot, asked.to, deed);
  if (asked.carrier !== null) await handOver(tx, deed, asked.lot, warehouse!, [asked.carrier]);
  if (asked.carrier === null)
    await handOver(tx, deed, asked.lot, warehouse!, [handoverTo(asked.to)]);
}

/** A lot arrives where it was sent. @throws Refusal `lot.wrong_status`, `lot.custody_time` */
export async function landLot(
  tx: Db,
  _act: Act,
  deed: bigint,
  { lot, takenAt }: { lot: string; takenAt: string | null },
): Promise<void> {
  await advanceDocument(tx, deed, lotRef(lot), 'land');
  const { warehouse } = await readLot(tx, lot);
  const held = await readHolder(tx, lot);
  if (held === warehouse) return;
  await handOver(tx, deed, lot, held ?? warehouse!, [{ ...handoverTo(warehouse!), takenAt }]);
}

/** What a person counted of a lot. */
export interface Counted {
  readonly lot: string;
  /** Net mass as weighed, wet [g]. */
  readonly netG: bigint;
}

/**
 * Books what a count finds: what is missing is lost at cost, what is found beyond the books comes in
 * at none, and a lot of which nothing is left is written off.
 *
 * @param asked.cause - why the count differs, or that it does not
 * @returns the change of each lot [dry g]
 * @throws Refusal `lot.not_countable`, `count.exists`
 */
export async function countLots(
  tx: Db,
  act: Act,
  deed: bigint,
  asked: { count: string; cause: string; lots: readonly Counted[] },
): Promise<{ lot: string; dryG: bigint; costCents: bigint }[]> {
  StockId.parse(asked.count);
  const inOrder = asked.lots.toSorted((a, b) => (a.lot < b.lot ? -1 : 1));
  const found = [];
  for (const counted of inOrder) found.push(await countLot(tx, act, deed, asked, counted));
  return found;
}

async function countLot(
  tx: Db,
  act: Act,
  deed: bigint,
  { count, cause }: { count: string; cause: string },
  { lot, netG }: Counted,
) {
  const status = await lockedStatus(tx, lotRef(lot));
  if (status !== 'accepted' || netG < 0n) throw notCountable(lot, status);
  const { mineral } = await readLot(tx, lot);
  const stacks = await listStacks(tx, lot);
  const book = totalOf(stacks);
  const row = { id: count, lot, countedNetG: netG, bookNetG: book.netG, cause };
  if (!(await insertCount(tx, row, deed))) throw counted(count, lot);
  await becauseOf(tx, deed, lotRef(lot), { kind: 'count', id: count });
  const changes = countChanges(stacks, netG);
  if (changes.length > 0) {
    await insertMovement(tx, { kind: 'count', reason: cause, deed }, linesOf(lot, changes));
    const postings: Posting[] = [];
    for (const { fund, dryG, costCents } of changes) {
      if (dryG === 0n && costCents === 0n) continue;
      const loss = { cents: -costCents, grams: -dryG, unit: gramsOf(mineral) };
      const lines = journal.countLoss(await readFund(tx, fund), lotDim(lot), loss);
      const of = { kind: 'count', id: count } as const;
      postings.push({ template: 'count', lines, of, part: `${lot}:${fund}`, reason: cause });
    }
    await postEntries(tx, act, deed, postings);
  }
  if (netG === 0n) await advanceDocument(tx, deed, lotRef(lot), 'write-off', cause);
  const { dryG, costCents } = totalOf(changes);
  return { lot, dryG, costCents };
}

const notCountable = (lot: string, status: string) =>
  new Refusal(
    'conflict',
    'lot.not_countable',
    `cannot count lot ${lot}: it is ${status.replaceAll('_', ' ')}`,
    'accepted lots in a warehouse are counted, with a mass of zero or more',
  );

const counted = (count: string, lot: string) =>
  new Refusal(
    'conflict',
    'count.exists',
    `count ${count} has lot ${lot} already`,
    'a further count has a number of its own',
  );

/** Which accepted lots should leave first, of one mineral or of all. */
export async function readRotation(db: Db, mineral?: string): Promise<Lot[]> {
  return proposeRotation(await readLots(db, { mineral }));
}
