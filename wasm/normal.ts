import { log } from './elementary';
import { both, i32At } from './memory';
import { cutTable, HALF, number, segmentTable } from './tables';

/*
 * `normal` and `wordCut` of src/base/normal.ts, operation by operation.
 */

const SEGMENT_BITS: i32 = 22;
const SEGMENT_MASK: i32 = (1 << SEGMENT_BITS) - 1;
const CUBIC_SEGMENTS: i32 = 504; // 512 less the 8 of the tail
const CUT_RANGE: f64 = 5;
const CUTS_PER_UNIT: f64 = 32;
const CUTS: i32 = 321;

/** A standard normal number from 32 random bits. */
export function normal(word: i32): f64 {
  const sign = word >> 31;
  const magnitude = word ^ sign;
  const segment = magnitude >> SEGMENT_BITS;
  const z = segment >= CUBIC_SEGMENTS ? tailOf(magnitude) : cubicOf(magnitude, segment);
  return sign < 0 ? -z : z;
}

/** Standard normal numbers from the two words in the lower half. */
// @ts-ignore: decorator
@inline
export function normalPair(words: v128): v128 {
  const magnitude = v128.xor(words, i32x4.shr_s(words, 31));
  const segment = i32x4.shr_u(magnitude, SEGMENT_BITS);
  if ((i32x4.bitmask(i32x4.gt_s(segment, i32x4.splat(CUBIC_SEGMENTS - 1))) & 3) != 0) {
    return f64x2(normal(i32x4.extract_lane(words, 0)), normal(i32x4.extract_lane(words, 1)));
  }
  const inside = v128.and(magnitude, i32x4.splat(SEGMENT_MASK));
  const shifted = f64x2.add(f64x2.convert_low_i32x4_u(inside), number(HALF));
  const t = f64x2.mul(shifted, both(2.384185791015625e-7)); // 2^-22
  const at0 = <usize>i32x4.extract_lane(segment, 0) << 5;
  const at1 = <usize>i32x4.extract_lane(segment, 1) << 5;
  const low0 = v128.load(at0, segmentTable);
  const low1 = v128.load(at1, segmentTable);
  const high0 = v128.load(at0, segmentTable + 16);
  const high1 = v128.load(at1, segmentTable + 16);
  const cubic = f64x2.mul(i64x2.shuffle(high0, high1, 1, 3), t);
  const square = f64x2.mul(f64x2.add(cubic, i64x2.shuffle(high0, high1, 0, 2)), t);
  const linear = f64x2.mul(f64x2.add(square, i64x2.shuffle(low0, low1, 1, 3)), t);
  const z = f64x2.add(linear, i64x2.shuffle(low0, low1, 0, 2));
  const sign = v128.and(i64x2.extend_low_i32x4_s(words), i64x2.splat(i64.MIN_VALUE));
  return v128.xor(z, sign);
}

// @ts-ignore: decorator
@inline
function cubicOf(magnitude: i32, segment: i32): f64 {
  const t = (<f64>(magnitude & SEGMENT_MASK) + 0.5) * 2.384185791015625e-7; // 2^-22
  const at = <usize>segment << 5;
  const cubic = load<f64>(at, segmentTable + 24) * t + load<f64>(at, segmentTable + 16);
  return (cubic * t + load<f64>(at, segmentTable + 8)) * t + load<f64>(at, segmentTable);
}

/** AS 241 in the outermost 1.6 percent, which lies wholly in its middle part. */
function tailOf(magnitude: i32): f64 {
  const p = 0.5 + (<f64>magnitude + 0.5) * 2.3283064365386963e-10; // 2^-32
  return middle(sqrt(-log(1 - p)) - 1.6);
}

function middle(r: f64): f64 {
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

/** A word above which no normal is below z. */
export function wordCut(z: f64): i32 {
  const cell = ceil((z + CUT_RANGE) * CUTS_PER_UNIT);
  if (cell < 0) return i32At(cutTable, 0);
  return cell < <f64>CUTS ? i32At(cutTable, <i32>cell) : i32.MAX_VALUE;
}

/** A word below which every normal is below z by more than rounding: a cell down the grid. */
export function sureCut(z: f64): i32 {
  const cell = ceil((z + CUT_RANGE) * CUTS_PER_UNIT) - 2;
  if (!(cell >= 0)) return i32.MIN_VALUE;
  return i32At(cutTable, <i32>min(cell, <f64>(CUTS - 1)));
}
