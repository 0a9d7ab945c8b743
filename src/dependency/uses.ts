import type { EndUse, Mineral, ReferenceData } from '../minerals/reference-data.ts';
import { assume } from './assumptions.ts';
import { classOfUse, kindOfWords, multiplierOf } from './stake.ts';

/*
 * What a mineral is used for: how large each use is, whom it serves, how readily it gives way when
 * the price rises, and how much GDP hangs on it. Sizes are facts where USGS gives them; the rest
 * goes by the kind of use and is assumed.
 */

/** Whom a use serves; the classes of requirement R3.05. */
export const DEMAND_CLASSES = ['military', 'essential', 'other'] as const;
export type DemandClass = (typeof DEMAND_CLASSES)[number];

export interface Use {
  readonly use: string; // as the source words it
  readonly kind: string; // of `USE_WORDS`
  readonly share: number; // of consumption
  readonly classShare: Readonly<Record<DemandClass, number>>; // of this use; sums to 1
  /** How much of a small shortage falls on this use, over its share; the mean over all uses is 1. */
  readonly readiness: number;
  /** GDP that hangs on a tonne in this use, over the mean of all uses; the mean is 1. */
  readonly stakeFactor: number;
  readonly source: string | null; // null where the share is assumed
}

interface SizedUse {
  readonly use: string;
  readonly kind: string;
  readonly share: number;
  readonly source: string | null;
}

/**
 * The uses of a mineral, the largest first. One use of all where no source gives shares.
 *
 * @source docs/models/stress.md, section 4
 */
export function usesOf(data: ReferenceData, mineral: Mineral): readonly Use[] {
  const sized = sizesOf(data, mineral);
  const multipliers = sized.map(({ kind }) => multiplierOf(data, kind).mid);
  const meanMultiplier = weightedMean(sized, multipliers);
  const readiness = readinessOf(
    sized,
    sized.map(({ kind }) => assume(data.assumptions, 'substitution', [`use:${kind}`]).mid),
  );
  return sized.map((each, u) => ({
    ...each,
    classShare: classSharesOf(data, each.kind),
    readiness: readiness[u]!,
    stakeFactor: multipliers[u]! / meanMultiplier,
  }));
}

/** The sizes that USGS gives, with what they leave open; bounds count as the figure. */
function sizesOf(data: ReferenceData, mineral: Mineral): readonly SizedUse[] {
  const rows = data.endUses.filter((row) => row.mineral === mineral.id && (row.sharePct ?? 0) > 0);
  const usual = classOfUse(mineral);
  if (rows.length === 0) return [{ use: 'all uses', kind: usual, share: 1, source: null }];
  const total = rows.reduce((sum, row) => sum + shareOf(row), 0);
  const known = rows.map((row) => ({
    use: row.use,
    kind: kindOfWords(row.use) ?? usual,
    share: shareOf(row) / Math.max(1, total),
    source: row.source,
  }));
  const open = 1 - total;
  if (open < LEAST_OPEN) return scaled(known, 1 / known.reduce((sum, use) => sum + use.share, 0));
  return [...known, { use: 'uses not named', kind: usual, share: open, source: null }];
}

const shareOf = ({ sharePct }: EndUse) => (sharePct ?? 0) / 100;
const LEAST_OPEN = 0.02; // rounding of published shares

const scaled = (uses: readonly SizedUse[], factor: number): SizedUse[] =>
  uses.map((use) => ({ ...use, share: use.share * factor }));

function weightedMean(uses: readonly SizedUse[], values: readonly number[]): number {
  return uses.reduce((sum, { share }, u) => sum + share * values[u]!, 0);
}

/**
 * Readiness scaled to a mean of 1, and drawn towards 1 until none exceeds 2, so that no use can
 * lose more than it has however a shortage grows.
 */
function readinessOf(uses: readonly SizedUse[], given: readonly number[]): number[] {
  const mean = weightedMean(uses, given);
  const relative = given.map((value) => value / mean);
  const most = Math.max(...relative);
  const kept = most > 2 ? 1 / (most - 1) : 1;
  return relative.map((value) => 1 + kept * (value - 1));
}

function classSharesOf(data: ReferenceData, kind: string): Record<DemandClass, number> {
  const military = assume(data.assumptions, 'military_share', [`use:${kind}`]).mid;
  const essential = assume(data.assumptions, 'essential_share', [`use:${kind}`]).mid;
  return { military, essential, other: Math.max(0, 1 - military - essential) };
}

/** What a unit of shortage does, by class and in all: early, when the ready uses give way, and fully. */
export interface ClassEffect {
  readonly early: number;
  readonly full: number;
}

/**
 * How a shortage falls on a class. With f the share of demand that is unmet, the class loses
 * early · f (1 − f) + full · f² of all demand.
 *
 * @source docs/models/stress.md, equation 5
 */
export function classEffect(uses: readonly Use[], demandClass: DemandClass): ClassEffect {
  let early = 0;
  let full = 0;
  for (const { share, readiness, classShare } of uses) {
    early += share * readiness * classShare[demandClass];
    full += share * classShare[demandClass];
  }
  return { early, full };
}

/** Sums over quarters of one future, or means of many [any unit]. */
export interface UnmetSums {
  readonly unmet: number; // all of it
  readonly early: number; // of it, what falls on the uses that give way readily
  readonly shifted: number; // what others bore because defence came first
}

/** What a class went without. */
export function classUnmet(
  uses: readonly Use[],
  demandClass: DemandClass,
  { unmet, early, shifted }: UnmetSums,
): number {
  const effect = classEffect(uses, demandClass);
  const own = effect.early * early + effect.full * (unmet - early);
  if (demandClass === 'military') return own - shifted;
  return demandClass === 'other' ? own + shifted : own;
}

/**
 * How the GDP that a shortage costs is spread over the classes; sums to 1.
 *
 * @param depth - share of demand that is missing, in [0, 1]
 * @source docs/models/allocation.md, equation 6
 */
export function classLossShares(
  uses: readonly Use[],
  depth: number,
): Readonly<Record<DemandClass, number>> {
  const shares = { military: 0, essential: 0, other: 0 };
  let all = 0;
  for (const { share, readiness, stakeFactor, classShare } of uses) {
    const loss = share * stakeFactor * (readiness * (1 - depth) + depth);
    all += loss;
    for (const each of DEMAND_CLASSES) shares[each] += loss * classShare[each];
  }
  for (const each of DEMAND_CLASSES) shares[each] /= all;
  return shares;
}

/** GDP that a small shortage costs, over what the same shortage costs when it falls on all alike. */
export function earlyStakeFactor(uses: readonly Use[]): number {
  return uses.reduce(
    (sum, { share, readiness, stakeFactor }) => sum + share * readiness * stakeFactor,
    0,
  );
}

/** Mean GDP that hangs on a tonne of a class, over the mean of all uses. */
export function classStakeFactor(uses: readonly Use[], demandClass: DemandClass): number {
  let stake = 0;
  let size = 0;
  for (const { share, classShare, stakeFactor } of uses) {
    stake += share * classShare[demandClass] * stakeFactor;
    size += share * classShare[demandClass];
  }
  return size > 0 ? stake / size : 1;
}
