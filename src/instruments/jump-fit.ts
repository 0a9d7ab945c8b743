import { exp, log } from '../base/elementary.ts';
import { type Jumps, MONTHS_PER_YEAR } from './price-model.ts';

/** Jumps of a series, and what is left of its ordinary shaking. */
export interface JumpFit extends Jumps {
  readonly months: number; // in which a jump was found
  readonly thresholdLog: number;
  /** Of a month's ordinary shake [ln], and what it makes a year. */
  readonly shakeLog: number;
  readonly volatility: number;
  /** How much a jump law lowers the level to which prices return, so that the mean stays [ln]. */
  readonly levelShiftLog: number;
  readonly logLikelihood: number; // with jumps
}

const THRESHOLD = 3; // robust deviations: of 313 normal residuals fewer than one lies beyond
const MAD_TO_DEVIATION = 1.482602218505602; // of a normal law: 1 / quantile(3/4)
const MOST_JUMPS = 6; // in a month, in the likelihood

/**
 * Splits residuals into ordinary shakes and jumps: a jump is a residual more than three robust
 * deviations from the median.
 *
 * A stated rule in place of a likelihood of five parameters: a handful of jumps in 26 years is too
 * few for one.
 *
 * @param residuals - of the autoregression without jumps [ln]
 * @source docs/models/instruments.md, section 2.2
 */
export function findJumps(
  residuals: Float64Array,
  { keep, logLikelihoodOfFirst }: { readonly keep: number; readonly logLikelihoodOfFirst: number },
): JumpFit {
  const { middle, deviation } = robustLocation(residuals);
  const thresholdLog = THRESHOLD * deviation;
  const isJump = (residual: number) => Math.abs(residual - middle) > thresholdLog;
  const jumps = [...residuals].filter(isJump);
  const calm = [...residuals].filter((residual) => !isJump(residual));
  const perMonth = jumps.length / residuals.length;
  const meanLog = jumps.length === 0 ? 0 : meanOf(jumps);
  const deviationLog = jumps.length < 2 ? 0 : deviationOf(jumps);
  const shakeLog = deviationOf(calm);
  const reversion = -MONTHS_PER_YEAR * log(keep);
  return {
    perYear: MONTHS_PER_YEAR * perMonth,
    meanLog,
    deviationLog,
    months: jumps.length,
    thresholdLog,
    shakeLog,
    volatility: shakeLog * Math.sqrt((2 * reversion) / (1 - keep * keep)),
    levelShiftLog: (perMonth * meanLog) / (1 - keep),
    logLikelihood:
      logLikelihoodOfFirst +
      mixtureLogLikelihood(residuals, { perMonth, meanLog, deviationLog, shakeLog }),
  };
}

const meanOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  const squares = values.reduce((sum, each) => sum + (each - mean) * (each - mean), 0);
  return Math.sqrt(squares / (values.length - 1));
}

function robustLocation(values: Float64Array): { middle: number; deviation: number } {
  const middle = medianOf([...values]);
  const distances = [...values].map((each) => Math.abs(each - middle));
  return { middle, deviation: MAD_TO_DEVIATION * medianOf(distances) };
}

function medianOf(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Of residuals that are an ordinary shake and a Poisson number of jumps, with mean nothing. */
function mixtureLogLikelihood(
  residuals: Float64Array,
  law: {
    readonly perMonth: number;
    readonly meanLog: number;
    readonly deviationLog: number;
    readonly shakeLog: number;
  },
): number {
  const { perMonth, meanLog, deviationLog, shakeLog } = law;
  let sum = 0;
  for (const residual of residuals) {
    let density = 0;
    let chance = exp(-perMonth);
    for (let n = 0; n <= MOST_JUMPS; n++) {
      const variance = shakeLog * shakeLog + n * deviationLog * deviationLog;
      const distance = residual - (n - perMonth) * meanLog;
      density +=
        (chance / Math.sqrt(2 * Math.PI * variance)) * exp((-distance * distance) / (2 * variance));
      chance *= perMonth / (n + 1);
    }
    sum += log(density);
  }
  return sum;
}
