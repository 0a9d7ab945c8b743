import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeParts, type ProgramParts, programOf } from '../../test/support/program-sample.ts';
import { Refusal } from '../base/refusal.ts';
import { highsSolver } from '../platform/highs.ts';
import { QUARTER_BITS, QUARTER_MASK } from '../stress/gaps.ts';
import { choiceCostMusd, shareForMusd } from './choice.ts';
import { openPlan } from './l-shaped.service.ts';
import type { LeastLimit, MostLimit } from './limits.ts';
import { objectiveOf, openEvaluator, type Program } from './program.ts';
import type { Answer } from './question.ts';

/*
 * What must hold of the best plan of any program. Programs and limits are random, of fixed seeds.
 */

const GAP = 1e-9;
const SAME = 1e-7; // relative: the solver's tolerance
const RUNS = 20;

interface Case {
  readonly parts: ProgramParts;
  readonly program: Program;
  readonly seed: number;
  readonly budgetMusd: number;
  readonly riskWeight: number;
  readonly most: MostLimit; // half of what some choices would get at best, or less
  readonly least: LeastLimit;
}

const randomCase: fc.Arbitrary<Case> = fc
  .record({
    size: fc.record({
      draws: fc.integer({ min: 20, max: 60 }),
      minerals: fc.integer({ min: 3, max: 8 }),
      quarters: fc.constantFrom(8, 12),
      seed: fc.nat(1e6),
    }),
    projects: fc.nat(4),
    tailShare: fc.constantFrom(0.5, 0.8, 0.95),
    budgetMusd: fc.integer({ min: 20, max: 400 }),
    riskWeight: fc.constantFrom(0, 0.5, 1),
    mostPart: fc.integer({ min: 5, max: 30 }),
    leastPart: fc.integer({ min: 5, max: 30 }),
    choice: fc.nat(20),
  })
  .map(({ size, projects, tailShare, mostPart, leastPart, choice, ...rest }) => {
    const parts = makeParts(size, projects);
    const program = programOf(parts, size.seed, tailShare);
    const { choices } = program;
    const first = choice % choices.length;
    const last = (first + 1) % choices.length;
    const mostMusd = (mostPart / 100) * rest.budgetMusd;
    const most = { id: 'most', title: 'most', choices: [first, last], mostMusd };
    const demanded = (first + 2) % choices.length;
    const wholeMusd = choiceCostMusd(choices[demanded]!, 1);
    const leastMusd = Math.min(wholeMusd / 2, (leastPart / 100) * rest.budgetMusd);
    return {
      parts,
      program,
      seed: size.seed,
      most,
      least: leastOf(program, demanded, leastMusd),
      ...rest,
    };
  });

const leastOf = ({ choices }: Program, choice: number, leastMusd: number): LeastLimit => ({
  id: 'least',
  title: 'least',
  choice,
  leastMusd,
  leastShare: shareForMusd(choices[choice]!, leastMusd),
});

async function best(program: Program, budgetMusd: number, riskWeight: number): Promise<Answer> {
  const plan = await openPlan(highsSolver, program);
  try {
    return await plan.answer({ budgetMusd, riskWeight, targetGap: GAP });
  } finally {
    plan.close();
  }
}

async function lossOrInfinity(program: Program, budgetMusd: number, riskWeight: number) {
  try {
    return (await best(program, budgetMusd, riskWeight)).objectiveMusd;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'plan.no_plan') return Infinity;
    throw error;
  }
}

const forAny = (law: (each: Case) => Promise<void>, seed: number) =>
  fc.assert(fc.asyncProperty(randomCase, law), { numRuns: RUNS, seed, endOnFailure: true });

test('more money never raises the loss', () =>
  forAny(async ({ program, budgetMusd, riskWeight }) => {
    let before = Infinity;
    for (const factor of [0.5, 1, 1.01, 2]) {
      const { objectiveMusd } = await best(program, factor * budgetMusd, riskWeight);
      expect(objectiveMusd).toBeLessThanOrEqual(before * (1 + SAME) + SAME);
      before = objectiveMusd;
    }
  }, 1));

test('a limit more never lowers the loss, and whole projects do not either', () =>
  forAny(async ({ program, budgetMusd, riskWeight, most, least }) => {
    const steps: Program[] = [
      program,
      { ...program, most: [most] },
      { ...program, most: [most], least: [least] },
      { ...program, most: [most], least: [least], wholeProjects: true },
    ];
    let before = 0;
    for (const each of steps) {
      // A demand for more of a project than the budget pays whole leaves no plan: the greatest loss.
      const objectiveMusd = await lossOrInfinity(each, budgetMusd, riskWeight);
      expect(objectiveMusd).toBeGreaterThanOrEqual(before * (1 - SAME) - SAME);
      before = objectiveMusd;
    }
  }, 2));

