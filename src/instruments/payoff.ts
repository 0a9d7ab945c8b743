import type { Month } from '../base/month.ts';
import type { PriceModel, PricePaths } from './price-model.ts';

/** What an instrument is valued in: prices of many futures, and the law they are drawn from. */
export interface Market {
  readonly asOf: Month; // of the valuation; path month 0 is the month after
  readonly model: PriceModel;
  readonly ratePerYear: number; // at which money is discounted, compounded all the time
  readonly paths: PricePaths;
  readonly seed: number; // for chance of the instrument's own, keyed by (seed, path, variable)
}

/** The most that the reserve can come to pay by the terms, whatever happens. */
export interface Exposure {
  readonly usd: number | null; // null: the terms set no limit
  readonly sentence: string; // how it follows from the terms
}

/** A quantity whose mean is known, close to what is valued: it takes away most of the noise. */
export interface Control {
  /** Present value on one path [USD]. */
  readonly presentValueUsd: (path: number) => number;
  readonly meanUsd: number;
  readonly name: string;
}

/** A further result of one kind, such as the cost of a credit subsidy. */
export interface Measure {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  readonly formula: string;
}

/**
 * An instrument in a market: what it pays on each path. Money received by the reserve is positive,
 * money it pays negative.
 */
export interface Payoff {
  /** What flows on the day of the valuation [USD]. */
  readonly todayUsd: number;
  /** Writes the flow of each month of one path [USD], over all months of the market. */
  readonly flows: (path: number, usdByMonth: Float64Array) => void;
  readonly exposure: Exposure;
  /** The fair value by formula, where there is one. */
  readonly closedForm: { readonly valueUsd: number; readonly method: string } | null;
  readonly control: Control | null;
  readonly measures: readonly Measure[];
  readonly notes: readonly string[]; // what was assumed
}
