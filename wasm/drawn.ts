import { exposureDeviation } from './constants';
import { expPair } from './elementary';
import { both, select } from './memory';
import { normalPair } from './normal';
import { finish, uniformPair } from './random';
import { HALF, number, ONE, ONE_FOURTH } from './tables';
import { DRAWN_COUNT, mineralKeyBytes, mineralStart, mineralStep, rangeParts } from './state';

/*
 * What two draws take anew for one mineral; places as `DRAWN` of src/stress/kernel-constants.ts.
 */

const LASTING: i32 = 1000000; // counters from here on are of what lasts the whole horizon

export let importShare: v128 = i32x4.splat(0);
export let spareLimit: v128 = i32x4.splat(0);
export let stake: v128 = i32x4.splat(0); // of a quarter
export let exposure: v128 = i32x4.splat(0);
export let rerouteShare: v128 = i32x4.splat(0);
export let feedSlack: v128 = i32x4.splat(0);
export let firstDemand: v128 = i32x4.splat(0); // elasticities at once, and what they gain
export let moreDemand: v128 = i32x4.splat(0);
export let firstSupply: v128 = i32x4.splat(0);
export let moreSupply: v128 = i32x4.splat(0);

/** Draws all of one mineral. */
export function drawMineral(m: i32): void {
  const at = <usize>m << 2;
  const other = at + mineralKeyBytes;
  const start0 = load<i32>(mineralStart + at);
  const start1 = load<i32>(mineralStart + other);
  const step0 = load<i32>(mineralStep + at);
  const step1 = load<i32>(mineralStep + other);
  const odd0 = step0 | 1;
  const odd1 = step1 | 1;
  const place0 = start0 + odd0 * LASTING;
  const place1 = start1 + odd1 * LASTING;
  const stride = i32x4(2 * odd0, 2 * odd1, 2 * odd0, 2 * odd1);
  let places = i32x4(place0, place1, place0 + odd0, place1 + odd1);

  let words = finish(places);
  const demand = within(0, m, words);
  const supply = within(1, m, upper(words));
  places = i32x4.add(places, stride);
  words = finish(places);
  importShare = within(2, m, words);
  spareLimit = within(3, m, upper(words));
  places = i32x4.add(places, stride);
  words = finish(places);
  stake = f64x2.mul(within(4, m, words), number(ONE_FOURTH));
  const error = normalPair(upper(words));
  exposure = expPair(f64x2.mul(both(exposureDeviation), error));
  places = i32x4.add(places, stride);
  words = finish(places);
  const first = within(6, m, words);
  const more = f64x2.sub(within(7, m, upper(words)), first);
  firstDemand = f64x2.mul(demand, first);
  moreDemand = f64x2.mul(demand, more);
  firstSupply = f64x2.mul(supply, first);
  moreSupply = f64x2.mul(supply, more);
  places = i32x4.add(places, stride);
  words = finish(places);
  rerouteShare = within(8, m, words);
  feedSlack = within(9, m, upper(words));
}

/** The upper two words, in the lower half. */
// @ts-ignore: decorator
@inline
function upper(words: v128): v128 {
  return i64x2.shuffle(words, words, 1, 0);
}

/**
 * A number from a mineral's range, by the two words in the lower half. The parts of a range stand
 * in `rangeParts`: low, twice the way to the middle, middle, and the way to high.
 */
// @ts-ignore: decorator
@inline
function within(which: i32, m: i32, words: v128): v128 {
  const parts = rangeParts + (<usize>(m * DRAWN_COUNT + which) << 5);
  const u = uniformPair(words);
  const middle = v128.load64_splat(parts, 16);
  const below = f64x2.add(v128.load64_splat(parts), f64x2.mul(v128.load64_splat(parts, 8), u));
  const twice = f64x2.sub(f64x2.add(u, u), number(ONE));
  const above = f64x2.add(middle, f64x2.mul(v128.load64_splat(parts, 24), twice));
  return select(f64x2.lt(u, number(HALF)), below, above);
}
