import { afterAll, beforeAll, expect, test } from 'vitest';
import { schemaFaults } from '../../test/support/json-schemas.ts';
import { madeRecord } from '../../test/support/project-record.ts';
import { referenceData } from '../../test/support/reference.ts';
import { exposureOf, isExposure } from '../dependency/exposure.ts';
import { type OpenWorkshop, openWorkshop } from '../main/workshop.ts';
import { createJobs } from '../platform/jobs-memory.ts';
import { pipelineProducts } from '../projects/pipeline.ts';
import { projectRecords } from '../projects/projects.ts';
import { gapRoutes } from './capacity-gap.routes.ts';
import { reportGap } from './capacity-gap.service.ts';
import { type GapQuestion, GapReport } from './capacity-gap.ts';
import { creditedSupply } from './credited-supply.ts';
import { gapModelOf } from './gap-model.ts';
import { gapLines } from './gap-text.ts';

let workshop: OpenWorkshop;
beforeAll(async () => {
  workshop = await openWorkshop({ dataFolder: 'unused', databaseUrl: undefined, threads: 1 });
});
afterAll(() => workshop.close());

const QUESTION: GapQuestion = {
  caseId: 'flat',
  year: 2030,
  mineral: null,
  budgetUsd: 2.5e9,
  draws: 500,
  seed: 7,
  isMiddle: false,
};
const ask = (change: Partial<GapQuestion> = {}) =>
  reportGap(workshop.tools, { ...QUESTION, ...change });
const rowOf = (report: GapReport, mineral: string, year = 2030) =>
  report.minerals
    .find((each) => each.mineral === mineral)!
    .years.find((each) => each.year === year)!;

test('every mineral of the list is answered or left out with a reason', async () => {
  const data = await referenceData();
  const listed = data.minerals.filter(({ onList2025 }) => onList2025).map(({ id }) => id);
  for (const caseId of ['flat', 'trend', 'fast']) {
    const { minerals, notModelled } = await ask({ caseId });
    const told = [...minerals, ...notModelled].map(({ mineral }) => mineral);
    expect(new Set(told)).toEqual(new Set(listed));
    expect(told).toHaveLength(listed.length);
    for (const { reason } of notModelled) expect(reason.length).toBeGreaterThan(10);
  }
});

test('the gap of zinc is that of its published figures', async () => {
  const report = await ask();
  const published = rowOf(report, 'zinc', 2025);
  // 820,000 t used, 73 percent of them imported: 1 ÷ (1 − 0.73) − 1
  expect(published.demandTonnes).toEqual({ p05: 820_000, p50: 820_000, p95: 820_000 });
  expect(published.homeTonnes.p50).toBeCloseTo(221_400, 6);
  expect(published.gapAtHome.p50).toBeCloseTo(0.73 / 0.27, 9);
  const stages = report.minerals.find(({ mineral }) => mineral === 'zinc')!.stages;
  // 670,000 t mined: 820 ÷ 670 − 1
  expect(stages[0]).toMatchObject({ stage: 'mine', tonnes: 670_000 });
  expect(stages[0]!.gap.p05).toBeLessThanOrEqual(820 / 670 - 1);
  expect(stages[0]!.gap.p95).toBeGreaterThanOrEqual(820 / 670 - 1);
});

test('a mineral that is wholly imported has no percentage at home, and no infinity in JSON', async () => {
  const { gapAtHome, gapWithPartners } = rowOf(await ask(), 'gallium');
  expect(gapAtHome).toEqual({ p05: null, p50: null, p95: null, noSupplyShare: 1 });
  expect(gapWithPartners.p50).toBeGreaterThan(0); // Canada and Japan ship it
});

test('what is withheld is a range or left out, never a figure', async () => {
  const flat = await ask();
  const lithium = flat.minerals.find(({ mineral }) => mineral === 'lithium')!;
  expect(lithium.demandBasis).toBe('assumed');
  expect(lithium.history).toEqual([]);
  const { demandTonnes } = rowOf(flat, 'lithium');
  expect(demandTonnes.p95).toBeGreaterThan(1.5 * demandTonnes.p05);
  expect(flat.notModelled.map(({ mineral }) => mineral)).toContain('boron');
  const trend = await ask({ caseId: 'trend' });
  expect(trend.notModelled.find(({ mineral }) => mineral === 'lithium')!.reason).toContain(
    'no trend to carry on',
  );
});

test('demand of 2025 is that of the stress model', async () => {
  const data = await referenceData();
  const flat = data.demandCases.find(({ id }) => id === 'flat')!;
  const { minerals } = gapModelOf(data, flat);
  for (const { mineral, demand } of minerals) {
    const exposure = exposureOf(data, data.minerals.find(({ id }) => id === mineral)!);
    if (!isExposure(exposure)) continue;
    const { latest, share } = demand;
    expect(latest.mid * share.mid).toBeCloseTo(exposure.consumptionTonnes.mid, 6);
    expect(minerals.find((each) => each.mineral === mineral)!.importShare).toEqual(
      exposure.importShare,
    );
  }
});

/** Stocks drawn down or built up, or recycling that no row gives, stand between the two. */
const KNOWN_TO_DIFFER = new Set(['phosphate']);

test('published output agrees with what net import reliance implies', async () => {
  const data = await referenceData();
  const { minerals } = gapModelOf(data, data.demandCases.find(({ id }) => id === 'flat')!);
  let compared = 0;
  for (const { mineral, output, importShare, demand, isAtLeast } of minerals) {
    if (output?.countedTonnes == null || importShare.low < importShare.high || isAtLeast) continue;
    const published = output.countedTonnes / demand.latest.mid;
    const implied = 1 - importShare.mid;
    compared++;
    const isClose = Math.abs(published - implied) <= 0.025; // of consumption
    expect([mineral, isClose]).toEqual([mineral, !KNOWN_TO_DIFFER.has(mineral)]);
  }
  expect(compared).toBeGreaterThanOrEqual(15);
});

