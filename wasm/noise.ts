import {
  demandDeviation,
  demandPersistence,
  normalLevels,
  priceAdjustment,
  priceDeviation,
  quarters,
} from './constants';
import { both } from './memory';
import { finish } from './random';
import { course, mineralKeyBytes, mineralStart, mineralStep } from './state';

/*
 * Ordinary fluctuation of one mineral in two draws. A vector of four words holds a quarter of both
 * draws and the next quarter of both.
 */

const LEVEL_MASK: i32 = 4095;
const LEVEL_BITS: i32 = 12;
const LEAST_NOISE: f64 = -0.8;

/** The first place in the sequence of four words, and how far the next four are. */
let places: v128 = i32x4.splat(0);
let stride: v128 = i32x4.splat(0);

// @ts-ignore: decorator
@inline
function begin(m: i32): void {
  const at = <usize>m << 2;
  const other = at + mineralKeyBytes;
  const start0 = load<i32>(mineralStart + at);
  const start1 = load<i32>(mineralStart + other);
  const odd0 = load<i32>(mineralStep + at) | 1;
  const odd1 = load<i32>(mineralStep + other) | 1;
  places = i32x4(start0, start1, start0 + odd0, start1 + odd1);
  stride = i32x4(2 * odd0, 2 * odd1, 2 * odd0, 2 * odd1);
}

/** Two levels as numbers; offsets in bytes stand in two lanes. */
// @ts-ignore: decorator
@inline
function levelsAt(offset0: i32, offset1: i32): v128 {
  const first = v128.load32_zero(normalLevels + <usize>(<u32>offset0));
  return f64x2.promote_low_f32x4(
    v128.load_lane<f32>(normalLevels + <usize>(<u32>offset1), first, 1),
  );
}

/** The highest price of a mineral to which nothing happens, in each draw. */
export function calmPeak(m: i32): v128 {
  begin(m);
  let here = places;
  const further = stride;
  const deviation = both(priceDeviation);
  const adjustment = both(priceAdjustment);
  let price = both(0);
  let peak = both(0);
  let at = course + (<usize>(m * quarters) << 5);
  for (let quarter = 0; quarter < quarters; quarter += 2) {
    const words = finish(here);
    here = i32x4.add(here, further);
    const offsets = i32x4.shl(
      v128.and(i32x4.shr_u(words, LEVEL_BITS), i32x4.splat(LEVEL_MASK)),
      2,
    );
    const first = levelsAt(i32x4.extract_lane(offsets, 0), i32x4.extract_lane(offsets, 1));
    price = pricesNext(price, v128.load64_splat(at, 24), adjustment, f64x2.mul(deviation, first));
    peak = f64x2.pmax(peak, price);
    if (quarter + 1 == quarters) break;
    const second = levelsAt(i32x4.extract_lane(offsets, 2), i32x4.extract_lane(offsets, 3));
    price = pricesNext(price, v128.load64_splat(at, 56), adjustment, f64x2.mul(deviation, second));
    peak = f64x2.pmax(peak, price);
    at += 64;
  }
  return peak;
}

/** A price moves towards where its market clears (equation 17). */
// @ts-ignore: decorator
@inline
export function pricesNext(price: v128, target: v128, adjustment: v128, noise: v128): v128 {
  return f64x2.add(f64x2.add(price, f64x2.mul(adjustment, f64x2.sub(target, price))), noise);
}

/** Writes demand and the noise of prices of a mineral, a vector a quarter each (equation 6). */
export function writeNoise(m: i32, levels: usize, priceNoise: usize): void {
  begin(m);
  let here = places;
  const further = stride;
  const deviation = both(demandDeviation);
  const persistence = both(demandPersistence);
  const deviationOfPrice = both(priceDeviation);
  let shaken = both(0);
  const end = <usize>quarters << 4;
  for (let at: usize = 0; at < end; at += 32) {
    const words = finish(here);
    here = i32x4.add(here, further);
    const low = i32x4.shl(v128.and(words, i32x4.splat(LEVEL_MASK)), 2);
    const high = i32x4.shl(v128.and(i32x4.shr_u(words, LEVEL_BITS), i32x4.splat(LEVEL_MASK)), 2);
    const first = levelsAt(i32x4.extract_lane(low, 0), i32x4.extract_lane(low, 1));
    shaken = f64x2.add(f64x2.mul(persistence, shaken), f64x2.mul(deviation, first));
    v128.store(levels + at, f64x2.add(both(1), f64x2.pmax(both(LEAST_NOISE), shaken)));
    const second = levelsAt(i32x4.extract_lane(low, 2), i32x4.extract_lane(low, 3));
    shaken = f64x2.add(f64x2.mul(persistence, shaken), f64x2.mul(deviation, second));
    v128.store(levels + at, f64x2.add(both(1), f64x2.pmax(both(LEAST_NOISE), shaken)), 16);
    const third = levelsAt(i32x4.extract_lane(high, 0), i32x4.extract_lane(high, 1));
    v128.store(priceNoise + at, f64x2.mul(deviationOfPrice, third));
    const fourth = levelsAt(i32x4.extract_lane(high, 2), i32x4.extract_lane(high, 3));
    v128.store(priceNoise + at, f64x2.mul(deviationOfPrice, fourth), 16);
  }
}
