import {
  defenceFirst,
  earlyStake,
  militaryEarly,
  militaryFull,
  minerals,
  quarters,
  shiftStake,
  spendMusd,
} from './constants';
import { firstDemand, firstSupply, importShare, moreDemand, moreSupply, stake } from './drawn';
import { BESIDE_BYTES, expPair, isTabled, keepBeside, logOfKept, logPair } from './elementary';
import {
  ADAPTED,
  DEMAND,
  FLOW,
  GAP,
  IS_OPEN,
  ledger,
  QUARTER_BYTES,
  RELEASED,
  RISE,
  SUPPLIED,
} from './ledger';
import { both, holds, pairAt, reserve, select } from './memory';
import { pairRowBytes } from './state';
import { ABOVE_ONE, LOG_PRICE_CAP, number, ONE, PRICE_FORESIGHT } from './tables';

/*
 * What shortages do to prices and users, quarter by quarter of one mineral in two draws: `ration`
 * and the foresight of `strain` in src/stress/simulation.ts.
 */

export let rationed: usize = 0; // addresses of quarters in which users do without
let idle: usize = 0; // a quarter of no draw
let firstList: usize = 0; // addresses of quarters in which the first draw foresees a lack
let firstEnd: usize = 0; // of those that wait
let secondList: usize = 0; // likewise of the second
let secondEnd: usize = 0;
let besides: usize = 0; // where the first half of a logarithm waits
let settled: usize = 0; // quarters before it are done
let settledRations: usize = 0; // likewise, of `rationed`

// What the two draws suffer over the horizon.
export let unmetSum: v128 = i32x4.splat(0);
export let earlySum: v128 = i32x4.splat(0);
export let shiftedSum: v128 = i32x4.splat(0);
export let lossSum: v128 = i32x4.splat(0);
export let worstUnmet: v128 = i32x4.splat(0);

// Gaps and their losses by mineral, a vector a quarter; masks of where they are; for those who ask.
export let gapRows: usize = 0;
export let lossRows: usize = 0;
export let gapMasks: usize = 0;
let keepsGaps: bool = false;

export function layOutShortages(): void {
  rationed = reserve(<usize>quarters << 2);
  firstList = reserve(<usize>quarters << 2);
  secondList = reserve(<usize>quarters << 2);
  firstEnd = firstList;
  secondEnd = secondList;
  besides = reserve(<usize>quarters * BESIDE_BYTES);
  idle = reserve(QUARTER_BYTES);
  v128.store(idle, number(ONE), DEMAND);
  v128.store(idle, number(ONE), FLOW);
  gapRows = reserve(<usize>minerals * pairRowBytes);
  lossRows = reserve(<usize>minerals * pairRowBytes);
  gapMasks = reserve(<usize>minerals << 3);
}

export function keepGaps(keeps: bool): void {
  keepsGaps = keeps;
}

/** Begins a mineral, with the first quarter in which anything happens. */
export function beginShortages(first: usize): void {
  settled = first;
  settledRations = rationed;
  unmetSum = both(0);
  earlySum = both(0);
  shiftedSum = both(0);
  lossSum = both(0);
  worstUnmet = both(0);
}

/** Settles the shortages that wait: of the quarters before the end, and of those with rations. */
export function settleShortages(m: i32, end: usize, rationedEnd: usize): void {
  for (; settledRations < rationedEnd; settledRations += 4) {
    ration(m, <usize>load<u32>(settledRations));
  }
  if (keepsGaps) {
    for (let quarter = settled; quarter < end; quarter += QUARTER_BYTES) keepGap(m, quarter);
  }
  foresee();
  settled = end;
}

/** Lists a quarter for each draw in which the market foresees a lack. */
// @ts-ignore: decorator
@inline
export function foreseeLater(quarter: usize, flow: v128): void {
  const isShort = v128.and(isScarce(v128.load(quarter, DEMAND), flow), v128.load(quarter, IS_OPEN));
  const which = i64x2.bitmask(isShort);
  store<u32>(firstEnd, <u32>quarter);
  store<u32>(secondEnd, <u32>quarter);
  firstEnd += <usize>(which & 1) << 2;
  secondEnd += <usize>(which & 2) << 1;
}

