import type { ProjectRow } from '../../web/pages/project-text.ts';
import type { ProjectFilter, ProjectsProps, StatusFilter } from '../../web/pages/projects-page.tsx';
import { canonicalJson } from '../base/canonical.ts';
import { isFirm } from '../instruments/finance-stack.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { FORECAST_DRAWS } from '../projects/forecast.ts';
import type { MilestoneHistory } from '../projects/milestones.ts';
import { type ProjectReport, recordDay, reportOf } from '../projects/project-report.ts';
import { USUAL_SEED } from '../projects/projects.service.ts';
import { projectRecords } from '../projects/projects.ts';

/**
 * The reports of all projects, as `project show` makes them when nothing else is asked. It takes
 * about a second.
 */
export function allReports(
  data: ReferenceData,
  digestOf: (text: string) => string,
): readonly ProjectReport[] {
  const terms = { on: recordDay(data), by: null, draws: FORECAST_DRAWS.usual, seed: USUAL_SEED };
  return projectRecords(data).map((record) => {
    const report = reportOf(data, record, terms);
    return { digest: digestOf(canonicalJson(report)), ...report };
  });
}

/** A project as a line of the pipeline. */
export function projectRow(data: ReferenceData, report: ProjectReport): ProjectRow {
  const { record, minerals, milestones, forecast, forecastNote, checks } = report;
  const finance = data.finance.filter(({ project }) => project === record.id);
  const { latitude, longitude, locationSource } = record;
  const stated = milestones.flatMap(({ datings }) => datings.map(({ statedOn }) => statedOn));
  const target = firstOutput(report);
  const slipping = mostSlipped(report);
  return {
    ...{ id: record.id, name: record.name, kind: record.kind, stage: record.stage },
    minerals: minerals.map(({ mineral }) => mineral),
    place: record.place,
    position:
      latitude === null || longitude === null
        ? null
        : { latitude, longitude, source: locationSource ?? record.source },
    promised: minerals.flatMap(({ mineral, promised }) =>
      promised === null ? [] : [{ mineral, tonnesPerYear: promised.tonnesPerYear }],
    ),
    credited: minerals.flatMap(({ mineral, credited }) =>
      credited.tonnesPerYear > 0 ? [{ mineral, tonnesPerYear: credited.tonnesPerYear }] : [],
    ),
    p50: forecast?.p50 ?? null,
    p90: forecast?.p90 ?? null,
    forecastNote,
    firstStated: stated.sort()[0] ?? null,
    baseline: slipping?.baseline ?? target?.baseline ?? null,
    expectedLast: target?.expectedLast ?? null,
    actual: target?.actual ?? null,
    slipMonths: slipping?.slipMonths ?? null,
    milestones: milestones.flatMap((milestone) => {
      const date = milestone.actual ?? milestone.expectedLast;
      if (date === null) return [];
      const { id, title, actual } = milestone;
      return [{ id, title, date, isReached: actual !== null }];
    }),
    instruments: finance.length,
    firmInstruments: finance.filter(isFirm).length,
    checksFired: checks.filter(({ outcome }) => outcome === 'fires').length,
  };
}

/** The milestone at which delivery begins: that of the forecast, else the last first output. */
function firstOutput({ milestones, forecast }: ProjectReport): MilestoneHistory | undefined {
  return (
    milestones.find(({ id }) => id === forecast?.milestone) ??
    milestones.findLast(({ kind }) => kind === 'first output')
  );
}

/** Of the milestones of first output, the one that has slipped most. */
const mostSlipped = ({ milestones }: ProjectReport): MilestoneHistory | undefined =>
  milestones
    .filter(({ kind, slipMonths }) => kind === 'first output' && slipMonths !== null)
    .sort((a, b) => (b.slipMonths ?? 0) - (a.slipMonths ?? 0))[0];

const PASSES: Readonly<Record<StatusFilter, (row: ProjectRow) => boolean>> = {
  credited: ({ credited }) => credited.length > 0,
  none: ({ credited }) => credited.length === 0,
  late: ({ slipMonths }) => (slipMonths ?? 0) > 0.5,
  financed: ({ firmInstruments }) => firmInstruments > 0,
};

/** What the page of all projects shows; a filter that is not there shows all. */
export function projectsProps(
  data: ReferenceData,
  all: readonly ProjectRow[],
  { mineral, status }: ProjectFilter,
): ProjectsProps {
  const minerals = [...new Set(all.flatMap((row) => row.minerals))].sort();
  const filter = {
    mineral: minerals.includes(mineral) ? mineral : '',
    status: status in PASSES ? status : '',
  };
  const passes = PASSES[filter.status as StatusFilter] ?? (() => true); // '' is none of them
  const rows = all
    .filter((row) => filter.mineral === '' || row.minerals.includes(filter.mineral))
    .filter(passes);
  const { version, digest } = data;
  return {
    ...{ rows, minerals, filter, of: all.length },
    recordDay: recordDay(data),
    data: { version, digest },
  };
}
