import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkshop } from '../main/workshop.ts';
import type { Workshop } from '../platform/command.ts';
import { findPreset } from '../stress/presets.ts';
import { runStress } from '../stress/stress.service.ts';
import { solvePlan } from './allocation.service.ts';
import { RISK_WEIGHT, TAIL_SHARE } from './allocation.ts';
import { type SlipRequest, slipEffect } from './slip.service.ts';
import { SlipEffect } from './slip.ts';

let workshop: Workshop;
let close: () => Promise<void>;

beforeAll(async () => {
  const opened = await openWorkshop({ dataFolder: 'unused', databaseUrl: undefined, threads: 2 });
  workshop = opened.tools;
  close = opened.close;
});
afterAll(() => close());

const request: SlipRequest = {
  project: 'stibnite',
  slipMonths: 12,
  scenario: findPreset('china-full-stop'),
  budgetUsd: 2.5e9,
  draws: 600,
  seed: 7,
  years: 5,
};

test('a slip of a year leaves more unmet of what the project makes, and changes nothing else', async () => {
  const effect = await slipEffect(workshop, request);
  expect(SlipEffect.parse(effect)).toEqual(effect);
  expect(effect.products.map(({ mineral }) => mineral)).toEqual(['antimony']);
  for (const { unmetTonnes, lossMusd, startQuarter } of effect.products) {
    expect(startQuarter.after - startQuarter.before).toBe(4); // quarters of a year
    expect(unmetTonnes.more).toBeGreaterThan(3 * unmetTonnes.standardError);
    expect(unmetTonnes.after - unmetTonnes.before).toBeCloseTo(unmetTonnes.more, 6);
    expect(lossMusd.more).toBeGreaterThan(0);
  }
  const ofProducts = effect.products.reduce((sum, { lossMusd }) => sum + lossMusd.more, 0);
  expect(effect.lossMusd.more).toBeCloseTo(ofProducts, 3); // single precision of 600 draws
});

test('the scenario of the answer gives the same loss to a run, and the same plan', async () => {
  const effect = await slipEffect(workshop, request);
  const { scenario, draws, seed, years } = effect;
  const run = await runStress(workshop, { scenario, draws, seed, years });
  expect(run.total.lossMusd.mean).toBeCloseTo(effect.lossMusd.after, 6);
  const { budgetUsd } = request;
  const terms = { budgetUsd, tailShare: TAIL_SHARE, riskWeight: RISK_WEIGHT };
  const plan = await solvePlan(workshop, { ...terms, scenario, draws, seed, years });
  expect(plan.digest).toBe(effect.plan?.after.digest);
});

test('a project that no source gives an output changes nothing until one is supposed', async () => {
  const tin = { ...request, project: 'tin-ridge' };
  const none = await slipEffect(workshop, tin);
  expect(none.lossMusd.more).toBe(0);
  expect(none.plan).toBeNull();
  expect(none.sentences[0]).toContain("supports the rung 'financed'");
  const supposed = await slipEffect(workshop, { ...tin, tonnesPerYear: 5000 });
  expect(supposed.products[0]).toMatchObject({ tonnesPerYear: 5000, isSupposed: true });
  expect(supposed.lossMusd.more).toBeGreaterThan(0);
});

test('a slip on top of one that the scenario supposes counts from there', async () => {
  const projects = [{ project: 'stibnite', slipMonths: 6 }];
  const scenario = { ...request.scenario, projects };
  const [alone, onTop] = [
    await slipEffect(workshop, request),
    await slipEffect(workshop, { ...request, scenario }),
  ];
  const from = alone.products[0]!.startQuarter.before;
  expect(onTop.products[0]!.startQuarter).toEqual({ before: from + 2, after: from + 6 });
});

test('a slip by no quarters, or of nobody, is refused before any work', async () => {
  await expect(slipEffect(workshop, { ...request, slipMonths: 4 })).rejects.toThrow('in quarters');
  await expect(slipEffect(workshop, { ...request, project: 'no-mine' })).rejects.toThrow(
    "no U.S. project 'no-mine'",
  );
});

test('more supply by itself does not change a plan, which decides it', async () => {
  const { budgetUsd, draws, seed, years, scenario } = request;
  const terms = { budgetUsd, tailShare: TAIL_SHARE, riskWeight: RISK_WEIGHT, draws, seed, years };
  const all = { ...scenario, levers: { ...scenario.levers, pipelineShare: 1 } };
  const [none, some] = [
    await solvePlan(workshop, { ...terms, scenario }),
    await solvePlan(workshop, { ...terms, scenario: all }),
  ];
  expect(some.expectedLossMusd).toEqual(none.expectedLossMusd);
});
