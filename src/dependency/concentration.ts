import type { ConcentrationRange, CountryShare } from './dependency.ts';

/** A share of a whole; `country` is alpha-3, or 'other' for countries that are not named. */
export interface NamedShare {
  readonly country: string;
  readonly share: number;
}

/** Amounts as shares of their sum; amounts that are not known are left out. */
export function sharesOf(
  amounts: readonly { readonly country: string; readonly amount: number | null }[],
): NamedShare[] {
  const known = amounts.flatMap(({ country, amount }) =>
    amount === null ? [] : [{ country, amount }],
  );
  const total = known.reduce((sum, { amount }) => sum + amount, 0);
  if (total <= 0) return [];
  return known.map(({ country, amount }) => ({ country, share: amount / total }));
}

/**
 * The Herfindahl-Hirschman index, 0 (many small) to 10,000 (one), under both readings of *Other*.
 *
 * @source U.S. Department of Justice, Merger Guidelines; docs/models/dependency.md, section 2
 */
export function concentration(shares: readonly NamedShare[]): ConcentrationRange {
  const squares = (kept: readonly NamedShare[]) =>
    kept.reduce((sum, { share }) => sum + (100 * share) ** 2, 0);
  const named = shares.filter(isNamed);
  if (named.length === 0) return { otherAtomistic: null, otherSingle: null };
  return { otherAtomistic: squares(named), otherSingle: squares(shares) };
}

/** The largest named country, or null when none is named. */
export function largest(shares: readonly NamedShare[]): CountryShare | null {
  const [first] = byShare(shares);
  return first === undefined ? null : { iso3: first.country, share: first.share };
}

/** What the three largest named countries have together. */
export function topThreeShare(shares: readonly NamedShare[]): number | null {
  const top = byShare(shares).slice(0, 3);
  return top.length === 0
    ? null
    : Math.min(
        1,
        top.reduce((sum, { share }) => sum + share, 0),
      );
}

/** Whether a share is of one country, and not of several together: '(CHN+DEU+RUS)'. */
function isNamed({ country }: NamedShare): boolean {
  return country !== 'other' && !country.startsWith('(');
}

function byShare(shares: readonly NamedShare[]): NamedShare[] {
  return shares
    .filter(isNamed)
    .sort((a, b) => b.share - a.share || (a.country < b.country ? -1 : 1));
}