test('magnets, claims and places elsewhere feed nothing', async () => {
  const data = await referenceData();
  const { projects, leftOut } = creditedSupply(data, 2026);
  expect(projects.some(({ mineral }) => mineral === 'neodymium')).toBe(false);
  expect(leftOut.find(({ project }) => project.startsWith('MP Materials 10X'))!.reason).toContain(
    'magnets',
  );
  expect(leftOut.find(({ project }) => project === 'Lost Sheep')!.reason).toContain('a claim of');
  const told = projects.length + leftOut.length;
  expect(told).toBe(pipelineProducts(projectRecords(data), 2026, data.assumptions).length);
});

test('a project with neither date nor stage begins sixteen years from exploration', async () => {
  const data = await referenceData();
  const found = madeRecord({ expectedLast: null }, { stage: null });
  const { projects } = creditedSupply(data, 2026, [found]);
  expect(projects[0]!.startQuarter.mid).toBe(64); // 16 years × 4
  expect(projects[0]!.assumed.join()).toContain('default without date and stage');
});

test('claims stand beside the numbers and change none', async () => {
  const data = await referenceData();
  const report = await ask();
  const claim = report.claims.find(({ id }) => id === 'bcg-gap-2030')!;
  expect(claim).toMatchObject({ low: 20, high: 150, unit: 'percent' });
  expect(claim.source).toContain('https://');
  const { from20To150, below20, above150, noSupply, open } = report.counts.atHome;
  expect(from20To150 + below20 + above150 + noSupply).toBe(open);
  expect(claim.answer).toContain(`${from20To150} of ${open} minerals`);
  // No equation reads the table: the same model without it.
  const flat = data.demandCases.find(({ id }) => id === 'flat')!;
  expect(gapModelOf({ ...data, publishedClaims: [] }, flat)).toEqual(gapModelOf(data, flat));
});

test('faster growth widens every gap, and more money closes more of them', async () => {
  const [flat, fast] = [await ask(), await ask({ caseId: 'fast' })];
  for (const { mineral } of flat.minerals) {
    const before = rowOf(flat, mineral).gapAtHome.p50 ?? Infinity;
    expect(rowOf(fast, mineral).gapAtHome.p50 ?? Infinity).toBeGreaterThanOrEqual(before);
  }
  const rich = await ask({ budgetUsd: 25e9 });
  expect(rich.money.atHome.closedGaps.p50).toBeGreaterThan(flat.money.atHome.closedGaps.p50);
  const poor = await ask({ budgetUsd: 0 });
  expect(poor.money.atHome.closedGaps).toEqual({ p05: 0, p50: 0, p95: 0 });
});

test('the same question has the same digest, whatever was asked between', async () => {
  const first = await ask();
  await ask({ seed: 8 });
  const again = await openWorkshop({ dataFolder: 'unused', databaseUrl: undefined, threads: 1 });
  expect((await reportGap(again.tools, QUESTION)).digest).toBe(first.digest);
  await again.close();
  expect((await ask({ seed: 8 })).digest).not.toBe(first.digest);
});

test.each([
  [{ caseId: 'fats' }, "there is no demand case 'fats'"],
  [{ year: 2040 }, 'the gap of 2040 cannot be shown: the cases run from 2025 to 2035'],
  [{ mineral: 'zink' }, "there is no mineral 'zink'"],
  [{ budgetUsd: -1 }, 'the budget cannot be -1 dollars'],
])('%o is refused', async (change, sentence) => {
  await expect(ask(change)).rejects.toThrow(sentence);
});

test('one mineral is told year by year, and is the row of the whole list', async () => {
  const [one, all] = [await ask({ mineral: 'zinc' }), await ask()];
  expect(one.minerals).toEqual(all.minerals.filter(({ mineral }) => mineral === 'zinc'));
  const lines = gapLines(one, 'zinc');
  expect(lines.some((line) => line.startsWith('2035 '))).toBe(true);
  expect(lines.join('\n')).toContain('zinc in concentrates: 670,000 t made at home in 2025');
  expect(lines.join('\n')).not.toContain('Infinity');
  expect(gapLines(all, null).join('\n')).not.toContain('NaN');
  const none = gapLines(await ask({ mineral: 'boron' }), 'boron').join('\n');
  expect(none).toContain('Not modelled: boron (its consumption is withheld');
  expect(none).not.toContain('Every gap');
});

test('the same is served as JSON that fits its schema, and as a table', async () => {
  const jobs = createJobs({ clockMs: workshop.tools.clockMs });
  const actOf = () => ({ by: 'test', on: '2026-01-02' }) as const;
  const routes = gapRoutes({ ...workshop.tools, jobs, actOf });
  const json = await (await routes.request('/?draws=500&budget=2.5B')).json();
  expect(GapReport.parse(json).digest).toBe((await ask()).digest);
  expect(schemaFaults('gap-report', json)).toEqual([]);
  const table = await routes.request('/table.csv?draws=500&mineral=gallium');
  expect(table.headers.get('content-type')).toContain('text/csv');
  const [header, first, ...rest] = (await table.text()).trimEnd().split('\n');
  expect(header).toContain('gap_at_home_p50');
  expect(first).toMatch(/^gallium,2025,flat,published,19,19,19,0,0,0,/);
  expect(rest).toHaveLength(10);
});
