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
  plantKey,
  plantLogRun,
  plantLogStill,
  plants,
  plantVariable,
  projectMineral,
  projects,
  projectSupply,
  projectVariable,
  quarters,
  shockRanges,
  shocks,
  shockVariable,
} from './constants';
import { cutLinks, mendLinks } from './cuts';
import { log } from './elementary';
import { both, f64At, i32At, pairAt } from './memory';
import { normal, normalPair, sureCut, wordCut } from './normal';
import { finish, keysOf, scramble, signedWords, uniform } from './random';
import {
  addedRows,
  bloc,
  candidates,
  certainRows,
  DEPTH_LOW,
  DEPTH_SPAN,
  depthWord,
  FAR,
  HAZARD,
  hazardWordBytes,
  hazardWords,
  keyStart,
  keyStep,
  looks,
  masks,
  PLANT_BITS,
  plantLines,
  perHazardOwn,
  plantLookCut,
  plantRuns,
  projectDelays,
  projectFails,
  projectFirst,
  projectFirsts,
  projectRowBytes,
  ramp,
  rowBytes,
  runWord,
  STILL,
  stillWord,
  stoppedFirst,
  stoppedPlant,
  stoppedVariable,
  worstBloc,
} from './state';
import { fourWords, ONES } from './tables';

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

/** Two blocs at a time, one in each lane. */
function drawBlocs(draw: i32): void {
  keysOf(draw, blocVariable, blocs, keyStart, keyStep);
  const bytes = <usize>quarters << 3;
  for (let b = 0; b < blocs; b += 2) {
    const at = <usize>b << 2;
    const row = bloc + <usize>b * bytes;
    let places = v128.load64_zero(keyStart + at);
    const odd = v128.or(v128.load64_zero(keyStep + at), fourWords(ONES));
    let factor = normalPair(finish(places));
    let worst = both(Infinity);
    for (let quarter: usize = 0; quarter < bytes; quarter += 8) {
      places = i32x4.add(places, odd);
      const fresh = f64x2.mul(both(blocFresh), normalPair(finish(places)));
      factor = f64x2.add(f64x2.mul(both(blocPersistence), factor), fresh);
      const loaded = f64x2.mul(both(blocLoading), factor);
      v128.store64_lane(row + quarter, loaded, 0);
      v128.store64_lane(row + bytes + quarter, loaded, 1);
      worst = f64x2.pmin(worst, loaded);
    }
    v128.store(worstBloc + (<usize>b << 3), worst);
  }
}

/**
 * Lets hazards begin and end: first the words of all, then those of them that may matter. A branch
 * on a word that has just been made would wait for it, and be wrong half of the time.
 */
function drawHazards(draw: i32, lane: usize): void {
  keysOf(draw, hazardVariable, countryHazards, keyStart, keyStep);
  for (let h = 0; h < countryHazards; h++) {
    const worst = f64At(worstBloc, i32At(hazardBloc, h));
    const cut = wordCut((f64At(hazardThreshold, h) - worst) * perHazardOwn);
    store<u64>(candidates + (<usize>h << 3), writeWords(h, cut));
  }
  for (let h = 0; h < countryHazards; h++) {
    const quartersToTry = load<u64>(candidates + (<usize>h << 3));
    if (quartersToTry != 0) strikeHazard(h, quartersToTry, lane);
  }
}

// In memory, or the compiler works them out anew in each step.
let hazardCut: v128 = i32x4.splat(0);
let hazardStride: v128 = i32x4.splat(0);

/** Writes the words of a hazard by quarter; in which quarters it may begin, as a mask. */
// @ts-ignore: decorator
@inline
function writeWords(h: i32, cut: i32): u64 {
  const start = i32At(keyStart, h);
  const odd = i32At(keyStep, h) | 1;
  hazardCut = i32x4.splat(cut);
  hazardStride = i32x4.splat(8 * odd);
  let places = i32x4(start, start + 2 * odd, start + 4 * odd, start + 6 * odd);
  let mask: u64 = 0;
  let row = hazardWords + <usize>h * hazardWordBytes;
  for (let quarter = 0; quarter < quarters; quarter += 4, row += 16) {
    const words = finish(places);
    v128.store(row, words);
    mask |= (<u64>i32x4.bitmask(i32x4.le_s(words, hazardCut))) << quarter;
    places = i32x4.add(places, hazardStride);
  }
  return mask & (((<u64>1) << quarters) - 1);
}

