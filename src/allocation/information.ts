import { type GapMineral, type GapSample, QUARTER_BITS } from '../stress/gaps.ts';
import type { ProjectOption } from './allocation.ts';
import type { Choice } from './choice.ts';
import { objectiveOf, openEvaluator, type Program } from './program.ts';
import { packRecourse, type Recourse } from './recourse.ts';

/*
 * What foresight would be worth, and what planning for the mean costs.
 *
 * @source Birge & Louveaux (2011), Introduction to Stochastic Programming, chapter 4
 */

/** One step of a stock that could be bought for one draw. */
interface Step {
  readonly mineral: number;
  readonly tonnes: number;
  readonly usdPerTonne: number;
  readonly worth: number; // loss averted per dollar while something is missing
}

/**
 * The least expected loss of whoever knows the draw before he buys stocks [million USD].
 *
 * For one known draw the best stocks fill the gaps that cost most per dollar first: a fractional
 * knapsack, exact because steps of one mineral rise in price. Projects are left aside, so the true
 * value is no higher, and what foresight averts is at least what this says.
 */
export function lossWithForesight(
  { choices, recourse, sample }: Program,
  budgetMusd: number,
): number {
  const steps = stepsByWorth(choices, recourse);
  const need = new Float64Array(recourse.minerals);
  let sum = 0;
  for (let s = 0; s < sample.draws; s++) {
    need.fill(0);
    for (let e = sample.start[s]!; e < sample.start[s + 1]!; e++) {
      need[sample.key[e]! >> QUARTER_BITS]! += sample.gapTonnes[e]!;
    }
    // No project is supported, so all that none of the preferred closes counts more.
    const { preference } = recourse;
    if (preference !== undefined) {
      for (let m = 0; m < need.length; m++) sum += need[m]! * preference.extraMusdPerTonne[m]!;
    }
    sum += lossOfKnownDraw(steps, need, recourse.lossMusdPerTonne, budgetMusd * 1e6);
  }
  return sum / sample.draws;
}

function stepsByWorth(choices: readonly Choice[], { lossMusdPerTonne }: Recourse): Step[] {
  return choices
    .filter(({ project }) => project === null)
    .flatMap(({ mineral, tonnes, steps }) =>
      steps.map(({ share, costMusd }) => {
        const usdPerTonne = (costMusd * 1e6) / (share * tonnes);
        const worth = (lossMusdPerTonne[mineral]! * 1e6) / usdPerTonne;
        return { mineral, tonnes: share * tonnes, usdPerTonne, worth };
      }),
    )
    .filter(({ worth }) => worth > 0)
    .sort((a, b) => b.worth - a.worth || a.mineral - b.mineral);
}

function lossOfKnownDraw(
  steps: readonly Step[],
  need: Float64Array,
  lossMusdPerTonne: Float64Array,
  budgetUsd: number,
): number {
  let left = budgetUsd;
  for (const { mineral, tonnes, usdPerTonne } of steps) {
    if (left <= 0) break;
    const bought = Math.min(tonnes, need[mineral]!, left / usdPerTonne);
    need[mineral]! -= bought;
    left -= bought * usdPerTonne;
  }
  let lossMusd = 0;
  for (let m = 0; m < need.length; m++) lossMusd += need[m]! * lossMusdPerTonne[m]!;
  return lossMusd;
}

/** The program of a single draw whose gaps are the means of all draws: no chance is left in it. */
export function meanProgram(
  program: Program,
  minerals: readonly GapMineral[],
  projects: readonly ProjectOption[],
): Program {
  const { sample, recourse } = program;
  const sums = new Map<number, number>();
  for (let e = 0; e < sample.start[sample.draws]!; e++) {
    const key = sample.key[e]!;
    sums.set(key, (sums.get(key) ?? 0) + sample.gapTonnes[e]!);
  }
  const keys = [...sums.keys()].sort((a, b) => a - b);
  const mean: GapSample = {
    draws: 1,
    quarters: sample.quarters,
    minerals: sample.minerals,
    start: Uint32Array.from([0, keys.length]),
    key: Uint16Array.from(keys),
    gapTonnes: Float32Array.from(keys, (key) => sums.get(key)! / sample.draws),
  };
  const firstQuarter = Uint8Array.from(projects, (_, p) => medianOf(recourse, p));
  return {
    ...program,
    sample: mean,
    recourse: {
      ...packRecourse(mean, minerals, projects, firstQuarter),
      lossMusdPerTonne: recourse.lossMusdPerTonne, // which may be weighed
      preference: recourse.preference,
    },
  };
}

/** The quarter by which a project delivers in half of the draws. */
function medianOf({ firstQuarter, draws }: Recourse, project: number): number {
  const own = firstQuarter.slice(project * draws, (project + 1) * draws).sort();
  return own[Math.floor(draws / 2)]!;
}

/** What shares are worth in a program that they were not made for [million USD]. */
export const objectiveElsewhere = (
  program: Program,
  shares: Float64Array,
  riskWeight: number,
): number => objectiveOf(openEvaluator(program)(shares), riskWeight);
