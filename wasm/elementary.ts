import { both, holds, holdsInBoth, select } from './memory';
import {
  CELLS_PER_UNIT,
  cellTable,
  EIGHT,
  EIGHTH,
  FIFTH,
  HALF,
  LAST_CELL,
  MOST_EXPONENT,
  number,
  ONE,
  ONE_FOURTH,
  PART_120,
  PART_24,
  rootTable,
  SEVENTH,
  SHIFTER,
  SIXTH,
  STEP_HIGH,
  STEP_LOW,
  STEPS_PER_UNIT,
  THIRD,
} from './tables';

/*
 * `exp` and `log` of src/base/elementary.ts, operation by operation, for one number and for two.
 */

const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;
const LEAST_TABLED: f64 = 0.25;
const SQRT2: f64 = 1.4142135623730951;

/** e to the power of each lane. */
// @ts-ignore: decorator
@inline
export function expPair(x: v128): v128 {
  const whole = f64x2.floor(f64x2.add(f64x2.mul(x, number(STEPS_PER_UNIT)), number(HALF)));
  const most = f64x2.sub(x, f64x2.mul(whole, number(STEP_HIGH)));
  const r = f64x2.sub(most, f64x2.mul(whole, number(STEP_LOW)));
  const r2 = f64x2.mul(r, r);
  const low = f64x2.add(number(HALF), f64x2.mul(r, number(SIXTH)));
  const high = f64x2.add(number(PART_24), f64x2.mul(r, number(PART_120)));
  const series = f64x2.add(r, f64x2.mul(r2, f64x2.add(low, f64x2.mul(r2, high))));
  const k = f64x2.add(whole, number(SHIFTER)); // a whole number stands in its lowest bits
  const k0 = <usize>(i32x4.extract_lane(k, 0) & 63) << 3;
  const k1 = <usize>(i32x4.extract_lane(k, 2) & 63) << 3;
  const root = v128.load_lane<f64>(k1, v128.load64_zero(k0, rootTable), 1, rootTable);
  const exponent = i64x2.shl(i64x2.shr_u(k, 6), 52);
  const power = i64x2.add(exponent, number(ONE)); // as bits, 1 is 2^0;
  const value = f64x2.mul(f64x2.add(root, f64x2.mul(root, series)), power);
  if (!holds(f64x2.gt(f64x2.abs(x), number(MOST_EXPONENT)))) return value;
  const bounded = select(f64x2.gt(x, number(MOST_EXPONENT)), both(Infinity), value);
  return v128.andnot(bounded, f64x2.lt(x, f64x2.neg(number(MOST_EXPONENT))));
}

/** Whether `tabledLogPair` holds for each lane. */
// @ts-ignore: decorator
@inline
export function isTabled(x: v128): v128 {
  return v128.and(f64x2.ge(x, number(ONE_FOURTH)), f64x2.lt(x, number(EIGHT)));
}

/** Natural logarithm of each lane from 0.25 to below 8; anything outside. */
// @ts-ignore: decorator
@inline
export function tabledLogPair(x: v128): v128 {
  const cells = cellsOf(x);
  const cell0 = v128.load(<usize>i32x4.extract_lane(cells, 0) << 4, cellTable);
  const cell1 = v128.load(<usize>i32x4.extract_lane(cells, 2) << 4, cellTable);
  const beside = f64x2.sub(f64x2.mul(x, i64x2.shuffle(cell0, cell1, 0, 2)), number(ONE));
  return logBeside(beside, i64x2.shuffle(cell0, cell1, 1, 3));
}

export const BESIDE_BYTES: usize = 32;

/**
 * The first half of `tabledLogPair`, kept at an address: where a number lies in its cell, and the
 * logarithm of the cell. A loop over the one half and another over the other are quicker than one
 * over both, whose chain of operations is longer than the processor looks ahead.
 */
// @ts-ignore: decorator
@inline
export function keepBeside(x: v128, at: usize): void {
  const cells = cellsOf(x);
  const cell0 = v128.load(<usize>i32x4.extract_lane(cells, 0) << 4, cellTable);
  const cell1 = v128.load(<usize>i32x4.extract_lane(cells, 2) << 4, cellTable);
  v128.store(at, f64x2.sub(f64x2.mul(x, i64x2.shuffle(cell0, cell1, 0, 2)), number(ONE)));
  v128.store(at, i64x2.shuffle(cell0, cell1, 1, 3), 16);
}

/** The second half. */
// @ts-ignore: decorator
@inline
export function logOfKept(at: usize): v128 {
  return logBeside(v128.load(at), v128.load(at, 16));
}

/** The cells of each lane, in the lowest bits. */
// @ts-ignore: decorator
@inline
function cellsOf(x: v128): v128 {
  const place = f64x2.mul(f64x2.pmin(number(LAST_CELL), x), number(CELLS_PER_UNIT));
  return f64x2.add(f64x2.trunc(place), number(SHIFTER));
}

