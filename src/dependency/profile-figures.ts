import * as z from 'zod';
import type { CountryProduction, Figure } from '../minerals/minerals.ts';

/*
 * Figures as the pages of a mineral and of a country show them: a number, or why there is none.
 */

export const open = z.number().nullable();
export const evidence = z.array(z.string()).describe('ids of rows in data/observation.csv');
const qualifier = z
  .enum(['W', 'NA', 'E', 'XX', 's', '>', '<', 'range', 'text'])
  .nullable()
  .describe('why a figure is not a plain number');

/** A figure of one year: `value` is null where the source gives a bound or a symbol. */
export const YearPoint = z
  .object({
    year: z.int(),
    value: open,
    low: open,
    high: open,
    qualifier,
    estimated: z.boolean(),
    group: z.string().nullable().describe('the group, where the figure is of a whole group'),
    evidence,
  })
  .meta({ id: 'YearPoint' });
export type YearPoint = z.infer<typeof YearPoint>;

export const ProductionRow = z
  .object({
    country: z.string().describe("alpha-3, 'other', or several countries in brackets"),
    tonnes: open,
    low: open,
    high: open,
    qualifier,
    estimated: z.boolean(),
    share: open.describe(
      'of the world: of the sum of the rows where its total is that sum, rounded',
    ),
    evidence,
  })
  .meta({ id: 'ProductionRow' });
export type ProductionRow = z.infer<typeof ProductionRow>;

export const Production = z
  .object({
    year: z.int(),
    stage: z.enum(['mine', 'smelter', 'refinery']).nullable(),
    basis: z.string().nullable().describe('what a tonne is a tonne of'),
    group: z.string().nullable(),
    worldTonnes: open,
    rows: z.array(ProductionRow).describe('the largest first'),
  })
  .meta({ id: 'WorldProduction' });
export type Production = z.infer<typeof Production>;

/** Years of which the source says something, if only that it withholds the figure. */
export function pointsOf(figures: readonly (Figure | null)[]): YearPoint[] {
  return figures.flatMap((figure) => {
    if (figure === null) return [];
    const { year, value, low, high, qualifier: why, estimated, group } = figure;
    const point = { year, value, low, high, qualifier: why, estimated, group };
    return [{ ...point, evidence: [...figure.evidence] }];
  });
}

/** Output by country with its shares of the world, the largest first. */
export function productionOf(all: readonly CountryProduction[], year: number): Production {
  const world = all.find(({ country }) => country === 'world');
  const countries = all.filter(({ country }) => country !== 'world');
  const summed = countries.reduce((sum, { tonnes }) => sum + (tonnes ?? 0), 0);
  // Countries can exceed a rounded world total, and a share above 1 would be nonsense.
  const worldTonnes = Math.max(world?.tonnes ?? 0, summed) || null;
  const wholeTonnes = isRounding(summed, worldTonnes) ? summed : worldTonnes;
  const rows = countries
    .map(({ country, tonnes, low, high, qualifier: why, estimated, evidence: rowIds }) => ({
      country,
      tonnes,
      low,
      high,
      qualifier: why,
      estimated,
      share: tonnes === null || wholeTonnes === null ? null : tonnes / wholeTonnes,
      evidence: [...rowIds],
    }))
    .sort(byTonnes);
  const [first] = all;
  return {
    year: first?.year ?? year,
    stage: first?.stage ?? null,
    basis: first?.basis ?? null,
    group: first?.group ?? null,
    worldTonnes,
    rows,
  };
}

/** Rounding moves the totals of the source by up to this much; 230 of 249 series lie within it. */
const ROUNDING = 0.03;

/** Whether a total is the sum of its rows, rounded. */
const isRounding = (sum: number, total: number | null) =>
  total !== null && sum > 0 && Math.abs(total - sum) <= ROUNDING * total;

/** The largest first; what nobody knows after that, and countries that are not named last. */
function byTonnes(a: ProductionRow, b: ProductionRow): number {
  const isOther = ({ country }: ProductionRow) => Number(country === 'other');
  return (
    isOther(a) - isOther(b) ||
    (b.tonnes ?? -1) - (a.tonnes ?? -1) ||
    (a.country < b.country ? -1 : 1)
  );
}
