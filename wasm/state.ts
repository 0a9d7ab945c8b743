import {
  added,
  blocs,
  busy,
  countryHazards,
  demandFactor,
  domestic,
  feeds,
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
  ranges,
  rampQuarters,
  shocks,
} from './constants';
import { expPair } from './elementary';
import { f64At, i32At, reserve } from './memory';

/*
 * The memory that draws write over. Two draws are simulated at a time, one in each lane of a vector.
 * A mask of quarters is 64 bits, the lowest the first.
 */

/** Places of `DRAWN` in src/stress/kernel-constants.ts. */
export const DRAWN_COUNT: i32 = 10;

// What happens to a mineral in a quarter: four vectors, one line of the cache. Ores come behind the
// minerals and have only the first.
export const LOST: usize = 0;
export const HELD_BACK: usize = 16;
export const LOST_AT_HOME: usize = 32;
export const ADDED: usize = 48;
export const CELL_BITS: usize = 6;
export let cells: usize = 0; // shape (mineral or ore, quarter)
export let plannedCells: usize = 0; // the same from what is certain: where every draw begins
export let cellRowBytes: usize = 0;
export let cellBytes: usize = 0; // of all

// Of each mineral or ore, a mask of the quarters in which anything happens, and behind it one of
// those in which demand or output at home differ from the usual.
export let masks: usize = 0;
export let plannedMasks: usize = 0;
export let maskBytes: usize = 0;

// By mineral and quarter: demand factor, domestic; and the logarithm of a price cut.
export let course: usize = 0;
export let logDumps: usize = 0;

/** Of each mineral and number that is drawn: low, twice the way to mid, mid, the way to high. */
export let rangeParts: usize = 0;

// Of a plant, one line of the cache.
export const PLANT_BITS: usize = 6;
export const DEPTH_LOW: usize = 0;
export const DEPTH_SPAN: usize = 8;
export const LOG_RUN: usize = 16;
export const LOG_STILL: usize = 24;
export const STAY: usize = 32; // chance to stand still for one more quarter
export const FAR: usize = 40; // a number below runs on to the horizon
export const HAZARD: usize = 48;
export let plantLines: usize = 0;
/** Words up to which plants stand still at some time. */
export let plantLookCut: usize = 0;

/** Share of a project's output in each quarter from its first. */
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
export let words: usize = 0; // of one stream, by quarter
export let stoppedPlant: usize = 0; // plants that stand still at some time of this draw
export let stoppedVariable: usize = 0;
export let stoppedLook: usize = 0; // the words that say so
export let stoppedFirst: usize = 0; // from which quarter on
export let depthWord: usize = 0; // of the first time
export let stillWord: usize = 0;
export let runWord: usize = 0;

// Scratch of a mineral, a vector a quarter.
export let levels: usize = 0; // demand
export let priceNoise: usize = 0;
export let rises: usize = 0; // logarithm of the price ratio that its market goes to
export let rowBytes: usize = 0;

/** Lays out this memory, when all constants are there. */
export function layOutState(): void {
  const evenQuarters = <usize>((quarters + 3) & ~3);
  rowBytes = evenQuarters << 4;
  cellRowBytes = evenQuarters << CELL_BITS;
  cellBytes = <usize>(minerals + feeds) * cellRowBytes;
  cells = reserve(cellBytes);
  plannedCells = reserve(cellBytes);
  maskBytes = <usize>(minerals + feeds) << 4;
  masks = reserve(maskBytes);
  plannedMasks = reserve(maskBytes);
  mineralKeyBytes = <usize>((minerals + 3) & ~3) << 2;
  mineralStart = reserve(2 * mineralKeyBytes);
  mineralStep = reserve(2 * mineralKeyBytes);
  const most = <usize>max(max(blocs, countryHazards), max(max(plants, shocks), projects)) << 2;
  keyStart = reserve(most);
  keyStep = reserve(most);
  bloc = reserve(<usize>(blocs * quarters) << 3);
  worstBloc = reserve(<usize>blocs << 3);
  words = reserve(<usize>quarters << 2);
  stoppedPlant = reserve(<usize>plants << 2);
  stoppedVariable = reserve(<usize>plants << 2);
  stoppedLook = reserve(<usize>plants << 2);
  stoppedFirst = reserve(<usize>plants << 2);
  depthWord = reserve(<usize>plants << 2);
  stillWord = reserve(<usize>plants << 2);
  runWord = reserve(<usize>plants << 2);
  levels = reserve(rowBytes);
  priceNoise = reserve(rowBytes);
  rises = reserve(rowBytes);
  layOutCourse();
  layOutRanges();
  layOutPlants();
  ramp = reserve(<usize>quarters << 3);
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
      const cell = <usize>m * cellRowBytes + (<usize>quarter << CELL_BITS);
      v128.store(plannedCells + cell, f64x2.splat(certain), ADDED);
      const bit = (<u64>1) << quarter;
      if (load<u8>(busy + from) != 0) changing |= bit;
      if (load<u8>(busy + from) != 0 || certain != 0) unusual |= bit;
    }
    const mask = plannedMasks + (<usize>m << 4);
    store<u64>(mask, unusual);
    store<u64>(mask, changing, 8);
  }
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

/** Beside their constants, bounds that spare a logarithm; their margins are wider than its error. */
function layOutPlants(): void {
  plantLines = reserve(<usize>plants << PLANT_BITS);
  plantLookCut = reserve(<usize>plants << 2);
  for (let p = 0; p < plants; p++) {
    const line = plantLines + (<usize>p << PLANT_BITS);
    const logRun = f64At(plantLogRun, p);
    const logStill = f64At(plantLogStill, p);
    store<f64>(line, f64At(plantDepthLow, p), DEPTH_LOW);
    store<f64>(line, f64At(plantDepthSpan, p), DEPTH_SPAN);
    store<f64>(line, logRun, LOG_RUN);
    store<f64>(line, logStill, LOG_STILL);
    store<f64>(line, exp(logStill), STAY);
    store<f64>(line, exp(<f64>quarters * logRun) * (1 - 1e-9), FAR);
    store<i32>(line, i32At(plantHazard, p), HAZARD);
    const onset = ceil(f64At(plantOnset, p) * 4294967296);
    store<u32>(plantLookCut + (<usize>p << 2), <u32>min(4294967295, onset));
  }
}

function exp(x: f64): f64 {
  return f64x2.extract_lane(expPair(f64x2.splat(x)), 0);
}