// @ts-ignore: decorator
@inline
function logBeside(r: v128, logOfCell: v128): v128 {
  const r2 = f64x2.mul(r, r);
  const fifth = f64x2.add(number(FIFTH), f64x2.mul(r2, number(SEVENTH)));
  const low = f64x2.mul(r, f64x2.add(number(THIRD), f64x2.mul(r2, fifth)));
  const sixth = f64x2.add(number(SIXTH), f64x2.mul(r2, number(EIGHTH)));
  const fourth = f64x2.add(number(ONE_FOURTH), f64x2.mul(r2, sixth));
  const even = f64x2.add(number(HALF), f64x2.mul(r2, fourth));
  return f64x2.sub(f64x2.add(r, f64x2.mul(r2, f64x2.sub(low, even))), logOfCell);
}

/** Natural logarithm of each lane; of positive, normal numbers. */
export function logPair(x: v128): v128 {
  const tabled = isTabled(x);
  const value = tabledLogPair(x);
  return holdsInBoth(tabled) ? value : select(tabled, value, logByPartsPair(x));
}

/** x = 2^k m with m in [√½, √2), as `logByParts` has it. */
// @ts-ignore: decorator
@inline
function logByPartsPair(x: v128): v128 {
  const exponent = v128.or(i64x2.shr_u(x, 52), both(4503599627370496)); // 2^52 and the exponent
  const fraction = v128.or(v128.and(x, i64x2.splat(0x000fffffffffffff)), number(ONE));
  const isUpper = f64x2.gt(fraction, both(SQRT2));
  const m = select(isUpper, f64x2.mul(fraction, number(HALF)), fraction);
  const whole = f64x2.sub(exponent, both(4503599627370496 + 1023));
  const k = f64x2.add(whole, v128.and(isUpper, number(ONE)));
  const s = f64x2.div(f64x2.sub(m, number(ONE)), f64x2.add(m, number(ONE)));
  const s2 = f64x2.mul(s, s);
  const s4 = f64x2.mul(s2, s2);
  let even = f64x2.add(both(1.0 / 15.0), f64x2.mul(s4, both(1.0 / 19.0)));
  even = f64x2.add(both(1.0 / 11.0), f64x2.mul(s4, even));
  even = f64x2.add(both(1.0 / 7.0), f64x2.mul(s4, even));
  even = f64x2.add(both(1.0 / 3.0), f64x2.mul(s4, even));
  let odd = f64x2.add(both(1.0 / 17.0), f64x2.mul(s4, both(1.0 / 21.0)));
  odd = f64x2.add(both(1.0 / 13.0), f64x2.mul(s4, odd));
  odd = f64x2.add(both(1.0 / 9.0), f64x2.mul(s4, odd));
  odd = f64x2.add(both(1.0 / 5.0), f64x2.mul(s4, odd));
  const series = f64x2.mul(s2, f64x2.add(even, f64x2.mul(s2, odd)));
  const twice = f64x2.add(s, s);
  const small = f64x2.add(f64x2.mul(twice, series), f64x2.mul(k, both(LN2_LOW)));
  return f64x2.add(f64x2.mul(k, both(LN2_HIGH)), f64x2.add(twice, small));
}

export function log(x: f64): f64 {
  if (x < LEAST_TABLED || x >= 8) return logByParts(x);
  const cell = cellTable + (<usize>(<i32>(x * 128)) << 4);
  const r = x * load<f64>(cell) - 1;
  const r2 = r * r;
  const low = r * (1.0 / 3.0 + r2 * (1.0 / 5.0 + r2 * (1.0 / 7.0)));
  const even = 1.0 / 2.0 + r2 * (1.0 / 4.0 + r2 * (1.0 / 6.0 + r2 * (1.0 / 8.0)));
  return r + r2 * (low - even) - load<f64>(cell, 8);
}

function logByParts(x: f64): f64 {
  const bits = reinterpret<i64>(x);
  let k = <i32>(bits >> 52) - 1023;
  let m = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (m > SQRT2) {
    m *= 0.5;
    k += 1;
  }
  const s = (m - 1) / (m + 1);
  const s2 = s * s;
  const s4 = s2 * s2;
  const even =
    1.0 / 3.0 + s4 * (1.0 / 7.0 + s4 * (1.0 / 11.0 + s4 * (1.0 / 15.0 + s4 * (1.0 / 19.0))));
  const odd =
    1.0 / 5.0 + s4 * (1.0 / 9.0 + s4 * (1.0 / 13.0 + s4 * (1.0 / 17.0 + s4 * (1.0 / 21.0))));
  const series = s2 * (even + s2 * odd);
  return <f64>k * LN2_HIGH + (2 * s + (2 * s * series + <f64>k * LN2_LOW));
}
