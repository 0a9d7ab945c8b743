import { assert } from './assert.ts';

/**
 * Value below which a share of the outcomes lies: the smallest outcome with at least that share
 * at or below it.
 *
 * @param sorted - outcomes in ascending order
 * @param share - in (0, 1)
 * @source Hyndman & Fan (1996), definition 1
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  assert(sorted.length > 0, 'there are outcomes');
  return sorted[Math.max(0, Math.ceil(share * sorted.length - 1e-9) - 1)]!;
}

/**
 * Mean of the worst outcomes (CVaR, expected shortfall), the highest being the worst.
 *
 * An outcome that the tail only partly covers counts in part, so the result changes smoothly
 * with `tailShare`: 1 gives the plain mean, values near 0 the worst case.
 *
 * @param sorted - outcomes in ascending order, equally likely
 * @param tailShare - share of the outcomes in the tail, in (0, 1]
 * @source Rockafellar & Uryasev (2002), Conditional value-at-risk for general loss distributions
 */
export function expectedShortfall(sorted: ArrayLike<number>, tailShare: number): number {
  assert(sorted.length > 0, 'there are outcomes');
  assert(tailShare > 0 && tailShare <= 1, 'the tail is a share of the outcomes');
  const tailCount = tailShare * sorted.length;
  let left = tailCount;
  let sum = 0;
  for (let i = sorted.length - 1; i >= 0 && left > 0; i--) {
    sum += sorted[i]! * Math.min(1, left);
    left -= 1;
  }
  return sum / tailCount;
}

/** Mean, and the standard error of it as an estimate, summed in the order given. */
export function meanWithError(values: ArrayLike<number>): { mean: number; standardError: number } {
  const count = values.length;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i]!;
  const mean = sum / count;
  let squares = 0;
  for (let i = 0; i < count; i++) squares += (values[i]! - mean) * (values[i]! - mean);
  return { mean, standardError: count > 1 ? Math.sqrt(squares / (count - 1) / count) : 0 };
}

/**
 * Spearman's rank correlation: 1 when two orders agree, −1 when one is the other's reverse.
 *
 * Equal values share the mean of their ranks.
 */
export function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  assert(a.length === b.length && a.length > 1, 'two rankings of the same things');
  const x = ranks(a);
  const y = ranks(b);
  const mean = (a.length + 1) / 2;
  let top = 0;
  let left = 0;
  let right = 0;
  for (let i = 0; i < x.length; i++) {
    top += (x[i]! - mean) * (y[i]! - mean);
    left += (x[i]! - mean) ** 2;
    right += (y[i]! - mean) ** 2;
  }
  return top / Math.sqrt(left * right);
}

function ranks(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return values.map((value) => {
    const first = sorted.indexOf(value);
    const last = sorted.lastIndexOf(value);
    return (first + last) / 2 + 1;
  });
}
