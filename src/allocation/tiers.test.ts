import { beforeAll, expect, test } from 'vitest';
import { makeGapSample } from '../../test/support/gap-sample.ts';
import { optimumOfText } from '../../test/support/optimum-of-text.ts';
import { makeParts, programOf } from '../../test/support/program-sample.ts';
import { madeRecord } from '../../test/support/project-record.ts';
import { referenceData } from '../../test/support/reference.ts';
import { mpsLines } from '../base/mps.ts';
import { digestOf } from '../platform/digest.ts';
import { highsSolver } from '../platform/highs.ts';
import { findPreset } from '../stress/presets.ts';
import type { Plan, ProjectOption } from './allocation.ts';
import { choicesOf } from './choice.ts';
import { extensiveForm } from './extensive-form.ts';
import { openPlan } from './l-shaped.service.ts';
import { planFromGaps } from './plan.service.ts';
import { isRuled, NO_RULES, type PlanRules, type TierWeights } from './plan-rules.ts';
import type { PlanInputs } from './problem.ts';
import { objectiveOf, openEvaluator, type Program } from './program.ts';
import { type DependenceRate, planTiers, preferenceOf } from './tiers.ts';

const PROJECTS = 4;
const BUDGET_MUSD = 60;

/** A made-up program in which projects 0 and 2 stand at home. */
function preferring(domestic: number, seed: number): Program {
  const size = { draws: 40, minerals: 6, quarters: 12, seed };
  const parts = makeParts(size, PROJECTS);
  const program = programOf(parts, seed, 0.8);
  const tiers = planTiers({ domestic, dependent: 1 }, parts.minerals, parts.projects, []);
  const { lossMusdPerTonne } = program.recourse;
  const preference = preferenceOf(tiers, parts.projects, lossMusdPerTonne);
  return preference === undefined
    ? program
    : { ...program, recourse: { ...program.recourse, preference } };
}

async function answerOf(program: Program, riskWeight: number) {
  const open = await openPlan(highsSolver, program);
  try {
    return await open.answer({ budgetMusd: BUDGET_MUSD, riskWeight, targetGap: 1e-9 });
  } finally {
    open.close();
  }
}

test.each([
  [1.2, 0],
  [1.5, 0.5],
  [3, 1],
])(
  'with domestic projects at %d and λ = %d cuts find what HiGHS finds in the text',
  async (weight, riskWeight) => {
    for (const seed of [3, 11, 29]) {
      const program = preferring(weight, seed);
      const found = await answerOf(program, riskWeight);
      const text = [...mpsLines(extensiveForm(program, BUDGET_MUSD, riskWeight))].join('\n');
      const optimum = (await optimumOfText(text))!;
      expect(Math.abs(found.objectiveMusd / optimum - 1)).toBeLessThan(1e-6);
      expect(found.lowerBoundMusd).toBeLessThanOrEqual(optimum * (1 + 1e-6));
    }
  },
);

test('slopes are those of finite differences', () => {
  const program = preferring(2, 5);
  const evaluate = openEvaluator(program);
  const shares = new Float64Array(program.choices.length).fill(0.37);
  const { meanSlopes } = evaluate(shares);
  for (const [c, { project }] of program.choices.entries()) {
    if (project === null) continue;
    const moved = shares.slice();
    moved[c]! += 1e-7;
    const slope = (evaluate(moved).meanMusd - evaluate(shares).meanMusd) / 1e-7;
    expect(Math.abs(slope - meanSlopes[c]!)).toBeLessThan(1e-4 * Math.max(1, Math.abs(slope)));
  }
});

test('the more a domestic project counts, the more such projects avert by themselves', async () => {
  let before = Number.POSITIVE_INFINITY;
  const plain = preferring(1, 11);
  for (const weight of [1, 1.2, 2, 10]) {
    const program = preferring(weight, 11);
    const { evaluation } = await answerOf(program, 0);
    // What domestic projects alone would leave: the objective at weight 2 less that at weight 1.
    const twice = openEvaluator(preferring(2, 11))(evaluation.shares).meanMusd;
    const left = twice - openEvaluator(plain)(evaluation.shares).meanMusd;
    expect(left).toBeLessThanOrEqual(before + 1e-6);
    before = left;
  }
});

