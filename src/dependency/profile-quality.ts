import * as z from 'zod';
import { grouped } from '../base/number-text.ts';
import {
  consumptionTonnes,
  type Figure,
  findMineral,
  idsOf,
  importReliance,
  relianceInYear,
  tonnesOf,
} from '../minerals/minerals.ts';
import { observationsOf } from '../minerals/observations.ts';
import type { Observation, ReferenceData, Source } from '../minerals/reference-data.ts';
import { LATEST_YEAR } from './exposure.ts';
import { evidence, open, pointsOf, YearPoint } from './profile-figures.ts';

/*
 * How good the figures of a mineral are: how many are estimates, how far the source has moved them
 * since, what can be said of those that it withholds, and when it was published.
 */

const REVISED_YEAR = 2024; // the year that both editions cover by country
const EDITIONS = { first: 'usgs-mcs-2025', revised: 'usgs-mcs-2026' } as const;

/** Output of 2024 as first estimated, and as the next edition has it. */
const Revision = z
  .object({
    country: z.string().describe("alpha-3, 'other' or 'world'"),
    firstTonnes: z.number(),
    revisedTonnes: z.number(),
    change: open.describe('revised over first, less one; null where the first was 0'),
    evidence,
  })
  .meta({ id: 'Revision' });
export type Revision = z.infer<typeof Revision>;

/** Limits of a withheld figure that follow from figures that are published. */
const DerivedBound = z
  .object({
    year: z.int(),
    lowTonnes: z.number(),
    highTonnes: z.number(),
    terms: z.string().describe('the formula with its numbers'),
    evidence,
  })
  .meta({ id: 'DerivedBound' });
export type DerivedBound = z.infer<typeof DerivedBound>;

const Release = z
  .object({ title: z.string(), edition: z.string(), retrieved: z.string(), address: z.string() })
  .meta({ id: 'Release' });

export const Quality = z
  .object({
    figures: z.int().describe('figures of the latest year that the page rests on'),
    estimates: z.int().describe('of them, those that the source calls estimates'),
    revisedYear: z.int(),
    revisions: z.array(Revision).describe('of output by country, the largest tonnage first'),
    reliance: z
      .object({ first: YearPoint.nullable(), revised: YearPoint.nullable() })
      .describe('net import reliance of the revised year, in both editions [percent]'),
    consumptionBounds: z
      .array(DerivedBound)
      .describe('where consumption is withheld and other figures limit it'),
    releases: z.array(Release),
  })
  .meta({ id: 'DataQuality' });
export type Quality = z.infer<typeof Quality>;

export function qualityOf(data: ReferenceData, mineralId: string): Quality {
  const rows = rowsOf(data, mineralId).filter(
    ({ period, source }) => period === String(LATEST_YEAR) && source === EDITIONS.revised,
  );
  const figures = rows.filter(({ value, low, high }) => (value ?? low ?? high) !== null);
  const [first] = pointsOf([importReliance(data, mineralId, 2025)]);
  const [revised] = pointsOf([relianceInYear(data, mineralId, REVISED_YEAR)]);
  return {
    figures: figures.length,
    estimates: figures.filter(({ estimated }) => estimated).length,
    revisedYear: REVISED_YEAR,
    revisions: revisionsOf(data, mineralId),
    reliance: { first: first ?? null, revised: revised ?? null },
    consumptionBounds: consumptionBoundsOf(data, mineralId),
    releases: data.sources.filter(isOfMinerals).map(releaseOf),
  };
}

const isOfMinerals = ({ id }: Source) => id.startsWith('usgs-');

const releaseOf = ({ title, edition, retrieved, urlOrDoi }: Source) => ({
  title,
  edition,
  retrieved,
  address: urlOrDoi,
});

/** The rows that a mineral's map selects, of the mineral or else of its group. */
function rowsOf(data: ReferenceData, mineralId: string): readonly Observation[] {
  findMineral(data, mineralId);
  return idsOf(data, mineralId).flatMap((id) =>
    observationsOf(data, id).filter(({ primary }) => primary),
  );
}

/**
 * First estimates of 2024 beside what the next edition says, country by country [t].
 *
 * Only where both are plain numbers: a country that one edition withholds has no revision.
 */
export function revisionsOf(data: ReferenceData, mineralId: string): Revision[] {
  const rows = rowsOf(data, mineralId).filter(
    ({ stat, period }) => stat === 'production' && period === String(REVISED_YEAR),
  );
  const [owner] = idsOf(data, mineralId).filter((id) => rows.some((row) => row.mineral === id));
  const of = (source: string) =>
    rows.filter((row) => row.mineral === owner && row.source === source);
  return of(EDITIONS.first)
    .flatMap((before) => {
      const after = of(EDITIONS.revised).find(({ country }) => country === before.country);
      if (after === undefined) return [];
      const [first, revised] = [before, after].map((row) => tonnesOf(row, null).value);
      if (first == null || revised == null || (first === 0 && revised === 0)) return [];
      return [
        {
          country: before.country,
          firstTonnes: first,
          revisedTonnes: revised,
          change: first === 0 ? null : revised / first - 1,
          evidence: [before.id, after.id],
        },
      ];
    })
    .sort((a, b) => b.revisedTonnes - a.revisedTonnes || (a.country < b.country ? -1 : 1));
}

/**
 * Consumption that is withheld, from what is not: net imports over net import reliance.
 *
 *   n = (M − X) / C,   so   (M − X) / n_high ≤ C ≤ (M − X) / n_low
 *
 * Changes of stocks are left out, which moves it by some percent. Only where the source has one
 * row of imports for consumption, one of exports, and a reliance with a lower bound above 0.
 *
 * @source USGS Mineral Commodity Summaries 2026, definition of net import reliance
 */
export function consumptionBoundsOf(data: ReferenceData, mineralId: string): DerivedBound[] {
  const years = [2021, 2022, 2023, 2024, LATEST_YEAR];
  return years.flatMap((year) => {
    const consumption = consumptionTonnes(data, mineralId, year);
    const reliance = relianceInYear(data, mineralId, year);
    if (consumption?.qualifier !== 'W' || consumption.group !== null || reliance === null)
      return [];
    const imported = theOnly(data, mineralId, 'import', year);
    const exported = theOnly(data, mineralId, 'export', year);
    if (imported?.value == null || exported?.value == null) return [];
    const net = imported.value - exported.value;
    const { low, high } = reliance;
    if (low === null || high === null || low <= 0 || net <= 0) return [];
    return [
      {
        year,
        lowTonnes: (100 * net) / high,
        highTonnes: (100 * net) / low,
        terms: `(${grouped(imported.value, 0)} − ${grouped(exported.value, 0)}) t over ${low} to ${high} percent`,
        evidence: [...imported.evidence, ...exported.evidence, ...reliance.evidence],
      },
    ];
  });
}

/** The only row of trade of a year, or the only one that is for consumption. */
function theOnly(
  data: ReferenceData,
  mineralId: string,
  stat: 'import' | 'export',
  year: number,
): Figure | null {
  const rows = observationsOf(data, mineralId).filter(
    (row) => row.stat === stat && row.period === String(year) && row.source === EDITIONS.revised,
  );
  const meant =
    rows.length === 1 ? rows : rows.filter(({ detail }) => /: For consumption$/.test(detail));
  return meant.length === 1 ? tonnesOf(meant[0]!, null) : null;
}
