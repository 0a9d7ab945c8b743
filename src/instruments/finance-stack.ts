import { Refusal } from '../base/refusal.ts';
import type {
  CLOSING_STATUSES,
  FINANCE_INSTRUMENTS,
  FinanceRecord,
  ShareCount,
} from '../minerals/finance-records.ts';
import { type Dilution, dilutionOf, type ShareRights } from './dilution.ts';

/*
 * How a project is financed, added up: what stands and what is only hoped for, in each currency, and
 * what it does to the owners of the company. Amounts are whole cents.
 */

type ClosingStatus = (typeof CLOSING_STATUSES)[number];
type FinanceInstrument = (typeof FINANCE_INSTRUMENTS)[number];

/** What an instrument is to a project: money to build it with, a right, or a buyer. */
export type FinanceRole = 'capital' | 'rights' | 'support';

export const ROLE_OF: Readonly<Record<FinanceInstrument, FinanceRole>> = {
  'common shares': 'capital',
  units: 'capital',
  'convertible preferred': 'capital',
  'convertible notes': 'capital',
  warrant: 'rights', // brings money when it is exercised, if ever
  loan: 'capital',
  'guaranteed loan': 'capital',
  bond: 'capital',
  grant: 'capital',
  'own funds': 'capital',
  'sharing agreement': 'rights', // pays out what the units have brought in: no further capital
  offtake: 'support',
  'price floor': 'support',
  'purchase contract': 'support',
  'task order': 'support',
  option: 'support',
};

const EQUITY: ReadonlySet<FinanceInstrument> = new Set<FinanceInstrument>([
  'common shares',
  'units',
  'convertible preferred',
  'own funds',
]);

/** Statuses under which the money is promised: a letter or a condition promises nothing yet. */
const FIRM: ReadonlySet<ClosingStatus> = new Set<ClosingStatus>(['committed', 'closed']);

export const isCapital = ({ instrument }: FinanceRecord): boolean =>
  ROLE_OF[instrument] === 'capital';
export const isEquity = ({ instrument }: FinanceRecord): boolean => EQUITY.has(instrument);
export const isFirm = ({ closingStatus }: FinanceRecord): boolean => FIRM.has(closingStatus);
export const isFederal = ({ providerKind }: FinanceRecord): boolean => providerKind === 'federal';

/** Dollars that a unit of a currency is reckoned at; dollars need none. */
export type UsdRates = Readonly<Record<string, number>>;

/** A decimal as whole units of a given power of ten: '0.45' with 6 → 450,000. */
export function scaledDecimal(text: string, decimals: number): bigint {
  const [whole, fraction = ''] = text.split('.');
  if (fraction.length <= decimals) return BigInt(whole! + fraction.padEnd(decimals, '0'));
  throw new Refusal(
    'invalid',
    'finance.too_many_decimals',
    `${text} has more than ${decimals} decimals`,
    'write money to the cent and prices to the millionth',
  );
}

/** The principal of a row [cents]; null where no source gives it. */
export const principalCents = ({ principal }: FinanceRecord): bigint | null =>
  principal === null ? null : scaledDecimal(principal, 2);

/** What one instrument promises of shares; null where its conversion price is not known. */
export function shareRightsOf(row: FinanceRecord): ShareRights | null {
  const { id, instrument, sharesIssued, conversionPrice, warrantShares, warrantStrike } = row;
  const amountCents = principalCents(row);
  const converts = instrument === 'convertible preferred' || instrument === 'convertible notes';
  if (converts && (conversionPrice === null || amountCents === null)) return null;
  return {
    id,
    sharesIssued: BigInt(sharesIssued ?? 0),
    conversion:
      conversionPrice === null || amountCents === null
        ? null
        : { amountCents, priceMicros: scaledDecimal(conversionPrice, 6) },
    warrants:
      warrantShares === null
        ? null
        : {
            shares: BigInt(warrantShares),
            strikeMicros: warrantStrike === null ? null : scaledDecimal(warrantStrike, 6),
            expiresOn: row.warrantExpiry,
          },
  };
}

/** Money of a stack in one currency, of one status and role. */
export interface StackTotal {
  readonly currency: string;
  readonly closingStatus: ClosingStatus;
  readonly role: FinanceRole;
  readonly cents: bigint;
  readonly instruments: number;
  readonly withoutAmount: readonly string[]; // ids of rows whose amount no source gives
}

