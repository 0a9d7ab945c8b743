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
import { both, f64At, holds, i32At, reserve } from './memory';
import {
  cellBytes,
  cells,
  flowBytes,
  flows,
  heldBytes,
  maskBytes,
  masks,
  plannedCells,
  plannedMasks,
  rowBytes,
} from './state';

/*
 * What a cause takes of flows, as `cutLinks` of src/stress/events.ts has it, in all quarters in
 * which it lasts at one depth. Four quarters are cut at a time: those behind the last by nothing,
 * which changes nothing and is quicker than to ask how many there are.
 */

// Rows of numbers a quarter: of each link what is destroyed, and behind all of them what is barred.
let cuts: usize = 0;
let toBarred: usize = 0; // from a link's row of what is destroyed to the other
let plannedCuts: usize = 0; // by fixed shocks: where every draw begins
let hasPlan: bool = false;

// Of a link, what may happen to it when a cause cuts it.
const DESTROYS: i32 = 0;
const DESTROYS_BARRED: i32 = 1; // something bars it at times
const BARS: i32 = 2; // imports; controls of anything else have no effect
let canBeBarred: usize = 0; // by link

/** Which of four quarters are cut, by how many they are. */
const FIRST_QUARTERS: usize = memory.data<i64>(
  [
    0, 0, 0, 0, -1, 0, 0, 0, -1, -1, 0, 0, -1, -1, -1, 0, -1, -1, -1, -1,
  ],
  16,
);

// What a cause reaches, one behind the other.
const REACH_BYTES: usize = 32;
const CUT_ROW: usize = 0;
const FLOW: usize = 4; // rows of the flow, in the first draw
const MASK: usize = 8; // of the flow
const KIND: usize = 12;
const FACTOR: usize = 16;
const SHARE: usize = 24;
let reaches: usize = 0;
let firstReach: usize = 0; // address by cause; one more for the end

/** Where this draw has cut: addresses of four quarters in `cuts`. */
let undone: usize = 0;
let undoneEnd: usize = 0;

/** A mask; in memory, or the compiler works it out anew for each link. */
let quartersCut: u64 = 0;

