import { exp, log } from '../base/elementary.ts';
import { threefry, uniform, variable } from '../base/random.ts';
import type { Market } from './payoff.ts';

/*
 * When a borrower fails, and what is left then. Price and default share the same future: the hazard
 * rises as the price falls below what the project needs. @source docs/models/finance.md, 3
 */

export interface RiskTerms {
  readonly defaultsPerYear: number; // hazard at the break-even price
  readonly priceSensitivity: number; // b
  readonly breakEvenUsdPerTonne: number;
  readonly recoveryShare: number;
  readonly recoveryLagMonths: number;
  readonly assets: { readonly valueUsd: number; readonly priceElasticity: number } | null;
}

const MONTHS_PER_YEAR = 12;

/** Hazard a year at a price: h0 exp(−b ln(S / S_be)). */
export function hazardPerYear(
  { defaultsPerYear, priceSensitivity, breakEvenUsdPerTonne }: RiskTerms,
  usdPerTonne: number,
): number {
  if (priceSensitivity === 0) return defaultsPerYear;
  return defaultsPerYear * exp(-priceSensitivity * log(usdPerTonne / breakEvenUsdPerTonne));
}

/**
 * What comes back of a claim at default.
 *
 * A nonrecourse lender takes the project's assets and nothing else, so that the worth of the assets
 * at the price of that day limits what comes back.
 */
export function recoveredUsd(risk: RiskTerms, claimUsd: number, usdPerTonne: number): number {
  const { recoveryShare, assets, breakEvenUsdPerTonne } = risk;
  if (assets === null) return recoveryShare * claimUsd;
  const moved = exp(assets.priceElasticity * log(usdPerTonne / breakEvenUsdPerTonne));
  return Math.min(claimUsd, recoveryShare * assets.valueUsd * moved);
}

const DEFAULT = variable('instruments.loan.default');

/**
 * The threshold that the hazard of a path must add up to before the borrower fails.
 *
 * It is exponential, and of two neighbouring paths one has the mirror image of the other's.
 */
export function defaultThreshold(seed: number, path: number): number {
  const word = new Int32Array(2);
  threefry(word, seed, path >> 1, DEFAULT, 0);
  const u = uniform(word[0]!);
  return -log((path & 1) === 0 ? u : 1 - u);
}

/** A borrower who can fail in the months in which something is owed. */
export interface Borrower {
  readonly owedUsd: Float64Array; // (month), before its payment
  readonly risk: RiskTerms;
}

/** The month in which the borrower of a path fails; the number of months where that never happens. */
export function defaultMonth({ owedUsd, risk }: Borrower, market: Market, path: number): number {
  const { months, usdPerTonne } = market.paths;
  const threshold = defaultThreshold(market.seed, path);
  let sum = 0;
  for (let month = 0; month < months; month++) {
    if (owedUsd[month]! <= 0) continue;
    sum += hazardPerYear(risk, usdPerTonne[path * months + month]!) / MONTHS_PER_YEAR;
    if (sum >= threshold) return month;
  }
  return months;
}

/** Chances of a path, month by month: still good after it, and failed in it. */
export interface DefaultChances {
  readonly good: Float64Array;
  readonly failed: Float64Array;
}

/** @param usdPerTonne - price of each month */
export function defaultChances(
  { owedUsd, risk }: Borrower,
  usdPerTonne: ArrayLike<number>,
): DefaultChances {
  const good = new Float64Array(owedUsd.length);
  const failed = new Float64Array(owedUsd.length);
  let left = 1;
  for (let month = 0; month < owedUsd.length; month++) {
    if (owedUsd[month]! > 0) {
      const kept = left * exp(-hazardPerYear(risk, usdPerTonne[month]!) / MONTHS_PER_YEAR);
      failed[month] = left - kept;
      left = kept;
    }
    good[month] = left;
  }
  return { good, failed };
}
