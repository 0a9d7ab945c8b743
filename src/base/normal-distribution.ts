import { exp } from './elementary.ts';

const ROOT_TWO_PI = 2.5066282746310002;
const SERIES_UP_TO = 3; // beyond, the continued fraction is quicker and keeps its relative accuracy
const FRACTION_TERMS = 60; // at 3 the error is then below 1e-30

/** Density of the standard normal distribution. */
export function normalDensity(x: number): number {
  return exp((-x * x) / 2) / ROOT_TWO_PI;
}

/**
 * Standard normal distribution function, to 1e-15, and to 1e-13 of the smaller tail.
 *
 * Near the middle the series Φ(x) = 1/2 + φ(x) (x + x³/3 + x⁵/(3·5) + ...), in the tails the
 * continued fraction of Mills' ratio.
 *
 * @source Abramowitz & Stegun (1964), 26.2.11 and 26.2.14
 */
export function normalDistribution(x: number): number {
  if (Math.abs(x) > SERIES_UP_TO) {
    const tail = normalDensity(x) / millsFraction(Math.abs(x));
    return x < 0 ? tail : 1 - tail;
  }
  let term = x;
  let sum = x;
  for (let n = 3; Math.abs(term) > 1e-18; n += 2) {
    term *= (x * x) / n;
    sum += term;
  }
  return 0.5 + normalDensity(x) * sum;
}

/** x + 1/(x + 2/(x + 3/(x + ...))): the density over the tail beyond x. */
function millsFraction(x: number): number {
  let fraction = x;
  for (let n = FRACTION_TERMS; n >= 1; n--) fraction = x + n / fraction;
  return fraction;
}
