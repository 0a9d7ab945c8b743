import { exp, log } from '../base/elementary.ts';
import { grouped, twoDigits } from '../base/number-text.ts';

/*
 * Why two orders put a mineral in different places, from the two figures that each place rests on:
 * the loss in the worst case, and the loss weighted by probability.
 */

export interface Losses {
  readonly worstMusd: number;
  readonly weightedMusd: number;
}

/** A mineral that both rank, with all that is known of both places. */
export interface Pair {
  readonly mineral: string;
  readonly ourPlace: number;
  readonly publishedPlace: number;
  readonly ours: Losses | null;
  readonly published: Losses | null;
  readonly publishedBasis: string;
  readonly lossReasons: readonly string[];
  readonly chanceReasons: readonly string[];
}

/** How our figure compares with theirs: of the worst loss, and of its chance, as logarithms. */
export interface Factors {
  readonly loss: number;
  readonly chance: number;
}

interface Explained {
  readonly mineral: string;
  readonly ourPlace: number;
  readonly publishedPlace: number;
  readonly ours: Losses | null;
  readonly published: Losses | null;
  readonly cause: 'loss' | 'chance' | 'not-assessed' | 'not-scored';
  readonly reasons: string[];
}

/**
 * The middle of the factors over all minerals that both give figures for. Only what departs from it
 * moves a mineral in the order.
 */
export function typicalFactors(pairs: readonly Pair[]): Factors {
  const all = pairs.flatMap((pair) => factorsOf(pair) ?? []);
  return { loss: median(all.map(({ loss }) => loss)), chance: median(all.map((f) => f.chance)) };
}

/** What sets the two places of a mineral apart. */
export function disagreement(pair: Pair, typical: Factors): Explained {
  const { mineral, ourPlace, publishedPlace, ours, published } = pair;
  const explained = { mineral, ourPlace, publishedPlace, ours, published };
  if (ours === null) {
    const reasons = [...pair.lossReasons, ...(published === null ? [] : [theirsAlone(published)])];
    return { ...explained, cause: 'not-assessed', reasons };
  }
  const factors = factorsOf(pair);
  if (factors === null) {
    return {
      ...explained,
      cause: 'not-scored',
      reasons: [
        published === null
          ? `the published list has no loss for it (${pair.publishedBasis}): its place there is that of the list`
          : `the published losses are too small to compare: ${theirsAlone(published)}`,
        ...pair.lossReasons,
      ],
    };
  }
  const loss = factors.loss - typical.loss;
  const chance = factors.chance - typical.chance;
  const direction = ourPlace < publishedPlace ? 1 : -1;
  const cause = direction * loss >= direction * chance ? 'loss' : 'chance';
  const whatDiffers =
    cause === 'loss' ? 'the size of the loss sets them apart' : 'the chance sets them apart';
  return {
    ...explained,
    cause,
    reasons: [
      `there ${moneyText(published!)}; here ${moneyText(ours)}`,
      `${whatDiffers}: measured by the median mineral, our loss is ${timesText(loss)} theirs and our chance ${timesText(chance)}`,
      ...(cause === 'loss' ? pair.lossReasons : [weightText(published!), ...pair.chanceReasons]),
    ],
  };
}

/** Null where a figure is missing or not positive. */
function factorsOf({ ours, published }: Pair): Factors | null {
  if (ours === null || published === null) return null;
  const figures = [ours.worstMusd, ours.weightedMusd, published.worstMusd, published.weightedMusd];
  if (figures.some((figure) => figure <= 0)) return null;
  return {
    loss: log(ours.worstMusd / published.worstMusd),
    chance: log(
      ours.weightedMusd / ours.worstMusd / (published.weightedMusd / published.worstMusd),
    ),
  };
}

const moneyText = ({ worstMusd, weightedMusd }: Losses) =>
  `$${grouped(worstMusd, 0)}M in the worst case, $${grouped(weightedMusd, 0)}M weighted by probability`;

const theirsAlone = (published: Losses) => `there ${moneyText(published)}`;

const weightText = ({ worstMusd, weightedMusd }: Losses) =>
  `there all scenarios together weigh ${Math.round((100 * weightedMusd) / worstMusd)} percent of the worst`;

const timesText = (logFactor: number) => `${twoDigits(exp(logFactor))} times`;

function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
