import { quarters } from './constants';
import { ledger, ledgerEnd, LEVEL, PRICE_NOISE, QUARTER_BYTES, RISE } from './ledger';
import { both } from './memory';
import { finish } from './random';
import { logDumps, mineralKeyBytes, mineralStart, mineralStep } from './state';
import {
  DEMAND_DEVIATION,
  DEMAND_PERSISTENCE,
  fourWords,
  LEAST_NOISE,
  LEVEL_MASK,
  levelTable,
  number,
  ONE,
  PRICE_ADJUSTMENT,
  PRICE_DEVIATION,
} from './tables';

/*
 * Ordinary fluctuation of one mineral in two draws. A vector of four words holds a quarter of both
 * draws and the next quarter of both.
 */

// A level's place in bytes: of the low twelve bits of a word, and of the twelve above them.
const LOW_SHIFT: i32 = 2;
const HIGH_SHIFT: i32 = 10;

const PLACES: usize = memory.data(32, 16); // of levels, in bytes

let stride: v128 = i32x4.splat(0); // in memory, or it is worked out anew in each step

/** The first places of four words. */
// @ts-ignore: decorator
@inline
function firstPlaces(m: i32): v128 {
  const at = <usize>m << 2;
  const other = at + mineralKeyBytes;
  const start0 = load<i32>(mineralStart + at);
  const start1 = load<i32>(mineralStart + other);
  const odd0 = load<i32>(mineralStep + at) | 1;
  const odd1 = load<i32>(mineralStep + other) | 1;
  return i32x4(start0, start1, start0 + odd0, start1 + odd1);
}

/** How far the next four are. */
// @ts-ignore: decorator
@inline
function strideOf(m: i32): v128 {
  const at = <usize>m << 2;
  const odd0 = load<i32>(mineralStep + at) | 1;
  const odd1 = load<i32>(mineralStep + at + mineralKeyBytes) | 1;
  const odds = i32x4.replace_lane(i32x4.splat(2 * odd0), 1, 2 * odd1);
  return i64x2.shuffle(odds, odds, 0, 0);
}

/** Two levels as numbers; their places stand in two lanes. */
// @ts-ignore: decorator
@inline
function levelsAt(place0: i32, place1: i32): v128 {
  const first = v128.load32_zero(<usize>(<u32>place0), levelTable);
  return f64x2.promote_low_f32x4(v128.load_lane<f32>(<usize>(<u32>place1), first, 1, levelTable));
}

/** A price moves towards where its market clears (equation 17). */
// @ts-ignore: decorator
@inline
export function pricesNext(price: v128, target: v128, adjustment: v128, noise: v128): v128 {
  return f64x2.add(f64x2.add(price, f64x2.mul(adjustment, f64x2.sub(target, price))), noise);
}

/** The highest price of a mineral to which nothing happens, in each draw. */
export function calmPeak(m: i32): v128 {
  let places = firstPlaces(m);
  stride = strideOf(m);
  const deviation = number(PRICE_DEVIATION);
  const adjustment = number(PRICE_ADJUSTMENT);
  let price = both(0);
  let peak = both(0);
  let dump = logDumps + (<usize>(m * quarters) << 3);
  for (let quarter = 0; quarter < quarters; quarter += 2) {
    const words = finish(places);
    places = i32x4.add(places, stride);
    const high = v128.and(i32x4.shr_u(words, HIGH_SHIFT), fourWords(LEVEL_MASK));
    const first = levelsAt(i32x4.extract_lane(high, 0), i32x4.extract_lane(high, 1));
    price = pricesNext(price, v128.load64_splat(dump), adjustment, f64x2.mul(deviation, first));
    peak = f64x2.pmax(peak, price);
    if (quarter + 1 == quarters) break;
    const second = levelsAt(i32x4.extract_lane(high, 2), i32x4.extract_lane(high, 3));
    price = pricesNext(price, v128.load64_splat(dump, 8), adjustment, f64x2.mul(deviation, second));
    peak = f64x2.pmax(peak, price);
    dump += 16;
  }
  return peak;
}

/** Writes demand and the noise of prices of a mineral into the ledger (equation 6). */
export function writeNoise(m: i32): void {
  let words = firstPlaces(m);
  stride = strideOf(m);
  let shaken = both(0);
  for (let at = ledger, end = ledgerEnd; at < end; at += 2 * QUARTER_BYTES) {
    const four = finish(words);
    words = i32x4.add(words, stride);
    // By way of memory: to take a word out of a vector costs two steps, to load it one.
    v128.store(PLACES, v128.and(i32x4.shl(four, LOW_SHIFT), fourWords(LEVEL_MASK)));
    v128.store(PLACES, v128.and(i32x4.shr_u(four, HIGH_SHIFT), fourWords(LEVEL_MASK)), 16);
    shaken = nextShaken(shaken, levelsAt(load<i32>(PLACES), load<i32>(PLACES, 4)));
    v128.store(at, f64x2.add(number(ONE), f64x2.pmax(number(LEAST_NOISE), shaken)), LEVEL);
    shaken = nextShaken(shaken, levelsAt(load<i32>(PLACES, 8), load<i32>(PLACES, 12)));
    const later = f64x2.add(number(ONE), f64x2.pmax(number(LEAST_NOISE), shaken));
    v128.store(at, later, LEVEL + QUARTER_BYTES);
    const third = levelsAt(load<i32>(PLACES, 16), load<i32>(PLACES, 20));
    v128.store(at, f64x2.mul(number(PRICE_DEVIATION), third), PRICE_NOISE);
    const fourth = levelsAt(load<i32>(PLACES, 24), load<i32>(PLACES, 28));
    v128.store(at, f64x2.mul(number(PRICE_DEVIATION), fourth), PRICE_NOISE + QUARTER_BYTES);
    v128.store(at, both(0), RISE);
    v128.store(at, both(0), RISE + QUARTER_BYTES);
  }
}

/** The ups and downs of demand after a quarter. */
// @ts-ignore: decorator
@inline
function nextShaken(shaken: v128, level: v128): v128 {
  const kept = f64x2.mul(number(DEMAND_PERSISTENCE), shaken);
  return f64x2.add(kept, f64x2.mul(number(DEMAND_DEVIATION), level));
}
