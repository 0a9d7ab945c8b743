import { log } from './elementary';
import { i32At } from './memory';
import { cutTable, segmentTable } from './tables';

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

/** A word below which every normal is below z by more than rounding: a cell further down the grid. */
export function sureCut(z: f64): i32 {
  const cell = ceil((z + CUT_RANGE) * CUTS_PER_UNIT) - 2;
  if (!(cell >= 0)) return i32.MIN_VALUE;
  return i32At(cutTable, <i32>min(cell, <f64>(CUTS - 1)));
}
