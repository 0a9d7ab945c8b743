import {
  adaptationLeft,
  adaptationShare,
  defenceFirst,
  earlyStake,
  feedOf,
  industryStock,
  logPriceCap,
  logTrigger,
  militaryEarly,
  militaryFull,
  minerals,
  openingStock,
  priceAdjustment,
  priceForesight,
  quarters,
  recycled,
  recyclingBoost,
  releaseShare,
  rerouteLeft,
  rerouteRamp,
  restockShare,
  shiftStake,
  spareRamp,
  spendMusd,
  stockFloor,
} from './constants';
import {
  drawMineral,
  exposure,
  feedSlack,
  firstDemand,
  firstSupply,
  importShare,
  moreDemand,
  moreSupply,
  rerouteShare,
  spareLimit,
  stake,
} from './drawn';
import { expPair, logPair } from './elementary';
import { both, f64At, i32At, pairAt, select } from './memory';
import { pricesNext, writeNoise } from './noise';
import {
  addedRows,
  busyMask,
  certainMask,
  course,
  flowMask,
  heldBack,
  levels,
  lost,
  priceNoise,
  rises,
  rowBytes,
} from './state';
import { keepGap, keepLoss, keepsQuarters } from './quarters';

/*
 * The market of one mineral in two draws, quarter by quarter: `strain` of src/stress/simulation.ts
 * with masks. A quarter in which nothing is missing and nothing has to recover changes nothing but
 * the price, and is passed over.
 */

const LEAST_LACK: f64 = 1e-9;
const LEAST_SPARE: f64 = 0.001;
const LEAST_ROOM: f64 = 0.005;
const NO_LIMIT: f64 = 1e6;
const ABOVE_ONE: f64 = 1 + 1e-12;

// Of the mineral in hand, one lane a draw.
let spare: v128 = i32x4.splat(0);
let stock: v128 = i32x4.splat(0);
let reserve: v128 = i32x4.splat(0);
let adaptation: v128 = i32x4.splat(0);
let adaptedAt0: i32 = 0;
let adaptedAt1: i32 = 0;
let reroute: v128 = i32x4.splat(0);
let reroutedAt0: i32 = 0;
let reroutedAt1: i32 = 0;
let price: v128 = i32x4.splat(0); // up to the quarter `pricedQuarters`; only where it opens a reserve
let pricedQuarters: i32 = 0;

// What the two draws suffer over the horizon.
export let unmetSum: v128 = i32x4.splat(0);
export let earlySum: v128 = i32x4.splat(0);
export let shiftedSum: v128 = i32x4.splat(0);
export let lossSum: v128 = i32x4.splat(0);
export let worstUnmet: v128 = i32x4.splat(0);
export let peakPrice: v128 = i32x4.splat(0);

// Of the quarter in hand, from one step to the next.
let demand: v128 = i32x4.splat(0);
let adapted: v128 = i32x4.splat(0);
let supplied: v128 = i32x4.splat(0);
let released: v128 = i32x4.splat(0);

/** The quarters in which something beside the usual happens to a mineral, in either draw. */
export function unusualQuarters(m: i32): u64 {
  const feed = i32At(feedOf, m);
  const ofFeed = feed < 0 ? 0 : load<u64>(flowMask + (<usize>feed << 3));
  return (
    load<u64>(busyMask + (<usize>m << 3)) |
    load<u64>(flowMask + (<usize>m << 3)) |
    load<u64>(flowMask + (<usize>(minerals + m) << 3)) |
    ofFeed
  );
}

/** Simulates the market of a mineral over the horizon. */
export function runMarket(m: i32, unusual: u64): void {
  begin(m);
  writeNoise(m, levels, priceNoise);
  drawMineral(m);
  memory.fill(rises, 0, rowBytes);
  let isStirred = false;
  for (let quarter = <i32>ctz(unusual); quarter < quarters; quarter++) {
    if (!isStirred) {
      const later = unusual >> quarter;
      if (later == 0) break;
      quarter += <i32>ctz(later);
    }
    isStirred = strain(m, quarter);
  }
  runPrices(m);
}

