import { log } from './elementary.ts';

/**
 * Inverse of the standard normal distribution function, to about 1e-15 relative.
 *
 * @param p - probability in (0, 1)
 * @source Wichura (1988), Algorithm AS 241, routine PPND16
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * centre(0.180625 - q * q);
  const r = Math.sqrt(-log(q < 0 ? p : 1 - p));
  const z = r <= 5 ? middle(r - 1.6) : tail(r - 5);
  return q < 0 ? -z : z;
}

// Coefficients of AS 241, to the last digit a number holds.

/** For p in [0.075, 0.925]. */
function centre(r: number): number {
  const top =
    ((((((2509.0809287301227 * r + 33430.57558358813) * r + 67265.7709270087) * r +
      45921.95393154987) *
      r +
      13731.69376550946) *
      r +
      1971.5909503065513) *
      r +
      133.14166789178438) *
      r +
    3.3871328727963665;
  const bottom =
    ((((((5226.495278852854 * r + 28729.085735721943) * r + 39307.89580009271) * r +
      21213.794301586597) *
      r +
      5394.196021424751) *
      r +
      687.1870074920579) *
      r +
      42.31333070160091) *
      r +
    1;
  return top / bottom;
}

/** For the outer 7.5 percent on each side. */
function middle(r: number): number {
  const top =
    ((((((0.0007745450142783414 * r + 0.022723844989269184) * r + 0.2417807251774506) * r +
      1.2704582524523684) *
      r +
      3.6478483247632045) *
      r +
      5.769497221460691) *
      r +
      4.630337846156546) *
      r +
    1.4234371107496835;
  const bottom =
    ((((((1.0507500716444169e-9 * r + 0.0005475938084995345) * r + 0.015198666563616457) * r +
      0.14810397642748008) *
      r +
      0.6897673349851) *
      r +
      1.6763848301838038) *
      r +
      2.053191626637759) *
      r +
    1;
  return top / bottom;
}

/** For p below e^−25 and above 1 − e^−25. */
function tail(r: number): number {
  const top =
    ((((((2.0103343992922881e-7 * r + 2.7115555687434876e-5) * r + 0.0012426609473880784) * r +
      0.026532189526576124) *
      r +
      0.29656057182850487) *
      r +
      1.7848265399172913) *
      r +
      5.463784911164114) *
      r +
    6.657904643501103;
  const bottom =
    ((((((2.0442631033899397e-15 * r + 1.421511758316446e-7) * r + 1.8463183175100548e-5) * r +
      0.0007868691311456133) *
      r +
      0.014875361290850615) *
      r +
      0.1369298809227358) *
      r +
      0.599832206555888) *
      r +
    1;
  return top / bottom;
}

const SEGMENTS = 512; // per half of the distribution
const SEGMENT_BITS = 22; // 31 bits of magnitude = 9 bits of segment + 22 bits inside it
const TAIL_SEGMENTS = 8; // the curve is too steep there for a cubic: use AS 241 itself
export const SEGMENT = buildSegments();

/**
 * A standard normal number from 32 random bits; monotone in the bits read as a signed word.
 *
 * A cubic through AS 241 in each of 512 segments a side, within 1e-6 of it; the outermost
 * 1.6 percent uses AS 241 itself. The table fits the processor's
 * nearest cache, which makes it several times cheaper than AS 241.
 *
 * @param word - 32 random bits
 */
export function normal(word: number): number {
  const sign = word >> 31;
  const magnitude = word ^ sign;
  const segment = magnitude >>> SEGMENT_BITS;
  if (segment >= SEGMENTS - TAIL_SEGMENTS) {
    const z = normalQuantile(0.5 + (magnitude + 0.5) * 2 ** -32);
    return sign < 0 ? -z : z;
  }
  const t = ((magnitude & ((1 << SEGMENT_BITS) - 1)) + 0.5) * 2 ** -SEGMENT_BITS;
  const at = segment << 2;
  const z = ((SEGMENT[at + 3]! * t + SEGMENT[at + 2]!) * t + SEGMENT[at + 1]!) * t + SEGMENT[at]!;
  return sign < 0 ? -z : z;
}

/** Cubic Hermite-like interpolation of the quantile through four Chebyshev nodes a segment. */
function buildSegments(): Float64Array {
  const table = new Float64Array(SEGMENTS * 4);
  const nodes = [0.03806023374435663, 0.3086582838174551, 0.6913417161825449, 0.9619397662556434];
  for (let segment = 0; segment < SEGMENTS - TAIL_SEGMENTS; segment++) {
    const values = nodes.map((t) => normalQuantile(0.5 + ((segment + t) / SEGMENTS) * 0.5));
    table.set(cubicThrough(nodes, values), segment * 4);
  }
  return table;
}

/** Coefficients of the cubic through four points, constant term first (Newton's form). */
function cubicThrough(x: readonly number[], y: readonly number[]): number[] {
  const [x0, x1, x2, x3] = x as [number, number, number, number];
  const [y0, y1, y2, y3] = y as [number, number, number, number];
  const d01 = (y1 - y0) / (x1 - x0);
  const d12 = (y2 - y1) / (x2 - x1);
  const d23 = (y3 - y2) / (x3 - x2);
  const e012 = (d12 - d01) / (x2 - x0);
  const e123 = (d23 - d12) / (x3 - x1);
  const f = (e123 - e012) / (x3 - x0);
  return [
    y0 - d01 * x0 + e012 * x0 * x1 - f * x0 * x1 * x2,
    d01 - e012 * (x0 + x1) + f * (x0 * x1 + x0 * x2 + x1 * x2),
    e012 - f * (x0 + x1 + x2),
    f,
  ];
}

const LEVELS = 4096;

/**
 * Standard normal numbers in 4,096 equally likely levels, each the middle of its share of the
 * distribution: mean 0, deviation 0.9998, none beyond 3.67. Enough for ordinary fluctuation, at
 * the cost of one look-up; rare events need `normal`.
 */
export const NORMAL_LEVELS: Float32Array = Float32Array.from({ length: LEVELS }, (_, i) =>
  normalQuantile((i + 0.5) / LEVELS),
);

/** Picks a level from the low bits of a word. */
export const LEVEL_MASK = LEVELS - 1;
export const LEVEL_BITS = 12;

const CUT_RANGE = 5; // beyond, every word or none can matter
const CUTS_PER_UNIT = 32;
export const CUTS = Int32Array.from({ length: 2 * CUT_RANGE * CUTS_PER_UNIT + 1 }, (_, i) =>
  lastWordBelow(i / CUTS_PER_UNIT - CUT_RANGE + 1e-5),
);

/** The last word, in signed order, whose normal is below z; found by halving. */
function lastWordBelow(z: number): number {
  let below = -(2 ** 31);
  let above = 2 ** 31 - 1;
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (normalQuantile((middle + 2 ** 31 + 0.5) * 2 ** -32) < z) below = middle;
    else above = middle;
  }
  return below;
}

/**
 * A word above which no normal is below z: a quick way to pass over words that cannot matter.
 *
 * Rounded up to a grid of 1/32, so some words below it do not matter either.
 */
export function wordCut(z: number): number {
  const cell = Math.ceil((z + CUT_RANGE) * CUTS_PER_UNIT);
  if (cell < 0) return CUTS[0]!;
  return cell < CUTS.length ? CUTS[cell]! : 2 ** 31 - 1;
}
