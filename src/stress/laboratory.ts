import { exp } from '../base/elementary.ts';
import { quantile } from '../base/statistics.ts';
import { blocksOf, openEnsemble, type RunContent, simulateBlock, summarise } from './ensemble.ts';
import { simulateDraw } from './simulation.ts';
import { type Fan, type MineralPath, type Scenario, SHORT_SHARE } from './stress.ts';
import type { StressModel } from './supply-chain.ts';

/*
 * What the browser computes while a lever moves: the same kernel, one mineral at a time.
 */

export interface PathOptions {
  readonly mineral: string;
  readonly draws: number;
  readonly seed: number;
  readonly years: number;
  readonly stockTonnes: number;
}

/**
 * The model cut down to one mineral and the hazards it hangs on.
 *
 * Numbers are keyed by name, so the mineral's futures are those of the whole model.
 */
export function onlyMineral(model: StressModel, mineral: string): StressModel {
  const index = model.minerals.findIndex((each) => each.mineral === mineral);
  const own = model.links.filter((link) => link.mineral === index);
  const used = [...new Set(own.flatMap(({ general, control }) => [general, control]))]
    .filter((hazard) => hazard >= 0)
    .sort((a, b) => a - b);
  return {
    ...model,
    minerals: model.minerals.slice(index, index + 1),
    hazards: used.map((hazard) => model.hazards[hazard]!),
    links: own.map((link) => ({
      ...link,
      mineral: 0,
      general: used.indexOf(link.general),
      control: used.indexOf(link.control),
    })),
  };
}

/**
 * How one mineral fares quarter by quarter, as bands over all draws.
 *
 * @returns bands [t] and price ratios, one number a quarter
 */
export function simulatePath(
  model: StressModel,
  scenario: Scenario,
  { mineral, draws, seed, years, stockTonnes }: PathOptions,
): MineralPath {
  const quarters = 4 * years;
  const alone = onlyMineral(model, mineral);
  const tonnesPerQuarter = alone.minerals[0]!.demandTonnesPerYear / 4;
  const kernel = openEnsemble({
    model: alone,
    scenario: { ...scenario, shocks: relevantShocks(scenario, mineral) },
    seed,
    quarters,
    stockTonnes: { [mineral]: stockTonnes },
    addedSupply: [],
  });
  const unmet = new Float64Array(draws * quarters);
  const price = new Float64Array(draws * quarters);
  const supply = new Float64Array(draws * quarters);
  let shortDraws = 0;
  for (let draw = 0; draw < draws; draw++) {
    simulateDraw(kernel, draw);
    let worst = 0;
    for (let quarter = 0; quarter < quarters; quarter++) {
      const cell = quarter * draws + draw;
      unmet[cell] = kernel.unmet[quarter]! * tonnesPerQuarter;
      supply[cell] = kernel.supplied[quarter]! * tonnesPerQuarter;
      price[cell] = exp(kernel.logPrice[quarter]!);
      worst = Math.max(worst, kernel.unmet[quarter]!);
    }
    if (worst > SHORT_SHARE) shortDraws += 1;
  }
  return {
    mineral,
    quarters,
    draws,
    seed,
    demandTonnesPerQuarter: tonnesPerQuarter,
    unmetTonnes: fanOf(unmet, draws, quarters),
    priceRatio: fanOf(price, draws, quarters),
    supplyTonnes: fanOf(supply, draws, quarters),
    shortDraws,
  };
}

/** The shocks that reach a mineral, with their list of minerals cut down to it. */
export function relevantShocks(scenario: Scenario, mineral: string): Scenario['shocks'] {
  return scenario.shocks.flatMap((shock) => {
    if (shock.minerals === 'all') return [shock];
    return shock.minerals.includes(mineral) ? [{ ...shock, minerals: [mineral] }] : [];
  });
}

function fanOf(values: Float64Array, draws: number, quarters: number): Fan {
  const fan: Fan = { p05: [], p25: [], p50: [], p75: [], p95: [] };
  for (let quarter = 0; quarter < quarters; quarter++) {
    const sorted = values.subarray(quarter * draws, (quarter + 1) * draws).sort();
    fan.p05.push(quantile(sorted, 0.05));
    fan.p25.push(quantile(sorted, 0.25));
    fan.p50.push(quantile(sorted, 0.5));
    fan.p75.push(quantile(sorted, 0.75));
    fan.p95.push(quantile(sorted, 0.95));
  }
  return fan;
}

export interface RunOptions {
  readonly draws: number;
  readonly seed: number;
  readonly years: number;
  readonly stockTonnes?: Readonly<Record<string, number>>;
}

/** A whole run on the thread that calls, block by block as the worker threads do it. */
export function simulateRun(
  model: StressModel,
  scenario: Scenario,
  options: RunOptions,
): RunContent {
  const inputs = {
    model,
    scenario,
    seed: options.seed,
    quarters: 4 * options.years,
    stockTonnes: options.stockTonnes ?? {},
    addedSupply: [],
  };
  const kernel = openEnsemble(inputs);
  const blocks = blocksOf(options.draws).map((block) => simulateBlock(kernel, block));
  return summarise(inputs, blocks);
}
