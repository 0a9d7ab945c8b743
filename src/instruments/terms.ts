import * as z from 'zod';
import {
  decimalFraction,
  type Fraction,
  fraction,
  over,
  times,
  toNumber,
} from '../base/fraction.ts';

/*
 * Masses, prices and amounts of an instrument as its file writes them: a decimal and a unit. They
 * are read exactly, for settlement, and as doubles, for models.
 */

const GRAMS_PER: Readonly<Record<string, Fraction>> = {
  g: fraction(1n),
  kg: fraction(1000n),
  t: fraction(1_000_000n),
  kt: fraction(1_000_000_000n),
  st: fraction(90_718_474n, 100n), // short ton of 2,000 pounds, exact by definition of the pound
  lb: fraction(45_359_237n, 100_000n),
};
const MASS_UNITS = Object.keys(GRAMS_PER).join(', ');

const MONTHS_PER: Readonly<Record<string, bigint>> = { month: 1n, quarter: 3n, year: 12n };

const CENTS_PER: Readonly<Record<string, bigint>> = {
  '': 100n,
  K: 100_000n,
  M: 100_000_000n,
  B: 100_000_000_000n,
};

const NUMBER = '([+-]?[\\d,]+(?:\\.\\d+)?)';
const MASS = new RegExp(`^${NUMBER}\\s*([a-z]+)$`);
const RATE = new RegExp(`^${NUMBER}\\s*([a-z]+)\\s*/\\s*(month|quarter|year)$`);
const PRICE = new RegExp(`^${NUMBER}\\s*USD\\s*/\\s*([a-z]+)$`);
const MONEY = new RegExp(`^${NUMBER}\\s*([KMB]?)\\s*USD$`);

/** A mass [g], exactly; undefined where the text is none. */
export function gramsOf(text: string): Fraction | undefined {
  const [, digits, unit] = MASS.exec(text.trim()) ?? [];
  return scaled(digits, GRAMS_PER[unit ?? '']);
}

/** A mass per month, quarter or year [g/month], exactly. */
export function gramsPerMonthOf(text: string): Fraction | undefined {
  const [, digits, unit, period] = RATE.exec(text.trim()) ?? [];
  const grams = scaled(digits, GRAMS_PER[unit ?? '']);
  return grams && over(grams, fraction(MONTHS_PER[period!]!));
}

/** A price [cents/g], exactly. */
export function centsPerGramOf(text: string): Fraction | undefined {
  const [, digits, unit] = PRICE.exec(text.trim()) ?? [];
  const grams = GRAMS_PER[unit ?? ''];
  return grams && scaled(digits, over(fraction(100n), grams));
}

/** An amount of money [cents], exactly. */
export function centsOf(text: string): Fraction | undefined {
  const [, digits, size] = MONEY.exec(text.trim()) ?? [];
  const cents = CENTS_PER[size ?? ''];
  return cents === undefined ? undefined : scaled(digits, fraction(cents));
}

function scaled(digits: string | undefined, factor: Fraction | undefined): Fraction | undefined {
  if (digits === undefined || factor === undefined) return undefined;
  const number = decimalFraction(digits);
  return number && times(number, factor);
}

const USD_PER_TONNE_PER_CENT_PER_GRAM = 1e4; // a million grams, a hundredth of a dollar

/** A price that the schema has read, for a model [USD/t]. */
export const usdPerTonneOf = (text: string): number =>
  toNumber(centsPerGramOf(text)!) * USD_PER_TONNE_PER_CENT_PER_GRAM;

/** An amount that the schema has read, for a model [USD]. */
export const usdOf = (text: string): number => toNumber(centsOf(text)!) / 100;

/** A mass that the schema has read, for a model [t]. */
export const tonnesOf = (text: string): number => toNumber(gramsOf(text)!) / 1e6;

interface Reading {
  readonly read: (text: string) => Fraction | undefined;
  readonly what: string;
  readonly like: string;
}

/** A text that must be read, and be zero or more; the message names the remedy. */
function measured({ read, what, like }: Reading) {
  return z.string().superRefine((text, issues) => {
    const value = read(text);
    const message =
      value === undefined
        ? `'${text}' is no ${what}: write a number with its unit, such as ${like}`
        : `'${text}' is negative: a ${what} is zero or more`;
    if (value === undefined || value.top < 0n) issues.addIssue({ code: 'custom', message });
  });
}

/** A mass with its unit: '600,000 kg'. */
export const Mass = measured({
  read: gramsOf,
  what: 'mass',
  like: `600000 kg (${MASS_UNITS})`,
}).describe('mass with its unit, such as 600000 kg');

/** A mass for each period: '500 t/month'. */
export const MassRate = measured({
  read: gramsPerMonthOf,
  what: 'mass of a period',
  like: `500 t/month or 600000 kg/quarter (${MASS_UNITS}; month, quarter, year)`,
}).describe('mass of each period with its unit, such as 500 t/month');

/** A price with its unit: '110 USD/kg'. */
export const UnitPrice = measured({
  read: centsPerGramOf,
  what: 'price',
  like: `110 USD/kg (${MASS_UNITS})`,
}).describe('price with its unit, such as 110 USD/kg');

/** Money with its unit: '150M USD'. */
export const Money = measured({
  read: centsOf,
  what: 'amount of money',
  like: '150M USD or 8600000 USD (K, M, B)',
}).describe('amount with its unit, such as 150M USD');
