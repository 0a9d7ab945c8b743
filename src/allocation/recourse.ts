import { assert } from '../base/assert.ts';
import { valueAtRank } from '../base/selection.ts';
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
 *
 * Where projects are preferred by a weight w, a tonne that no preferred flow f* closes counts w − 1
 * more, whatever else closes it: Z_ms + (w − 1) v_m Σ_t max(0, g_mts − f*_mts). The greedy release
 * stays optimal, for it does not change that sum.
 */

/** The draws, laid out for a loop that runs through them once per evaluation. */
export interface Recourse {
  readonly draws: number;
  readonly minerals: number;
  readonly lossMusdPerTonne: Float64Array; // shape (mineral)
  readonly start: Uint32Array; // needs of draw s that no project can lessen
  readonly mineral: Uint16Array;
  readonly needTonnes: Float64Array; // gaps of the whole horizon
  readonly served: ServedNeeds;
  readonly projectsOf: readonly (readonly number[])[]; // shape (mineral)
  readonly firstQuarter: Uint8Array; // of delivery, shape (project, draw); NEVER if it failed
  readonly projects: number;
  readonly preference?: Preference | undefined; // where some projects go first
}

/** Projects that are preferred, and what a tonne counts more that none of them closes. */
export interface Preference {
  readonly isPreferred: readonly boolean[]; // shape (project)
  readonly extraMusdPerTonne: Float64Array; // shape (mineral); 0 where none is preferred
}

/** Needs that projects lessen in some of their quarters. */
export interface ServedNeeds {
  readonly start: Uint32Array; // needs of draw s
  readonly mineral: Uint16Array;
  readonly bareTonnes: Float64Array; // gaps in quarters in which no project delivers
  readonly gapStart: Uint32Array; // of a need: its gaps in the other quarters
  readonly gapTonnes: Float32Array; // as the sample has them
  readonly gapSet: Uint16Array; // which projects deliver then
  readonly sets: readonly (readonly number[])[]; // of projects
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
  return {
    draws: sample.draws,
    minerals: sample.minerals,
    lossMusdPerTonne: lossMusdPerTonne(minerals),
    ...packNeeds(sample, projectsOf, firstQuarter),
    projectsOf,
    firstQuarter,
    projects: projects.length,
  };
}

/** What a tonne missing costs [million USD per tonne], shape (mineral). */
export const lossMusdPerTonne = (minerals: readonly GapMineral[]): Float64Array =>
  Float64Array.from(minerals, (each) => each.lossUsdPerTonne * 1e-6);

/** Runs through the needs of a sample, each the gaps of one mineral in one draw. */
function packNeeds(
  sample: GapSample,
  projectsOf: readonly (readonly number[])[],
  firstQuarter: Uint8Array,
): Pick<Recourse, 'start' | 'mineral' | 'needTonnes' | 'served'> {
  const { draws, key, gapTonnes } = sample;
  const bare = emptyNeeds(draws, key.length);
  const served = emptyNeeds(draws, key.length);
  const gaps = { tonnes: new Float32Array(key.length), set: new Uint16Array(key.length) };
  const gapStart = new Uint32Array(key.length + 1);
  const setOf = internSets(projectsOf);
  let count = 0;
  for (let s = 0; s < draws; s++) {
    const end = sample.start[s + 1]!;
    for (let e = sample.start[s]!; e < end; ) {
      const m = key[e]! >> QUARTER_BITS;
      const before = count;
      let bareTonnes = 0;
      for (; e < end && key[e]! >> QUARTER_BITS === m; e++) {
        const set = setOf.find(m, key[e]! & QUARTER_MASK, firstQuarter, s, draws);
        if (set === NO_PROJECT) {
          bareTonnes += gapTonnes[e]!;
          continue;
        }
        gaps.tonnes[count] = gapTonnes[e]!;
        gaps.set[count++] = set;
      }
      addNeed(count === before ? bare : served, m, bareTonnes);
      gapStart[served.count] = count;
    }
    bare.start[s + 1] = bare.count;
    served.start[s + 1] = served.count;
  }
  return {
    start: bare.start,
    mineral: bare.mineral.slice(0, bare.count),
    needTonnes: bare.tonnes.slice(0, bare.count),
    served: {
      start: served.start,
      mineral: served.mineral.slice(0, served.count),
      bareTonnes: served.tonnes.slice(0, served.count),
      gapStart: gapStart.slice(0, served.count + 1),
      gapTonnes: gaps.tonnes.slice(0, count),
      gapSet: gaps.set.slice(0, count),
      sets: setOf.sets,
    },
  };
}

