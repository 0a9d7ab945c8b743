import { feedOf, industryStock, logTrigger, minerals, openingStock, quarters } from './constants';
import { drawMineral, spareLimit } from './drawn';
import {
  ADAPTED,
  FLOW,
  GAP,
  IS_OPEN,
  ledger,
  ledgerEnd,
  MISSING,
  MOST_SCRAP,
  ORE_ROOM,
  PRICE_NOISE,
  QUARTER_BYTES,
  RELEASED,
  RISE,
  SUPPLIED,
  SUPPLY,
  WORLD,
} from './ledger';
import { both, f64At, holds, i32At, pairAt, select } from './memory';
import { pricesNext, writeNoise } from './noise';
import { beginShortages, foreseeLater, rationed, settleShortages } from './shortages';
import {
  addedRows,
  cells,
  flowBytes,
  heldBytes,
  logDumps,
  masks,
  plannedMasks,
  rowBytes,
} from './state';
import { inBoth, offer } from './supply';
import {
  ADAPTATION_LEFT,
  ADAPTATION_SHARE,
  INDUSTRY_STOCK,
  LEAST_ROOM,
  LEAST_SPARE,
  LOG_TRIGGER,
  number,
  ONE,
  PRICE_ADJUSTMENT,
  RELEASE_SHARE,
  RESTOCK_SHARE,
  SPARE_RAMP,
  STOCK_FLOOR,
} from './tables';

/*
 * The market of one mineral in two draws: the second half of `strain` in src/stress/simulation.ts,
 * with masks (equations 9 to 12 and 17).
 *
 * A lane to which nothing happens comes through unchanged. What a shortage does to prices and users
 * changes no quantity, so it waits until the quarters are done (shortages.ts).
 */

const LEAST_EXACT_STOCK: f64 = 0.01; // quarters of demand: twice what is filled at once

/** The highest price of the mineral in hand. */
export let peakPrice: v128 = i32x4.splat(0);

/** The quarters in which something beside the usual happens to a mineral, in either draw. */
export function unusualQuarters(m: i32): u64 {
  const feed = i32At(feedOf, m);
  const own = load<u64>(masks + (<usize>m << 3)) | load<u64>(masks + (<usize>(minerals + m) << 3));
  return feed < 0 ? own : own | load<u64>(masks + (<usize>feed << 3));
}

/** Simulates the market of a mineral over the horizon. */
export function runMarket(m: i32, unusual: u64): void {
  writeNoise(m);
  drawMineral(m);
  const from = <usize>ctz(unusual);
  const first = ledger + from * QUARTER_BYTES;
  offer(m, from);
  beginShortages(first);
  const isExact = industryStock == 0 || industryStock >= LEAST_EXACT_STOCK;
  if (isExact && logTrigger == -Infinity) settle<Plain>(m, first, true, false);
  else settle<Special>(m, first, isExact, logTrigger > -Infinity);
  runPrices(m);
}

let hasReserve: bool = false; // in memory, or it is compared anew in each quarter

// Types, so that the usual case is compiled on its own, without what others ask.
type Plain = i32;
type Special = f64;

/**
 * Closes what is missing: more scrap, spare capacity, industry's stock, the reserve.
 *
 * @param isExact - whether a stock is filled exactly; rounding may fill a very small one past its
 *   size, and it stays so until something happens again
 * @param waits - whether the reserve waits for a price
 */
