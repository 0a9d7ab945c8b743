import type { GapSample } from '../stress/gaps.ts';
import type { Choice } from './choice.ts';
import type { LeastLimit, MostLimit } from './limits.ts';
import {
  addPass,
  emptySums,
  positionOf,
  type Recourse,
  type Sums,
  slopesOf,
  tailWeights,
  weightedMean,
} from './recourse.ts';

/** The two-stage program: choose shares, then see what each draw costs. */
export interface Program {
  readonly choices: readonly Choice[];
  readonly recourse: Recourse;
  readonly sample: GapSample; // from which the recourse was packed
  readonly tailShare: number; // the tail is the worst 1 − tailShare of the draws
  readonly most: readonly MostLimit[]; // beside the budget
  readonly least: readonly LeastLimit[];
  readonly wholeProjects: boolean; // supported whole or not at all
}

/** What a set of shares is worth, with the slopes from which cuts are made. */
export interface Evaluation {
  readonly shares: Float64Array; // shape (choice)
  readonly meanMusd: number;
  readonly tailMusd: number; // mean of the tail
  readonly mineralMeanMusd: Float64Array; // shape (mineral)
  readonly meanSlopes: Float64Array; // [million USD per share], shape (choice)
  readonly tailSlopes: Float64Array;
  readonly tail: Tail;
  readonly tailMineralMusd: Float64Array; // mean of the tail, shape (mineral)
  readonly mostNeedTonnes: Float64Array; // in any draw, shape (mineral)
  readonly cvar95Musd: number; // mean of the worst 5 percent, whatever the tail is
}

/** Evaluates shares again and again with the same working arrays. */
export function openEvaluator(program: Program): (shares: Float64Array) => Evaluation {
  const { recourse, choices, tailShare } = program;
  const sums = emptySums(recourse);
  const even = new Float64Array(recourse.draws).fill(1 / recourse.draws);
  return (shares) => evaluate(program, sums, even, shares, tailShare, choices);
}

function evaluate(
  { recourse }: Program,
  sums: Sums,
  even: Float64Array,
  shares: Float64Array,
  tailShare: number,
  choices: readonly Choice[],
): Evaluation {
  const position = positionOf(recourse, choices, shares);
  addPass(sums, recourse, position, even);
  const lossMusd = sums.lossMusd.slice();
  const mineralMeanMusd = sums.mineralLossMusd.slice();
  const meanSlopes = slopesOf(sums, recourse, choices);
  const mostNeedTonnes = sums.mostNeedTonnes.slice();
  const weights = tailWeights(lossMusd, tailShare);
  addPass(sums, recourse, position, weights);
  const tailMusd = weightedMean(lossMusd, weights);
  return {
    shares,
    meanMusd: weightedMean(lossMusd, even),
    tailMusd,
    mineralMeanMusd,
    meanSlopes,
    tailSlopes: slopesOf(sums, recourse, choices),
    tail: tailOf(weights),
    tailMineralMusd: sums.mineralLossMusd.slice(),
    mostNeedTonnes,
    cvar95Musd: tailShare === 0.95 ? tailMusd : cvar95Of(lossMusd),
  };
}

/** The draws of a tail with their weights. */
export interface Tail {
  readonly draw: Uint32Array;
  readonly weight: Float64Array;
}

function tailOf(weights: Float64Array): Tail {
  const draw = Uint32Array.from(weights.keys()).filter((s) => weights[s]! > 0);
  return { draw, weight: Float64Array.from(draw, (s) => weights[s]!) };
}

/** What the draws of one tail lose under some shares. */
export interface TailLoss {
  readonly mineralMusd: Float64Array; // shape (mineral)
  readonly slopes: Float64Array; // [million USD per share], shape (choice)
}

/** Evaluates shares in the draws of a tail that other shares may have. */
export function openTailEvaluator(
  program: Program,
): (tail: Tail, shares: Float64Array) => TailLoss {
  const { recourse, choices } = program;
  const sums = emptySums(recourse);
  const weights = new Float64Array(recourse.draws);
  return ({ draw, weight }, shares) => {
    for (let i = 0; i < draw.length; i++) weights[draw[i]!] = weight[i]!;
    addPass(sums, recourse, positionOf(recourse, choices, shares), weights);
    for (const s of draw) weights[s] = 0;
    const mineralMusd = sums.mineralLossMusd.slice();
    return { mineralMusd, slopes: slopesOf(sums, recourse, choices) };
  };
}

/** What each draw loses under shares [million USD], in the order of the draws. */
export function drawLosses(program: Program, shares: Float64Array): Float64Array {
  const { recourse, choices } = program;
  const sums = emptySums(recourse);
  const even = new Float64Array(recourse.draws).fill(1 / recourse.draws);
  addPass(sums, recourse, positionOf(recourse, choices, shares), even);
  return sums.lossMusd;
}

/** Mean loss of the worst 5 percent of draws [million USD], whatever tail the plan weighs. */
function cvar95Of(lossMusd: Float64Array): number {
  return weightedMean(lossMusd, tailWeights(lossMusd, 0.95));
}

/** The value that the program minimises [million USD]. */
export function objectiveOf(
  { meanMusd, tailMusd }: Pick<Evaluation, 'meanMusd' | 'tailMusd'>,
  riskWeight: number,
): number {
  return (1 - riskWeight) * meanMusd + riskWeight * tailMusd;
}
