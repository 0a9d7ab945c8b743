import type { Db } from '../platform/db.ts';
import type { Entry, Fund, FundKind, JournalEntry, Period } from './fund.ts';
import type { Net } from './tie-out.ts';

const FUND_COLUMNS = 'id, kind, title, partner, fund_status(id) as "status"';

export async function insertFund(
  tx: Db,
  fund: { id: string; kind: FundKind; title: string; partner: string | null },
  deed: bigint,
): Promise<void> {
  await tx.query('insert into fund (id, kind, title, partner, deed) values ($1, $2, $3, $4, $5)', [
    fund.id,
    fund.kind,
    fund.title,
    fund.partner,
    deed,
  ]);
}

/** Every fund, in the order of their names. */
export function listFunds(db: Db): Promise<Fund[]> {
  return db.query<Fund>(`select ${FUND_COLUMNS} from fund order by id`);
}

export async function findFund(db: Db, id: string): Promise<Fund | undefined> {
  const [fund] = await db.query<Fund>(`select ${FUND_COLUMNS} from fund where id = $1`, [id]);
  return fund;
}

/** Changes with every step of a fund's life and every balance of it. */
export async function findFundVersion(db: Db, id: string): Promise<string> {
  const [row] = await db.query<{ version: string }>(
    `select (select max(n) from document_event where kind = 'fund' and document = $1) || '-'
       || left(encode(sha256(convert_to(coalesce(string_agg(
            concat_ws(chr(9), account, dim, unit, net), chr(10) order by account, dim, unit), ''),
            'UTF8')), 'hex'), 16) as version
     from ledger_balance where fund = $1 and net <> 0`,
    [id],
  );
  return row!.version;
}

/**
 * Books entries with all their lines, in one round trip. The database checks that they balance,
 * that their period is open and that no limit is crossed.
 *
 * @returns sequence numbers by id
 */
export async function insertEntries(
  tx: Db,
  entries: readonly Entry[],
  deed: bigint,
): Promise<Map<string, bigint>> {
  const lines = entries.flatMap((entry, k) => entry.lines.map((line) => ({ ...line, k: k + 1 })));
  const rows = await tx.query<{ id: string; seq: bigint }>(
    `select entry_id as id, entry_seq as seq
     from post_entries($1::text[], $2::bigint[], $3::text[], $4::date[], $5::date[], $6::text[],
       $7::bigint[], $8::text[],
       $9::integer[], $10::text[], $11::text[], $12::text[], $13::text[], $14::bigint[])`,
    [
      entries.map(({ id }) => id),
      entries.map(() => deed.toString()),
      entries.map(({ template }) => template),
      entries.map(({ effectiveOn }) => effectiveOn),
      entries.map(({ originalOn }) => originalOn ?? null),
      entries.map(({ reason }) => reason ?? null),
      entries.map(({ reverses }) => reverses?.toString() ?? null),
      entries.map(bodyOf),
      lines.map(({ k }) => k),
      lines.map(({ fund }) => fund),
      lines.map(({ account }) => account),
      lines.map(({ dim }) => dim),
      lines.map(({ unit }) => unit),
      lines.map(({ amount }) => amount.toString()),
    ],
  );
  return new Map(rows.map(({ id, seq }) => [id, seq]));
}

/** What an entry says, in one text: an entry of the same id has to say the same. */
function bodyOf({ template, effectiveOn, originalOn, lines }: Entry): string {
  const told = lines.map(({ fund, account, dim, unit, amount }) =>
    [fund, account, dim, unit, amount].join('\t'),
  );
  return [template, effectiveOn, originalOn ?? '', ...told].join('\n');
}

/** Which part of the books is asked for. */
export interface BalanceQuery {
  readonly fund?: string | undefined;
  readonly account?: string | undefined;
  readonly dim?: string | undefined;
  /** Only what was known when this entry was the last. */
  readonly upTo?: bigint | undefined;
  /** Only what took effect on this day or before. */
  readonly on?: string | undefined;
}

/** A balance with the title of its account. */
export interface TitledNet extends Net {
  readonly title: string;
}

/** Balances, from the cache. */
export function listBalances(db: Db, { fund, account, dim }: BalanceQuery): Promise<TitledNet[]> {
  return db.query<TitledNet>(
    `select account, title, fund, dim, unit, net
     from ledger_balance join ledger_account on code = account
     where ($1::text is null or fund = $1) and ($2::text is null or account = $2)
       and ($3::text is null or dim = $3)
     order by fund, account, dim, unit`,
    [fund ?? null, account ?? null, dim ?? null],
  );
}

/** What one account is for each of some dimensions, over all funds. */
export function listNets(
  db: Db,
  { account, dims }: { account: string; dims: readonly string[] },
): Promise<{ dim: string; net: bigint }[]> {
  return db.query<{ dim: string; net: bigint }>(
    `select dim, sum(net)::bigint as net from ledger_balance
     where account = $1 and dim = any($2::text[])
     group by dim`,
    [account, dims],
  );
}

/**
 * How many entries have moved one of some accounts, for each of some dimensions. All funds are named
 * because the index on lines begins with account and fund.
 */
export function listEntryCounts(
  db: Db,
  { accounts, dims }: { accounts: readonly string[]; dims: readonly string[] },
): Promise<{ dim: string; entries: number }[]> {
  return db.query<{ dim: string; entries: number }>(
    `select dim, count(distinct entry)::int as entries from ledger_line
     where account = any($1::text[]) and fund in (select id from fund) and dim = any($2::text[])
     group by dim`,
    [accounts, dims],
  );
}

