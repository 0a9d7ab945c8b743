import { assert } from '../base/assert.ts';
import { type GapMineral, type GapSample, QUARTER_BITS, QUARTER_MASK } from '../stress/gaps.ts';
import type { ProjectOption } from './allocation.ts';
import type { Choice } from './choice.ts';

/*
 * The second stage: what is lost in each draw once the money is spent.
 *
 * A tonne of a mineral that is missing costs the same in every quarter, so releasing the stock to
 * the earliest gap first is optimal and needs no foresight, and the loss of mineral m in draw s is
 *
 *   Z_ms = v_m · max(0, Σ_t max(0, g_mts − f_mts) − S_m)
 *
 * with gaps g, flow f of the supported projects, and stock S. Without a project the inner sum is
 * a constant of the draw and is added up once; with one, quarters are kept apart.
 */

/** The draws, laid out for a loop that runs through them once per evaluation. */
export interface Recourse {
  readonly draws: number;
  readonly minerals: number;
  readonly lossMusdPerTonne: Float64Array; // shape (mineral)
  readonly start: Uint32Array; // entries of draw s, of minerals without a project
  readonly mineral: Uint16Array;
  readonly needTonnes: Float64Array; // gaps of the whole horizon
  readonly projectStart: Uint32Array; // entries of draw s, of minerals with a project
  readonly projectKey: Uint16Array; // mineral · 64 + quarter
  readonly projectGapTonnes: Float64Array;
  readonly projectsOf: readonly (readonly number[])[]; // shape (mineral)
  readonly firstQuarter: Uint8Array; // of delivery, shape (project, draw); NEVER if it failed
  readonly projects: number;
}

/** Sorts the gaps of a sample by what can be done about them. */
export function packRecourse(
  sample: GapSample,
  minerals: readonly GapMineral[],
  projects: readonly ProjectOption[],
  firstQuarter: Uint8Array,
): Recourse {
  assert(sample.minerals === minerals.length, 'the sample and its minerals agree');
  assert(firstQuarter.length === projects.length * sample.draws, 'every project has its draws');
  const projectsOf = minerals.map((_, m) =>
    projects.flatMap((project, p) => (project.mineral === m ? [p] : [])),
  );
  const entries = sample.start[sample.draws]!;
  const packed = {
    start: new Uint32Array(sample.draws + 1),
    mineral: new Uint16Array(entries),
    needTonnes: new Float64Array(entries),
    projectStart: new Uint32Array(sample.draws + 1),
    projectKey: new Uint16Array(entries),
    projectGapTonnes: new Float64Array(entries),
  };
  const hasProject = Uint8Array.from(projectsOf, (of) => (of.length > 0 ? 1 : 0));
  const counts = fill(packed, sample, hasProject);
  return {
    draws: sample.draws,
    minerals: sample.minerals,
    lossMusdPerTonne: Float64Array.from(minerals, (each) => each.lossUsdPerTonne * 1e-6),
    start: packed.start,
    mineral: packed.mineral.slice(0, counts.sums),
    needTonnes: packed.needTonnes.slice(0, counts.sums),
    projectStart: packed.projectStart,
    projectKey: packed.projectKey.slice(0, counts.quarters),
    projectGapTonnes: packed.projectGapTonnes.slice(0, counts.quarters),
    projectsOf,
    firstQuarter,
    projects: projects.length,
  };
}

type Arrays = Pick<
  Recourse,
  'start' | 'mineral' | 'needTonnes' | 'projectStart' | 'projectKey' | 'projectGapTonnes'
>;

function fill(packed: Arrays, sample: GapSample, hasProject: Uint8Array) {
  let sums = 0;
  let quarters = 0;
  for (let s = 0; s < sample.draws; s++) {
    const first = sums;
    for (let e = sample.start[s]!; e < sample.start[s + 1]!; e++) {
      const key = sample.key[e]!;
      const m = key >> QUARTER_BITS;
      if (hasProject[m] === 1) {
        packed.projectKey[quarters] = key;
        packed.projectGapTonnes[quarters] = sample.gapTonnes[e]!;
        quarters++;
        continue;
      }
      if (sums === first || packed.mineral[sums - 1] !== m) {
        packed.mineral[sums] = m;
        packed.needTonnes[sums] = 0;
        sums++;
      }
      packed.needTonnes[sums - 1]! += sample.gapTonnes[e]!;
    }
    packed.start[s + 1] = sums;
    packed.projectStart[s + 1] = quarters;
  }
  return { sums, quarters };
}

/** Where a pass adds up: one set of arrays, made once per run. */
export interface Sums {
  readonly lossMusd: Float64Array; // of each draw
  readonly mineralLossMusd: Float64Array; // weighted, shape (mineral)
  readonly shortWeight: Float64Array; // weight of the draws in which the stock runs out
  readonly projectQuarters: Float64Array; // weighted quarters that one more tonne would help
  readonly mostNeedTonnes: Float64Array; // in any draw of the pass, after project flow
}

export function emptySums({ draws, minerals, projects }: Recourse): Sums {
  return {
    lossMusd: new Float64Array(draws),
    mineralLossMusd: new Float64Array(minerals),
    shortWeight: new Float64Array(minerals),
    projectQuarters: new Float64Array(projects),
    mostNeedTonnes: new Float64Array(minerals),
  };
}

/** Stock by mineral and flow by project for shares of the choices. */
export interface Position {
  readonly stockTonnes: Float64Array; // shape (mineral)
  readonly flowTonnes: Float64Array; // per quarter, shape (project)
}