/** Lays out what causes reach, and what fixed shocks cut. */
export function layOutCuts(): void {
  const causes = hazards + shocks;
  const most = <usize>i32At(reachStart, causes);
  toBarred = <usize>links * rowBytes;
  cuts = reserve(2 * toBarred);
  plannedCuts = reserve(2 * toBarred);
  reaches = reserve(most * REACH_BYTES);
  firstReach = reserve(<usize>(causes + 1) << 2);
  undone = reserve((most * <usize>quarters) << 2);
  undoneEnd = undone;
  canBeBarred = reserve(<usize>links);
  findBarred();
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

/** Marks the links that anything bars. */
function findBarred(): void {
  for (let at = 0, end = i32At(reachStart, hazards + shocks); at < end; at++) {
    const link = i32At(reachLink, at);
    if (load<u8>(reachBarred + at) != 0) store<u8>(canBeBarred + link, 1);
  }
  for (let quarter = 0; quarter < quarters; quarter++) {
    for (let link = 0; link < links; link++) {
      if (f64At(barred, quarter * links + link) > 0) store<u8>(canBeBarred + link, 1);
    }
  }
}

/** Lays out one link that a cause reaches; the place of the next. */
function layOutReach(at: i32, to: usize): usize {
  const link = i32At(reachLink, at);
  const flow = i32At(linkFlow, link);
  const isBarring = load<u8>(reachBarred + at) != 0;
  if (isBarring && flow >= minerals) return to;
  store<u32>(to, <u32>(cuts + <usize>link * rowBytes), CUT_ROW);
  store<u32>(to, <u32>(cells + <usize>flow * flowBytes), FLOW);
  store<u32>(to, <u32>(masks + (<usize>flow << 3)), MASK);
  store<f64>(to, f64At(reachFactor, at), FACTOR);
  store<f64>(to, f64At(linkShare, link), SHARE);
  const destroys = load<u8>(canBeBarred + link) != 0 ? DESTROYS_BARRED : DESTROYS;
  store<i32>(to, isBarring ? BARS : destroys, KIND);
  return to + REACH_BYTES;
}

/** Cuts what fixed shocks cut, in both draws. */
function planCuts(): void {
  hasPlan = false;
  for (let quarter = 0; quarter < quarters; quarter++) {
    if (load<u8>(active + quarter) == 0) continue;
    hasPlan = true;
    for (let link = 0; link < links; link++) planCut(link, quarter);
  }
  memory.copy(cuts, plannedCuts, 2 * toBarred);
  mendLinks();
  mendFlows();
}

/** What is destroyed comes before what is barred. */
function planCut(link: i32, quarter: i32): void {
  const flow = i32At(linkFlow, link);
  const gone = max(f64At(destroyed, quarter * links + link), 0);
  const bar = flow < minerals ? max(f64At(barred, quarter * links + link), 0) : 0;
  if (gone == 0 && bar == 0) return;
  const inQuarter = <usize>quarter << 3;
  const row = plannedCuts + <usize>link * rowBytes + inQuarter;
  store<f64>(row, gone);
  store<f64>(row + toBarred, bar);
  mark(plannedMasks + (<usize>flow << 3), (<u64>1) << quarter);
  const share = f64At(linkShare, link);
  const cell = plannedCells + <usize>flow * flowBytes + inQuarter;
  addInBoth(cell, share * gone);
  if (bar > gone) addInBoth(cell + heldBytes, share * (bar - gone));
}

// @ts-ignore: decorator
@inline
function mark(mask: usize, bits: u64): void {
  store<u64>(mask, load<u64>(mask) | bits);
}

function addInBoth(at: usize, amount: f64): void {
  store<f64>(at, load<f64>(at) + amount);
  store<f64>(at + rowBytes, load<f64>(at + rowBytes) + amount);
}

/** Cuts the links that a cause reaches, from a quarter until before another. */
export function cutLinks(cause: i32, depth: f64, from: i32, end: i32, lane: usize): void {
  const first = <usize>load<u32>(firstReach + (<usize>cause << 2));
  const last = <usize>load<u32>(firstReach + (<usize>cause << 2), 4);
  for (let quarter = from; quarter < end; quarter += 4) {
    cutFour(first, last, depth, quarter, min(end - quarter, 4), lane);
  }
}

/** Cuts these links in up to four quarters. */
// @ts-ignore: decorator
@inline
function cutFour(first: usize, last: usize, depth: f64, from: i32, count: i32, lane: usize): void {
  quartersCut = (((<u64>1) << count) - 1) << from;
  const which = FIRST_QUARTERS + (<usize>count << 5);
  const depth0 = v128.and(both(depth), v128.load(which));
  const depth1 = v128.and(both(depth), v128.load(which, 16));
  const inCuts = <usize>from << 3;
  const inFlow = inCuts + lane * rowBytes;
  let undo = undoneEnd;
  for (let reach = first; reach < last; reach += REACH_BYTES, undo += 4) {
    mark(<usize>load<u32>(reach, MASK), quartersCut);
    const factor = v128.load64_splat(reach, FACTOR);
    const share = v128.load64_splat(reach, SHARE);
    const row = <usize>load<u32>(reach, CUT_ROW) + inCuts;
    const cell = <usize>load<u32>(reach, FLOW) + inFlow;
    const cut0 = f64x2.mul(depth0, factor);
    const cut1 = f64x2.mul(depth1, factor);
    const kind = load<i32>(reach, KIND);
    if (kind == DESTROYS) {
      destroy(row, cell, cut0, share);
      destroy(row + 16, cell + 16, cut1, share);
      store<u32>(undo, <u32>row);
    } else if (kind == BARS) {
      bar(row, cell, cut0, share);
      bar(row + 16, cell + 16, cut1, share);
      store<u32>(undo, <u32>(hasPlan ? row : row + toBarred));
    } else {
      destroyBarred(row, cell, cut0, cut1, share);
      store<u32>(undo, <u32>row);
    }
  }
  undoneEnd = undo;
}

/** Destroys part of a link in two quarters; of two causes the deeper counts. */
// @ts-ignore: decorator
@inline
function destroy(row: usize, cell: usize, cut: v128, share: v128): void {
  const gone = v128.load(row);
  const now = f64x2.pmax(gone, cut);
  v128.store(row, now);
  add(cell, f64x2.mul(share, f64x2.sub(now, gone)));
}

/** The same in four, where something may be barred: what is destroyed is no longer held back. */
function destroyBarred(row: usize, cell: usize, cut0: v128, cut1: v128, share: v128): void {
  const bar0 = v128.load(row + toBarred);
  const bar1 = v128.load(row + toBarred, 16);
  if (holds(f64x2.gt(v128.or(bar0, bar1), both(0)))) {
    holdLess(row, cell + heldBytes, bar0, cut0, share);
    holdLess(row + 16, cell + heldBytes + 16, bar1, cut1, share);
  }
  destroy(row, cell, cut0, share);
  destroy(row + 16, cell + 16, cut1, share);
}

// @ts-ignore: decorator
@inline
function holdLess(row: usize, held: usize, barNow: v128, cut: v128, share: v128): void {
  const gone = v128.load(row);
  const less = f64x2.sub(beyond(barNow, f64x2.pmax(gone, cut)), beyond(barNow, gone));
  add(held, f64x2.mul(share, less));
}

/** Bars part of a link, as far as it is not destroyed; of two controls the deeper counts. */
function bar(row: usize, cell: usize, cut: v128, share: v128): void {
  const gone = v128.load(row);
  const before = v128.load(row + toBarred);
  const now = f64x2.pmax(before, cut);
  v128.store(row + toBarred, now);
  add(cell + heldBytes, f64x2.mul(share, f64x2.sub(beyond(now, gone), beyond(before, gone))));
}

/** What is barred beyond what is destroyed. */
// @ts-ignore: decorator
@inline
function beyond(bar: v128, gone: v128): v128 {
  return f64x2.pmax(both(0), f64x2.sub(bar, gone));
}

// @ts-ignore: decorator
@inline
function add(at: usize, more: v128): void {
  v128.store(at, f64x2.add(v128.load(at), more));
}

/** Undoes the cuts of links, when the events of one draw are told. */
export function mendLinks(): void {
  const toPlan = plannedCuts - cuts;
  for (let undo = undone; undo < undoneEnd; undo += 4) {
    const row = <usize>load<u32>(undo);
    if (hasPlan) {
      mendRow(row, row + toPlan);
      mendRow(row + toBarred, row + toBarred + toPlan);
    } else {
      clearRow(row);
    }
  }
  undoneEnd = undone;
}

// @ts-ignore: decorator
@inline
function mendRow(row: usize, planned: usize): void {
  v128.store(row, v128.load(planned));
  v128.store(row, v128.load(planned, 16), 16);
}

// @ts-ignore: decorator
@inline
function clearRow(row: usize): void {
  v128.store(row, i32x4.splat(0));
  v128.store(row, i32x4.splat(0), 16);
}

/** Brings the flows of both draws back to what is certain. */
export function mendFlows(): void {
  if (hasPlan) {
    memory.copy(cells, plannedCells, cellBytes);
  } else {
    for (let flow = 0; flow < flows; flow++) {
      if (load<u64>(masks + (<usize>flow << 3)) == 0) continue;
      const row = cells + <usize>flow * flowBytes;
      for (let at = row, end = row + flowBytes; at < end; at += 128) {
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
