import {
  added,
  blocs,
  busy,
  countryHazards,
  demandFactor,
  domestic,
  feeds,
  hazardOwn,
  logDump,
  minerals,
  plantDepthLow,
  plantDepthSpan,
  plantHazard,
  plantLogRun,
  plantLogStill,
  plantOnset,
  plants,
  projects,
  quarters,
  rampQuarters,
  ranges,
  shocks,
} from './constants';
import { expPair, log } from './elementary';
import { f64At, i32At, reserve } from './memory';
import { uniform } from './random';

/*
 * The memory that draws write over. Two draws are simulated at a time, one in each lane of a
 * vector. A mask of quarters is 64 bits, the lowest the first.
 */

const BEYOND: usize = 256; // bytes behind the last cell, for four quarters cut at a time

/** Places of `DRAWN` in src/stress/kernel-constants.ts. */
export const DRAWN_COUNT: i32 = 10;

// What is cut of a flow in a quarter: what is lost, and of imports what is held back.
export const HELD_BACK: usize = 16;
export const CELL_BITS: usize = 5;
export let cells: usize = 0; // shape (flow, quarter)
export let plannedCells: usize = 0; // the same from what is certain: where every draw begins
export let cellRowBytes: usize = 0;
export let cellBytes: usize = 0; // of all

// New supply, a number a quarter, of each mineral in the first draw and then in the second.
export let addedRows: usize = 0;
export let certainRows: usize = 0; // without projects that come late or never
export let addedRowBytes: usize = 0;

// Of each flow a mask of the quarters in which it is cut; of imports, of those in which anything
// happens to a mineral, but to its ore. Of output at home, also of those in which demand changes.
export let masks: usize = 0;
export let plannedMasks: usize = 0;
export let maskBytes: usize = 0;
export let flows: i32 = 0;

// By mineral and quarter: demand factor, domestic; and the logarithm of a price cut.
export let course: usize = 0;
export let logDumps: usize = 0;

/** Of each mineral and number that is drawn: low, twice the way to mid, mid, the way to high. */
export let rangeParts: usize = 0;

// Of a plant, one line of the cache.
export const PLANT_BITS: usize = 6;
export const DEPTH_LOW: usize = 0;
export const DEPTH_SPAN: usize = 8;
export const HAZARD: usize = 16;
export const FAR: usize = 20; // a word up to it runs on to the horizon
export const STILL: usize = 32; // words up to which it stands still 1, 2, ... 8 quarters more
export let plantLines: usize = 0;
/** Words up to which plants stand still at some time. */
export let plantLookCut: usize = 0;

/** Share of a project's output in each quarter from its first; nothing in as many before it. */
export let ramp: usize = 0;

// Keys: of minerals in both draws, and of the kind of event in hand in one.
export let mineralStart: usize = 0;
export let mineralStep: usize = 0;
export let mineralKeyBytes: usize = 0; // of the words of one draw
export let keyStart: usize = 0;
export let keyStep: usize = 0;

// Scratch of events.
export let bloc: usize = 0; // loaded factors, shape (bloc, quarter)
export let worstBloc: usize = 0;
export let hazardWords: usize = 0; // shape (hazard, quarter)
export let hazardWordBytes: usize = 0; // of a hazard
export let candidates: usize = 0; // quarters in which a hazard may begin, a mask each
export let perHazardOwn: f64 = 0; // the inverse of `hazardOwn`
export let projectFirst: usize = 0; // quarter of each project, or beyond the last
export let stoppedPlant: usize = 0; // plants that stand still at some time of this draw
export let stoppedVariable: usize = 0;
export let looks: usize = 0; // the words that say so, by plant
export let stoppedFirst: usize = 0; // from which quarter on
export let depthWord: usize = 0; // of the first time
export let stillWord: usize = 0;
export let runWord: usize = 0;

/** Of a vector a quarter. */
export let rowBytes: usize = 0;

/** Lays out this memory, when all constants are there. */
export function layOutState(): void {
  const evenQuarters = <usize>((quarters + 3) & ~3);
  rowBytes = evenQuarters << 4;
  cellRowBytes = evenQuarters << CELL_BITS;
  flows = 2 * minerals + feeds;
  cellBytes = <usize>flows * cellRowBytes;
  cells = reserve(cellBytes + BEYOND);
  plannedCells = reserve(cellBytes + BEYOND);
  addedRowBytes = evenQuarters << 3;
  addedRows = reserve(2 * <usize>minerals * addedRowBytes);
  certainRows = reserve(2 * <usize>minerals * addedRowBytes);
  maskBytes = <usize>flows << 3;
  masks = reserve(maskBytes);
  plannedMasks = reserve(maskBytes);
  mineralKeyBytes = <usize>((minerals + 3) & ~3) << 2;
  mineralStart = reserve(2 * mineralKeyBytes);
  mineralStep = reserve(2 * mineralKeyBytes);
  const most = <usize>max(max(blocs, countryHazards), max(max(plants, shocks), projects)) << 2;
  keyStart = reserve(most);
  keyStep = reserve(most);
  bloc = reserve(<usize>((blocs + 1) * quarters) << 3);
  worstBloc = reserve(<usize>(blocs + 1) << 3);
  hazardWordBytes = evenQuarters << 2;
  hazardWords = reserve(<usize>countryHazards * hazardWordBytes);
  candidates = reserve(<usize>countryHazards << 3);
  perHazardOwn = 1 / hazardOwn;
  projectFirst = reserve(<usize>projects << 2);
  stoppedPlant = reserve(<usize>plants << 2);
  stoppedVariable = reserve(<usize>plants << 2);
  looks = reserve(<usize>plants << 2);
  stoppedFirst = reserve(<usize>plants << 2);
  depthWord = reserve(<usize>plants << 2);
  stillWord = reserve(<usize>plants << 2);
  runWord = reserve(<usize>plants << 2);
  layOutCourse();
  layOutRanges();
  layOutPlants();
  ramp = reserve(2 * addedRowBytes) + addedRowBytes;
  for (let i = 0; i < quarters; i++) {
    store<f64>(ramp + (<usize>i << 3), min(1, <f64>(i + 1) / rampQuarters));
  }
}