export function positionOf(
  recourse: Recourse,
  choices: readonly Choice[],
  shares: Float64Array,
): Position {
  const stockTonnes = new Float64Array(recourse.minerals);
  const flowTonnes = new Float64Array(recourse.projects);
  for (const [i, choice] of choices.entries()) {
    const tonnes = choice.tonnes * shares[i]!;
    if (choice.project === null) stockTonnes[choice.mineral]! += tonnes;
    else flowTonnes[choice.project]! += tonnes;
  }
  return { stockTonnes, flowTonnes };
}

/**
 * One pass over the draws: the loss of each, and what a tonne more would have averted.
 *
 * @param weights - of the draws; a draw of weight 0 is passed over and its loss left as it was
 */
export function addPass(
  sums: Sums,
  recourse: Recourse,
  { stockTonnes, flowTonnes }: Position,
  weights: Float64Array,
): void {
  sums.mineralLossMusd.fill(0);
  sums.shortWeight.fill(0);
  sums.projectQuarters.fill(0);
  sums.mostNeedTonnes.fill(0);
  const { start, mineral, needTonnes, lossMusdPerTonne } = recourse;
  const helped = new Float64Array(recourse.projects);
  for (let s = 0; s < recourse.draws; s++) {
    const weight = weights[s]!;
    if (weight === 0) continue;
    let total = 0;
    for (let e = start[s]!; e < start[s + 1]!; e++) {
      const m = mineral[e]!;
      const need = needTonnes[e]!;
      if (need > sums.mostNeedTonnes[m]!) sums.mostNeedTonnes[m] = need;
      const open = need - stockTonnes[m]!;
      if (open <= 0) continue;
      const loss = open * lossMusdPerTonne[m]!;
      total += loss;
      sums.mineralLossMusd[m]! += weight * loss;
      sums.shortWeight[m]! += weight;
    }
    total += addProjectMinerals(sums, recourse, stockTonnes, flowTonnes, helped, s, weight);
    sums.lossMusd[s] = total;
  }
}

function addProjectMinerals(
  sums: Sums,
  recourse: Recourse,
  stockTonnes: Float64Array,
  flowTonnes: Float64Array,
  helped: Float64Array,
  s: number,
  weight: number,
): number {
  const { projectStart, projectKey, projectGapTonnes, projectsOf, firstQuarter, draws } = recourse;
  let total = 0;
  let e = projectStart[s]!;
  const end = projectStart[s + 1]!;
  while (e < end) {
    const m = projectKey[e]! >> QUARTER_BITS;
    const projects = projectsOf[m]!;
    for (const p of projects) helped[p] = 0;
    let need = 0;
    for (; e < end && projectKey[e]! >> QUARTER_BITS === m; e++) {
      const quarter = projectKey[e]! & QUARTER_MASK;
      let open = projectGapTonnes[e]!;
      for (const p of projects) {
        if (quarter >= firstQuarter[p * draws + s]!) open -= flowTonnes[p]!;
      }
      if (open <= 0) continue;
      need += open;
      for (const p of projects) {
        if (quarter >= firstQuarter[p * draws + s]!) helped[p]! += 1;
      }
    }
    if (need > sums.mostNeedTonnes[m]!) sums.mostNeedTonnes[m] = need;
    const open = need - stockTonnes[m]!;
    if (open <= 0) continue;
    const loss = open * recourse.lossMusdPerTonne[m]!;
    total += loss;
    sums.mineralLossMusd[m]! += weight * loss;
    sums.shortWeight[m]! += weight;
    for (const p of projects) sums.projectQuarters[p]! += weight * helped[p]!;
  }
  return total;
}

/** How the weighted loss changes per share of each choice [million USD], after a pass. */
export function slopesOf(sums: Sums, recourse: Recourse, choices: readonly Choice[]): Float64Array {
  return Float64Array.from(choices, ({ mineral, project, tonnes }) => {
    const times = project === null ? sums.shortWeight[mineral]! : sums.projectQuarters[project]!;
    return -recourse.lossMusdPerTonne[mineral]! * tonnes * times;
  });
}

/**
 * The weights under which the mean of the losses is their mean over the worst `1 − tailShare`.
 *
 * A draw that the tail covers in part has a part of the weight; equal losses at the edge share it.
 *
 * @source docs/models/allocation.md, equation 4
 */
export function tailWeights(lossMusd: Float64Array, tailShare: number): Float64Array {
  const draws = lossMusd.length;
  const inTail = Math.min(draws, tailCount(tailShare, draws));
  const count = Math.max(1, Math.ceil(inTail - 1e-9)); // 0.05 · 20,000 is 1,000 and some bits
  const edge = Float64Array.from(lossMusd).sort()[draws - count]!;
  let above = 0;
  let equal = 0;
  for (let s = 0; s < draws; s++) {
    if (lossMusd[s]! > edge) above++;
    else if (lossMusd[s]! === edge) equal++;
  }
  const edgeWeight = (inTail - above) / equal / inTail;
  return lossMusd.map((loss) => (loss > edge ? 1 / inTail : loss === edge ? edgeWeight : 0));
}

/** How many draws the tail holds, not always a whole number. */
export function tailCount(tailShare: number, draws: number): number {
  return (1 - tailShare) * draws;
}

/** Mean of the losses under weights. */
export function weightedMean(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let s = 0; s < values.length; s++) sum += weights[s]! * values[s]!;
  return sum;
}
