import { assert } from './assert.ts';

/** An exact number: `top` over `bottom`, in lowest terms, `bottom` above 0. */
export interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

export const ZERO: Fraction = { top: 0n, bottom: 1n };

/** The fraction of two whole numbers, in lowest terms. */
export function fraction(top: bigint, bottom = 1n): Fraction {
  assert(bottom !== 0n, 'nothing is divided by zero');
  const sign = bottom < 0n ? -1n : 1n;
  const divisor = commonDivisor(top < 0n ? -top : top, bottom * sign);
  return { top: (sign * top) / divisor, bottom: (sign * bottom) / divisor };
}

function commonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}

/** A decimal such as `-12.50` or `1,000`, exactly; undefined where the text is none. */
export function decimalFraction(text: string): Fraction | undefined {
  const match = /^([+-]?)(\d[\d,]*)(?:\.(\d+))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole, decimals = ''] = match;
  const digits = BigInt(whole!.replaceAll(',', '') + decimals);
  return fraction(sign === '-' ? -digits : digits, 10n ** BigInt(decimals.length));
}

/** A finite number as the decimal it was written as: 0.3 is three tenths, not the nearest double. */
export function fractionOf(value: number): Fraction {
  const [digits, exponent = '0'] = value.toString().split('e');
  const exact = decimalFraction(digits!);
  assert(exact !== undefined, 'the number is finite');
  const power = fraction(10n ** BigInt(Math.abs(Number(exponent))));
  return Number(exponent) < 0 ? over(exact, power) : times(exact, power);
}

export const add = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
export const minus = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.top * b.bottom - b.top * a.bottom, a.bottom * b.bottom);
export const times = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.top * b.top, a.bottom * b.bottom);
export const over = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.top * b.bottom, a.bottom * b.top);

/** Below 0 where a < b, 0 where they are equal, above 0 where a > b. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.top * b.bottom - b.top * a.bottom;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The sum of several over how many there are. */
export function average(values: readonly Fraction[]): Fraction {
  assert(values.length > 0, 'there is something to average');
  return over(values.reduce(add, ZERO), fraction(BigInt(values.length)));
}

/** The nearest whole number; the even one of two that are as near. */
export function roundHalfEven({ top, bottom }: Fraction): bigint {
  const below = floorOf(top, bottom);
  const twice = 2n * (top - below * bottom);
  if (twice < bottom) return below;
  if (twice > bottom) return below + 1n;
  return below % 2n === 0n ? below : below + 1n;
}

function floorOf(top: bigint, bottom: bigint): bigint {
  const towardsZero = top / bottom;
  return top < 0n && towardsZero * bottom !== top ? towardsZero - 1n : towardsZero;
}

/** The nearest double, for a model or a screen: booked amounts stay exact. */
export function toNumber({ top, bottom }: Fraction): number {
  return Number(top) / Number(bottom);
}

/** As a decimal with at most so many digits after the point, rounded half to even. */
export function decimalText(value: Fraction, digits: number): string {
  const scaled = roundHalfEven(times(value, fraction(10n ** BigInt(digits))));
  const text = (scaled < 0n ? -scaled : scaled).toString().padStart(digits + 1, '0');
  const sign = scaled < 0n ? '-' : '';
  if (digits === 0) return sign + text;
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`.replace(/\.?0+$/, '');
}
