import { expect, test } from 'vitest';
import { solve } from 'yalps';
import { makeProgram } from '../../test/support/program-sample.ts';
import { readMps } from '../../test/support/read-mps.ts';
import { mpsLines } from '../base/mps.ts';
import { highsSolver } from '../platform/highs.ts';
import type { GapSample } from '../stress/gaps.ts';
import { choicesOf, totalCostMusd } from './choice.ts';
import { extensiveForm } from './extensive-form.ts';
import { openPlan } from './l-shaped.service.ts';
import type { Program } from './program.ts';
import { packRecourse } from './recourse.ts';

const LARGE = { minerals: 15, quarters: 20, seed: 3 };
const SOLVER_TOLERANCE = 1e-7; // relative; HiGHS keeps rows to 1e-7

async function wholeOptimum(program: Program, budgetMusd: number, riskWeight: number) {
  const open = await highsSolver.open(extensiveForm(program, budgetMusd, riskWeight));
  const { objective } = open.solve();
  open.close();
  return objective;
}

test('a single stock is bought until the chance of running out is μ c / v', async () => {
  // One gap a draw, evenly spread over 0.5, 1.5, … 999.5 t.
  const draws = 1000;
  const sample: GapSample = {
    draws,
    quarters: 4,
    minerals: 1,
    start: Uint32Array.from({ length: draws + 1 }, (_, s) => s),
    key: new Uint16Array(draws),
    gapTonnes: Float32Array.from({ length: draws }, (_, s) => s + 0.5),
  };
  const lossUsdPerTonne = 5e6;
  const mineral = {
    mineral: 'gallium',
    name: 'Gallium',
    consumptionTonnesPerYear: 1000,
    worldTonnesPerYear: null,
    priceUsdPerTonne: 1e6,
    elasticitySum: 1,
    meanGapTonnes: 500,
    lossUsdPerTonne,
    classLossShare: { military: 0, essential: 0, other: 1 },
  };
  const usdPerTonne = 1e6;
  const step = { tonnes: 1000, usdPerTonne, baseUsdPerTonne: 1e6, storageUsdPerTonne: 0 };
  const candidate = {
    ...{ mineral: 'gallium', name: 'Gallium', steps: [step], limit: 'one consumption' as const },
    ...{ consumptionTonnesPerYear: 1000, lossUsdPerTonne },
  };
  const program = {
    choices: choicesOf([candidate], []),
    recourse: packRecourse(sample, [mineral], [], new Uint8Array(0)),
    sample,
    tailShare: 0.95,
    most: [],
    least: [],
    wholeProjects: false,
  };
  const plan = await openPlan(highsSolver, program);
  for (const budgetMusd of [200, 400.25, 755]) {
    const answer = await plan.answer({ budgetMusd, riskWeight: 0, targetGap: 1e-9 });
    const boughtTonnes = answer.evaluation.shares[0]! * 1000;
    expect(boughtTonnes).toBeCloseTo(budgetMusd, 6); // 1 M$ a tonne
    const shortProbability = (draws - Math.ceil(boughtTonnes)) / draws; // P(H > q)
    // μ averts v/c · P(H > q) for a dollar; at a corner, between the two draws beside it.
    const value = (answer.budgetValue * usdPerTonne) / lossUsdPerTonne;
    expect(value).toBeGreaterThanOrEqual(shortProbability - 1 / draws - 1e-9);
    expect(value).toBeLessThanOrEqual(shortProbability + 1 / draws + 1e-9);
  }
  plan.close();
});

test.each([50, 200])(
  'with %i draws the bounds hold the optimum of the whole program',
  async (draws) => {
    const program = makeProgram({ ...LARGE, draws }, 4);
    const plan = await openPlan(highsSolver, program);
    for (const riskWeight of [0, 0.5, 1]) {
      const question = { budgetMusd: 300, riskWeight, targetGap: 1e-4 };
      const { objectiveMusd, lowerBoundMusd, gap } = await plan.answer(question);
      const optimum = await wholeOptimum(program, 300, riskWeight);
      expect(gap).toBeLessThanOrEqual(1e-4);
      expect(objectiveMusd).toBeGreaterThanOrEqual(optimum * (1 - SOLVER_TOLERANCE));
      expect(lowerBoundMusd).toBeLessThanOrEqual(optimum * (1 + SOLVER_TOLERANCE));
    }
    plan.close();
  },
);

