import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenWorkshop, openWorkshop } from '../main/workshop.ts';
import { findPreset, PRESETS } from '../stress/presets.ts';
import { solvePlan } from './allocation.service.ts';
import type { Plan } from './allocation.ts';
import { comparePlans } from './compare.service.ts';
import { PlanExamination } from './examination.ts';
import { examinePlan } from './examine.service.ts';

// The real data and the real simulation; few draws, for what is tested holds with any number.

let opened: OpenWorkshop;
let plan: Plan;

beforeAll(async () => {
  opened = await openWorkshop({ dataFolder: 'unused', databaseUrl: undefined, threads: 2 });
  const terms = { budgetUsd: 2.5e9, tailShare: 0.95, riskWeight: 0.5, seed: 7, years: 5 };
  plan = await solvePlan(opened.tools, { ...terms, draws: 2000, scenario: findPreset('base') });
});
afterAll(() => opened.close());

test('an examination tells what the plan is worth where it was not made', async () => {
  const exam = await examinePlan(opened.tools, plan);
  expect(PlanExamination.parse(exam)).toEqual(exam);
  const { fresh, stability, regret, runnerUp, information } = exam;
  expect(fresh.seed).not.toBe(plan.seed);
  expect(fresh.expectedLossMusd.low).toBeLessThan(fresh.expectedLossMusd.mean);
  expect(fresh.expectedLossMusd.mean).toBeLessThan(fresh.withoutMusd);
  expect(fresh.cvar95LossMusd.mean).toBeGreaterThan(fresh.expectedLossMusd.mean);
  expect(stability.items.map(({ id }) => id)).toEqual(plan.items.map(({ id }) => id));
  let shakyUsd = 0;
  for (const { resampled, assumed, amountUsd } of stability.items) {
    if (resampled < 0.5 || assumed < 0.5) shakyUsd += amountUsd;
  }
  expect(stability.shakyUsd).toBe(shakyUsd);
  expect(regret.map(({ scenario }) => scenario)).toEqual(PRESETS.map(({ id }) => id));
  for (const { lossMusd, leastMusd } of regret) {
    expect(lossMusd).toBeGreaterThan(leastMusd * (1 - 2e-3)); // both within a gap of 1e-3
  }
  expect(runnerUp!.worseMusd).toBeGreaterThan(0);
  expect(information.perfectMusd).toBeGreaterThan(0);
  expect(information.stochasticMusd).toBeGreaterThan(0);
  const isShaky = shakyUsd > 0.01 * plan.budgetUsd;
  expect(exam.sentences.some((each) => each.startsWith('Look at these first'))).toBe(isShaky);
});

test('a plan that buys nothing loses, under every scenario, what is lost without one', async () => {
  const nothing = { ...plan, items: [] };
  const { scenarios } = await comparePlans(opened.tools, [plan, nothing]);
  expect(scenarios).toHaveLength(PRESETS.length);
  for (const { without, plans } of scenarios) {
    expect(plans[1]).toEqual(without);
    expect(plans[0]!.expectedLossMusd).toBeLessThan(without.expectedLossMusd);
  }
});
