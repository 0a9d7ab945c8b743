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
import { readEntryCounts } from '../fund/books.service.ts';
import { postEntries, readBalances, readFund, readNet } from '../fund/fund.service.ts';
import * as journal from '../fund/journal.ts';
import type { Db } from '../platform/db.ts';
import { modificationId } from './ceiling.ts';
import {
  findContract,
  insertContract,
  insertModification,
  listContracts,
  type StoredContract,
} from './contracts.store.ts';
import type { Contract, ContractRequest, ModificationRequest } from './contracts.ts';
import { type Desk, requireScreened } from './gates.service.ts';
import { contractDim, requisitionDim } from './ledger-names.ts';
import { storedRequisition } from './requisitions.service.ts';

/** @throws Refusal `contract.not_found` */
export async function readContract(db: Db, id: string): Promise<Contract> {
  const [contract] = await withLedger(db, [await storedContract(db, id)]);
  return contract!;
}

/** Every contract, the newest first. */
export async function readContracts(db: Db): Promise<Contract[]> {
  return withLedger(db, await listContracts(db));
}

export async function storedContract(db: Db, id: string): Promise<StoredContract> {
  const row = await findContract(db, id);
  if (row !== undefined) return row;
  throw new Refusal('not_found', 'contract.not_found', `there is no contract ${id}`);
}

/** Refuses what is asked of a contract that is not as it was seen. @throws Refusal `contract.changed_since` */
const requireSeen = (tx: Db, id: string, expected: string | undefined): Promise<void> =>
  requireVersion(tx, { kind: 'contract', id }, expected, async () =>
    String((await readContract(tx, id)).version),
  );

/** Accounts of the limits that a contract shows. */
const LIMITS = ['C20', 'C21', 'C30'];

async function withLedger(db: Db, rows: readonly StoredContract[]): Promise<Contract[]> {
  const limits = new Map<string, bigint>();
  const dim = rows.length === 1 ? contractDim(rows[0]!.id) : undefined;
  for (const { account, dim: of, net } of await readBalances(db, { dim })) {
    limits.set(`${account} ${of}`, BigInt(net));
  }
  const dims = rows.map(({ id }) => contractDim(id));
  const moves = await readEntryCounts(db, { accounts: LIMITS, dims });
  return rows.map((row) => {
    const held = (account: string) => -(limits.get(`${account} ${contractDim(row.id)}`) ?? 0n);
    const rises = row.modifications.map(({ ceilingRiseCents }) => BigInt(ceilingRiseCents));
    const { steps, ...contract } = row;
    return {
      ...contract,
      ceilingCents: rises.reduce((a, b) => a + b, BigInt(row.ceilingCents)).toString(),
      ceilingLeftCents: held('C20').toString(),
      minimumLeftCents: held('C30').toString(),
      orderedCents: held('C21').toString(),
      deliveredCents: held('C22').toString(),
      orderingTo:
        row.modifications.findLast((each) => each.orderingTo)?.orderingTo ?? row.orderingTo,
      version: steps + row.modifications.length + (moves.get(contractDim(row.id)) ?? 0),
    };
  });
}

/**
 * Drafts a contract on a certified requisition.
 *
 * @throws Refusal `contract.exists`, `requisition.not_found`, `contract.period_too_long`
 */
export function draftContract(
  db: Db,
  act: Act,
  request: ContractRequest,
  desk: Desk,
  key?: string,
): Promise<Contract> {
  return perform(db, act, { name: 'contract draft', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'contracting-officer');
    refuseLongPeriod(request);
    const { fund, resolution } = await storedRequisition(tx, request.requisition);
    await requireScreened(tx, act, deed, desk, { party: request.party, purpose: 'qualification' });
    const ref = { kind: 'contract', id: request.id } as const;
    await beginDocument(tx, deed, ref, 'draft');
    await insertContract(tx, { ...request, fund, resolution, ruleSet: desk.rules.id }, deed);
    await becauseOf(tx, deed, { kind: 'requisition', id: request.requisition }, ref);
    await becauseOf(tx, deed, { kind: 'party', id: request.party }, ref);
    return readContract(tx, request.id);
  });
}

const MOST_YEARS = 10;

