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
  projectFailure,
  projectLogStay,
  projects,
  projectStart,
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

const BEYOND: usize = 64; // bytes behind the last cell, for four quarters cut at a time

/** Places of `DRAWN` in src/stress/kernel-constants.ts. */
export const DRAWN_COUNT: i32 = 10;

/** Of a row with a number a quarter. */
export let rowBytes: usize = 0;

// Of each flow four rows: what is lost of it in the first draw and in the second, and of imports
// what is held back.
export let cells: usize = 0;
export let plannedCells: usize = 0; // the same from what is certain: where every draw begins
export let heldBytes: usize = 0; // from a row of what is lost to the one of what is held back
export let flowBytes: usize = 0;
export let cellBytes: usize = 0; // of all

// New supply, of each mineral a row for the first draw and then one for the second.
export let addedRows: usize = 0;
export let certainRows: usize = 0; // without projects that come late or never

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
export const FAR: usize = 20; // a word below it runs on to the horizon
export const STILL: usize = 32; // words below it stand still 1, 2, ... 8 quarters more
export let plantLines: usize = 0;
export let plantLookCut: usize = 0; // looks below it find that a plant stands still at some time
/** Rows of words, by plant: looks of at least the first are of a run of one quarter, and so on. */
export let plantRuns: usize = 0;

// Of projects: words below `projectFails` say that they never come; of the others, those below
// the first row of `projectDelays` are late by one quarter at least, of the second by two.
export let projectFails: usize = 0;
export let projectFirsts: usize = 0; // quarters without delay
export let projectDelays: usize = 0;
export let projectRowBytes: usize = 0;

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

/** Of a row with a vector a quarter. */
export let pairRowBytes: usize = 0;

/** Lays out this memory, when all constants are there. */
export function layOutState(): void {
  const evenQuarters = <usize>((quarters + 3) & ~3);
  rowBytes = evenQuarters << 3;
  pairRowBytes = 2 * rowBytes;
  heldBytes = 2 * rowBytes;
  flowBytes = 4 * rowBytes;
  flows = 2 * minerals + feeds;
  cellBytes = <usize>flows * flowBytes;
  cells = reserve(cellBytes + BEYOND);
  plannedCells = reserve(cellBytes + BEYOND);
  addedRows = reserve(2 * <usize>minerals * rowBytes);
  certainRows = reserve(2 * <usize>minerals * rowBytes);
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
  layOutProjects();
  ramp = reserve(2 * rowBytes) + rowBytes;
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
      const row = certainRows + 2 * <usize>m * rowBytes + (<usize>quarter << 3);
      store<f64>(row, certain);
      store<f64>(row + rowBytes, certain);
      const bit = (<u64>1) << quarter;
      if (load<u8>(busy + from) != 0) changing |= bit;
      if (load<u8>(busy + from) != 0 || certain != 0) unusual |= bit;
    }
    store<u64>(plannedMasks + (<usize>m << 3), unusual);
    store<u64>(plannedMasks + (<usize>(minerals + m) << 3), changing);
  }
  memory.copy(addedRows, certainRows, 2 * <usize>minerals * rowBytes);
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
 * Words that spare a logarithm: how long one waits for what has the same chance in each quarter is
 * a matter of how many of them lie above the word drawn. They are kept less 2^31, for signed
 * numbers are quicker to compare.
 */
function layOutPlants(): void {
  plantLines = reserve(<usize>plants << PLANT_BITS);
  plantLookCut = reserve(<usize>plants << 2);
  plantRuns = reserve(<usize>plants * (rowBytes >> 1));
  for (let p = 0; p < plants; p++) {
    const line = plantLines + (<usize>p << PLANT_BITS);
    const logRun = f64At(plantLogRun, p);
    const logStill = f64At(plantLogStill, p);
    const far = wordsThatWait(quarters, logRun);
    store<f64>(line, f64At(plantDepthLow, p), DEPTH_LOW);
    store<f64>(line, f64At(plantDepthSpan, p), DEPTH_SPAN);
    store<i32>(line, i32At(plantHazard, p), HAZARD);
    store<u32>(line, <u32>min(far, LAST_WORD), FAR);
    for (let n = 0; n < 8; n++) {
      store<i32>(line + (<usize>n << 2), signed(wordsThatWait(n + 1, logStill)), STILL);
    }
    // A plant runs as long as one waits by the word that is as far from the other end.
    const row = plantRuns + <usize>p * (rowBytes >> 1);
    for (let n = 0, end = <i32>(rowBytes >> 3); n < end; n++) {
      const runs = n + 1 < quarters ? wordsThatWait(n + 1, logRun) : 0;
      store<i32>(row + (<usize>n << 2), signed(WORDS - runs));
    }
    const stops = min(wordsBelow(f64At(plantOnset, p)), WORDS - far);
    store<i32>(plantLookCut + (<usize>p << 2), signed(stops));
  }
}

function layOutProjects(): void {
  projectRowBytes = <usize>((projects + 3) & ~3) << 2;
  projectFails = reserve(projectRowBytes);
  projectFirsts = reserve(projectRowBytes);
  projectDelays = reserve(<usize>quarters * projectRowBytes);
  for (let p = 0; p < projects; p++) {
    const at = <usize>p << 2;
    const fails = wordsBelow(f64At(projectFailure, p));
    const first = fails < WORDS ? min(f64At(projectStart, p), <f64>quarters) : <f64>quarters;
    store<i32>(projectFails + at, signed(fails));
    store<i32>(projectFirsts + at, <i32>first);
    for (let n = 0; n < quarters; n++) {
      const late = wordsThatWait(n + 1, f64At(projectLogStay, p));
      store<i32>(projectDelays + <usize>n * projectRowBytes + at, signed(late));
    }
  }
}

const WORDS: i64 = 1 << 32;
const LAST_WORD: i64 = WORDS - 1;

/** A number of words, all but the last of which can be told from more by a signed comparison. */
function signed(words: i64): i32 {
  return <i32>(min(words, LAST_WORD) - (1 << 31));
}

/** How many words give a uniform number below a share. */
function wordsBelow(share: f64): i64 {
  return <i64>max(0, min(4294967296, ceil(share * 4294967296 - 0.5)));
}

/** How many words wait for so many quarters: they are the lowest. */
function wordsThatWait(wait: i32, logStay: f64): i64 {
  if (!(logStay < 0)) return 0;
  let words = <i64>(exp(max(-600.0, wait * logStay)) * 4294967296.0);
  while (words < WORDS && waits(<u32>words, wait, logStay)) words += 1;
  while (words > 0 && !waits(<u32>(words - 1), wait, logStay)) words -= 1;
  return words;
}

function waits(word: u32, wait: i32, logStay: f64): bool {
  return floor(log(uniform(word)) / logStay) >= <f64>wait;
}

function exp(x: f64): f64 {
  return f64x2.extract_lane(expPair(f64x2.splat(x)), 0);
}
