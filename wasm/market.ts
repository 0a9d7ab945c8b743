import {
  adaptationLeft,
  feedOf,
  logTrigger,
  minerals,
  openingStock,
  quarters,
  recycled,
  rerouteLeft,
} from './constants';
import { drawMineral, exposure, feedSlack, importShare, rerouteShare, spareLimit } from './drawn';
import { both, f64At, holds, i32At, pairAt, select } from './memory';
import { pricesNext, writeNoise } from './noise';
import {
  ADAPTED,
  beginShortages,
  DEMAND,
  FLOW,
  GAP,
  IS_OPEN,
  QUARTER,
  RELEASED,
  rationed,
  settleShortages,
  SHORTAGE_BYTES,
  shortages,
  SUPPLIED,
} from './shortages';
import {
  addedRowBytes,
  addedRows,
  CELL_BITS,
  cellRowBytes,
  cells,
  course,
  HELD_BACK,
  levels,
  logDumps,
  LOST_AT_HOME,
  masks,
  priceNoise,
  rises,
  rowBytes,
} from './state';
import { ADAPTATION_LEFT, ADAPTATION_SHARE, INDUSTRY_STOCK, LEAST_LACK, LEAST_ROOM, LEAST_SPARE, LOG_TRIGGER, NO_LIMIT, ONE, PRICE_ADJUSTMENT, RECYCLING_BOOST, RELEASE_SHARE, REROUTE_LEFT, REROUTE_RAMP, RESTOCK_SHARE, SPARE_RAMP, STOCK_FLOOR, number } from './tables';

/*
 * The market of one mineral in two draws, quarter by quarter: `strain` of src/stress/simulation.ts
 * with masks. A quarter in which nothing is missing and nothing has to recover changes nothing but
 * the price, and is passed over.
 *
 * Only quantities are settled here, one quarter after the other. What a shortage does to prices and
 * users waits in a list (shortages.ts), for it changes no quantity, and a loop of its own runs several
 * times as fast as a step that the next quarter would have to wait for.
 */

/** The highest price of the mineral in hand. */
export let peakPrice: v128 = i32x4.splat(0);

/** Where a reserve waits for a price: the price before the quarter `pricedQuarters`. */
let price: v128 = i32x4.splat(0);
let pricedQuarters: i32 = 0;

const LEAST_HELD: f64 = 1e-9; // share of imports: less is rounding, not a control

/** The quarters in which something beside the usual happens to a mineral, in either draw. */
export function unusualQuarters(m: i32): u64 {
  const feed = i32At(feedOf, m);
  const own = load<u64>(masks + (<usize>m << 4));
  return feed < 0 ? own : own | load<u64>(masks + (<usize>(feed - minerals) << 4));
}

/** Simulates the market of a mineral over the horizon. */
export function runMarket(m: i32, unusual: u64): void {
  writeNoise(m, levels, priceNoise);
  drawMineral(m);
  for (let at: usize = 0; at < rowBytes; at += 64) {
    v128.store(rises + at, both(0));
    v128.store(rises + at, both(0), 16);
    v128.store(rises + at, both(0), 32);
    v128.store(rises + at, both(0), 48);
  }
  price = both(0);
  pricedQuarters = 0;
  beginShortages();
  if (logTrigger > -Infinity) settleQuantities(m, unusual, true);
  else settleQuantities(m, unusual, false);
  runPrices(m);
}

/**
 * Sets supply against demand in each quarter (equations 7 to 12), from the first unusual one on.
 *
 * The state of the market stands in local variables, which the compiler keeps in registers.
 *
 * @param waits - whether the reserve waits for a price; known when this is compiled
 */
