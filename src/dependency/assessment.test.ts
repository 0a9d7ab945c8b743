import { beforeAll, expect, test } from 'vitest';
import { published } from '../../test/published/published.ts';
import { referenceData } from '../../test/support/reference.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { assessDependencies, countAt } from './assessment.ts';
import { Dependency } from './dependency.ts';
import { compareRanking } from './ranking.ts';

let data: ReferenceData;
let list: Dependency[];

beforeAll(async () => {
  data = await referenceData();
  list = assessDependencies(data);
});

const of = (mineral: string) => list.find((each) => each.mineral === mineral)!;

test('the sixty minerals of the 2025 list are assessed, each once, in the order of their ranks', () => {
  expect(list).toHaveLength(60);
  expect(new Set(list.map(({ mineral }) => mineral)).size).toBe(60);
  expect(list.map(({ rank }) => rank)).toEqual(list.map((_, i) => i + 1));
  for (const each of list) Dependency.parse(each);
});

test('twelve minerals of the 2022 list stand at 100 percent in MCS 2025', () => {
  expect(countAt(data, 100, 2025, 2022)).toMatchObject({
    count: 12,
    minerals: [
      ...['arsenic', 'cesium', 'fluorspar', 'gallium', 'graphite', 'indium', 'manganese'],
      ...['niobium', 'rubidium', 'scandium', 'tantalum', 'yttrium'],
    ],
  });
  expect(countAt(data, 100, 2025, 2022).commodities).toHaveLength(15);
});

test('thirteen minerals of the 2025 list stand at 100 percent in MCS 2026', () => {
  const { count, minerals, commodities } = countAt(data, 100, 2026, 2025);
  expect([count, commodities.length]).toEqual([13, 16]);
  expect(minerals).toContain('titanium');
});

test('the three rates of fluorspar are three different things: 100 percent, about 10, and 0', () => {
  const { netImportReliance, dependenceRate, productionRate } = of('fluorspar');
  expect(netImportReliance).toMatchObject({ value: 100, qualifier: null, year: 2025 });
  expect(dependenceRate.low).toBeCloseTo(0.1, 1);
  expect(productionRate).toEqual({ low: 0, high: 0 });
});

test('symbols and bounds of the source are kept: E, > and W are not numbers', () => {
  expect(of('beryllium').netImportReliance).toMatchObject({ value: null, high: 0, qualifier: 'E' });
  expect(of('tungsten').netImportReliance).toMatchObject({
    value: null,
    low: 50,
    high: 100,
    qualifier: '>',
  });
});

test('what cannot be assessed comes last, with the reason', () => {
  const last = list.slice(-6);
  expect(last.every(({ gdpAtRiskMusd }) => gdpAtRiskMusd === null)).toBe(true);
  expect(of('uranium').gaps[0]).toContain('USGS does not collect data');
});

test('concentration agrees with an independent recomputation within one point', async () => {
  const compared = await Promise.all(
    (
      [
        ['production_hhi_other_atomistic', 'productionConcentration', 'otherAtomistic'],
        ['production_hhi_other_single', 'productionConcentration', 'otherSingle'],
        ['import_hhi_other_atomistic', 'importConcentration', 'otherAtomistic'],
        ['import_hhi_other_single', 'importConcentration', 'otherSingle'],
      ] as const
    ).map(async ([check, field, treatment]) =>
      (await published(check))
        .filter(({ year }) => year !== '2024')
        .map((row) => ({
          where: `${row.mineral} ${check}`,
          ours: of(row.mineral)[field][treatment],
          published: Number(row.published),
        })),
    ),
  );
  const rows = compared.flat();
  expect(rows.length).toBeGreaterThan(80);
  const apart = rows.filter(
    ({ ours, published: other }) => ours === null || Math.abs(ours - other) > 1,
  );
  expect(apart).toEqual([]);
});

