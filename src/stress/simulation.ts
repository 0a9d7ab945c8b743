import { exp, log } from '../base/elementary.ts';
import { LEVEL_BITS, LEVEL_MASK, NORMAL_LEVELS, normal } from '../base/normal.ts';
import { scramble, threefry, uniform } from '../base/random.ts';
import { beginEvents, strike } from './events.ts';
import type { Kernel } from './kernel.ts';
import { DRAWN, DRAWN_COUNT } from './kernel-constants.ts';

/*
 * One random future, quarter by quarter, for every mineral at once. docs/models/stress.md has the
 * equations; their numbers stand at the lines below.
 *
 * Quantities of a mineral are in quarters of its present U.S. demand (1 = a normal quarter).
 * Loops are split by task, and work on flat arrays, because one long loop runs half as fast.
 */

const LASTING = 1_000_000; // counters from here on are of what lasts the whole horizon

/**
 * Simulates one draw and leaves it in the kernel's arrays.
 *
 * The same (seed, draw) gives the same future whatever was simulated before, and a mineral's
 * future does not depend on which other minerals are in the model.
 */
export function simulateDraw(kernel: Kernel, draw: number): void {
  kernel.gap.fill(0);
  kernel.unmet.fill(0);
  kernel.lossMusd.fill(0);
  if (kernel.closing !== null) for (const part of Object.values(kernel.closing)) part.fill(0);
  beginMinerals(kernel, draw);
  beginEvents(kernel, draw);
  for (let quarter = 0; quarter < kernel.quarters; quarter++) {
    strike(kernel, quarter);
    const count = stir(kernel, quarter);
    for (let i = 0; i < count; i++) strain(kernel, quarter, kernel.draw.strained[i]!);
    movePrices(kernel, quarter);
  }
}

/** Draws each mineral's elasticities, shares and stake, and the key of its noise. */
function beginMinerals(kernel: Kernel, draw: number): void {
  const { seed, minerals, constants, draw: state } = kernel;
  const { key, drawn, firstElasticity, moreElasticity } = state;
  for (let m = 0; m < minerals; m++) {
    threefry(key, seed, draw, constants.mineralVariable[m]!, 0);
    const start = key[0]!;
    const step = key[1]!;
    state.noiseStart[m] = start;
    state.noiseStep[m] = step;
    for (let which = 0; which < DRAWN_COUNT; which++) {
      const word = scramble(start, step, LASTING + which);
      const at = which * minerals + m;
      drawn[at] = fromRange(constants.ranges, 3 * at, uniform(word));
      if (which === DRAWN.error) drawn[at] = normal(word);
    }
    state.exposure[m] = exp(constants.exposureDeviation * drawn[DRAWN.error * minerals + m]!);
    drawn[DRAWN.stake * minerals + m]! *= 0.25;
    const first = drawn[DRAWN.firstAnswer * minerals + m]!;
    const more = drawn[DRAWN.lastingAnswer * minerals + m]! - first;
    for (const side of SIDES) {
      const elasticity = drawn[side * minerals + m]!;
      firstElasticity[side * minerals + m] = elasticity * first;
      moreElasticity[side * minerals + m] = elasticity * more;
    }
  }
  clear(kernel);
}

const SIDES = [DRAWN.demandElasticity, DRAWN.supplyElasticity] as const;

/** A draw from the range at a place of `ranges`, as `drawFrom` of the assumptions has it. */
function fromRange(ranges: Float64Array, at: number, u: number): number {
  const low = ranges[at]!;
  const mid = ranges[at + 1]!;
  return u < 0.5 ? low + (mid - low) * 2 * u : mid + (ranges[at + 2]! - mid) * (2 * u - 1);
}

/** Puts markets at rest and sums to zero. */
function clear({ constants, draw: state }: Kernel): void {
  state.spare.fill(0);
  state.stirred.fill(0);
  state.industryStock.fill(constants.industryStock);
  state.reserve.set(constants.openingStock);
  state.adaptation.fill(0);
  state.adaptedAt.fill(0);
  state.reroute.fill(0);
  state.reroutedAt.fill(0);
  state.demandNoise.fill(0);
  state.logPriceNow.fill(0);
  state.unmetSum.fill(0);
  state.earlySum.fill(0);
  state.shiftedSum.fill(0);
  state.lossSumMusd.fill(0);
  state.worstUnmet.fill(0);
  state.peakLogPrice.fill(0);
}

