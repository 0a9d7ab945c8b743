/*
 * The rate at which a row of cash flows is worth nothing.
 */

/** A rate of return, or why there is none. */
export type InternalReturn =
  | { readonly kind: 'one'; readonly rate: number } // a period
  | { readonly kind: 'none' } // the worth never changes its sign
  | { readonly kind: 'several' }; // it does more than once: no rate means anything

const LOWEST = -0.95; // a period; worse than losing nineteen parts of twenty is called a total loss
const HIGHEST = 10;
const STEPS = 400;
const HALVINGS = 80;

/** What flows are worth at a rate of a period, the first of them now. */
export function worthAt(flows: ArrayLike<number>, rate: number): number {
  const factor = 1 / (1 + rate);
  let worth = 0;
  for (let k = flows.length - 1; k >= 0; k--) worth = worth * factor + flows[k]!;
  return worth;
}

/**
 * The internal rate of return of flows, by halving between two rates of different sign.
 *
 * Flows whose sign changes once have one rate at most; others are searched on a grid that is finer
 * near zero, so that a second rate is not missed.
 */
export function internalReturn(flows: ArrayLike<number>): InternalReturn {
  let found: InternalReturn = { kind: 'none' };
  let lower = LOWEST;
  let atLower = worthAt(flows, lower);
  for (let i = 1; i <= STEPS; i++) {
    const upper = gridRate(i / STEPS);
    const atUpper = worthAt(flows, upper);
    if (atLower < 0 !== atUpper < 0) {
      if (found.kind !== 'none') return { kind: 'several' };
      found = { kind: 'one', rate: rootBetween(flows, lower, upper) };
    }
    lower = upper;
    atLower = atUpper;
  }
  return found;
}

/** From the lowest to the highest rate in steps that grow with 1 + r. */
function gridRate(part: number): number {
  // Between the two 1 + r grows 220 times: a fourth power spreads the steps as it does.
  const root = Math.sqrt(Math.sqrt(1 + LOWEST));
  const top = Math.sqrt(Math.sqrt(1 + HIGHEST));
  return (root + part * (top - root)) ** 4 - 1;
}

function rootBetween(flows: ArrayLike<number>, from: number, to: number): number {
  let lower = from;
  let upper = to;
  const isNegativeBelow = worthAt(flows, lower) < 0;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (lower + upper) / 2;
    if (worthAt(flows, middle) < 0 === isNegativeBelow) lower = middle;
    else upper = middle;
  }
  return (lower + upper) / 2;
}