/** Lets one hazard begin and end. */
function strikeHazard(h: i32, quartersToTry: u64, lane: usize): void {
  const threshold = f64At(hazardThreshold, h);
  const row = bloc + (<usize>(i32At(hazardBloc, h) * quarters) << 3);
  const words = hazardWords + <usize>h * hazardWordBytes;
  const recovery = f64At(hazardRecovery, h);
  let left = quartersToTry;
  while (left != 0) {
    const quarter = <i32>ctz(left);
    left &= left - 1;
    const word = i32At(words, quarter);
    const room = threshold - f64At(row, quarter);
    if (word > wordCut(room * perHazardOwn)) continue;
    const isSure = word < sureCut(room * perHazardOwn);
    if (!isSure && !(hazardOwn * normal(word) < room)) continue;
    const second = scramble(i32At(keyStart, h), i32At(keyStep, h), 2 * quarter + 1);
    const depth = f64At(hazardDepthLow, h) + f64At(hazardDepthSpan, h) * uniform(second);
    if (!(depth > 0)) continue;
    let end = quarter + 1;
    while (end < quarters && !(uniform(i32At(words, end)) < recovery)) end += 1;
    cutLinks(i32At(countryHazard, h), depth, quarter, end, lane);
    if (end + 1 >= quarters) return;
    left &= ~(((<u64>1) << (end + 1)) - 1); // the quarter of recovery begins nothing
  }
}

function drawPlants(draw: i32, lane: usize): void {
  const count = lookAtPlants(draw);
  keysOf(draw, stoppedVariable, count, keyStart, keyStep);
  prepareStops(count);
  for (let i = 0; i < count; i++) {
    let quarter = i32At(stoppedFirst, i);
    const p = i32At(stoppedPlant, i);
    const plant = plantLines + (<usize>p << PLANT_BITS);
    let depth = i32At(depthWord, i);
    let still = i32At(stillWord, i);
    let run = i32At(runWord, i);
    for (let outage = 1; ; outage++) {
      const end = quarter + 1 + stillQuarters(p, plant, still);
      const share = load<f64>(plant, DEPTH_LOW) + load<f64>(plant, DEPTH_SPAN) * uniform(depth);
      cutLinks(load<i32>(plant, HAZARD), share, quarter, min(end, quarters), lane);
      if (<u32>run < load<u32>(plant, FAR)) break;
      quarter = end + waiting(run, f64At(plantLogRun, p));
      if (quarter >= quarters) break;
      const start = i32At(keyStart, i);
      const step = i32At(keyStep, i);
      depth = scramble(start, step, 3 * outage);
      still = scramble(start, step, 3 * outage + 1);
      run = scramble(start, step, 3 * outage + 2);
    }
  }
}

/** Quarters for which a plant stands still beyond the first, as far as they matter. */
// @ts-ignore: decorator
@inline
function stillQuarters(p: i32, plant: usize, word: i32): i32 {
  const words = signedWords(i32x4.splat(word));
  const first = i32x4.bitmask(i32x4.gt_s(v128.load(plant, STILL), words));
  const second = i32x4.bitmask(i32x4.gt_s(v128.load(plant, STILL + 16), words));
  const passed = popcnt(first | (second << 4));
  return passed < 8 ? passed : waiting(word, f64At(plantLogStill, p));
}

/** Quarters until something happens that has the same chance in each, as far as the horizon. */
function waiting(word: i32, logStay: f64): i32 {
  return <i32>min(<f64>quarters, floor(log(uniform(word)) / logStay));
}

