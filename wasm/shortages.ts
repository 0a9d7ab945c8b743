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
import {
  firstDemand,
  firstSupply,
  importShare,
  moreDemand,
  moreSupply,
  stake,
} from './drawn';
import { expPair, isTabled, logPair, tabledLogPair } from './elementary';
import { both, holds, pairAt, reserve, select } from './memory';
import { rises, rowBytes } from './state';
import { ABOVE_ONE, LOG_PRICE_CAP, ONE, PRICE_FORESIGHT, number } from './tables';

/*
 * What shortages do to prices and users, quarter by quarter of one mineral in two draws: `ration` and
 * the foresight of `strain` in src/stress/simulation.ts.
 */

// Of a quarter in which something is missing, or less comes than usual:
export const DEMAND: usize = 0;
export const FLOW: usize = 16; // what the world's market has, and what came to help
export const ADAPTED: usize = 32;
export const IS_OPEN: usize = 48; // whether a lane is short; then, whose logarithm waits
export const SUPPLIED: usize = 64;
export const RELEASED: usize = 80;
export const GAP: usize = 96;
export const QUARTER: usize = 112;
export const SHORTAGE_BYTES: usize = 128;
export let shortages: usize = 0;
export let rationed: usize = 0; // addresses of those in which users do without
let settled: usize = 0; // those before are done
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
  shortages = reserve(<usize>quarters * SHORTAGE_BYTES);
  rationed = reserve(<usize>quarters << 2);
  gapRows = reserve(<usize>minerals * rowBytes);
  lossRows = reserve(<usize>minerals * rowBytes);
  gapMasks = reserve(<usize>minerals << 3);
}

export function keepGaps(keeps: bool): void {
  keepsGaps = keeps;
}

/** Begins a mineral. */
export function beginShortages(): void {
  settled = shortages;
  settledRations = rationed;
  unmetSum = both(0);
  earlySum = both(0);
  shiftedSum = both(0);
  lossSum = both(0);
  worstUnmet = both(0);
}

/** Settles the shortages that wait, up to the ends of their lists. */
export function settleShortages(m: i32, end: usize, rationedEnd: usize): void {
  for (; settledRations < rationedEnd; settledRations += 4) {
    ration(m, <usize>load<u32>(settledRations));
  }
  if (keepsGaps) {
    for (let entry = settled; entry < end; entry += SHORTAGE_BYTES) keepGap(m, entry);
  }
  foresee(end);
  settled = end;
}

/** Lets prices rise in part to what the market foresees (equation 17). */
// @ts-ignore: decorator
@inline
function foresee(end: usize): void {
  const foresight = number(PRICE_FORESIGHT);
  const cap = number(LOG_PRICE_CAP);
  let waiting = i32x4.splat(0);
  for (let entry = settled; entry < end; entry += SHORTAGE_BYTES) {
    const demand = v128.load(entry, DEMAND);
    const flow = v128.load(entry, FLOW);
    const isShort = v128.and(isScarce(demand, flow), v128.load(entry, IS_OPEN));
    const ratio = f64x2.div(demand, flow);
    const tabled = isTabled(ratio);
    const rise = f64x2.div(tabledLogPair(ratio), answerTo(v128.load(entry, ADAPTED)));
    raise(entry, f64x2.pmin(cap, rise), v128.and(isShort, tabled), foresight);
    const waits = v128.andnot(isShort, tabled);
    v128.store(entry, waits, IS_OPEN);
    waiting = v128.or(waiting, waits);
  }
  if (holds(waiting)) foreseeRest(end);
}

/** The same for ratios beyond the table, and for nothing at all. */
function foreseeRest(end: usize): void {
  for (let entry = settled; entry < end; entry += SHORTAGE_BYTES) {
    const isShort = v128.load(entry, IS_OPEN);
    const rise = clearingRise(entry, v128.load(entry, FLOW));
    raise(entry, rise, isShort, number(PRICE_FORESIGHT));
  }
}

// @ts-ignore: decorator
@inline
function raise(entry: usize, foreseen: v128, isShort: v128, foresight: v128): void {
  const at = rises + (<usize>load<i32>(entry, QUARTER) << 4);
  const clearing = v128.load(at);
  const further = f64x2.sub(foreseen, clearing);
  const isMore = v128.and(isShort, f64x2.gt(foreseen, clearing));
  v128.store(at, f64x2.add(clearing, v128.and(f64x2.mul(foresight, further), isMore)));
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
function clearingRise(entry: usize, supply: v128): v128 {
  const demand = v128.load(entry, DEMAND);
  const isThere = f64x2.gt(supply, both(0));
  const ratio = select(isThere, f64x2.div(demand, supply), number(ONE));
  const cap = number(LOG_PRICE_CAP);
  const rise = f64x2.div(logPair(ratio), answerTo(v128.load(entry, ADAPTED)));
  return v128.and(select(isThere, f64x2.pmin(cap, rise), cap), isScarce(demand, supply));
}

/** Shares out a shortage by price (equations 15 and 16). */
function ration(m: i32, entry: usize): void {
  const supply = v128.load(entry, SUPPLIED);
  const demand = v128.load(entry, DEMAND);
  const adapted = v128.load(entry, ADAPTED);
  const released = v128.load(entry, RELEASED);
  const isRationed = f64x2.gt(v128.load(entry, GAP), released);
  const rise = v128.and(clearingRise(entry, supply), isRationed);
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
  const at = <usize>load<i32>(entry, QUARTER) << 4;
  v128.store(rises + at, rise);
  if (keepsGaps) v128.store(lossRows + <usize>m * rowBytes + at, loss);
}

function keepGap(m: i32, entry: usize): void {
  const quarter = load<i32>(entry, QUARTER);
  const mask = gapMasks + (<usize>m << 3);
  store<u64>(mask, load<u64>(mask) | ((<u64>1) << quarter));
  const at = <usize>m * rowBytes + (<usize>quarter << 4);
  v128.store(gapRows + at, v128.load(entry, GAP));
}
