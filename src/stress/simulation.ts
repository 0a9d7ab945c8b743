import { exp, log } from '../base/elementary.ts';
import { LEVEL_BITS, LEVEL_MASK, NORMAL_LEVELS, normal, wordCut } from '../base/normal.ts';
import { scramble, threefry, uniform, variable } from '../base/random.ts';
import { drawFrom, type Range } from '../dependency/assumptions.ts';
import type { Kernel } from './kernel.ts';

/*
 * One random future, quarter by quarter, for every mineral at once. docs/models/stress.md has the
 * equations; their numbers stand at the lines below.
 *
 * Quantities of a mineral are in quarters of its present U.S. demand (1 = a normal quarter).
 * Loops are split by task, and work on flat arrays, because one long loop runs half as fast.
 */

const BLOC = Int32Array.from({ length: 16 }, (_, i) => variable(`bloc:${i}`));
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
  beginMinerals(kernel, draw);
  beginBlocs(kernel, draw);
  beginHazards(kernel, draw);
  for (let quarter = 0; quarter < kernel.quarters; quarter++) {
    strike(kernel, quarter);
    const count = stir(kernel, quarter);
    strain(kernel, quarter, count);
    movePrices(kernel, quarter);
  }
}

/** Draws each mineral's elasticities, shares and stake, and the key of its noise. */
function beginMinerals(kernel: Kernel, draw: number): void {
  const { seed, constants, draw: state } = kernel;
  const { settings, minerals } = constants.model;
  const { key } = state;
  for (let m = 0; m < minerals.length; m++) {
    const mineral = minerals[m]!;
    threefry(key, seed, draw, constants.mineralVariable[m]!, 0);
    const start = key[0]!;
    const step = key[1]!;
    state.noiseStart[m] = start;
    state.noiseStep[m] = step;
    state.demandElasticity[m] = lasting(mineral.demandElasticity, start, step, 0);
    state.supplyElasticity[m] = lasting(mineral.supplyElasticity, start, step, 1);
    state.importShare[m] = lasting(mineral.importShare, start, step, 2);
    state.spareLimit[m] = lasting(mineral.spareShare, start, step, 3);
    state.stake[m] = lasting(mineral.stakeMusdPerYear, start, step, 4) / 4;
    const error = normal(scramble(start, step, LASTING + 5));
    state.exposure[m] = exp(settings.exposureDeviation * error);
  }
  state.spare.fill(0);
  state.stirred.fill(0);
  state.industryStock.fill(settings.industryStockQuarters);
  state.reserve.set(constants.openingStock);
  state.demandNoise.fill(0);
  state.logPriceNow.fill(0);
  state.unmetSum.fill(0);
  state.lossSumMusd.fill(0);
  state.worstUnmet.fill(0);
  state.peakLogPrice.fill(0);
}

/** A draw from a range that holds for the whole horizon. */
function lasting(range: Range, start: number, step: number, which: number): number {
  return drawFrom(range, uniform(scramble(start, step, LASTING + which)));
}

/** Draws the factors of the blocs (equation 1). */
function beginBlocs(kernel: Kernel, draw: number): void {
  const { quarters, seed, constants, draw: state } = kernel;
  const { key, bloc, worstBloc } = state;
  const { blocs, blocPersistence } = constants.model.settings;
  const fresh = Math.sqrt(1 - blocPersistence * blocPersistence);
  for (let b = 0; b < blocs; b++) {
    threefry(key, seed, draw, BLOC[b]!, 0);
    const start = key[0]!;
    const step = key[1]!;
    let factor = normal(scramble(start, step, 0));
    for (let quarter = 0; quarter < quarters; quarter++) {
      factor = blocPersistence * factor + fresh * normal(scramble(start, step, quarter + 1));
      const loaded = constants.blocLoading * factor;
      bloc[b * quarters + quarter] = loaded;
      if (quarter === 0 || loaded < worstBloc[b]!) worstBloc[b] = loaded;
    }
  }
}