// @ts-ignore: decorator
@inline
function settleQuantities(m: i32, unusual: u64, waits: bool): void {
  const rest = f64x2.sub(number(ONE), importShare);
  const scrap = f64x2.pmin(rest, pairAt(recycled, m));
  const domesticShare = f64x2.sub(rest, scrap);
  const changing = load<u64>(masks + (<usize>m << 4), 8);
  const feed = i32At(feedOf, m);
  const homeUsual = f64x2.add(scrap, domesticShare);
  const abroadUsual = f64x2.sub(f64x2.sub(number(ONE), scrap), domesticShare);
  const addedRow = addedRows + 2 * <usize>m * addedRowBytes;
  const feedRow = cells + <usize>(feed - minerals) * cellRowBytes;
  let spare = both(0);
  let stock = number(INDUSTRY_STOCK);
  let reserve = pairAt(openingStock, m);
  let adaptation = both(0);
  let adaptationKept = number(ONE); // share of it that is left in the quarter in hand
  let reroute = both(0);
  let rerouteKept = number(ONE);
  let stirred = both(0); // whether anything has to recover
  let entry = shortages;
  let rationing = rationed;
  const hasReserve = f64At(openingStock, m) > 0;
  for (let quarter = 0; quarter < quarters; quarter++) {
    const kept = adaptationKept;
    adaptationKept = f64x2.mul(kept, number(ADAPTATION_LEFT));
    const bits = unusual >> quarter;
    if ((bits & 1) == 0 && !holds(stirred)) {
      if (bits == 0) break;
      rerouteKept = f64x2.mul(rerouteKept, number(REROUTE_LEFT));
      continue;
    }
    const usual = v128.load(levels + (<usize>quarter << 4));
    const cell = cells + <usize>m * cellRowBytes + (<usize>quarter << CELL_BITS);

    // At home.
    let demand = usual;
    let home = homeUsual;
    let abroad = abroadUsual;
    if ((changing >> quarter) & 1) {
      const here = course + (<usize>(m * quarters + quarter) << 5);
      const gone = v128.load(cell, LOST_AT_HOME);
      demand = f64x2.mul(usual, v128.load64_splat(here));
      const primary = f64x2.mul(domesticShare, v128.load64_splat(here, 8));
      const left = f64x2.sub(number(ONE), gone);
      const running = f64x2.mul(primary, v128.and(left, f64x2.lt(gone, number(ONE))));
      home = f64x2.add(scrap, running);
      abroad = f64x2.sub(f64x2.sub(number(ONE), scrap), primary);
    }

    // From abroad: what is left, what detours bring, and never more than the ore gives.
    let most = number(NO_LIMIT);
    if (feed >= 0) most = oreLimit(v128.load(feedRow + (<usize>quarter << CELL_BITS)));
    const there = f64x2.sub(number(ONE), f64x2.mul(v128.load(cell), exposure));
    const held = f64x2.mul(v128.load(cell, HELD_BACK), exposure);
    const direct = atMost(f64x2.sub(there, held), most);
    const isHeld = f64x2.ge(held, both(LEAST_HELD));
    let left = direct;
    let rerouteLater = f64x2.mul(rerouteKept, number(REROUTE_LEFT));
    if (holds(isHeld)) {
      const before = f64x2.mul(reroute, rerouteKept);
      const gained = f64x2.mul(number(REROUTE_RAMP), f64x2.sub(rerouteShare, before));
      const now = f64x2.add(before, gained);
      reroute = select(isHeld, now, reroute);
      rerouteLater = f64x2.pmax(rerouteLater, v128.and(number(ONE), isHeld)); // at most 1
      const barred = f64x2.mul(held, f64x2.sub(number(ONE), v128.and(now, isHeld)));
      left = atMost(f64x2.sub(there, barred), most);
    }
    rerouteKept = rerouteLater;
    const arriving = f64x2.mul(usual, f64x2.add(home, f64x2.mul(abroad, left)));
    const first = v128.load64_zero(addedRow + (<usize>quarter << 3));
    const more = v128.load_lane<f64>(addedRow + addedRowBytes + (<usize>quarter << 3), first, 1);
    const supply = f64x2.add(arriving, more);
    const lack = f64x2.sub(demand, supply);
    const isMissing = f64x2.gt(lack, number(LEAST_LACK));
    const isOpen = v128.or(isMissing, f64x2.ne(direct, number(ONE)));
    if (!holds(v128.or(isOpen, stirred))) continue;

    // What is missing, and what closes it: scrap, spare capacity, industry's stock, the reserve.
    const missing = v128.and(lack, isMissing);
    const decayed = f64x2.mul(adaptation, kept);
    const grown = f64x2.mul(number(ADAPTATION_SHARE), f64x2.sub(number(ONE), decayed));
    const adapted = f64x2.add(decayed, v128.and(grown, isMissing));
    adaptation = select(isMissing, adapted, adaptation);
    adaptationKept = f64x2.pmax(adaptationKept, v128.and(number(ONE), isMissing)); // at most 1
    const mostScrap = f64x2.mul(f64x2.mul(f64x2.mul(usual, scrap), number(RECYCLING_BOOST)), adapted);
    const fromScrap = f64x2.pmin(missing, mostScrap);
    const afterScrap = f64x2.sub(missing, fromScrap);
    const limit = f64x2.pmin(f64x2.mul(f64x2.sub(most, left), abroad), spareLimit);
    const wanted = f64x2.pmin(limit, afterScrap);
    const ramped = f64x2.add(spare, f64x2.mul(number(SPARE_RAMP), f64x2.sub(wanted, spare)));
    spare = v128.andnot(ramped, f64x2.lt(ramped, number(LEAST_SPARE)));
    const extra = f64x2.pmin(afterScrap, spare);
    const afterSpare = f64x2.sub(afterScrap, extra);
    const taken = f64x2.pmin(afterSpare, stock);
    const room = f64x2.sub(number(INDUSTRY_STOCK), stock);
    const part = f64x2.mul(number(RESTOCK_SHARE), room);
    const bought = select(f64x2.lt(room, number(LEAST_ROOM)), room, part);
    stock = f64x2.add(f64x2.sub(stock, taken), v128.andnot(bought, isMissing));
    const open = f64x2.sub(afterSpare, taken);
    let released = both(0);
    if (hasReserve) {
      const free = f64x2.pmax(both(0), f64x2.sub(reserve, number(STOCK_FLOOR)));
      released = f64x2.pmin(f64x2.mul(open, number(RELEASE_SHARE)), free);
      if (waits) released = v128.andnot(released, isCheap(m, quarter, entry, rationing));
      reserve = f64x2.sub(reserve, released);
    }

    const world = f64x2.pmin(supply, f64x2.mul(usual, direct));
    const flow = f64x2.add(f64x2.add(world, fromScrap), extra);
    v128.store(entry, demand, DEMAND);
    v128.store(entry, f64x2.add(flow, released), FLOW);
    v128.store(entry, adapted, ADAPTED);
    v128.store(entry, isOpen, IS_OPEN);
    v128.store(entry, open, GAP);
    if (holds(f64x2.gt(open, released))) {
      const beside = f64x2.add(f64x2.add(supply, fromScrap), extra);
      v128.store(entry, f64x2.add(f64x2.add(beside, taken), released), SUPPLIED);
      v128.store(entry, released, RELEASED);
      store<u32>(rationing, <u32>entry);
      rationing += 4;
    }
    store<i32>(entry, quarter, QUARTER);
    entry += holds(isOpen) ? SHORTAGE_BYTES : 0;
    stirred = v128.or(f64x2.gt(spare, both(0)), f64x2.lt(stock, number(INDUSTRY_STOCK)));
  }
  settleShortages(m, entry, rationing);
}

