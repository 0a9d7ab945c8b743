import type { PageProps } from '../../web/pages/pages.ts';
import { countryHref, mineralHref } from '../../web/pages/profile-text.ts';
import { countAt } from '../dependency/assessment.ts';
import { countryProfileOf } from '../dependency/country-profile.ts';
import { knownLimits } from '../dependency/limits.ts';
import { profileOf } from '../dependency/profile.ts';
import { compareDisruptions, compareRanking } from '../dependency/ranking.ts';
import type { TradeDisruptions } from '../dependency/trade-disruption.ts';
import { nearestCountries, nearestMinerals } from '../minerals/minerals.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { backtest } from '../stress/backtest.ts';
import { PRESETS } from '../stress/presets.ts';
import { BACKTEST_DRAWS, SEED } from '../stress/stress.ts';
import type { Answer } from './answer.ts';

const editionOf = ({ version, digest }: ReferenceData) => ({ version, digest });

/** What the page of a mineral shows, or undefined where there is no such mineral. */
export function mineralProps(
  data: ReferenceData,
  { dependency, plan, stress }: Answer,
  id: string,
  held: PageProps['mineral']['held'],
): PageProps['mineral'] | undefined {
  if (!data.minerals.some((mineral) => mineral.id === id)) return undefined;
  const isOfIt = ({ mineral }: { readonly mineral: string }) => mineral === id;
  return {
    profile: profileOf(data, id, dependency),
    of: dependency.length,
    reserve: {
      budgetUsd: plan.budgetUsd,
      items: plan.items.filter(isOfIt),
      nextDollar: plan.nextDollar.filter(isOfIt),
    },
    held,
    canBeStressed: stress.minerals.some(isOfIt),
    data: editionOf(data),
  };
}

/** What the page of a country shows, or undefined where there is no such country. */
export function countryProps(
  data: ReferenceData,
  { dependency }: Answer,
  code: string,
): PageProps['country'] | undefined {
  const iso3 = code.toUpperCase();
  if (!data.countries.some((country) => country.iso3 === iso3)) return undefined;
  const profile = countryProfileOf(data, iso3, dependency);
  const presets = PRESETS.flatMap(({ id, title, shocks }) => {
    const own = shocks.filter((shock) => 'country' in shock && shock.country === iso3);
    if (own.length === 0) return [];
    const isHit = (mineral: string) =>
      own.some(({ minerals }) => minerals === 'all' || minerals.includes(mineral));
    const worst = profile.reliances.find(({ mineral }) => isHit(mineral));
    return [{ id, title, mineral: worst?.mineral ?? null }];
  });
  return { profile, presets, data: editionOf(data) };
}

/** What a page shows that is not there: the nearest minerals. */
export const missingMineral = (data: ReferenceData, id: string): PageProps['missing'] => ({
  sentence: `There is no mineral '${id}'`,
  near: nearestMinerals(data, id).map((each) => ({ text: each.name, href: mineralHref(each.id) })),
  data: editionOf(data),
});

/** What a page shows that is not there: the nearest countries. */
export const missingCountry = (data: ReferenceData, code: string): PageProps['missing'] => ({
  sentence: `There is no country '${code}'`,
  near: nearestCountries(data, code).map((each) => ({
    text: `${each.name} (${each.iso3})`,
    href: countryHref(each.iso3),
  })),
  data: editionOf(data),
});

/** What the page of the checks shows. It takes about a second, so it is worked out once. */
export function validationProps(
  data: ReferenceData,
  disruptions: TradeDisruptions,
): PageProps['validation'] {
  const { label, industries, accountsYear, gdpMusd, accountsSource, minerals, industryTotals } =
    disruptions;
  const options = { draws: BACKTEST_DRAWS.usual, seed: SEED.usual };
  return {
    ...options,
    ...backtest(data, options),
    comparison: compareRanking(data),
    reconstruction: compareDisruptions(data, minerals, disruptions.leftOut),
    disruptions: {
      ...{ label, industries, accountsYear, gdpMusd, accountsSource, minerals, industryTotals },
      scenarios: disruptions.scenarios.length,
    },
    rankingBasis: data.publishedRanks[0]?.basis ?? 'a published score',
    counts: ([2025, 2026] as const).flatMap((edition) =>
      ([2022, 2025] as const).map((list) => countAt(data, 100, edition, list)),
    ),
    limits: knownLimits(data),
    data: editionOf(data),
  };
}
