import { exp, log } from '../base/elementary.ts';
import { type Month, monthNumber } from '../base/month.ts';
import { quantile } from '../base/statistics.ts';
import { findJumps, type JumpFit } from './jump-fit.ts';
import { MONTHS_PER_YEAR } from './price-model.ts';

/** One month of a series; months without a price are left out. */
export interface Quote {
  readonly month: Month;
  readonly usdPerTonne: number;
}

/** An estimate and its standard error. */
export interface Estimate {
  readonly value: number;
  readonly standardError: number;
}

/** The Schwartz model of a monthly series, and how well it fits. */
export interface PriceFit {
  readonly months: number; // quotes used
  readonly steps: number; // between neighbouring months
  readonly from: Month;
  readonly to: Month;
  readonly reversionPerYear: Estimate; // kappa
  readonly levelLog: Estimate; // alpha, ln of USD/t
  readonly volatility: Estimate; // sigma, per square root of a year
  readonly halfLifeYears: number;
  readonly logLikelihood: number; // of the law without jumps
  readonly jumps: JumpFit;
  /** Of the residuals over their deviation; a normal law has -2.33, -1.64, -0.67, 0 ... */
  readonly residualQuantiles: Readonly<Record<string, number>>;
  /** Whether months still remember: Q over 13 lags, 12 degrees of freedom. */
  readonly ljungBox: { readonly statistic: number; readonly pValue: number };
  /** What each step brought beyond the expected, by the month it ends in [ln]. */
  readonly residuals: ReadonlyMap<Month, number>;
}

/** Sums over the steps that the likelihood needs. */
interface Steps {
  readonly first: number; // ln of the first price
  readonly before: Float64Array;
  readonly after: Float64Array;
  readonly months: readonly Month[]; // each step ends in
}

const LAGS = 13; // a year and a month; less one estimated parameter an even number is left
const QUANTILES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const;

/**
 * Fits the law of ln S to a monthly series by exact maximum likelihood.
 *
 * The model's monthly step is an autoregression without approximation. The first price counts by
 * the stationary law, so a series that hardly returns still has a finite pull. A step across a
 * missing month is left out.
 *
 * @param quotes - in the order of months, prices above 0
 * @source docs/models/instruments.md, section 2.1
 */
export function fitPriceModel(quotes: readonly Quote[]): PriceFit {
  const steps = stepsOf(quotes);
  const keep = bestKeep(steps);
  const { mean, variance, logLikelihood } = profile(steps, keep);
  const count = steps.before.length;
  const residuals = Float64Array.from(
    steps.after,
    (after, i) => after - mean - keep * (steps.before[i]! - mean),
  );
  const reversionPerYear = -MONTHS_PER_YEAR * log(keep);
  const deviation = Math.sqrt(variance);
  const standard = Float64Array.from(residuals, (each) => each / deviation).sort();
  return {
    months: quotes.length,
    steps: count,
    from: quotes[0]!.month,
    to: quotes.at(-1)!.month,
    ...estimatesOf({ keep, mean, variance, count }),
    halfLifeYears: Math.LN2 / reversionPerYear,
    logLikelihood,
    jumps: findJumps(residuals, { keep, logLikelihoodOfFirst: firstDensity(steps, keep) }),
    residualQuantiles: Object.fromEntries(
      QUANTILES.map((each) => [String(each), quantile(standard, each)]),
    ),
    ljungBox: ljungBox(residuals),
    residuals: new Map(steps.months.map((month, i) => [month, residuals[i]!])),
  };
}

function stepsOf(quotes: readonly Quote[]): Steps {
  const pairs = quotes.slice(1).flatMap((quote, i) => {
    const before = quotes[i]!;
    const isNext = monthNumber(quote.month) - monthNumber(before.month) === 1;
    return isNext ? [{ before, after: quote }] : [];
  });
  return {
    first: log(quotes[0]!.usdPerTonne),
    before: Float64Array.from(pairs, ({ before }) => log(before.usdPerTonne)),
    after: Float64Array.from(pairs, ({ after }) => log(after.usdPerTonne)),
    months: pairs.map(({ after }) => after.month),
  };
}

/** The best mean and variance of a step for a given `keep`, and the likelihood they reach. */
function profile({ first, before, after }: Steps, keep: number) {
  const count = before.length;
  const still = 1 - keep * keep;
  const away = 1 - keep;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += after[i]! - keep * before[i]!;
  const mean = (still * first + away * sum) / (still + count * away * away);
  let squares = still * (first - mean) * (first - mean);
  for (let i = 0; i < count; i++) {
    const residual = after[i]! - mean - keep * (before[i]! - mean);
    squares += residual * residual;
  }
  const variance = squares / (count + 1);
  const logLikelihood = -0.5 * (count + 1) * (log(2 * Math.PI * variance) + 1) + 0.5 * log(still);
  return { mean, variance, logLikelihood };
}

