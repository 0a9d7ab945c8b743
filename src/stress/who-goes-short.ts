import { quantile } from '../base/statistics.ts';
import { classEffect, classUnmet, DEMAND_CLASSES, type UnmetSums } from '../dependency/uses.ts';
import type { ClosingParts, Kernel } from './kernel.ts';
import type { Closing, MineralPath } from './stress.ts';
import type { ChainMineral } from './supply-chain.ts';

/*
 * Of one mineral over many draws: where what was missing came from, and which users did without.
 */

/** Sums of every draw [quarters of demand]. */
export interface DrawSums {
  readonly draws: number;
  readonly unmet: Float64Array; // shape (draw)
  readonly early: Float64Array;
  readonly shifted: Float64Array;
  readonly parts: Record<keyof ClosingParts, number>; // over all draws
}

export function openSums(draws: number): DrawSums {
  return {
    draws,
    unmet: new Float64Array(draws),
    early: new Float64Array(draws),
    shifted: new Float64Array(draws),
    parts: {
      missing: 0,
      rerouted: 0,
      recycled: 0,
      spare: 0,
      industryStock: 0,
      reserve: 0,
      priceResponse: 0,
    },
  };
}

/** Adds the draw that stands in a kernel of one mineral, opened with its closing. */
export function addDraw(sums: DrawSums, { draw: state, closing }: Kernel, draw: number): void {
  sums.unmet[draw] = state.unmetSum[0]!;
  sums.early[draw] = state.earlySum[0]!;
  sums.shifted[draw] = state.shiftedSum[0]!;
  if (closing === null) return;
  for (const part of Object.keys(sums.parts) as (keyof ClosingParts)[]) {
    for (const value of closing[part]) sums.parts[part] += value;
  }
}

/** What the sums say, in tonnes. */
export function whoGoesShort(
  sums: DrawSums,
  { uses, demandTonnesPerYear }: ChainMineral,
  quarters: number,
): Pick<MineralPath, 'closing' | 'uses' | 'classes'> {
  const tonnes = demandTonnesPerYear / 4;
  const spread = (amountOf: (each: UnmetSums) => number) => spreadOf(sums, amountOf, tonnes);
  return {
    closing: closingOf(sums, tonnes),
    uses: uses.map(({ use, share, readiness, source }) => ({
      use,
      share,
      isAssumed: source === null,
      unmetTonnes: spread(({ unmet, early }) => share * (readiness * early + unmet - early)),
    })),
    classes: DEMAND_CLASSES.map((demandClass) => ({
      demandClass,
      demandTonnes: classEffect(uses, demandClass).full * quarters * tonnes,
      unmetTonnes: spread((each) => classUnmet(uses, demandClass, each)),
    })),
  };
}

function closingOf({ parts, draws, unmet }: DrawSums, tonnes: number): Closing {
  const mean = (sum: number) => (sum / draws) * tonnes;
  return {
    missing: mean(parts.missing),
    rerouted: mean(parts.rerouted),
    recycled: mean(parts.recycled),
    spare: mean(parts.spare),
    industryStock: mean(parts.industryStock),
    reserve: mean(parts.reserve),
    priceResponse: mean(parts.priceResponse),
    unmet: mean(unmet.reduce(plus, 0)),
  };
}

const plus = (a: number, b: number) => a + b;

function spreadOf(
  { draws, unmet, early, shifted }: DrawSums,
  amountOf: (each: UnmetSums) => number,
  tonnes: number,
) {
  const values = Float64Array.from(
    unmet,
    (each, i) => tonnes * amountOf({ unmet: each, early: early[i]!, shifted: shifted[i]! }),
  );
  const mean = values.reduce(plus, 0) / draws;
  values.sort();
  return {
    mean,
    p05: quantile(values, 0.05),
    p50: quantile(values, 0.5),
    p95: quantile(values, 0.95),
  };
}
