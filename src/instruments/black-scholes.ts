import { exp, log } from '../base/elementary.ts';
import { normalDistribution } from '../base/normal-distribution.ts';

/*
 * What a right to buy a share is worth when its price wanders without memory.
 */

export interface OptionTerms {
  readonly shareUsd: number; // price of the share today, in any currency: the value is in the same
  readonly strikeUsd: number;
  readonly years: number; // to expiry
  readonly volatility: number; // of the log price, a year
  readonly rate: number; // risk-free, continuously compounded, a year
}

/**
 * Value of a European right to buy one share that pays no dividend.
 *
 * An American one is worth the same: without dividends it is never exercised early.
 *
 * @source Black and Scholes (1973), The pricing of options and corporate liabilities, equation 13
 */
export function callValueUsd({
  shareUsd,
  strikeUsd,
  years,
  volatility,
  rate,
}: OptionTerms): number {
  const strikeNowUsd = strikeUsd * exp(-rate * years);
  const deviation = volatility * Math.sqrt(years);
  if (deviation === 0) return Math.max(0, shareUsd - strikeNowUsd);
  const d1 = log(shareUsd / strikeNowUsd) / deviation + deviation / 2;
  return shareUsd * normalDistribution(d1) - strikeNowUsd * normalDistribution(d1 - deviation);
}
