import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, expect, test } from 'vitest';
import { projectFinance } from '../../src/instruments/project-finance.ts';
import { allReports, projectRow, projectsProps } from '../../src/main/project-props.ts';
import { digestOf } from '../../src/platform/digest.ts';
import type { ProjectReport } from '../../src/projects/project-report.ts';
import { findPreset } from '../../src/stress/presets.ts';
import { referenceData } from '../../test/support/reference.ts';
import { citationsOf } from '../parts/citations.ts';
import { ProjectPage } from './project-page.tsx';
import { rowSlipText, slipText, yearAt, yearEnd } from './project-text.ts';
import { ProjectsPage } from './projects-page.tsx';
import { labAddressOf, type SlipOutcome, SlipStrip, type SlipStripProps } from './slip-strip.tsx';
import { readLabQuery } from './stress-query.ts';

const tables = await referenceData();
const data = { version: tables.version, digest: tables.digest };
let reports: readonly ProjectReport[];

beforeAll(() => {
  reports = allReports(tables, digestOf);
}, 60_000);

const reportOf = (id: string) => reports.find((report) => report.id === id)!;
const pin = { data: '2026.1-0123456789ab', model: 'stress-2' };

const strip = (report: ProjectReport): SlipStripProps => ({
  project: report.record,
  pin,
  whyNotModelled: null,
  promisedTonnes: 45_000,
  question: { slipMonths: '6', tonnesText: '', preset: 'base' },
  presets: [findPreset('base')],
  outcome: null,
});

function projectPage(id: string): string {
  const report = reportOf(id);
  return renderToStaticMarkup(
    <ProjectPage
      report={report}
      finance={projectFinance(tables, id, {})}
      slip={strip(report)}
      data={data}
    />,
  );
}

const rows = () => reports.map((report) => projectRow(tables, report));
const list = (mineral = '', status = '') =>
  renderToStaticMarkup(<ProjectsPage {...projectsProps(tables, rows(), { mineral, status })} />);

