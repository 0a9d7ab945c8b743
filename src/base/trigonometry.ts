/*
 * Sine and cosine from additions and multiplications only: `Math.sin` may differ in the last bit
 * between JavaScript engines, and a result's digest must not.
 */

const TWO_OVER_PI = 0.6366197723675814;
// Pi over two in three parts; products of the first two with a whole number below 2^20 are exact.
const HALF_PI_HIGH = 1.5707963267341256;
const HALF_PI_MIDDLE = 6.077100506303966e-11;
const HALF_PI_LOW = 2.0222662487959506e-21;

/** Cosine, to 1e-15 for |x| below a million. */
export function cos(x: number): number {
  return sin0(x, 1);
}

/** Sine, to 1e-15 for |x| below a million. */
export function sin(x: number): number {
  return sin0(x, 0);
}

/** The sine of x + turns π/2. */
function sin0(x: number, turns: number): number {
  const k = Math.floor(x * TWO_OVER_PI + 0.5);
  const r = x - k * HALF_PI_HIGH - k * HALF_PI_MIDDLE - k * HALF_PI_LOW;
  const quadrant = (((k + turns) % 4) + 4) % 4;
  const value = quadrant % 2 === 0 ? sineNearZero(r) : cosineNearZero(r);
  return quadrant < 2 ? value : -value;
}

/** Taylor series on |r| ≤ π/4, evaluated from the smallest term on. */
function sineNearZero(r: number): number {
  const r2 = r * r;
  let sum = 1;
  for (let n = 18; n >= 2; n -= 2) sum = 1 - (r2 / (n * (n + 1))) * sum;
  return r * sum;
}

function cosineNearZero(r: number): number {
  const r2 = r * r;
  let sum = 1;
  for (let n = 17; n >= 1; n -= 2) sum = 1 - (r2 / (n * (n + 1))) * sum;
  return sum;
}
