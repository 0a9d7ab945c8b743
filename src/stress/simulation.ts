import { exp, log } from '../base/elementary.ts';
import { normal } from '../base/normal.ts';
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
  beginMinerals(kernel, draw);
  beginBlocs(kernel, draw);
  beginHazards(kernel, draw);
  for (let quarter = 0; quarter < kernel.quarters; quarter++) {
    strike(kernel, quarter);
    cover(kernel, quarter);
    settle(kernel, quarter);
  }
}

/** Draws each mineral's elasticities, shares and stake, and the noise of all its quarters. */
function beginMinerals(kernel: Kernel, draw: number): void {
  const { quarters, seed, constants, draw: state } = kernel;
  const { settings, minerals } = constants.model;
  const { key, normals } = state;
  const stride = 2 * minerals.length;
  for (let m = 0; m < minerals.length; m++) {
    const mineral = minerals[m]!;
    threefry(key, seed, draw, constants.mineralVariable[m]!, 0);
    const start = key[0]!;
    const step = key[1]!;
    state.demandElasticity[m] = lasting(mineral.demandElasticity, start, step, 0);
    state.supplyElasticity[m] = lasting(mineral.supplyElasticity, start, step, 1);
    state.importShare[m] = lasting(mineral.importShare, start, step, 2);
    state.spareLimit[m] = lasting(mineral.spareShare, start, step, 3);
    state.stake[m] = lasting(mineral.stakeMusdPerYear, start, step, 4) / 4;
    const error = normal(scramble(start, step, LASTING + 5));
    state.exposure[m] = exp(settings.exposureDeviation * error);
    state.spare[m] = 0;
    state.industryStock[m] = settings.industryStockQuarters;
    state.reserve[m] = constants.openingStock[m]!;
    state.demandNoise[m] = 0;
    state.logPriceNow[m] = 0;
    let at = 2 * m;
    for (let quarter = 0; quarter < quarters; quarter++) {
      normals[at] = normal(scramble(start, step, 2 * quarter));
      normals[at + 1] = normal(scramble(start, step, 2 * quarter + 1));
      at += stride;
    }
  }
}

/** A draw from a range that holds for the whole horizon. */
function lasting(range: Range, start: number, step: number, which: number): number {
  return drawFrom(range, uniform(scramble(start, step, LASTING + which)));
}

/** Draws the factors of the blocs (equation 1). */
function beginBlocs(kernel: Kernel, draw: number): void {
  const { quarters, seed, constants, draw: state } = kernel;
  const { key, bloc } = state;
  const { blocs, blocPersistence } = constants.model.settings;
  const fresh = Math.sqrt(1 - blocPersistence * blocPersistence);
  for (let b = 0; b < blocs; b++) {
    threefry(key, seed, draw, BLOC[b]!, 0);
    const start = key[0]!;
    const step = key[1]!;
    let factor = normal(scramble(start, step, 0));
    for (let quarter = 0; quarter < quarters; quarter++) {
      factor = blocPersistence * factor + fresh * normal(scramble(start, step, quarter + 1));
      bloc[b * quarters + quarter] = constants.blocLoading * factor;
    }
  }
}

