import { Refusal } from '../base/refusal.ts';
import { financeLines } from '../instruments/project-finance-text.ts';
import type { Command, CommandInput, Flag } from '../platform/command.ts';
import { FORECAST_DRAWS } from './forecast.ts';
import { geoJson, milestonesCalendar, milestonesCsv } from './project-export.ts';
import type { ProjectList } from './project-list.ts';
import type { ProjectReport } from './project-report.ts';
import { projectLines, projectListLines } from './project-text.ts';
import {
  checkProjectFile,
  listProjects,
  type ReportQuestion,
  showProject,
  USUAL_SEED,
} from './projects.service.ts';

const QUESTION_FLAGS: readonly Flag[] = [
  {
    name: 'on',
    value: 'DATE',
    summary: 'day on which permits and milestones are looked at (newest day of the record)',
  },
  { name: 'draws', value: 'N', summary: `random futures (${FORECAST_DRAWS.usual})` },
  { name: 'seed', value: 'S', summary: `seed of the random numbers (${USUAL_SEED})` },
];
const BY_FLAG: Flag = {
  name: 'by',
  value: 'DATE',
  summary: 'also say how likely first output is by this day',
};

const FORMATS = ['text', 'csv', 'ics', 'geojson'] as const;
type Format = (typeof FORMATS)[number];

/** `lodestock project ...` */
export const projectCommands: readonly Command[] = [
  {
    name: 'project list',
    flags: [
      ...QUESTION_FLAGS,
      {
        name: 'format',
        value: 'F',
        summary: 'text, csv or ics (milestones), or geojson (places)',
      },
    ],
    summary: 'List the mines and plants to come: what is promised, what is credited, and when',
    examples: ['project list', 'project list --format ics > milestones.ics'],
    async run(context, input) {
      const list = await listProjects(context, questionOf(input));
      for (const line of listLines(list, context.json, formatOf(input))) context.print(line);
      return undefined;
    },
  },
  {
    name: 'project show',
    params: ['project'],
    flags: [...QUESTION_FLAGS, BY_FLAG],
    summary:
      'Show one project: promises, permits, evidence, milestones, finance, dilution and checks',
    examples: ['project show lost-sheep', 'project show graphite-creek --by 2031 --json'],
    async run(context, input) {
      const report = await showProject(context, input.params[0]!, questionOf(input)); // it has one
      if (context.json) context.print(JSON.stringify(report));
      else {
        for (const line of projectLines(report)) context.print(line);
        for (const line of moneyLines(report)) context.print(line);
      }
      return undefined;
    },
  },
  {
    name: 'project check',
    params: ['file'],
    flags: [...QUESTION_FLAGS, BY_FLAG],
    summary:
      'Check a project of your own, written as JSON, and report on it as on one of the record',
    examples: ['project check my-mine.json'],
    async run(context, input) {
      const json = await context.readFile(input.params[0]!); // it has one
      const report = await checkProjectFile(context, json, questionOf(input));
      if (context.json) context.print(JSON.stringify(report));
      else for (const line of projectLines(report)) context.print(line);
      return undefined;
    },
  },
];

/** How the project is financed and how diluted, by the tables of finance. */
const moneyLines = ({ finance }: ProjectReport): readonly string[] =>
  finance === undefined ? [] : ['', ...financeLines(finance)];

function listLines(list: ProjectList, isJson: boolean, format: Format): readonly string[] {
  if (isJson) return [JSON.stringify(list)];
  const lines: Readonly<Record<Format, () => readonly string[]>> = {
    text: () => projectListLines(list),
    csv: () => [milestonesCsv(list.projects).trimEnd()],
    ics: () => [milestonesCalendar(list.projects, list.on).trimEnd()],
    geojson: () => [JSON.stringify(geoJson(list))],
  };
  return lines[format]();
}

function formatOf(input: CommandInput): Format {
  const format = FORMATS.find((each) => each === (input.flag('format') ?? 'text'));
  if (format !== undefined) return format;
  throw new Refusal(
    'usage',
    'project.bad_format',
    `--format cannot be '${input.flag('format')}'`,
    `write one of ${FORMATS.join(', ')}`,
  );
}

const questionOf = (input: CommandInput): ReportQuestion => ({
  on: input.flag('on'),
  by: input.flag('by'),
  draws: numberOf(input, 'draws'),
  seed: numberOf(input, 'seed'),
});

function numberOf(input: CommandInput, name: string): number | undefined {
  const text = input.flag(name);
  return text === undefined ? undefined : Number(text.trim() === '' ? Number.NaN : text);
}