const emptyNeeds = (draws: number, most: number) => ({
  start: new Uint32Array(draws + 1),
  mineral: new Uint16Array(most),
  tonnes: new Float64Array(most),
  count: 0,
});

function addNeed(needs: ReturnType<typeof emptyNeeds>, mineral: number, tonnes: number): void {
  needs.mineral[needs.count] = mineral;
  needs.tonnes[needs.count++] = tonnes;
}

const NO_PROJECT = -1;
const MOST_OF_ONE_MINERAL = 20; // projects: a set of them is the bits of a whole number

/** Numbers the sets of projects of one mineral that deliver in the same quarter. */
function internSets(projectsOf: readonly (readonly number[])[]) {
  const sets: (readonly number[])[] = [];
  const known = projectsOf.map((of) => {
    assert(of.length <= MOST_OF_ONE_MINERAL, 'the projects of one mineral are few');
    return new Map<number, number>();
  });
  const find = (m: number, quarter: number, first: Uint8Array, s: number, draws: number) => {
    const projects = projectsOf[m]!;
    let bits = 0;
    for (let i = 0; i < projects.length; i++) {
      if (quarter >= first[projects[i]! * draws + s]!) bits |= 1 << i;
    }
    if (bits === 0) return NO_PROJECT;
    const found = known[m]!.get(bits);
    if (found !== undefined) return found;
    known[m]!.set(bits, sets.length);
    sets.push(projects.filter((_, i) => (bits >> i) & 1));
    return sets.length - 1;
  };
  return { sets, find };
}

/** Where a pass adds up: one set of arrays, made once per run. */
export interface Sums {
  readonly lossMusd: Float64Array; // of each draw
  readonly mineralLossMusd: Float64Array; // weighted, shape (mineral)
  readonly shortWeight: Float64Array; // weight of the draws in which the stock runs out
  readonly projectQuarters: Float64Array; // weighted quarters that one more tonne would help
  readonly preferredQuarters: Float64Array; // ... were there preferred projects alone
  readonly mostNeedTonnes: Float64Array; // in any draw of the pass, after project flow
}

