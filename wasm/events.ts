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
  plantKey,
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
  shockRanges,
  shocks,
  shockVariable,
} from './constants';
import { cutLinks, mendLinks } from './cuts';
import { log, logPair } from './elementary';
import { both, f64At, i32At } from './memory';
import { normal, sureCut, wordCut } from './normal';
import { finish, keysOf, scramble, uniform, uniformPair } from './random';
import {
  ADDED,
  bloc,
  CELL_BITS,
  cellRowBytes,
  cells,
  DEPTH_LOW,
  DEPTH_SPAN,
  depthWord,
  FAR,
  HAZARD,
  keyStart,
  keyStep,
  LOG_RUN,
  LOG_STILL,
  masks,
  PLANT_BITS,
  plantLines,
  plantLookCut,
  ramp,
  runWord,
  STAY,
  stillWord,
  stoppedFirst,
  stoppedLook,
  stoppedPlant,
  stoppedVariable,
  words,
  worstBloc,
} from './state';
import { ONE, number } from './tables';

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
    const room = threshold - f64At(row, quarter);
    const sure = sureCut(room / hazardOwn);
    if (!(word < sure) && !(hazardOwn * normal(word) < room)) continue;
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
  prepareStops(count);
  for (let i = 0; i < count; i++) {
    const plant = plantLines + (<usize>i32At(stoppedPlant, i) << PLANT_BITS);
    let quarter = i32At(stoppedFirst, i);
    if (quarter >= quarters) continue;
    let depth = uniform(i32At(depthWord, i));
    let length = still(plant, i32At(stillWord, i));
    let run = uniform(i32At(runWord, i));
    for (let outage = 1; ; outage++) {
      const end = quarter + 1 + length;
      const share = load<f64>(plant, DEPTH_LOW) + load<f64>(plant, DEPTH_SPAN) * depth;
      cutLinks(load<i32>(plant, HAZARD), share, quarter, min(end, quarters), lane);
      if (run < load<f64>(plant, FAR)) break;
      quarter = end + <i32>min(<f64>quarters, floor(log(run) / load<f64>(plant, LOG_RUN)));
      if (quarter >= quarters) break;
      const start = i32At(keyStart, i);
      const step = i32At(keyStep, i);
      depth = uniform(scramble(start, step, 3 * outage));
      length = still(plant, scramble(start, step, 3 * outage + 1));
      run = uniform(scramble(start, step, 3 * outage + 2));
    }
  }
}

/** When plants stop first, and the words of the first stop. */
function prepareStops(count: i32): void {
  const bytes = <usize>count << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    const start = v128.load(keyStart + at);
    const odd = v128.or(v128.load(keyStep + at), i32x4.splat(1));
    v128.store(depthWord + at, finish(start));
    v128.store(stillWord + at, finish(i32x4.add(start, odd)));
    v128.store(runWord + at, finish(i32x4.add(start, i32x4.add(odd, odd))));
  }
  for (let at: usize = 0; at < bytes; at += 8) {
    const plant0 = plantLines + (<usize>load<i32>(stoppedPlant + at) << PLANT_BITS);
    const plant1 = plantLines + (<usize>load<i32>(stoppedPlant + at, 4) << PLANT_BITS);
    const rest = f64x2.sub(number(ONE), uniformPair(v128.load64_zero(stoppedLook + at)));
    const logRun = v128.load_lane<f64>(plant1, v128.load64_zero(plant0, LOG_RUN), 1, LOG_RUN);
    const first = f64x2.floor(f64x2.div(logPair(rest), logRun));
    const bounded = f64x2.pmin(both(<f64>quarters), first);
    v128.store64_lane(stoppedFirst + at, i32x4.trunc_sat_f64x2_s_zero(bounded), 0);
  }
}

/** Quarters for which a plant stands still beyond the first, as far as the horizon. */
// @ts-ignore: decorator
@inline
function still(plant: usize, word: i32): i32 {
  const u = uniform(word);
  const stay = load<f64>(plant, STAY);
  let power = stay;
  let count = 0;
  while (u < power * (1 - 1e-9) && count < quarters) {
    count += 1;
    power *= stay;
  }
  if (u > power * (1 + 1e-9) || count == quarters) return count;
  return <i32>min(<f64>quarters, floor(log(u) / load<f64>(plant, LOG_STILL))); // too close to call
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
    const bounds = v128.load(plantLookCut + (<usize>p << 2));
    let stopped = i32x4.bitmask(i32x4.le_u(looks, bounds));
    if (stopped == 0) continue;
    v128.store(words, looks);
    while (stopped != 0) {
      const i = ctz(stopped);
      stopped &= stopped - 1;
      const look = i32At(words, i);
      if (p + i >= plants || uniform(look) >= f64At(plantOnset, p + i)) continue;
      store<i32>(stoppedPlant + (<usize>count << 2), p + i);
      store<i32>(stoppedVariable + (<usize>count << 2), i32At(plantVariable, p + i));
      store<i32>(stoppedLook + (<usize>count << 2), look);
      count += 1;
    }
  }
  return count;
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
  keysOf(draw, projectVariable, projects, keyStart, keyStep);
  for (let p = 0; p < projects; p += 2) {
    const at = <usize>p << 2;
    const failing = uniformPair(v128.load64_zero(keyStart + at));
    const comes = i64x2.bitmask(f64x2.ge(failing, v128.load(projectFailure + (<usize>p << 3))));
    if (comes == 0) continue;
    const u = uniformPair(v128.load64_zero(keyStep + at));
    const logStay = v128.load(projectLogStay + (<usize>p << 3));
    const delay = f64x2.floor(f64x2.div(logPair(u), logStay));
    const first = f64x2.add(v128.load(projectStart + (<usize>p << 3)), delay);
    if (comes & 1) bringProject(p, f64x2.extract_lane(first, 0), lane);
    if (comes & 2 && p + 1 < projects) bringProject(p + 1, f64x2.extract_lane(first, 1), lane);
  }
}

/** Adds what a project brings from its first quarter on. */
// @ts-ignore: decorator
@inline
function bringProject(p: i32, first: f64, lane: usize): void {
  if (!(first < <f64>quarters)) return;
  const m = <usize>i32At(projectMineral, p);
  const from = <i32>first;
  const mask = masks + (m << 4);
  const all = ((<u64>1) << quarters) - 1;
  store<u64>(mask, load<u64>(mask) | (all & ~(((<u64>1) << from) - 1)));
  const supply = f64At(projectSupply, p);
  let share = ramp;
  let cell = cells + m * cellRowBytes + (<usize>from << CELL_BITS) + (lane << 3);
  const end = ramp + (<usize>(quarters - from) << 3);
  for (; share < end; share += 8, cell += 1 << CELL_BITS) {
    store<f64>(cell, load<f64>(cell, ADDED) + load<f64>(share) * supply, ADDED);
  }
}
