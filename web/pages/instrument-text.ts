import type { Instrument } from '../../src/instruments/instruments.ts';
import type { PriceLawSummary } from '../../src/instruments/value.ts';
import { grouped, mineralName } from '../parts/format.ts';

/*
 * The words of the pages of instruments.
 */

/** The address of an instrument's page. */
export const instrumentHref = (id: string): string => `/instruments/${id}`;

const KIND_WORD: Readonly<Record<Instrument['kind'], string>> = {
  offtake: 'offtake',
  'price-floor': 'price floor',
  storage: 'storage',
  loan: 'loan',
  guarantee: 'guarantee',
  equity: 'equity',
};
export const kindText = (kind: Instrument['kind']): string => KIND_WORD[kind];

/** Millions of dollars with a sign: '−1,397.2'. */
export function musd(usd: number): string {
  const millions = usd / 1e6;
  const digits = Math.abs(millions) < 10 ? 2 : 1;
  return `${millions < 0 ? '−' : ''}${grouped(Math.abs(millions), digits)}`;
}

/** Dollars in words: '$1,397.2 million'. */
export const usdWords = (usd: number): string => `$${musd(Math.abs(usd))} million`;

/** Prices of dear minerals are told by the kilogram. */
export interface PriceUnit {
  readonly unit: string;
  readonly perTonne: number; // of the unit in a tonne
}

const DEAR_USD_PER_TONNE = 60_000;

export const priceUnitOf = ({ longRunUsdPerTonne }: PriceLawSummary): PriceUnit =>
  longRunUsdPerTonne >= DEAR_USD_PER_TONNE
    ? { unit: '$/kg', perTonne: 1000 }
    : { unit: '$/t', perTonne: 1 };

export const priceText = (usdPerTonne: number, { perTonne }: PriceUnit): string => {
  const price = usdPerTonne / perTonne;
  return grouped(price, price < 10 ? 2 : 0);
};

/** What the price is the price of. */
export const pricedText = ({ mineral, tonneOf }: PriceLawSummary): string =>
  `${mineralName(mineral)}${tonneOf === null ? '' : ` (${tonneOf})`}`;

/** The terms of an instrument as rows: what they call themselves, and what they say. */
export function termsOf(instrument: Instrument): readonly (readonly [string, string])[] {
  const hidden = new Set(['version', 'id', 'title', 'standing', 'source', 'notes', 'market']);
  return Object.entries(instrument)
    .filter(([key, value]) => !hidden.has(key) && value !== undefined)
    .map(([key, value]) => [spaced(key), textOf(value)]);
}

/** 'rampMonths' → 'ramp months' */
const spaced = (key: string): string =>
  key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join('; ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, each]) => `${spaced(key)} ${textOf(each)}`)
    .join(', ');
}
