import { log } from '../base/elementary.ts';
import { normal, wordCut } from '../base/normal.ts';
import { scramble, threefry, uniform, variable } from '../base/random.ts';
import { drawFrom } from '../dependency/assumptions.ts';
import type { Kernel } from './kernel.ts';
import { scaledQuarters } from './schedule.ts';

/*
 * What happens in one random future: moods of blocs, hazards that begin and end, shocks that each
 * draw times anew, projects that come late or never; and what all of it cuts in a quarter.
 * docs/models/stress.md has the equations; their numbers stand at the lines below.
 */

/** Draws all events of a future and lists the active causes of each quarter. */
export function beginEvents(kernel: Kernel, draw: number): void {
  kernel.draw.struck.fill(0);
  beginBlocs(kernel, draw);
  beginHazards(kernel, draw);
  beginPlants(kernel, draw);
  beginShocks(kernel, draw);
  beginProjects(kernel, draw);
}

/** Draws the factors of the blocs (equation 1). */
function beginBlocs(kernel: Kernel, draw: number): void {
  const { quarters, seed, constants, draw: state } = kernel;
  const { key, bloc, worstBloc } = state;
  const { blocs, blocVariable, blocPersistence, blocFresh, blocLoading } = constants;
  for (let b = 0; b < blocs; b++) {
    threefry(key, seed, draw, blocVariable[b]!, 0);
    const start = key[0]!;
    const step = key[1]!;
    let factor = normal(scramble(start, step, 0));
    for (let quarter = 0; quarter < quarters; quarter++) {
      factor = blocPersistence * factor + blocFresh * normal(scramble(start, step, quarter + 1));
      const loaded = blocLoading * factor;
      bloc[b * quarters + quarter] = loaded;
      if (quarter === 0 || loaded < worstBloc[b]!) worstBloc[b] = loaded;
    }
  }
}

/** Lets each hazard of a country begin and end (equations 2 and 3). */
function beginHazards(kernel: Kernel, draw: number): void {
  const { quarters, seed, constants, draw: state } = kernel;
  const { key, bloc, worstBloc } = state;
  const { countryHazard, hazardThreshold, hazardOwn, hazardBloc, hazardRecovery } = constants;
  for (let h = 0; h < countryHazard.length; h++) {
    threefry(key, seed, draw, constants.hazardVariable[h]!, 0);
    const start = key[0]!;
    const step = key[1]!;
    const threshold = hazardThreshold[h]!;
    const row = hazardBloc[h]! * quarters;
    const cut = wordCut((threshold - worstBloc[hazardBloc[h]!]!) / hazardOwn);
    let depth = 0;
    for (let quarter = 0; quarter < quarters; quarter++) {
      const word = scramble(start, step, 2 * quarter);
      if (depth > 0) {
        if (uniform(word) < hazardRecovery[h]!) depth = 0;
      } else {
        if (word > cut) continue; // spares the look-up
        if (hazardOwn * normal(word) >= threshold - bloc[row + quarter]!) continue;
        const second = scramble(start, step, 2 * quarter + 1);
        depth = constants.hazardDepthLow[h]! + constants.hazardDepthSpan[h]! * uniform(second);
      }
      if (depth > 0) list(kernel, quarter, countryHazard[h]!, depth);
    }
  }
}

/**
 * Lets plants stand still and run again. One look says of most plants that they run through the
 * horizon; of the others, waiting times and lengths are geometric.
 */
function beginPlants(kernel: Kernel, draw: number): void {
  const { quarters, seed, constants, draw: state } = kernel;
  const { key } = state;
  const { plantHazard, plantVariable, plantOnset, plantLogRun, plantLogStill } = constants;
  threefry(key, seed, draw, PLANTS, 0);
  const firstLook = key[0]!;
  const lookStep = key[1]!;
  for (let p = 0; p < plantHazard.length; p++) {
    const look = uniform(scramble(firstLook, lookStep, plantVariable[p]!));
    if (look >= plantOnset[p]!) continue;
    threefry(key, seed, draw, plantVariable[p]!, 0);
    const start = key[0]!;
    const step = key[1]!;
    let quarter = Math.floor(log(1 - look) / plantLogRun[p]!);
    for (let outage = 0; quarter < quarters; outage++) {
      const depthWord = scramble(start, step, 3 * outage);
      const depth = constants.plantDepthLow[p]! + constants.plantDepthSpan[p]! * uniform(depthWord);
      const still = 1 + waiting(scramble(start, step, 3 * outage + 1), plantLogStill[p]!);
      const end = Math.min(quarters, quarter + still);
      for (; quarter < end; quarter++) list(kernel, quarter, plantHazard[p]!, depth);
      quarter += waiting(scramble(start, step, 3 * outage + 2), plantLogRun[p]!);
    }
  }
}

export const PLANTS = variable('plants');

/** Quarters until something happens that has the same chance in each. */
const waiting = (word: number, logStay: number): number => Math.floor(log(uniform(word)) / logStay);

function list({ constants, draw }: Kernel, quarter: number, cause: number, depth: number): void {
  const at = quarter * constants.causes + draw.struck[quarter]!;
  draw.struckCause[at] = cause;
  draw.struckDepth[at] = depth;
  draw.struck[quarter]! += 1;
}

