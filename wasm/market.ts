import {
  adaptationLeft,
  adaptationShare,
  feedOf,
  industryStock,
  logTrigger,
  minerals,
  openingStock,
  priceAdjustment,
  quarters,
  recycled,
  recyclingBoost,
  releaseShare,
  rerouteLeft,
  rerouteRamp,
  restockShare,
  spareRamp,
  stockFloor,
} from './constants';
import { drawMineral, exposure, feedSlack, importShare, rerouteShare, spareLimit } from './drawn';
import { both, holds, i32At, pairAt, select } from './memory';
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
  settleShortages,
  SHORTAGE_BYTES,
  shortages,
  SUPPLIED,
} from './shortages';
import {
  ADDED,
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
import { term } from './tables';

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
  const rest = f64x2.sub(term(1), importShare);
  const scrap = f64x2.pmin(rest, pairAt(recycled, m));
  const domesticShare = f64x2.sub(rest, scrap);
  const changing = load<u64>(masks + (<usize>m << 4), 8);
  const feed = i32At(feedOf, m);
  const feedRow = cells + <usize>(feed - minerals) * cellRowBytes;
  const full = both(industryStock);
  let spare = both(0);
  let stock = full;
  let reserve = pairAt(openingStock, m);
  let adaptation = both(0);
  let adaptationKept = term(1); // share of it that is left in the quarter in hand
  let reroute = both(0);
  let rerouteKept = term(1);
  let isStirred = false;
  let entry = shortages;
  for (let quarter = 0; quarter < quarters; quarter++) {
    const kept = adaptationKept;
    adaptationKept = f64x2.mul(kept, pairAt(adaptationLeft, 1));
    const bits = unusual >> quarter;
    if (!isStirred && (bits & 1) == 0) {
      if (bits == 0) break;
      rerouteKept = f64x2.mul(rerouteKept, pairAt(rerouteLeft, 1));
      continue;
    }
    const usual = v128.load(levels + (<usize>quarter << 4));
    const cell = cells + <usize>m * cellRowBytes + (<usize>quarter << CELL_BITS);

    // At home.
    let demand = usual;
    let primary = domesticShare;
    let running = domesticShare;
    if ((changing >> quarter) & 1) {
      const here = course + (<usize>(m * quarters + quarter) << 5);
      const gone = v128.load(cell, LOST_AT_HOME);
      demand = f64x2.mul(usual, v128.load64_splat(here));
      primary = f64x2.mul(domesticShare, v128.load64_splat(here, 8));
      const left = f64x2.sub(term(1), gone);
      running = f64x2.mul(primary, v128.and(left, f64x2.lt(gone, term(1))));
    }
    const home = f64x2.add(scrap, running);
    const abroad = f64x2.sub(f64x2.sub(term(1), scrap), primary);

    // From abroad: what is left, what detours bring, and never more than the ore gives.
    let most = term(24);
    if (feed >= 0) most = oreLimit(v128.load(feedRow + (<usize>quarter << CELL_BITS)));
    const there = f64x2.sub(term(1), f64x2.mul(v128.load(cell), exposure));
    const held = f64x2.mul(v128.load(cell, HELD_BACK), exposure);
    const direct = atMost(f64x2.sub(there, held), most);
    const isHeld = f64x2.ge(held, both(LEAST_HELD));
    let left = direct;
    let rerouteLater = f64x2.mul(rerouteKept, pairAt(rerouteLeft, 1));
    if (holds(isHeld)) {
      const before = f64x2.mul(reroute, rerouteKept);
      const gained = f64x2.mul(both(rerouteRamp), f64x2.sub(rerouteShare, before));
      const now = f64x2.add(before, gained);
      reroute = select(isHeld, now, reroute);
      rerouteLater = select(isHeld, term(1), rerouteLater);
      const barred = f64x2.mul(held, f64x2.sub(term(1), v128.and(now, isHeld)));
      left = atMost(f64x2.sub(there, barred), most);
    }
    rerouteKept = rerouteLater;
    const arriving = f64x2.mul(usual, f64x2.add(home, f64x2.mul(abroad, left)));
    const supply = f64x2.add(arriving, v128.load(cell, ADDED));
    const lack = f64x2.sub(demand, supply);
    const isMissing = f64x2.gt(lack, term(21));
    const isOpen = v128.or(isMissing, f64x2.ne(direct, term(1)));
    const isAtRest = v128.or(f64x2.ne(stock, full), f64x2.gt(spare, both(0)));
    if (!holds(v128.or(isOpen, isAtRest))) {
      isStirred = false;
      continue;
    }

    // What is missing, and what closes it: scrap, spare capacity, industry's stock, the reserve.
    const missing = v128.and(lack, isMissing);
    const decayed = f64x2.mul(adaptation, kept);
    const grown = f64x2.mul(both(adaptationShare), f64x2.sub(term(1), decayed));
    const adapted = f64x2.add(decayed, v128.and(grown, isMissing));
    adaptation = select(isMissing, adapted, adaptation);
    adaptationKept = select(isMissing, term(1), adaptationKept);
    const mostScrap = f64x2.mul(f64x2.mul(f64x2.mul(usual, scrap), both(recyclingBoost)), adapted);
    const fromScrap = f64x2.pmin(missing, mostScrap);
    const afterScrap = f64x2.sub(missing, fromScrap);
    const limit = f64x2.pmin(f64x2.mul(f64x2.sub(most, left), abroad), spareLimit);
    const wanted = f64x2.pmin(limit, afterScrap);
    const ramped = f64x2.add(spare, f64x2.mul(both(spareRamp), f64x2.sub(wanted, spare)));
    spare = v128.andnot(ramped, f64x2.lt(ramped, term(22)));
    const extra = f64x2.pmin(afterScrap, spare);
    const afterSpare = f64x2.sub(afterScrap, extra);
    const taken = f64x2.pmin(afterSpare, stock);
    const room = f64x2.sub(full, stock);
    const part = f64x2.mul(both(restockShare), room);
    const bought = select(f64x2.lt(room, term(23)), room, part);
    stock = f64x2.add(f64x2.sub(stock, taken), v128.andnot(bought, isMissing));
    const open = f64x2.sub(afterSpare, taken);
    const free = f64x2.pmax(both(0), f64x2.sub(reserve, both(stockFloor)));
    let released = f64x2.pmin(f64x2.mul(open, both(releaseShare)), free);
    if (waits) released = v128.andnot(released, isCheap(m, quarter, entry));
    reserve = f64x2.sub(reserve, released);

    const beside = f64x2.add(f64x2.add(supply, fromScrap), extra);
    const world = f64x2.pmin(supply, f64x2.mul(usual, direct));
    const flow = f64x2.add(f64x2.add(world, fromScrap), extra);
    v128.store(entry, demand, DEMAND);
    v128.store(entry, f64x2.add(flow, released), FLOW);
    v128.store(entry, adapted, ADAPTED);
    v128.store(entry, isOpen, IS_OPEN);
    v128.store(entry, f64x2.add(f64x2.add(beside, taken), released), SUPPLIED);
    v128.store(entry, released, RELEASED);
    v128.store(entry, open, GAP);
    store<i32>(entry, quarter, QUARTER);
    entry += holds(isOpen) ? SHORTAGE_BYTES : 0;
    isStirred = holds(v128.or(f64x2.gt(spare, both(0)), f64x2.lt(stock, full)));
  }
  settleShortages(m, entry);
}

/** Output that the ore allows, over usual output. */
// @ts-ignore: decorator
@inline
function oreLimit(gone: v128): v128 {
  const left = f64x2.pmax(both(0), f64x2.sub(term(1), gone));
  return f64x2.mul(left, f64x2.add(term(1), feedSlack));
}

/** A share of imports between nothing and what the ore gives. */
// @ts-ignore: decorator
@inline
function atMost(share: v128, most: v128): v128 {
  return f64x2.pmin(most, f64x2.pmax(both(0), share));
}

/** Whether the price of the quarter before is too low to open the reserve. */
function isCheap(m: i32, quarter: i32, entry: usize): v128 {
  settleShortages(m, entry);
  const adjustment = both(priceAdjustment);
  for (; pricedQuarters < quarter; pricedQuarters++) {
    const at = <usize>pricedQuarters << 4;
    const dump = pairAt(logDumps, m * quarters + pricedQuarters);
    const target = f64x2.add(v128.load(rises + at), dump);
    price = pricesNext(price, target, adjustment, v128.load(priceNoise + at));
  }
  return f64x2.lt(price, both(logTrigger));
}

/** Moves the price through all quarters (equation 17). */
function runPrices(m: i32): void {
  const adjustment = both(priceAdjustment);
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
