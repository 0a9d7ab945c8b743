import {
  blocFresh,
  blocLoading,
  blocPersistence,
  blocs,
  blocVariable,
  countryHazard,
  countryHazards,
  durationScale,
  hazardBloc,
  hazardDepthLow,
  hazardDepthSpan,
  hazardOwn,
  hazardRecovery,
  hazards,
  hazardThreshold,
  hazardVariable,
  minerals,
  plantDepthLow,
  plantDepthSpan,
  plantHazard,
  plantKey,
  plantLogRun,
  plantLogStill,
  plantOnset,
  plants,
  plantVariable,
  projectFailure,
  projectLogStay,
  projectMineral,
  projects,
  projectStart,
  projectSupply,
  projectVariable,
  quarters,
  rampQuarters,
  shockRanges,
  shocks,
  shockVariable,
} from './constants';
import { cutLinks, mendLinks } from './cuts';
import { log } from './elementary';
import { f64At, i32At } from './memory';
import { normal, wordCut } from './normal';
import { finish, keysOf, scramble, uniform } from './random';
import {
  addedRows,
  bloc,
  busyMask,
  certainMask,
  certainRows,
  keyStart,
  keyStep,
  rowBytes,
  stoppedLook,
  stoppedPlant,
  stoppedVariable,
  words,
  worstBloc,
} from './state';

/*
 * What happens in one draw, as src/stress/events.ts has it. A cause is told whole, with all its
 * quarters, and causes come in the same order, so that every sum is made in the same order.
 */

/** Draws all events of a future into a lane. */
export function drawEvents(draw: i32, lane: usize): void {
  drawBlocs(draw);
  drawHazards(draw, lane);
  drawPlants(draw, lane);
  drawShocks(draw, lane);
  drawProjects(draw, lane);
  mendLinks();
}

function drawBlocs(draw: i32): void {
  keysOf(draw, blocVariable, blocs, keyStart, keyStep);
  for (let b = 0; b < blocs; b++) {
    const start = i32At(keyStart, b);
    const step = i32At(keyStep, b);
    const row = bloc + (<usize>(b * quarters) << 3);
    let factor = normal(scramble(start, step, 0));
    let worst: f64 = 0;
    for (let quarter = 0; quarter < quarters; quarter++) {
      factor = blocPersistence * factor + blocFresh * normal(scramble(start, step, quarter + 1));
      const loaded = blocLoading * factor;
      store<f64>(row + (<usize>quarter << 3), loaded);
      if (quarter == 0 || loaded < worst) worst = loaded;
    }
    store<f64>(worstBloc + (<usize>b << 3), worst);
  }
}

function drawHazards(draw: i32, lane: usize): void {
  keysOf(draw, hazardVariable, countryHazards, keyStart, keyStep);
  for (let h = 0; h < countryHazards; h++) {
    const start = i32At(keyStart, h);
    const step = i32At(keyStep, h);
    const worst = f64At(worstBloc, i32At(hazardBloc, h));
    const cut = wordCut((f64At(hazardThreshold, h) - worst) / hazardOwn);
    const candidates = hazardWords(start, step, cut);
    if (candidates != 0) strikeHazard(h, candidates, start, step, lane);
  }
}

/** Writes the words of a hazard by quarter; in which quarters it may begin, as a mask. */
// @ts-ignore: decorator
@inline
function hazardWords(start: i32, step: i32, cut: i32): u64 {
  const odd = step | 1;
  const cuts = i32x4.splat(cut);
  const stride = i32x4.splat(8 * odd);
  let places = i32x4(start, start + 2 * odd, start + 4 * odd, start + 6 * odd);
  let candidates: u64 = 0;
  for (let quarter = 0; quarter < quarters; quarter += 4) {
    const numbers = finish(places);
    v128.store(words + (<usize>quarter << 2), numbers);
    candidates |= (<u64>i32x4.bitmask(i32x4.le_s(numbers, cuts))) << quarter;
    places = i32x4.add(places, stride);
  }
  return candidates & (((<u64>1) << quarters) - 1);
}

/** Lets one hazard begin and end. */
function strikeHazard(h: i32, candidates: u64, start: i32, step: i32, lane: usize): void {
  const threshold = f64At(hazardThreshold, h);
  const row = bloc + (<usize>(i32At(hazardBloc, h) * quarters) << 3);
  const recovery = f64At(hazardRecovery, h);
  while (candidates != 0) {
    const quarter = <i32>ctz(candidates);
    candidates &= candidates - 1;
    const word = i32At(words, quarter);
    if (hazardOwn * normal(word) >= threshold - f64At(row, quarter)) continue;
    const second = scramble(start, step, 2 * quarter + 1);
    const depth = f64At(hazardDepthLow, h) + f64At(hazardDepthSpan, h) * uniform(second);
    if (!(depth > 0)) continue;
    let end = quarter + 1;
    while (end < quarters && !(uniform(i32At(words, end)) < recovery)) end += 1;
    cutLinks(i32At(countryHazard, h), depth, quarter, end, lane);
    if (end + 1 >= quarters) return;
    candidates &= ~(((<u64>1) << (end + 1)) - 1); // the quarter of recovery begins nothing
  }
}

