/*
 * Exponential and logarithm from additions, multiplications and tables only.
 *
 * `Math.exp` and `Math.log` may differ in the last bit between JavaScript engines, and a result's
 * digest must not. IEEE arithmetic and `Math.sqrt`, `Math.floor` are exact everywhere.
 */

const LN2_HIGH = 0.6931471803691238; // fdlibm's split of ln 2: the high part has 20 trailing zeros
const LN2_LOW = 1.9082149292705877e-10;

const words = new Float64Array(1);
const bits = new Int32Array(words.buffer);
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0; // byte order

/** 2 to an integer power in [-1022, 1023]. */
const POWERS_OF_TWO = Float64Array.from({ length: 2046 }, (_, i) => 2 ** (i - 1022));

const STEPS = 64; // of the tables, for each factor of two
const STEPS_PER_UNIT = STEPS / Math.LN2;
const STEP_HIGH = LN2_HIGH / STEPS; // exact: a division by a power of two
const STEP_LOW = LN2_LOW / STEPS;

/**
 * e to the power x, within 3 units in the last place for |x| < 700; 0 below, Infinity above.
 *
 * x = (k / 64) ln 2 + r with |r| < 0.0055, a table for the first part and a Taylor polynomial of
 * degree 5 for the second.
 */
export function exp(x: number): number {
  if (x < -700) return 0;
  if (x > 700) return Infinity;
  const k = Math.floor(x * STEPS_PER_UNIT + 0.5) | 0;
  const r = x - k * STEP_HIGH - k * STEP_LOW;
  const r2 = r * r;
  const series = r + r2 * (1 / 2 + r * (1 / 6) + r2 * (1 / 24 + r * (1 / 120)));
  const root = ROOTS[k & (STEPS - 1)]!;
  return (root + root * series) * POWERS_OF_TWO[(k >> 6) + 1022]!;
}

/** 2 to the power i / 64, by a Taylor series that runs until it stands still. */
export const ROOTS = Float64Array.from({ length: STEPS }, (_, i) => {
  const x = (i / STEPS) * Math.LN2;
  let sum = 1;
  for (let n = 40; n >= 1; n--) sum = 1 + (x / n) * sum;
  return sum;
});

const LOG_CELLS = 1024; // cells of 1/128 over [0, 8)
const CELLS_PER_UNIT = LOG_CELLS / 8;
const LEAST_TABLED = 0.25; // below, a cell is too wide for the series
export const CELL_INVERSE = Float64Array.from(
  { length: LOG_CELLS },
  (_, i) => CELLS_PER_UNIT / (i + 0.5),
);
export const CELL_LOG = Float64Array.from({ length: LOG_CELLS }, (_, i) =>
  logByParts(CELL_INVERSE[i]!),
);

/**
 * Natural logarithm of a positive, normal number, to 1e-15 absolute or 2 units in the last place.
 *
 * Near 1, where simulations are, ln x = ln(1 + r) − ln(1 / c) with c the middle of a cell.
 */
export function log(x: number): number {
  if (x < LEAST_TABLED || x >= 8) return logByParts(x);
  const cell = (x * CELLS_PER_UNIT) | 0;
  const r = x * CELL_INVERSE[cell]! - 1;
  const r2 = r * r;
  const low = r * (1 / 3 + r2 * (1 / 5 + r2 * (1 / 7)));
  const even = 1 / 2 + r2 * (1 / 4 + r2 * (1 / 6 + r2 * (1 / 8)));
  return r + r2 * (low - even) - CELL_LOG[cell]!;
}

/** x = 2^k m with m in [√½, √2), and ln m = 2 artanh((m − 1) / (m + 1)) by its series. */
function logByParts(x: number): number {
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
