import { expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import { simulateRun } from './laboratory.ts';
import { buildStressModel } from './model.ts';
import { findPreset } from './presets.ts';
import {
  evaluatePoint,
  factorsOf,
  onlyListed,
  placeAssumptions,
  sobolIndices,
  sobolPoints,
  tornadoEnds,
  tornadoPoints,
} from './sensitivity.ts';

const NAMES = ['x', 'y', 'z'];
const SIZE = { rows: 4096, seed: 7 };

function indicesOf(f: (places: readonly number[]) => number) {
  const values = sobolPoints(NAMES, SIZE).map(f);
  return sobolIndices(values, { ...SIZE, factors: NAMES.length });
}

// Ishigami & Homma (1990) with a = 7 and b = 0.1; indices in closed form, Saltelli (2008) p. 179.
test('the indices of the Ishigami function are the known ones, within their errors', () => {
  const { variance, indices } = indicesOf((places) => {
    const [x, y, z] = places.map((u) => Math.PI * (2 * u - 1)) as [number, number, number];
    return Math.sin(x) + 7 * Math.sin(y) ** 2 + 0.1 * z ** 4 * Math.sin(x);
  });
  expect(variance / 13.8446).toBeCloseTo(1, 1);
  const first = [0.3139, 0.4424, 0];
  const total = [0.5576, 0.4424, 0.2437];
  indices.forEach((each, i) => {
    expect(each.first.standardError).toBeLessThan(0.03);
    expect(Math.abs(each.first.value - first[i]!)).toBeLessThan(4 * each.first.standardError);
    expect(Math.abs(each.total.value - total[i]!)).toBeLessThan(4 * each.total.standardError);
  });
});

test('in a sum each part explains alone what it explains with the others', () => {
  const { indices } = indicesOf(([x, y, z]) => 2 * x! + y! + 0 * z!);
  // Variances are as 4 to 1 to 0.
  [0.8, 0.2, 0].forEach((expected, i) => {
    const { first, total } = indices[i]!;
    expect(Math.abs(first.value - expected)).toBeLessThan(4 * first.standardError + 1e-12);
    expect(Math.abs(total.value - expected)).toBeLessThan(4 * total.standardError + 1e-12);
  });
});

test('a function that never changes has no variance to share out', () => {
  const { variance, indices } = indicesOf(() => 3);
  expect(variance).toBe(0);
  for (const { first, total } of indices) expect([first.value, total.value]).toEqual([0, 0]);
});

test('more rows leave the first rows as they are', () => {
  const few = sobolPoints(NAMES, { rows: 10, seed: 7 });
  const many = sobolPoints(NAMES, { rows: 20, seed: 7 });
  expect(many.slice(0, 10)).toEqual(few.slice(0, 10)); // A
  expect(many.slice(20, 30)).toEqual(few.slice(10, 20)); // B
});

test('the factors are what the model reads, and nothing that only a plan or a price reads', async () => {
  const factors = factorsOf(await referenceData());
  for (const id of ['demand_elasticity', 'stake_multiplier', 'bloc_correlation']) {
    expect(factors).toContain(id);
  }
  for (const id of ['storage_cost_share', 'purchase_step_end', 'stock_limit_years']) {
    expect(factors).not.toContain(id);
  }
});

test('the ends of a tornado are those of runs with the assumption written into the table', async () => {
  const data = await referenceData();
  const factors = factorsOf(data);
  const scenario = findPreset('china-ban-ga-ge-sb');
  const terms = { draws: 60, seed: 7, years: 5 };
  const inputs = { data, scenario, mineral: null, factors, draws: 60, seed: 7, quarters: 20 };
  const points = tornadoPoints(factors.length);
  const i = factors.indexOf('spare_share');
  const chosen = [points[0]!, points[1 + 2 * i]!, points[2 + 2 * i]!];
  const [ends] = tornadoEnds(chosen.map((point) => evaluatePoint(inputs, point)));
  const runWith = (end: 'low' | 'high') => {
    const assumptions = data.assumptions.map((row) => {
      const value = row.id === 'spare_share' ? row[end] : row.mid;
      return { ...row, low: value, mid: value, high: value };
    });
    const model = buildStressModel({ ...data, assumptions });
    return simulateRun(model, scenario, terms).total.lossMusd.mean;
  };
  expect(ends!.lowMusd / runWith('low')).toBeCloseTo(1, 12);
  expect(ends!.highMusd / runWith('high')).toBeCloseTo(1, 12);
  expect(ends!.lowMusd).toBeGreaterThan(ends!.highMusd); // less spare supply, more loss
  expect(ends!.swingStandardError).toBeGreaterThan(0);
});

test('a mineral alone on the list fares as it does in the whole model', async () => {
  const data = await referenceData();
  const factors = factorsOf(data);
  const scenario = findPreset('china-ban-ga-ge-sb');
  const places = factors.map(() => 0.3);
  const terms = { scenario, mineral: 'gallium', factors, draws: 60, seed: 7, quarters: 20 };
  const alone = evaluatePoint(
    { ...terms, data: onlyListed(data, 'gallium') },
    { places, keepsDraws: false },
  );
  const model = buildStressModel(placeAssumptions(data, factors, places));
  const whole = simulateRun(model, scenario, { draws: 60, seed: 7, years: 5 });
  const gallium = whole.minerals.find(({ mineral }) => mineral === 'gallium')!;
  expect(alone.meanMusd / gallium.lossMusd.mean).toBeCloseTo(1, 5); // that one is kept in 32 bits
});

test('projects begin in whole quarters wherever their assumption is placed', async () => {
  const data = await referenceData();
  const startsAt = (place: number) =>
    buildStressModel(placeAssumptions(data, ['project_start_quarters'], [place])).pipeline.map(
      ({ startQuarter }) => startQuarter,
    );
  expect(startsAt(0.6).filter((quarter) => !Number.isInteger(quarter))).toEqual([]);
  expect(startsAt(0.6)).not.toEqual(startsAt(0.5)); // planned: 12 + 0.2 x 8 = 13.6, so 14
});
