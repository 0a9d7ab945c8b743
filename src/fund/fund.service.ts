import { requireRole } from '../access/access.service.ts';
import {
  advanceDocument,
  becauseOfAll,
  beginDocument,
  perform,
  requireVersion,
} from '../audit/audit.service.ts';
import type { DocumentRef } from '../audit/audit.ts';
import type { Act } from '../base/act.ts';
import { assert } from '../base/assert.ts';
import { centsText } from '../base/booked.ts';
import { Refusal } from '../base/refusal.ts';
import type { Db } from '../platform/db.ts';
import {
  type BalanceQuery,
  findEntry,
  findFund,
  findFundVersion,
  findReversal,
  insertEntries,
  insertFund,
  listBalances,
  listBalancesAsOf,
  listFaults,
  listFunds,
  listNets,
} from './fund.store.ts';
import {
  type Balance,
  bookOf,
  type Entry,
  type Fund,
  type FundEvent,
  FundId,
  type FundKind,
  type FundStep,
  type JournalEntry,
  type Line,
  type TieOut,
  type Unit,
} from './fund.ts';
import * as journal from './journal.ts';
import { type Holding, tieOuts } from './tie-out.ts';

/** What a deed books: one entry of a template. */
export interface Posting {
  readonly template: string;
  readonly lines: readonly Line[];
  /** The document that the entry came of. */
  readonly of: DocumentRef;
  /** Where a deed books more than one entry about the same document. */
  readonly part?: string;
  readonly effectiveOn?: string;
  readonly originalOn?: string | undefined;
  readonly reason?: string | undefined;
  readonly reverses?: bigint | undefined;
}

/**
 * Books entries inside the transaction of a deed, each with the document that it came of.
 *
 * @returns their ids, in the order of the postings
 * @throws Refusal `fund.insufficient` when a limit would be crossed, `fund.period_closed`,
 *   `fund.not_open`, `fund.changed_entry`
 */
export async function postEntries(
  tx: Db,
  act: Act,
  deed: bigint,
  postings: readonly Posting[],
): Promise<string[]> {
  const entries = postings.map(({ of: { kind, id }, part, template, lines, ...dates }): Entry => {
    assert(lines.length > 0, `the entry '${template}' has lines`);
    const suffix = part === undefined ? '' : `:${part}`;
    return {
      id: `${deed}:${template}:${kind}:${id}${suffix}`,
      template,
      effectiveOn: act.on,
      ...dates,
      lines,
    };
  });
  await insertEntries(tx, entries, deed);
  const causes = entries.map(({ id }, k) => ({
    from: postings[k]!.of,
    to: { kind: 'entry', id } as const,
  }));
  await becauseOfAll(tx, deed, causes);
  return entries.map(({ id }) => id);
}

/** A fund that is there. @throws Refusal `fund.not_found` */
export async function readFund(db: Db, id: string): Promise<Fund> {
  const fund = await findFund(db, id);
  if (fund !== undefined) return fund;
  const known = (await listFunds(db)).map((each) => each.id);
  throw new Refusal(
    'not_found',
    'fund.not_found',
    `there is no fund ${id}`,
    known.length > 0 ? `funds: ${known.join(', ')}` : 'open one with `lodestock fund open`',
  );
}

/**
 * Opens a fund.
 *
 * @throws Refusal `fund.exists`, `fund.partner_needed`, `access.role_required`
 */
export function openFund(
  db: Db,
  act: Act,
  request: { id: string; kind: FundKind; title: string; partner: string | null },
  key?: string,
): Promise<Fund> {
  FundId.parse(request.id);
  return perform(db, act, { name: 'fund open', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'budget-officer');
    if ((request.kind === 'partner') !== (request.partner !== null)) throw partnerNeeded(request);
    const ref = { kind: 'fund', id: request.id } as const;
    await beginDocument(tx, deed, ref, 'propose');
    await insertFund(tx, request, deed);
    await advanceDocument(tx, deed, ref, 'open');
    return readFund(tx, request.id);
  });
}

const partnerNeeded = ({ id, kind }: { id: string; kind: FundKind }) =>
  new Refusal(
    'invalid',
    'fund.partner_needed',
    kind === 'partner'
      ? `fund ${id} is a partner's, and no partner is named`
      : `fund ${id} is no partner's, and a partner is named`,
    'a fund of the kind partner has one country; others have none',
  );

