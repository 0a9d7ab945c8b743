import type { Assumption } from '../minerals/reference-data.ts';

/** A number that nobody could confirm: between `low` and `high`, as likely below as above `mid`. */
export interface Range {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

/** A number that is known, as a range of no width. */
export const exactly = (value: number): Range => ({ low: value, mid: value, high: value });

/** A range with each of its ends changed by the same rule. */
export function mapRange({ low, mid, high }: Range, change: (value: number) => number): Range {
  return { low: change(low), mid: change(mid), high: change(high) };
}

/**
 * The assumption for a case: the first of the scopes that the table has, from special to general.
 *
 * @param scopes - as in `['mineral:gallium', 'byproduct', 'all']`
 */
export function assume(
  assumptions: readonly Assumption[],
  id: string,
  scopes: readonly string[] = ['all'],
): Range {
  for (const scope of scopes) {
    const found = assumptions.find((each) => each.id === id && each.scope === scope);
    if (found) return { low: found.low, mid: found.mid, high: found.high };
  }
  throw new Error(`data/assumption.csv lacks ${id} for ${scopes.join(', ')}`);
}

/** Whether the table speaks of this very case. */
export function isAssumed(assumptions: readonly Assumption[], id: string, scope: string): boolean {
  return assumptions.some((each) => each.id === id && each.scope === scope);
}

/**
 * A value of a range from a uniform number: half of the draws below the middle, half above,
 * evenly spread on each side.
 *
 * @param u - uniform in [0, 1]
 */
export function drawFrom({ low, mid, high }: Range, u: number): number {
  return u < 0.5 ? low + (mid - low) * 2 * u : mid + (high - mid) * (2 * u - 1);
}