test('every project of the record has a page, whatever nobody publishes of it', () => {
  for (const { id } of reports) {
    const page = projectPage(id);
    expect(page, id).toContain(`href="/api/v1/projects/${id}"`);
    expect(page, id).not.toMatch(/NaN|undefined|Infinity|style=|\[object/);
  }
});

test('a project is told in the order of the questions', () => {
  const page = projectPage('lost-sheep');
  const order = ['promised', 'permitted', 'able', 'credited', 'financed', 'diluted', 'slip'];
  const places = order.map((id) => page.indexOf(`<h2 id="${id}"`));
  expect(places.every((place) => place > 0)).toBe(true);
  expect([...places].sort((a, b) => a - b)).toEqual(places);
});

test('the capacity check of Lost Sheep fires in words and above everything else', () => {
  const page = projectPage('lost-sheep');
  const banner = page.slice(
    page.indexOf('aria-label="Capacity check"'),
    page.indexOf('id="promised"'),
  );
  expect(banner).toContain('The capacity check fires.');
  expect(banner).toContain('254,012 t'); // 280,000 short tons × 0.90718474 t
  expect(banner).toContain('226,796 t'); // 5 years × 50,000 short tons × 0.90718474 t
  expect(projectPage('graphite-creek')).not.toContain('aria-label="Capacity check"');
});

test('a claim stands apart, feeds no model and says whose it is', () => {
  const page = projectPage('lost-sheep');
  const claims = page.slice(page.indexOf('id="claims"'), page.indexOf('id="particulars"'));
  expect(claims).toContain('None of these feeds a model');
  expect(claims).toContain('Wall Street Endeavor (holds its shares)');
  expect(page).toContain('claim, does not count');
});

test('a mine that is only known to be there is credited with nothing, and no class is added up', () => {
  const page = projectPage('graphite-creek');
  expect(page).toContain('✓ reached: <strong>presence</strong>');
  expect(page).toContain('◇ not reached: <strong>grade</strong>');
  expect(page).toContain('The classes are not added up');
  const inferred = page.indexOf('243,700,000');
  expect(inferred).toBeGreaterThan(page.indexOf('37,600,000')); // and no 281,300,000 anywhere
  expect(page).not.toContain('281,300,000');
});

test('an award of another agency is marked as none of the Reserve', () => {
  const page = projectPage('centrus-haleu');
  expect(page).toContain('Not a Reserve instrument');
  expect(page).toContain('900,000,000.00');
});

test('every dating of a milestone can be reached by its own address', () => {
  const page = projectPage('rhyolite-ridge');
  expect(page).toContain('id="milestone-production"');
  expect(page).toContain('href="/projects/rhyolite-ridge#milestone-production"');
  expect(page).toContain('in the second quarter of 2024');
});

test('the list shows all projects, and those that one asks for', () => {
  const all = list();
  for (const { id, name } of reports) {
    expect(all).toContain(`href="/projects/${id}">${name.replaceAll('&', '&amp;')}`);
  }
  const fluorspar = list('fluorspar');
  expect(fluorspar).toContain('Lost Sheep');
  expect(fluorspar).not.toContain('Rhyolite Ridge');
  expect(list('', 'credited')).not.toContain('href="/projects/lost-sheep"');
  expect(list('fluorspar', 'credited')).toContain('Show all');
  expect(list('no-such-mineral', 'no-such-status')).toContain('Rhyolite Ridge');
});

test('a project without published coordinates is named beside the map', () => {
  const page = list();
  const beside = page.slice(page.indexOf('on no map: '), page.indexOf('Borders are'));
  const without = rows().filter(({ position, kind }) => position === null && kind !== 'total');
  expect(without.length).toBeGreaterThan(0);
  for (const { name } of without) expect(beside).toContain(name);
});

test('a promise that has lost its date is no slip of zero', () => {
  const [row] = rows();
  const lost = {
    ...row!,
    slipMonths: null,
    baseline: '2023-12-31',
    expectedLast: null,
    actual: null,
  };
  expect(rowSlipText(lost)).toBe('no date');
  expect(rowSlipText({ ...lost, slipMonths: 24.4 })).toBe('+24');
  expect([0.2, -3.2, null].map(slipText)).toEqual(['0', '−3', '–']);
});

test('a coarse day of the record is the middle of what it may mean, and its end where it is a limit', () => {
  expect([yearAt('2026'), yearEnd('2026')]).toEqual([2026.5, 2027]);
  expect(yearAt('2026-07')).toBeCloseTo(2026 + 6.5 / 12, 9);
  expect(yearEnd('2026-12-31')).toBeCloseTo(2027, 9);
});

test('each publication of a source is a link of its own', () => {
  expect(
    citationsOf(
      'SAM.gov 2026, as A 2026, https://a.example/x, and B 2025, https://b.example/y?p=1 (holds the shares); C',
    ),
  ).toEqual([
    { text: 'SAM.gov 2026, as A 2026', href: 'https://a.example/x' },
    { text: 'B 2025 (holds the shares)', href: 'https://b.example/y?p=1' },
    { text: 'C', href: null },
  ]);
  expect(
    citationsOf('A, https://a.example/x and B, https://b.example').map(({ text }) => text),
  ).toEqual(['A', 'B']);
  expect(citationsOf('https://www.example/z')).toEqual([
    { text: 'www.example', href: 'https://www.example/z' },
  ]);
});

const mean = (more: number) => ({ before: 10, after: 10 + more, more, standardError: 0.5 });
const effect = {
  ...{ digest: 'sha256-1', project: 'mine', title: 'A mine', slipMonths: 6 },
  scenario: { ...findPreset('base'), projects: [{ project: 'mine', slipMonths: 6 }] },
  ...{ draws: 2000, seed: 7, years: 5, dataVersion: 'test', dataDigest: 'sha256-0' },
  modelVersion: 'stress-2',
  products: [
    {
      ...{ id: 'mine-tin', mineral: 'tin', tonnesPerYear: 100, whyNone: null, isSupposed: false },
      startQuarter: { before: 3, after: 5 },
      ...{ unmetTonnes: mean(12), lossMusd: mean(3) },
    },
  ],
  ...{ lossMusd: mean(3), plan: null, planReason: 'it is no option', sentences: ['A sentence.'] },
  elapsedSeconds: 1,
};

test('the effect of a slip is told with its error, the command and the digest that answer the same', () => {
  const outcome: SlipOutcome = { kind: 'effect', effect };
  const page = renderToStaticMarkup(
    <SlipStrip {...strip(reportOf('lost-sheep'))} outcome={outcome} />,
  );
  expect(page).toContain('12 t (± 0.50 t s.e.)');
  expect(page).toContain(
    'npx lodestock project slip lost-sheep --months 6 --preset base --draws 2000 --seed 7 --years 5',
  );
  expect(page).toContain('>sha256-1<');
});

test('where nothing is credited the promise can be supposed, as an input of the reader', () => {
  const [product] = effect.products;
  const none = { ...product!, tonnesPerYear: 0, whyNone: 'nobody publishes it' };
  const outcome: SlipOutcome = { kind: 'effect', effect: { ...effect, products: [none] } };
  const page = renderToStaticMarkup(
    <SlipStrip {...strip(reportOf('lost-sheep'))} outcome={outcome} />,
  );
  expect(page).toContain('Nothing is credited to Lost Sheep');
  expect(page).toContain('tonnes=45000t');
  expect(page).toContain('your input');
});

test('what the model refuses is told beside the form', () => {
  const outcome = {
    kind: 'refused',
    sentence: 'it cannot',
    hint: 'write a multiple of 3',
  } as const;
  const page = renderToStaticMarkup(
    <SlipStrip {...strip(reportOf('lost-sheep'))} outcome={outcome} />,
  );
  expect(page).toContain('It cannot. Write a multiple of 3.');
  expect(page).toContain('name="slip"');
});

test('the address of the stress lab brings the scenario with its slip back', () => {
  const address = labAddressOf(effect.scenario, 'tin', { seed: 7, years: 5 }, pin)!;
  const query = Object.fromEntries(new URLSearchParams(address.split('?')[1]));
  const { state, corrections } = readLabQuery(query, {
    presets: [findPreset('base')],
    minerals: ['tin'],
  });
  expect(corrections).toEqual([]);
  expect(state.own?.projects).toEqual(effect.scenario.projects);
  expect(state.mineral).toBe('tin');
});