/**
 * Freezes a fund, opens it again, ends it.
 *
 * @param expected - the version that whoever asks has seen
 * @throws Refusal `fund.wrong_status`, `fund.not_empty`, `fund.changed_since`
 */
export function changeFund(
  db: Db,
  act: Act,
  request: { id: string; event: FundEvent; reason: string },
  key?: string,
  expected?: string,
): Promise<Fund> {
  return perform(db, act, { name: `fund ${request.event}`, request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'budget-officer');
    await readFund(tx, request.id);
    const ref = { kind: 'fund', id: request.id } as const;
    await requireVersion(tx, ref, expected, () => findFundVersion(tx, request.id));
    await advanceDocument(tx, deed, ref, request.event, request.reason);
    if (request.event === 'close') await refuseUnlessSettled(tx, request.id);
    return readFund(tx, request.id);
  });
}

const UNSETTLED = ['470000', '480100', '490100'];

async function refuseUnlessSettled(tx: Db, fund: string): Promise<void> {
  const open = (await listBalances(tx, { fund })).find(
    ({ account, net }) => UNSETTLED.includes(account) && net !== 0n,
  );
  if (open === undefined) return;
  throw new Refusal(
    'conflict',
    'fund.not_empty',
    `cannot close fund ${fund}: ${open.title} is ${centsText(-open.net)}`,
    'deliver, pay or release what is open first',
  );
}

/** Money that comes into a fund or goes on inside it. */

export interface FundMove {
  readonly fund: string;
  readonly step: FundStep;
  readonly cents: bigint;
  /** What the step rests on: a public law, a letter of a partner. */
  readonly reference: string;
}

/** The least that a partner may have in, for the rules in force. */
export interface PartnerRule {
  readonly leastCents: bigint;
  readonly source: string;
}

/**
 * Books a step of money: appropriation, apportionment, allotment, a partner's contribution or its
 * withdrawal.
 *
 * @param partnerRule - the least contribution of a partner on that day; a contribution needs it
 * @param expected - the version that whoever asks has seen
 * @throws Refusal `fund.wrong_kind`, `fund.partner_minimum`, `fund.insufficient`,
 *   `fund.changed_since`
 */
export function moveMoney(
  db: Db,
  act: Act,
  { fund: id, step, cents, reference }: FundMove,
  partnerRule: PartnerRule | undefined,
  key?: string,
  expected?: string,
): Promise<{ entries: string[] }> {
  const request = { fund: id, step, cents: cents.toString(), reference };
  return perform(db, act, { name: `fund ${step}`, request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'budget-officer');
    if (cents <= 0n) throw notPositive(step, cents);
    const fund = await readFund(tx, id);
    const of = { kind: 'fund', id } as const;
    await requireVersion(tx, of, expected, () => findFundVersion(tx, id));
    refuseWrongKind(fund, step);
    if (step === 'contribute') {
      assert(partnerRule !== undefined, 'a contribution knows its least amount');
      await refuseSmallPartner(tx, fund, cents, partnerRule);
    }
    const lines =
      step === 'withdraw' ? await withdrawal(tx, fund, cents) : MOVES[step](fund, cents);
    return {
      entries: await postEntries(tx, act, deed, [{ template: step, lines, of, reason: reference }]),
    };
  });
}

const MOVES = {
  appropriate: journal.appropriation,
  apportion: journal.apportionment,
  allot: journal.allotment,
  contribute: journal.partnerContribution,
} as const;

const notPositive = (step: string, cents: bigint) =>
  new Refusal(
    'invalid',
    'fund.not_positive',
    `cannot ${step} ${centsText(cents)}`,
    'write an amount above zero',
  );

function refuseWrongKind({ id, kind }: Fund, step: FundStep): void {
  const wanted = {
    appropriate: 'appropriated',
    contribute: 'partner',
    withdraw: 'partner',
  } as const;
  const kindOfStep = wanted[step as keyof typeof wanted] as FundKind | undefined;
  if (kindOfStep === undefined || kindOfStep === kind) return;
  throw new Refusal(
    'not_allowed',
    'fund.wrong_kind',
    `cannot ${step}: fund ${id} is of the kind ${kind}, and this is for ${kindOfStep} funds`,
    'money of a partner and of Congress is never in one fund',
  );
}

