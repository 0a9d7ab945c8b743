import type { NetImportReliance, ShareInterval } from '../../src/dependency/dependency.ts';

/*
 * Numbers as a reader sees them. Model results carry two significant digits, more would promise
 * what no model holds; amounts of money that somebody decides carry one decimal of a million.
 */

/** Two significant digits with thousands separators: 12345 → '12,000', 0.0123 → '0.012'. */
export function twoDigits(value: number): string {
  if (value === 0) return '0';
  const exponent = Number(value.toExponential(1).split('e')[1]);
  return grouped(Number(value.toPrecision(2)), Math.max(0, 1 - exponent));
}

/** Thousands separators and a fixed number of decimals: 1234.5 → '1,234.5'. */
export function grouped(value: number, decimals: number): string {
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split('.');
  const digits = whole!.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  const isZero = Number(value.toFixed(decimals)) === 0;
  return `${value < 0 && !isZero ? '−' : ''}${digits}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** Modelled money in millions: 1234 → '$1,200M'. */
export const modelMusd = (musd: number): string => `$${twoDigits(musd)}M`;

/** Decided money in millions with one decimal: 2_500_000_000 → '$2,500.0M'. */
export const exactMusd = (usd: number): string => `$${grouped(usd / 1e6, 1)}M`;

/** A share as a whole percent: 0.984 → '98'. */
export const percent = (share: number): string => grouped(100 * share, 0);

/** A share known within bounds, in percent: '20–35', or one number where they agree. */
export function percentRange({ low, high }: ShareInterval): string {
  const [from, to] = [percent(low), percent(high)];
  return from === to ? from : `${from}–${to}`;
}

/** Net import reliance in percent, beside its symbol: '95', '50–75', or nothing is known. */
export function relianceText({ value, low, high, qualifier }: NetImportReliance): string {
  if (value !== null) return grouped(value, 0);
  if (qualifier === '>' && low !== null) return grouped(low, 0);
  if (qualifier === '<' && high !== null) return grouped(high, 0);
  if (qualifier === 'range' && low !== null && high !== null) {
    return `${grouped(low, 0)}–${grouped(high, 0)}`;
  }
  return qualifier === null ? '–' : '';
}

/** What the symbols of the source mean. */
export const QUALIFIER_MEANING = {
  W: 'withheld by the source to protect companies',
  NA: 'not available',
  E: 'net exporter',
  '>': 'at least; the source gives a bound',
  '<': 'at most; the source gives a bound',
  range: 'the source gives a range',
} as const;

/** Minerals that trade by the kilogram. */
const BY_THE_KILOGRAM = new Set([
  'gallium',
  'germanium',
  'iridium',
  'osmium',
  'palladium',
  'platinum',
  'rhodium',
  'ruthenium',
]);

/** The unit a mineral is shown in, and how many of it make a tonne. */
export function massUnit(mineral: string): {
  readonly unit: 'kg' | 't';
  readonly perTonne: number;
} {
  return BY_THE_KILOGRAM.has(mineral) ? { unit: 'kg', perTonne: 1000 } : { unit: 't', perTonne: 1 };
}

/** A modelled mass in the mineral's unit: '380 kg', '1,200 t'. */
export function massText(mineral: string, tonnes: number): string {
  const { unit, perTonne } = massUnit(mineral);
  return `${twoDigits(tonnes * perTonne)} ${unit}`;
}

/** The name of a mineral in a sentence: 'rare-earths' → 'rare earths'. */
export const mineralName = (slug: string): string => slug.replaceAll('-', ' ');

/** Cuts a text into sentences; 'U.S.' does not end one. */
export function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?])(?<!\b[A-Z]\.)\s+(?=[A-Z0-9$])/).filter((each) => each !== '');
}

/** Futures out of twenty, for readers who count better than they read percentages. */
export const ofTwenty = (count: number, of: number): number => Math.round((20 * count) / of);

/** A capital letter at the start, the rest as it is. */
export const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
