import * as z from 'zod';
import { assert } from './assert.ts';
import { compare, decimalFraction, type Fraction, fraction, times } from './fraction.ts';
import { Refusal } from './refusal.ts';

/*
 * Booked amounts are exact: `bigint` cents, grams and parts per billion. A `number` never becomes
 * one; a text of a person does, when it says the amount to the last cent or gram.
 */

export const GRAMS_PER_TONNE = 1_000_000n;

/** The largest amount that a column of the database holds. */
const MOST = 2n ** 63n - 1n;

/** A booked amount on the wire: a decimal string, because JSON numbers lose digits. */
export const BookedAmount = z
  .string()
  .regex(/^-?\d{1,18}$/, 'must be a whole number in quotes, of at most 18 digits')
  .describe('a whole number of cents or grams, in quotes');

const CENTS_PER: Readonly<Record<string, Fraction>> = {
  '': fraction(100n),
  K: fraction(100_000n),
  M: fraction(100_000_000n),
  B: fraction(100_000_000_000n),
};

/**
 * Reads an amount of money to the cent, as in `5000000`, `$245,000,000.01` or `2.5B`.
 *
 * @returns amount [cents]
 * @throws Refusal `amount.invalid` when it is no amount, is negative, or has parts of a cent
 */
export function parseCents(text: string): bigint {
  const [, digits, suffix] = /^\$?([\d,]*\.?\d+)\s*([a-z]?)$/i.exec(text.trim()) ?? [];
  const factor = CENTS_PER[(suffix ?? '?').toUpperCase()];
  return wholeOf(text, digits, factor, 'dollars and cents, such as 5000000.00 or 2.5B');
}

const GRAMS_PER: Readonly<Record<string, Fraction>> = {
  g: fraction(1n),
  kg: fraction(1000n),
  t: fraction(GRAMS_PER_TONNE),
  st: fraction(90_718_474n, 100n), // short ton of 2,000 pounds, exact by definition of the pound
  lb: fraction(45_359_237n, 100_000n),
};

/**
 * Reads a mass to the gram, as in `20t`, `500.250kg` or `100g`.
 *
 * @returns mass [g]
 * @throws Refusal `amount.invalid` when it is no mass, has no unit, or has parts of a gram
 */
export function parseGrams(text: string): bigint {
  const [, digits, unit] = /^([\d,]*\.?\d+)\s*([a-z]+)$/i.exec(text.trim()) ?? [];
  return wholeOf(text, digits, GRAMS_PER[unit ?? ''], 'a mass with its unit, such as 20t or 500kg');
}

function wholeOf(
  text: string,
  digits: string | undefined,
  factor: Fraction | undefined,
  wanted: string,
): bigint {
  const value = decimalFraction((digits ?? '').replaceAll(',', ''));
  const refuse = (why: string) =>
    new Refusal('invalid', 'amount.invalid', `cannot read '${text}': ${why}`, `write ${wanted}`);
  if (digits === undefined || value === undefined || factor === undefined) {
    throw refuse(`it is not ${wanted}`);
  }
  const { top, bottom } = times(value, factor);
  if (bottom !== 1n) throw refuse('it does not come out even in whole cents or grams');
  if (compare({ top, bottom }, fraction(MOST)) > 0)
    throw refuse('it is larger than the books hold');
  return top;
}

/**
 * Splits an amount by weights so that the parts add up to it: what rounding down leaves goes one by
 * one to the largest remainders, of equal ones to the earlier.
 *
 * @param amount - not negative
 * @param weights - none negative, not all zero
 */
export function splitByWeights(amount: bigint, weights: readonly bigint[]): bigint[] {
  const total = weights.reduce(sumOf, 0n);
  assert(amount >= 0n, 'what is split is not negative');
  assert(total > 0n && weights.every((weight) => weight >= 0n), 'weights are shares of something');
  const parts = weights.map((weight) => (amount * weight) / total);
  const rest = Number(amount - parts.reduce(sumOf, 0n));
  const order = weights
    .map((weight, place) => ({ place, remainder: (amount * weight) % total }))
    .sort(
      (a, b) =>
        Number(b.remainder > a.remainder) - Number(b.remainder < a.remainder) || a.place - b.place,
    );
  for (const { place } of order.slice(0, rest)) parts[place]! += 1n;
  return parts;
}

const sumOf = (a: bigint, b: bigint) => a + b;

/** Reads booked mass into a model [t]. */
export const tonnesFromGrams = (massG: bigint): number => Number(massG) / Number(GRAMS_PER_TONNE);

/** Cents as dollars with two decimals: -3000000000n → '−$30,000,000.00'. */
export function centsText(cents: bigint): string {
  return `${cents < 0n ? '−' : ''}$${pointed(cents, 2)}`;
}

/** Grams as kilograms with three decimals: 12345678n → '12,345.678 kg'. */
export function gramsText(grams: bigint): string {
  return `${grams < 0n ? '−' : ''}${pointed(grams, 3)} kg`;
}

/** Grams as tonnes, exactly: 12345678000n → '12,345.678 t', 20000000n → '20 t'. */
export function bookedMassText(grams: bigint): string {
  return `${grams < 0n ? '−' : ''}${pointed(grams, 6).replace(/\.?0+$/, '')} t`;
}

/** The size of a number with so many digits after the point, and commas. */
function pointed(amount: bigint, decimals: number): string {
  const text = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, '0');
  const whole = text.slice(0, -decimals).replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return `${whole}.${text.slice(-decimals)}`;
}