/**
 * Lets prices rise in part to what the market foresees (equation 17). Each lane goes through the
 * quarters of its own list; the shorter list is filled up with a quarter of no draw.
 */
// @ts-ignore: decorator
@inline
function foresee(): void {
  const toSecond = secondList - firstList;
  const end = max(firstEnd, secondEnd - toSecond);
  for (; firstEnd < end; firstEnd += 4) store<u32>(firstEnd, <u32>idle);
  for (; secondEnd < end + toSecond; secondEnd += 4) store<u32>(secondEnd, <u32>idle);
  let beyond = i32x4.splat(0);
  let kept = besides;
  for (let at = firstList; at < end; at += 4, kept += BESIDE_BYTES) {
    const first = <usize>load<u32>(at);
    const second = <usize>load<u32>(at + toSecond);
    const ratio = f64x2.div(demandOf(first, second), flowOf(first, second));
    beyond = v128.or(beyond, v128.not(isTabled(ratio)));
    keepBeside(ratio, kept);
  }
  if (holds(beyond)) foreseeAny(end);
  else foreseeTabled(end);
  firstEnd = firstList;
  secondEnd = secondList;
}

// @ts-ignore: decorator
@inline
function foreseeTabled(end: usize): void {
  const toSecond = secondList - firstList;
  let kept = besides;
  for (let at = firstList; at < end; at += 4, kept += BESIDE_BYTES) {
    const first = <usize>load<u32>(at);
    const second = <usize>load<u32>(at + toSecond);
    raise(first, second, f64x2.div(logOfKept(kept), answerTo(adaptedOf(first, second))));
  }
}

/** The same where ratios lie beyond the table, or nothing comes at all. */
function foreseeAny(end: usize): void {
  const toSecond = secondList - firstList;
  for (let at = firstList; at < end; at += 4) {
    const first = <usize>load<u32>(at);
    const second = <usize>load<u32>(at + toSecond);
    const adapted = adaptedOf(first, second);
    raise(first, second, clearingRise(demandOf(first, second), flowOf(first, second), adapted));
  }
}

// What stands in the first lane of one quarter, and in the second of another.

// @ts-ignore: decorator
@inline
function demandOf(first: usize, second: usize): v128 {
  return v128.load_lane<f64>(second, v128.load64_zero(first, DEMAND), 1, DEMAND + 8);
}

// @ts-ignore: decorator
@inline
function flowOf(first: usize, second: usize): v128 {
  return v128.load_lane<f64>(second, v128.load64_zero(first, FLOW), 1, FLOW + 8);
}

// @ts-ignore: decorator
@inline
function adaptedOf(first: usize, second: usize): v128 {
  return v128.load_lane<f64>(second, v128.load64_zero(first, ADAPTED), 1, ADAPTED + 8);
}

// @ts-ignore: decorator
@inline
function riseOf(first: usize, second: usize): v128 {
  return v128.load_lane<f64>(second, v128.load64_zero(first, RISE), 1, RISE + 8);
}

// @ts-ignore: decorator
@inline
function raise(first: usize, second: usize, rise: v128): void {
  const foreseen = f64x2.pmin(number(LOG_PRICE_CAP), rise);
  const clearing = riseOf(first, second);
  const further = f64x2.mul(number(PRICE_FORESIGHT), f64x2.sub(foreseen, clearing));
  const isMore = f64x2.gt(foreseen, clearing);
  const risen = f64x2.add(clearing, v128.and(further, isMore));
  v128.store64_lane(first, risen, 0, RISE);
  v128.store64_lane(second, risen, 1, RISE + 8);
}

/** Whether demand is above supply by more than rounding. */
// @ts-ignore: decorator
@inline
function isScarce(demand: v128, supply: v128): v128 {
  return f64x2.gt(demand, f64x2.mul(supply, number(ABOVE_ONE)));
}