/** Lets each hazard begin and end (equations 2 and 3), and lists the active ones by quarter. */
function beginHazards(kernel: Kernel, draw: number): void {
  const { quarters, seed, constants, draw: state } = kernel;
  const { key, bloc, worstBloc, struck, struckHazard, struckDepth } = state;
  const { hazardThreshold, hazardBloc, hazardRecovery, hazardDepthLow, hazardDepthSpan } =
    constants;
  const hazards = hazardThreshold.length;
  const { ownLoading } = constants;
  struck.fill(0);
  for (let h = 0; h < hazards; h++) {
    threefry(key, seed, draw, constants.hazardVariable[h]!, 0);
    const start = key[0]!;
    const step = key[1]!;
    const threshold = hazardThreshold[h]!;
    const row = hazardBloc[h]! * quarters;
    const cut = wordCut((threshold - worstBloc[hazardBloc[h]!]!) / ownLoading);
    let depth = 0;
    for (let quarter = 0; quarter < quarters; quarter++) {
      const word = scramble(start, step, 2 * quarter);
      if (depth > 0) {
        if (uniform(word) < hazardRecovery[h]!) depth = 0;
      } else {
        if (word > cut) continue; // spares the look-up
        if (ownLoading * normal(word) >= threshold - bloc[row + quarter]!) continue;
        const second = scramble(start, step, 2 * quarter + 1);
        depth = hazardDepthLow[h]! + hazardDepthSpan[h]! * uniform(second);
      }
      if (depth === 0) continue;
      const at = quarter * hazards + struck[quarter]!;
      struckHazard[at] = h;
      struckDepth[at] = depth;
      struck[quarter]! += 1;
    }
  }
}

/** Adds up which imports are cut in a quarter, by named shocks and by hazards (equation 4). */
function strike(kernel: Kernel, quarter: number): void {
  const { struck, struckHazard, struckDepth } = kernel.draw;
  plannedCuts(kernel, quarter);
  const from = quarter * kernel.constants.hazardThreshold.length;
  const end = from + struck[quarter]!;
  for (let at = from; at < end; at++) cutLinks(kernel, struckHazard[at]!, struckDepth[at]!);
}

/** Starts the quarter from the named shocks of the scenario. */
function plannedCuts(kernel: Kernel, quarter: number): void {
  const { minerals, constants, draw: state } = kernel;
  const { schedule } = constants;
  const { cut, lost } = state;
  if (!schedule.active[quarter]) {
    cut.fill(0);
    lost.fill(0);
    return;
  }
  const links = quarter * schedule.links;
  for (let link = 0; link < schedule.links; link++) cut[link] = schedule.depth[links + link]!;
  const row = quarter * minerals;
  for (let m = 0; m < minerals; m++) lost[m] = schedule.lost[row + m]!;
}

/** Cuts the links of a hazard; of two cuts of one link the deeper one counts. */
function cutLinks(kernel: Kernel, hazard: number, depth: number): void {
  const { hazardLinkStart, hazardLink, linkMineral, linkShare } = kernel.constants;
  const { cut, lost } = kernel.draw;
  const end = hazardLinkStart[hazard + 1]!;
  for (let at = hazardLinkStart[hazard]!; at < end; at++) {
    const link = hazardLink[at]!;
    const before = cut[link]!;
    if (depth <= before) continue;
    lost[linkMineral[link]!]! += linkShare[link]! * (depth - before);
    cut[link] = depth;
  }
}

/**
 * Moves demand, and sorts the minerals of a quarter (equation 5).
 *
 * Most minerals are calm in most quarters: orders follow demand, nothing is missing. The others
 * are listed for `strain`.
 *
 * @returns how many are listed
 */
function stir(kernel: Kernel, quarter: number): number {
  const { minerals, constants, draw: state, supplied } = kernel;
  const { noiseStart, noiseStep, demandNoise, priceNoise, level, rise, lost, stirred, strained } =
    state;
  const { demandPersistence, demandDeviation, priceDeviation } = constants.model.settings;
  const isBusy = constants.busy[quarter]! > 0;
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
    if (lost[m]! > 0 || stirred[m]! > 0 || isBusy) strained[count++] = m;
  }
  return count;
}

/**
 * Sets the supply of the listed minerals against their demand: spare capacity, industry's stock,
 * the reserve (equations 6 to 10). What stays unmet is shared out by price (11 to 14).
 *
 * The price follows the world's market, and who holds stock sees a shortage coming: it rises in
 * part while stock, or supply at home, still covers the gap (15).
 */
