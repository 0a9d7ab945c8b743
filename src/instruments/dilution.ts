import { grouped } from '../base/number-text.ts';
import { Refusal } from '../base/refusal.ts';

/*
 * What an instrument does to the owners of a company: new shares on full conversion and exercise,
 * over the shares there are then (R5.10). Shares are whole; prices are millionths of the currency.
 */

/** Rights to shares that an instrument carries. */
export interface ShareRights {
  readonly id: string;
  readonly sharesIssued: bigint; // at closing
  readonly conversion: { readonly amountCents: bigint; readonly priceMicros: bigint } | null;
  readonly warrants: Warrants | null;
}

export interface Warrants {
  readonly shares: bigint; // that all of them buy
  readonly strikeMicros: bigint | null;
  readonly expiresOn: string | null;
}

/** How one instrument, or several together, dilute. */
export interface Dilution {
  readonly newShares: bigint;
  readonly sharesBefore: bigint | null; // null where no source gives them
  readonly share: number | null; // of the resulting shares
  readonly label: 'non-dilutive' | 'dilutive' | 'not known';
  readonly sentence: string;
}

const MICROS_PER_CENT = 10_000n;
const MICROS = 1_000_000n;

/**
 * New shares of an instrument: issued, on conversion of all of it, and on exercise of every warrant.
 *
 * A fraction of a share is not issued, so conversion rounds down.
 *
 * @throws Refusal `equity.no_strike` for warrants without a strike, `equity.no_conversion_price`
 */
export function newShares({ id, sharesIssued, conversion, warrants }: ShareRights): bigint {
  if (warrants !== null && (warrants.strikeMicros === null || warrants.strikeMicros <= 0n)) {
    throw new Refusal(
      'invalid',
      'equity.no_strike',
      `the warrants of ${id} have no strike: what they are worth and whether they are exercised cannot be said`,
      'give the price at which a warrant buys a share',
    );
  }
  return sharesIssued + convertedShares(id, conversion) + (warrants?.shares ?? 0n);
}

function convertedShares(id: string, conversion: ShareRights['conversion']): bigint {
  if (conversion === null) return 0n;
  if (conversion.priceMicros > 0n) {
    return (conversion.amountCents * MICROS_PER_CENT) / conversion.priceMicros;
  }
  throw new Refusal(
    'invalid',
    'equity.no_conversion_price',
    `${id} converts at no price, so its shares cannot be counted`,
    'give the price at which a share is reckoned on conversion',
  );
}

/** Shares that the warrants of units buy: a half warrant each makes whole ones of pairs. */
export function wholeWarrants(units: bigint, warrantsPerUnitMicros: bigint): bigint {
  return (units * warrantsPerUnitMicros) / MICROS;
}

/**
 * Dilution by one instrument, or by several at once.
 *
 * @param uncounted - ids of further ones whose new shares cannot be counted: there is no share then
 */
export function dilutionOf(
  rights: readonly ShareRights[],
  sharesBefore: bigint | null,
  uncounted: readonly string[] = [],
): Dilution {
  let count = 0n;
  for (const each of rights) count += newShares(each);
  const isOpen = uncounted.length > 0;
  const share = isOpen ? null : shareOf(count, sharesBefore);
  return {
    newShares: count,
    sharesBefore,
    share,
    label: count > 0n ? 'dilutive' : isOpen ? 'not known' : 'non-dilutive',
    sentence: isOpen
      ? `${grouped(Number(count), 0)} new shares and those of ${uncounted.join(', ')}, which cannot be counted`
      : sentenceOf(count, sharesBefore, share),
  };
}

function shareOf(count: bigint, before: bigint | null): number | null {
  if (count === 0n) return 0;
  return before === null ? null : ratio(count, before + count);
}

function sentenceOf(count: bigint, before: bigint | null, share: number | null): string {
  const text = grouped(Number(count), 0);
  if (count === 0n) return 'no new shares: non-dilutive';
  if (before === null || share === null) {
    return `shares outstanding not known: ${text} new shares, ${text} / (outstanding + ${text})`;
  }
  const resulting = grouped(Number(before + count), 0);
  return `${text} new shares / ${resulting} resulting shares = ${(100 * share).toFixed(2)} percent`;
}

/** A ratio of two counts of shares, to the last digit of a number. */
const ratio = (top: bigint, bottom: bigint): number => Number(top) / Number(bottom);

/**
 * Shares outstanding that a stated stake implies.
 *
 * A statement such as "15 percent" is ambiguous: of the shares there were, or of those there will be.
 *
 * @param stakeMicros - the stake, in millionths
 */
export function impliedSharesBefore(
  count: bigint,
  stakeMicros: bigint,
  reading: 'of shares outstanding' | 'of resulting shares',
): bigint {
  const resulting = (count * MICROS) / stakeMicros;
  return reading === 'of shares outstanding' ? resulting : resulting - count;
}

/**
 * The most shares a holder may get before owning more than a cap allows.
 *
 * n / (before + n) may reach the cap and no more, so n = cap × before / (1 − cap), rounded down.
 *
 * @param capMicros - share of the company, in millionths: 199,000 for 19.9 percent
 */
export function cappedShares(sharesBefore: bigint, capMicros: bigint): bigint {
  return (sharesBefore * capMicros) / (MICROS - capMicros);
}
