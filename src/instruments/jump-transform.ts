import { exp, log } from '../base/elementary.ts';
import { cos, sin } from '../base/trigonometry.ts';
import { MONTHS_PER_YEAR, monthlyStep, type PriceModel } from './price-model.ts';

/** What a price does about a strike K: undiscounted expectations [USD/t]. */
export interface StrikeValue {
  readonly belowUsd: number; // of max(K − S, 0)
  readonly aboveUsd: number; // of max(S − K, 0)
  readonly belowProbability: number; // of S < K
}

/*
 * With jumps that decay no finite sum of Black formulas is exact, for the law depends on when each
 * jump came. The characteristic function of ln S is known, though, and a cosine series turns it
 * into expectations with an error far below a cent.
 */

const TERMS = 1024;
const REACH = 12; // of the series, in deviations beyond the outermost mean

/**
 * Opens a law with jumps: what it gives answers for any strike, month by month from 1 on.
 *
 * @param forward - expected price of each month [USD/t]
 * @source Fang & Oosterlee (2008), A novel pricing method for European options based on
 *   Fourier-cosine series expansions
 */
export function openJumpLaw(
  model: PriceModel,
  forward: Float64Array,
): (strikeUsd: number) => readonly StrikeValue[] {
  const range = rangeOf(model, forward.length);
  const density = densityCoefficients(model, forward.length, range);
  return (strikeUsd) => {
    const strikeLog = log(strikeUsd);
    if (strikeLog <= range.from || strikeLog >= range.to) {
      return Array.from(forward, (forwardUsd) => outOfReach(forwardUsd, strikeUsd, strikeLog));
    }
    const payoffs = putCoefficients(range, strikeLog, strikeUsd);
    return Array.from(forward, (forwardUsd, month) => {
      let [belowUsd, belowProbability] = [0, 0];
      for (let k = 0; k < TERMS; k++) {
        const coefficient = density[month * TERMS + k]!;
        belowUsd += coefficient * payoffs.put[k]!;
        belowProbability += coefficient * payoffs.digital[k]!;
      }
      return { belowUsd, aboveUsd: belowUsd + forwardUsd - strikeUsd, belowProbability };
    });
  };
}

/** A strike that all prices are above, or that all are below. */
function outOfReach(forwardUsd: number, strikeUsd: number, strikeLog: number): StrikeValue {
  return strikeLog < log(forwardUsd)
    ? { belowUsd: 0, aboveUsd: forwardUsd - strikeUsd, belowProbability: 0 }
    : { belowUsd: strikeUsd - forwardUsd, aboveUsd: 0, belowProbability: 1 };
}

interface LogRange {
  readonly from: number;
  readonly to: number;
}

/** Logs of the price outside of which nothing happens in any of the months. */
function rangeOf(model: PriceModel, months: number): LogRange {
  const { keep, drift, shake } = monthlyStep(model);
  const { perYear, meanLog, deviationLog } = model.jumps;
  const rate = perYear / MONTHS_PER_YEAR;
  let mean = log(model.spotUsdPerTonne);
  let variance = 0;
  let fourth = 0; // fourth cumulant: jumps make the tails heavy
  let [from, to] = [mean, mean];
  const [m2, d2] = [meanLog * meanLog, deviationLog * deviationLog];
  for (let month = 0; month < months; month++) {
    mean = keep * mean + drift + rate * meanLog;
    variance = keep * keep * variance + shake * shake + rate * (m2 + d2);
    fourth = keep * keep * keep * keep * fourth + rate * (m2 * m2 + 6 * m2 * d2 + 3 * d2 * d2);
    const reach = REACH * Math.sqrt(variance + Math.sqrt(fourth));
    from = Math.min(from, mean - reach);
    to = Math.max(to, mean + reach);
  }
  return { from, to };
}

/** Integrals of (K − e^y)⁺ and of 1[y < ln K] against each cosine of the range. */
function putCoefficients({ from, to }: LogRange, strikeLog: number, strikeUsd: number) {
  const put = new Float64Array(TERMS);
  const digital = new Float64Array(TERMS);
  const least = exp(from);
  for (let k = 0; k < TERMS; k++) {
    const u = (k * Math.PI) / (to - from);
    const angle = u * (strikeLog - from);
    const flat = k === 0 ? strikeLog - from : sin(angle) / u;
    const grown = (strikeUsd * (cos(angle) + u * sin(angle)) - least) / (1 + u * u);
    digital[k] = flat;
    put[k] = strikeUsd * flat - grown;
  }
  return { put, digital };
}

/**
 * Coefficients of the density's cosine series, (month, term): the real part of φ(u) e^(−iu·from),
 * φ being the characteristic function of ln S, with their weights.
 *
 * A jump of a month loses the share 1 − keep in each later month, so month n adds the exponent of
 * a jump that is n months old to those before it.
 */
function densityCoefficients(
  model: PriceModel,
  months: number,
  { from, to }: LogRange,
): Float64Array {
  const { keep, drift, shake } = monthlyStep(model);
  const { perYear, meanLog, deviationLog } = model.jumps;
  const rate = perYear / MONTHS_PER_YEAR;
  const coefficients = new Float64Array(months * TERMS);
  for (let k = 0; k < TERMS; k++) {
    const u = (k * Math.PI) / (to - from);
    const share = (k === 0 ? 1 : 2) / (to - from);
    let [mean, variance, weight] = [log(model.spotUsdPerTonne), 0, 1];
    let [jumpReal, jumpImaginary] = [0, 0];
    for (let month = 0; month < months; month++) {
      mean = keep * mean + drift;
      variance = keep * keep * variance + shake * shake;
      const size = exp((-u * u * weight * weight * deviationLog * deviationLog) / 2);
      jumpReal += rate * (size * cos(u * weight * meanLog) - 1);
      jumpImaginary += rate * size * sin(u * weight * meanLog);
      weight *= keep;
      const modulus = share * exp((-u * u * variance) / 2 + jumpReal);
      coefficients[month * TERMS + k] = modulus * cos(u * (mean - from) + jumpImaginary);
    }
  }
  return coefficients;
}
