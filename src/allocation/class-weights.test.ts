import { expect, test } from 'vitest';
import { makeGapSample } from '../../test/support/gap-sample.ts';
import { optimumOfText } from '../../test/support/optimum-of-text.ts';
import { referenceData } from '../../test/support/reference.ts';
import { mpsLines } from '../base/mps.ts';
import { classLossShares, type Use, usesOf } from '../dependency/uses.ts';
import { digestOf } from '../platform/digest.ts';
import { highsSolver } from '../platform/highs.ts';
import { findPreset } from '../stress/presets.ts';
import { lossWeightOf } from './class-weights.ts';
import { planFromGaps } from './plan.service.ts';
import type { PlanRules } from './plan-rules.ts';
import type { PlanInputs } from './problem.ts';

const workshop = { solver: highsSolver, digestOf, clockMs: () => performance.now() };

async function inputsOf(draws: number, seed = 7): Promise<PlanInputs> {
  const { assumptions } = await referenceData();
  const made = makeGapSample({ draws, minerals: 12, quarters: 12, seed });
  const version = { dataVersion: '2026.1', dataDigest: 'sha256-0', modelVersion: 'stress-1' };
  return { ...made, ...version, projects: [], assumptions, listed: [] };
}

const requestOf = (draws: number, rules: PlanRules | undefined, riskWeight = 0.5) => ({
  ...{ budgetUsd: 60e6, tailShare: 0.9, riskWeight, draws, seed: 7, years: 3, rules },
  scenario: findPreset('base'),
});

const weights = (military: number, essential: number, other: number): PlanRules => ({
  classWeights: { military, essential, other },
});

const use = (share: number, readiness: number, stakeFactor: number, military: number): Use => ({
  ...{ use: 'a use', kind: 'magnets', source: null, share, readiness, stakeFactor },
  classShare: { military, essential: 0.2, other: 0.8 - military },
});

test('a class bears the GDP that hangs on its uses, the ready ones first', () => {
  // Two uses of a half each: one gives way readily and matters little, the other the reverse.
  const uses = [use(0.5, 1.6, 0.4, 0), use(0.5, 0.4, 1.6, 0.5)];
  // A total stop hits both alike: 0.5 · 1.6 · 0.5 of a mean stake of 1.
  expect(classLossShares(uses, 1).military).toBeCloseTo(0.4, 12);
  // The first tonne: 0.5 · 1.6 · 0.4 · 0.5 of 0.5 · 0.4 · 1.6 twice, the half of a half.
  expect(classLossShares(uses, 0).military).toBeCloseTo(0.25, 12);
  expect(lossWeightOf({ classLossShare: classLossShares(uses, 1) }, weights(6, 1, 1).classWeights!))
    // 0.4 · 6 + 0.2 + 0.4
    .toBeCloseTo(3, 12);
});

test('the shares of every mineral sum to 1, at any depth', async () => {
  const data = await referenceData();
  for (const mineral of data.minerals) {
    for (const depth of [0, 0.3, 1]) {
      const { military, essential, other } = classLossShares(usesOf(data, mineral), depth);
      expect(military + essential + other).toBeCloseTo(1, 12);
      expect(Math.min(military, essential, other)).toBeGreaterThanOrEqual(0);
    }
  }
});

test('equal weights buy what no weights buy, and losses are told as they are', async () => {
  const inputs = await inputsOf(200);
  const plain = await planFromGaps(workshop, inputs, requestOf(200, undefined));
  const twice = await planFromGaps(workshop, inputs, requestOf(200, weights(2, 2, 2)));
  expect(twice.objective / plain.objective).toBeCloseTo(2, 6);
  expect(twice.expectedLossMusd.with / plain.expectedLossMusd.with).toBeCloseTo(1, 6);
  for (const item of plain.items) {
    const other = twice.items.find(({ id }) => id === item.id);
    expect((other?.amountUsd ?? 0) / item.amountUsd).toBeCloseTo(1, 3);
  }
  const parts = twice.lossByClass!.map(({ expectedLossMusd }) => expectedLossMusd.with);
  expect(parts.reduce((a, b) => a + b) / twice.expectedLossMusd.with).toBeCloseTo(1, 9);
});

test('a plan with weights is what HiGHS finds in the exported text', async () => {
  for (const [seed, rules] of [weights(5, 2, 1), weights(0, 3, 0.5), weights(20, 0, 0)].entries()) {
    const inputs = await inputsOf(40, seed);
    let text = '';
    const plan = await planFromGaps(workshop, inputs, {
      ...requestOf(40, rules),
      onProgram: async (program) => {
        text = [...mpsLines(program)].join('\n');
      },
    });
    const optimum = await optimumOfText(text);
    expect(Math.abs(plan.objective / optimum! - 1)).toBeLessThan(1e-6);
  }
});

test('the more the loss of a class counts, the less of it is left', async () => {
  for (const seed of [1, 2, 3, 4]) {
    const inputs = await inputsOf(100, seed);
    let before = Infinity;
    for (const military of [0, 0.5, 1, 3, 30]) {
      const plan = await planFromGaps(workshop, inputs, requestOf(100, weights(military, 1, 1), 0));
      const left = plan.lossByClass!.find(({ demandClass }) => demandClass === 'military')!;
      expect(left.expectedLossMusd.with).toBeLessThanOrEqual(before * (1 + 1e-6));
      before = left.expectedLossMusd.with;
    }
  }
});

test('weights that count nothing are refused', async () => {
  const inputs = await inputsOf(10);
  await expect(planFromGaps(workshop, inputs, requestOf(10, weights(0, 0, 0)))).rejects.toThrow(
    'the loss of every class of demand has the weight 0',
  );
});