/** Totals by currency, status and role; amounts of two currencies are never added. */
export function stackTotals(rows: readonly FinanceRecord[]): readonly StackTotal[] {
  const groups = new Map<string, FinanceRecord[]>();
  for (const row of rows) {
    const key = `${row.currency}|${row.closingStatus}|${ROLE_OF[row.instrument]}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((group) => ({
    currency: group[0]!.currency,
    closingStatus: group[0]!.closingStatus,
    role: ROLE_OF[group[0]!.instrument],
    cents: sumCents(group),
    instruments: group.length,
    withoutAmount: group.filter(({ principal }) => principal === null).map(({ id }) => id),
  }));
}

function sumCents(rows: readonly FinanceRecord[]): bigint {
  let sum = 0n;
  for (const row of rows) sum += principalCents(row) ?? 0n;
  return sum;
}

/** A sum in dollars, and what keeps it from being whole. */
export interface UsdSum {
  readonly usd: number;
  readonly unrated: readonly string[]; // currencies for which no rate is stated
  readonly withoutAmount: readonly string[];
}

/** Rows added in dollars, at stated rates only. */
export function usdSum(rows: readonly FinanceRecord[], rates: UsdRates): UsdSum {
  const unrated = new Set<string>();
  let usd = 0;
  for (const row of rows) {
    const rate = row.currency === 'USD' ? 1 : rates[row.currency];
    if (rate === undefined) unrated.add(row.currency);
    else usd += (Number(principalCents(row) ?? 0n) / 100) * rate;
  }
  const withoutAmount = rows.filter(({ principal }) => principal === null).map(({ id }) => id);
  return { usd, unrated: [...unrated], withoutAmount };
}

/** What the instruments of one company do to its owners. */
export interface CompanyDilution {
  readonly issuer: string;
  readonly count: ShareCount | null; // shares before
  readonly others: readonly ShareCount[]; // other readings, and later counts
  readonly firm: Dilution; // all that is promised, at once
  readonly all: Dilution; // and what is conditional, or a letter
  readonly alternative: Dilution | null; // of `firm`, by another reading of the shares before
  readonly uncounted: readonly string[]; // ids of rows whose new shares cannot be counted
}

/** Dilution of each company of a stack, all its instruments together. */
export function companyDilutions(
  rows: readonly FinanceRecord[],
  counts: readonly ShareCount[],
): readonly CompanyDilution[] {
  return [...new Set(rows.map(({ issuer }) => issuer))].map((issuer) => {
    const own = rows.filter((row) => row.issuer === issuer);
    const known = counts.filter((count) => count.issuer === issuer);
    const before = known.find(({ moment }) => moment === 'before') ?? null;
    const other = known.find(({ moment }) => moment === 'alternative');
    const firm = own.filter(isFirm);
    return {
      issuer,
      count: before,
      others: known.filter((count) => count !== before),
      firm: togetherOf(firm, sharesOf(before)),
      all: togetherOf(own, sharesOf(before)),
      alternative: other === undefined ? null : togetherOf(firm, BigInt(other.shares)),
      uncounted: uncountedOf(own),
    };
  });
}

/** Dilution by rows at once; those that cannot be counted leave it open. */
const togetherOf = (rows: readonly FinanceRecord[], before: bigint | null): Dilution =>
  dilutionOf(rightsOf(rows), before, uncountedOf(rows));

const uncountedOf = (rows: readonly FinanceRecord[]): readonly string[] =>
  rows.filter((row) => shareRightsOf(row) === null).map(({ id }) => id);

const rightsOf = (rows: readonly FinanceRecord[]): readonly ShareRights[] =>
  rows.flatMap((row) => shareRightsOf(row) ?? []);

const sharesOf = (count: ShareCount | null): bigint | null =>
  count === null ? null : BigInt(count.shares);

/** Dilution by one instrument alone; null where its new shares cannot be counted. */
export function instrumentDilution(
  row: FinanceRecord,
  counts: readonly ShareCount[],
): Dilution | null {
  const rights = shareRightsOf(row);
  const count = counts.find(({ issuer, moment }) => issuer === row.issuer && moment === 'before');
  return rights === null ? null : dilutionOf([rights], sharesOf(count ?? null));
}

/** How a statement that an instrument does not dilute stands against its terms. */
export interface ClaimVerdict {
  readonly id: string;
  readonly claim: string;
  readonly verdict: 'holds' | 'holds of this instrument only' | 'contradicted' | 'not known';
  readonly sentence: string;
}

/** Every claim of no dilution, held against what is computed. */
export function claimVerdicts(
  rows: readonly FinanceRecord[],
  counts: readonly ShareCount[],
): readonly ClaimVerdict[] {
  const companies = companyDilutions(rows, counts);
  return rows.flatMap((row) => {
    if (row.dilutionClaim === null) return [];
    const own = instrumentDilution(row, counts);
    const company = companies.find(({ issuer }) => issuer === row.issuer)!.firm;
    return [{ id: row.id, claim: row.dilutionClaim, ...verdictOf(row.id, own, company) }];
  });
}

function verdictOf(
  id: string,
  own: Dilution | null,
  company: Dilution,
): Pick<ClaimVerdict, 'verdict' | 'sentence'> {
  if (own === null) {
    return { verdict: 'not known', sentence: `the new shares of ${id} cannot be counted` };
  }
  if (own.label === 'dilutive') {
    return { verdict: 'contradicted', sentence: `${id} dilutes: ${own.sentence}` };
  }
  if (company.label === 'non-dilutive') {
    return { verdict: 'holds', sentence: 'no instrument of the company issues shares' };
  }
  const sentence = `${id} issues none, and the company's instruments together do: ${company.sentence}`;
  return { verdict: 'holds of this instrument only', sentence };
}
