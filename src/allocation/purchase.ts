import { assert } from '../base/assert.ts';
import { exp } from '../base/elementary.ts';
import type { GapMineral } from '../stress/gaps.ts';
import type { Candidate, PurchaseLimit, PurchaseStep } from './allocation.ts';

/*
 * What buying a mineral costs: whoever buys a large share of a year's world output moves the
 * market. Along a supply and a demand curve of constant elasticity, taking the share q of world
 * output raises the price by the factor exp(q / (demand elasticity + supply elasticity)).
 */

/** Ends of the price steps, as shares of a year of world output. An assumption: no source. */
const STEP_ENDS = [0.02, 0.05, 0.1, 0.2] as const;

/** Storage, insurance and handling of a year, as a share of the value. An assumption. */
const STORAGE_SHARE_PER_YEAR = 0.015;

/** Nobody stores more than this many years of what the country uses. */
const MOST_YEARS_OF_CONSUMPTION = 3;

/**
 * The purchase steps of a mineral, each at the price at its end: the plan never counts on a
 * price below the one that its own purchase brings about.
 *
 * Where no source gives world output, the steps are shares of U.S. consumption instead, which is
 * less and therefore dearer. Without a bulk price there are no steps.
 *
 * @param years - for which the stock is kept
 */
export function candidateOf(mineral: GapMineral, years: number): Candidate {
  const { name, consumptionTonnesPerYear, lossUsdPerTonne } = mineral;
  const steps = purchaseSteps(mineral, years);
  const boughtTonnes = steps.reduce((sum, { tonnes }) => sum + tonnes, 0);
  return {
    mineral: mineral.mineral,
    name,
    steps,
    limit: limitOf(mineral, boughtTonnes),
    consumptionTonnesPerYear,
    lossUsdPerTonne,
  };
}

const marketTonnesOf = ({ worldTonnesPerYear, consumptionTonnesPerYear }: GapMineral): number =>
  worldTonnesPerYear ?? consumptionTonnesPerYear;

function limitOf(mineral: GapMineral, boughtTonnes: number): PurchaseLimit {
  const mostTonnes = STEP_ENDS.at(-1)! * marketTonnesOf(mineral);
  if (boughtTonnes < mostTonnes * (1 - 1e-9)) return 'years of consumption';
  return mineral.worldTonnesPerYear === null ? 'one consumption' : 'world output';
}

function purchaseSteps(mineral: GapMineral, years: number): readonly PurchaseStep[] {
  const { priceUsdPerTonne, elasticitySum, consumptionTonnesPerYear } = mineral;
  if (priceUsdPerTonne === null || mineral.meanGapTonnes === 0) return [];
  assert(elasticitySum > 0, 'a market gives way to a price');
  const marketTonnes = marketTonnesOf(mineral);
  const mostTonnes = MOST_YEARS_OF_CONSUMPTION * consumptionTonnesPerYear;
  const steps: PurchaseStep[] = [];
  let reachedTonnes = 0;
  for (const end of STEP_ENDS) {
    const endTonnes = Math.min(end * marketTonnes, mostTonnes);
    if (endTonnes <= reachedTonnes) break;
    const impact = exp(endTonnes / marketTonnes / elasticitySum);
    steps.push({
      tonnes: endTonnes - reachedTonnes,
      usdPerTonne: priceUsdPerTonne * impact,
      baseUsdPerTonne: priceUsdPerTonne,
      storageUsdPerTonne: priceUsdPerTonne * STORAGE_SHARE_PER_YEAR * years,
    });
    reachedTonnes = endTonnes;
  }
  return steps;
}