/** Times and sizes the shocks that differ from draw to draw. */
function beginShocks(kernel: Kernel, draw: number): void {
  const { quarters, seed, constants, draw: state } = kernel;
  const { shocks, shockVariable, durationScale, hazards } = constants;
  for (let s = 0; s < shocks; s++) {
    threefry(state.key, seed, draw, shockVariable[s]!, 0);
    const first = state.key[0]!;
    const second = state.key[1]!;
    const start = Math.floor(shockNumber(kernel, s, 0, first, second) + 0.5);
    const length = Math.floor(shockNumber(kernel, s, 1, first, second) + 0.5);
    const depth = shockNumber(kernel, s, 2, first, second);
    const end = Math.min(quarters, start + scaledQuarters(length, durationScale));
    if (depth <= 0) continue;
    for (let quarter = start; quarter < end; quarter++) list(kernel, quarter, hazards + s, depth);
  }
}

/** Start, length or depth of a random shock in this draw. */
function shockNumber(
  { constants }: Kernel,
  shock: number,
  which: number,
  first: number,
  second: number,
): number {
  const at = 9 * shock + 3 * which;
  const range = {
    low: constants.shockRanges[at]!,
    mid: constants.shockRanges[at + 1]!,
    high: constants.shockRanges[at + 2]!,
  };
  return drawFrom(range, uniform(scramble(first, second, which)));
}

/** New supply of this draw: what is certain, and projects that come late or never. */
function beginProjects(kernel: Kernel, draw: number): void {
  const { quarters, minerals, seed, constants, draw: state } = kernel;
  const { projectVariable, projectStart, projectSupply, projectMineral, rampQuarters } = constants;
  if (projectVariable.length === 0) return; // what is certain stands there from the beginning
  state.added.set(constants.added);
  const { key } = state;
  for (let p = 0; p < projectVariable.length; p++) {
    threefry(key, seed, draw, projectVariable[p]!, 0);
    if (uniform(key[0]!) < constants.projectFailure[p]!) continue;
    const delay = Math.floor(log(uniform(key[1]!)) / constants.projectLogStay[p]!);
    const first = projectStart[p]! + delay;
    for (let quarter = first; quarter < quarters; quarter++) {
      const ramped = Math.min(1, (quarter - first + 1) / rampQuarters);
      state.added[quarter * minerals + projectMineral[p]!]! += ramped * projectSupply[p]!;
    }
  }
}

/**
 * Adds up what is lost and held back in a quarter, by named shocks, hazards and plants (equation 4).
 */
export function strike(kernel: Kernel, quarter: number): void {
  const { constants, draw: state } = kernel;
  const { struck, struckCause, struckDepth } = state;
  recover(kernel);
  if (constants.active[quarter]! > 0) plannedCuts(kernel, quarter);
  const from = quarter * constants.causes;
  const end = from + struck[quarter]!;
  for (let at = from; at < end; at++) cutLinks(kernel, struckCause[at]!, struckDepth[at]!);
}

/** Undoes the cuts of the quarter before. */
function recover({ constants, draw }: Kernel): void {
  const { touched, destroyed, barred, lost, heldBack } = draw;
  const last = touched.length - 1;
  const count = touched[last]!;
  if (count === 0) return;
  for (let i = 0; i < count; i++) {
    const link = touched[i]!;
    const flow = constants.linkFlow[link]!;
    destroyed[link] = 0;
    barred[link] = 0;
    lost[flow] = 0;
    if (flow < constants.minerals) heldBack[flow] = 0;
  }
  touched[last] = 0;
}

/** Cuts what the named shocks of the scenario cut. */
function plannedCuts(kernel: Kernel, quarter: number): void {
  const { constants } = kernel;
  const links = constants.linkShare.length;
  const row = quarter * links;
  for (let link = 0; link < links; link++) {
    const destroyed = constants.destroyed[row + link]!;
    const barred = constants.barred[row + link]!;
    if (destroyed > 0) cutLink(kernel, link, destroyed, 0);
    if (barred > 0) cutLink(kernel, link, barred, 1);
  }
}

/** Cuts the links that a cause reaches. */
function cutLinks(kernel: Kernel, cause: number, depth: number): void {
  const { reachStart, reachLink, reachFactor, reachBarred } = kernel.constants;
  const end = reachStart[cause + 1]!;
  for (let at = reachStart[cause]!; at < end; at++) {
    cutLink(kernel, reachLink[at]!, depth * reachFactor[at]!, reachBarred[at]!);
  }
}

/** Cuts one link; of two cuts of a kind the deeper counts, and what is destroyed is not barred. */
function cutLink({ constants, draw }: Kernel, link: number, depth: number, isBarred: number): void {
  const { destroyed, barred, touched, lost, heldBack } = draw;
  const goneBefore = destroyed[link]!;
  const barBefore = barred[link]!;
  if (depth <= (isBarred > 0 ? barBefore : goneBefore)) return;
  if (goneBefore === 0 && barBefore === 0) {
    const last = touched.length - 1;
    touched[touched[last]!] = link;
    touched[last]! += 1;
  }
  const share = constants.linkShare[link]!;
  const flow = constants.linkFlow[link]!;
  const heldBefore = barBefore > goneBefore ? barBefore - goneBefore : 0;
  const gone = isBarred > 0 ? goneBefore : depth;
  const bar = isBarred > 0 ? depth : barBefore;
  const held = bar > gone ? bar - gone : 0;
  destroyed[link] = gone;
  barred[link] = bar;
  lost[flow]! += share * (gone - goneBefore);
  if (flow < constants.minerals) heldBack[flow]! += share * (held - heldBefore);
}
