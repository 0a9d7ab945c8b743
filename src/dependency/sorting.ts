import type { Dependency } from './dependency.ts';

export const SORT_KEYS = [
  'rank',
  'mineral',
  'reliance',
  'top-producer',
  'production-hhi',
  'import-hhi',
  'top-source',
  'dependence',
  'controls',
  'gdp-expected',
  'gdp-worst',
  'sole-producer',
] as const;
export type SortKey = (typeof SORT_KEYS)[number];
export type SortDirection = 'asc' | 'desc';

export interface SortOrder {
  readonly key: SortKey;
  readonly direction: SortDirection;
}

export const USUAL_ORDER: SortOrder = { key: 'rank', direction: 'asc' };

/** What a column sorts by; null where no source says. */
const SORT_VALUE: Readonly<Record<SortKey, (row: Dependency) => number | string | null>> = {
  rank: (row) => row.rank,
  mineral: (row) => row.name.toLowerCase(),
  reliance: ({ netImportReliance: { value, low, high } }) => value ?? low ?? high,
  'top-producer': (row) => row.topProducer?.share ?? null,
  'production-hhi': (row) => row.productionHhi,
  'import-hhi': (row) => row.importHhi,
  'top-source': (row) => row.topImportSource?.share ?? null,
  dependence: (row) => (row.dependenceRate.low + row.dependenceRate.high) / 2,
  controls: (row) => row.exportControls.length,
  'gdp-expected': (row) => row.gdpAtRiskMusd?.expected ?? null,
  'gdp-worst': (row) => row.gdpAtRiskMusd?.worstYear ?? null,
  'sole-producer': (row) =>
    row.soleDomesticProducer === null ? null : Number(row.soleDomesticProducer),
};

/** Minerals in a chosen order. What no source says comes last either way; ties go by rank. */
export function sortDependencies(
  rows: readonly Dependency[],
  key: SortKey,
  direction: SortDirection,
): Dependency[] {
  const read = SORT_VALUE[key];
  const sign = direction === 'asc' ? 1 : -1;
  return [...rows].sort((a, b) => {
    const [one, other] = [read(a), read(b)];
    if (one === other) return a.rank - b.rank;
    if (one === null) return 1;
    if (other === null) return -1;
    return one < other ? -sign : sign;
  });
}

/** The order that an address asks for, such as `?sort=reliance&dir=desc`; else the usual one. */
export function readSortOrder(query: {
  readonly sort?: string | undefined;
  readonly dir?: string | undefined;
}): SortOrder {
  const key = SORT_KEYS.find((each) => each === query.sort);
  if (key === undefined) return USUAL_ORDER;
  return { key, direction: query.dir === 'desc' ? 'desc' : 'asc' };
}
