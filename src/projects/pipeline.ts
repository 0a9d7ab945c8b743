import { log } from '../base/elementary.ts';
import { threefry, uniform, variable } from '../base/random.ts';
import { assume } from '../dependency/assumptions.ts';
import type { Assumption } from '../minerals/reference-data.ts';
import { firstDay, lastDay } from './day.ts';
import { creditedSupply, fundableSupply, type NoSupply, type SupplyCredit } from './evidence.ts';
import { deliveryMilestone } from './forecast.ts';
import { historiesOf } from './milestones.ts';
import { mineralsOf, type ProjectRecord } from './projects.ts';

/*
 * Mines and plants to come, as the models see them: what evidence credits a project with, when it
 * may begin, and how likely it is that it never does. Dates come from its milestones; where none is
 * known, and for delays and failures, the stage that it has reached gives the figures: assumptions.
 */

/** One mineral that a project is to deliver. */
export interface PipelineProduct {
  readonly id: string; // 'stibnite-antimony': the project's name and the mineral's
  readonly project: string;
  readonly title: string;
  readonly iso3: string | null;
  readonly mineral: string; // [t/year] below are of it, as its statistics count it
  readonly credited: SupplyCredit | NoSupply; // without help of the Reserve
  readonly fundable: SupplyCredit | NoSupply; // with it
  readonly course: Course | NoCourse;
}

/** When a project may begin to deliver, and how likely it is that it never does. */
export interface Course {
  readonly stage: StageId;
  readonly startQuarter: number; // of the horizon, at the earliest
  readonly delayQuarters: number; // mean, beyond the start
  readonly failureProbability: number;
  readonly costYears: number; // of output at the present price, where the source gives no cost
  readonly assumed: readonly string[];
}

export interface NoCourse {
  readonly reason: string;
}

export type StageId = NonNullable<ProjectRecord['stage']>;

/** The products of all projects, in the order of the records. */
export const pipelineProducts = (
  records: readonly ProjectRecord[],
  firstYear: number,
  assumptions: readonly Assumption[],
): readonly PipelineProduct[] =>
  records.flatMap((record) =>
    mineralsOf(record).map((mineral) => ({
      id: `${record.id}-${mineral}`,
      project: record.id,
      title: record.name,
      iso3: record.iso3,
      mineral,
      credited: creditedSupply(record, mineral),
      fundable: fundableSupply(record, mineral),
      course: courseOf(record, firstYear, assumptions),
    })),
  );

/**
 * When a project may begin: the last day of the newest date of its first output, or as long as
 * projects of its stage are assumed to need.
 *
 * @param firstYear - in which the horizon begins
 */
export function courseOf(
  record: Pick<ProjectRecord, 'stage' | 'milestones'>,
  firstYear: number,
  assumptions: readonly Assumption[],
): Course | NoCourse {
  const { stage } = record;
  if (stage === null) return { reason: 'nothing published says that it is to start' };
  const middle = (id: string) => assume(assumptions, id, [`stage:${stage}`]).mid;
  const dated = datedQuarter(record, firstYear);
  return {
    stage,
    // A sensitivity run asks between whole quarters.
    startQuarter: dated ?? Math.floor(middle('project_start_quarters') + 0.5),
    delayQuarters: middle('project_delay_quarters'),
    failureProbability: middle('project_failure'),
    costYears: middle('project_cost_years'),
    assumed: [
      ...(dated === null ? ['first delivery from its stage'] : []),
      'delay and failure from its stage',
    ],
  };
}

export const isCourse = (found: Course | NoCourse): found is Course => !('reason' in found);

const DAYS_PER_QUARTER = 365.25 / 4;

/** The quarter in which first output is due by its newest date; null where no date is to come. */
function datedQuarter({ milestones }: Pick<ProjectRecord, 'milestones'>, firstYear: number) {
  const begin = firstDay(String(firstYear));
  const due = deliveryMilestone(historiesOf(milestones, begin));
  if (due === undefined) return null;
  if (due.state === 'reached') return 0;
  if (due.expectedLast === null) return null;
  return Math.max(0, Math.floor((lastDay(due.expectedLast) - begin) / DAYS_PER_QUARTER));
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
