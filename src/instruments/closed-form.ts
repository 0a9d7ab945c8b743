import { exp, log } from '../base/elementary.ts';
import { normalDistribution } from '../base/normal-distribution.ts';
import { openJumpLaw, type StrikeValue } from './jump-transform.ts';
import { MONTHS_PER_YEAR, monthlyStep, type PriceModel } from './price-model.ts';

/*
 * Expectations of a price with a formula: docs/models/instruments.md, section 3. Nothing here is
 * discounted.
 */

/** Mean and variance of ln S without jumps, after whole months. */
export function logMoments(model: PriceModel, months: number): { mean: number; variance: number } {
  const { reversionPerYear, volatility, levelLog, spotUsdPerTonne } = model;
  const kept = exp((-reversionPerYear * months) / MONTHS_PER_YEAR);
  const spread = (volatility * volatility) / (2 * reversionPerYear);
  return {
    mean: kept * log(spotUsdPerTonne) + (1 - kept) * levelLog,
    variance: spread * (1 - kept * kept),
  };
}

/** Expected price after whole months, 1 to `months` [USD/t]. */
export function forwardCurve(model: PriceModel, months: number): Float64Array {
  const { keep } = monthlyStep(model);
  const { perYear, meanLog, deviationLog } = model.jumps;
  const rate = perYear / MONTHS_PER_YEAR;
  const forward = new Float64Array(months);
  let jumped = 0; // ln of what the jumps of all months so far add to the mean
  let weight = 1; // what is left of a jump of that age
  for (let month = 0; month < months; month++) {
    const growth = weight * meanLog + (weight * weight * deviationLog * deviationLog) / 2;
    jumped += rate * (exp(growth) - 1);
    weight *= keep;
    const { mean, variance } = logMoments(model, month + 1);
    forward[month] = exp(mean + variance / 2 + jumped);
  }
  return forward;
}

/**
 * Expected shortfall below a strike, excess above it, and the chance to be below, month by month,
 * for any strike above 0 [USD/t].
 *
 * Without jumps by Black's formula with the forward and the variance of the Schwartz law; with
 * jumps by the transform of jump-transform.ts, which is opened once for all strikes.
 */
export function openStrikes(
  model: PriceModel,
  months: number,
): (strikeUsd: number) => readonly StrikeValue[] {
  const forward = forwardCurve(model, months);
  if (model.jumps.perYear > 0) return openJumpLaw(model, forward);
  const variances = Array.from(forward, (_, i) => logMoments(model, i + 1).variance);
  return (strikeUsd) =>
    variances.map((variance, i) => blackStrike({ forwardUsd: forward[i]!, strikeUsd, variance }));
}

/**
 * Black's formula for a lognormal price, undiscounted.
 *
 * put = K N(−d2) − F N(−d1), call = put + F − K, d1 = (ln(F/K) + v/2) / √v, d2 = d1 − √v
 *
 * @source Black (1976), The pricing of commodity contracts; docs/models/instruments.md (7)
 */
export function blackStrike({
  forwardUsd,
  strikeUsd,
  variance,
}: {
  readonly forwardUsd: number;
  readonly strikeUsd: number;
  readonly variance: number;
}): StrikeValue {
  const deviation = Math.sqrt(variance);
  const d1 = (log(forwardUsd / strikeUsd) + variance / 2) / deviation;
  const belowProbability = normalDistribution(deviation - d1);
  const belowUsd = strikeUsd * belowProbability - forwardUsd * normalDistribution(-d1);
  return { belowUsd, aboveUsd: belowUsd + forwardUsd - strikeUsd, belowProbability };
}
