import * as z from 'zod';

/*
 * Whether a model puts moves into the order in which they happened. Two measures, shown side by
 * side: the exact place of each, and each pair by itself.
 */

/** What counts as a right rank, wherever its figure stands. */
export const RANK_RULE =
  'A rank counts as right when the event stands rightly against most of the other events with a control. ' +
  'The exact place is counted beside it: it is never right for all events but one, because the last place then follows.';

export const PairOrder = z
  .object({
    mineral: z.string().describe('the other event with a control'),
    isRight: z.boolean().describe('whether the medians stand in the order in which it happened'),
    drawShare: z
      .number()
      .nullable()
      .describe('share of draws in that order; null where one cannot be modelled'),
  })
  .meta({ id: 'PairOrder' });
export type PairOrder = z.infer<typeof PairOrder>;

export const EventOrder = z
  .object({
    modelPlace: z.int().describe('1 is the largest median among events with a control'),
    actualPlace: z.int(),
    pairs: z.array(PairOrder).describe('against each other event with a control'),
    rightPairs: z.int(),
    isRight: z.boolean().describe('whether it stands rightly against most of the others'),
  })
  .meta({ id: 'EventOrder' });
export type EventOrder = z.infer<typeof EventOrder>;

export interface OrderedPair extends PairOrder {
  readonly larger: string; // the mineral with the larger move, as it happened
}

/** Each pair once, the larger move first. */
export function pairsOf(
  events: readonly { readonly mineral: string; readonly order: EventOrder | null }[],
): OrderedPair[] {
  const ranked = events
    .flatMap(({ mineral, order }) => (order === null ? [] : [{ mineral, order }]))
    .sort((a, b) => a.order.actualPlace - b.order.actualPlace);
  return ranked.flatMap(({ mineral, order }, i) => {
    const smaller = ranked.slice(i + 1).map((each) => each.mineral);
    return smaller.flatMap((other) =>
      order.pairs
        .filter((pair) => pair.mineral === other)
        .map((pair) => ({ ...pair, larger: mineral })),
    );
  });
}

/** One move: what happened, and what every draw says of it. */
export interface Move {
  readonly mineral: string;
  readonly actualRatio: number;
  readonly median: number | null; // null where the mineral cannot be modelled
  readonly drawRatios: Float64Array | null; // by draw: the same place is the same draw
}

/** Where each move stands among all of them, in the order given. */
export function ordersOf(moves: readonly Move[]): EventOrder[] {
  const byModel = places(moves.map(({ median }) => median ?? 0));
  const byFact = places(moves.map(({ actualRatio }) => actualRatio));
  return moves.map((move, i) => {
    const pairs = moves.filter((other) => other !== move).map((other) => pairOf(move, other));
    const rightPairs = pairs.filter(({ isRight }) => isRight).length;
    return {
      modelPlace: byModel[i]!,
      actualPlace: byFact[i]!,
      pairs,
      rightPairs,
      isRight: 2 * rightPairs > pairs.length,
    };
  });
}

function pairOf(move: Move, other: Move): PairOrder {
  const actual = Math.sign(move.actualRatio - other.actualRatio);
  const { drawRatios: mine, median } = move;
  const { drawRatios: theirs, median: theirMedian } = other;
  if (mine === null || theirs === null || median === null || theirMedian === null) {
    return { mineral: other.mineral, isRight: false, drawShare: null };
  }
  const agreeing = mine.filter((ratio, draw) => Math.sign(ratio - theirs[draw]!) === actual).length;
  return {
    mineral: other.mineral,
    isRight: Math.sign(median - theirMedian) === actual,
    drawShare: agreeing / mine.length,
  };
}

/** Places by size, 1 for the largest. */
function places(values: readonly number[]): number[] {
  return values.map((value) => 1 + values.filter((other) => other > value).length);
}

/**
 * Kendall's tau-a over pairs: 1 when all stand rightly, -1 when none does.
 *
 * @returns null where there is no pair
 */
export function kendallTau(pairs: number, rightPairs: number): number | null {
  return pairs === 0 ? null : (2 * rightPairs - pairs) / pairs;
}

/**
 * Share of all orders of so many things that have at least so many pairs right: what luck would do.
 *
 * @source Kendall (1938), A new measure of rank correlation: the exact distribution, by its recursion
 */
export function luckOf(things: number, rightPairs: number): number {
  let orders = [1]; // how many orders have so many pairs wrong
  for (let n = 2; n <= things; n++) {
    const longer = Array<number>(orders.length + n - 1).fill(0);
    for (let wrong = 0; wrong < orders.length; wrong++) {
      for (let more = 0; more < n; more++) longer[wrong + more]! += orders[wrong]!;
    }
    orders = longer;
  }
  const pairs = (things * (things - 1)) / 2;
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  return sum(orders.slice(0, pairs - rightPairs + 1)) / sum(orders);
}
