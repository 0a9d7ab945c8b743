import { canonicalJson } from '../base/canonical.ts';
import { Refusal } from '../base/refusal.ts';
import { projectFinance } from '../instruments/project-finance.ts';
import { loadReferenceData } from '../minerals/minerals.service.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import type { Workshop } from '../platform/command.ts';
import { isPartialDate } from './day.ts';
import { FORECAST_DRAWS } from './forecast.ts';
import type { ReportTerms } from './outlook.ts';
import { readProjectFile } from './project-file.ts';
import { listed, type ProjectList } from './project-list.ts';
import { type ProjectReport, recordDay, reportOf } from './project-report.ts';
import { findProject, type ProjectRecord, projectRecords } from './projects.ts';

type Tools = Pick<Workshop, 'tables' | 'digestOf'>;

export const USUAL_SEED = 7;

/** What may be asked of a report; what is left out takes its usual value. */
export interface ReportQuestion {
  readonly on?: string | undefined;
  readonly by?: string | undefined;
  readonly draws?: number | undefined;
  readonly seed?: number | undefined;
}

// The list of one state of the tables, asked for in the usual way, is made once.
const usual = new WeakMap<ReferenceData, ProjectList>();

/** Every project of the public record: promised, credited, and when it may come. */
export async function listProjects(
  { tables }: Pick<Tools, 'tables'>,
  question: ReportQuestion = {},
): Promise<ProjectList> {
  const data = await loadReferenceData(tables);
  const isUsual = Object.values(question).every((each) => each === undefined);
  const known = usual.get(data);
  if (isUsual && known !== undefined) return known;
  const terms = termsOf(data, question);
  const projects = projectRecords(data).map((record) => listed(reportOf(data, record, terms)));
  const { version: dataVersion, digest: dataDigest } = data;
  const list = { on: terms.on, projects, dataVersion, dataDigest };
  if (isUsual) usual.set(data, list);
  return list;
}

/**
 * Everything that the record and the models say of one project.
 *
 * @throws Refusal `project.not_found`, `project.bad_date`, `project.bad_draws`
 * @source docs/models/projects.md
 */
export async function showProject(
  tools: Tools,
  id: string,
  question: ReportQuestion = {},
): Promise<ProjectReport> {
  const data = await loadReferenceData(tools.tables);
  const record = findProject(data, id);
  // Amounts stay in their own currency: nobody has stated a rate.
  const finance = projectFinance(data, record.id, {});
  return { ...reported(tools, data, record, question), finance };
}

/**
 * Reads a project that a person has written down, and reports on it as on one of the record.
 *
 * @throws Refusal `project.bad_file` and those of its parts
 */
export async function checkProjectFile(
  tools: Tools,
  json: string,
  question: ReportQuestion = {},
): Promise<ProjectReport> {
  const data = await loadReferenceData(tools.tables);
  const { on } = termsOf(data, question);
  return reported(tools, data, readProjectFile(json, data, on), question);
}

function reported(
  { digestOf }: Tools,
  data: ReferenceData,
  record: ProjectRecord,
  question: ReportQuestion,
): ProjectReport {
  const report = reportOf(data, record, termsOf(data, question));
  return { digest: digestOf(canonicalJson(report)), ...report };
}

function termsOf(
  data: ReferenceData,
  { on = recordDay(data), by, draws = FORECAST_DRAWS.usual, seed = USUAL_SEED }: ReportQuestion,
): ReportTerms {
  for (const date of by === undefined ? [on] : [on, by]) {
    if (isPartialDate(date)) continue;
    throw new Refusal(
      'invalid',
      'project.bad_date',
      `'${date}' is no day of the calendar`,
      'write a day, a month or a year, as in 2027-03-31',
    );
  }
  const { least, most } = FORECAST_DRAWS;
  if (!Number.isInteger(draws) || draws < least || draws > most) {
    throw new Refusal(
      'invalid',
      'project.bad_draws',
      `a forecast cannot have ${draws} draws`,
      `give a whole number from ${least} to ${most}`,
    );
  }
  if (!Number.isInteger(seed)) {
    throw new Refusal('invalid', 'project.bad_seed', `the seed ${seed} is no whole number`);
  }
  return { on, by: by ?? null, draws, seed };
}
