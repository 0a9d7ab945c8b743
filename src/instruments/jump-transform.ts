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
 * Expectations about a strike for each month from 1 on.
 *
 * @param forward - expected price of each month [USD/t]
 * @source Fang & Oosterlee (2008), A novel pricing method for European options based on
 *   Fourier-cosine series expansions
 */
export function jumpStrike(
  model: PriceModel,
  forward: Float64Array,
  strikeUsd: number,
): readonly StrikeValue[] {
  const months = forward.length;
  const strikeLog = log(strikeUsd);
  const range = rangeOf(model, months, strikeLog);
  const width = range.to - range.from;
  const payoffs = putCoefficients(range, strikeLog, strikeUsd);
  const below = new Float64Array(months);
  const probability = new Float64Array(months);
  for (let k = 0; k < TERMS; k++) {
    const u = (k * Math.PI) / width;
    const weight = (k === 0 ? 1 : 2) / width;
    eachTransform(model, months, u, range.from, (month, real) => {
      below[month] = below[month]! + weight * real * payoffs.put[k]!;
      probability[month] = probability[month]! + weight * real * payoffs.digital[k]!;
    });
  }
  return Array.from(below, (belowUsd, month) => ({
    belowUsd,
    aboveUsd: belowUsd + forward[month]! - strikeUsd,
    belowProbability: probability[month]!,
  }));
}

interface LogRange {
  readonly from: number;
  readonly to: number;
}

/** Logs of the price outside of which nothing happens in any of the months. */
function rangeOf(model: PriceModel, months: number, strikeLog: number): LogRange {
  const { keep, drift, shake } = monthlyStep(model);
  const { perYear, meanLog, deviationLog } = model.jumps;
  const rate = perYear / MONTHS_PER_YEAR;
  let mean = log(model.spotUsdPerTonne);
  let variance = 0;
  let fourth = 0; // fourth cumulant: jumps make the tails heavy
  let [from, to] = [strikeLog - 0.1, strikeLog + 0.1];
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
 * The real part of φ(u) e^(−iu·from) for each month, φ being the characteristic function of ln S.
 *
 * A jump of a month loses the share 1 − keep in each later month, so month n adds the exponent of
 * a jump that is n months old to those before it.
 */
function eachTransform(
  model: PriceModel,
  months: number,
  u: number,
  from: number,
  use: (month: number, real: number) => void,
): void {
  const { keep, drift, shake } = monthlyStep(model);
  const { perYear, meanLog, deviationLog } = model.jumps;
  const rate = perYear / MONTHS_PER_YEAR;
  let [mean, variance, weight] = [log(model.spotUsdPerTonne), 0, 1];
  let [jumpReal, jumpImaginary] = [0, 0];
  for (let month = 0; month < months; month++) {
    mean = keep * mean + drift;
    variance = keep * keep * variance + shake * shake;
    const size = exp((-u * u * weight * weight * deviationLog * deviationLog) / 2);
    jumpReal += rate * (size * cos(u * weight * meanLog) - 1);
    jumpImaginary += rate * size * sin(u * weight * meanLog);
    weight *= keep;
    const modulus = exp((-u * u * variance) / 2 + jumpReal);
    use(month, modulus * cos(u * (mean - from) + jumpImaginary));
  }
}
