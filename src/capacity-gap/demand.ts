import { log } from '../base/elementary.ts';
import { normal } from '../base/normal.ts';
import { scramble, threefry, uniform, variable } from '../base/random.ts';
import { assume, drawFrom, exactly, isAssumed, type Range } from '../dependency/assumptions.ts';
import { elementShare, LATEST_YEAR } from '../dependency/exposure.ts';
import { consumptionTonnes } from '../minerals/minerals.ts';
import type { DemandCase, Mineral, ReferenceData } from '../minerals/reference-data.ts';

/*
 * U.S. demand for a mineral from year to year: as published, and as it may go on.
 *
 * Where consumption is withheld there is no history, so no trend; a range that is assumed stands in
 * for the last year. Where figures are of a group, all of them are times the share of the element.
 */

const FIRST_YEAR = 2020; // the earliest that the two editions cover
const LEVEL_FROM = 2021; // the last five years say how far a level may be from the latest

/** Consumption of one year as published: of the mineral, or of its group. */
export interface DemandPoint {
  readonly year: number;
  readonly tonnes: number;
  readonly evidence: readonly string[];
}

/** A straight line through the published years, and how sure a year predicted by it is. */
export interface TrendLine {
  readonly slope: number; // t per year per year
  readonly middleYear: number; // mean of the years
  readonly middleTonnes: number; // and of the tonnes
  readonly deviation: number; // of a year from the line [t], with the freedom below
  readonly count: number;
  readonly yearSquares: number; // Σ (year − middleYear)²
}

export interface DemandModel {
  readonly history: readonly DemandPoint[]; // before the share of the element
  readonly group: string | null;
  readonly share: Range; // of the element in its group; 1 where figures are its own
  readonly latest: Range; // of the last year, before the share
  readonly level: Range; // where demand may stay, before the share
  readonly line: TrendLine | null; // null with fewer than four published years
  readonly isAssumed: boolean; // no consumption is published
  readonly assumed: readonly string[];
}

export interface NoDemand {
  readonly reason: string;
}

/** What is known of the demand for a mineral, or why nothing can be said. */
export function demandModelOf(data: ReferenceData, mineral: Mineral): DemandModel | NoDemand {
  const scope = `mineral:${mineral.id}`;
  if (isAssumed(data.assumptions, 'consumption_tonnes', scope)) {
    const latest = assume(data.assumptions, 'consumption_tonnes', [scope]);
    const [history, group, share] = [[], null, exactly(1)];
    const assumed = ['consumption, which is withheld or not published'];
    return { history, group, share, latest, level: latest, line: null, isAssumed: true, assumed };
  }
  const found = consumptionTonnes(data, mineral.id, LATEST_YEAR);
  if (found === null) return { reason: 'no consumption is published' };
  if (found.value === null) {
    const why = found.qualifier === 'W' ? 'withheld' : 'published as a bound or not at all';
    return { reason: `its consumption is ${why}, and nothing bounds it` };
  }
  const share = found.group === null ? exactly(1) : elementShare(data, mineral);
  if (share === null) return { reason: 'its share of the group is not known' };
  const history = historyOf(data, mineral.id);
  return {
    history,
    group: found.group,
    share,
    latest: exactly(found.value),
    level: levelOf(history, found.value),
    line: trendOf(history),
    isAssumed: false,
    assumed: found.group === null ? [] : ['share of the element in the rare-earth group'],
  };
}

export const isDemand = (found: DemandModel | NoDemand): found is DemandModel =>
  !('reason' in found);

function historyOf(data: ReferenceData, mineralId: string): DemandPoint[] {
  const points: DemandPoint[] = [];
  for (let year = FIRST_YEAR; year <= LATEST_YEAR; year++) {
    const found = consumptionTonnes(data, mineralId, year);
    if (found?.value == null) continue; // a withheld year is a gap, never a zero
    points.push({ year, tonnes: found.value, evidence: found.evidence });
  }
  return points;
}

/** The latest year, between the least and the most of the last five. */
export function levelOf(history: readonly DemandPoint[], latest: number): Range {
  const recent = history.filter(({ year }) => year >= LEVEL_FROM).map(({ tonnes }) => tonnes);
  return { low: Math.min(latest, ...recent), mid: latest, high: Math.max(latest, ...recent) };
}

const LEAST_POINTS = 4; // three leave one degree of freedom, which says next to nothing

/** The least-squares line through the published years, or null where they are too few. */
export function trendOf(history: readonly DemandPoint[]): TrendLine | null {
  const count = history.length;
  if (count < LEAST_POINTS) return null;
  const middleYear = history.reduce((sum, { year }) => sum + year, 0) / count;
  const middleTonnes = history.reduce((sum, { tonnes }) => sum + tonnes, 0) / count;
  let yearSquares = 0;
  let products = 0;
  for (const { year, tonnes } of history) {
    yearSquares += (year - middleYear) * (year - middleYear);
    products += (year - middleYear) * (tonnes - middleTonnes);
  }
  const slope = products / yearSquares;
  let squares = 0;
  for (const { year, tonnes } of history) {
    const miss = tonnes - middleTonnes - slope * (year - middleYear);
    squares += miss * miss;
  }
  const deviation = Math.sqrt(squares / (count - 2));
  return { slope, middleYear, middleTonnes, deviation, count, yearSquares };
}