/** Turns what is given by quarter and mineral into rows by mineral. */
function layOutCourse(): void {
  course = reserve(<usize>(minerals * quarters) << 5);
  logDumps = reserve(<usize>(minerals * quarters) << 3);
  for (let m = 0; m < minerals; m++) {
    let unusual: u64 = 0;
    let changing: u64 = 0;
    for (let quarter = 0; quarter < quarters; quarter++) {
      const from = quarter * minerals + m;
      const to = m * quarters + quarter;
      const line = course + (<usize>to << 5);
      store<f64>(line, f64At(demandFactor, from));
      store<f64>(line, f64At(domestic, from), 8);
      store<f64>(logDumps + (<usize>to << 3), f64At(logDump, from));
      const certain = f64At(added, from);
      const row = certainRows + 2 * <usize>m * addedRowBytes + (<usize>quarter << 3);
      store<f64>(row, certain);
      store<f64>(row + addedRowBytes, certain);
      const bit = (<u64>1) << quarter;
      if (load<u8>(busy + from) != 0) changing |= bit;
      if (load<u8>(busy + from) != 0 || certain != 0) unusual |= bit;
    }
    store<u64>(plannedMasks + (<usize>m << 3), unusual);
    store<u64>(plannedMasks + (<usize>(minerals + m) << 3), changing);
  }
  memory.copy(addedRows, certainRows, 2 * <usize>minerals * addedRowBytes);
}

function layOutRanges(): void {
  rangeParts = reserve(<usize>(minerals * DRAWN_COUNT) << 5);
  for (let m = 0; m < minerals; m++) {
    for (let which = 0; which < DRAWN_COUNT; which++) {
      const from = 3 * (which * minerals + m);
      const to = rangeParts + (<usize>(m * DRAWN_COUNT + which) << 5);
      const mid = f64At(ranges, from + 1);
      store<f64>(to, f64At(ranges, from));
      store<f64>(to, (mid - f64At(ranges, from)) * 2, 8);
      store<f64>(to, mid, 16);
      store<f64>(to, f64At(ranges, from + 2) - mid, 24);
    }
  }
}

/**
 * Beside their constants, words that spare a logarithm: how long a plant stands still is a matter
 * of how many of them its word does not exceed.
 */
function layOutPlants(): void {
  plantLines = reserve(<usize>plants << PLANT_BITS);
  plantLookCut = reserve(<usize>plants << 2);
  for (let p = 0; p < plants; p++) {
    const line = plantLines + (<usize>p << PLANT_BITS);
    const logStill = f64At(plantLogStill, p);
    store<f64>(line, f64At(plantDepthLow, p), DEPTH_LOW);
    store<f64>(line, f64At(plantDepthSpan, p), DEPTH_SPAN);
    store<i32>(line, i32At(plantHazard, p), HAZARD);
    store<u32>(line, <u32>max<i64>(0, lastWordOf(<f64>quarters, f64At(plantLogRun, p))), FAR);
    let areClear = true;
    for (let n: usize = 0; n < 8; n++) {
      const last = lastWordOf(<f64>(n + 1), logStill);
      areClear = areClear && last >= 0;
      store<u32>(line + (n << 2), <u32>last, STILL);
    }
    if (!areClear) memory.fill(line + STILL, 0xff, 32); // so that the logarithm decides
    const onset = ceil(f64At(plantOnset, p) * 4294967296.0);
    store<u32>(plantLookCut + (<usize>p << 2), <u32>min(4294967295.0, onset));
  }
}

/** The last word for which one waits so many quarters, 0 also for none; −1 if unclear. */
function lastWordOf(wait: f64, logStay: f64): i64 {
  if (!(logStay < 0)) return -1;
  const near = <i64>(exp(max(-600.0, wait * logStay)) * 4294967296.0);
  for (let word = min<i64>(4294967295, near + 2); word >= 0 && word > near - 3; word--) {
    if (waits(<u32>word, wait, logStay)) return word;
  }
  return near < 3 ? 0 : -1;
}

function waits(word: u32, wait: f64, logStay: f64): bool {
  return floor(log(uniform(word)) / logStay) >= wait;
}

function exp(x: f64): f64 {
  return f64x2.extract_lane(expPair(f64x2.splat(x)), 0);
}
