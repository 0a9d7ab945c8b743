import { minerals, mineralVariable } from './constants';
import { layOutCuts, mendFlows } from './cuts';
import { drawEvents } from './events';
import { clearGaps, keepGapsAt, writeGaps } from './gaps';
import { layOutLedger } from './ledger';
import { peakPrice, runMarket, unusualQuarters } from './market';
import { calmPeak } from './noise';
import { keysOf } from './random';
import {
  earlySum,
  keepGaps,
  layOutShortages,
  lossSum,
  shiftedSum,
  unmetSum,
  worstUnmet,
} from './shortages';
import { layOutState, mineralKeyBytes, mineralStart, mineralStep } from './state';
import { setSettings } from './tables';

export * from './constants';
export { clearMemory, reserve } from './memory';
export { cellTable, cutTable, levelTable, rootTable, segmentTable } from './tables';

/*
 * Draws of the stress model, two at a time, with the bits of src/stress/simulation.ts.
 */

const SHORT_SHARE: f64 = 0.01;

// Where the outcomes of a block go.
let count: i32 = 0; // of its draws, as far as the arrays have room for them
let outUnmet: usize = 0; // shape (mineral, draw)
let outLoss: usize = 0;
let outPeak: usize = 0;
let outShort: usize = 0; // shape (mineral)
let outEarly: usize = 0;
let outShifted: usize = 0;
let outTotal: usize = 0; // shape (draw)

/** Lays out the memory of draws, when all constants are there. */
export function layOut(): void {
  setSettings();
  layOutState();
  layOutLedger();
  layOutShortages();
  layOutCuts();
}

/** Says where outcomes go. */
export function keepOutcomesAt(
  draws: i32,
  unmet: usize,
  loss: usize,
  peak: usize,
  short: usize,
  early: usize,
  shifted: usize,
  total: usize,
): void {
  count = draws;
  outUnmet = unmet;
  outLoss = loss;
  outPeak = peak;
  outShort = short;
  outEarly = early;
  outShifted = shifted;
  outTotal = total;
}

/** Simulates the draws [from, from + draws) and keeps the outcome of each. */
export function simulate(from: i32, draws: i32): void {
  keepGaps(false);
  for (let i = 0; i < draws; i += 2) {
    beginPair(from + i);
    let total = f64x2.splat(0);
    const isPair = i + 1 < draws;
    for (let m = 0; m < minerals; m++) {
      const unusual = unusualQuarters(m);
      const cell = <usize>(m * count + i) << 2;
      if (unusual == 0) {
        keepPair(outPeak + cell, calmPeak(m), isPair);
        keepPair(outUnmet + cell, f64x2.splat(0), isPair);
        keepPair(outLoss + cell, f64x2.splat(0), isPair);
        continue;
      }
      runMarket(m, unusual);
      keepPair(outPeak + cell, peakPrice, isPair);
      keepPair(outUnmet + cell, unmetSum, isPair);
      keepPair(outLoss + cell, lossSum, isPair);
      addSums(m, isPair);
      total = f64x2.add(total, lossSum);
    }
    const at = outTotal + (<usize>i << 3);
    store<f64>(at, f64x2.extract_lane(total, 0));
    if (isPair) store<f64>(at, f64x2.extract_lane(total, 1), 8);
    mendFlows();
  }
}

/** Keeps both lanes, or only the first, as 32-bit numbers. */
// @ts-ignore: decorator
@inline
function keepPair(at: usize, pair: v128, isPair: bool): void {
  const narrow = f32x4.demote_f64x2_zero(pair);
  store<f32>(at, f32x4.extract_lane(narrow, 0));
  if (isPair) store<f32>(at, f32x4.extract_lane(narrow, 1), 4);
}

// @ts-ignore: decorator
@inline
function addSums(m: i32, isPair: bool): void {
  const at = <usize>m << 3;
  addLanes(outEarly + at, earlySum, isPair);
  addLanes(outShifted + at, shiftedSum, isPair);
  const isShort = i64x2.bitmask(f64x2.gt(worstUnmet, f64x2.splat(SHORT_SHARE)));
  const short = outShort + (<usize>m << 2);
  store<i32>(short, load<i32>(short) + popcnt(isPair ? isShort : isShort & 1));
}

// @ts-ignore: decorator
@inline
function addLanes(at: usize, pair: v128, isPair: bool): void {
  let sum = load<f64>(at) + f64x2.extract_lane(pair, 0);
  if (isPair) sum += f64x2.extract_lane(pair, 1);
  store<f64>(at, sum);
}

/** Simulates the draws [from, from + draws) and keeps their gaps; how many these are. */
export function simulateGaps(
  from: i32,
  draws: i32,
  start: usize,
  key: usize,
  tonnes: usize,
  sum: usize,
  loss: usize,
): i32 {
  keepGaps(true);
  keepGapsAt(key, tonnes, sum, loss);
  let entries = 0;
  for (let i = 0; i < draws; i += 2) {
    beginPair(from + i);
    for (let m = 0; m < minerals; m++) {
      const unusual = unusualQuarters(m);
      if (unusual != 0) runMarket(m, unusual);
    }
    entries = writeGaps(0, entries);
    store<i32>(start + (<usize>i << 2), entries);
    if (i + 1 < draws) {
      entries = writeGaps(1, entries);
      store<i32>(start + (<usize>i << 2), entries, 4);
    }
    clearGaps();
    mendFlows();
  }
  return entries;
}

/** Draws the keys and the events of two draws. */
function beginPair(draw: i32): void {
  keysOf(draw, mineralVariable, minerals, mineralStart, mineralStep);
  keysOf(
    draw + 1,
    mineralVariable,
    minerals,
    mineralStart + mineralKeyBytes,
    mineralStep + mineralKeyBytes,
  );
  drawEvents(draw, 0);
  drawEvents(draw + 1, 1);
}
