import {
  active,
  barred,
  destroyed,
  hazards,
  linkFlow,
  links,
  linkShare,
  minerals,
  quarters,
  reachBarred,
  reachFactor,
  reachLink,
  reachStart,
  shocks,
} from './constants';
import { f64At, i32At, reserve } from './memory';
import {
  CELL_BITS,
  cellBytes,
  cellRowBytes,
  cells,
  flows,
  HELD_BACK,
  maskBytes,
  masks,
  plannedCells,
  plannedMasks,
  rowBytes,
} from './state';

/*
 * What a cause takes of flows, as `cutLinks` of src/stress/events.ts has it, in all quarters in
 * which it lasts at one depth.
 */

// Of each link what is destroyed, a number a quarter, and behind it what is barred.
let cuts: usize = 0;
let plannedCuts: usize = 0; // by fixed shocks: where every draw begins
let cutRowBytes: usize = 0; // of what is destroyed, or of what is barred

/** Which of four quarters are cut, by how many they are. */
const FIRST_QUARTERS: usize = memory.data<i64>(
  [
    0, 0, 0, 0, -1, 0, 0, 0, -1, -1, 0, 0, -1, -1, -1, 0, -1, -1, -1, -1,
  ],
  16,
);
let hasPlan: bool = false;

// What a cause reaches, one behind the other.
const REACH_BITS: usize = 5;
const CUT_ROW: usize = 0;
const CELL_ROW: usize = 4;
const MASK: usize = 8;
const KIND: usize = 12;
const FACTOR: usize = 16;
const SHARE: usize = 24;
const DESTROYS: i32 = 0;
const BARS: i32 = 1; // imports; controls of anything else have no effect
let reaches: usize = 0;
let firstReach: usize = 0; // address by cause; one more for the end

/** What this draw has cut: addresses in `cuts` from which, and up to which. */
let undone: usize = 0;
let undoneEnd: usize = 0;

/** A mask; in memory, or the compiler works it out anew for each link. */
let quartersCut: u64 = 0;

/** Lays out what causes reach, and what fixed shocks cut. */
export function layOutCuts(): void {
  const causes = hazards + shocks;
  const most = <usize>i32At(reachStart, causes);
  cutRowBytes = rowBytes >> 1;
  cuts = reserve(<usize>links * rowBytes);
  plannedCuts = reserve(<usize>links * rowBytes);
  reaches = reserve(most << REACH_BITS);
  firstReach = reserve(<usize>(causes + 1) << 2);
  undone = reserve((most * <usize>quarters) << 3);
  undoneEnd = undone;
  let to = reaches;
  for (let cause = 0; cause < causes; cause++) {
    store<u32>(firstReach + (<usize>cause << 2), <u32>to);
    for (let at = i32At(reachStart, cause), end = i32At(reachStart, cause + 1); at < end; at++) {
      to = layOutReach(at, to);
    }
  }
  store<u32>(firstReach + (<usize>causes << 2), <u32>to);
  planCuts();
}

/** Lays out one link that a cause reaches; the place of the next. */
function layOutReach(at: i32, to: usize): usize {
  const link = i32At(reachLink, at);
  const flow = i32At(linkFlow, link);
  const bars = load<u8>(reachBarred + at) != 0;
  if (bars && flow >= minerals) return to;
  store<u32>(to, <u32>(cuts + <usize>link * rowBytes), CUT_ROW);
  store<u32>(to, <u32>(cells + <usize>flow * cellRowBytes), CELL_ROW);
  store<u32>(to, <u32>(masks + (<usize>flow << 3)), MASK);
  store<i32>(to, bars ? BARS : DESTROYS, KIND);
  store<f64>(to, f64At(reachFactor, at), FACTOR);
  store<f64>(to, f64At(linkShare, link), SHARE);
  return to + (1 << REACH_BITS);
}

/** Cuts what fixed shocks cut, in both lanes. */
function planCuts(): void {
  hasPlan = false;
  for (let quarter = 0; quarter < quarters; quarter++) {
    if (load<u8>(active + quarter) == 0) continue;
    hasPlan = true;
    for (let link = 0; link < links; link++) planCut(link, quarter);
  }
  memory.copy(cuts, plannedCuts, <usize>links * rowBytes);
  mendFlows();
}

