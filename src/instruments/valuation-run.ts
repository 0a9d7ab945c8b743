import { exp } from '../base/elementary.ts';
import { monthAfter, monthNumber } from '../base/month.ts';
import { Refusal } from '../base/refusal.ts';
import { quantile } from '../base/statistics.ts';
import { fairValueOf, followPaths, presentCosts, yearCosts } from './estimate.ts';
import { marketOf, type ValuationRequest } from './market.ts';
import type { Market } from './payoff.ts';
import type { PriceFit } from './price-fit.ts';
import type { PriceLaw } from './price-law.ts';
import type { PriceModel } from './price-model.ts';
import { rangesOf, sensitivitiesOf } from './sensitivity.ts';
import { payoffOf } from './valuation.ts';
import type { FitSummary, InstrumentValue, PriceLawSummary } from './value.ts';

const LONGEST_MONTHS = 600;
const MOST_PRICES = 40_000_000; // of all draws and months together: 320 MB

/** The results of a valuation, without what it was asked. */
export type Valued = Pick<
  InstrumentValue,
  | 'months'
  | 'fairValue'
  | 'closedForm'
  | 'cost'
  | 'years'
  | 'maximumExposure'
  | 'sensitivities'
  | 'ranges'
  | 'payout'
  | 'prices'
  | 'measures'
  | 'notes'
>;

/**
 * What an instrument is worth to the reserve and may cost it.
 *
 * @throws Refusal `instrument.ended`, `instrument.too_large`
 * @source docs/models/instruments.md, section 7
 */
export function valueInstrument(request: ValuationRequest): Valued {
  const { instrument, law, draws } = request;
  const months = monthsLeft(request);
  const market = marketOf(request, law, draws);
  const payoff = payoffOf(instrument, market);
  const outcomes = followPaths(payoff, market);
  const fairValue = fairValueOf(payoff, outcomes);
  const { closedForm, exposure, measures, notes, control } = payoff;
  const isPriced = 'mineral' in instrument; // of the others no mineral's price matters
  return {
    months,
    fairValue: { ...fairValue, control: control?.name ?? null },
    closedForm: closedForm && {
      usd: closedForm.valueUsd,
      method: closedForm.method,
      ...differenceOf(fairValue, closedForm.valueUsd),
    },
    cost: presentCosts(outcomes),
    years: yearCosts(outcomes),
    maximumExposure: {
      usd: exposure.usd,
      isUnlimited: exposure.usd === null,
      sentence: exposure.sentence,
    },
    sensitivities: sensitivitiesOf(request),
    ranges: rangesOf(request),
    payout: isPriced ? payoutCurve(request) : [],
    prices: isPriced ? priceQuantiles(market) : [],
    measures: [...measures],
    notes: [...instrument.notes, ...notes],
  };
}

function monthsLeft({ instrument, law, draws }: ValuationRequest): number {
  const months = monthNumber(instrument.end) - monthNumber(law.asOf);
  if (months <= 0) {
    throw new Refusal(
      'invalid',
      'instrument.ended',
      `cannot value ${instrument.id}: it ends in ${instrument.end}, and the valuation is of ${law.asOf}`,
      "value a later term, or state an earlier 'asOf' in its market",
    );
  }
  if (months <= LONGEST_MONTHS && months * draws <= MOST_PRICES) return months;
  throw new Refusal(
    'invalid',
    'instrument.too_large',
    `cannot value ${instrument.id} over ${months} months with ${draws} draws`,
    `at most ${LONGEST_MONTHS} months, and ${MOST_PRICES / 1e6} million months of all draws together`,
  );
}

function differenceOf(simulated: { usd: number; standardErrorUsd: number }, usd: number) {
  const differenceUsd = simulated.usd - usd;
  const { standardErrorUsd } = simulated;
  return {
    differenceUsd,
    // Rounding of what is linear in its control leaves no noise to compare with.
    inStandardErrors:
      standardErrorUsd < 1e-9 * Math.abs(usd) ? 0 : differenceUsd / standardErrorUsd,
  };
}

const PAYOUT_POINTS = 41;
const PAYOUT_REACH = 2.5; // times the higher of the spot and the long-run price

/** What all flows come to if the price stands still at a level. */
function payoutCurve(request: ValuationRequest): InstrumentValue['payout'] {
  const { law, instrument } = request;
  const few = marketOf(request, law, 2);
  const { months } = few.paths;
  const highest = PAYOUT_REACH * Math.max(law.model.spotUsdPerTonne, longRunOf(law.model));
  const level = (point: number) => (highest * (point + 0.5)) / PAYOUT_POINTS;
  const usdPerTonne = Float64Array.from({ length: PAYOUT_POINTS * months }, (_, i) =>
    level(Math.floor(i / months)),
  );
  const still: Market = { ...few, paths: { ...few.paths, paths: PAYOUT_POINTS, usdPerTonne } };
  const payoff = payoffOf(instrument, still);
  const flow = new Float64Array(months);
  return Array.from({ length: PAYOUT_POINTS }, (_, point) => {
    payoff.flows(point, flow);
    const flowUsd = flow.reduce((sum, usd) => sum + usd, payoff.todayUsd);
    return { priceUsdPerTonne: level(point), flowUsd };
  });
}

/** Quantiles of the price at the end of every twelfth month, and of the last. */
function priceQuantiles({ asOf, paths }: Market): InstrumentValue['prices'] {
  const { months, usdPerTonne } = paths;
  const ends = Array.from({ length: Math.ceil(months / 12) }, (_, i) =>
    Math.min(12 * i + 11, months - 1),
  );
  return ends.map((month) => {
    const sorted = Float64Array.from(
      { length: paths.paths },
      (_, path) => usdPerTonne[path * months + month]!,
    ).sort();
    const [p05, p25, p50, p75, p95] = [0.05, 0.25, 0.5, 0.75, 0.95].map((share) =>
      quantile(sorted, share),
    ) as [number, number, number, number, number]; // one a share
    return { month: monthAfter(asOf, month + 1), p05, p25, p50, p75, p95 };
  });
}

/** Mean of the price in the long run, without jumps. */
function longRunOf({ levelLog, volatility, reversionPerYear }: PriceModel): number {
  return exp(levelLog + (volatility * volatility) / (4 * reversionPerYear));
}

/** The law of the price as a result shows it. */
export function lawSummary(mineral: string, law: PriceLaw): PriceLawSummary {
  const { model, basis, sentence, tonneOf, asOf, ratePerYear, fit } = law;
  return {
    mineral,
    basis,
    sentence,
    tonneOf,
    asOf,
    spotUsdPerTonne: model.spotUsdPerTonne,
    longRunUsdPerTonne: longRunOf(model),
    reversionPerYear: model.reversionPerYear,
    volatility: model.volatility,
    jumpsPerYear: model.jumps.perYear,
    jumpMeanLog: model.jumps.meanLog,
    jumpDeviationLog: model.jumps.deviationLog,
    ratePerYear,
    fit: fit && fitSummary(fit),
  };
}

export function fitSummary({ residuals: _, jumps, ...fit }: PriceFit): FitSummary {
  const { shakeLog: __, levelShiftLog: ___, ...shown } = jumps;
  return { ...fit, jumps: shown };
}
