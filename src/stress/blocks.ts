import { QUARTERS_PER_KEY } from './gaps.ts';
import type { Kernel } from './kernel.ts';
import { simulateDraw } from './simulation.ts';
import { SHORT_SHARE } from './stress.ts';

/*
 * A block of draws, and what is kept of it. The functions are the plain version: the fast kernel
 * gives the same bytes, and tests compare them.
 */

/** The draws [from, from + count). */
export interface DrawBlock {
  readonly from: number;
  readonly count: number;
}

/** Outcomes over the horizon of the draws of a block, shape (mineral, draw) unless said. */
export interface BlockOutcome {
  readonly count: number;
  readonly unmet: Float32Array; // [quarters of demand]
  readonly lossMusd: Float32Array;
  readonly peakLogPrice: Float32Array;
  readonly shortDraws: Uint32Array; // shape (mineral)
  readonly earlySum: Float64Array; // shape (mineral); of what is unmet, what falls on ready uses
  readonly shiftedSum: Float64Array; // shape (mineral); what others bore for defence
  readonly totalLossMusd: Float64Array; // shape (draw)
}

/** The gaps of a block of draws, and what they would cost if left open. */
export interface GapBlock {
  readonly start: Uint32Array; // shape (draw + 1)
  readonly key: Uint16Array;
  readonly gapTonnes: Float32Array;
  readonly gapSumTonnes: Float64Array; // shape (mineral)
  readonly lossSumMusd: Float64Array; // shape (mineral)
}

/** Outcomes of no draw yet. */
export function emptyOutcome(minerals: number, count: number): BlockOutcome {
  return {
    count,
    unmet: new Float32Array(minerals * count),
    lossMusd: new Float32Array(minerals * count),
    peakLogPrice: new Float32Array(minerals * count),
    shortDraws: new Uint32Array(minerals),
    earlySum: new Float64Array(minerals),
    shiftedSum: new Float64Array(minerals),
    totalLossMusd: new Float64Array(count),
  };
}

/** Simulates a block with the plain version and keeps each draw's outcome. */
export function plainBlock(kernel: Kernel, { from, count }: DrawBlock): BlockOutcome {
  const outcome = emptyOutcome(kernel.minerals, count);
  for (let i = 0; i < count; i++) {
    simulateDraw(kernel, from + i);
    keepOutcome(kernel, outcome, i);
  }
  return outcome;
}

/** Keeps the draw that stands in the kernel as the i-th of a block. */
export function keepOutcome({ minerals, draw }: Kernel, outcome: BlockOutcome, i: number): void {
  const { unmetSum, earlySum, shiftedSum, lossSumMusd, peakLogPrice, worstUnmet } = draw;
  let total = 0;
  for (let m = 0; m < minerals; m++) {
    const cell = m * outcome.count + i;
    outcome.unmet[cell] = unmetSum[m]!;
    outcome.lossMusd[cell] = lossSumMusd[m]!;
    outcome.peakLogPrice[cell] = peakLogPrice[m]!;
    outcome.earlySum[m]! += earlySum[m]!;
    outcome.shiftedSum[m]! += shiftedSum[m]!;
    if (worstUnmet[m]! > SHORT_SHARE) outcome.shortDraws[m]! += 1;
    total += lossSumMusd[m]!;
  }
  outcome.totalLossMusd[i] = total;
}

/** Simulates a block with the plain version and keeps its gaps. */
export function plainGaps(kernel: Kernel, { from, count }: DrawBlock): GapBlock {
  const { minerals, quarters, gap, lossMusd, model } = kernel;
  const most = count * minerals * quarters;
  const key = new Uint16Array(most);
  const gapTonnes = new Float32Array(most);
  const start = new Uint32Array(count + 1);
  const gapSumTonnes = new Float64Array(minerals);
  const lossSumMusd = new Float64Array(minerals);
  let entries = 0;
  for (let i = 0; i < count; i++) {
    simulateDraw(kernel, from + i);
    for (let m = 0; m < minerals; m++) {
      const tonnesPerQuarter = model.minerals[m]!.demandTonnesPerYear / 4;
      for (let quarter = 0; quarter < quarters; quarter++) {
        const tonnes = gap[quarter * minerals + m]! * tonnesPerQuarter;
        if (tonnes <= 0) continue;
        key[entries] = m * QUARTERS_PER_KEY + quarter;
        gapTonnes[entries] = tonnes;
        entries += 1;
        gapSumTonnes[m]! += tonnes;
        lossSumMusd[m]! += lossMusd[quarter * minerals + m]!;
      }
    }
    start[i + 1] = entries;
  }
  return {
    start,
    key: key.slice(0, entries),
    gapTonnes: gapTonnes.slice(0, entries),
    gapSumTonnes,
    lossSumMusd,
  };
}
