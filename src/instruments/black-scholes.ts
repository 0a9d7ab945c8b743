import { exp, log } from '../base/elementary.ts';
import { normal } from '../base/normal.ts';
import { normalDistribution } from '../base/normal-distribution.ts';
import { scramble, threefry, variable } from '../base/random.ts';
import { meanWithError } from '../base/statistics.ts';

/*
 * What a right to buy a share is worth when its price wanders without memory: the closed form, and a
 * simulation that must agree with it.
 */

export interface OptionTerms {
  readonly shareUsd: number; // price of the share today, in any currency: the value is in the same
  readonly strikeUsd: number;
  readonly years: number; // to expiry
  readonly volatility: number; // of the log price, a year
  readonly rate: number; // risk-free, continuously compounded, a year
}

/**
 * Value of a European right to buy one share that pays no dividend.
 *
 * An American one is worth the same: without dividends it is never exercised early.
 *
 * @source Black and Scholes (1973), The pricing of options and corporate liabilities, equation 13
 */
export function callValueUsd({
  shareUsd,
  strikeUsd,
  years,
  volatility,
  rate,
}: OptionTerms): number {
  const strikeNowUsd = strikeUsd * exp(-rate * years);
  const deviation = volatility * Math.sqrt(years);
  if (deviation === 0) return Math.max(0, shareUsd - strikeNowUsd);
  const d1 = log(shareUsd / strikeNowUsd) / deviation + deviation / 2;
  return shareUsd * normalDistribution(d1) - strikeNowUsd * normalDistribution(d1 - deviation);
}

const DRAWS_EACH = 2; // a draw and its mirror image

/**
 * The same value by simulation: draws and their mirror images, with the share itself as control.
 *
 * What the share is worth at expiry is known, so its chance deviation is taken out of the estimate.
 */
export function simulateCallUsd(
  { shareUsd, strikeUsd, years, volatility, rate }: OptionTerms,
  { draws, seed }: { draws: number; seed: number },
): { readonly mean: number; readonly standardError: number } {
  const deviation = volatility * Math.sqrt(years);
  const driftLog = (rate - (volatility * volatility) / 2) * years;
  const now = exp(-rate * years);
  const pairs = Math.floor(draws / DRAWS_EACH);
  const options = new Float64Array(pairs);
  const shares = new Float64Array(pairs);
  const key = new Int32Array(2);
  threefry(key, seed, 0, variable('share price'), 0);
  for (let i = 0; i < pairs; i++) {
    const z = deviation * normal(scramble(key[0]!, key[1]!, i));
    const up = shareUsd * exp(driftLog + z);
    const down = shareUsd * exp(driftLog - z);
    options[i] = (now * (Math.max(0, up - strikeUsd) + Math.max(0, down - strikeUsd))) / 2;
    shares[i] = (now * (up + down)) / 2;
  }
  const slope = slopeOf(options, shares);
  return meanWithError(options.map((value, i) => value - slope * (shares[i]! - shareUsd)));
}

/** How much one moves with the other, by least squares. */
function slopeOf(y: Float64Array, x: Float64Array): number {
  const meanY = meanWithError(y).mean;
  const meanX = meanWithError(x).mean;
  let top = 0;
  let bottom = 0;
  for (let i = 0; i < x.length; i++) {
    top += (y[i]! - meanY) * (x[i]! - meanX);
    bottom += (x[i]! - meanX) ** 2;
  }
  return bottom === 0 ? 0 : top / bottom;
}