function strain(kernel: Kernel, quarter: number, count: number): void {
  const { minerals, constants, draw: state, gap, supplied } = kernel;
  const { spare, spareLimit, industryStock, reserve, strained, stirred, level, rise } = state;
  const { lost, exposure, importShare } = state;
  const { growth, added, releaseShare, schedule } = constants;
  const { demand: surge, domestic, homeRunning } = schedule;
  const { spareRamp, industryStockQuarters, restockShare, priceForesight } =
    constants.model.settings;
  for (let i = 0; i < count; i++) {
    const m = strained[i]!;
    const at = quarter * minerals + m;
    const usual = level[m]!;
    const demand = usual * growth[quarter]! * surge[at]!;
    const home = (1 - importShare[m]!) * domestic[at]!;
    const cut = lost[m]! * exposure[m]!;
    const arriving = cut < 1 ? (1 - home) * (1 - cut) : 0;
    const supply = usual * (home * homeRunning[at]! + arriving) + added[at]!;
    const missing = demand > supply ? demand - supply : 0;

    const limit = spareLimit[m]!;
    const wanted = missing < limit ? missing : limit;
    const ramped = spare[m]! + spareRamp * (wanted - spare[m]!);
    const nowSpare = ramped < LEAST_SPARE ? 0 : ramped;
    spare[m] = nowSpare;
    const extra = nowSpare < missing ? nowSpare : missing;
    const afterSpare = missing - extra;
    const held = industryStock[m]!;
    const drawn = held < afterSpare ? held : afterSpare;
    const room = industryStockQuarters - held;
    const restocked = missing > 0 ? 0 : room < LEAST_ROOM ? room : restockShare * room;
    const nowHeld = held - drawn + restocked;
    industryStock[m] = nowHeld;
    stirred[m] = nowSpare > 0 || nowHeld < industryStockQuarters ? 1 : 0;

    const open = afterSpare - drawn;
    const wish = open * releaseShare;
    const released = reserve[m]! < wish ? reserve[m]! : wish;
    reserve[m]! -= released;
    gap[at] = open;
    supplied[at] = supply + extra + drawn + released;
    const clearing = open > released ? ration(kernel, m, at, demand) : 0;
    rise[m] = clearing;
    if (missing === 0 && cut === 0) continue;
    const abroad = cut < 1 ? usual * (1 - cut) : 0; // what a country that imports all would get
    const flow = (abroad < supply ? abroad : supply) + extra + released;
    const foreseen = clearingRise(kernel, m, demand, flow);
    if (foreseen > clearing) rise[m] = clearing + priceForesight * (foreseen - clearing);
  }
}

/** Moves every price towards where its market clears (equation 15). */
function movePrices(kernel: Kernel, quarter: number): void {
  const { minerals, constants, draw: state, logPrice } = kernel;
  const { logPriceNow, peakLogPrice, priceNoise, rise } = state;
  const { priceAdjustment } = constants.model.settings;
  const { logDump } = constants.schedule;
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

/** Logarithm of the price ratio at which demand and supply meet, at most the cap (equation 11). */
function clearingRise({ constants, draw }: Kernel, m: number, demand: number, supply: number) {
  const { logPriceCap } = constants.schedule;
  if (demand <= supply * (1 + TOLERANCE)) return 0;
  if (supply <= 0) return logPriceCap;
  const rise = log(demand / supply) / (draw.demandElasticity[m]! + draw.supplyElasticity[m]!);
  return rise < logPriceCap ? rise : logPriceCap;
}

/** Shares out a shortage by price; leaves what is unmet, what reaches users, and the loss. */
function ration(kernel: Kernel, m: number, at: number, demand: number): number {
  const { constants, draw: state, unmet, supplied, lossMusd } = kernel;
  const { logPriceCap, spendMusdPerQuarter } = constants.schedule;
  const supply = supplied[at]!;
  const rise = clearingRise(kernel, m, demand, supply);
  if (rise === 0) return 0;
  const met =
    rise < logPriceCap
      ? demand * exp(-state.demandElasticity[m]! * rise)
      : supply * exp(state.supplyElasticity[m]! * rise); // buyers do without beyond the cap
  const short = demand - met;
  const bill = (exp(rise) - 1) * state.importShare[m]! * met * spendMusdPerQuarter[m]!;
  const loss = state.stake[m]! * short + bill;
  unmet[at] = short;
  supplied[at] = met;
  lossMusd[at] = loss;
  state.unmetSum[m]! += short;
  state.lossSumMusd[m]! += loss;
  if (short > state.worstUnmet[m]!) state.worstUnmet[m] = short;
  return rise;
}

const TOLERANCE = 1e-12; // rounding of a gap that was covered to the last gram
const LEAST_NOISE = -0.8; // keeps demand positive; noise of this size has no meaning
const LEAST_SPARE = 0.001; // of supply: what is left of spare capacity counts as gone
const LEAST_ROOM = 0.005; // quarters of demand: a stock so nearly full is filled
