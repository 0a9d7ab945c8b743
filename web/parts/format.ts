import { grouped, twoDigits } from '../../src/base/number-text.ts';
import type { NetImportReliance, ShareInterval } from '../../src/dependency/dependency.ts';

/*
 * Numbers as a reader sees them. Model results carry two significant digits, more would promise
 * what no model holds; amounts of money that somebody decides carry three.
 */

export { musdText, usdText } from '../../src/base/money-text.ts';
export { sentenceCase } from '../../src/base/sentence-case.ts';
export { grouped, twoDigits };

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
export const mineralName = (slug: string): string => slug.replaceAll(/[-_]/g, ' ');

/** Cuts a text into sentences; 'U.S.' does not end one. */
export function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?])(?<!\b[A-Z]\.)\s+(?=[A-Z0-9$])/).filter((each) => each !== '');
}

/** Futures out of twenty, for readers who count better than they read percentages. */
export const ofTwenty = (count: number, of: number): number => Math.round((20 * count) / of);
