import { exp, log } from '../base/elementary.ts';
import { normal } from '../base/normal.ts';
import { scramble, threefry, uniform, variable } from '../base/random.ts';

/*
 * Schwartz's one-factor model: the logarithm of a price returns to a level, is shaken all the time
 * and jumps now and then. docs/models/instruments.md, section 2.
 */

export const MONTHS_PER_YEAR = 12;

/** Jumps of the log price: how many a year, and how large. */
export interface Jumps {
  readonly perYear: number;
  readonly meanLog: number;
  readonly deviationLog: number;
}

export const NO_JUMPS: Jumps = { perYear: 0, meanLog: 0, deviationLog: 0 };

/** The law of a price from the month of valuation on. */
export interface PriceModel {
  readonly spotUsdPerTonne: number;
  readonly reversionPerYear: number; // kappa, above 0
  readonly levelLog: number; // alpha, to which ln S returns between jumps, S in USD/t
  readonly volatility: number; // sigma, per square root of a year
  readonly jumps: Jumps;
}

/** The level of ln S that makes a price without jumps have this mean in the long run. */
export function levelOfLongRun(
  longRunUsdPerTonne: number,
  { reversionPerYear, volatility }: Pick<PriceModel, 'reversionPerYear' | 'volatility'>,
): number {
  return log(longRunUsdPerTonne) - (volatility * volatility) / (4 * reversionPerYear);
}

/**
 * Prices of many futures and the worth today of a dollar of each month.
 *
 * Month 0 is the first after the valuation.
 */
export interface PricePaths {
  readonly paths: number;
  readonly months: number;
  readonly usdPerTonne: Float64Array; // (path, month)
  readonly discount: Float64Array; // (month)
}

/** Factors that bring a dollar of each month to today, at a rate compounded all the time. */
export function discountFactors(months: number, ratePerYear: number): Float64Array {
  return Float64Array.from({ length: months }, (_, i) =>
    exp((-ratePerYear * (i + 1)) / MONTHS_PER_YEAR),
  );
}

/** The coefficients of the exact step of a month: ln S ← keep ln S + drift + shake N. */
export function monthlyStep({ reversionPerYear, levelLog, volatility }: PriceModel) {
  const keep = exp(-reversionPerYear / MONTHS_PER_YEAR);
  return {
    keep,
    drift: (1 - keep) * levelLog,
    shake: volatility * Math.sqrt((1 - keep * keep) / (2 * reversionPerYear)),
  };
}

const SHAKE = variable('instruments.price.shake');
const JUMP_COUNT = variable('instruments.price.jump-count');
const JUMP_SIZE = variable('instruments.price.jump-size');

/**
 * Draws price paths: the exact transition of each month, then the jumps of that month.
 *
 * A path depends on (seed, path) alone: more paths keep the first, and a changed parameter moves
 * every path a little. Paths 2k and 2k + 1 are shaken in opposite ways.
 */
export function simulatePrices(
  model: PriceModel,
  { paths, months, seed, ratePerYear }: PathRequest,
): PricePaths {
  const { keep, drift, shake } = monthlyStep(model);
  const { perYear, meanLog, deviationLog } = model.jumps;
  const chance = countChances(perYear / MONTHS_PER_YEAR);
  const usdPerTonne = new Float64Array(paths * months);
  const keys = new Int32Array(6);
  for (let path = 0; path < paths; path++) {
    openStreams(keys, seed, path);
    const sign = (path & 1) === 0 ? 1 : -1;
    let logPrice = log(model.spotUsdPerTonne);
    for (let month = 0; month < months; month++) {
      const n = sign * normal(scramble(keys[0]!, keys[1]!, month));
      logPrice = keep * logPrice + drift + shake * n;
      if (perYear > 0) {
        const count = countOf(chance, uniform(scramble(keys[2]!, keys[3]!, month)));
        if (count > 0) {
          const size = normal(scramble(keys[4]!, keys[5]!, month));
          logPrice += count * meanLog + Math.sqrt(count) * deviationLog * size;
        }
      }
      usdPerTonne[path * months + month] = exp(logPrice);
    }
  }
  return { paths, months, usdPerTonne, discount: discountFactors(months, ratePerYear) };
}

export interface PathRequest {
  readonly paths: number;
  readonly months: number;
  readonly seed: number;
  readonly ratePerYear: number;
}

/** The streams of a path: shakes are shared by a pair of paths, jumps are each path's own. */
function openStreams(keys: Int32Array, seed: number, path: number): void {
  const word = new Int32Array(2);
  threefry(word, seed, path >> 1, SHAKE, 0);
  keys.set(word, 0);
  threefry(word, seed, path, JUMP_COUNT, 0);
  keys.set(word, 2);
  threefry(word, seed, path, JUMP_SIZE, 0);
  keys.set(word, 4);
}

const MOST_JUMPS = 8; // in a month; at one jump a month on average, more have a chance of 1e-6

/** The chances of at most 0, 1, 2 ... jumps in a month. */
function countChances(mean: number): Float64Array {
  const atMost = new Float64Array(MOST_JUMPS);
  let chance = exp(-mean);
  let sum = 0;
  for (let n = 0; n < MOST_JUMPS; n++) {
    sum += chance;
    atMost[n] = sum;
    chance *= mean / (n + 1);
  }
  return atMost;
}

function countOf(atMost: Float64Array, u: number): number {
  let count = 0;
  while (count < MOST_JUMPS && u > atMost[count]!) count += 1;
  return count;
}