function begin(m: i32): void {
  spare = both(0);
  stock = both(industryStock);
  reserve = pairAt(openingStock, m);
  adaptation = both(0);
  adaptedAt0 = 0;
  adaptedAt1 = 0;
  reroute = both(0);
  reroutedAt0 = 0;
  reroutedAt1 = 0;
  price = both(0);
  pricedQuarters = 0;
  unmetSum = both(0);
  earlySum = both(0);
  shiftedSum = both(0);
  lossSum = both(0);
  worstUnmet = both(0);
}

/** Sets supply against demand (equations 7 to 17); whether anything has to recover. */
function strain(m: i32, quarter: i32): bool {
  const at = <usize>quarter << 4;
  const row = <usize>m * rowBytes + at;
  const here = course + (<usize>(m * quarters + quarter) << 5);
  const one = both(1);
  const usual = v128.load(levels + at);
  demand = f64x2.mul(usual, v128.load64_splat(here));
  const gone = v128.load(lost + row);
  const back = v128.load(heldBack + row);
  const goneAtHome = v128.load(lost + <usize>minerals * rowBytes + row);
  const more = v128.load(addedRows + row);

  // At home.
  const rest = f64x2.sub(one, importShare);
  const scrap = f64x2.pmin(rest, pairAt(recycled, m));
  const primary = f64x2.mul(f64x2.sub(rest, scrap), v128.load64_splat(here, 8));
  const running = v128.and(
    f64x2.mul(v128.load64_splat(here, 16), f64x2.sub(one, goneAtHome)),
    f64x2.lt(goneAtHome, one),
  );
  const home = f64x2.add(scrap, f64x2.mul(primary, running));
  const abroad = f64x2.sub(f64x2.sub(one, scrap), primary);

  // From abroad.
  const feed = i32At(feedOf, m);
  const goneOfFeed = feed < 0 ? both(0) : v128.load(lost + <usize>feed * rowBytes + at);
  const most = feed < 0 ? both(NO_LIMIT) : oreLimit(goneOfFeed);
  const there = f64x2.sub(one, f64x2.mul(gone, exposure));
  const held = f64x2.mul(back, exposure);
  const direct = atMost(f64x2.sub(there, held), most);
  let left = direct;
  if (v128.any_true(held)) {
    const detours = detourShares(held, quarter);
    left = atMost(f64x2.sub(there, f64x2.mul(held, f64x2.sub(one, detours))), most);
  }
  const supply = f64x2.add(f64x2.mul(usual, f64x2.add(home, f64x2.mul(abroad, left))), more);
  const lack = f64x2.sub(demand, supply);
  const isMissing = f64x2.gt(lack, both(LEAST_LACK));
  const full = both(industryStock);
  const isOpen = v128.or(isMissing, f64x2.ne(direct, one));
  if (!v128.any_true(v128.or(v128.or(isOpen, spare), f64x2.ne(stock, full)))) return false;

  const missing = v128.and(lack, isMissing);
  adapt(isMissing, quarter);
  const scrapMore = f64x2.mul(f64x2.mul(f64x2.mul(usual, scrap), both(recyclingBoost)), adapted);
  const fromScrap = f64x2.pmin(missing, scrapMore);
  const afterScrap = f64x2.sub(missing, fromScrap);
  const extra = runSpare(afterScrap, f64x2.mul(f64x2.sub(most, left), abroad));
  const afterSpare = f64x2.sub(afterScrap, extra);
  const taken = f64x2.pmin(afterSpare, stock);

  // A lane to which nothing happens keeps its stock to the last bit.
  const happens = v128.or(v128.or(v128.or(gone, back), v128.or(goneAtHome, goneOfFeed)), more);
  const isBusy = i64x2.splat(-<i64>((load<u64>(certainMask + (<usize>m << 3)) >> quarter) & 1));
  const isStirredNow = v128.or(spare, f64x2.lt(stock, full));
  const isUnusual = v128.or(v128.or(f64x2.ne(happens, both(0)), isBusy), isStirredNow);
  stock = select(isUnusual, restocked(missing, taken), stock);

  const open = f64x2.sub(afterSpare, taken);
  release(m, quarter, open);
  const withScrap = f64x2.add(f64x2.add(supply, fromScrap), extra);
  supplied = f64x2.add(f64x2.add(withScrap, taken), released);
  if (keepsQuarters) keepGap(m, quarter, open);
  const isRationed = f64x2.gt(open, released);
  const clearing = v128.any_true(isRationed) ? ration(m, quarter, isRationed) : both(0);
  let rise = clearing;
  if (v128.any_true(isOpen)) {
    const world = f64x2.mul(usual, direct);
    const arriving = f64x2.add(f64x2.add(f64x2.pmin(supply, world), fromScrap), extra);
    const foreseen = clearingRise(demand, f64x2.add(arriving, released));
    const beyond = f64x2.mul(both(priceForesight), f64x2.sub(foreseen, clearing));
    const isMore = v128.and(isOpen, f64x2.gt(foreseen, clearing));
    rise = select(isMore, f64x2.add(clearing, beyond), clearing);
  }
  v128.store(rises + at, rise);
  return v128.any_true(v128.or(f64x2.gt(spare, both(0)), f64x2.lt(stock, full)));
}

