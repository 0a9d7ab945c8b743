import {
  active,
  added,
  barred,
  blocs,
  busy,
  countryHazards,
  demandFactor,
  destroyed,
  domestic,
  feeds,
  homeRunning,
  linkFlow,
  links,
  linkShare,
  logDump,
  minerals,
  plants,
  projects,
  quarters,
  shocks,
} from './constants';
import { f64At, i32At, reserve } from './memory';

/*
 * The memory that draws write over. Two draws are simulated at a time, one in each lane of a vector:
 * a row of vectors has one for each quarter. A mask of quarters is 64 bits, the lowest the first.
 */

export let rowBytes: usize = 0; // of a row of vectors, with room for an even number of quarters
export let flows: i32 = 0;

// What is lost of flows and held back of imports, rows of vectors; masks of where it is not nothing.
export let lost: usize = 0;
export let heldBack: usize = 0;
export let flowMask: usize = 0;

// Links of one draw: per quarter what is destroyed, and what is barred.
export let cutsOfLink: usize = 0;
export let isTouched: usize = 0; // whether this draw cuts a link
export let touched: usize = 0; // which links it cuts

// The same from fixed shocks alone, where every draw begins.
export let plannedLost: usize = 0;
export let plannedHeldBack: usize = 0;
export let plannedFlowMask: usize = 0;
export let plannedCutsOfLink: usize = 0;

// New supply, rows of vectors; and masks of where a mineral is busy, without and with projects.
export let addedRows: usize = 0;
export let certainRows: usize = 0;
export let certainMask: usize = 0;
export let busyMask: usize = 0;

/** By mineral and quarter: demand factor, domestic, home running, log dump. */
export let course: usize = 0;

// Keys of both draws: first words, second words.
export let mineralStart: usize = 0;
export let mineralStep: usize = 0;
export let mineralKeyBytes: usize = 0; // of the words of one draw
export let keyStart: usize = 0; // of what is drawn once, one kind after the other
export let keyStep: usize = 0;

// Scratch.
export let bloc: usize = 0; // loaded factors, shape (bloc, quarter)
export let worstBloc: usize = 0;
export let words: usize = 0; // of one stream, by quarter
export let stoppedPlant: usize = 0; // plants that stand still at some time of this draw
export let stoppedLook: usize = 0; // the words that say so
export let stoppedVariable: usize = 0;
export let levels: usize = 0; // demand of the mineral in hand, a row of vectors
export let priceNoise: usize = 0; // likewise
export let rises: usize = 0; // logarithm of the price ratio that its market goes to

// Gaps and their losses, rows of vectors; masks of where they are; only for those who ask.
export let gapRows: usize = 0;
export let lossRows: usize = 0;
export let gapMask: usize = 0;

/** Lays out the memory of draws, when all constants are there. */
export function layOut(): void {
  const evenQuarters = <usize>((quarters + 3) & ~3);
  rowBytes = evenQuarters << 4;
  flows = 2 * minerals + feeds;
  lost = reserve(<usize>flows * rowBytes);
  heldBack = reserve(<usize>minerals * rowBytes);
  flowMask = reserve(<usize>flows << 3);
  plannedLost = reserve(<usize>flows * rowBytes);
  plannedHeldBack = reserve(<usize>minerals * rowBytes);
  plannedFlowMask = reserve(<usize>flows << 3);
  cutsOfLink = reserve(<usize>links * rowBytes);
  plannedCutsOfLink = reserve(<usize>links * rowBytes);
  isTouched = reserve(links);
  touched = reserve(<usize>links << 2);
  addedRows = reserve(<usize>minerals * rowBytes);
  certainRows = reserve(<usize>minerals * rowBytes);
  certainMask = reserve(<usize>minerals << 3);
  busyMask = reserve(<usize>minerals << 3);
  course = reserve(<usize>(minerals * quarters) << 5);
  mineralKeyBytes = <usize>((minerals + 3) & ~3) << 2;
  mineralStart = reserve(2 * mineralKeyBytes);
  mineralStep = reserve(2 * mineralKeyBytes);
  const most = max(max(blocs, countryHazards), max(max(plants, shocks), projects));
  keyStart = reserve(<usize>most << 2);
  keyStep = reserve(<usize>most << 2);
  bloc = reserve(<usize>(blocs * quarters) << 3);
  worstBloc = reserve(<usize>blocs << 3);
  words = reserve(<usize>quarters << 2);
  stoppedPlant = reserve(<usize>plants << 2);
  stoppedLook = reserve(<usize>plants << 2);
  stoppedVariable = reserve(<usize>plants << 2);
  levels = reserve(rowBytes);
  priceNoise = reserve(rowBytes);
  rises = reserve(rowBytes);
  gapRows = reserve(<usize>minerals * rowBytes);
  lossRows = reserve(<usize>minerals * rowBytes);
  gapMask = reserve(<usize>minerals << 3);
  layOutCourse();
  planCuts();
}

