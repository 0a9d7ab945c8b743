import { expect, test } from 'vitest';
import type { GapMineral } from '../stress/gaps.ts';
import { candidateOf } from './purchase.ts';

const rules = {
  stepEnds: [0.02, 0.05, 0.1, 0.2],
  storageSharePerYear: 0.015,
  mostYearsOfConsumption: 3,
};

const antimony: GapMineral = {
  mineral: 'antimony',
  name: 'Antimony',
  consumptionTonnesPerYear: 20_000,
  worldTonnesPerYear: 100_000,
  priceUsdPerTonne: 30_000,
  elasticitySum: 0.5,
  meanGapTonnes: 1000,
  lossUsdPerTonne: 100_000,
  classLossShare: { military: 0.1, essential: 0.3, other: 0.6 },
};

test('steps end at 2, 5, 10 and 20 percent of world output', () => {
  const { steps, limit } = candidateOf(antimony, 5, rules);
  expect(steps.map(({ tonnes }) => tonnes)).toEqual([2000, 3000, 5000, 10_000]);
  expect(limit).toBe('world output');
});

test('each step is priced at its end, and storage comes on top', () => {
  const { steps } = candidateOf(antimony, 5, rules);
  expect(steps[0]!.usdPerTonne).toBeCloseTo(30_000 * Math.exp(0.02 / 0.5), 6);
  expect(steps[3]!.usdPerTonne).toBeCloseTo(30_000 * Math.exp(0.2 / 0.5), 6);
  expect(steps[0]!.storageUsdPerTonne).toBeCloseTo(30_000 * 0.015 * 5, 6);
});

test('prices rise from step to step', () => {
  const prices = candidateOf(antimony, 5, rules).steps.map(({ usdPerTonne }) => usdPerTonne);
  expect(prices).toEqual([...prices].sort((a, b) => a - b));
});

test('nobody stores more than three years of consumption', () => {
  const { steps, limit } = candidateOf({ ...antimony, consumptionTonnesPerYear: 2000 }, 5, rules);
  expect(steps.map(({ tonnes }) => tonnes)).toEqual([2000, 3000, 1000]); // 6,000 t in all
  expect(limit).toBe('years of consumption');
});

test('where world output is unknown, steps are shares of consumption', () => {
  const { steps } = candidateOf({ ...antimony, worldTonnesPerYear: null }, 5, rules);
  expect(steps.map(({ tonnes }) => tonnes)).toEqual([400, 600, 1000, 2000]);
});

test('without a bulk price, or without gaps, nothing can be bought', () => {
  expect(candidateOf({ ...antimony, priceUsdPerTonne: null }, 5, rules).steps).toEqual([]);
  expect(candidateOf({ ...antimony, meanGapTonnes: 0 }, 5, rules).steps).toEqual([]);
});