/**
 * Moves demand, and sorts the minerals of a quarter (equation 6).
 *
 * Most minerals are calm in most quarters: orders follow demand, nothing is missing. The others
 * are listed for `strain`.
 *
 * @returns how many are listed
 */
function stir(kernel: Kernel, quarter: number): number {
  const { minerals, constants, draw: state, supplied } = kernel;
  const { noiseStart, noiseStep, demandNoise, priceNoise, level, rise, stirred, strained } = state;
  const { lost, heldBack, added } = state;
  const { demandPersistence, demandDeviation, priceDeviation, busy, feedOf } = constants;
  let count = 0;
  let at = quarter * minerals;
  for (let m = 0; m < minerals; m++, at++) {
    const word = scramble(noiseStart[m]!, noiseStep[m]!, quarter);
    const shaken =
      demandPersistence * demandNoise[m]! + demandDeviation * NORMAL_LEVELS[word & LEVEL_MASK]!;
    demandNoise[m] = shaken;
    priceNoise[m] = priceDeviation * NORMAL_LEVELS[(word >>> LEVEL_BITS) & LEVEL_MASK]!;
    const now = shaken > LEAST_NOISE ? 1 + shaken : 1 + LEAST_NOISE;
    level[m] = now;
    rise[m] = 0;
    supplied[at] = now;
    const feed = feedOf[m]!;
    const isCalm =
      lost[m] === 0 &&
      heldBack[m] === 0 &&
      lost[minerals + m] === 0 &&
      (feed < 0 || lost[feed] === 0) &&
      stirred[m] === 0 &&
      busy[at] === 0 &&
      added[at] === 0;
    if (!isCalm) strained[count++] = m;
  }
  return count;
}

/**
 * Sets the supply of a mineral against its demand: detours, scrap, spare capacity, industry's
 * stock, the reserve (equations 7 to 12). What stays unmet is shared out by price (13 to 16).
 *
 * The price follows the world's market, and who holds stock sees a shortage coming: it rises in
 * part while stock, or supply at home, still covers the gap (17).
 */
function strain(kernel: Kernel, quarter: number, m: number): void {
  const { minerals, constants, draw: state, gap, supplied, closing } = kernel;
  const { drawn, lost, heldBack, exposure, industryStock, reserve } = state;
  const at = quarter * minerals + m;
  const usual = state.level[m]!;
  const demand = usual * constants.demandFactor[at]!;
  const importShare = drawn[DRAWN.importShare * minerals + m]!;

  // At home: scrap comes in whatever happens to mines and plants.
  const scrap = Math.min(constants.recycled[m]!, 1 - importShare);
  const primary = (1 - importShare - scrap) * constants.domestic[at]!;
  const homeLost = lost[minerals + m]!;
  const running = homeLost < 1 ? 1 - homeLost : 0;
  const home = scrap + primary * running;
  const abroad = 1 - scrap - primary; // what is imported in calm times

  // From abroad: what is left, what detours bring, and never more than the ore gives.
  const gone = lost[m]! * exposure[m]!;
  const held = heldBack[m]! * exposure[m]!;
  const detours = detourShare(kernel, quarter, m, held);
  const most = oreLimit(kernel, m);
  const left = atMost(1 - gone - held * (1 - detours), most);
  const direct = atMost(1 - gone - held, most);
  const supply = usual * (home + abroad * left) + state.added[at]!;
  const lack = demand - supply;
  const missing = lack > LEAST_LACK ? lack : 0;

  const adapted = adapt(kernel, quarter, m, missing);
  const scrapMore = usual * scrap * constants.recyclingBoost * adapted;
  const recycled = scrapMore < missing ? scrapMore : missing;
  const extra = runSpare(kernel, m, missing - recycled, (most - left) * abroad);
  const afterSpare = missing - recycled - extra;
  const stock = industryStock[m]!;
  const taken = stock < afterSpare ? stock : afterSpare;
  const room = constants.industryStock - stock;
  const restocked = missing > 0 ? 0 : room < LEAST_ROOM ? room : constants.restockShare * room;
  const nowHeld = stock - taken + restocked;
  industryStock[m] = nowHeld;
  state.stirred[m] = state.spare[m]! > 0 || nowHeld < constants.industryStock ? 1 : 0;

  const open = afterSpare - taken;
  const released = release(kernel, m, open);
  reserve[m]! -= released;
  gap[at] = open;
  supplied[at] = supply + recycled + extra + taken + released;
  if (closing !== null) {
    const allMissing = demand - (usual * (home + abroad * direct) + state.added[at]!);
    closing.missing[at] = allMissing > missing ? allMissing : missing;
    closing.rerouted[at] = closing.missing[at]! - missing;
    closing.recycled[at] = recycled;
    closing.spare[at] = extra;
    closing.industryStock[at] = taken;
    closing.reserve[at] = released;
  }
  const clearing = open > released ? ration(kernel, m, at, { demand, released, adapted }) : 0;
  state.rise[m] = clearing;
  if (missing === 0 && direct === 1) return;
  const world = usual * direct; // what a country that imports all would get
  const flow = (world < supply ? world : supply) + recycled + extra + released;
  const foreseen = clearingRise(kernel, m, adapted, demand, flow);
  if (foreseen > clearing) {
    state.rise[m] = clearing + constants.priceForesight * (foreseen - clearing);
  }
}

