import { exp, log } from '../base/elementary.ts';
import { Refusal } from '../base/refusal.ts';
import { callValueUsd, type OptionTerms, simulateCallUsd } from './black-scholes.ts';

/*
 * What preferred stock that converts, warrants and units are worth on a day, from the price of the
 * share and its volatility. @source docs/models/finance.md, 4
 */

/** What is known of a share: its price, and how it moves. */
export type ShareMarket = Pick<OptionTerms, 'shareUsd' | 'volatility' | 'rate'>;

/** Rights to buy shares. */
export interface WarrantTerms {
  readonly shares: number;
  readonly strikeUsd: number | null;
  readonly years: number;
}

/** Preferred stock whose dividend is added to what it converts or is redeemed for. */
export interface PreferredTerms {
  readonly principalUsd: number;
  readonly dividendRate: number; // a year, compounded each year, paid in kind
  readonly conversionUsd: number; // price of a share on conversion
  readonly years: number; // until the holder converts or is redeemed: assumed, for it is perpetual
  readonly creditSpread: number; // a year, over the risk-free rate, on the promise to redeem
}

export interface EquityValue {
  readonly valueUsd: number;
  readonly bondUsd: number; // of the part that does not hang on the share
  readonly optionUsd: number;
  readonly shares: number; // that can be had
}

/** @throws Refusal `equity.no_strike` */
export function warrantValue(warrant: WarrantTerms, market: ShareMarket): EquityValue {
  const optionUsd = warrant.shares * callValueUsd(optionOf(warrant, market));
  return { valueUsd: optionUsd, bondUsd: 0, optionUsd, shares: warrant.shares };
}

function optionOf({ strikeUsd, years }: WarrantTerms, market: ShareMarket): OptionTerms {
  if (strikeUsd !== null && strikeUsd > 0) return { ...market, strikeUsd, years };
  throw new Refusal(
    'invalid',
    'equity.no_strike',
    'a warrant without a strike cannot be valued',
    'give the price at which it buys a share',
  );
}

/**
 * Value of convertible preferred stock held to an assumed day.
 *
 * On that day it is owed L = P (1 + d)^T and gets the better of L and L / K shares: a promise of L,
 * and L / K rights to buy a share at K. The promise bears the company's credit spread.
 */
export function preferredValue(terms: PreferredTerms, market: ShareMarket): EquityValue {
  const { principalUsd, dividendRate, conversionUsd, years, creditSpread } = terms;
  const owedUsd = principalUsd * exp(years * log(1 + dividendRate));
  const shares = owedUsd / conversionUsd;
  const bondUsd = owedUsd * exp(-(market.rate + creditSpread) * years);
  const optionUsd = shares * callValueUsd({ ...market, strikeUsd: conversionUsd, years });
  return { valueUsd: bondUsd + optionUsd, bondUsd, optionUsd, shares };
}

/** Value of units of one share and part of a warrant. */
export function unitsValue(units: number, warrant: WarrantTerms, market: ShareMarket): EquityValue {
  const { optionUsd, shares } = warrantValue(warrant, market);
  const heldUsd = units * market.shareUsd;
  return { valueUsd: heldUsd + optionUsd, bondUsd: heldUsd, optionUsd, shares: units + shares };
}

/** The value of a warrant by simulation, to hold beside the closed form. */
export function simulateWarrant(
  warrant: WarrantTerms,
  market: ShareMarket,
  run: { readonly draws: number; readonly seed: number },
): { readonly mean: number; readonly standardError: number } {
  const { mean, standardError } = simulateCallUsd(optionOf(warrant, market), run);
  return { mean: warrant.shares * mean, standardError: warrant.shares * standardError };
}
