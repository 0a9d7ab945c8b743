import * as z from 'zod';
import { assert } from '../base/assert.ts';
import {
  consumptionTonnes,
  exportControlsOn,
  type Figure,
  findMineral,
  importShares,
  monthlyPrices,
  priceUsdPerTonne,
  productionByCountry,
  relianceInYear,
} from '../minerals/minerals.ts';
import {
  Assumption,
  EndUse,
  ExportControl,
  Mineral,
  type ReferenceData,
} from '../minerals/reference-data.ts';
import { Dependency } from './dependency.ts';
import { LATEST_YEAR } from './exposure.ts';
import { classOfUse } from './stake.ts';

/*
 * Everything that the tables say of one mineral, in the order in which a reader asks: where it
 * comes from, how that changed, what it is for, what a stop would do, and what is not known.
 */

const FIRST_YEAR = 2020; // the earliest that the two editions cover
const FIRST_MONTH = `${FIRST_YEAR}-01`;

const open = z.number().nullable();
const evidence = z.array(z.string()).describe('ids of rows in data/observation.csv');
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

const ProductionRow = z
  .object({
    country: z.string().describe("alpha-3, 'other', or several countries in brackets"),
    tonnes: open,
    low: open,
    high: open,
    qualifier,
    share: open.describe('of the world, where the world is published or can be summed'),
    evidence,
  })
  .meta({ id: 'ProductionRow' });
export type ProductionRow = z.infer<typeof ProductionRow>;

const Production = z
  .object({
    year: z.int(),
    stage: z.enum(['mine', 'smelter', 'refinery']).nullable(),
    basis: z.string().nullable().describe('what a tonne is a tonne of'),
    group: z.string().nullable(),
    worldTonnes: open,
    rows: z.array(ProductionRow).describe('the largest first'),
  })
  .meta({ id: 'WorldProduction' });

const Imports = z
  .object({
    form: z.string(),
    period: z.string(),
    group: z.string().nullable(),
    rows: z
      .array(z.object({ country: z.string(), share: z.number(), evidence: z.string() }))
      .describe('the largest first; countries that the source does not name are other'),
  })
  .meta({ id: 'ImportSources' });

const History = z
  .object({
    reliance: z.array(YearPoint).describe('net import reliance [percent]'),
    consumption: z.array(YearPoint).describe('U.S. consumption [t a year]'),
    consumptionKind: z.enum(['apparent', 'reported', 'estimated']).nullable(),
    price: z.array(YearPoint).describe('yearly price [USD per t]'),
    priceSeries: z.string().nullable(),
    monthlyPrice: z
      .object({
        series: z.string(),
        basis: z.string().nullable(),
        source: z.string(),
        points: z.array(z.object({ month: z.string(), usdPerTonne: open })),
      })
      .nullable(),
  })
  .meta({ id: 'MineralHistory' });

export const MineralProfile = z
  .object({
    mineral: Mineral,
    dependency: Dependency,
    production: Production,
    imports: Imports.nullable().describe('null where no source gives them'),
    history: History,
    exportControls: z.array(ExportControl),
    useClass: z.string().describe('the kind of use that the GDP at stake is taken from'),
    endUses: z.array(EndUse),
    assumptions: z.array(Assumption).describe('those that speak of this mineral or its use'),
  })
  .meta({ id: 'MineralProfile' });
export type MineralProfile = z.infer<typeof MineralProfile>;

/**
 * One mineral, as its page shows it.
 *
 * @param dependencies - as `assessDependencies` ranks them
 * @throws Refusal `mineral.not_found`
 */
