import { expectedShortfall, meanWithError, quantile } from '../base/statistics.ts';
import type { Market, Payoff } from './payoff.ts';
import { TAIL_SHARE } from './value.ts';

/** What the futures of one payoff come to. */
export interface Outcomes {
  readonly presentValueUsd: Float64Array; // (path)
  readonly controlUsd: Float64Array | null; // (path)
  readonly firstYear: number;
  readonly yearCostUsd: readonly Float64Array[]; // (year, path): paid less received
  readonly yearPaidUsd: Float64Array; // (year), mean
  readonly yearReceivedUsd: Float64Array; // (year), mean
}

/** Follows a payoff along every path, and sums its months to calendar years. */
export function followPaths(payoff: Payoff, market: Market): Outcomes {
  const { paths, months, discount } = market.paths;
  const [firstYear, offset] = [Number(market.asOf.slice(0, 4)), Number(market.asOf.slice(5))];
  const yearOf = (month: number) => Math.floor((offset + month) / 12);
  const years = yearOf(months - 1) + 1;
  const yearCostUsd = Array.from({ length: years }, () => new Float64Array(paths));
  const [yearPaidUsd, yearReceivedUsd] = [new Float64Array(years), new Float64Array(years)];
  const presentValueUsd = new Float64Array(paths);
  const flow = new Float64Array(months);
  for (let path = 0; path < paths; path++) {
    payoff.flows(path, flow);
    let sum = payoff.todayUsd;
    yearCostUsd[0]![path] = -payoff.todayUsd;
    for (let month = 0; month < months; month++) {
      const usd = flow[month]!;
      if (usd === 0) continue;
      sum += discount[month]! * usd;
      const year = yearOf(month);
      yearCostUsd[year]![path]! -= usd;
      if (usd < 0) yearPaidUsd[year]! -= usd / paths;
      else yearReceivedUsd[year]! += usd / paths;
    }
    presentValueUsd[path] = sum;
  }
  yearPaidUsd[0]! += Math.max(-payoff.todayUsd, 0);
  yearReceivedUsd[0]! += Math.max(payoff.todayUsd, 0);
  const { control } = payoff;
  const controlUsd =
    control && Float64Array.from({ length: paths }, (_, path) => control.presentValueUsd(path));
  return { presentValueUsd, controlUsd, firstYear, yearCostUsd, yearPaidUsd, yearReceivedUsd };
}

/** A mean over the paths, with and without the help of a control. */
export interface FairValue {
  readonly usd: number;
  readonly standardErrorUsd: number;
  readonly plainUsd: number;
}

/**
 * The mean present value. Where a control is known, the part of the noise that it explains is
 * taken out: value − b (control − its mean), b by regression.
 *
 * Paths come in pairs that are shaken in opposite ways, so a pair is one observation.
 *
 * @source Glasserman (2003), Monte Carlo methods in financial engineering, sections 4.1 and 4.2
 */
export function fairValueOf({ control }: Payoff, outcomes: Outcomes): FairValue {
  const values = pairMeans(outcomes.presentValueUsd);
  const plain = meanWithError(values);
  const plainUsd = plain.mean;
  if (control === null || outcomes.controlUsd === null) {
    return { usd: plainUsd, standardErrorUsd: plain.standardError, plainUsd };
  }
  const controls = pairMeans(outcomes.controlUsd);
  const slope = slopeOf(values, controls);
  const { mean, standardError } = meanWithError(
    values.map((value, i) => value - slope * (controls[i]! - control.meanUsd)),
  );
  return { usd: mean, standardErrorUsd: standardError, plainUsd };
}

function pairMeans(values: Float64Array): Float64Array {
  return Float64Array.from(
    { length: values.length / 2 },
    (_, i) => (values[2 * i]! + values[2 * i + 1]!) / 2,
  );
}

/** Slope of the regression of y on x; 0 where x does not move. */
function slopeOf(y: Float64Array, x: Float64Array): number {
  const [meanY, meanX] = [meanWithError(y).mean, meanWithError(x).mean];
  let [xy, xx] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    xy += (x[i]! - meanX) * (y[i]! - meanY);
    xx += (x[i]! - meanX) * (x[i]! - meanX);
  }
  return xx === 0 ? 0 : xy / xx;
}

/** Mean and tail of what each calendar year costs, not discounted. */
export function yearCosts({ firstYear, yearCostUsd, yearPaidUsd, yearReceivedUsd }: Outcomes) {
  return yearCostUsd.map((costs, year) => ({
    year: firstYear + year,
    expectedCostUsd: meanWithError(costs).mean,
    tailCostUsd: expectedShortfall(costs.toSorted(), TAIL_SHARE),
    expectedPaidUsd: yearPaidUsd[year]!,
    expectedReceivedUsd: yearReceivedUsd[year]!,
  }));
}

/** Mean and tail of the present value of all costs. */
export function presentCosts({ presentValueUsd }: Outcomes) {
  const costs = presentValueUsd.map((usd) => -usd).sort();
  return {
    expectedUsd: meanWithError(costs).mean,
    p95Usd: quantile(costs, 1 - TAIL_SHARE),
    tailUsd: expectedShortfall(costs, TAIL_SHARE),
  };
}
