import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Differences, expectAgrees } from '../../test/support/differences.ts';
import { permutedList, permutedSample } from '../../test/support/permuted.ts';
import { makeParts, type ProgramParts, programOf } from '../../test/support/program-sample.ts';
import { Refusal } from '../base/refusal.ts';
import { highsSolver } from '../platform/highs.ts';
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
  readonly placeOf: readonly number[]; // another order of the minerals
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
    ranks: fc.uniqueArray(fc.nat(1e6), { minLength: 8, maxLength: 8 }),
  })
  .map(({ size, projects, tailShare, mostPart, leastPart, choice, ranks, ...rest }) => {
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
      placeOf: placesOf(ranks.slice(0, size.minerals)),
      most,
      least: leastOf(program, demanded, leastMusd),
      ...rest,
    };
  });

/** Where each of some ranks stands among them. */
const placesOf = (ranks: readonly number[]): number[] =>
  ranks.map((rank) => ranks.filter((other) => other < rank).length);

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

/** The same parts with mineral m standing where `placeOf[m]` says, and the projects in reverse. */
const permuted = (
  { sample, minerals, projects }: ProgramParts,
  placeOf: readonly number[],
): ProgramParts => ({
  sample: permutedSample(sample, placeOf),
  minerals: permutedList(minerals, placeOf),
  projects: projects.map((each) => ({ ...each, mineral: placeOf[each.mineral]! })).reverse(),
});

test('any order of the minerals gives the same plan, or another of equal ones', async () => {
  let same = 0;
  await forAny(async ({ parts, program, seed, placeOf, budgetMusd, riskWeight }) => {
    const other = programOf(permuted(parts, placeOf), seed, program.tailShare);
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

/** A program with a limit and a demand, either of which can be moved, and the budget too. */
interface Moved {
  readonly budgetMusd: number;
  readonly mostMusd: number;
  readonly leastMusd: number;
}

test('the values of the budget, of limits and of demands agree with solving again beside them', async () => {
  let smooth = 0;
  await forAny(async ({ program, budgetMusd, riskWeight, most, least }) => {
    const limited = (at: Moved, budgetShare?: number): Program => ({
      ...program,
      most: [{ ...most, mostMusd: at.mostMusd, budgetShare }],
      least: [leastOf(program, least.choice, at.leastMusd)],
    });
    const here = { budgetMusd, mostMusd: most.mostMusd, leastMusd: least.leastMusd };
    const found = await best(limited(here), budgetMusd, riskWeight);
    const step = 1e-3 * budgetMusd;
    const noise = (2 * SAME * found.objectiveMusd) / step;
    const differences = async (what: keyof Moved, budgetShare?: number): Promise<Differences> => {
      const loss = (by: number) => {
        const at = { ...here, [what]: here[what] + by };
        return lossOrInfinity(limited(at, budgetShare), at.budgetMusd, riskWeight);
      };
      return {
        below: ((await loss(-step)) - found.objectiveMusd) / step,
        above: (found.objectiveMusd - (await loss(step))) / step,
      };
    };
    const check = (value: number, against: Differences) => {
      if (expectAgrees(value, against, noise)) smooth += 1;
    };
    check(found.budgetValue, await differences('budgetMusd'));
    check(found.limitValue[0]!, await differences('mostMusd'));
    check(found.leastValue[0]!, await differences('leastMusd'));
    // The same limit as a share of the budget moves with it.
    const budgetShare = most.mostMusd / budgetMusd;
    const shared = await best(limited(here, budgetShare), budgetMusd, riskWeight);
    check(shared.budgetValue, await differences('budgetMusd', budgetShare));
  }, 4);
  expect(smooth).toBeGreaterThan(2 * RUNS);
});