/**
 * Balances as they were known and in effect: those of now less what is left out, which of most days
 * that are asked for is little. A balance that nothing had touched by then is not among them.
 */
export function listBalancesAsOf(
  db: Db,
  { fund, account, dim, upTo, on }: BalanceQuery,
): Promise<TitledNet[]> {
  return db.query<TitledNet>(
    `with left_out as (
       select account, fund, dim, unit, sum(amount)::bigint as later
       from ledger_entry join ledger_line on entry = seq
       where (seq > $4 or effective_on > $5)
         and ($1::text is null or fund = $1) and ($2::text is null or account = $2)
         and ($3::text is null or dim = $3)
       group by account, fund, dim, unit
     )
     select account, title, fund, dim, unit, net - coalesce(later, 0) as net
     from ledger_balance as kept left join left_out using (account, fund, dim, unit)
       join ledger_account on code = account
     where ($1::text is null or fund = $1) and ($2::text is null or account = $2)
       and ($3::text is null or dim = $3)
       and (later is null or net <> later or exists (
         select from ledger_line as line join ledger_entry on seq = entry
         where line.account = kept.account and line.fund = kept.fund and line.dim = kept.dim
           and line.unit = kept.unit and (seq > $4 or effective_on > $5) is not true))
     order by fund, account, dim, unit`,
    [fund ?? null, account ?? null, dim ?? null, upTo?.toString() ?? null, on ?? null],
  );
}

/** What of a journal is asked for. */
export interface JournalQuery {
  readonly fund?: string | undefined;
  readonly account?: string | undefined;
  readonly dim?: string | undefined;
  readonly after?: bigint | undefined;
  readonly limit: number;
}

/** Entries with their lines, in the order in which they became known. */
export function listJournal(db: Db, query: JournalQuery): Promise<JournalEntry[]> {
  const { fund, account, dim, after, limit } = query;
  return db.query<JournalEntry>(
    `select seq::text, ledger_entry.id, template, effective_on as "effectiveOn",
            original_on as "originalOn", reason, reverses::text, person as "by", deed::text, lines
     from (
       select * from ledger_entry
       where seq > $4 and exists (
         select 1 from ledger_line where entry = seq and ($1::text is null or fund = $1)
           and ($2::text is null or account = $2) and ($3::text is null or dim = $3))
       order by seq limit $5
     ) as ledger_entry
       join deed on deed.id = ledger_entry.deed
       cross join lateral (
         select json_agg(json_build_object('fund', fund, 'account', account, 'title', title,
           'dim', dim, 'unit', unit, 'amount', amount::text) order by n) as lines
         from ledger_line join ledger_account on code = account where entry = seq
       ) as told
     order by ledger_entry.seq`,
    [fund ?? null, account ?? null, dim ?? null, (after ?? 0n).toString(), limit],
  );
}

export async function findEntry(db: Db, id: string): Promise<JournalEntry | undefined> {
  const [row] = await db.query<{ seq: bigint }>('select seq from ledger_entry where id = $1', [id]);
  if (row === undefined) return undefined;
  const [entry] = await listJournal(db, { after: row.seq - 1n, limit: 1 });
  return entry;
}

/** The entry that reversed another one. */
export async function findReversal(db: Db, seq: string): Promise<string | undefined> {
  const [row] = await db.query<{ id: string }>('select id from ledger_entry where reverses = $1', [
    seq,
  ]);
  return row?.id;
}

/** The periods before a month that are not closed, though something was booked in them. */
export async function listOpenPeriodsBefore(db: Db, month: string): Promise<string[]> {
  const rows = await db.query<{ period: string }>(
    `select distinct to_char(effective_on, 'YYYY-MM') as period from ledger_entry
     where effective_on < ($1 || '-01')::date and period_status(effective_on) <> 'closed'
     order by period`,
    [month],
  );
  return rows.map(({ period }) => period);
}

/** Every month that has entries or a status. */
export function listPeriods(db: Db): Promise<Period[]> {
  return db.query<Period>(
    `select period, period_status((period || '-01')::date) as status
     from (select to_char(effective_on, 'YYYY-MM') as period from ledger_entry
           union select id from document where kind = 'period') as each
     order by period`,
  );
}

/** A book of a fund that is out by something, or a balance that is not the sum of its lines. */
export interface LedgerFault {
  readonly account: string | null; // of a balance; null for a whole book
  readonly book: string | null;
  readonly fund: string;
  readonly dim: string | null;
  readonly unit: string;
  readonly rest: bigint;
}

/** What is wrong with the whole ledger, in one pass over its lines: nothing. */
export function listFaults(db: Db): Promise<LedgerFault[]> {
  return db.query<LedgerFault>(
    `with summed as materialized (
       select account, fund, dim, unit, sum(amount)::bigint as net from ledger_line
       group by account, fund, dim, unit
     )
     select null as account, book, fund, null as dim, unit, sum(net)::bigint as rest
     from summed join ledger_account on code = account
     group by book, fund, unit having sum(net) <> 0
     union all
     select account, null, fund, dim, unit, coalesce(kept.net, 0) - coalesce(summed.net, 0)
     from summed full join ledger_balance as kept using (account, fund, dim, unit)
     where coalesce(summed.net, 0) <> coalesce(kept.net, 0)
     order by book nulls last, account, fund, dim, unit`,
  );
}