/** A share of imports between nothing and what the ore gives. */
function atMost(share: number, most: number): number {
  const positive = share > 0 ? share : 0;
  return positive < most ? positive : most;
}

/** Share of what controls hold back that comes through third countries; it grows while they last (equation 7). */
function detourShare(kernel: Kernel, quarter: number, m: number, held: number): number {
  const { minerals, constants, draw: state } = kernel;
  if (held < LEAST_HELD) return 0;
  const before = state.reroute[m]! * constants.rerouteLeft[quarter - state.reroutedAt[m]!]!;
  const most = state.drawn[DRAWN.rerouteShare * minerals + m]!;
  const now = before + constants.rerouteRamp * (most - before);
  state.reroute[m] = now;
  state.reroutedAt[m] = quarter + 1;
  return now;
}

/** Output that the ore allows, over usual output; without bound for what is mined for itself. */
function oreLimit({ minerals, constants, draw }: Kernel, m: number): number {
  const feed = constants.feedOf[m]!;
  if (feed < 0) return NO_LIMIT;
  const left = 1 - draw.lost[feed]!;
  return (left > 0 ? left : 0) * (1 + draw.drawn[DRAWN.feedSlack * minerals + m]!);
}

/** How far a market has gone from its first answer to its lasting one; it forgets when calm (equation 9). */
function adapt(kernel: Kernel, quarter: number, m: number, missing: number): number {
  const { constants, draw: state } = kernel;
  const before = state.adaptation[m]! * constants.adaptationLeft[quarter - state.adaptedAt[m]!]!;
  if (missing === 0) return before;
  const now = before + constants.adaptationShare * (1 - before);
  state.adaptation[m] = now;
  state.adaptedAt[m] = quarter + 1;
  return now;
}

/** Runs spare capacity elsewhere up and down, and gives what it closes of a lack (equation 10). */
function runSpare(kernel: Kernel, m: number, lack: number, oreRoom: number): number {
  const { minerals, constants, draw: state } = kernel;
  const own = state.drawn[DRAWN.spareLimit * minerals + m]!;
  const limit = own < oreRoom ? own : oreRoom;
  const wanted = lack < limit ? lack : limit;
  const before = state.spare[m]!;
  const ramped = before + constants.spareRamp * (wanted - before);
  const now = ramped < LEAST_SPARE ? 0 : ramped;
  state.spare[m] = now;
  return now < lack ? now : lack;
}

/** What the reserve gives to a gap by its rules (equation 12). */
function release({ constants, draw }: Kernel, m: number, open: number): number {
  if (draw.logPriceNow[m]! < constants.logTrigger) return 0;
  const above = draw.reserve[m]! - constants.stockFloor;
  const free = above > 0 ? above : 0;
  const wish = open * constants.releaseShare;
  return free < wish ? free : wish;
}

