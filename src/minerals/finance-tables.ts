import type { RawTable } from '../base/raw-table.ts';
import { Refusal, schemaSentence } from '../base/refusal.ts';
import {
  CLOSING_STATUSES,
  FINANCE_INSTRUMENTS,
  FINANCE_PURPOSES,
  FINANCE_STANDINGS,
  FinanceRecord,
  PRINCIPAL_BASES,
  PROVIDER_KINDS,
  SHARE_BASES,
  SHARE_MOMENTS,
  type ShareCount,
} from './finance-records.ts';
import { readTable, table } from './table-spec.ts';

/*
 * The tables of the finance of projects. Both are written by hand: no importer writes them.
 */

const STANDING = 'standing: text | fact, claim (by a party with an interest) or unverified';
const CITED = 'source: text | publication the row was transcribed from';

/** Written by hand: the finance stack of projects. */
export const FINANCE_TABLE = table<FinanceRecord>(
  'finance',
  [
    'id: text | short name',
    'project: text | id of the project that it finances or supports',
    'instrument: text | kind of instrument',
    'issuer: text | company that gets the money',
    'provider: text | who gives it, or stands in',
    'provider_kind: text | federal, state, private, or the issuer itself',
    'is_reserve_instrument: boolean | whether the Reserve is a party',
    'is_federally_guaranteed: boolean | whether a federal agency guarantees it',
    'purpose: text | project, feasibility study, or the company as a whole',
    'currency: text | currency of all its amounts, ISO 4217',
    'principal: text? | amount, a decimal; empty where no source gives it | see currency',
    'principal_is: text | what the principal is: amount, up to, or at least',
    'rate: text? | interest or dividend, in words',
    'term: text? | term, in words',
    'security: text? | what secures it',
    'seniority: text? | its rank',
    'shares_issued: integer? | shares issued at closing | shares',
    'conversion_price: text? | price of a share on conversion, a decimal | see currency, per share',
    'warrant_shares: integer? | shares that all its warrants buy | shares',
    'warrant_strike: text? | price at which they do, a decimal | see currency, per share',
    'warrant_expiry: text? | when they lapse',
    'guarantee: text? | who guarantees it, and how',
    'ownership_cap: number? | most of the company that its holder may own | share of 1',
    'conditions: text? | further terms',
    'closing_status: text | LOI (non-binding), conditional, committed or closed',
    'dilution_claim: text? | in whose words it does not dilute',
    'date: text | day, month or year of the terms',
    'note: text? | what to know of the row',
    STANDING,
    CITED,
  ],
  {
    instrument: FINANCE_INSTRUMENTS,
    provider_kind: PROVIDER_KINDS,
    purpose: FINANCE_PURPOSES,
    principal_is: PRINCIPAL_BASES,
    closing_status: CLOSING_STATUSES,
    standing: FINANCE_STANDINGS,
  },
);

/** Written by hand: shares outstanding. */
export const SHARE_COUNT_TABLE = table<ShareCount>(
  'share_count',
  [
    'issuer: text | company, as finance.csv names it',
    'as_of: text | day of the count, as closely as the source tells',
    'shares: integer | shares outstanding | shares',
    'moment: text | before its instruments of finance.csv, another reading of the same moment, or after some of them',
    'basis: text | reported, or derived from other published numbers',
    'derivation: text? | how it was derived, or how far it is rounded',
    STANDING,
    CITED,
  ],
  { moment: SHARE_MOMENTS, basis: SHARE_BASES, standing: FINANCE_STANDINGS },
);

export const FINANCE_TABLES = [FINANCE_TABLE, SHARE_COUNT_TABLE] as const;

/**
 * Rows of the finance table, checked one by one and together.
 *
 * @throws Refusal `data.bad_header`, `data.bad_cell`, `data.bad_finance` naming line and column
 */
export function readFinance(raw: RawTable): readonly FinanceRecord[] {
  const seen = new Set<string>();
  return readTable(FINANCE_TABLE, raw).map((row, i) => {
    const line = raw.rows[i]!.line;
    const parsed = FinanceRecord.safeParse(row);
    if (!parsed.success)
      throw badFinance(raw, line, schemaSentence(parsed.error), 'correct the cell');
    const { id, warrantShares, warrantStrike } = parsed.data;
    if (seen.has(id)) throw badFinance(raw, line, `${id} has a second row`, 'give each row its id');
    seen.add(id);
    if (warrantShares !== null && warrantStrike === null) {
      const why = `column 'warrant_strike' of ${id}: a warrant has no strike`;
      throw badFinance(raw, line, why, 'give the price at which a warrant buys a share');
    }
    return parsed.data;
  });
}

function badFinance(raw: RawTable, line: number, why: string, remedy: string): Refusal {
  return new Refusal(
    'invalid',
    'data.bad_finance',
    `cannot use ${raw.path}, line ${line}: ${why}`,
    remedy,
  );
}
