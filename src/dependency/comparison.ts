import * as z from 'zod';
import { rankCorrelation } from '../base/statistics.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { assessDependencies } from './assessment.ts';
import type { Dependency } from './dependency.ts';
import { classOfUse } from './stake.ts';

/*
 * Our ranking against a published one. Nothing is tuned to it: where the two differ, the terms of
 * our figure say why.
 */

const place = z.int().describe('among the minerals that both rank');

const Places = z
  .object({ mineral: z.string(), ourPlace: place, publishedPlace: place })
  .meta({ id: 'Places' });

const Disagreement = z
  .object({
    mineral: z.string(),
    ourPlace: place,
    publishedPlace: place,
    reasons: z.array(z.string()).describe('what our figure rests on'),
  })
  .meta({ id: 'Disagreement' });

export const Comparison = z
  .object({
    source: z.string(),
    minerals: z.int().describe('ranked by both'),
    spearman: z.number().describe('rank correlation: 1 the same order, 0 no relation'),
    places: z.array(Places).describe('every mineral that both rank, in our order'),
    largestDisagreements: z.array(Disagreement),
    oursOnly: z.array(z.string()),
  })
  .meta({ id: 'Comparison' });
export type Comparison = z.infer<typeof Comparison>;

const SHOWN = 5;

/**
 * How our order of dependencies agrees with the published one, and where it differs most.
 *
 * @source docs/models/dependency.md, section 6
 */
export function compareRanking(data: ReferenceData): Comparison {
  const ours = assessDependencies(data);
  const ranked = data.publishedRanks
    .map(({ mineral, rank, source }) => ({
      dependency: ours.find((each) => each.mineral === mineral),
      rank,
      source,
    }))
    .flatMap(({ dependency, rank, source }) =>
      dependency === undefined ? [] : [{ dependency, rank, source }],
    );
  const ourRanks = ranked.map(({ dependency }) => dependency.rank);
  const theirRanks = ranked.map(({ rank }) => rank);
  const apart = ranked
    .map(({ dependency }, i) => ({
      mineral: dependency.mineral,
      ourPlace: placeOf(ourRanks, i),
      publishedPlace: placeOf(theirRanks, i),
      reasons: reasonsFor(data, dependency),
    }))
    .sort(
      (a, b) =>
        Math.abs(b.ourPlace - b.publishedPlace) - Math.abs(a.ourPlace - a.publishedPlace) ||
        (a.mineral < b.mineral ? -1 : 1),
    );
  const known = new Set(data.publishedRanks.map(({ mineral }) => mineral));
  return {
    source: ranked[0]?.source ?? '',
    minerals: ranked.length,
    spearman: rankCorrelation(ourRanks, theirRanks),
    places: apart
      .map(({ mineral, ourPlace, publishedPlace }) => ({ mineral, ourPlace, publishedPlace }))
      .sort((a, b) => a.ourPlace - b.ourPlace),
    largestDisagreements: apart.slice(0, SHOWN),
    oursOnly: ours.map(({ mineral }) => mineral).filter((mineral) => !known.has(mineral)),
  };
}

/** Place among the values, 1 for the smallest. */
const placeOf = (values: readonly number[], at: number) =>
  1 + values.filter((value) => value < values[at]!).length;

/** What our figure rests on, in sentences made from its terms. */
function reasonsFor(data: ReferenceData, dependency: Dependency): string[] {
  const { gdpAtRiskMusd, gaps, mineral } = dependency;
  if (gdpAtRiskMusd === null) return gaps.slice(0, 1);
  const { stakeMusd, terms } = gdpAtRiskMusd;
  const [first] = terms;
  const use = classOfUse(data.minerals.find(({ id }) => id === mineral)!);
  return [
    `we put $${Math.round(stakeMusd).toLocaleString('en-US')}M of GDP at stake, by its use in ${use.replaceAll('-', ' and ')} and by the bill for it`,
    ...(first === undefined
      ? ['we see no exporter that it hangs on: the country exports it on balance']
      : [
          `its first term is ${first.iso3} with ${Math.round(100 * first.supplyShare)} percent of imports ` +
            `and ${Math.round(100 * first.annualProbability)} percent a year`,
        ]),
    ...gaps.filter((gap) => gap.startsWith('assumed')),
  ];
}
