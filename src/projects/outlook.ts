import * as z from 'zod';
import { quantile } from '../base/statistics.ts';
import { assume, exactly } from '../dependency/assumptions.ts';
import type { Assumption, ReferenceData } from '../minerals/reference-data.ts';
import { DAYS_PER_MONTH, firstDay, isoOf, lastDay } from './day.ts';
import {
  deliveryMilestone,
  type Forecast,
  forecastMilestones,
  MilestoneForecast,
  probabilityBy,
} from './forecast.ts';
import { type MilestoneHistory, ownSlipsMonths } from './milestones.ts';
import type { ProjectRecord } from './projects.ts';
import { type RampCases, rampCases } from './ramp.ts';

/*
 * When a project may deliver, by the assumptions of its stage and its own slips, and how it climbs.
 */

const MONTHS_PER_QUARTER = 3;

export const ForecastReport = z.object({
  milestone: z.string().describe('where delivery begins'),
  title: z.string(),
  planned: z.string().nullable().describe('last day of its newest date'),
  withoutDelay: z.string(),
  p50: z.string().describe('reached by then in half of the futures in which it comes about'),
  p90: z.string(),
  onTimeProbability: z.number().nullable().describe('of its newest date, with failure'),
  by: z.object({ date: z.string(), probability: z.number() }).nullable(),
  failureProbability: z.number().describe('that it never comes about, by its stage: an assumption'),
  meanDelayMonths: z.number().describe('of its stage and of its own slips'),
  stageDelayMonths: z.number().describe('of its stage alone: an assumption'),
  ownSlips: z.int().describe('slips of its own that count'),
  criticalPath: z.array(z.string()),
  milestones: z.array(MilestoneForecast),
  secondMethod: z
    .object({ p50: z.string(), p90: z.string(), differenceDays: z.number() })
    .describe('distribution functions day by day, against the simulation'),
  draws: z.int(),
  seed: z.int(),
});
export type ForecastReport = z.infer<typeof ForecastReport>;

/** How a report is asked for. */
export interface ReportTerms {
  readonly on: string; // '2026-07-02'
  readonly by: string | null; // day whose probability is asked for
  readonly draws: number;
  readonly seed: number;
}

/** A forecast, or why there is none. */
export interface Outlook {
  readonly forecast: Forecast | null;
  readonly report: ForecastReport | null;
  readonly note: string | null;
}

const NO_FORECAST = (note: string): Outlook => ({ forecast: null, report: null, note });

/** The forecast of first output. */
export function outlookOf(
  { assumptions }: ReferenceData,
  record: ProjectRecord,
  histories: readonly MilestoneHistory[],
  { on, by, draws, seed }: ReportTerms,
): Outlook {
  const { id, stage } = record;
  const outputs = histories.filter(({ kind }) => kind === 'first output');
  if (outputs.length === 0) return NO_FORECAST('no date of first output is published');
  if (deliveryMilestone(histories) === undefined) {
    return NO_FORECAST('first output has been reached');
  }
  if (stage === null) {
    const words = outputs.at(-1)!.datings.at(-1)!.words;
    return NO_FORECAST(`nothing moves it at present: ${words}`);
  }
  const stageOf = (name: string) => assume(assumptions, name, [`stage:${stage}`]).mid;
  const stageDelayMonths = MONTHS_PER_QUARTER * stageOf('project_delay_quarters');
  const slips = ownSlipsMonths(histories);
  const weight = assume(assumptions, 'slip_prior_weight').mid;
  const meanDelayMonths =
    (weight * stageDelayMonths + slips.reduce((sum, months) => sum + months, 0)) /
    (weight + slips.length);
  const forecast = forecastMilestones(histories, {
    project: id,
    onDay: firstDay(on),
    meanDelayMonths,
    rampMonths: MONTHS_PER_QUARTER * assume(assumptions, 'ramp_quarters').mid,
    draws,
    seed,
  });
  if (forecast === null) return NO_FORECAST('no date leads to first output');
  const failureProbability = stageOf('project_failure');
  const p50 = quantile(forecast.targetDays, 0.5);
  const p90 = quantile(forecast.targetDays, 0.9);
  const target = histories.find((each) => each.id === forecast.target)!;
  const comes = (date: string) =>
    (1 - failureProbability) * probabilityBy(forecast.targetDays, lastDay(date) + 1);
  const { p50Day, p90Day } = forecast.secondMethod;
  return {
    forecast,
    note: null,
    report: {
      milestone: forecast.target,
      title: target.title,
      planned: target.expectedLast === null ? null : isoOf(lastDay(target.expectedLast)),
      withoutDelay: isoOf(forecast.withoutDelayDay),
      p50: isoOf(p50),
      p90: isoOf(p90),
      onTimeProbability: target.expectedLast === null ? null : comes(target.expectedLast),
      by: by === null ? null : { date: by, probability: comes(by) },
      failureProbability,
      meanDelayMonths,
      stageDelayMonths,
      ownSlips: slips.length,
      criticalPath: [...forecast.criticalPath],
      milestones: [...forecast.milestones],
      secondMethod: {
        p50: isoOf(p50Day),
        p90: isoOf(p90Day),
        differenceDays: Math.max(Math.abs(p50 - p50Day), Math.abs(p90 - p90Day)),
      },
      draws,
      seed,
    },
  };
}

const ASSUMED = ['project_delay_quarters', 'project_failure'];
const ASSUMED_OF_ALL = ['ramp_quarters', 'ramp_final_share', 'slip_prior_weight'];

/** The assumptions that a forecast rests on. */
export const assumptionsOf = (
  { assumptions }: ReferenceData,
  { stage }: ProjectRecord,
): Assumption[] =>
  assumptions.filter(
    ({ id, scope }) =>
      ASSUMED_OF_ALL.includes(id) || (ASSUMED.includes(id) && scope === `stage:${stage}`),
  );

/** Three ways up for an amount of product a year, where there is a forecast. */
export function rampOf(
  { assumptions }: ReferenceData,
  { forecast }: Outlook,
  tonnesPerYear: number,
): RampCases | null {
  if (forecast === null) return null;
  const assumed = assume(assumptions, 'ramp_quarters');
  // A full rate that is dated is the end of the climb, which is then one and the same.
  const quarters = forecast.isFullRate ? exactly(assumed.mid) : assumed;
  const climbDays = forecast.isFullRate ? assumed.mid * MONTHS_PER_QUARTER * DAYS_PER_MONTH : 0;
  const startDays = {
    low: forecast.withoutDelayDay - climbDays,
    mid: quantile(forecast.targetDays, 0.5) - climbDays,
    high: quantile(forecast.targetDays, 0.9) - climbDays,
  };
  const finalShare = assume(assumptions, 'ramp_final_share');
  return rampCases(tonnesPerYear, startDays, { quarters, finalShare });
}
