import { cellInverse, cellLog, roots } from './constants';
import { both, f64At, select } from './memory';

/*
 * `exp` and `log` of src/base/elementary.ts, operation by operation, for one number and for two.
 */

const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;
const STEPS: i32 = 64;
const STEPS_PER_UNIT: f64 = 64 / 0.6931471805599453;
const STEP_HIGH: f64 = LN2_HIGH / 64;
const STEP_LOW: f64 = LN2_LOW / 64;
const CELLS_PER_UNIT: f64 = 128;
const LEAST_TABLED: f64 = 0.25;
const SQRT2: f64 = 1.4142135623730951;

/** e to the power of each lane. */
export function expPair(x: v128): v128 {
  const whole = f64x2.floor(f64x2.add(f64x2.mul(x, both(STEPS_PER_UNIT)), both(0.5)));
  const k = i32x4.trunc_sat_f64x2_s_zero(whole);
  const r = f64x2.sub(f64x2.sub(x, f64x2.mul(whole, both(STEP_HIGH))), f64x2.mul(whole, both(STEP_LOW)));
  const r2 = f64x2.mul(r, r);
  const low = f64x2.add(both(0.5), f64x2.mul(r, both(1.0 / 6.0)));
  const high = f64x2.add(both(1.0 / 24.0), f64x2.mul(r, both(1.0 / 120.0)));
  const series = f64x2.add(r, f64x2.mul(r2, f64x2.add(low, f64x2.mul(r2, high))));
  const k0 = i32x4.extract_lane(k, 0);
  const k1 = i32x4.extract_lane(k, 1);
  const root = f64x2(f64At(roots, k0 & (STEPS - 1)), f64At(roots, k1 & (STEPS - 1)));
  const power = i64x2((<i64>(k0 >> 6) + 1023) << 52, (<i64>(k1 >> 6) + 1023) << 52);
  const value = f64x2.mul(f64x2.add(root, f64x2.mul(root, series)), power);
  const tooLow = f64x2.lt(x, both(-700));
  const tooHigh = f64x2.gt(x, both(700));
  if (!v128.any_true(v128.or(tooLow, tooHigh))) return value;
  return v128.andnot(select(tooHigh, both(Infinity), value), tooLow);
}

/** Natural logarithm of each lane; of positive, normal numbers. */
export function logPair(x: v128): v128 {
  const isTabled = v128.and(f64x2.ge(x, both(LEAST_TABLED)), f64x2.lt(x, both(8)));
  if (!i64x2.all_true(isTabled)) {
    return f64x2(log(f64x2.extract_lane(x, 0)), log(f64x2.extract_lane(x, 1)));
  }
  const cell = i32x4.trunc_sat_f64x2_s_zero(f64x2.mul(x, both(CELLS_PER_UNIT)));
  const cell0 = i32x4.extract_lane(cell, 0);
  const cell1 = i32x4.extract_lane(cell, 1);
  const inverse = f64x2(f64At(cellInverse, cell0), f64At(cellInverse, cell1));
  const logOfCell = f64x2(f64At(cellLog, cell0), f64At(cellLog, cell1));
  const r = f64x2.sub(f64x2.mul(x, inverse), both(1));
  const r2 = f64x2.mul(r, r);
  const fifth = f64x2.add(both(1.0 / 5.0), f64x2.mul(r2, both(1.0 / 7.0)));
  const low = f64x2.mul(r, f64x2.add(both(1.0 / 3.0), f64x2.mul(r2, fifth)));
  const sixth = f64x2.add(both(1.0 / 6.0), f64x2.mul(r2, both(1.0 / 8.0)));
  const fourth = f64x2.add(both(1.0 / 4.0), f64x2.mul(r2, sixth));
  const even = f64x2.add(both(0.5), f64x2.mul(r2, fourth));
  return f64x2.sub(f64x2.add(r, f64x2.mul(r2, f64x2.sub(low, even))), logOfCell);
}

export function log(x: f64): f64 {
  if (x < LEAST_TABLED || x >= 8) return logByParts(x);
  const cell = <i32>(x * CELLS_PER_UNIT);
  const r = x * f64At(cellInverse, cell) - 1;
  const r2 = r * r;
  const low = r * (1.0 / 3.0 + r2 * (1.0 / 5.0 + r2 * (1.0 / 7.0)));
  const even = 1.0 / 2.0 + r2 * (1.0 / 4.0 + r2 * (1.0 / 6.0 + r2 * (1.0 / 8.0)));
  return r + r2 * (low - even) - f64At(cellLog, cell);
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
