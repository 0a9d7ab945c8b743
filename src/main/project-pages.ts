import { type Context, Hono } from 'hono';
import type { PageProps } from '../../web/pages/pages.ts';
import type { SlipStripProps } from '../../web/pages/slip-strip.tsx';
import { dataPinOf } from '../../web/pages/stress-query.ts';
import { nearest } from '../base/nearest.ts';
import { projectFinance } from '../instruments/project-finance.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { geoJson, milestonesCalendar, milestonesCsv } from '../projects/project-export.ts';
import { listed } from '../projects/project-list.ts';
import type { ProjectReport } from '../projects/project-report.ts';
import { PRESETS } from '../stress/presets.ts';
import type { StressModel } from '../stress/supply-chain.ts';
import { allReports, projectRow, projectsProps } from './project-props.ts';
import type { SlipPages } from './slip-pages.ts';
import type { Render } from './stress-pages.ts';

export interface ProjectPageSource {
  readonly data: ReferenceData;
  readonly digestOf: (text: string) => string;
  readonly model: StressModel;
  readonly slipPages: SlipPages;
  readonly render: Render;
}

const NO_RATES = {}; // amounts in other currencies stay in them

/** The pages of projects, and what other programs read of them. */
export function projectPageRoutes(source: ProjectPageSource): Hono {
  const { data, digestOf, model, slipPages, render } = source;
  let reports: readonly ProjectReport[] | undefined;
  const known = () => {
    reports ??= allReports(data, digestOf);
    return reports;
  };
  const rows = () => known().map((report) => projectRow(data, report));
  const found = (id: string) => known().find((report) => report.id === id);
  const missing = (c: Context, id: string) =>
    c.html(render('missing', missingProject(data, id)), 404);
  return new Hono()
    .get('/projects', (c) => {
      const { mineral = '', status = '' } = c.req.query();
      return c.html(render('projects', projectsProps(data, rows(), { mineral, status })));
    })
    .get('/projects/:id', async (c) => {
      const report = found(c.req.param('id'));
      if (report === undefined) return missing(c, c.req.param('id'));
      const slip = slipProps(model, report, c.req.query());
      const isAsked = c.req.query('slip') !== undefined && slip.whyNotModelled === null;
      const { signal } = c.req.raw;
      const outcome = isAsked ? await slipPages(report.id, slip.question, { signal }) : null;
      return c.html(render('project', projectProps(data, report, { ...slip, outcome })));
    })
    .get('/projects/:id/:file', (c) => {
      const report = found(c.req.param('id'));
      const write = EXPORTS[c.req.param('file')];
      if (report === undefined || write === undefined) return missing(c, c.req.param('id'));
      return file(c, `${report.id}-${c.req.param('file')}`, write(report));
    });
}

const EXPORTS: Readonly<Record<string, ((report: ProjectReport) => string) | undefined>> = {
  'milestones.ics': (report) => milestonesCalendar([listed(report)], report.on),
  'milestones.csv': (report) => milestonesCsv([listed(report)]),
  'place.geojson': (report) => JSON.stringify(geoJson(listOf(report))),
};

const listOf = (report: ProjectReport) => ({
  on: report.on,
  projects: [listed(report)],
  dataVersion: report.dataVersion,
  dataDigest: report.dataDigest,
});

const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  geojson: 'application/geo+json',
  ics: 'text/calendar; charset=utf-8',
};

function file(c: Context, name: string, text: string): Response {
  const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain; charset=utf-8';
  return c.body(text, 200, {
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
  });
}

function projectProps(
  data: ReferenceData,
  report: ProjectReport,
  slip: SlipStripProps,
): PageProps['project'] {
  const { version, digest } = data;
  return {
    report,
    finance: projectFinance(data, report.id, NO_RATES),
    slip,
    data: { version, digest },
  };
}

/** What the strip of a project asks before anybody has asked. */
function slipProps(
  model: StressModel,
  { record, minerals }: ProjectReport,
  { slip = '6', tonnes = '', preset = 'base' }: Record<string, string>,
): SlipStripProps {
  const promised = minerals.map((each) => each.promised?.tonnesPerYear ?? null);
  const isModelled = model.pipeline.some(({ project }) => project === record.id);
  return {
    project: record,
    pin: dataPinOf(model),
    whyNotModelled: !isModelled
      ? `the stress model has no product of it, and the evidence credits none (${minerals[0]?.credited.reason ?? 'it has no product'})`
      : null,
    promisedTonnes: promised.find((each) => each !== null) ?? null,
    question: { slipMonths: slip, tonnesText: tonnes, preset },
    presets: PRESETS,
    outcome: null,
  };
}

function missingProject(data: ReferenceData, wanted: string): PageProps['missing'] {
  const { heads } = data.projectTables;
  const near = nearest(
    wanted,
    heads.map(({ id }) => id),
  );
  return {
    sentence: `There is no project '${wanted}'`,
    near: near.map((id) => ({
      text: heads.find((head) => head.id === id)?.name ?? id,
      href: `/projects/${id}`,
    })),
    data: { version: data.version, digest: data.digest },
  };
}
