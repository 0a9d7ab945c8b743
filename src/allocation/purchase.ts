import { assert } from '../base/assert.ts';
import { exp } from '../base/elementary.ts';
import { assume } from '../dependency/assumptions.ts';
import type { Assumption } from '../minerals/reference-data.ts';
import type { GapMineral } from '../stress/gaps.ts';
import type { Candidate, PurchaseLimit, PurchaseStep } from './allocation.ts';

/*
 * What buying a mineral costs: whoever buys a large share of a year's world output moves the
 * market. Along a supply and a demand curve of constant elasticity, taking the share q of world
 * output raises the price by the factor exp(q / (demand elasticity + supply elasticity)).
 */

/** What is assumed about buying and storing. */
export interface PurchaseRules {
  readonly stepEnds: readonly number[]; // shares of a year of world output, rising
  readonly storageSharePerYear: number; // of the present price
  readonly mostYearsOfConsumption: number;
}

const STEPS = ['step:1', 'step:2', 'step:3', 'step:4'];

/** The rules of data/assumption.csv, at their middle values. */
export function purchaseRules(assumptions: readonly Assumption[]): PurchaseRules {
  return {
    stepEnds: STEPS.map((step) => assume(assumptions, 'purchase_step_end', [step]).mid),
    storageSharePerYear: assume(assumptions, 'storage_cost_share').mid,
    mostYearsOfConsumption: assume(assumptions, 'stock_limit_years').mid,
  };
}

/**
 * The purchase steps of a mineral, each at the price at its end: the plan never counts on a
 * price below the one that its own purchase brings about.
 *
 * Where no source gives world output, the steps are shares of U.S. consumption instead, which is
 * less and therefore dearer. Without a bulk price there are no steps.
 *
 * @param years - for which the stock is kept
 */
export function candidateOf(mineral: GapMineral, years: number, rules: PurchaseRules): Candidate {
  const { name, consumptionTonnesPerYear, lossUsdPerTonne } = mineral;
  const steps = purchaseSteps(mineral, years, rules);
  const boughtTonnes = steps.reduce((sum, { tonnes }) => sum + tonnes, 0);
  return {
    mineral: mineral.mineral,
    name,
    steps,
    limit: limitOf(mineral, boughtTonnes, rules),
    consumptionTonnesPerYear,
    lossUsdPerTonne,
  };
}

const marketTonnesOf = ({ worldTonnesPerYear, consumptionTonnesPerYear }: GapMineral): number =>
  worldTonnesPerYear ?? consumptionTonnesPerYear;

function limitOf(
  mineral: GapMineral,
  boughtTonnes: number,
  { stepEnds }: PurchaseRules,
): PurchaseLimit {
  const mostTonnes = stepEnds.at(-1)! * marketTonnesOf(mineral);
  if (boughtTonnes < mostTonnes * (1 - 1e-9)) return 'years of consumption';
  return mineral.worldTonnesPerYear === null ? 'one consumption' : 'world output';
}

function purchaseSteps(
  mineral: GapMineral,
  years: number,
  { stepEnds, storageSharePerYear, mostYearsOfConsumption }: PurchaseRules,
): readonly PurchaseStep[] {
  const { priceUsdPerTonne, elasticitySum, consumptionTonnesPerYear } = mineral;
  if (priceUsdPerTonne === null || mineral.meanGapTonnes === 0) return [];
  assert(elasticitySum > 0, 'a market gives way to a price');
  const marketTonnes = marketTonnesOf(mineral);
  const mostTonnes = mostYearsOfConsumption * consumptionTonnesPerYear;
  const steps: PurchaseStep[] = [];
  let reachedTonnes = 0;
  for (const end of stepEnds) {
    const endTonnes = Math.min(end * marketTonnes, mostTonnes);
    if (endTonnes <= reachedTonnes) break;
    const impact = exp(endTonnes / marketTonnes / elasticitySum);
    steps.push({
      tonnes: endTonnes - reachedTonnes,
      usdPerTonne: priceUsdPerTonne * impact,
      baseUsdPerTonne: priceUsdPerTonne,
      storageUsdPerTonne: priceUsdPerTonne * storageSharePerYear * years,
    });
    reachedTonnes = endTonnes;
  }
  return steps;
}
