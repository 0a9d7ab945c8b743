import type { IsoDate } from '../base/act.ts';
import { Refusal } from '../base/refusal.ts';
import type { Workshop } from '../platform/command.ts';
import type { Db } from '../platform/db.ts';
import { loadRuleSet } from '../rules/rules.service.ts';
import { ruleAt } from '../rules/rules.ts';
import { auditLedger, type PartnerRule, readFund, readTieOuts } from './fund.service.ts';
import {
  findEntry,
  findFundVersion,
  type JournalQuery,
  listBalances,
  listEntryCounts,
  listFunds,
  listJournal,
} from './fund.store.ts';
import type { Fund, FundStep, JournalEntry, TieOut } from './fund.ts';
import { type FundStatus, fundStatusOf } from './fund-status.ts';
import { type PeerFormat, peerHead, peerLines } from './journal-export.ts';

/** Every fund, in the order of their names. */
export const readFunds = (db: Db): Promise<Fund[]> => listFunds(db);

/** Where the money of a fund is, and how much of its limits is left. @throws Refusal `fund.not_found` */
export async function readFundStatus(db: Db, id: string): Promise<FundStatus> {
  return db.transaction(async (tx) => {
    const fund = await readFund(tx, id);
    return fundStatusOf(fund, await findFundVersion(tx, id), await listBalances(tx, { fund: id }));
  });
}

/**
 * How many entries have moved one of some accounts, by dimension; those without any are left out.
 * Where a document shows these balances, it changes with the number.
 */
export async function readEntryCounts(
  db: Db,
  query: { accounts: readonly string[]; dims: readonly string[] },
): Promise<ReadonlyMap<string, number>> {
  return new Map((await listEntryCounts(db, query)).map(({ dim, entries }) => [dim, entries]));
}

/** Entries with their lines, in the order in which they became known. */
export const readJournal = (db: Db, query: JournalQuery): Promise<JournalEntry[]> =>
  listJournal(db, query);

/** One entry. @throws Refusal `fund.no_entry` */
export async function readEntry(db: Db, id: string): Promise<JournalEntry> {
  const entry = await findEntry(db, id);
  if (entry !== undefined) return entry;
  throw new Refusal('not_found', 'fund.no_entry', `there is no entry ${id}`);
}

const ENTRIES_AT_ONCE = 1000;

/** The whole journal for another accounting program, line by line. */
export async function* exportJournal(db: Db, format: PeerFormat): AsyncGenerator<string> {
  yield* peerHead(format, await listBalances(db, {}));
  for (let after = 0n; ; ) {
    const entries = await listJournal(db, { after, limit: ENTRIES_AT_ONCE });
    for (const entry of entries) yield* peerLines(format, entry);
    const last = entries.at(-1);
    if (last === undefined) return;
    after = BigInt(last.seq);
  }
}

/**
 * The least that a partner may have in, by the rule set in force on a day. Steps that no partner
 * takes need none.
 */
export async function loadPartnerRule(
  tools: Pick<Workshop, 'tables' | 'digestOf'>,
  on: IsoDate,
  step: FundStep,
): Promise<PartnerRule | undefined> {
  if (step !== 'contribute') return undefined;
  const rules = await loadRuleSet(tools, on);
  const { value, section, isVerified } = ruleAt(rules, 'partner.minimum_contribution', on);
  const confidence = isVerified ? '' : ', unverified';
  return { leastCents: value, source: `rule set ${rules.id}, ${section}${confidence}` };
}

/**
 * Refuses books that do not tie out, or whose lines do not add up.
 *
 * @throws Refusal `fund.out_of_balance` of kind check_failed, naming the first difference
 */
export async function requireBalancedBooks(db: Db): Promise<void> {
  const [wrong] = await auditLedger(db);
  if (wrong !== undefined) throw outOfBalance(wrong);
  const open = (await readTieOuts(db)).find(({ difference }) => difference !== '0');
  if (open !== undefined) throw tieOutFails(open);
}

/** What a tie-out that is not zero ends with. */
export const tieOutFails = ({ id, fund, sentence, difference, unit }: TieOut) =>
  outOfBalance(
    `${id} of fund ${fund} is out by ${difference} ${unit === 'USD' ? 'cents' : unit}: ${sentence}`,
  );

export const outOfBalance = (sentence: string) =>
  new Refusal(
    'check_failed',
    'fund.out_of_balance',
    sentence,
    'stop posting; `lodestock fund audit` and `lodestock fund journal` show where',
  );