/** Log density of the first price under the stationary law, at the best mean and variance. */
function firstDensity(steps: Steps, keep: number): number {
  const { mean, variance } = profile(steps, keep);
  const stationary = variance / (1 - keep * keep);
  const distance = steps.first - mean;
  return -0.5 * (log(2 * Math.PI * stationary) + (distance * distance) / stationary);
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;
const WEAKEST = 1e-4; // of a month's pull 1 - keep: a half-life of 580 years

/** The `keep` of the highest likelihood, by golden section over ln(1 − keep). */
function bestKeep(steps: Steps): number {
  const height = (t: number) => profile(steps, 1 - exp(t)).logLikelihood;
  let [low, high] = [log(WEAKEST), log(0.95)];
  let [a, b] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [atA, atB] = [height(a), height(b)];
  while (high - low > 1e-9) {
    if (atA > atB) {
      [high, b, atB] = [b, a, atA];
      a = high - GOLDEN * (high - low);
      atA = height(a);
    } else {
      [low, a, atA] = [a, b, atB];
      b = low + GOLDEN * (high - low);
      atB = height(b);
    }
  }
  return 1 - exp((low + high) / 2);
}

/**
 * The model's parameters from those of the step, with errors by the delta method from the
 * information of an autoregression: var keep = (1 − keep²)/n, var mean = s²/(n (1 − keep)²),
 * var s² = 2 s⁴/n, all three independent.
 */
function estimatesOf({
  keep,
  mean,
  variance,
  count,
}: {
  readonly keep: number;
  readonly mean: number;
  readonly variance: number;
  readonly count: number;
}): Pick<PriceFit, 'reversionPerYear' | 'levelLog' | 'volatility'> {
  const reversionPerYear = -MONTHS_PER_YEAR * log(keep);
  const still = 1 - keep * keep;
  const ofKeep = Math.sqrt(still / count);
  const volatility = Math.sqrt((2 * reversionPerYear * variance) / still);
  // ln sigma = (ln s² + ln kappa − ln(1 − keep²) + ln 2) / 2
  const byVariance = (volatility / 2) * Math.sqrt(2 / count);
  const slope = -MONTHS_PER_YEAR / (keep * reversionPerYear) + (2 * keep) / still;
  const byKeep = (volatility / 2) * slope * ofKeep;
  return {
    reversionPerYear: {
      value: reversionPerYear,
      standardError: (MONTHS_PER_YEAR * ofKeep) / keep,
    },
    levelLog: {
      value: mean,
      standardError: Math.sqrt(variance / count) / (1 - keep),
    },
    volatility: {
      value: volatility,
      standardError: Math.sqrt(byVariance * byVariance + byKeep * byKeep),
    },
  };
}

/**
 * Whether residuals are correlated with those of months before.
 *
 * @source Ljung & Box (1978), On a measure of lack of fit in time series models
 */
function ljungBox(residuals: Float64Array): PriceFit['ljungBox'] {
  const n = residuals.length;
  const mean = residuals.reduce((a, b) => a + b, 0) / n;
  const covariance = (lag: number) => {
    let sum = 0;
    for (let i = lag; i < n; i++) sum += (residuals[i]! - mean) * (residuals[i - lag]! - mean);
    return sum;
  };
  const variance = covariance(0);
  let statistic = 0;
  for (let lag = 1; lag <= LAGS; lag++) {
    const correlation = covariance(lag) / variance;
    statistic += (correlation * correlation) / (n - lag);
  }
  statistic *= n * (n + 2);
  return { statistic, pValue: chiSquareTail(statistic, (LAGS - 1) / 2) };
}

/** Chance of a chi-square number above x, of 2 × `halfDegrees` degrees of freedom: a finite sum. */
function chiSquareTail(x: number, halfDegrees: number): number {
  let term = exp(-x / 2);
  let sum = term;
  for (let n = 1; n < halfDegrees; n++) {
    term *= x / 2 / n;
    sum += term;
  }
  return sum;
}

/** Correlation of what two series bring beyond the expected, over the months that both have. */
export function residualCorrelation(
  a: ReadonlyMap<Month, number>,
  b: ReadonlyMap<Month, number>,
): { readonly correlation: number; readonly months: number } {
  const common = [...a].flatMap(([month, x]) => {
    const y = b.get(month);
    return y === undefined ? [] : [{ x, y }];
  });
  const n = common.length;
  const meanX = common.reduce((sum, { x }) => sum + x, 0) / n;
  const meanY = common.reduce((sum, { y }) => sum + y, 0) / n;
  let [xy, xx, yy] = [0, 0, 0];
  for (const { x, y } of common) {
    xy += (x - meanX) * (y - meanY);
    xx += (x - meanX) * (x - meanX);
    yy += (y - meanY) * (y - meanY);
  }
  return { correlation: xy / Math.sqrt(xx * yy), months: n };
}
