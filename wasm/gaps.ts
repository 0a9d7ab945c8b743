import { minerals, tonnesPerQuarter } from './constants';
import { f64At } from './memory';
import { gapMasks, gapRows, lossRows } from './shortages';
import { pairRowBytes } from './state';

/*
 * Gaps of a block of draws, one behind the other.
 */

const QUARTERS_PER_KEY: i32 = 64;

// Where a block's gaps go.
let gapKey: usize = 0;
let gapTonnes: usize = 0;
let gapSum: usize = 0;
let gapLoss: usize = 0;

export function keepGapsAt(key: usize, tonnes: usize, sum: usize, loss: usize): void {
  gapKey = key;
  gapTonnes = tonnes;
  gapSum = sum;
  gapLoss = loss;
}

/** Writes the gaps of a lane behind those before them; how many there are then. */
export function writeGaps(lane: usize, before: i32): i32 {
  let entries = before;
  for (let m = 0; m < minerals; m++) {
    let mask = load<u64>(gapMasks + (<usize>m << 3));
    const row = <usize>m * pairRowBytes + (lane << 3);
    const sum = gapSum + (<usize>m << 3);
    const loss = gapLoss + (<usize>m << 3);
    while (mask != 0) {
      const quarter = <i32>ctz(mask);
      mask &= mask - 1;
      const at = row + (<usize>quarter << 4);
      const tonnes = load<f64>(gapRows + at) * f64At(tonnesPerQuarter, m);
      if (tonnes <= 0) continue;
      store<u16>(gapKey + (<usize>entries << 1), <u16>(m * QUARTERS_PER_KEY + quarter));
      store<f32>(gapTonnes + (<usize>entries << 2), <f32>tonnes);
      entries += 1;
      store<f64>(sum, load<f64>(sum) + tonnes);
      store<f64>(loss, load<f64>(loss) + load<f64>(lossRows + at));
    }
  }
  return entries;
}

/** Forgets the gaps of both draws. */
export function clearGaps(): void {
  for (let m = 0; m < minerals; m++) {
    let mask = load<u64>(gapMasks + (<usize>m << 3));
    while (mask != 0) {
      const quarter = <usize>ctz(mask);
      mask &= mask - 1;
      v128.store(lossRows + <usize>m * pairRowBytes + (quarter << 4), f64x2.splat(0));
    }
    store<u64>(gapMasks + (<usize>m << 3), 0);
  }
}
