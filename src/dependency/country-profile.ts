import * as z from 'zod';
import { findCountry } from '../minerals/minerals.ts';
import { CountryScore, ExportControl, type ReferenceData } from '../minerals/reference-data.ts';
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
    exportControls: z.array(ExportControl),
    scores: z.array(CountryScore).describe('governance, every index by year'),
    lossMusd: z
      .number()
      .describe('expected GDP at risk from it, all minerals together [million USD a year]'),
  })
  .meta({ id: 'CountryProfile' });
export type CountryProfile = z.infer<typeof CountryProfile>;

const LEAST_SHARE = 0.0005; // below it nothing is left of a share once it is rounded

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
  const reliances = data.minerals
    .filter(({ onList2025 }) => onList2025)
    .map((mineral) => exposureOf(data, mineral))
    .filter(isExposure)
    .flatMap((exposure) => relianceOn(iso3, exposure, dependencies))
    .sort((a, b) => b.useShare - a.useShare || (a.mineral < b.mineral ? -1 : 1));
  return {
    iso3,
    name,
    isCovered: COVERED_COUNTRIES.includes(iso3),
    reliances,
    exportControls: data.exportControls.filter((control) => control.iso3 === iso3),
    scores: data.countryScores.filter((score) => score.iso3 === iso3).sort(byIndexAndYear),
    lossMusd: reliances.reduce(
      (sum, { annualProbability, lossMusd }) => sum + (annualProbability ?? 0) * (lossMusd ?? 0),
      0,
    ),
  };
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