/**
 * Demand of a year on a trend [t]: the line, and `miss` times the error of predicting one year.
 *
 *   max(0, ȳ + b (t − t̄) + miss · s √(1 + 1/n + (t − t̄)² / Σ (tᵢ − t̄)²))
 *
 * @param miss - from Student's t with n − 2 degrees of freedom; 0 gives the line itself
 */
export function trendTonnes(line: TrendLine, year: number, miss: number): number {
  const away = year - line.middleYear;
  const spread = Math.sqrt(1 + 1 / line.count + (away * away) / line.yearSquares);
  return Math.max(0, line.middleTonnes + line.slope * away + miss * line.deviation * spread);
}

/** What one draw says of demand, the same for every year and every case. */
export interface DemandDraw {
  readonly share: number; // uniform numbers
  readonly level: number;
  readonly growth: number;
  readonly miss: number; // from Student's t
}

/** Every number at its middle: one future in which nothing is by chance. */
export const MIDDLE_DEMAND: DemandDraw = { share: 0.5, level: 0.5, growth: 0.5, miss: 0 };

/** Demand of the last published year in one draw [t]: certain, unless it is assumed or of a group. */
export function latestTonnes({ latest, share }: DemandModel, draw: DemandDraw): number {
  return drawFrom(latest, draw.level) * drawFrom(share, draw.share);
}

/**
 * Demand of a year in one draw [t]; the last published year stays as it was published.
 *
 * A demand that is assumed has one uncertainty, its level; `trend` has no answer for it.
 */
export function demandTonnes(
  model: DemandModel,
  demandCase: DemandCase,
  year: number,
  draw: DemandDraw,
): number {
  if (year <= LATEST_YEAR) return latestTonnes(model, draw);
  const share = drawFrom(model.share, draw.share);
  if (demandCase.method === 'trend' && model.line !== null) {
    return trendTonnes(model.line, year, draw.miss) * share;
  }
  const level = drawFrom(model.level, draw.level);
  if (demandCase.method !== 'growth') return level * share;
  const rate = drawFrom(growthOf(demandCase), draw.growth);
  let grown = level * share;
  for (let each = LATEST_YEAR; each < year; each++) grown *= 1 + rate;
  return grown;
}

/** Why a case says nothing of a mineral; null where it does. */
export function noCaseReason(model: DemandModel, { method }: DemandCase): string | null {
  if (method !== 'trend' || model.line !== null) return null;
  return model.isAssumed
    ? 'its consumption is withheld or not published, so there is no trend to carry on'
    : 'its consumption is published for too few years to carry on a trend';
}

const growthOf = ({ growthLow, growthMid, growthHigh }: DemandCase): Range => ({
  low: growthLow ?? 0,
  mid: growthMid ?? 0,
  high: growthHigh ?? 0,
});

/** Which of a pair of draws: the second has every uniform number u as 1 − u. */
export interface PairedDraw {
  readonly seed: number;
  readonly pair: number;
  readonly isMirrored: boolean;
}

/** Uniform numbers by counter, of one variable in one draw. @param block - scratch of two words */
export function uniforms(
  name: string,
  { seed, pair, isMirrored }: PairedDraw,
  block: Int32Array,
): (counter: number) => number {
  threefry(block, seed, pair, variable(name), 0);
  const [start, step] = [block[0]!, block[1]!];
  return (counter) => {
    const u = uniform(scramble(start, step, counter));
    return isMirrored ? 1 - u : u;
  };
}

/** The numbers of demand of one mineral in one draw. @param freedom - degrees of, of the trend */
export function drawDemand(mineral: string, freedom: number, of: PairedDraw): DemandDraw {
  const block = new Int32Array(2);
  const numbers = uniforms(`gap demand ${mineral}`, of, block);
  const [share, level, growth] = [numbers(1), numbers(2), numbers(3)];
  const [start, step] = [block[0]!, block[1]!];
  const miss = studentT(freedom, (counter) => scramble(start, step, 4 + counter));
  return { share, level, growth, miss: of.isMirrored ? -miss : miss };
}

/**
 * A number from Student's t: a normal over the root of a mean of squared normals.
 *
 * Pairs of squared normals are −2 ln u, so four degrees of freedom take two logarithms.
 *
 * @param word - 32 random bits by their counter
 */
export function studentT(freedom: number, word: (counter: number) => number): number {
  if (freedom <= 0) return 0;
  let squares = 0;
  for (let pair = 1; 2 * pair <= freedom; pair++) squares -= 2 * log(uniform(word(pair)));
  if (freedom % 2 === 1) squares += normal(word(freedom)) * normal(word(freedom));
  return normal(word(0)) / Math.sqrt(squares / freedom);
}
