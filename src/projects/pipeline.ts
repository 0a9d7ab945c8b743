import { log } from '../base/elementary.ts';
import { threefry, uniform, variable } from '../base/random.ts';
import { assume, isAssumed } from '../dependency/assumptions.ts';
import type { Assumption, ProjectFact } from '../minerals/reference-data.ts';

/*
 * Mines and plants to come: what a source says a project will deliver, and when it may. Where the
 * source is silent, the stage that a project has reached gives the figures; these are assumptions.
 */

/** What a project delivers if it comes about, and how likely that is. */
export type Delivery = Output & Course;

interface Output {
  readonly tonnesPerYear: number; // of the mineral, as its statistics count them
  readonly contentShare: number; // of the mineral in a tonne of what the source counts
  readonly assumed: readonly string[];
}

interface Course {
  readonly startQuarter: number; // of the horizon, at the earliest
  readonly delayQuarters: number; // mean, beyond the start
  readonly failureProbability: number;
  readonly costYears: number; // of output at the present price, where the source gives no cost
  readonly stage: StageId;
  readonly assumed: readonly string[];
}

export interface NoDelivery {
  readonly reason: string;
}

export type StageId = 'restart' | 'construction' | 'planned' | 'feasibility';

interface Stage {
  readonly stage: StageId; // as data/assumption.csv calls it
  readonly words: RegExp; // in the stage, the name or the unit
}

const STAGES: readonly Stage[] = [
  { stage: 'restart', words: /idle|restart/ },
  { stage: 'construction', words: /ramp-up|construction/ },
  { stage: 'planned', words: /loan|planned|announced/ },
  { stage: 'feasibility', words: /feasibility/ },
];

export const MAGNET_CONTENT = 'magnet_content';

/** Tonnes of the mineral, as its statistics count them, in a tonne of what the source counts. */
interface UnitRule {
  readonly words: RegExp;
  readonly share: number | string; // a number, or the assumption that holds it by mineral
  readonly assumed: string | null;
}

const UNIT_RULES: readonly UnitRule[] = [
  {
    words: /^t MOP per year/,
    share: 'muriate_content',
    assumed: 'content of muriate',
  },
  {
    words: /^t boric acid per year/,
    share: 0.563, // B2O3 in H3BO3, from atomic weights
    assumed: null,
  },
  {
    words: /^t NdFeB magnets per year/,
    share: MAGNET_CONTENT,
    assumed: 'neodymium and praseodymium in magnets',
  },
  {
    words: /^t (concentrate |sponge )?per year/,
    share: 1,
    assumed: null,
  },
];

function shareOf(
  assumptions: readonly Assumption[],
  { share }: UnitRule,
  mineral: string,
): number | null {
  if (typeof share === 'number') return share;
  const scope = `mineral:${mineral}`;
  return isAssumed(assumptions, share, scope) ? assume(assumptions, share, [scope]).mid : null;
}

/**
 * What a project delivers and when, or why nothing can be said.
 *
 * @param firstYear - in which the horizon begins
 * @param supposedTonnesPerYear - output to count instead of what its source says
 */
export function deliveryOf(
  fact: ProjectFact,
  firstYear: number,
  assumptions: readonly Assumption[],
  supposedTonnesPerYear: number | null = null,
): Delivery | NoDelivery {
  const output =
    supposedTonnesPerYear === null
      ? outputOf(fact, assumptions)
      : { tonnesPerYear: supposedTonnesPerYear, contentShare: 1, assumed: ['output supposed'] };
  if ('reason' in output) return output;
  const course = courseOf(fact, firstYear, assumptions);
  if ('reason' in course) return course;
  return { ...output, ...course, assumed: [...output.assumed, ...course.assumed] };
}