/** Moves every price towards where its market clears (equation 17). */
function movePrices(kernel: Kernel, quarter: number): void {
  const { minerals, constants, draw: state, logPrice } = kernel;
  const { logPriceNow, peakLogPrice, priceNoise, rise } = state;
  const { priceAdjustment, logDump } = constants;
  let at = quarter * minerals;
  for (let m = 0; m < minerals; m++, at++) {
    const before = logPriceNow[m]!;
    const target = rise[m]! + logDump[at]!;
    const price = before + priceAdjustment * (target - before) + priceNoise[m]!;
    logPriceNow[m] = price;
    logPrice[at] = price;
    if (price > peakLogPrice[m]!) peakLogPrice[m] = price;
  }
}

/** An elasticity now: what it is at once, and what it gains as a shortage lasts (equation 13). */
function elasticity({ minerals, draw }: Kernel, side: number, m: number, adapted: number): number {
  const at = side * minerals + m;
  return draw.firstElasticity[at]! + draw.moreElasticity[at]! * adapted;
}

/** Logarithm of the price ratio at which demand and supply meet, at most the cap (equation 14). */
function clearingRise(
  kernel: Kernel,
  m: number,
  adapted: number,
  demand: number,
  supply: number,
): number {
  const { logPriceCap } = kernel.constants;
  if (demand <= supply * (1 + TOLERANCE)) return 0;
  if (supply <= 0) return logPriceCap;
  const answer =
    elasticity(kernel, DRAWN.demandElasticity, m, adapted) +
    elasticity(kernel, DRAWN.supplyElasticity, m, adapted);
  const rise = log(demand / supply) / answer;
  return rise < logPriceCap ? rise : logPriceCap;
}

/** Shares out a shortage by price; leaves what is unmet, what reaches users, and the loss (equations 15 and 16). */
function ration(
  kernel: Kernel,
  m: number,
  at: number,
  { demand, released, adapted }: { demand: number; released: number; adapted: number },
): number {
  const { minerals, constants, draw: state, unmet, supplied, lossMusd, closing } = kernel;
  const supply = supplied[at]!;
  const rise = clearingRise(kernel, m, adapted, demand, supply);
  if (rise === 0) return 0;
  const met =
    rise < constants.logPriceCap
      ? demand * exp(-elasticity(kernel, DRAWN.demandElasticity, m, adapted) * rise)
      : supply * exp(elasticity(kernel, DRAWN.supplyElasticity, m, adapted) * rise); // beyond the cap buyers do without
  const short = demand - met;
  const full = (short * short) / demand; // what falls on all alike, the ready uses being used up
  const early = short - full;
  const military = constants.militaryEarly[m]! * early + constants.militaryFull[m]! * full;
  const served = released * constants.defenceFirst;
  const shifted = served < military ? served : military;
  const burden = constants.earlyStake[m]! * early + full + constants.shiftStake[m]! * shifted;
  const importShare = state.drawn[DRAWN.importShare * minerals + m]!;
  const bill = (exp(rise) - 1) * importShare * met * constants.spendMusd[m]!;
  const loss = state.drawn[DRAWN.stake * minerals + m]! * burden + bill;
  unmet[at] = short;
  supplied[at] = met;
  lossMusd[at] = loss;
  if (closing !== null) closing.priceResponse[at] = met - supply;
  state.unmetSum[m]! += short;
  state.earlySum[m]! += early;
  state.shiftedSum[m]! += shifted;
  state.lossSumMusd[m]! += loss;
  if (short > state.worstUnmet[m]!) state.worstUnmet[m] = short;
  return rise;
}

const TOLERANCE = 1e-12; // rounding of a gap that was covered to the last gram
const NO_LIMIT = 1e6; // times usual output
const LEAST_LACK = 1e-9; // quarters of demand: less is rounding, not a shortage
const LEAST_HELD = 1e-9; // share of imports: less is rounding, not a control
const LEAST_NOISE = -0.8; // keeps demand positive; noise of this size has no meaning
const LEAST_SPARE = 0.001; // of supply: what is left of spare capacity counts as gone
const LEAST_ROOM = 0.005; // quarters of demand: a stock so nearly full is filled
