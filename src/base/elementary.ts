/*
 * Exponential and logarithm from additions, multiplications and tables only.
 *
 * `Math.exp` and `Math.log` may differ in the last bit between JavaScript engines, and a result's
 * digest must not. IEEE arithmetic and `Math.sqrt`, `Math.floor` are exact everywhere.
 */

const LN2_HIGH = 0.6931471803691238; // fdlibm's split of ln 2: the high part has 20 trailing zeros
const LN2_LOW = 1.9082149292705877e-10;
const INVERSE_LN2 = Math.LOG2E;

const words = new Float64Array(1);
const bits = new Int32Array(words.buffer);
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0; // byte order

/** 2 to an integer power in [-1022, 1023]. */
const POWERS_OF_TWO = Float64Array.from({ length: 2046 }, (_, i) => 2 ** (i - 1022));

/**
 * e to the power x, within 2 units in the last place for |x| < 700; 0 below, Infinity above.
 *
 * x = k ln 2 + r with |r| ≤ ln 2 / 2, and a Taylor polynomial of degree 13 for e^r.
 */
export function exp(x: number): number {
  if (x < -700) return 0;
  if (x > 700) return Infinity;
  const k = Math.floor(x * INVERSE_LN2 + 0.5);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  const r2 = r * r;
  const r4 = r2 * r2;
  const low = 1 + r + r2 * (1 / 2 + r * (1 / 6));
  const middle = 1 / 24 + r * (1 / 120) + r2 * (1 / 720 + r * (1 / 5040));
  const high =
    1 / 40320 + r * (1 / 362880) + r2 * (1 / 3628800 + r * (1 / 39916800)) + r4 * (1 / 479001600);
  return (low + r4 * (middle + r4 * high)) * POWERS_OF_TWO[k + 1022]!;
}

/**
 * Natural logarithm of a positive, normal number, within 2 units in the last place.
 *
 * x = 2^k m with m in [√½, √2), and ln m = 2 artanh((m − 1) / (m + 1)) by its series.
 */
export function log(x: number): number {
  words[0] = x;
  const high = bits[HIGH]!;
  let k = (high >> 20) - 1023;
  bits[HIGH] = (high & 0x000fffff) | 0x3ff00000;
  let m = words[0]!;
  if (m > Math.SQRT2) {
    m *= 0.5;
    k += 1;
  }
  const s = (m - 1) / (m + 1);
  const s2 = s * s;
  const s4 = s2 * s2;
  const even = 1 / 3 + s4 * (1 / 7 + s4 * (1 / 11 + s4 * (1 / 15 + s4 * (1 / 19))));
  const odd = 1 / 5 + s4 * (1 / 9 + s4 * (1 / 13 + s4 * (1 / 17 + s4 * (1 / 21))));
  const series = s2 * (even + s2 * odd);
  return k * LN2_HIGH + (2 * s + (2 * s * series + k * LN2_LOW));
}
