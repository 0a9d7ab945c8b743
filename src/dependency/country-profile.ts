import * as z from 'zod';
import { findCountry } from '../minerals/minerals.ts';
import {
  CountryScore,
  ExportControl,
  type ReferenceData,
  ShockEvent,
} from '../minerals/reference-data.ts';
import { Alternatives, alternativesTo } from './alternatives.ts';
import { ShareTrend, shareTrendOf } from './country-trend.ts';
import type { Dependency } from './dependency.ts';
import { type Exposure, exposureOf, isExposure } from './exposure.ts';
import { COVERED_COUNTRIES } from './rates.ts';

/*
 * Everything that the tables and the model say of one country as a supplier.
 */

const share = z.number().min(0).max(1);

/** How much of what the country uses of a mineral hangs on one supplier. */
export const CountryReliance = z
  .object({
    mineral: z.string(),
    name: z.string(),
    useShare: share.describe('share of U.S. use that hangs on the country'),
    directShare: share.describe('the part of it that the country ships itself'),
    throughShare: share.describe('the part that others make from or ship of its output'),
    importShare: share.describe('share of U.S. imports that hangs on the country'),
    annualProbability: z.number().nullable().describe('assumed, that it stops within a year'),
    lossMusd: z.number().nullable().describe('GDP lost in the year of a stop [million USD]'),
  })
  .meta({ id: 'CountryReliance' });
export type CountryReliance = z.infer<typeof CountryReliance>;

export const CountryProfile = z
  .object({
    iso3: z.string(),
    name: z.string(),
    isCovered: z.boolean().describe('whether its supply counts as dependence'),
    reliances: z.array(CountryReliance).describe('the largest share of U.S. use first'),
    alternatives: z
      .array(Alternatives)
      .describe('who else makes what hangs on it, in the order of the reliances'),
    trends: z.array(ShareTrend).describe('its share of world output, the largest now first'),
    exportControls: z.array(ExportControl),
    shockEvents: z.array(ShockEvent).describe('dated moves of prices after its controls'),
    scores: z.array(CountryScore).describe('governance, every index by year'),
    lossMusd: z
      .number()
      .describe('expected GDP at risk from it, all minerals together [million USD a year]'),
  })
  .meta({ id: 'CountryProfile' });
export type CountryProfile = z.infer<typeof CountryProfile>;

const LEAST_SHARE = 0.0005; // below it nothing is left of a share once it is rounded
const LEAST_TREND = 0.01; // of world output, in one year at least
const MOST_ALTERNATIVES = 12; // minerals

/**
 * One country, as its page shows it.
 *
 * @param code - alpha-3 code or name
 * @param dependencies - as `assessDependencies` ranks them
 * @throws Refusal `country.not_found`
 */
export function countryProfileOf(
  data: ReferenceData,
  code: string,
  dependencies: readonly Dependency[],
): CountryProfile {
  const { iso3, name } = findCountry(data, code);
  const listed = data.minerals.filter(({ onList2025 }) => onList2025);
  const exposures = listed.map((mineral) => exposureOf(data, mineral)).filter(isExposure);
  const reliances = exposures
    .flatMap((exposure) => relianceOn(iso3, exposure, dependencies))
    .sort((a, b) => b.useShare - a.useShare || (a.mineral < b.mineral ? -1 : 1));
  return {
    iso3,
    name,
    isCovered: COVERED_COUNTRIES.includes(iso3),
    reliances,
    alternatives: oncePerGroup(
      reliances.flatMap((reliance) => {
        const exposure = exposures.find(({ mineral }) => mineral.id === reliance.mineral)!;
        return alternativesTo(data, exposure, iso3) ?? [];
      }),
    ).slice(0, MOST_ALTERNATIVES),
    trends: trendsOf(data, iso3),
    exportControls: data.exportControls.filter((control) => control.iso3 === iso3),
    shockEvents: data.shockEvents.filter(({ country }) => country === iso3),
    scores: data.countryScores.filter((score) => score.iso3 === iso3).sort(byIndexAndYear),
    lossMusd: reliances.reduce(
      (sum, { annualProbability, lossMusd }) => sum + (annualProbability ?? 0) * (lossMusd ?? 0),
      0,
    ),
  };
}

function trendsOf(data: ReferenceData, iso3: string): ShareTrend[] {
  const trends = data.minerals
    .filter(({ onList2025 }) => onList2025)
    .flatMap((mineral) => shareTrendOf(data, mineral, iso3) ?? []);
  return oncePerGroup(trends)
    .filter(({ thenShare, nowShare }) => Math.max(thenShare, nowShare) >= LEAST_TREND)
    .sort((a, b) => b.nowShare - a.nowShare || (a.mineral < b.mineral ? -1 : 1));
}

/** Minerals whose figures are of one group would all say the same, so each group stands once. */
function oncePerGroup<Row extends { readonly group: string | null }>(rows: readonly Row[]): Row[] {
  return rows.filter(
    ({ group }, i) => group === null || rows.findIndex((row) => row.group === group) === i,
  );
}

function byIndexAndYear(a: CountryScore, b: CountryScore): number {
  if (a.index !== b.index) return a.index < b.index ? -1 : 1;
  return a.year - b.year;
}

function relianceOn(
  iso3: string,
  { mineral, suppliers, importShare }: Exposure,
  dependencies: readonly Dependency[],
): CountryReliance[] {
  const supplier = suppliers.find(({ country }) => country === iso3);
  if (supplier === undefined || iso3 === 'USA') return [];
  const useShare = Math.min(1, importShare.mid * supplier.share);
  if (useShare < LEAST_SHARE) return [];
  const directShare = Math.min(useShare, importShare.mid * supplier.directShare);
  const term = dependencies
    .find((each) => each.mineral === mineral.id)
    ?.gdpAtRiskMusd?.terms.find((each) => each.iso3 === iso3);
  return [
    {
      mineral: mineral.id,
      name: mineral.name,
      useShare,
      directShare,
      throughShare: useShare - directShare,
      importShare: Math.min(1, supplier.share),
      annualProbability: term?.annualProbability ?? null,
      lossMusd: term?.lossMusd ?? null,
    },
  ];
}