/** Output at full rate, as far as a source supports it, or why nothing is counted. */
export function outputOf(
  { capacityAdded, capacityUnit, mineral }: ProjectFact,
  assumptions: readonly Assumption[],
): Output | NoDelivery {
  if (capacityAdded === null) return { reason: 'its source gives no capacity' };
  const unit = UNIT_RULES.find(({ words }) => words.test(capacityUnit ?? ''));
  const share = unit === undefined ? null : shareOf(assumptions, unit, mineral);
  if (unit === undefined || share === null) return { reason: 'its capacity is not in tonnes' };
  return {
    tonnesPerYear: capacityAdded * share,
    contentShare: share,
    assumed: unit.assumed === null ? [] : [unit.assumed],
  };
}

/** When a project may begin, and how likely it is that it never does, from its source and stage. */
export function courseOf(
  fact: ProjectFact,
  firstYear: number,
  assumptions: readonly Assumption[],
): Course | NoDelivery {
  const text = `${fact.stage} ${fact.project} ${fact.capacityUnit}`.toLowerCase();
  const stage = STAGES.find(({ words }) => words.test(text))?.stage;
  if (stage === undefined) return { reason: `its stage '${fact.stage}' has no rule` };
  const middle = (id: string) => assume(assumptions, id, [`stage:${stage}`]).mid;
  const start = startQuarterOf(fact.start, firstYear);
  return {
    // A sensitivity run asks between whole quarters.
    startQuarter: start ?? Math.floor(middle('project_start_quarters') + 0.5),
    delayQuarters: middle('project_delay_quarters'),
    failureProbability: middle('project_failure'),
    costYears: middle('project_cost_years'),
    stage,
    assumed: [
      ...(start === null ? ['first delivery from its stage'] : []),
      'delay and failure from its stage',
    ],
  };
}

export const isDelivery = (found: Delivery | NoDelivery): found is Delivery => !('reason' in found);

const QUARTER_OF_WORD: Readonly<Record<string, number>> = { early: 0, mid: 2, late: 3 };

/** The quarter of the horizon in which '2026 late' or '2027' falls; a plain year is its middle. */
function startQuarterOf(start: string | null, firstYear: number): number | null {
  const [, year, word] = /^(\d{4})(?: (early|mid|late))?/.exec(start ?? '') ?? [];
  if (year === undefined) return null;
  return Math.max(0, (Number(year) - firstYear) * 4 + QUARTER_OF_WORD[word ?? 'mid']!);
}

/** Later than any horizon: the project has failed in this draw. */
export const NEVER = 255;

/** When a project may begin to deliver. */
export interface Timing {
  readonly id: string;
  readonly startQuarter: number;
  readonly delayQuarters: number;
  readonly failureProbability: number;
}

/**
 * The quarter in which a project begins to deliver in one draw, or NEVER.
 *
 * Delays are geometric: in every quarter beyond the start the same chance to begin. The number is
 * keyed by the project's name, so a plan and a stress run see the same delay in the same draw.
 *
 * @param logStay - from `logStayOf`
 * @param projectVariable - from `projectVariableOf`
 */
export function firstQuarterOf(
  { startQuarter, failureProbability }: Timing,
  { seed, draw, logStay, projectVariable, block }: FirstQuarterDraw,
): number {
  threefry(block, seed, draw, projectVariable, 0);
  if (uniform(block[0]!) < failureProbability) return NEVER;
  return Math.min(NEVER, startQuarter + Math.floor(log(uniform(block[1]!)) / logStay));
}

interface FirstQuarterDraw {
  readonly seed: number;
  readonly draw: number;
  readonly logStay: number;
  readonly projectVariable: number;
  readonly block: Int32Array; // scratch of two words
}

export const projectVariableOf = ({ id }: Timing): number => variable(`project ${id}`);

/** Logarithm of the chance that a late project stays late for one more quarter. */
export const logStayOf = ({ delayQuarters }: Timing): number =>
  log(delayQuarters / (delayQuarters + 1) || Number.MIN_VALUE);
