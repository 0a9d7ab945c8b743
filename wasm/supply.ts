import { feedOf, minerals, quarters, recycled } from './constants';
import { exposure, feedSlack, importShare, rerouteShare } from './drawn';
import {
  DEMAND,
  IS_OPEN,
  ledger,
  ledgerEnd,
  LEVEL,
  MISSING,
  MOST_SCRAP,
  ORE_ROOM,
  QUARTER_BYTES,
  SUPPLY,
  WORLD,
} from './ledger';
import { both, holds, i32At, pairAt, select } from './memory';
import {
  addedRows,
  cells,
  course,
  flowBytes,
  heldBytes,
  masks,
  rowBytes,
} from './state';
import {
  LEAST_HELD,
  LEAST_LACK,
  NO_LIMIT,
  number,
  ONE,
  RECYCLING_BOOST,
  REROUTE_LEFT,
  REROUTE_RAMP,
} from './tables';

/*
 * What is wanted of one mineral and what comes of itself, in each quarter of two draws: the first
 * half of `strain` in src/stress/simulation.ts (equations 7 and 8).
 */

// Shares of consumption; in memory, or the compiler works them out anew in each quarter.
let scrap: v128 = i32x4.splat(0);
let domesticShare: v128 = i32x4.splat(0); // with all mines in business
let homeUsual: v128 = i32x4.splat(0);
let abroadUsual: v128 = i32x4.splat(0);

function drawShares(m: i32): void {
  const rest = f64x2.sub(number(ONE), importShare);
  scrap = f64x2.pmin(rest, pairAt(recycled, m));
  domesticShare = f64x2.sub(rest, scrap);
  homeUsual = f64x2.add(scrap, domesticShare);
  abroadUsual = f64x2.sub(f64x2.sub(number(ONE), scrap), domesticShare);
}

/**
 * Writes demand, supply and what is missing into the ledger.
 *
 * @param from - the first quarter in which anything happens
 */
export function offer(m: i32, from: usize): void {
  drawShares(m);
  let changing = load<u64>(masks + (<usize>(minerals + m) << 3)) >> from;
  let cell = cells + <usize>m * flowBytes + (from << 3);
  let added = addedRows + 2 * <usize>m * rowBytes + (from << 3);
  const feed = i32At(feedOf, m);
  const toHeld = heldBytes;
  const toHome = <usize>minerals * flowBytes;
  const toFeed = <usize>(feed - m) * flowBytes;
  let here = course + ((<usize>(m * quarters) + from) << 5);
  let reroute = both(0);
  let rerouteKept = number(ONE); // share of it that is left in the quarter in hand
  const end = ledgerEnd;
  for (let quarter = ledger + from * QUARTER_BYTES; quarter < end; quarter += QUARTER_BYTES) {
    const usual = v128.load(quarter, LEVEL);

    // At home.
    let demand = usual;
    let home = homeUsual;
    let abroad = abroadUsual;
    if (<i32>changing & 1) {
      const gone = inBoth(cell + toHome);
      demand = f64x2.mul(usual, v128.load64_splat(here));
      const primary = f64x2.mul(domesticShare, v128.load64_splat(here, 8));
      const left = f64x2.sub(number(ONE), gone);
      const running = f64x2.mul(primary, v128.and(left, f64x2.lt(gone, number(ONE))));
      home = f64x2.add(scrap, running);
      abroad = f64x2.sub(f64x2.sub(number(ONE), scrap), primary);
    }

    // From abroad: what is left, what detours bring, and never more than the ore gives.
    let most = number(NO_LIMIT);
    if (feed >= 0) most = oreLimit(inBoth(cell + toFeed));
    const there = f64x2.sub(number(ONE), f64x2.mul(inBoth(cell), exposure));
    const held = f64x2.mul(inBoth(cell + toHeld), exposure);
    const direct = atMost(f64x2.sub(there, held), most);
    let left = direct;
    const isHeld = f64x2.ge(held, number(LEAST_HELD));
    if (holds(isHeld)) {
      const before = f64x2.mul(reroute, rerouteKept);
      const gained = f64x2.mul(number(REROUTE_RAMP), f64x2.sub(rerouteShare, before));
      const now = f64x2.add(before, gained);
      reroute = select(isHeld, now, reroute);
      const barred = f64x2.mul(held, f64x2.sub(number(ONE), v128.and(now, isHeld)));
      left = atMost(f64x2.sub(there, barred), most);
    }
    const kept = f64x2.mul(rerouteKept, number(REROUTE_LEFT));
    rerouteKept = f64x2.pmax(kept, v128.and(number(ONE), isHeld)); // at most 1

    const arriving = f64x2.mul(usual, f64x2.add(home, f64x2.mul(abroad, left)));
    const supply = f64x2.add(arriving, inBoth(added));
    const lack = f64x2.sub(demand, supply);
    const isMissing = f64x2.gt(lack, number(LEAST_LACK));
    const mostScrap = f64x2.mul(f64x2.mul(usual, scrap), number(RECYCLING_BOOST));
    v128.store(quarter, demand, DEMAND);
    v128.store(quarter, supply, SUPPLY);
    v128.store(quarter, f64x2.pmin(supply, f64x2.mul(usual, direct)), WORLD);
    v128.store(quarter, v128.and(lack, isMissing), MISSING);
    v128.store(quarter, v128.or(isMissing, f64x2.ne(direct, number(ONE))), IS_OPEN);
    v128.store(quarter, f64x2.mul(f64x2.sub(most, left), abroad), ORE_ROOM);
    v128.store(quarter, mostScrap, MOST_SCRAP);
    changing >>= 1;
    cell += 8;
    added += 8;
    here += 32;
  }
}

/** A number of the first draw's row, and the one of the second's. */
// @ts-ignore: decorator
@inline
export function inBoth(at: usize): v128 {
  return v128.load_lane<f64>(at + rowBytes, v128.load64_zero(at), 1);
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