export function profileOf(
  data: ReferenceData,
  mineralId: string,
  dependencies: readonly Dependency[],
): MineralProfile {
  const mineral = findMineral(data, mineralId);
  const dependency = dependencies.find((each) => each.mineral === mineral.id);
  assert(dependency !== undefined, 'every mineral of the tables is assessed');
  const useClass = classOfUse(mineral);
  const scopes = [`mineral:${mineral.id}`, `use:${useClass}`];
  return {
    mineral,
    dependency,
    production: productionOf(data, mineral.id),
    imports: importsOf(data, mineral.id),
    history: historyOf(data, mineral.id),
    exportControls: [...exportControlsOn(data, mineral.id)],
    useClass,
    endUses: data.endUses
      .filter((use) => use.mineral === mineral.id)
      .sort((a, b) => (b.sharePct ?? -1) - (a.sharePct ?? -1)),
    assumptions: data.assumptions.filter(({ scope }) => scopes.includes(scope)),
  };
}

function productionOf(data: ReferenceData, mineralId: string): MineralProfile['production'] {
  const all = productionByCountry(data, mineralId);
  const world = all.find(({ country }) => country === 'world');
  const countries = all.filter(({ country }) => country !== 'world');
  const summed = countries.reduce((sum, { tonnes }) => sum + (tonnes ?? 0), 0);
  // Countries can exceed a rounded world total, and a share above 1 would be nonsense.
  const worldTonnes = Math.max(world?.tonnes ?? 0, summed) || null;
  const rows = countries
    .map(({ country, tonnes, low, high, qualifier: why, evidence: rowIds }) => ({
      country,
      tonnes,
      low,
      high,
      qualifier: why,
      share: tonnes === null || worldTonnes === null ? null : tonnes / worldTonnes,
      evidence: [...rowIds],
    }))
    .sort(byTonnes);
  const [first] = all;
  return {
    year: first?.year ?? LATEST_YEAR,
    stage: first?.stage ?? null,
    basis: first?.basis ?? null,
    group: first?.group ?? null,
    worldTonnes,
    rows,
  };
}

/** The largest first; what nobody knows after that, and countries that are not named last. */
function byTonnes(a: ProductionRow, b: ProductionRow): number {
  const isOther = ({ country }: ProductionRow) => Number(country === 'other');
  return (
    isOther(a) - isOther(b) ||
    (b.tonnes ?? -1) - (a.tonnes ?? -1) ||
    (a.country < b.country ? -1 : 1)
  );
}

function importsOf(data: ReferenceData, mineralId: string): MineralProfile['imports'] {
  const shares = importShares(data, mineralId);
  const [first] = shares;
  if (first === undefined) return null;
  const { form, period, group } = first;
  const isOther = (country: string) => Number(country === 'other');
  const rows = shares
    .map(({ country, share, evidence: rowId }) => ({ country, share, evidence: rowId }))
    .sort((a, b) => isOther(a.country) - isOther(b.country) || b.share - a.share);
  return { form, period, group, rows };
}

function historyOf(data: ReferenceData, mineralId: string): MineralProfile['history'] {
  const years = Array.from({ length: LATEST_YEAR - FIRST_YEAR + 1 }, (_, i) => FIRST_YEAR + i);
  const consumptions = years.map((year) => consumptionTonnes(data, mineralId, year));
  const prices = years.map((year) => priceUsdPerTonne(data, mineralId, year));
  const monthly = monthlyPrices(data, mineralId, FIRST_MONTH);
  return {
    reliance: pointsOf(years.map((year) => relianceInYear(data, mineralId, year))),
    consumption: pointsOf(consumptions),
    consumptionKind: consumptions.findLast((each) => each !== null)?.kind ?? null,
    price: pointsOf(prices),
    priceSeries: prices.findLast((each) => each !== null)?.series ?? null,
    monthlyPrice: monthly === null ? null : { ...monthly, points: [...monthly.points] },
  };
}

/** Years of which the source says something, if only that it withholds the figure. */
function pointsOf(figures: readonly (Figure | null)[]): YearPoint[] {
  return figures.flatMap((figure) => {
    if (figure === null) return [];
    const { year, value, low, high, qualifier: why, estimated, group } = figure;
    const point = { year, value, low, high, qualifier: why, estimated, group };
    return [{ ...point, evidence: [...figure.evidence] }];
  });
}