test('one gap of 100 t that two projects can close: by hand', async () => {
  const mineral = { ...makeParts({ draws: 1, minerals: 1, quarters: 4, seed: 1 }, 0).minerals[0]! };
  const one = (id: string, isDomestic: boolean): ProjectOption => ({
    ...{ id, project: id, title: id, isDomestic, mineral: 0, instrument: 'offtake' as const },
    ...{ tonnesPerYear: 400, costUsd: isDomestic ? 1.1e6 : 1e6, finance: null, startQuarter: 0 },
    ...{ delayQuarters: 0, failureProbability: 0, assumed: [] },
  });
  const projects = [one('home', true), one('abroad', false)];
  const minerals = [{ ...mineral, lossUsdPerTonne: 1e6 }];
  const sample = {
    ...{ draws: 1, quarters: 4, minerals: 1 },
    start: Uint32Array.of(0, 1),
    key: Uint16Array.of(0),
    gapTonnes: Float32Array.of(100),
  };
  const { recourse } = programOf({ sample, minerals, projects }, 1, 0.5);
  const withWeight = (domestic: number): Program => {
    const tiers = planTiers({ domestic, dependent: 1 }, minerals, projects, []);
    const preference = preferenceOf(tiers, projects, recourse.lossMusdPerTonne);
    return {
      ...{ choices: choicesOf([], projects), sample, tailShare: 0.5, most: [], least: [] },
      ...{ recourse: { ...recourse, preference }, wholeProjects: false },
    };
  };
  // $0.5 million closes 50 t abroad, or 45.45 t at home, where each counts 1.05 or 1.2.
  for (const [weight, home] of [
    [1.05, 0],
    [1.2, 0.5 / 1.1],
  ] as const) {
    const open = await openPlan(highsSolver, withWeight(weight));
    const found = await open.answer({ budgetMusd: 0.5, riskWeight: 0, targetGap: 1e-9 });
    open.close();
    expect(found.evaluation.shares[0]).toBeCloseTo(home, 6);
    const left = home === 0 ? 50 : 100 - 100 * home;
    const expected = left + (weight - 1) * (100 - 100 * home);
    expect(objectiveOf(found.evaluation, 0)).toBeCloseTo(expected, 5);
  }
});

const DRAWS = 200;
const workshop = { solver: highsSolver, digestOf, clockMs: () => performance.now() };
let inputs: PlanInputs;
const dependence: readonly DependenceRate[] = [
  { mineral: 'mineral-2', low: 1, high: 1 },
  { mineral: 'mineral-3', low: 0.4, high: 1 },
  { mineral: 'not modelled', low: 1, high: 1 },
];
beforeAll(async () => {
  const { assumptions } = await referenceData();
  const made = makeGapSample({ draws: DRAWS, minerals: 8, quarters: 20, seed: 7 });
  const version = { dataVersion: '2026.1', dataDigest: 'sha256-0', modelVersion: 'stress-1' };
  const projects = [
    madeRecord(
      { mineral: 'mineral-1', tonnesPerYear: 4000, capitalMusd: null, expectedLast: null },
      { stage: 'restart' },
    ),
  ];
  inputs = { ...made, ...version, projects, assumptions, listed: [], dependence };
});

const planWith = (tierWeights: TierWeights | null) => {
  const rules: PlanRules | undefined = tierWeights === null ? undefined : { tierWeights };
  return planFromGaps(workshop, inputs, {
    ...{ budgetUsd: 100e6, tailShare: 0.95, riskWeight: 0.5, draws: DRAWS, seed: 7, years: 5 },
    ...{ scenario: findPreset('base'), rules },
  });
};

test('a plan says that its objective is weighted, by what, and tells losses that are not', async () => {
  const plain = await planWith(null);
  const plan = await planWith({ domestic: 1.5, dependent: 2 });
  expect(plan.tiers).toEqual([
    { tier: 'domestic', weight: 1.5, members: ['works-mineral-1'], open: [] },
    { tier: 'dependent', weight: 2, members: ['mineral-2'], open: ['mineral-3'] },
  ]);
  expect(plan.expectedLossMusd.without).toBe(plain.expectedLossMusd.without);
  // By the objective that is not weighted the other plan is the better one.
  const weighed = (of: Plan) => of.expectedLossMusd.with + of.cvar95LossMusd.with;
  expect(weighed(plan)).toBeGreaterThan(weighed(plain));
  const said = plan.summary.join(' ');
  expect(said).toContain('The objective is weighted by what the bill of 2024 puts first');
  expect(said).toContain(
    'counts 1.5: of minerals that one could deliver, what none closes counts 0.5 more',
  );
  expect(said).toContain('counts 2: of mineral-2; of mineral-3 it may be so');
  expect(plan.binding[0]!.sentence).toContain('priority-weighted loss');
  expect(plain.tiers).toBeUndefined();
});

test('weights of 1 are no rule', async () => {
  expect(isRuled({ tierWeights: { domestic: 1, dependent: 1 } })).toBe(false);
  expect(planTiers(NO_RULES.tierWeights, [], [], [])).toEqual([]);
  const [ones, none] = [await planWith({ domestic: 1, dependent: 1 }), await planWith(null)];
  expect(ones.items).toEqual(none.items);
});