/** Lets each hazard begin and end (equations 2 and 3), and lists the active ones by quarter. */
function beginHazards(kernel: Kernel, draw: number): void {
  const { quarters, seed, constants, draw: state } = kernel;
  const { key, bloc, struck, struckHazard, struckDepth } = state;
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
    let depth = 0;
    for (let quarter = 0; quarter < quarters; quarter++) {
      const word = scramble(start, step, 2 * quarter);
      if (depth > 0) {
        if (uniform(word) < hazardRecovery[h]!) depth = 0;
      } else {
        const left = threshold - bloc[row + quarter]!;
        if (left < 0 && word >= 0) continue; // the normal of this word is not negative
        if (ownLoading * normal(word) >= left) continue;
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

/** Sets supply against demand: spare capacity, industry's stocks, the reserve (5 to 10). */
function cover(kernel: Kernel, quarter: number): void {
  const { minerals, constants, draw: state, gap, unmet, supplied } = kernel;
  const { importShare, lost, exposure, spare, spareLimit, industryStock, reserve } = state;
  const { demandNoise, normals } = state;
  const { added, growth, releaseShare, schedule } = constants;
  const { domestic, homeRunning, demand: surge } = schedule;
  const { spareRamp, industryStockQuarters, demandPersistence, demandDeviation } =
    constants.model.settings;
  const row = quarter * minerals;
  for (let m = 0; m < minerals; m++) {
    const at = row + m;
    const noise = demandPersistence * demandNoise[m]! + demandDeviation * normals[2 * at]!;
    demandNoise[m] = noise;
    const demand = (1 + Math.max(noise, LEAST_NOISE)) * growth[quarter]! * surge[at]!;
    const home = (1 - importShare[m]!) * domestic[at]!;
    const arriving = (1 - home) * Math.max(0, 1 - lost[m]! * exposure[m]!);
    const supply = home * homeRunning[at]! + arriving + added[at]!;

    const missing = Math.max(0, demand - supply);
    const surplus = Math.max(0, supply - demand);
    const wanted = Math.min(missing, spareLimit[m]!);
    const nowSpare = spare[m]! + spareRamp * (wanted - spare[m]!);
    spare[m] = nowSpare;
    const extra = Math.min(nowSpare, missing);
    const drawn = Math.min(industryStock[m]!, missing - extra);
    const refilled = Math.min(industryStockQuarters - industryStock[m]!, surplus);
    industryStock[m]! += refilled - drawn;
    const open = missing - extra - drawn;
    const released = Math.min(reserve[m]!, open * releaseShare);
    reserve[m]! -= released;

    gap[at] = open;
    supplied[at] = supply + extra + drawn + released;
    unmet[at] = demand; // settle() takes from it what is met
  }
}

/** Finds the price that clears what is left, the demand that stays unmet, and the loss (11-15). */
function settle(kernel: Kernel, quarter: number): void {
  const { minerals, constants, draw: state, unmet, supplied, logPrice, lossMusd } = kernel;
  const { normals, logPriceNow, importShare, demandElasticity, supplyElasticity, stake } = state;
  const { schedule } = constants;
  const { logDump, logPriceCap, spendMusdPerQuarter } = schedule;
  const { priceAdjustment, priceDeviation } = constants.model.settings;
  const row = quarter * minerals;
  for (let m = 0; m < minerals; m++) {
    const at = row + m;
    const wish = unmet[at]!;
    const supply = supplied[at]!;
    let rise = 0;
    unmet[at] = 0;
    lossMusd[at] = 0;
    if (wish > supply * (1 + TOLERANCE)) {
      const elasticity = demandElasticity[m]! + supplyElasticity[m]!;
      rise = supply > 0 ? log(wish / supply) / elasticity : logPriceCap;
      if (rise > logPriceCap) rise = logPriceCap; // buyers do without: supply is what there is
      const met =
        rise < logPriceCap
          ? wish * exp(-demandElasticity[m]! * rise)
          : supply * exp(supplyElasticity[m]! * rise);
      const bill = (exp(rise) - 1) * importShare[m]! * met * spendMusdPerQuarter[m]!;
      unmet[at] = wish - met;
      lossMusd[at] = stake[m]! * (wish - met) + bill;
      supplied[at] = met;
    }
    const before = logPriceNow[m]!;
    const price =
      before +
      priceAdjustment * (rise + logDump[at]! - before) +
      priceDeviation * normals[2 * at + 1]!;
    logPriceNow[m] = price;
    logPrice[at] = price;
  }
}

const TOLERANCE = 1e-12; // rounding of a gap that was covered to the last gram
const LEAST_NOISE = -0.8; // keeps demand positive; noise of this size has no meaning
