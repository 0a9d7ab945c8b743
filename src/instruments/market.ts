import { monthNumber } from '../base/month.ts';
import type { Instrument } from './instruments.ts';
import type { Market } from './payoff.ts';
import type { PriceLaw } from './price-law.ts';
import { simulatePrices } from './price-model.ts';

/** One question: an instrument, the law of its price, and how many futures. */
export interface ValuationRequest {
  readonly instrument: Instrument;
  readonly law: PriceLaw;
  readonly draws: number;
  readonly seed: number;
}

/** What a law may differ in from the one of the request. */
export type LawChange = Pick<PriceLaw, 'model' | 'ratePerYear'>;

/** Prices of the months from the valuation to the end of the term; draws come in pairs. */
export function marketOf(
  { instrument, law: { asOf }, seed }: ValuationRequest,
  { model, ratePerYear }: LawChange,
  draws: number,
): Market {
  const months = monthNumber(instrument.end) - monthNumber(asOf);
  const paths = 2 * Math.ceil(draws / 2);
  return {
    asOf,
    model,
    ratePerYear,
    seed,
    paths: simulatePrices(model, { paths, months, seed, ratePerYear }),
  };
}
