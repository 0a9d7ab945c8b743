import { beforeAll, expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import type { Industry, ReferenceData } from '../minerals/reference-data.ts';
import { industryAccounts } from './industry-accounts.ts';

const ROUNDING_MUSD = 5; // 71 cells rounded to a million each add up to within a few
const PUBLISHED_GDP_2018_MUSD = 20_580_223; // $20.58 trillion, the table's own total
const PUBLISHED_INTERMEDIATE_MUSD = 16_013_103;
const PUBLISHED_TOTAL_USE_MUSD = 39_432_054;

let data: ReferenceData;
beforeAll(async () => {
  data = await referenceData();
});

const sumOf = (values: readonly (number | null)[]) =>
  values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
const apart = (a: number, b: number | null) => Math.abs(a - (b ?? 0));

test('every row of the use table adds up to the intermediate use of its commodity', () => {
  for (const { code, intermediateUseMusd } of data.industries) {
    const uses = data.industryUses.filter(({ commodity }) => commodity === code);
    const sum = sumOf(uses.map(({ musd }) => musd));
    expect(apart(sum, intermediateUseMusd), code).toBeLessThanOrEqual(ROUNDING_MUSD);
  }
});

test('every column adds up to what its industry bought, and with value added to its output', () => {
  for (const each of data.industries.filter(({ outputMusd }) => outputMusd !== null)) {
    const uses = data.industryUses.filter(({ industry }) => industry === each.code);
    const bought = sumOf(uses.map(({ musd }) => musd));
    expect(apart(bought, each.intermediateMusd), each.code).toBeLessThanOrEqual(ROUNDING_MUSD);
    const parts = [each.compensationMusd, each.surplusMusd, each.otherTaxesMusd];
    expect(apart(sumOf(parts), each.valueAddedMusd), each.code).toBeLessThanOrEqual(ROUNDING_MUSD);
    const made = sumOf([each.intermediateMusd, each.valueAddedMusd]);
    expect(apart(made, each.outputMusd), each.code).toBeLessThanOrEqual(ROUNDING_MUSD);
    const market = sumOf([each.valueAddedMusd, each.productTaxesMusd, each.subsidiesMusd]);
    expect(apart(market, each.valueAddedMarketMusd), each.code).toBeLessThanOrEqual(ROUNDING_MUSD);
  }
});

test('value added is the GDP of 2018 as published, and the uses are the published totals', () => {
  const total = (field: keyof Industry) =>
    sumOf(data.industries.map((each) => each[field] as number | null)); // fields of numbers only
  const rounding = 71 / 2;
  expect(apart(industryAccounts(data).gdpMusd, PUBLISHED_GDP_2018_MUSD)).toBeLessThan(rounding);
  expect(apart(total('intermediateUseMusd'), PUBLISHED_INTERMEDIATE_MUSD)).toBeLessThan(rounding);
  expect(apart(total('totalUseMusd'), PUBLISHED_TOTAL_USE_MUSD)).toBeLessThan(rounding);
});

test('what industries deliver is at least nothing, and a unit of it makes at most a unit of GDP', () => {
  const { needs, finalMusd, codes, outputMusd, valueAddedMusd } = industryAccounts(data);
  expect(codes).toHaveLength(71);
  for (const [i, final] of finalMusd.entries()) {
    expect(final, codes[i]).toBeGreaterThanOrEqual(-1e-6);
    expect(final, codes[i]).toBeLessThanOrEqual(outputMusd[i]! + 1e-6);
  }
  // Value added per unit of output, and at home behind it: v + A'v + A'A'v + ...
  const own = valueAddedMusd.map((value, j) => value / outputMusd[j]!);
  let multiplier = own;
  for (let round = 0; round < 200; round++) {
    multiplier = own.map(
      (value, j) => value + multiplier.reduce((sum, m, i) => sum + needs[i]![j]! * m, 0),
    );
  }
  // Taxes on products lie in a trader's value added and not in its output at basic prices.
  expect(Math.max(...multiplier)).toBeLessThan(1.4);
  expect(Math.min(...multiplier)).toBeGreaterThan(0.3);
});