test('the ranking is related to the published one, untuned', () => {
  const { spearman, minerals, largestDisagreements } = compareRanking(data);
  process.stderr.write(
    `Spearman rank correlation with the USGS 2025 ranking, ${minerals} minerals: ` +
      `${spearman.toFixed(3)}\n`,
  );
  expect(minerals).toBe(37);
  // Under no relation the figure has deviation 1/6; three of those, less a little, is the least.
  expect(spearman).toBeGreaterThan(3 / Math.sqrt(36) - 0.05);
  expect(largestDisagreements).toHaveLength(5);
  expect(largestDisagreements.every(({ reasons }) => reasons.length > 0)).toBe(true);
});

test('the published ranking of the tables is the one that was published', async () => {
  const rows = await published('gdp_rank');
  expect(data.publishedRanks.map(({ mineral, rank }) => `${mineral} ${rank}`)).toEqual(
    rows.map(({ mineral, published: rank }) => `${mineral} ${rank}`),
  );
});

test('expected loss is what its terms add up to, and lies between the mild and the severe end', () => {
  for (const { gdpAtRiskMusd: risk } of list) {
    if (risk === null) continue;
    const sum = risk.terms.reduce((s, t) => s + t.annualProbability * t.lossMusd, 0);
    expect(risk.expected).toBeCloseTo(sum, 9);
    expect(risk.low).toBeLessThanOrEqual(risk.expected);
    expect(risk.high).toBeGreaterThanOrEqual(risk.expected);
    expect(risk.worstYear).toBeGreaterThanOrEqual(risk.terms[0]?.lossMusd ?? 0);
  }
});

test('counted by groups and bauxite, 28 more minerals of the 2022 list stand at 50 percent or more', () => {
  expect(countAt(data, 50, 2025, 2022, true).count).toBe(12 + 28);
  expect(countAt(data, 50, 2025, 2022, true).minerals).toContain('aluminum');
});

test('54 commodities of MCS 2026 stand above 50 percent', () => {
  expect(countAt(data, 50, 2026, 2025).commodities).toHaveLength(54);
});

test('forms of one mineral keep their own reliance', () => {
  const published = (mineral: string) =>
    of(mineral).relianceOfForms.map(({ published: cell }) => cell);
  expect(published('magnesium')).toContain('>75');
  expect(published('magnesium').length).toBeGreaterThan(1); // metal, and compounds
  expect(published('titanium')).toContain('100');
  expect(published('aluminum').length).toBeGreaterThan(2); // metal, alumina, bauxite
});

test('reliance computed from its terms agrees with the published one, stocks apart', () => {
  // (92,000 − 18,000) / 130,000 = 56.9 percent; published 57
  expect(of('palladium').computedReliance).toBeCloseTo(56.9, 1);
  const compared = list.flatMap(({ mineral, netImportReliance, computedReliance }) =>
    computedReliance === null || netImportReliance.value === null
      ? []
      : [{ mineral, apart: Math.abs(computedReliance - netImportReliance.value) }],
  );
  const close = compared.filter(({ apart }) => apart <= 5);
  process.stderr.write(
    `Reliance computed within 5 points of the published one: ${close.length} of ${compared.length}\n`,
  );
  expect(compared.length).toBeGreaterThan(8);
  expect(close.length / compared.length).toBeGreaterThan(0.7);
});

test('fluorine compounds are not added to fluorspar', () => {
  expect(of('fluorspar').computedReliance).toBeCloseTo(100, -1);
});

test('the three rates of every mineral fit into one', () => {
  for (const { dependenceRate, productionRate, neutralRate, mineral } of list) {
    const least = dependenceRate.low + productionRate.low + neutralRate.low;
    const most = dependenceRate.high + productionRate.high + neutralRate.high;
    expect(least, mineral).toBeLessThanOrEqual(1 + 1e-9);
    expect(most, mineral).toBeGreaterThanOrEqual(1 - 1e-9);
  }
});