/** What is destroyed comes before what is barred. */
function planCut(link: i32, quarter: i32): void {
  const flow = i32At(linkFlow, link);
  const gone = max(f64At(destroyed, quarter * links + link), 0);
  const bar = flow < minerals ? max(f64At(barred, quarter * links + link), 0) : 0;
  if (gone == 0 && bar == 0) return;
  const cut = plannedCuts + <usize>link * rowBytes + (<usize>quarter << 3);
  store<f64>(cut, gone);
  store<f64>(cut + cutRowBytes, bar);
  const mask = plannedMasks + (<usize>flow << 3);
  store<u64>(mask, load<u64>(mask) | ((<u64>1) << quarter));
  const share = f64At(linkShare, link);
  const cell = plannedCells + <usize>flow * cellRowBytes + (<usize>quarter << CELL_BITS);
  addBoth(cell, share * gone);
  if (bar > gone) addBoth(cell + HELD_BACK, share * (bar - gone));
}

function addBoth(at: usize, amount: f64): void {
  v128.store(at, f64x2.add(v128.load(at), f64x2.splat(amount)));
}

/** Cuts the links that a cause reaches, from a quarter until before another. */
export function cutLinks(cause: i32, depth: f64, from: i32, end: i32, lane: usize): void {
  let reach = <usize>load<u32>(firstReach + (<usize>cause << 2));
  const last = <usize>load<u32>(firstReach + (<usize>cause << 2), 4);
  quartersCut = (((<u64>1) << (end - from)) - 1) << from;
  const start = <usize>from << 3;
  const length = <usize>(end - from) << 3;
  const cellStart = (<usize>from << CELL_BITS) + (lane << 3);
  let undo = undoneEnd;
  for (; reach < last; reach += 1 << REACH_BITS) {
    const cut = depth * load<f64>(reach, FACTOR);
    const row = <usize>load<u32>(reach, CUT_ROW) + start;
    const rowEnd = row + length;
    const mask = <usize>load<u32>(reach, MASK);
    const cell = <usize>load<u32>(reach, CELL_ROW) + cellStart;
    const share = load<f64>(reach, SHARE);
    const kind = load<i32>(reach, KIND);
    store<u64>(mask, load<u64>(mask) | quartersCut);
    store<u32>(undo, <u32>row);
    store<u32>(undo, <u32>rowEnd, 4);
    undo += 8;
    if (kind == BARS) {
      bar(row, rowEnd, cell, share, cut);
      continue;
    }
    destroy(row, rowEnd, cell, share, cut);
  }
  undoneEnd = undo;
}

/** Bars part of a link, as far as it is not destroyed; of two controls the deeper counts. */
// @ts-ignore: decorator
@inline
function bar(from: usize, end: usize, firstCell: usize, share: f64, cut: f64): void {
  let cell = firstCell;
  for (let row = from; row < end; row += 8, cell += 1 << CELL_BITS) {
    const barBefore = load<f64>(row + cutRowBytes);
    if (cut <= barBefore) continue;
    const gone = load<f64>(row);
    const heldBefore = barBefore > gone ? barBefore - gone : 0;
    const held = cut > gone ? cut - gone : 0;
    store<f64>(row + cutRowBytes, cut);
    store<f64>(cell, load<f64>(cell, HELD_BACK) + share * (held - heldBefore), HELD_BACK);
  }
}

/**
 * Destroys part of a link; of two causes the deeper counts. Four quarters at a time: those behind
 * the last are cut by nothing, which is quicker than to ask how many there are.
 */