/** Output that the ore allows, over usual output. */
// @ts-ignore: decorator
@inline
function oreLimit(gone: v128): v128 {
  const left = f64x2.pmax(both(0), f64x2.sub(both(1), gone));
  return f64x2.mul(left, f64x2.add(both(1), feedSlack));
}

/** A share of imports between nothing and what the ore gives. */
// @ts-ignore: decorator
@inline
function atMost(share: v128, most: v128): v128 {
  return f64x2.pmin(most, f64x2.pmax(both(0), share));
}

/** Share of what controls hold back that comes by detours (equation 7). */
function detourShares(held: v128, quarter: i32): v128 {
  const isHeld = f64x2.ne(held, both(0));
  const left = f64x2(
    f64At(rerouteLeft, quarter - reroutedAt0),
    f64At(rerouteLeft, quarter - reroutedAt1),
  );
  const before = f64x2.mul(reroute, left);
  const gained = f64x2.mul(both(rerouteRamp), f64x2.sub(rerouteShare, before));
  const now = f64x2.add(before, gained);
  reroute = select(isHeld, now, reroute);
  if (i64x2.extract_lane(isHeld, 0) != 0) reroutedAt0 = quarter + 1;
  if (i64x2.extract_lane(isHeld, 1) != 0) reroutedAt1 = quarter + 1;
  return v128.and(now, isHeld);
}

/** Moves a market from its first answer to its lasting one (equation 9). */
// @ts-ignore: decorator
@inline
function adapt(isMissing: v128, quarter: i32): void {
  const left = f64x2(
    f64At(adaptationLeft, quarter - adaptedAt0),
    f64At(adaptationLeft, quarter - adaptedAt1),
  );
  const before = f64x2.mul(adaptation, left);
  const gained = f64x2.mul(both(adaptationShare), f64x2.sub(both(1), before));
  const now = f64x2.add(before, gained);
  adapted = select(isMissing, now, before);
  adaptation = select(isMissing, now, adaptation);
  if (i64x2.extract_lane(isMissing, 0) != 0) adaptedAt0 = quarter + 1;
  if (i64x2.extract_lane(isMissing, 1) != 0) adaptedAt1 = quarter + 1;
}

/** Runs spare capacity up and down; what it closes of a lack (equation 10). */
// @ts-ignore: decorator
@inline
function runSpare(lack: v128, oreRoom: v128): v128 {
  const limit = f64x2.pmin(oreRoom, spareLimit);
  const wanted = f64x2.pmin(limit, lack);
  const ramped = f64x2.add(spare, f64x2.mul(both(spareRamp), f64x2.sub(wanted, spare)));
  spare = v128.andnot(ramped, f64x2.lt(ramped, both(LEAST_SPARE)));
  return f64x2.pmin(lack, spare);
}

/** Industry's stock after a quarter. */
// @ts-ignore: decorator
@inline
function restocked(missing: v128, taken: v128): v128 {
  const room = f64x2.sub(both(industryStock), stock);
  const part = f64x2.mul(both(restockShare), room);
  const bought = select(f64x2.lt(room, both(LEAST_ROOM)), room, part);
  const calm = v128.andnot(bought, f64x2.gt(missing, both(0)));
  return f64x2.add(f64x2.sub(stock, taken), calm);
}

