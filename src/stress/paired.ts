import { meanWithError } from '../base/statistics.ts';
import type { BlockOutcome } from './blocks.ts';
import type { StressModel } from './supply-chain.ts';

/*
 * Two runs of the same draws: the chance is the same in both, so what lies between them is known
 * far better than either of them.
 */

/** A mean of both runs, and the mean of what lies between them, draw by draw. */
export interface PairedMean {
  readonly before: number;
  readonly after: number;
  readonly more: number; // after less before
  readonly standardError: number; // of `more`, from the number of draws alone
}

/** What a change does to one mineral, or to all together. */
export interface PairedMineral {
  readonly mineral: string;
  readonly unmetTonnes: PairedMean;
  readonly lossMusd: PairedMean;
}

/**
 * What lies between two runs of the same draws, for every mineral.
 */
export function pairedMinerals(
  { minerals }: Pick<StressModel, 'minerals'>,
  before: readonly BlockOutcome[],
  after: readonly BlockOutcome[],
): PairedMineral[] {
  return minerals.map(({ mineral, demandTonnesPerYear }, m) => ({
    mineral,
    unmetTonnes: paired(before, after, columnOf('unmet', m, demandTonnesPerYear / 4)),
    lossMusd: paired(before, after, columnOf('lossMusd', m, 1)),
  }));
}

/** The same for what all minerals lose together [million USD]. */
export const pairedTotal = (
  before: readonly BlockOutcome[],
  after: readonly BlockOutcome[],
): PairedMean => paired(before, after, ({ totalLossMusd }) => totalLossMusd);

type Column = (block: BlockOutcome) => ArrayLike<number>;

const columnOf =
  (field: 'unmet' | 'lossMusd', mineral: number, scale: number): Column =>
  (block) =>
    block[field]
      .subarray(mineral * block.count, (mineral + 1) * block.count)
      .map((value) => value * scale);

function paired(
  before: readonly BlockOutcome[],
  after: readonly BlockOutcome[],
  columnOfBlock: Column,
): PairedMean {
  const [first, second] = [before, after].map((blocks) =>
    Float64Array.from(blocks.flatMap((block) => Array.from(columnOfBlock(block)))),
  ) as [Float64Array, Float64Array];
  const difference = second.map((value, draw) => value - first[draw]!);
  const { mean: more, standardError } = meanWithError(difference);
  return {
    before: meanWithError(first).mean,
    after: meanWithError(second).mean,
    more,
    standardError,
  };
}
