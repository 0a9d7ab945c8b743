import { expect, test } from 'vitest';
import { tonnesPerYearOf } from './mass-unit.ts';

const rate = (amount: number, unit: string, years: number | null = null) =>
  tonnesPerYearOf({ amount, unit, years });

test('a short ton is not a tonne', () => {
  // 2,000 lb of 0.45359237 kg
  expect(rate(50_000, 'short ton/year')).toBeCloseTo(45_359.237, 6);
  expect(rate(50_000, 't/year')).toBe(50_000);
  expect(rate(1, 'long ton/year')).toBeCloseTo((2240 * 0.45359237) / 1000, 12);
});

test('an amount in all is spread over its years, and is no rate without them', () => {
  expect(rate(280_000, 'short ton', 5)).toBeCloseTo(50_802.34544, 6); // 56,000 short tons a year
  expect(rate(115e6, 'lb', 15)).toBeCloseTo((115e6 * 0.45359237) / 1000 / 15, 6);
  expect(rate(1, 'tU')).toBeNull();
});

test('a rate by day holds on every day of the year, whatever years stand beside it', () => {
  expect(rate(500, 't/day')).toBe(182_500);
  expect(rate(175_000, 't/year', 20)).toBe(175_000);
});

test.each([
  ['ton/year', 'a ton may be a short ton of 0.907 t, a long ton of 1.016 t or a tonne'],
  ['tons', 'a ton may be a short ton'],
  ['tpd', 'a ton may be a short ton'],
  ['barrel/year', "cannot read the unit 'barrel' as a mass"],
  ['t/month', 'a rate is by day or by year'],
  ['', "cannot read the unit '' as a mass"],
])("the unit '%s' is refused", (unit, sentence) => {
  expect(() => rate(1, unit)).toThrow(sentence);
});