function refuseLongPeriod({ id, orderingFrom, orderingTo }: ContractRequest): void {
  const [year, ...rest] = orderingFrom.split('-');
  const last = [Number(year) + MOST_YEARS, ...rest].join('-');
  if (orderingTo <= last) return;
  throw new Refusal(
    'not_allowed',
    'contract.period_too_long',
    `contract ${id} would run from ${orderingFrom} to ${orderingTo}: more than ${MOST_YEARS} years`,
    'commitments to buy may run ten years at most (rule R7.07)',
  );
}

/**
 * Certifies a draft: its papers and its money are in order.
 *
 * @throws Refusal `contract.same_person`, `contract.wrong_status`
 */
export function certifyContract(
  db: Db,
  act: Act,
  request: { id: string },
  key?: string,
  expected?: string,
) {
  return perform(db, act, { name: 'contract certify', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'budget-officer');
    await requireSeen(tx, request.id, expected);
    await advanceDocument(tx, deed, { kind: 'contract', id: request.id }, 'certify');
    return readContract(tx, request.id);
  });
}

/**
 * Awards a contract: its minimum is obligated and its ceiling opened, or it is not awarded.
 *
 * A definite contract has no minimum of its own; its orders obligate it.
 *
 * @throws Refusal `contract.same_person`, `party.entity_of_concern`, `board.not_effective`,
 *   `fund.insufficient`
 */
export function awardContract(
  db: Db,
  act: Act,
  request: { id: string },
  desk: Desk,
  key?: string,
  expected?: string,
): Promise<Contract> {
  return perform(db, act, { name: 'contract award', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'contracting-officer');
    await requireSeen(tx, request.id, expected);
    const ref = { kind: 'contract', id: request.id } as const;
    await advanceDocument(tx, deed, ref, 'award');
    const contract = await storedContract(tx, request.id);
    await requireScreened(tx, act, deed, desk, { party: contract.party, purpose: 'award' });
    await requireEffectiveResolution(tx, contract.resolution, act.on);
    const lines = journal.award(
      await readFund(tx, contract.fund),
      { contract: contract.id, requisition: requisitionDim(contract.requisition) },
      {
        ceilingCents: BigInt(contract.ceilingCents),
        minimumCents: BigInt(contract.minimumCents),
      },
    );
    await postEntries(tx, act, deed, [{ template: 'award', lines, of: ref }]);
    return readContract(tx, request.id);
  });
}

/**
 * Raises the ceiling of a contract on a vote of its own, or moves the end of its ordering period.
 *
 * @throws Refusal `contract.wrong_status`, `contract.rise_needs_vote`, `contract.period_over`,
 *   `board.not_effective`
 */
export function modifyContract(
  db: Db,
  act: Act,
  request: ModificationRequest & { readonly contract: string },
  key?: string,
  expected?: string,
): Promise<Contract> {
  return perform(db, act, { name: 'contract modify', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'contracting-officer');
    await requireSeen(tx, request.contract, expected);
    await holdDocument(tx, { kind: 'contract', id: request.contract });
    const contract = await readContract(tx, request.contract);
    refuseModification(contract, request, act.on);
    const rise = BigInt(request.ceilingRiseCents);
    const n = contract.modifications.length + 1;
    await insertModification(tx, contract.id, { ...request, n, signedOn: act.on }, deed);
    const ref = { kind: 'modification', id: modificationId(contract.id, n) } as const;
    await becauseOf(tx, deed, { kind: 'contract', id: contract.id }, ref);
    if (request.resolution !== null && rise > 0n) {
      await requireEffectiveResolution(tx, request.resolution, act.on);
      await becauseOf(tx, deed, { kind: 'resolution', id: request.resolution }, ref);
      const lines = journal.ceilingRise(await readFund(tx, contract.fund), contract.id, rise);
      await postEntries(tx, act, deed, [{ template: 'ceiling-rise', lines, of: ref }]);
    }
    return readContract(tx, contract.id);
  });
}

function refuseModification(contract: Contract, request: ModificationRequest, on: string): void {
  const { id, status, orderingTo } = contract;
  const refuse = (code: `contract.${string}`, why: string, hint: string) =>
    new Refusal('not_allowed', code, `cannot modify contract ${id}: ${why}`, hint);
  if (status !== 'active' && status !== 'suspended') {
    throw refuse(
      'contract.wrong_status',
      `it is ${status}`,
      'only a contract that runs is modified',
    );
  }
  if (BigInt(request.ceilingRiseCents) > 0n && request.resolution === null) {
    throw refuse(
      'contract.rise_needs_vote',
      `a ceiling of ${centsText(BigInt(request.ceilingRiseCents))} more rests on no resolution`,
      'name the resolution that gives the authority',
    );
  }
  if (request.orderingTo !== null && on > orderingTo) {
    throw refuse(
      'contract.period_over',
      `its ordering period ended on ${orderingTo}`,
      'a new contract is needed',
    );
  }
}

