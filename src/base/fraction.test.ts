import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  add,
  average,
  compare,
  decimalFraction,
  decimalText,
  fraction,
  fractionOf,
  minus,
  over,
  roundHalfEven,
  times,
} from './fraction.ts';

const whole = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
const positive = fc.bigInt({ min: 1n, max: 10n ** 9n });
const fractions = fc.tuple(whole, positive).map(([top, bottom]) => fraction(top, bottom));

test('a decimal is read exactly', () => {
  expect(decimalFraction('110.25')).toEqual({ top: 441n, bottom: 4n });
  expect(decimalFraction('-1,000')).toEqual({ top: -1000n, bottom: 1n });
  expect(fractionOf(0.3)).toEqual({ top: 3n, bottom: 10n });
  expect(fractionOf(-2.5e-7)).toEqual({ top: -1n, bottom: 4_000_000n });
  expect(fractionOf(3e21)).toEqual({ top: 3n * 10n ** 21n, bottom: 1n });
  for (const text of ['', '1e3', '1.', '.5', 'twelve']) {
    expect(decimalFraction(text)).toBeUndefined();
  }
});

test.each([
  ['0.5', 0n],
  ['1.5', 2n],
  ['2.5', 2n],
  ['-0.5', 0n],
  ['-1.5', -2n],
  ['-2.5', -2n],
  ['2.51', 3n],
  ['-2.49', -2n],
])('%s rounds half to even', (text, expected) => {
  expect(roundHalfEven(decimalFraction(text)!)).toBe(expected);
});

test('sums and products undo each other', () => {
  fc.assert(
    fc.property(fractions, fractions, (a, b) => {
      expect(minus(add(a, b), b)).toEqual(a);
      if (b.top !== 0n) expect(over(times(a, b), b)).toEqual(a);
      expect(compare(a, b)).toBe(-compare(b, a) + 0);
    }),
  );
});

test('an average of thirds stays exact and prints rounded', () => {
  const mean = average([fraction(1n), fraction(1n), fraction(2n)]);
  expect(mean).toEqual({ top: 4n, bottom: 3n });
  expect(decimalText(mean, 6)).toBe('1.333333');
  expect(decimalText(fraction(-5n, 2n), 2)).toBe('-2.5');
  expect(decimalText(fraction(100n), 2)).toBe('100');
});
