import * as z from 'zod';
import type { ProjectReport } from './project-report.ts';

/** A milestone as a diamond in a row of projects. */
const ListedMilestone = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  state: z.string(),
  baseline: z.string().nullable(),
  expectedLast: z.string().nullable(),
  actual: z.string().nullable(),
  slipMonths: z.number().nullable(),
  p50: z.string().nullable(),
  p90: z.string().nullable(),
});

/** A project in the list: what is promised, what is credited, and when it may come. */
export const ListedProject = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.string(),
    stage: z.string().nullable(),
    place: z.string(),
    iso3: z.string().nullable(),
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
    isReserveInstrument: z.boolean(),
    summary: z.string(),
    minerals: z.array(
      z.object({
        mineral: z.string(),
        promisedTonnesPerYear: z.number().nullable(),
        creditedTonnesPerYear: z.number(),
        reason: z.string().describe('why this much is credited'),
        reached: z.string().nullable().describe('rung of evidence'),
      }),
    ),
    delivery: z
      .object({
        milestone: z.string(),
        baseline: z.string().nullable().describe('last day of the first dating'),
        planned: z.string().nullable().describe('last day of the newest'),
        p50: z.string(),
        p90: z.string(),
        slipMonths: z.number().nullable(),
      })
      .nullable(),
    milestones: z.array(ListedMilestone),
    fires: z.array(z.string()).describe('checks that fire'),
    source: z.string(),
  })
  .meta({ id: 'ListedProject' });
export type ListedProject = z.infer<typeof ListedProject>;

export const ProjectList = z
  .object({
    on: z.string().describe('day on which permits and milestones are looked at'),
    projects: z.array(ListedProject),
    dataVersion: z.string(),
    dataDigest: z.string(),
  })
  .meta({ id: 'ProjectList' });
export type ProjectList = z.infer<typeof ProjectList>;

type Report = Omit<ProjectReport, 'digest'>;

/** A report as a row of the list. */
export function listed(report: Report): ListedProject {
  const { record, forecast, milestones } = report;
  const { id, name, kind, stage, place, iso3, latitude, longitude, source } = record;
  const target = milestones.find((each) => each.id === forecast?.milestone);
  return {
    ...{ id, name, kind, stage, place, iso3, latitude, longitude, source },
    isReserveInstrument: record.isReserveInstrument,
    summary: report.summary,
    minerals: report.minerals.map(({ mineral, promised, credited, ladder }) => ({
      mineral,
      promisedTonnesPerYear: promised?.tonnesPerYear ?? null,
      creditedTonnesPerYear: credited.tonnesPerYear,
      reason: credited.reason,
      reached: ladder.reached,
    })),
    delivery:
      forecast === null
        ? null
        : {
            milestone: forecast.milestone,
            baseline: target?.baseline ?? null,
            planned: forecast.planned,
            p50: forecast.p50,
            p90: forecast.p90,
            slipMonths: target?.slipMonths ?? null,
          },
    milestones: milestones.map((each) => {
      const dated = forecast?.milestones.find((one) => one.id === each.id);
      const { id: milestone, title, state, baseline, expectedLast, actual, slipMonths } = each;
      return {
        id: milestone,
        kind: each.kind,
        ...{ title, state, baseline, expectedLast, actual, slipMonths },
        p50: dated?.p50 ?? null,
        p90: dated?.p90 ?? null,
      };
    }),
    fires: report.checks.filter(({ outcome }) => outcome === 'fires').map((each) => each.id),
  };
}