/** Both elasticities now (equation 13). */
// @ts-ignore: decorator
@inline
function answerTo(adapted: v128): v128 {
  return f64x2.add(
    f64x2.add(firstDemand, f64x2.mul(moreDemand, adapted)),
    f64x2.add(firstSupply, f64x2.mul(moreSupply, adapted)),
  );
}

/** Logarithm of the price ratio at which demand and supply meet, at most the cap (equation 14). */
function clearingRise(demand: v128, supply: v128, adapted: v128): v128 {
  const isThere = f64x2.gt(supply, both(0));
  const ratio = select(isThere, f64x2.div(demand, supply), number(ONE));
  const cap = number(LOG_PRICE_CAP);
  const rise = f64x2.div(logPair(ratio), answerTo(adapted));
  return v128.and(select(isThere, f64x2.pmin(cap, rise), cap), isScarce(demand, supply));
}

/** Shares out a shortage by price (equations 15 and 16). */
function ration(m: i32, quarter: usize): void {
  const supply = v128.load(quarter, SUPPLIED);
  const demand = v128.load(quarter, DEMAND);
  const adapted = v128.load(quarter, ADAPTED);
  const released = v128.load(quarter, RELEASED);
  const isRationed = f64x2.gt(v128.load(quarter, GAP), released);
  const rise = v128.and(clearingRise(demand, supply, adapted), isRationed);
  const isRising = f64x2.ne(rise, both(0));
  const isBelowCap = f64x2.lt(rise, number(LOG_PRICE_CAP));
  const ofDemand = f64x2.neg(f64x2.add(firstDemand, f64x2.mul(moreDemand, adapted)));
  const ofSupply = f64x2.add(firstSupply, f64x2.mul(moreSupply, adapted));
  const answer = expPair(f64x2.mul(select(isBelowCap, ofDemand, ofSupply), rise));
  const met = f64x2.mul(select(isBelowCap, demand, supply), answer);
  const short = f64x2.sub(demand, met);
  const full = f64x2.div(f64x2.mul(short, short), demand);
  const early = f64x2.sub(short, full);
  const military = f64x2.add(
    f64x2.mul(pairAt(militaryEarly, m), early),
    f64x2.mul(pairAt(militaryFull, m), full),
  );
  const shifted = f64x2.pmin(military, f64x2.mul(released, both(defenceFirst)));
  const burden = f64x2.add(
    f64x2.add(f64x2.mul(pairAt(earlyStake, m), early), full),
    f64x2.mul(pairAt(shiftStake, m), shifted),
  );
  const dearer = f64x2.mul(f64x2.sub(expPair(rise), number(ONE)), importShare);
  const bill = f64x2.mul(f64x2.mul(dearer, met), pairAt(spendMusd, m));
  const loss = v128.and(f64x2.add(f64x2.mul(stake, burden), bill), isRising);
  unmetSum = f64x2.add(unmetSum, v128.and(short, isRising));
  earlySum = f64x2.add(earlySum, v128.and(early, isRising));
  shiftedSum = f64x2.add(shiftedSum, v128.and(shifted, isRising));
  lossSum = f64x2.add(lossSum, loss);
  worstUnmet = f64x2.pmax(worstUnmet, v128.and(short, isRising));
  v128.store(quarter, rise, RISE);
  if (keepsGaps) v128.store(lossRows + rowOf(m, quarter), loss);
}

function keepGap(m: i32, quarter: usize): void {
  if (!holds(f64x2.gt(v128.load(quarter, GAP), both(0)))) return;
  const mask = gapMasks + (<usize>m << 3);
  store<u64>(mask, load<u64>(mask) | ((<u64>1) << ((quarter - ledger) / QUARTER_BYTES)));
  v128.store(gapRows + rowOf(m, quarter), v128.load(quarter, GAP));
}

/** The place of a quarter in rows of vectors. */
function rowOf(m: i32, quarter: usize): usize {
  return <usize>m * pairRowBytes + ((quarter - ledger) / QUARTER_BYTES << 4);
}