test('the exported program has the same optimum in another solver', async () => {
  const program = makeProgram({ draws: 6, minerals: 5, quarters: 12, seed: 5 }, 2, 0.8);
  const text = [...mpsLines(extensiveForm(program, 40, 0.5))].join('\n');
  const { status, result } = solve(readMps(text));
  expect(status).toBe('optimal');
  const plan = await openPlan(highsSolver, program);
  const answer = await plan.answer({ budgetMusd: 40, riskWeight: 0.5, targetGap: 1e-9 });
  plan.close();
  expect(Math.abs(answer.objectiveMusd / result - 1)).toBeLessThan(1e-6);
});

test('more money never raises the loss, and no plan spends more than it has', async () => {
  const program = makeProgram({ ...LARGE, draws: 5000 }, 4);
  let before = { objectiveMusd: Infinity, meanMusd: Infinity, tailMusd: Infinity };
  for (const budgetMusd of [0, 50, 100, 200, 400, 800, 1600, 3200, 6400]) {
    const plan = await openPlan(highsSolver, program); // each from scratch, as a command is
    const answer = await plan.answer({ budgetMusd, riskWeight: 0.5, targetGap: 1e-5 });
    plan.close();
    const { evaluation, objectiveMusd } = answer;
    expect(totalCostMusd(program.choices, evaluation.shares)).toBeLessThanOrEqual(budgetMusd);
    expect(objectiveMusd).toBeLessThanOrEqual(before.objectiveMusd);
    expect(evaluation.meanMusd).toBeLessThanOrEqual(before.meanMusd);
    expect(evaluation.tailMusd).toBeLessThanOrEqual(before.tailMusd);
    before = { objectiveMusd, meanMusd: evaluation.meanMusd, tailMusd: evaluation.tailMusd };
  }
});

test('a heavier tail never raises the mean of the tail, nor lowers the mean', async () => {
  const program = makeProgram({ ...LARGE, draws: 2000 }, 4);
  const plan = await openPlan(highsSolver, program);
  const at = async (riskWeight: number) =>
    (await plan.answer({ budgetMusd: 200, riskWeight, targetGap: 1e-7 })).evaluation;
  const careless = await at(0);
  const careful = await at(0.9);
  plan.close();
  expect(careful.tailMusd).toBeLessThanOrEqual(careless.tailMusd * (1 + 1e-6));
  expect(careful.meanMusd).toBeGreaterThanOrEqual(careless.meanMusd * (1 - 1e-6));
});

test('the marginal values of what is bought in part agree with the value of the budget', async () => {
  const program = makeProgram({ ...LARGE, draws: 20_000 }, 0);
  const plan = await openPlan(highsSolver, program);
  const question = { budgetMusd: 200, riskWeight: 0.5, targetGap: 1e-6 };
  const { evaluation, budgetValue } = await plan.answer(question);
  plan.close();
  const values = program.choices.flatMap(({ steps }, c) => {
    let reached = 0;
    for (const { share, costMusd } of steps) {
      const part = (evaluation.shares[c]! - reached) / share;
      reached += share;
      if (part <= 0.01 || part >= 0.99) continue;
      const slope = 0.5 * (evaluation.meanSlopes[c]! + evaluation.tailSlopes[c]!);
      return [-slope / (costMusd / share)];
    }
    return [];
  });
  expect(values.length).toBeGreaterThan(2);
  for (const value of values) expect(Math.abs(value / budgetValue - 1)).toBeLessThan(0.05);
});

test('a stopped search gives the best so far with a gap that is proven', async () => {
  const program = makeProgram({ ...LARGE, draws: 2000 }, 4);
  const stop = new AbortController();
  const plan = await openPlan(highsSolver, program);
  const question = { budgetMusd: 200, riskWeight: 0.5, targetGap: 1e-6 };
  const stopped = await plan.answer({
    ...question,
    signal: stop.signal,
    onProgress: (done) => {
      if (done === 3) stop.abort();
    },
  });
  expect(stopped.status).toBe('stopped');
  expect(stopped.iterations).toBe(3);
  const whole = await plan.answer(question);
  plan.close();
  expect(whole.status).toBe('optimal');
  expect(stopped.lowerBoundMusd).toBeLessThanOrEqual(whole.objectiveMusd);
  expect(stopped.objectiveMusd).toBeGreaterThanOrEqual(whole.lowerBoundMusd);
});