/** The same program with its minerals in reverse order. */
function reversed({ sample, minerals, projects }: ProgramParts): ProgramParts {
  const last = minerals.length - 1;
  const order: number[] = [];
  for (let s = 0; s < sample.draws; s++) {
    const own: number[] = [];
    for (let e = sample.start[s]!; e < sample.start[s + 1]!; e++) own.push(e);
    order.push(...own.sort((a, b) => keyOf(sample.key[a]!) - keyOf(sample.key[b]!)));
  }
  function keyOf(key: number): number {
    return ((last - (key >> QUARTER_BITS)) << QUARTER_BITS) | (key & QUARTER_MASK);
  }
  return {
    sample: {
      ...sample,
      key: Uint16Array.from(order, (e) => keyOf(sample.key[e]!)),
      gapTonnes: Float32Array.from(order, (e) => sample.gapTonnes[e]!),
    },
    minerals: [...minerals].reverse(),
    projects: projects.map((each) => ({ ...each, mineral: last - each.mineral })).reverse(),
  };
}

test('the order of the minerals changes nothing but which of equal plans is found', async () => {
  let same = 0;
  await forAny(async ({ parts, program, seed, budgetMusd, riskWeight }) => {
    const other = programOf(reversed(parts), seed, program.tailShare);
    const [a, b] = [
      await best(program, budgetMusd, riskWeight),
      await best(other, budgetMusd, riskWeight),
    ];
    const scale = Math.max(1, a.objectiveMusd);
    expect(Math.abs(b.objectiveMusd - a.objectiveMusd)).toBeLessThan(SAME * scale);
    const index = program.choices.map(({ id }) =>
      other.choices.findIndex((each) => each.id === id),
    );
    const back = Float64Array.from(index, (c) => b.evaluation.shares[c]!);
    // In the first program the other's purchases are as good as its own.
    const evaluation = openEvaluator(program)(back);
    const asGoodMusd = objectiveOf(evaluation, riskWeight);
    expect(Math.abs(asGoodMusd - a.objectiveMusd)).toBeLessThan(SAME * scale);
    const differs = program.choices.some((choice, c) => {
      const costs = [a.evaluation.shares[c]!, back[c]!].map((share) =>
        choiceCostMusd(choice, share),
      );
      return Math.abs(costs[0]! - costs[1]!) > 1e-4 * budgetMusd;
    });
    if (!differs) same += 1;
  }, 3);
  // The others are ties: two different plans that both are best, as was seen above.
  expect(same).toBeGreaterThanOrEqual(RUNS / 2);
});

/** What a value is held against: the two differences that re-solving gives. */
interface Differences {
  readonly below: number; // loss averted per dollar by the last dollars
  readonly above: number; // and by the next ones
}

const AGREE = 0.05;
let smooth = 0;

/**
 * Within 5 percent of the differences where both agree; at a kink, where they do not, between them.
 * What the solver's tolerance makes of a difference is allowed beside.
 */
function expectAgrees(value: number, { below, above }: Differences, noise: number): void {
  const scale = Math.max(Math.abs(below), Math.abs(above));
  const slack = AGREE * scale + noise;
  const isSmooth = Math.abs(below - above) <= slack;
  if (isSmooth) smooth += 1;
  expect(value).toBeLessThanOrEqual(Math.max(below, above) + slack);
  expect(value).toBeGreaterThanOrEqual(Math.min(below, above) - slack);
}

test('the values of the budget and of limits agree with solving again beside them', async () => {
  await forAny(async ({ program, budgetMusd, riskWeight, most, least }) => {
    const limited = { ...program, most: [most], least: [least] };
    const loss = async (budget: number, mostMusd: number, leastMusd: number) => {
      const leastLimit = leastOf(program, least.choice, leastMusd);
      const each = { ...limited, most: [{ ...most, mostMusd }], least: [leastLimit] };
      return (await best(each, budget, riskWeight)).objectiveMusd;
    };
    const at = await best(limited, budgetMusd, riskWeight);
    const here = at.objectiveMusd;
    const step = 1e-3 * budgetMusd;
    const noise = (2 * SAME * here) / step;
    const [mostMusd, leastMusd] = [most.mostMusd, least.leastMusd];
    const budget = {
      below: ((await loss(budgetMusd - step, mostMusd, leastMusd)) - here) / step,
      above: (here - (await loss(budgetMusd + step, mostMusd, leastMusd))) / step,
    };
    expectAgrees(at.budgetValue, budget, noise);
    const limit = {
      below: ((await loss(budgetMusd, mostMusd - step, leastMusd)) - here) / step,
      above: (here - (await loss(budgetMusd, mostMusd + step, leastMusd))) / step,
    };
    expectAgrees(at.limitValue[0]!, limit, noise);
  }, 4);
  expect(smooth).toBeGreaterThan(RUNS);
});
