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
import { expPair, isTabled, logPair, tabledLogPair } from './elementary';
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
import { rowBytes } from './state';
import { ABOVE_ONE, LOG_PRICE_CAP, number, ONE, PRICE_FORESIGHT } from './tables';

/*
 * What shortages do to prices and users, quarter by quarter of one mineral in two draws: `ration`
 * and the foresight of `strain` in src/stress/simulation.ts.
 */

export let rationed: usize = 0; // addresses of quarters in which users do without
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
  gapRows = reserve(<usize>minerals * rowBytes);
  lossRows = reserve(<usize>minerals * rowBytes);
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
  for (let quarter = settled; quarter < end; quarter += QUARTER_BYTES) {
    const demand = v128.load(quarter, DEMAND);
    const flow = v128.load(quarter, FLOW);
    const isShort = v128.and(isScarce(demand, flow), v128.load(quarter, IS_OPEN));
    const ratio = f64x2.div(demand, flow);
    const tabled = isTabled(ratio);
    const rise = f64x2.div(tabledLogPair(ratio), answerTo(v128.load(quarter, ADAPTED)));
    raise(quarter, f64x2.pmin(cap, rise), v128.and(isShort, tabled), foresight);
    const waits = v128.andnot(isShort, tabled);
    v128.store(quarter, waits, IS_OPEN);
    waiting = v128.or(waiting, waits);
  }
  if (holds(waiting)) foreseeRest(end);
}

/** The same for ratios beyond the table, and for nothing at all. */
function foreseeRest(end: usize): void {
  for (let quarter = settled; quarter < end; quarter += QUARTER_BYTES) {
    const isShort = v128.load(quarter, IS_OPEN);
    const rise = clearingRise(quarter, v128.load(quarter, FLOW));
    raise(quarter, rise, isShort, number(PRICE_FORESIGHT));
  }
}

// @ts-ignore: decorator
@inline
function raise(quarter: usize, foreseen: v128, isShort: v128, foresight: v128): void {
  const clearing = v128.load(quarter, RISE);
  const further = f64x2.sub(foreseen, clearing);
  const isMore = v128.and(isShort, f64x2.gt(foreseen, clearing));
  v128.store(quarter, f64x2.add(clearing, v128.and(f64x2.mul(foresight, further), isMore)), RISE);
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
function clearingRise(quarter: usize, supply: v128): v128 {
  const demand = v128.load(quarter, DEMAND);
  const isThere = f64x2.gt(supply, both(0));
  const ratio = select(isThere, f64x2.div(demand, supply), number(ONE));
  const cap = number(LOG_PRICE_CAP);
  const rise = f64x2.div(logPair(ratio), answerTo(v128.load(quarter, ADAPTED)));
  return v128.and(select(isThere, f64x2.pmin(cap, rise), cap), isScarce(demand, supply));
}

/** Shares out a shortage by price (equations 15 and 16). */
function ration(m: i32, quarter: usize): void {
  const supply = v128.load(quarter, SUPPLIED);
  const demand = v128.load(quarter, DEMAND);
  const adapted = v128.load(quarter, ADAPTED);
  const released = v128.load(quarter, RELEASED);
  const isRationed = f64x2.gt(v128.load(quarter, GAP), released);
  const rise = v128.and(clearingRise(quarter, supply), isRationed);
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
  return <usize>m * rowBytes + ((quarter - ledger) / QUARTER_BYTES << 4);
}