// @ts-ignore: decorator
@inline
function destroy(from: usize, end: usize, firstCell: usize, share: f64, cut: f64): void {
  let cell = firstCell;
  for (let row = from; ; ) {
    const which = FIRST_QUARTERS + (min<usize>(end - row, 32) << 2);
    const gone0 = v128.load(row);
    const gone1 = v128.load(row, 16);
    const now0 = f64x2.pmax(gone0, v128.and(f64x2.splat(cut), v128.load(which)));
    const now1 = f64x2.pmax(gone1, v128.and(f64x2.splat(cut), v128.load(which, 16)));
    const bar0 = v128.load(row + cutRowBytes);
    const bar1 = v128.load(row + cutRowBytes, 16);
    if (v128.any_true(v128.or(bar0, bar1))) {
      holdLess(cell, share, bar0, gone0, now0);
      holdLess(cell + (2 << CELL_BITS), share, bar1, gone1, now1);
    }
    v128.store(row, now0);
    v128.store(row, now1, 16);
    loseMore(cell, f64x2.mul(f64x2.splat(share), f64x2.sub(now0, gone0)));
    loseMore(cell + (2 << CELL_BITS), f64x2.mul(f64x2.splat(share), f64x2.sub(now1, gone1)));
    row += 32;
    if (row >= end) return;
    cell += 4 << CELL_BITS;
  }
}

/** Adds to what is lost in two quarters. */
// @ts-ignore: decorator
@inline
function loseMore(cell: usize, more: v128): void {
  store<f64>(cell, load<f64>(cell) + f64x2.extract_lane(more, 0));
  const next = load<f64>(cell, 1 << CELL_BITS) + f64x2.extract_lane(more, 1);
  store<f64>(cell, next, 1 << CELL_BITS);
}

/** What is destroyed can no longer be held back. */
function holdLess(cell: usize, share: f64, barNow: v128, goneBefore: v128, gone: v128): void {
  const heldBefore = f64x2.pmax(f64x2.splat(0), f64x2.sub(barNow, goneBefore));
  const held = f64x2.pmax(f64x2.splat(0), f64x2.sub(barNow, gone));
  loseMore(cell + HELD_BACK, f64x2.mul(f64x2.splat(share), f64x2.sub(held, heldBefore)));
}

/** Undoes the cuts of links, when the events of one draw are told. */
export function mendLinks(): void {
  if (hasPlan) mendToPlan();
  else mendWholly();
  undoneEnd = undone;
}

/** Four quarters at a time, for these are nothing to begin with. */
function mendWholly(): void {
  const bars = cutRowBytes;
  for (let undo = undone; undo < undoneEnd; undo += 8) {
    const end = <usize>load<u32>(undo, 4);
    let row = <usize>load<u32>(undo);
    do {
      v128.store(row, i32x4.splat(0));
      v128.store(row, i32x4.splat(0), 16);
      v128.store(row + bars, i32x4.splat(0));
      v128.store(row + bars, i32x4.splat(0), 16);
      row += 32;
    } while (row < end);
  }
}

function mendToPlan(): void {
  const toPlan = plannedCuts - cuts;
  for (let undo = undone; undo < undoneEnd; undo += 8) {
    const end = <usize>load<u32>(undo, 4);
    for (let row = <usize>load<u32>(undo); row < end; row += 8) {
      store<f64>(row, load<f64>(row + toPlan));
      store<f64>(row + cutRowBytes, load<f64>(row + cutRowBytes + toPlan));
    }
  }
}

/** Brings the flows of both draws back to what is certain. */
export function mendFlows(): void {
  if (hasPlan) {
    memory.copy(cells, plannedCells, cellBytes);
  } else {
    for (let flow = 0; flow < flows; flow++) {
      if (load<u64>(masks + (<usize>flow << 3)) == 0) continue;
      const row = cells + <usize>flow * cellRowBytes;
      for (let at = row, end = row + cellRowBytes; at < end; at += 128) {
        v128.store(at, i32x4.splat(0));
        v128.store(at, i32x4.splat(0), 16);
        v128.store(at, i32x4.splat(0), 32);
        v128.store(at, i32x4.splat(0), 48);
        v128.store(at, i32x4.splat(0), 64);
        v128.store(at, i32x4.splat(0), 80);
        v128.store(at, i32x4.splat(0), 96);
        v128.store(at, i32x4.splat(0), 112);
      }
    }
  }
  memory.copy(masks, plannedMasks, maskBytes);
}
