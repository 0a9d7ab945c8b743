import { beforeAll, expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { assume, drawFrom, mapRange } from './assumptions.ts';

let data: ReferenceData;
beforeAll(async () => {
  data = await referenceData();
});

test('every assumption is a range in order, with a unit and a reason, and stands once', () => {
  const odd = data.assumptions.filter(
    ({ low, mid, high, unit, rationale }) =>
      !(low <= mid && mid <= high) || unit === '' || rationale.length < 10,
  );
  expect(odd).toEqual([]);
  const keys = data.assumptions.map(({ id, scope }) => `${id} ${scope}`);
  expect(new Set(keys).size).toBe(keys.length);
});

test('the special case goes before the general one, and a missing one is a bug', () => {
  const general = assume(data.assumptions, 'supply_elasticity');
  const byproduct = assume(data.assumptions, 'supply_elasticity', ['byproduct', 'all']);
  expect(byproduct.mid).toBeLessThan(general.mid);
  expect(assume(data.assumptions, 'supply_elasticity', ['mineral:nothing', 'all'])).toEqual(
    general,
  );
  expect(() => assume(data.assumptions, 'nothing')).toThrow('data/assumption.csv lacks nothing');
});

test('half of the draws from a range lie below its middle', () => {
  const range = { low: 1, mid: 2, high: 6 };
  expect([0, 0.25, 0.5, 0.75, 1].map((u) => drawFrom(range, u))).toEqual([1, 1.5, 2, 4, 6]);
  expect(mapRange(range, (value) => 10 * value)).toEqual({ low: 10, mid: 20, high: 60 });
});

test('the fluctuation of prices is what the monthly series show until 2022', () => {
  const deviations = quarterlyDeviations(data).sort((a, b) => a - b);
  const { low, mid, high } = assume(data.assumptions, 'price_deviation');
  expect(deviations).toHaveLength(10);
  expect(deviations[0]).toBeCloseTo(low, 2);
  const half = deviations.length / 2; // there are ten: the median lies between the middle two
  expect((deviations[half - 1]! + deviations[half]!) / 2).toBeCloseTo(mid, 2);
  expect(deviations.at(-1)).toBeCloseTo(high, 2);
});

/** Standard deviation of the change of quarterly mean prices, of each monthly series. */
function quarterlyDeviations({ prices }: ReferenceData): number[] {
  const series = new Map<string, Map<string, number[]>>();
  for (const { mineral, series: name, period, usdPerTonne } of prices) {
    if (usdPerTonne === null || period.length !== 7 || period > '2022-12') continue;
    const quarter = `${period.slice(0, 4)}-${Math.ceil(Number(period.slice(5)) / 3)}`;
    const quarters = series.get(`${mineral} ${name}`) ?? new Map<string, number[]>();
    quarters.set(quarter, [...(quarters.get(quarter) ?? []), usdPerTonne]);
    series.set(`${mineral} ${name}`, quarters);
  }
  return [...series.values()].map((quarters) => {
    const means = [...quarters.values()].map((v) => v.reduce((a, b) => a + b, 0) / v.length);
    const changes = means.slice(1).map((value, i) => Math.log(value / means[i]!));
    const mean = changes.reduce((a, b) => a + b, 0) / changes.length;
    return Math.sqrt(changes.reduce((sum, c) => sum + (c - mean) ** 2, 0) / changes.length);
  });
}
