import { forwardCurve, openStrikes } from './closed-form.ts';
import type { StrikeValue } from './jump-transform.ts';
import type { Control, Market } from './payoff.ts';

/** One monthly amount of a strip: tonnes at the price of a month, paid in the same or a later one. */
export interface StripPart {
  readonly month: number; // of the market
  readonly payMonth: number;
  readonly tonnes: number;
}

/** The value today of tonnes at the expected prices: no model of chance is needed [USD]. */
export function forwardValue(parts: readonly StripPart[], { model, paths }: Market): number {
  const forward = forwardCurve(model, paths.months);
  let sum = 0;
  for (const { month, payMonth, tonnes } of parts) {
    sum += paths.discount[payMonth]! * tonnes * forward[month]!;
  }
  return sum;
}

/** A control by the price itself: the strip of what is due, whose mean is its forward value. */
export function forwardControl(parts: readonly StripPart[], market: Market): Control {
  const { usdPerTonne, discount, months } = market.paths;
  return {
    name: 'strip of forwards',
    meanUsd: forwardValue(parts, market),
    presentValueUsd: (path) => {
      let sum = 0;
      for (const { month, payMonth, tonnes } of parts) {
        sum += discount[payMonth]! * tonnes * usdPerTonne[path * months + month]!;
      }
      return sum;
    },
  };
}

/** Strike values of the market's months; each strike is computed once. */
export function strikeTable({
  model,
  paths,
}: Market): (strikeUsd: number) => readonly StrikeValue[] {
  const valuesAt = openStrikes(model, paths.months);
  const known = new Map<number, readonly StrikeValue[]>();
  return (strikeUsd) => {
    const found = known.get(strikeUsd) ?? valuesAt(strikeUsd);
    known.set(strikeUsd, found);
    return found;
  };
}
