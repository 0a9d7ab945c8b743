import { grouped } from '../base/number-text.ts';
import { Refusal } from '../base/refusal.ts';
import { BLOCK_DRAWS, type BlockOutcome, blocksOf, type DrawBlock } from './ensemble.ts';
import type { StressRun } from './stress.ts';

/*
 * As many draws as a precision needs: the standard error of the mean total loss, as a share of
 * that mean.
 */

const PRECISION = { least: 0.001, most: 0.5 } as const; // shares
/** Over fewer draws the standard error of so skewed a loss is itself unsure. */
const LEAST_DRAWS = 2000;
const MOST_GROWTH = 4; // a first estimate of the draws that are needed is rough

/**
 * Reads a precision, as in `1%`.
 *
 * @returns share of the mean
 * @throws Refusal `stress.bad_precision`
 */
export function parsePrecision(text: string): number {
  const [, digits] = /^(\d*\.?\d+)\s*%$/.exec(text.trim()) ?? [];
  const share = digits === undefined ? Number.NaN : Number(digits) / 100;
  if (share >= PRECISION.least && share <= PRECISION.most) return share;
  throw new Refusal(
    'invalid',
    'stress.bad_precision',
    `--precision cannot be '${text}'`,
    `write the standard error as a percentage of the mean loss, from ${100 * PRECISION.least}% to ${100 * PRECISION.most}%, such as 1%`,
  );
}

/** How far the first blocks of a run bring it. */
export interface PrecisionReached {
  readonly blocks: number;
  readonly draws: number;
  readonly share: number; // standard error over mean; 0 when nothing is ever lost
  readonly isEnough: boolean;
}

/**
 * The fewest first blocks that reach a precision, or all of them when none do.
 *
 * Blocks are looked at in order, so the answer does not depend on how many were run at once.
 */
export function precisionReached(
  blocks: readonly Pick<BlockOutcome, 'totalLossMusd'>[],
  precision: number,
): PrecisionReached {
  let draws = 0;
  let mean = 0;
  let squares = 0; // of the distances from the mean so far, after Welford
  let share = Number.POSITIVE_INFINITY;
  for (const [i, { totalLossMusd }] of blocks.entries()) {
    for (const musd of totalLossMusd) {
      draws += 1;
      const distance = musd - mean;
      mean += distance / draws;
      squares += distance * (musd - mean);
    }
    const standardError = Math.sqrt(squares / (draws - 1) / draws);
    share = mean > 0 ? standardError / mean : standardError === 0 ? 0 : Number.POSITIVE_INFINITY;
    if (draws >= LEAST_DRAWS && share <= precision) {
      return { blocks: i + 1, draws, share, isEnough: true };
    }
  }
  return { blocks: blocks.length, draws, share, isEnough: false };
}

/**
 * Runs blocks in rounds until they reach a precision or the most draws, and keeps the fewest.
 *
 * @param run - runs blocks that come after as many as are done
 */
export async function runToPrecision(
  run: (blocks: readonly DrawBlock[], done: number) => Promise<BlockOutcome[]>,
  { precision, most }: { precision: number; most: number },
): Promise<BlockOutcome[]> {
  let outcomes: BlockOutcome[] = [];
  let reached = precisionReached(outcomes, precision);
  while (!reached.isEnough && reached.draws < most) {
    const blocks = blocksOf(nextDraws(reached, precision, most)).slice(outcomes.length);
    outcomes = [...outcomes, ...(await run(blocks, outcomes.length))];
    reached = precisionReached(outcomes, precision);
  }
  return outcomes.slice(0, reached.blocks);
}

/** What a run to a precision took and reached, in a sentence. */
export function precisionSentence({ draws, total }: StressRun, precision: number): string {
  const { mean, standardError } = total.lossMusd;
  const share = mean > 0 ? standardError / mean : 0;
  const percent = (value: number) => `${Number((100 * value).toPrecision(3))}%`;
  const found = `${grouped(draws, 0)} draws bring the standard error to ${percent(share)} of the mean loss`;
  // The run sums in another order than the search did, so the last bits may differ.
  return share <= precision * (1 + 1e-9)
    ? found
    : `${found}, and not to ${percent(precision)}: these are the most that were allowed`;
}

/** How many draws to have by the end of the next round, in whole blocks where the limit allows. */
export function nextDraws(
  { draws, share }: Pick<PrecisionReached, 'draws' | 'share'>,
  precision: number,
  most: number,
): number {
  if (draws === 0) return Math.min(most, LEAST_DRAWS);
  const needed = draws * Math.min(MOST_GROWTH, (share / precision) ** 2);
  const blocks = Math.max(draws / BLOCK_DRAWS + 1, Math.ceil(needed / BLOCK_DRAWS));
  return Math.min(most, Math.ceil(blocks) * BLOCK_DRAWS);
}