/** What the reserve gives to a gap by its rules (equation 12). */
// @ts-ignore: decorator
@inline
function release(m: i32, quarter: i32, open: v128): void {
  const free = f64x2.pmax(both(0), f64x2.sub(reserve, both(stockFloor)));
  released = f64x2.pmin(f64x2.mul(open, both(releaseShare)), free);
  if (logTrigger > -Infinity) released = v128.andnot(released, isCheap(m, quarter));
  reserve = f64x2.sub(reserve, released);
}

/** Whether the price of the quarter before is too low to open the reserve. */
function isCheap(m: i32, quarter: i32): v128 {
  movePrices(m, quarter);
  return f64x2.lt(price, both(logTrigger));
}

/** Moves the price of a mineral up to a quarter. */
// @ts-ignore: decorator
@inline
function movePrices(m: i32, end: i32): void {
  const adjustment = both(priceAdjustment);
  let now = price;
  let here = course + (<usize>(m * quarters + pricedQuarters) << 5);
  for (let at = <usize>pricedQuarters << 4, last = <usize>end << 4; at < last; at += 16) {
    const target = f64x2.add(v128.load(rises + at), v128.load64_splat(here, 24));
    now = pricesNext(now, target, adjustment, v128.load(priceNoise + at));
    here += 32;
  }
  price = now;
  pricedQuarters = max(pricedQuarters, end);
}

/** Prices of all quarters, and the highest of them. */
function runPrices(m: i32): void {
  const adjustment = both(priceAdjustment);
  let now = both(0);
  let peak = both(0);
  let here = course + (<usize>(m * quarters) << 5);
  for (let at: usize = 0, last = <usize>quarters << 4; at < last; at += 16) {
    const target = f64x2.add(v128.load(rises + at), v128.load64_splat(here, 24));
    now = pricesNext(now, target, adjustment, v128.load(priceNoise + at));
    peak = f64x2.pmax(peak, now);
    here += 32;
  }
  peakPrice = peak;
}

/** Logarithm of the price ratio at which demand and supply meet, at most the cap (equation 14). */
function clearingRise(wanted: v128, supply: v128): v128 {
  const isShort = f64x2.gt(wanted, f64x2.mul(supply, both(ABOVE_ONE)));
  if (!v128.any_true(isShort)) return both(0);
  const isThere = f64x2.gt(supply, both(0));
  const answer = f64x2.add(
    f64x2.add(firstDemand, f64x2.mul(moreDemand, adapted)),
    f64x2.add(firstSupply, f64x2.mul(moreSupply, adapted)),
  );
  const ratio = select(v128.and(isShort, isThere), f64x2.div(wanted, supply), both(1));
  const cap = both(logPriceCap);
  const rise = select(isThere, f64x2.pmin(cap, f64x2.div(logPair(ratio), answer)), cap);
  return v128.and(rise, isShort);
}

/** Shares out a shortage by price (equations 15 and 16); by how much the price rises. */
function ration(m: i32, quarter: i32, isRationed: v128): v128 {
  const supply = supplied;
  const rise = v128.and(clearingRise(demand, supply), isRationed);
  const isRising = f64x2.ne(rise, both(0));
  if (!v128.any_true(isRising)) return rise;
  const isBelowCap = f64x2.lt(rise, both(logPriceCap));
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
  const dearer = f64x2.mul(f64x2.sub(expPair(rise), both(1)), importShare);
  const bill = f64x2.mul(f64x2.mul(dearer, met), pairAt(spendMusd, m));
  const loss = f64x2.add(f64x2.mul(stake, burden), bill);
  const ofShort = v128.and(short, isRising);
  unmetSum = f64x2.add(unmetSum, ofShort);
  earlySum = f64x2.add(earlySum, v128.and(early, isRising));
  shiftedSum = f64x2.add(shiftedSum, v128.and(shifted, isRising));
  lossSum = f64x2.add(lossSum, v128.and(loss, isRising));
  worstUnmet = f64x2.pmax(worstUnmet, ofShort);
  if (keepsQuarters) keepLoss(m, quarter, v128.and(loss, isRising));
  return rise;
}
