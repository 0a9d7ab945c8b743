import { requireRole } from '../access/access.service.ts';
import {
  advanceDocument,
  becauseOf,
  beginDocument,
  perform,
  requireVersion,
} from '../audit/audit.service.ts';
import type { Act } from '../base/act.ts';
import { Refusal } from '../base/refusal.ts';
import { requireEffectiveResolution } from '../board/board.service.ts';
import { readEntryCounts } from '../fund/books.service.ts';
import { postEntries, readFund, readNets } from '../fund/fund.service.ts';
import { commitment, commitmentRelease } from '../fund/journal.ts';
import type { Db } from '../platform/db.ts';
import {
  findRequisition,
  insertRequisition,
  listRequisitions,
  type StoredRequisition,
} from './contracts.store.ts';
import type { Requisition, RequisitionRequest } from './contracts.ts';
import { requisitionDim, resolutionDim } from './ledger-names.ts';

/** @throws Refusal `requisition.not_found` */
export async function readRequisition(db: Db, id: string): Promise<Requisition> {
  const [requisition] = await withLedger(db, [await storedRequisition(db, id)]);
  return requisition!;
}

/** Every requisition, the newest first. */
export async function readRequisitions(db: Db): Promise<Requisition[]> {
  return withLedger(db, await listRequisitions(db));
}

export async function storedRequisition(db: Db, id: string): Promise<StoredRequisition> {
  const row = await findRequisition(db, id);
  if (row !== undefined) return row;
  throw new Refusal('not_found', 'requisition.not_found', `there is no requisition ${id}`);
}

/** @throws Refusal `requisition.changed_since` */
const requireSeen = (tx: Db, id: string, expected: string | undefined): Promise<void> =>
  requireVersion(tx, { kind: 'requisition', id }, expected, async () =>
    String((await readRequisition(tx, id)).version),
  );

async function withLedger(db: Db, rows: readonly StoredRequisition[]): Promise<Requisition[]> {
  const dims = rows.map(({ id }) => requisitionDim(id));
  const nets = await readNets(db, { account: '470000', dims });
  const moves = await readEntryCounts(db, { accounts: ['470000'], dims });
  return rows.map(({ steps, ...row }) => {
    const dim = requisitionDim(row.id);
    const net = nets.get(dim) ?? 0n;
    return {
      ...row,
      uncommittedCents: (-net).toString(),
      version: steps + (moves.get(dim) ?? 0),
    };
  });
}

/**
 * Asks for money on the word of a resolution, and submits the request.
 *
 * @throws Refusal `requisition.exists`, `fund.not_found`, `access.role_required`
 */
export function submitRequisition(
  db: Db,
  act: Act,
  request: RequisitionRequest,
  key?: string,
): Promise<Requisition> {
  return perform(db, act, { name: 'requisition submit', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'analyst', 'contracting-officer');
    await readFund(tx, request.fund);
    const ref = { kind: 'requisition', id: request.id } as const;
    await beginDocument(tx, deed, ref, 'draft');
    await insertRequisition(tx, request, deed);
    await advanceDocument(tx, deed, ref, 'submit');
    await becauseOf(tx, deed, { kind: 'resolution', id: request.resolution }, ref);
    if (request.plan !== null) await becauseOf(tx, deed, { kind: 'plan', id: request.plan }, ref);
    return readRequisition(tx, request.id);
  });
}

/**
 * Certifies that the money is there: it is committed, and the resolution's authority is used.
 *
 * @throws Refusal `requisition.same_person`, `board.not_effective`, `fund.insufficient`
 */
export function certifyRequisition(
  db: Db,
  act: Act,
  request: { id: string },
  key?: string,
  expected?: string,
): Promise<Requisition> {
  return perform(db, act, { name: 'requisition certify', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'budget-officer');
    await requireSeen(tx, request.id, expected);
    const ref = { kind: 'requisition', id: request.id } as const;
    await advanceDocument(tx, deed, ref, 'certify');
    const { fund, resolution, amountCents } = await storedRequisition(tx, request.id);
    await requireEffectiveResolution(tx, resolution, act.on);
    const dims = { requisition: requisitionDim(request.id), resolution: resolutionDim(resolution) };
    const lines = commitment(await readFund(tx, fund), dims, BigInt(amountCents));
    await postEntries(tx, act, deed, [{ template: 'commitment', lines, of: ref }]);
    return readRequisition(tx, request.id);
  });
}

/** Sends a requisition back. @throws Refusal `requisition.wrong_status` */
export function returnRequisition(
  db: Db,
  act: Act,
  request: { id: string; reason: string },
  key?: string,
  expected?: string,
): Promise<Requisition> {
  return perform(db, act, { name: 'requisition return', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'budget-officer');
    await requireSeen(tx, request.id, expected);
    const ref = { kind: 'requisition', id: request.id } as const;
    await advanceDocument(tx, deed, ref, 'return', request.reason);
    return readRequisition(tx, request.id);
  });
}

/** Gives back what a requisition does not need. @throws Refusal `requisition.wrong_status` */
export function releaseRequisition(
  db: Db,
  act: Act,
  request: { id: string; reason: string },
  key?: string,
  expected?: string,
): Promise<Requisition> {
  return perform(db, act, { name: 'requisition release', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'budget-officer');
    await requireSeen(tx, request.id, expected);
    const ref = { kind: 'requisition', id: request.id } as const;
    await advanceDocument(tx, deed, ref, 'release', request.reason);
    const { uncommittedCents, fund, resolution } = await readRequisition(tx, request.id);
    const dims = { requisition: requisitionDim(request.id), resolution: resolutionDim(resolution) };
    const lines = commitmentRelease(await readFund(tx, fund), dims, BigInt(uncommittedCents));
    if (lines.length > 0) {
      await postEntries(tx, act, deed, [{ template: 'commitment-release', lines, of: ref }]);
    }
    return readRequisition(tx, request.id);
  });
}
