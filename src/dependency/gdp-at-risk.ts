import { exp, log } from '../base/elementary.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { assume } from './assumptions.ts';
import type { DisruptionTerm, GdpAtRisk } from './dependency.ts';
import type { Exposure } from './exposure.ts';
import { stopProbability } from './hazard.ts';

/** Which end of every assumption is taken. */
export type Outlook = 'mild' | 'middle' | 'severe';

// A market that answers strongly makes a stop mild; a large import share or a likely stop, severe.
export const YIELDING = { mild: 'high', middle: 'mid', severe: 'low' } as const;
export const BURDEN = { mild: 'low', middle: 'mid', severe: 'high' } as const;

interface Market {
  readonly importShare: number;
  readonly demandElasticity: number;
  readonly supplyElasticity: number;
  readonly spareShare: number;
  readonly stakeMusd: number;
  readonly billMusd: number;
  readonly logPriceCap: number;
}

/**
 * GDP at risk from year-long stops of exports, one exporting country at a time.
 *
 *   S = 1 − n v_c + spare      supply left, of a year's demand
 *   p = S^(−1 / (ε_d + ε_s))   price ratio, at most the ratio at which buyers do without
 *   u = 1 − p^(−ε_d)           demand left unmet
 *   loss = stake · u + (p − 1) · n (1 − u) · bill
 *
 * Expected: each loss times the probability that its country stops within a year. Stops of two
 * countries in one year are not counted together.
 *
 * @source docs/models/dependency.md, equations 3 to 6; the market step follows the structure
 *   reported for USGS Open-File Report 2025-1047, not its data
 */
export function gdpAtRisk(data: ReferenceData, exposure: Exposure): GdpAtRisk {
  const terms = termsOf(data, exposure, 'middle');
  const expectedOf = (all: readonly DisruptionTerm[]) =>
    all.reduce((sum, { annualProbability, lossMusd }) => sum + annualProbability * lossMusd, 0);
  return {
    expected: expectedOf(terms),
    worstYear: terms.reduce((worst, { lossMusd }) => Math.max(worst, lossMusd), 0),
    low: expectedOf(termsOf(data, exposure, 'mild')),
    high: expectedOf(termsOf(data, exposure, 'severe')),
    stakeMusd: exposure.stakeMusd.mid,
    terms: terms.sort(byExpectedLoss),
  };
}

const byExpectedLoss = (a: DisruptionTerm, b: DisruptionTerm) =>
  b.annualProbability * b.lossMusd - a.annualProbability * a.lossMusd || (a.iso3 < b.iso3 ? -1 : 1);

function termsOf(data: ReferenceData, exposure: Exposure, outlook: Outlook): DisruptionTerm[] {
  const market = marketOf(data, exposure, outlook);
  return exposure.suppliers
    .filter(({ country }) => country !== 'other' && country !== 'USA')
    .map(({ country, share }) => ({
      iso3: country,
      supplyShare: share,
      annualProbability: stopProbability(data, exposure.controls, country)[BURDEN[outlook]],
      ...lossOfStop(market, share),
    }));
}

function marketOf(data: ReferenceData, exposure: Exposure, outlook: Outlook): Market {
  return {
    importShare: exposure.importShare[BURDEN[outlook]],
    demandElasticity: exposure.demandElasticity[YIELDING[outlook]],
    supplyElasticity: exposure.supplyElasticity[YIELDING[outlook]],
    spareShare: exposure.spareShare[YIELDING[outlook]],
    stakeMusd: exposure.stakeMusd[BURDEN[outlook]],
    billMusd: (exposure.consumptionTonnes.mid * exposure.priceUsdPerTonne) / 1e6,
    logPriceCap: log(assume(data.assumptions, 'price_cap_ratio').mid),
  };
}

/** The market's answer when a share of imports stops for a year, and the GDP it costs. */
export function lossOfStop(
  market: Market,
  share: number,
): { priceRatio: number; unmetShare: number; lossMusd: number } {
  const missing = market.importShare * share;
  const left = Math.min(1, 1 - missing + Math.min(missing, market.spareShare));
  const { demandElasticity, supplyElasticity, logPriceCap } = market;
  const uncapped = left > 0 ? -log(left) / (demandElasticity + supplyElasticity) : Infinity;
  const capped = uncapped > logPriceCap;
  const rise = capped ? logPriceCap : uncapped;
  const met = capped ? left * exp(supplyElasticity * rise) : exp(-demandElasticity * rise);
  const unmetShare = Math.max(0, 1 - met);
  const priceRatio = exp(rise);
  const dearer = (priceRatio - 1) * market.importShare * met * market.billMusd;
  return { priceRatio, unmetShare, lossMusd: market.stakeMusd * unmetShare + dearer };
}