export function emptySums({ draws, minerals, projects }: Recourse): Sums {
  return {
    lossMusd: new Float64Array(draws),
    mineralLossMusd: new Float64Array(minerals),
    shortWeight: new Float64Array(minerals),
    projectQuarters: new Float64Array(projects),
    preferredQuarters: new Float64Array(projects),
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
  sums.preferredQuarters.fill(0);
  sums.mostNeedTonnes.fill(0);
  const { start, mineral, needTonnes, lossMusdPerTonne, served, preference } = recourse;
  const extraMusdPerTonne = preference?.extraMusdPerTonne ?? new Float64Array(recourse.minerals);
  const sets = setsOf(recourse, flowTonnes);
  for (let s = 0; s < recourse.draws; s++) {
    const weight = weights[s]!;
    if (weight === 0) continue;
    let total = 0;
    for (let e = start[s]!; e < start[s + 1]!; e++) {
      const m = mineral[e]!;
      const need = needTonnes[e]!;
      if (need > sums.mostNeedTonnes[m]!) sums.mostNeedTonnes[m] = need;
      const open = need - stockTonnes[m]!;
      let loss = need * extraMusdPerTonne[m]!;
      if (open > 0) {
        loss += open * lossMusdPerTonne[m]!;
        sums.shortWeight[m]! += weight;
      }
      total += loss;
      sums.mineralLossMusd[m]! += weight * loss;
    }
    total += addServedNeeds(sums, recourse, stockTonnes, sets, s, weight);
    sums.lossMusd[s] = total;
  }
  for (const [i, set] of served.sets.entries()) {
    for (const p of set) {
      sums.projectQuarters[p]! += sets.quarters[i]!;
      if (preference?.isPreferred[p]) sums.preferredQuarters[p]! += sets.preferredQuarters[i]!;
    }
  }
}

/** Sets of projects in one pass: what they deliver in a quarter, and how often more would help. */
interface SetSums {
  readonly flowTonnes: Float64Array;
  readonly preferredTonnes: Float64Array;
  readonly quarters: Float64Array; // weighted
  readonly preferredQuarters: Float64Array;
}

function setsOf({ served: { sets }, preference }: Recourse, flowTonnes: Float64Array): SetSums {
  const preferred = flowTonnes.map((flow, p) => (preference?.isPreferred[p] ? flow : 0));
  return {
    flowTonnes: Float64Array.from(sets, (set) => sumOf(set, flowTonnes)),
    preferredTonnes: Float64Array.from(sets, (set) => sumOf(set, preferred)),
    quarters: new Float64Array(sets.length),
    preferredQuarters: new Float64Array(sets.length),
  };
}

function sumOf(set: readonly number[], values: Float64Array): number {
  let sum = 0;
  for (const p of set) sum += values[p]!;
  return sum;
}

/** Adds the needs of a draw that projects lessen; what of their loss is left. */
function addServedNeeds(
  sums: Sums,
  recourse: Recourse,
  stockTonnes: Float64Array,
  sets: SetSums,
  s: number,
  weight: number,
): number {
  const { start, mineral, bareTonnes, gapStart, gapTonnes, gapSet } = recourse.served;
  const { flowTonnes, quarters } = sets;
  let total = 0;
  for (let n = start[s]!; n < start[s + 1]!; n++) {
    const m = mineral[n]!;
    const from = gapStart[n]!;
    const to = gapStart[n + 1]!;
    let need = bareTonnes[n]!;
    for (let g = from; g < to; g++) {
      const gap = gapTonnes[g]! - flowTonnes[gapSet[g]!]!;
      if (gap > 0) need += gap;
    }
    if (need > sums.mostNeedTonnes[m]!) sums.mostNeedTonnes[m] = need;
    const extra = recourse.preference?.extraMusdPerTonne[m] ?? 0;
    let loss = extra === 0 ? 0 : extra * addPreferred(recourse.served, sets, n, weight);
    const open = need - stockTonnes[m]!;
    if (open > 0) {
      loss += open * recourse.lossMusdPerTonne[m]!;
      sums.shortWeight[m]! += weight;
      for (let g = from; g < to; g++) {
        const set = gapSet[g]!;
        if (gapTonnes[g]! > flowTonnes[set]!) quarters[set]! += weight;
      }
    }
    total += loss;
    sums.mineralLossMusd[m]! += weight * loss;
  }
  return total;
}

/** What preferred projects alone leave of a need [t]. */
function addPreferred(
  { bareTonnes, gapStart, gapTonnes, gapSet }: ServedNeeds,
  { preferredTonnes, preferredQuarters }: SetSums,
  n: number,
  weight: number,
): number {
  let left = bareTonnes[n]!;
  for (let g = gapStart[n]!; g < gapStart[n + 1]!; g++) {
    const set = gapSet[g]!;
    const gap = gapTonnes[g]! - preferredTonnes[set]!;
    if (gap <= 0) continue;
    left += gap;
    preferredQuarters[set]! += weight;
  }
  return left;
}

/** How the weighted loss changes per share of each choice [million USD], after a pass. */
export function slopesOf(sums: Sums, recourse: Recourse, choices: readonly Choice[]): Float64Array {
  return Float64Array.from(choices, ({ mineral, project, tonnes }) => {
    const times = project === null ? sums.shortWeight[mineral]! : sums.projectQuarters[project]!;
    const slope = -recourse.lossMusdPerTonne[mineral]! * tonnes * times;
    if (project === null || recourse.preference === undefined) return slope;
    const extra = recourse.preference.extraMusdPerTonne[mineral]!;
    return slope - extra * tonnes * sums.preferredQuarters[project]!;
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
  const edge = valueAtRank(lossMusd, draws - count);
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
