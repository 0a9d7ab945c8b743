import * as z from 'zod';
import { rankCorrelation } from '../base/statistics.ts';
import type { PublishedEffect, ReferenceData } from '../minerals/reference-data.ts';
import { disagreement, type Losses, type Pair, typicalFactors } from './disagreement.ts';

/*
 * An order of ours against a published one. Nothing is tuned to it: where the two differ, the two
 * figures behind the places say whether it is the size of the loss or its chance.
 */

const place = z.int().describe('among the minerals that both rank');
const losses = z
  .object({
    worstMusd: z.number().describe('GDP lost in the worst case [million USD]'),
    weightedMusd: z.number().describe('weighted by probability [million USD]'),
  })
  .nullable();

const Places = z
  .object({ mineral: z.string(), ourPlace: place, publishedPlace: place })
  .meta({ id: 'Places' });

const Disagreement = z
  .object({
    mineral: z.string(),
    ourPlace: place,
    publishedPlace: place,
    ours: losses,
    published: losses,
    cause: z
      .enum(['loss', 'chance', 'not-assessed', 'not-scored'])
      .describe('what sets the two apart: the size of the loss, its chance, or a missing figure'),
    reasons: z.array(z.string()).describe('made from the figures of both'),
  })
  .meta({ id: 'Disagreement' });

export const Comparison = z
  .object({
    order: z.string().describe('which order of ours is compared'),
    source: z.string(),
    minerals: z.int().describe('ranked by both'),
    spearman: z.number().describe('rank correlation: 1 the same order, 0 no relation'),
    places: z.array(Places).describe('every mineral that both rank, in our order'),
    largestDisagreements: z.array(Disagreement),
    oursOnly: z.array(z.string()),
  })
  .meta({ id: 'Comparison' });
export type Comparison = z.infer<typeof Comparison>;

/** Both orders of ours beside the published one. */
export const RankingComparisons = z
  .object({
    ...Comparison.shape,
    reconstruction: Comparison.describe('the order of the trade disruptions, a reconstruction'),
  })
  .meta({ id: 'RankingComparisons' });
export type RankingComparisons = z.infer<typeof RankingComparisons>;

/** A mineral in an order of ours, the most dangerous first, and what its place rests on. */
export interface Ranked {
  readonly mineral: string;
  readonly losses: Losses | null; // null where it cannot be assessed; those come last
  readonly lossReasons: readonly string[]; // why the loss is as large as it is; or why there is none
  readonly chanceReasons: readonly string[];
}

const SHOWN = 5;

/**
 * How an order of ours agrees with the published one, and where and why it differs most.
 *
 * @param ours - every mineral of the order, the first the most dangerous
 * @source docs/models/dependency.md, section 6
 */
export function compareOrder(
  data: ReferenceData,
  order: string,
  ours: readonly Ranked[],
): Comparison {
  const effects = new Map(data.publishedEffects.map((effect) => [effect.mineral, effect]));
  const found = data.publishedRanks.flatMap(({ mineral, rank, basis }) => {
    const at = ours.findIndex((each) => each.mineral === mineral);
    return at < 0 ? [] : [{ ranked: ours[at]!, at, rank, basis, effect: effects.get(mineral) }];
  });
  const ourRanks = found.map(({ at }) => at);
  const theirRanks = found.map(({ rank }) => rank);
  const pairs: Pair[] = found.map(({ ranked, basis, effect }, i) => ({
    mineral: ranked.mineral,
    ourPlace: placeOf(ourRanks, i),
    publishedPlace: placeOf(theirRanks, i),
    ours: ranked.losses,
    published: lossesOf(effect),
    publishedBasis: basis,
    lossReasons: ranked.lossReasons,
    chanceReasons: ranked.chanceReasons,
  }));
  const typical = typicalFactors(pairs);
  const known = new Set(data.publishedRanks.map(({ mineral }) => mineral));
  return {
    order,
    source: data.publishedRanks[0]?.source ?? '',
    minerals: pairs.length,
    spearman: rankCorrelation(ourRanks, theirRanks),
    places: pairs
      .map(({ mineral, ourPlace, publishedPlace }) => ({ mineral, ourPlace, publishedPlace }))
      .sort((a, b) => a.ourPlace - b.ourPlace),
    largestDisagreements: [...pairs]
      .sort((a, b) => distance(b) - distance(a) || (a.mineral < b.mineral ? -1 : 1))
      .slice(0, SHOWN)
      .map((pair) => disagreement(pair, typical)),
    oursOnly: ours.map(({ mineral }) => mineral).filter((mineral) => !known.has(mineral)),
  };
}

/** Place among the values, 1 for the smallest. */
const placeOf = (values: readonly number[], at: number) =>
  1 + values.filter((value) => value < values[at]!).length;

const distance = ({ ourPlace, publishedPlace }: Pair) => Math.abs(ourPlace - publishedPlace);

const lossesOf = (effect: PublishedEffect | undefined): Losses | null =>
  effect === undefined ? null : { worstMusd: effect.worstMusd, weightedMusd: effect.weightedMusd };