/** Turns what is given by quarter and mineral into rows by mineral. */
function layOutCourse(): void {
  for (let m = 0; m < minerals; m++) {
    let mask: u64 = 0;
    for (let quarter = 0; quarter < quarters; quarter++) {
      const from = quarter * minerals + m;
      const to = course + (<usize>(m * quarters + quarter) << 5);
      store<f64>(to, f64At(demandFactor, from));
      store<f64>(to, f64At(domestic, from), 8);
      store<f64>(to, f64At(homeRunning, from), 16);
      store<f64>(to, f64At(logDump, from), 24);
      const certain = f64At(added, from);
      const row = <usize>m * rowBytes + (<usize>quarter << 4);
      v128.store(certainRows + row, f64x2.splat(certain));
      v128.store(addedRows + row, f64x2.splat(certain));
      if (load<u8>(busy + from) != 0 || certain != 0) mask |= (<u64>1) << quarter;
    }
    store<u64>(certainMask + (<usize>m << 3), mask);
    store<u64>(busyMask + (<usize>m << 3), mask);
  }
}

/** Cuts what fixed shocks cut, in both lanes. */
function planCuts(): void {
  for (let quarter = 0; quarter < quarters; quarter++) {
    if (load<u8>(active + quarter) == 0) continue;
    for (let link = 0; link < links; link++) planCut(link, quarter);
  }
  const bytes = <usize>flows * rowBytes;
  memory.copy(lost, plannedLost, bytes);
  memory.copy(heldBack, plannedHeldBack, <usize>minerals * rowBytes);
  memory.copy(flowMask, plannedFlowMask, <usize>flows << 3);
  memory.copy(cutsOfLink, plannedCutsOfLink, <usize>links * rowBytes);
}

/** What is destroyed comes before what is barred, as in `plannedCuts`. */
function planCut(link: i32, quarter: i32): void {
  const gone = max(f64At(destroyed, quarter * links + link), 0);
  const bar = max(f64At(barred, quarter * links + link), 0);
  if (gone == 0 && bar == 0) return;
  const at = <usize>quarter << 4;
  const cut = plannedCutsOfLink + <usize>link * rowBytes + at;
  store<f64>(cut, gone);
  store<f64>(cut, bar, 8);
  const flow = i32At(linkFlow, link);
  const mask = plannedFlowMask + (<usize>flow << 3);
  store<u64>(mask, load<u64>(mask) | ((<u64>1) << quarter));
  const share = f64At(linkShare, link);
  addBoth(plannedLost + <usize>flow * rowBytes + at, share * gone);
  const held = bar > gone ? bar - gone : 0;
  if (flow < minerals) addBoth(plannedHeldBack + <usize>flow * rowBytes + at, share * held);
}

function addBoth(at: usize, amount: f64): void {
  v128.store(at, f64x2.add(v128.load(at), f64x2.splat(amount)));
}
