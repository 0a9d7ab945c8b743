import { expect, test } from 'vitest';
import type { Dependency } from './dependency.ts';
import { readSortOrder, SORT_KEYS, sortDependencies, USUAL_ORDER } from './sorting.ts';

const row = (rank: number, changes: Partial<Dependency>): Dependency => ({
  mineral: `mineral-${rank}`,
  name: `Mineral ${rank}`,
  rank,
  netImportReliance: { value: null, low: null, high: null, qualifier: 'W', year: 2025 },
  productionHhi: null,
  importHhi: null,
  productionConcentration: { otherAtomistic: null, otherSingle: null },
  importConcentration: { otherAtomistic: null, otherSingle: null },
  productionStage: null,
  topProducer: null,
  topThreeProducersShare: null,
  topImportSource: null,
  dependenceRate: { low: 0, high: 1 },
  productionRate: { low: 0, high: 1 },
  neutralRate: { low: 0, high: 1 },
  productionTarget: 'open',
  dependenceTarget: 'open',
  relianceOfForms: [],
  computedReliance: null,
  soleDomesticProducer: false,
  exportControls: [],
  gdpAtRiskMusd: null,
  figuresAreOf: null,
  gaps: [],
  evidence: [],
  ...changes,
});

const published = { value: null, low: null, high: null, qualifier: null, year: 2025 };
const rows = [
  row(1, {}), // withheld
  row(2, { netImportReliance: { ...published, value: 50 } }),
  row(3, { netImportReliance: { ...published, low: 75, high: 100, qualifier: '>' } }),
  row(4, { netImportReliance: { ...published, value: 100 } }),
];
const ranks = (sorted: readonly Dependency[]) => sorted.map(({ rank }) => rank);

test('what no source says comes last in both directions', () => {
  expect(ranks(sortDependencies(rows, 'reliance', 'asc'))).toEqual([2, 3, 4, 1]);
  expect(ranks(sortDependencies(rows, 'reliance', 'desc'))).toEqual([4, 3, 2, 1]);
});

test('equal minerals stay in the order of their rank', () => {
  for (const key of SORT_KEYS.filter((each) => !['rank', 'mineral', 'reliance'].includes(each))) {
    expect(ranks(sortDependencies(rows.toReversed(), key, 'desc'))).toEqual([1, 2, 3, 4]);
  }
});

test('the rows that were given stay as they were', () => {
  sortDependencies(rows, 'rank', 'desc');
  expect(ranks(rows)).toEqual([1, 2, 3, 4]);
});

test('an address names the order, and an unknown column means the usual one', () => {
  expect(readSortOrder({ sort: 'import-hhi', dir: 'desc' })).toEqual({
    key: 'import-hhi',
    direction: 'desc',
  });
  expect(readSortOrder({ sort: 'rank' })).toEqual({ key: 'rank', direction: 'asc' });
  expect(readSortOrder({ sort: 'nonsense', dir: 'desc' })).toEqual(USUAL_ORDER);
});