/** Steps of a contract's life that book nothing. */
export const CONTRACT_STEPS = [
  'cancel',
  'suspend',
  'resume',
  'terminate',
  'end-ordering',
  'begin-closeout',
  'close',
] as const;
export type ContractStep = (typeof CONTRACT_STEPS)[number];

/**
 * Takes a contract a step further. It closes only when its minimum is met, its orders are delivered
 * or cancelled, and its invoices are settled: the database checks.
 *
 * @throws Refusal `contract.wrong_status`, `contract.minimum_unmet`, `contract.open_orders`,
 *   `contract.open_invoices`
 */
export function stepContract(
  db: Db,
  act: Act,
  request: { id: string; event: ContractStep; reason: string },
  key?: string,
  expected?: string,
): Promise<Contract> {
  const { id, event, reason } = request;
  return perform(db, act, { name: `contract ${event}`, request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'contracting-officer');
    await requireSeen(tx, id, expected);
    await advanceDocument(tx, deed, { kind: 'contract', id }, event, reason);
    return readContract(tx, id);
  });
}

/**
 * Owes the supplier what is left of the guaranteed minimum, once ordering has ended.
 *
 * @throws Refusal `contract.wrong_status`, `contract.minimum_met`
 */
export function settleMinimum(
  db: Db,
  act: Act,
  request: { id: string },
  key?: string,
  expected?: string,
) {
  return perform(db, act, { name: 'contract settle-minimum', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'contracting-officer');
    await requireSeen(tx, request.id, expected);
    await holdDocument(tx, { kind: 'contract', id: request.id });
    const contract = await readContract(tx, request.id);
    const left = BigInt(contract.minimumLeftCents);
    if (contract.status !== 'closeout' || left === 0n) {
      throw new Refusal(
        'conflict',
        left === 0n ? 'contract.minimum_met' : 'contract.wrong_status',
        `contract ${contract.id} is ${contract.status}, and ${centsText(left)} of its minimum is left`,
        'the minimum is settled during closeout, when some of it is left',
      );
    }
    const fund = await readFund(tx, contract.fund);
    const of = { kind: 'contract', id: contract.id } as const;
    const lines = journal.unmetMinimum(fund, contract.id, left);
    await postEntries(tx, act, deed, [{ template: 'unmet-minimum', of, lines }]);
    return readContract(tx, contract.id);
  });
}

/** What `settleMinimum` owes and nobody has paid [cents]. */
export async function readOwedMinimum(db: Db, { id, fund }: Contract): Promise<bigint> {
  return -(await readNet(db, { fund, account: '211000', dim: contractDim(id) }));
}

/**
 * Pays what `settleMinimum` owes.
 *
 * @throws Refusal `contract.nothing_owed`, `party.entity_of_concern`
 */
export function payMinimum(
  db: Db,
  act: Act,
  request: { id: string },
  desk: Desk,
  key?: string,
  expected?: string,
): Promise<Contract> {
  return perform(db, act, { name: 'contract pay-minimum', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'disbursing-officer');
    await requireSeen(tx, request.id, expected);
    await holdDocument(tx, { kind: 'contract', id: request.id });
    const contract = await readContract(tx, request.id);
    const owed = await readOwedMinimum(tx, contract);
    if (owed === 0n) {
      throw new Refusal(
        'conflict',
        'contract.nothing_owed',
        `nothing is owed for the minimum of contract ${contract.id}`,
      );
    }
    await requireScreened(tx, act, deed, desk, { party: contract.party, purpose: 'payment' });
    const lines = journal.payment(
      await readFund(tx, contract.fund),
      contractDim(contract.id),
      owed,
    );
    const of = { kind: 'contract', id: contract.id } as const;
    await postEntries(tx, act, deed, [{ template: 'payment', of, lines }]);
    return readContract(tx, contract.id);
  });
}