function drawPlants(draw: i32, lane: usize): void {
  const count = lookAtPlants(draw);
  keysOf(draw, stoppedVariable, count, keyStart, keyStep);
  for (let i = 0; i < count; i++) {
    const p = i32At(stoppedPlant, i);
    const start = i32At(keyStart, i);
    const step = i32At(keyStep, i);
    const logRun = f64At(plantLogRun, p);
    const first = floor(log(1 - uniform(i32At(stoppedLook, i))) / logRun);
    let quarter = min(first, <f64>quarters);
    for (let outage = 0; quarter < <f64>quarters; outage++) {
      const depthWord = scramble(start, step, 3 * outage);
      const depth = f64At(plantDepthLow, p) + f64At(plantDepthSpan, p) * uniform(depthWord);
      const still = 1 + waiting(scramble(start, step, 3 * outage + 1), f64At(plantLogStill, p));
      const end = min(<f64>quarters, quarter + still);
      cutLinks(i32At(plantHazard, p), depth, <i32>quarter, <i32>end, lane);
      quarter = end + waiting(scramble(start, step, 3 * outage + 2), logRun);
    }
  }
}

/** Lists the plants that stand still at some time; how many they are. */
function lookAtPlants(draw: i32): i32 {
  store<i32>(stoppedVariable, plantKey);
  keysOf(draw, stoppedVariable, 1, keyStart, keyStep);
  const start = i32x4.splat(i32At(keyStart, 0));
  const odd = i32x4.splat(i32At(keyStep, 0) | 1);
  let count = 0;
  for (let p = 0; p < plants; p += 4) {
    const counters = v128.load(plantVariable + (<usize>p << 2));
    const looks = finish(i32x4.add(start, i32x4.mul(odd, counters)));
    const low = f64x2.lt(uniformsOf(looks), v128.load(plantOnset + (<usize>p << 3)));
    const upper = i8x16.shuffle(looks, looks, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
    const high = f64x2.lt(uniformsOf(upper), v128.load(plantOnset + (<usize>p << 3), 16));
    let stopped = i64x2.bitmask(low) | (i64x2.bitmask(high) << 2);
    while (stopped != 0) {
      const i = ctz(stopped);
      stopped &= stopped - 1;
      const plant = p + i;
      if (plant >= plants) break;
      store<i32>(stoppedPlant + (<usize>count << 2), plant);
      store<i32>(stoppedVariable + (<usize>count << 2), i32At(plantVariable, plant));
      const counter = i32At(plantVariable, plant);
      const look = scramble(i32At(keyStart, 0), i32At(keyStep, 0), counter);
      store<i32>(stoppedLook + (<usize>count << 2), look);
      count += 1;
    }
  }
  return count;
}

// @ts-ignore: decorator
@inline
function uniformsOf(wordsInLowerHalf: v128): v128 {
  const shifted = f64x2.add(f64x2.convert_low_i32x4_u(wordsInLowerHalf), f64x2.splat(0.5));
  return f64x2.mul(shifted, f64x2.splat(2.3283064365386963e-10));
}

/** Quarters until something happens that has the same chance in each. */
// @ts-ignore: decorator
@inline
function waiting(word: i32, logStay: f64): f64 {
  return floor(log(uniform(word)) / logStay);
}

function drawShocks(draw: i32, lane: usize): void {
  if (shocks == 0) return;
  keysOf(draw, shockVariable, shocks, keyStart, keyStep);
  for (let s = 0; s < shocks; s++) {
    const first = i32At(keyStart, s);
    const second = i32At(keyStep, s);
    const start = floor(shockNumber(s, 0, first, second) + 0.5);
    const length = floor(shockNumber(s, 1, first, second) + 0.5);
    const depth = shockNumber(s, 2, first, second);
    const end = min(<f64>quarters, start + ceil(length * durationScale - 1e-9));
    if (depth <= 0 || start >= end) continue;
    cutLinks(hazards + s, depth, <i32>start, <i32>end, lane);
  }
}

/** Start, length or depth of a random shock. */
function shockNumber(shock: i32, which: i32, first: i32, second: i32): f64 {
  const at = 9 * shock + 3 * which;
  const low = f64At(shockRanges, at);
  const mid = f64At(shockRanges, at + 1);
  const u = uniform(scramble(first, second, which));
  return u < 0.5 ? low + (mid - low) * 2 * u : mid + (f64At(shockRanges, at + 2) - mid) * (2 * u - 1);
}

function drawProjects(draw: i32, lane: usize): void {
  if (projects == 0) return;
  if (lane == 0) clearProjects();
  keysOf(draw, projectVariable, projects, keyStart, keyStep);
  for (let p = 0; p < projects; p++) {
    if (uniform(i32At(keyStart, p)) < f64At(projectFailure, p)) continue;
    const delay = floor(log(uniform(i32At(keyStep, p))) / f64At(projectLogStay, p));
    const first = f64At(projectStart, p) + delay;
    if (!(first < <f64>quarters)) continue;
    const m = i32At(projectMineral, p);
    const mask = busyMask + (<usize>m << 3);
    const supply = f64At(projectSupply, p);
    const row = addedRows + <usize>m * rowBytes + (lane << 3);
    const from = <i32>first;
    const all = ((<u64>1) << quarters) - 1;
    store<u64>(mask, load<u64>(mask) | (all & ~(((<u64>1) << from) - 1)));
    for (let quarter = from; quarter < quarters; quarter++) {
      const ramped = min(1, <f64>(quarter - from + 1) / rampQuarters);
      const at = row + (<usize>quarter << 4);
      store<f64>(at, load<f64>(at) + ramped * supply);
    }
  }
}

/** Leaves only the new supply that is certain. */
function clearProjects(): void {
  memory.copy(addedRows, certainRows, <usize>minerals * rowBytes);
  memory.copy(busyMask, certainMask, <usize>minerals << 3);
}
