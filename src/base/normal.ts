import { log } from './elementary.ts';

/**
 * Inverse of the standard normal distribution function, to about 1e-15 relative.
 *
 * @param p - probability in (0, 1)
 * @source Wichura (1988), Algorithm AS 241, routine PPND16
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE_TOP, r)) / polynomial(CENTRE_BOTTOM, r);
  }
  const r = Math.sqrt(-log(q < 0 ? p : 1 - p));
  const z =
    r <= 5
      ? polynomial(MIDDLE_TOP, r - 1.6) / polynomial(MIDDLE_BOTTOM, r - 1.6)
      : polynomial(TAIL_TOP, r - 5) / polynomial(TAIL_BOTTOM, r - 5);
  return q < 0 ? -z : z;
}

/** Value of a polynomial, constant term first (Horner's rule). */
function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) value = value * x + coefficients[i]!;
  return value;
}

// Coefficients of AS 241, constant term first.
const CENTRE_TOP = [
  3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
  45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
];
const CENTRE_BOTTOM = [
  1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867,
  39307.89580009271061, 28729.085735721942674, 5226.495278852545925,
];
const MIDDLE_TOP = [
  1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
  1.27045825245236838258, 0.24178072517745061177, 0.0227238449892691845833,
  7.7454501427834140764e-4,
];
const MIDDLE_BOTTOM = [
  1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459,
  0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9,
];
const TAIL_TOP = [
  6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123,
  0.026532189526576123093, 1.2426609473880784386e-3, 2.71155556874348757815e-5,
  2.01033439929228813265e-7,
];
const TAIL_BOTTOM = [
  1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525,
  7.868691311456132591e-4, 1.8463183175100546818e-5, 1.4215117583164458887e-7,
  2.04426310338993978564e-15,
];

const SEGMENTS = 1024; // per half of the distribution
const SEGMENT_BITS = 21; // 31 bits of magnitude = 10 bits of segment + 21 bits inside it
const TAIL_SEGMENTS = 16; // the curve is too steep there for a cubic: use AS 241 itself
const SEGMENT = buildSegments();

/**
 * A standard normal number from 32 random bits; monotone in the bits read as a signed word.
 *
 * A cubic through AS 241 in each of 1,024 segments a side, within 1e-7 of it; the outermost
 * 1.6 percent uses AS 241 itself. Cheaper than AS 241 by a factor of about four.
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