// @ts-ignore: decorator
@inline
function settle<Case>(m: i32, first: usize, isExact: bool, waits: bool): void {
  hasReserve = f64At(openingStock, m) > 0;
  let spare = both(0);
  let stock = number(INDUSTRY_STOCK);
  let reserve = pairAt(openingStock, m);
  let adaptation = both(0);
  let adaptationKept = number(ONE); // share of it that is left in the quarter in hand
  let stirred = both(0); // whether anything has to recover
  let rationing = rationed;
  price = both(0);
  priced = ledger;
  for (let quarter = first, end = ledgerEnd; quarter < end; quarter += QUARTER_BYTES) {
    const kept = adaptationKept;
    adaptationKept = f64x2.mul(kept, number(ADAPTATION_LEFT));
    if (!holds(v128.or(v128.load(quarter, IS_OPEN), stirred))) continue;

    const missing = v128.load(quarter, MISSING);
    const isMissing = f64x2.gt(missing, both(0));
    const decayed = f64x2.mul(adaptation, kept);
    const grown = f64x2.mul(number(ADAPTATION_SHARE), f64x2.sub(number(ONE), decayed));
    const adapted = f64x2.add(decayed, v128.and(grown, isMissing));
    adaptation = select(isMissing, adapted, adaptation);
    adaptationKept = f64x2.pmax(adaptationKept, v128.and(number(ONE), isMissing)); // at most 1
    const fromScrap = f64x2.pmin(missing, f64x2.mul(v128.load(quarter, MOST_SCRAP), adapted));
    const afterScrap = f64x2.sub(missing, fromScrap);
    const limit = f64x2.pmin(v128.load(quarter, ORE_ROOM), spareLimit);
    const wanted = f64x2.pmin(limit, afterScrap);
    const ramped = f64x2.add(spare, f64x2.mul(number(SPARE_RAMP), f64x2.sub(wanted, spare)));
    spare = v128.andnot(ramped, f64x2.lt(ramped, number(LEAST_SPARE)));
    const extra = f64x2.pmin(afterScrap, spare);
    const afterSpare = f64x2.sub(afterScrap, extra);
    const taken = f64x2.pmin(afterSpare, stock);
    const room = f64x2.sub(number(INDUSTRY_STOCK), stock);
    const part = f64x2.mul(number(RESTOCK_SHARE), room);
    const bought = select(f64x2.lt(room, number(LEAST_ROOM)), room, part);
    const nowHeld = f64x2.add(f64x2.sub(stock, taken), v128.andnot(bought, isMissing));
    if (isFloat<Case>() && !isExact) {
      stock = select(v128.or(happens(m, quarter), stirred), nowHeld, stock);
    } else {
      stock = nowHeld;
    }
    stirred = v128.or(f64x2.gt(spare, both(0)), f64x2.lt(stock, number(INDUSTRY_STOCK)));

    const open = f64x2.sub(afterSpare, taken);
    let released = both(0);
    if (hasReserve) {
      const free = f64x2.pmax(both(0), f64x2.sub(reserve, number(STOCK_FLOOR)));
      released = f64x2.pmin(f64x2.mul(open, number(RELEASE_SHARE)), free);
      if (isFloat<Case>() && waits) {
        released = v128.andnot(released, isCheap(m, quarter, rationing));
      }
      reserve = f64x2.sub(reserve, released);
    }
    const world = f64x2.add(f64x2.add(v128.load(quarter, WORLD), fromScrap), extra);
    const flow = f64x2.add(world, released);
    v128.store(quarter, flow, FLOW);
    foreseeLater(quarter, flow);
    v128.store(quarter, adapted, ADAPTED);
    v128.store(quarter, open, GAP);
    if (holds(f64x2.gt(open, released))) {
      const supply = v128.load(quarter, SUPPLY);
      const beside = f64x2.add(f64x2.add(f64x2.add(supply, fromScrap), extra), taken);
      v128.store(quarter, f64x2.add(beside, released), SUPPLIED);
      v128.store(quarter, released, RELEASED);
      store<u32>(rationing, <u32>quarter);
      rationing += 4;
    }
  }
  settleShortages(m, ledgerEnd, rationing);
}

/** Whether anything happens to a mineral in a quarter, in each lane. */
function happens(m: i32, quarter: usize): v128 {
  const q = (quarter - ledger) / QUARTER_BYTES;
  const cell = cells + <usize>m * flowBytes + (q << 3);
  const feed = i32At(feedOf, m);
  const toHome = <usize>minerals * flowBytes;
  const toFeed = <usize>(feed - m) * flowBytes;
  const ofFeed = feed < 0 ? both(0) : inBoth(cell + toFeed);
  const cut = v128.or(inBoth(cell), inBoth(cell + heldBytes));
  const more = inBoth(addedRows + 2 * <usize>m * rowBytes + (q << 3));
  const any = v128.or(v128.or(cut, inBoth(cell + toHome)), v128.or(ofFeed, more));
  const certain = load<u64>(plannedMasks + (<usize>(minerals + m) << 3));
  const isBusy = i64x2.splat(-<i64>((certain >> q) & 1));
  return v128.or(f64x2.ne(any, both(0)), isBusy);
}

// Where a reserve waits for a price: the price before the quarter `priced`.
let price: v128 = i32x4.splat(0);
let priced: usize = 0;

/** Whether the price of the quarter before is too low to open the reserve. */
function isCheap(m: i32, quarter: usize, rationing: usize): v128 {
  settleShortages(m, quarter, rationing);
  let dump = logDumps + (<usize>(m * quarters) << 3) + ((priced - ledger) / QUARTER_BYTES) * 8;
  for (; priced < quarter; priced += QUARTER_BYTES, dump += 8) {
    price = priceAfter(price, priced, dump);
  }
  return f64x2.lt(price, number(LOG_TRIGGER));
}

/** Moves the price through all quarters (equation 17). */
function runPrices(m: i32): void {
  let now = both(0);
  let peak = both(0);
  let dump = logDumps + (<usize>(m * quarters) << 3);
  for (let quarter = ledger, end = ledgerEnd; quarter < end; quarter += QUARTER_BYTES, dump += 8) {
    now = priceAfter(now, quarter, dump);
    peak = f64x2.pmax(peak, now);
  }
  peakPrice = peak;
}

// @ts-ignore: decorator
@inline
function priceAfter(before: v128, quarter: usize, dump: usize): v128 {
  const target = f64x2.add(v128.load(quarter, RISE), v128.load64_splat(dump));
  const noise = v128.load(quarter, PRICE_NOISE);
  return pricesNext(before, target, number(PRICE_ADJUSTMENT), noise);
}
