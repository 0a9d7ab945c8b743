import * as z from 'zod';
import { productionByStage, usSeriesByForm } from '../minerals/forms.ts';
import {
  consumptionTonnes,
  monthlyPrices,
  priceUsdPerTonne,
  productionByCountry,
  relianceInYear,
} from '../minerals/minerals.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { LATEST_YEAR } from './exposure.ts';
import { open, Production, pointsOf, productionOf, YearPoint } from './profile-figures.ts';

/*
 * How the figures of a mineral went on from year to year, and from stage to stage.
 */

const FIRST_YEAR = 2020; // the earliest that the two editions cover
const FIRST_OUTPUT_YEAR = 2023; // the earliest with output by country
const FIRST_MONTH = `${FIRST_YEAR}-01`;
const LEADERS = 2;

const FormPoints = z
  .object({ form: z.string(), points: z.array(YearPoint) })
  .meta({ id: 'FormSeries' });

const OutputSeries = z
  .object({
    country: z.string().describe("alpha-3, or 'world'"),
    points: z.array(YearPoint).describe('[t a year], each from the newest edition that has it'),
  })
  .meta({ id: 'OutputSeries' });
export type OutputSeries = z.infer<typeof OutputSeries>;

export const History = z
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
    output: z.array(OutputSeries).describe('the world, its largest producers, the United States'),
    usImports: z.array(FormPoints).describe('U.S. imports by form [t a year]; never to be added'),
    usProduction: z.array(FormPoints).describe('U.S. production by form [t a year]'),
  })
  .meta({ id: 'MineralHistory' });
export type History = z.infer<typeof History>;

export const Stage = Production.extend({
  what: z.string().describe('what is counted: bauxite, refined copper'),
}).meta({ id: 'StageProduction' });
export type Stage = z.infer<typeof Stage>;

export function historyOf(data: ReferenceData, mineralId: string): History {
  const years = Array.from({ length: LATEST_YEAR - FIRST_YEAR + 1 }, (_, i) => FIRST_YEAR + i);
  const consumptions = years.map((year) => consumptionTonnes(data, mineralId, year));
  const prices = years.map((year) => priceUsdPerTonne(data, mineralId, year));
  const monthly = monthlyPrices(data, mineralId, FIRST_MONTH);
  const byForm = (stat: 'import' | 'production') =>
    usSeriesByForm(data, mineralId, stat).map(({ form, points }) => ({
      form,
      points: pointsOf(points),
    }));
  return {
    reliance: pointsOf(years.map((year) => relianceInYear(data, mineralId, year))),
    consumption: pointsOf(consumptions),
    consumptionKind: consumptions.findLast((each) => each !== null)?.kind ?? null,
    price: pointsOf(prices),
    priceSeries: prices.findLast((each) => each !== null)?.series ?? null,
    monthlyPrice: monthly === null ? null : { ...monthly, points: [...monthly.points] },
    output: outputOf(data, mineralId),
    usImports: byForm('import'),
    usProduction: byForm('production'),
  };
}

/** World output, that of its largest producers, and that of the United States. */
function outputOf(data: ReferenceData, mineralId: string): OutputSeries[] {
  const years = Array.from(
    { length: LATEST_YEAR - FIRST_OUTPUT_YEAR + 1 },
    (_, i) => FIRST_OUTPUT_YEAR + i,
  );
  const byYear = years.map((year) => productionByCountry(data, mineralId, year));
  const latest = byYear.findLast((rows) => rows.length > 0) ?? [];
  const leaders = productionOf(latest, LATEST_YEAR)
    .rows.filter(({ country, tonnes }) => /^[A-Z]{3}$/.test(country) && (tonnes ?? 0) > 0)
    .slice(0, LEADERS)
    .map(({ country }) => country);
  return [...new Set(['world', ...leaders, 'USA'])]
    .map((country) => ({
      country,
      points: pointsOf(byYear.map((rows) => rows.find((row) => row.country === country) ?? null)),
    }))
    .filter(({ points }) => points.length > 0);
}

/** Output by country at every stage that is counted, from the mine onwards; one at least. */
export function stagesOf(
  data: ReferenceData,
  mineralId: string,
  name: string,
): readonly [Stage, ...Stage[]] {
  const [first, ...more] = productionByStage(data, mineralId, LATEST_YEAR).map(
    ({ what, rows }) => ({ ...productionOf(rows, LATEST_YEAR), what }),
  );
  const selected = productionOf(productionByCountry(data, mineralId), LATEST_YEAR);
  const what = (selected.group?.replaceAll('_', ' ') ?? name).toLowerCase();
  return first === undefined ? [{ ...selected, what }] : [first, ...more];
}