async function refuseSmallPartner(tx: Db, fund: Fund, cents: bigint, rule: PartnerRule) {
  const [share] = await listBalances(tx, { fund: fund.id, account: 'C80' });
  const contributed = cents - (share?.net ?? 0n);
  if (contributed >= rule.leastCents) return;
  throw new Refusal(
    'not_allowed',
    'fund.partner_minimum',
    `${fund.partner} would have ${centsText(contributed)} in fund ${fund.id}; the least is ${centsText(rule.leastCents)}`,
    rule.source,
  );
}

/** Free money goes back: first what is not apportioned, then what is, then what is allotted. */
async function withdrawal(tx: Db, fund: Fund, cents: bigint): Promise<Line[]> {
  const lines: Line[] = [];
  let left = cents;
  for (const account of ['445000', '451000', '461000'] as const) {
    const [free] = await listBalances(tx, { fund: fund.id, account });
    const part = [left, -(free?.net ?? 0n)].reduce((a, b) => (a < b ? a : b));
    if (part > 0n) lines.push(...journal.partnerWithdrawal(fund, account, part));
    left -= part;
  }
  if (left === 0n) return lines;
  throw new Refusal(
    'conflict',
    'fund.insufficient',
    `cannot withdraw ${centsText(cents)} from fund ${fund.id}: ${centsText(left)} of it is committed or obligated`,
    'a partner takes back what is free; obligations are kept',
  );
}

/**
 * Books the opposite of an entry; both stay.
 *
 * @throws Refusal `fund.no_entry`, `fund.reversed`, `fund.insufficient`
 */
export function reverseEntry(
  db: Db,
  act: Act,
  request: { id: string; reason: string },
  key?: string,
): Promise<{ entries: string[] }> {
  return perform(db, act, { name: 'fund reverse', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'budget-officer');
    const entry = await findEntry(tx, request.id);
    if (entry === undefined) {
      throw new Refusal('not_found', 'fund.no_entry', `there is no entry ${request.id}`);
    }
    const earlier = await findReversal(tx, entry.seq);
    if (earlier !== undefined) {
      throw new Refusal(
        'conflict',
        'fund.reversed',
        `entry ${request.id} was reversed before, by ${earlier}`,
        'book what is right now as a new entry',
      );
    }
    return { entries: await postEntries(tx, act, deed, [reversalOf(entry, request.reason)]) };
  });
}

function reversalOf(entry: JournalEntry, reason: string): Posting {
  return {
    template: 'reverse',
    of: { kind: 'entry', id: entry.id },
    reason,
    reverses: BigInt(entry.seq),
    lines: entry.lines.map(({ fund, account, dim, unit, amount }) => ({
      ...{ fund, account, dim },
      unit: unit as Unit, // the database holds units of no other form
      amount: -BigInt(amount),
    })),
  };
}

/** Balances now, or as they were known at an entry or in effect on a day. */
export async function readBalances(db: Db, query: BalanceQuery): Promise<Balance[]> {
  const isNow = query.upTo === undefined && query.on === undefined;
  const rows = await (isNow ? listBalances(db, query) : listBalancesAsOf(db, query));
  return rows.map(({ net, ...each }) => ({
    ...each,
    book: bookOf(each.account),
    net: net.toString(),
  }));
}

/** What an account of one fund and dimension is now [cents or grams]. */
export async function readNet(
  db: Db,
  place: { fund: string; account: string; dim: string },
): Promise<bigint> {
  const rows = await listBalances(db, place);
  return rows.reduce((total, { net }) => total + net, 0n);
}

/** The same for many dimensions at once; those on which nothing is booked are left out. */
export async function readNets(
  db: Db,
  query: { account: string; dims: readonly string[] },
): Promise<ReadonlyMap<string, bigint>> {
  return new Map((await listNets(db, query)).map(({ dim, net }) => [dim, net]));
}

/**
 * All tie-outs; each is zero, or something is wrong in the books.
 *
 * @param holdings - cost and grams of lots, as inventory keeps them; left out where there is none
 */
export async function readTieOuts(db: Db, holdings?: readonly Holding[]): Promise<TieOut[]> {
  const funds = await listFunds(db);
  return tieOuts(funds, await listBalances(db, {}), holdings);
}

/** What is wrong inside the ledger itself: books that do not balance, balances without lines. */
export async function auditLedger(db: Db): Promise<string[]> {
  return (await listFaults(db)).map(({ book, account, fund, dim, unit, rest }) =>
    account === null
      ? `book ${book} of fund ${fund} is out by ${rest} ${unit}`
      : `the balance of ${[account, dim].filter(Boolean).join(' ')} of fund ${fund} in ${unit} is not the sum of its lines`,
  );
}