/** Output that the ore allows, over usual output. */
// @ts-ignore: decorator
@inline
function oreLimit(gone: v128): v128 {
  const left = f64x2.pmax(both(0), f64x2.sub(number(ONE), gone));
  return f64x2.mul(left, f64x2.add(number(ONE), feedSlack));
}

/** A share of imports between nothing and what the ore gives. */
// @ts-ignore: decorator
@inline
function atMost(share: v128, most: v128): v128 {
  return f64x2.pmin(most, f64x2.pmax(both(0), share));
}

/** Whether the price of the quarter before is too low to open the reserve. */
function isCheap(m: i32, quarter: i32, entry: usize, rationing: usize): v128 {
  settleShortages(m, entry, rationing);
  const adjustment = number(PRICE_ADJUSTMENT);
  for (; pricedQuarters < quarter; pricedQuarters++) {
    const at = <usize>pricedQuarters << 4;
    const dump = pairAt(logDumps, m * quarters + pricedQuarters);
    const target = f64x2.add(v128.load(rises + at), dump);
    price = pricesNext(price, target, adjustment, v128.load(priceNoise + at));
  }
  return f64x2.lt(price, number(LOG_TRIGGER));
}

/** Moves the price through all quarters (equation 17). */
function runPrices(m: i32): void {
  const adjustment = number(PRICE_ADJUSTMENT);
  let now = both(0);
  let peak = both(0);
  let dump = logDumps + (<usize>(m * quarters) << 3);
  let noise = priceNoise;
  for (let rise = rises, end = rises + (<usize>quarters << 4); rise < end; rise += 16) {
    const target = f64x2.add(v128.load(rise), v128.load64_splat(dump));
    now = pricesNext(now, target, adjustment, v128.load(noise));
    peak = f64x2.pmax(peak, now);
    noise += 16;
    dump += 8;
  }
  peakPrice = peak;
}
