import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenWorkshop, openWorkshop } from '../main/workshop.ts';
import { findPreset } from '../stress/presets.ts';
import { planFrontier, solvePlan } from './allocation.service.ts';
import { Plan } from './allocation.ts';

// The real data and the real simulation, with fewer draws than a plan is made of.

let opened: OpenWorkshop;

beforeAll(async () => {
  opened = await openWorkshop({ dataFolder: 'unused', databaseUrl: undefined, threads: 2 });
});
afterAll(() => opened.close());

const DRAWS = 4000;
const requestOf = (budgetUsd: number) => ({
  ...{ budgetUsd, tailShare: 0.95, riskWeight: 0.5, draws: DRAWS, seed: 7, years: 5 },
  scenario: findPreset('base'),
});

test('one and two threads give the same digest', async () => {
  const one = await solvePlan(opened.tools, { ...requestOf(2.5e9), threads: 1 });
  const two = await solvePlan(opened.tools, { ...requestOf(2.5e9), threads: 2 });
  expect(two.digest).toBe(one.digest);
  expect(Plan.parse(one)).toEqual(one);
});

test('doubling the budget never raises the loss, and no plan exceeds its budget', async () => {
  let before: Plan | undefined;
  for (const budgetUsd of [0.1e9, 0.2e9, 0.4e9, 0.8e9, 1.6e9, 3.2e9, 5e9]) {
    const plan = await solvePlan(opened.tools, requestOf(budgetUsd));
    expect(plan.spentUsd).toBeLessThanOrEqual(budgetUsd);
    expect(plan.optimalityGap).toBeLessThanOrEqual(1e-3);
    expect(plan.expectedLossMusd.without).toBeGreaterThan(plan.expectedLossMusd.with);
    if (before !== undefined) {
      expect(plan.objective).toBeLessThanOrEqual(before.objective);
      expect(plan.expectedLossMusd.with).toBeLessThanOrEqual(before.expectedLossMusd.with);
      expect(plan.cvar95LossMusd.with).toBeLessThanOrEqual(before.cvar95LossMusd.with);
    }
    before = plan;
  }
});

test('every item names what it buys, at a price no lower than today’s', async () => {
  const plan = await solvePlan(opened.tools, requestOf(2.5e9));
  for (const item of plan.items) {
    expect(item.amountUsd).toBeGreaterThan(0);
    expect(item.quantityTonnes).toBeGreaterThan(0);
    expect(item.premiumUsd).toBeGreaterThanOrEqual(0);
    if (item.instrument === 'stock') expect(item.coverDays).toBeLessThan(3 * 365 + 1);
    else expect(item.assumed.length).toBeGreaterThan(0);
  }
  expect(plan.notSeen.join(' ')).toMatch(/Not modelled.*metallurgical coal.*uranium/);
});

test('a frontier begins at nothing and ends at twice the budget', async () => {
  const points = await planFrontier(opened.tools, { ...requestOf(2.5e9), points: 5 });
  expect(points.map(({ budgetUsd }) => budgetUsd)).toEqual([0, 1.25e9, 2.5e9, 3.75e9, 5e9]);
  const losses = points.map(({ expectedLossMusd }) => expectedLossMusd);
  expect(losses).toEqual([...losses].sort((a, b) => b - a));
});
