import {
  linkFlow,
  linkShare,
  minerals,
  reachBarred,
  reachFactor,
  reachLink,
  reachStart,
} from './constants';
import { f64At, i32At } from './memory';
import {
  cutsOfLink,
  flowMask,
  flows,
  heldBack,
  isTouched,
  lost,
  plannedCutsOfLink,
  plannedFlowMask,
  plannedHeldBack,
  plannedLost,
  rowBytes,
  touched,
} from './state';

/*
 * What a cause takes of flows, as `cutLinks` has it, in all quarters in which it lasts at one depth.
 */

let touchedCount: i32 = 0;

/** Cuts the links that a cause reaches, from a quarter until before another. */
export function cutLinks(cause: i32, depth: f64, from: i32, end: i32, lane: usize): void {
  const last = i32At(reachStart, cause + 1);
  for (let at = i32At(reachStart, cause); at < last; at++) {
    const link = i32At(reachLink, at);
    const cut = depth * f64At(reachFactor, at);
    if (!(cut > 0)) continue;
    if (load<u8>(isTouched + link) == 0) {
      store<u8>(isTouched + link, 1);
      store<i32>(touched + (<usize>touchedCount << 2), link);
      touchedCount += 1;
    }
    const flow = i32At(linkFlow, link);
    const mask = flowMask + (<usize>flow << 3);
    store<u64>(mask, load<u64>(mask) | ((((<u64>1) << (end - from)) - 1) << from));
    const row = cutsOfLink + <usize>link * rowBytes;
    const lostRow = lost + <usize>flow * rowBytes + (lane << 3);
    const share = f64At(linkShare, link);
    const heldRow = flow < minerals ? heldBack + <usize>flow * rowBytes + (lane << 3) : 0;
    if (load<u8>(reachBarred + at) != 0) {
      if (heldRow != 0) bar(row, heldRow, share, cut, from, end);
    } else {
      destroy(row, lostRow, heldRow, share, cut, from, end);
    }
  }
}

/** Bars part of a link; of two controls the deeper counts, and only what is not destroyed is barred. */
// @ts-ignore: decorator
@inline
function bar(row: usize, heldRow: usize, share: f64, cut: f64, from: i32, end: i32): void {
  for (let at = <usize>from << 4, last = <usize>end << 4; at < last; at += 16) {
    const barBefore = load<f64>(row + at, 8);
    if (cut <= barBefore) continue;
    const gone = load<f64>(row + at);
    const heldBefore = barBefore > gone ? barBefore - gone : 0;
    const held = cut > gone ? cut - gone : 0;
    store<f64>(row + at, cut, 8);
    store<f64>(heldRow + at, load<f64>(heldRow + at) + share * (held - heldBefore));
  }
}

/** Destroys part of a link; of two causes the deeper counts. */
// @ts-ignore: decorator
@inline
function destroy(
  row: usize,
  lostRow: usize,
  heldRow: usize,
  share: f64,
  cut: f64,
  from: i32,
  end: i32,
): void {
  for (let at = <usize>from << 4, last = <usize>end << 4; at < last; at += 16) {
    const goneBefore = load<f64>(row + at);
    if (cut <= goneBefore) continue;
    const barNow = load<f64>(row + at, 8);
    store<f64>(row + at, cut);
    store<f64>(lostRow + at, load<f64>(lostRow + at) + share * (cut - goneBefore));
    if (barNow == 0 || heldRow == 0) continue;
    const heldBefore = barNow > goneBefore ? barNow - goneBefore : 0;
    const held = barNow > cut ? barNow - cut : 0;
    store<f64>(heldRow + at, load<f64>(heldRow + at) + share * (held - heldBefore));
  }
}

/** Undoes the cuts of links, when the events of one draw are told. */
export function mendLinks(): void {
  for (let i = 0; i < touchedCount; i++) {
    const link = i32At(touched, i);
    store<u8>(isTouched + link, 0);
    const at = <usize>link * rowBytes;
    copyRow(cutsOfLink + at, plannedCutsOfLink + at);
  }
  touchedCount = 0;
}

/** Brings the flows of both draws back to what fixed shocks leave. */
export function mendFlows(): void {
  for (let flow = 0; flow < flows; flow++) {
    const mask = flowMask + (<usize>flow << 3);
    if (load<u64>(mask) == 0) continue;
    store<u64>(mask, load<u64>(plannedFlowMask + (<usize>flow << 3)));
    const at = <usize>flow * rowBytes;
    copyRow(lost + at, plannedLost + at);
    if (flow < minerals) copyRow(heldBack + at, plannedHeldBack + at);
  }
}

// @ts-ignore: decorator
@inline
function copyRow(to: usize, from: usize): void {
  for (let at: usize = 0; at < rowBytes; at += 16) v128.store(to + at, v128.load(from + at));
}