/** When plants stop first, and the words of the first stop. */
function prepareStops(count: i32): void {
  const bytes = <usize>count << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    const start = v128.load(keyStart + at);
    const odd = v128.or(v128.load(keyStep + at), fourWords(ONES));
    v128.store(depthWord + at, finish(start));
    v128.store(stillWord + at, finish(i32x4.add(start, odd)));
    v128.store(runWord + at, finish(i32x4.add(start, i32x4.add(odd, odd))));
  }
  for (let i = 0; i < count; i++) {
    const p = i32At(stoppedPlant, i);
    const look = signedWords(v128.load32_splat(looks + (<usize>p << 2)));
    const row = plantRuns + <usize>p * (rowBytes >> 1);
    let quarter = i32x4.splat(0);
    for (let at = row, end = row + (rowBytes >> 1); at < end; at += 16) {
      quarter = i32x4.sub(quarter, i32x4.ge_s(look, v128.load(at)));
    }
    quarter = i32x4.add(quarter, i32x4.shuffle(quarter, quarter, 2, 3, 0, 1));
    const first = i32x4.extract_lane(quarter, 0) + i32x4.extract_lane(quarter, 1);
    store<i32>(stoppedFirst + (<usize>i << 2), first);
  }
}

/** Lists the plants that stand still at some time; how many they are. */
function lookAtPlants(draw: i32): i32 {
  store<i32>(stoppedVariable, plantKey);
  keysOf(draw, stoppedVariable, 1, keyStart, keyStep);
  const start = i32x4.splat(i32At(keyStart, 0));
  const odd = i32x4.splat(i32At(keyStep, 0) | 1);
  let end = stoppedPlant;
  for (let p = 0; p < plants; p += 4) {
    const at = <usize>p << 2;
    const words = finish(i32x4.add(start, i32x4.mul(odd, v128.load(plantVariable + at))));
    v128.store(looks + at, words);
    const stopped = i32x4.bitmask(i32x4.gt_s(v128.load(plantLookCut + at), signedWords(words)));
    store<i32>(end, p);
    end += <usize>(stopped & 1) << 2;
    store<i32>(end, p + 1);
    end += <usize>(stopped & 2) << 1;
    store<i32>(end, p + 2);
    end += <usize>(stopped & 4);
    store<i32>(end, p + 3);
    end += <usize>(stopped & 8) >> 1;
  }
  let count = <i32>((end - stoppedPlant) >> 2);
  while (count > 0 && i32At(stoppedPlant, count - 1) >= plants) count -= 1;
  for (let i = 0; i < count; i++) {
    const variable = i32At(plantVariable, i32At(stoppedPlant, i));
    store<i32>(stoppedVariable + (<usize>i << 2), variable);
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
  const high = f64At(shockRanges, at + 2);
  return u < 0.5 ? low + (mid - low) * 2 * u : mid + (high - mid) * (2 * u - 1);
}

function drawProjects(draw: i32, lane: usize): void {
  if (projects == 0) return;
  if (lane == 0) memory.copy(addedRows, certainRows, 2 * <usize>minerals * rowBytes);
  keysOf(draw, projectVariable, projects, keyStart, keyStep);
  const never = i32x4.splat(quarters);
  for (let at: usize = 0; at < projectRowBytes; at += 16) {
    const delayed = signedWords(v128.load(keyStep + at));
    let first = v128.load(projectFirsts + at);
    let row = projectDelays + at;
    for (let quarter = 0; quarter < quarters; quarter++, row += projectRowBytes) {
      first = i32x4.sub(first, i32x4.gt_s(v128.load(row), delayed));
    }
    const failing = signedWords(v128.load(keyStart + at));
    const comes = i32x4.ge_s(failing, v128.load(projectFails + at));
    v128.store(projectFirst + at, v128.bitselect(first, never, comes));
  }
  for (let p = 0; p < projects; p++) bringProject(p, i32At(projectFirst, p), lane);
}

/** Adds what a project brings from its first quarter on. */
// @ts-ignore: decorator
@inline
function bringProject(p: i32, from: i32, lane: usize): void {
  if (from >= quarters) return;
  const m = <usize>i32At(projectMineral, p);
  const mask = masks + (m << 3);
  const all = ((<u64>1) << quarters) - 1;
  store<u64>(mask, load<u64>(mask) | (all & ~(((<u64>1) << from) - 1)));
  const supply = pairAt(projectSupply, p);
  let share = ramp - (<usize>from << 3);
  let row = addedRows + (2 * m + lane) * rowBytes;
  for (const end = row + (<usize>quarters << 3); row < end; row += 16, share += 16) {
    v128.store(row, f64x2.add(v128.load(row), f64x2.mul(v128.load(share), supply)));
  }
}
