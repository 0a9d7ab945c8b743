import { exp } from '../base/elementary.ts';
import { quantile } from '../base/statistics.ts';
import { emptyOutcome, keepOutcome } from './blocks.ts';
import {
  blocksOf,
  mineralStress,
  openEnsemble,
  type RunContent,
  simulateBlock,
  summarise,
} from './ensemble.ts';
import { simulateDraw } from './simulation.ts';
import type { Fan, MineralPath, MineralStress, Scenario } from './stress.ts';
import type { StressModel, SupplyLink } from './supply-chain.ts';
import { addDraw, openSums, whoGoesShort } from './who-goes-short.ts';

/*
 * What the browser computes while a lever moves: the same kernel, one mineral at a time.
 */

/** Futures of one mineral that a reader may ask for at once; more would not answer a moving hand. */
export const PATH_DRAWS = { least: 100, most: 5000, usual: 1000 } as const;

export interface PathOptions {
  readonly mineral: string;
  readonly draws: number;
  readonly seed: number;
  readonly years: number;
  readonly stockTonnes: number;
}

/**
 * The model cut down to one mineral, its ore and the hazards they hang on.
 *
 * Numbers are keyed by name, so the mineral's futures are those of the whole model.
 */
export function onlyMineral(model: StressModel, mineral: string): StressModel {
  const index = model.minerals.findIndex((each) => each.mineral === mineral);
  const own = model.minerals[index]!;
  const links = model.links.filter(({ flow, of }) => of === (flow === 'feed' ? own.feed : index));
  const used = [...new Set(links.flatMap(hazardsOf))].sort((a, b) => a - b);
  const place = (hazard: number) => used.indexOf(hazard);
  return {
    ...model,
    minerals: [{ ...own, feed: own.feed < 0 ? -1 : 0 }],
    feeds: own.feed < 0 ? [] : [model.feeds[own.feed]!],
    hazards: used.map((hazard) => model.hazards[hazard]!),
    links: links.map((link) => ({
      ...link,
      of: 0,
      general: place(link.general),
      control: place(link.control),
      plants: link.plants.map(({ hazard, share }) => ({ hazard: place(hazard), share })),
    })),
    pipeline: model.pipeline.flatMap((project) =>
      project.mineral === index ? [{ ...project, mineral: 0 }] : [],
    ),
  };
}

function hazardsOf({ general, control, plants }: SupplyLink): number[] {
  return [general, control, ...plants.map(({ hazard }) => hazard)].filter((hazard) => hazard >= 0);
}

/** The middle of the draws so far, quarter by quarter. */
export interface PathMedians {
  readonly supplyTonnes: readonly number[];
  readonly priceRatio: readonly number[];
}

/** The simulation of one mineral, a few draws at a time: whoever asked may lose interest. */
export interface PathWork {
  /** Simulates so many more draws. @returns whether all are done */
  advance(count: number): boolean;
  medians(): PathMedians;
  /** What a run would say of the mineral, once all draws are done. */
  horizon(): MineralStress;
  /** The result, once all draws are done; the work is over then. */
  path(): MineralPath;
}

/**
 * How one mineral fares quarter by quarter, as bands over all draws; where what was missing came
 * from, and who went without.
 *
 * @returns bands [t] and price ratios, one number a quarter
 */
export function simulatePath(
  model: StressModel,
  scenario: Scenario,
  options: PathOptions,
): MineralPath {
  const work = openPath(model, scenario, options);
  work.advance(options.draws);
  return work.path();
}

/** The same, step by step; the same draws give the same bands however they are cut. */
export function openPath(
  model: StressModel,
  scenario: Scenario,
  { mineral, draws, seed, years, stockTonnes }: PathOptions,
): PathWork {
  const quarters = 4 * years;
  const alone = onlyMineral(model, mineral);
  const tonnesPerQuarter = alone.minerals[0]!.demandTonnesPerYear / 4;
  const inputs = {
    model: alone,
    scenario: { ...scenario, shocks: relevantShocks(model, scenario, mineral) },
    seed,
    quarters,
    stockTonnes: { [mineral]: stockTonnes },
    addedSupply: [],
  };
  const kernel = openEnsemble(inputs, true);
  const outcome = emptyOutcome(1, draws);
  const unmet = new Float64Array(draws * quarters);
  const price = new Float64Array(draws * quarters);
  const supply = new Float64Array(draws * quarters);
  const sums = openSums(draws);
  let done = 0;
  const keep = (draw: number) => {
    keepOutcome(kernel, outcome, draw);
    addDraw(sums, kernel, draw);
    for (let quarter = 0; quarter < quarters; quarter++) {
      const cell = quarter * draws + draw;
      unmet[cell] = kernel.unmet[quarter]! * tonnesPerQuarter;
      supply[cell] = kernel.supplied[quarter]! * tonnesPerQuarter;
      price[cell] = exp(kernel.logPrice[quarter]!);
    }
  };
  const horizon = () => mineralStress(inputs, [outcome], draws, 0);
  return {
    horizon,
    advance(count) {
      for (const end = Math.min(draws, done + count); done < end; done++) {
        simulateDraw(kernel, done);
        keep(done);
      }
      return done === draws;
    },
    medians: () => ({
      supplyTonnes: mediansOf(supply, { draws, done, quarters }),
      priceRatio: mediansOf(price, { draws, done, quarters }),
    }),
    path: () => ({
      mineral,
      quarters,
      draws,
      seed,
      demandTonnesPerQuarter: tonnesPerQuarter,
      unmetTonnes: fanOf(unmet, draws, quarters),
      priceRatio: fanOf(price, draws, quarters),
      supplyTonnes: fanOf(supply, draws, quarters),
      shortDraws: outcome.shortDraws[0]!,
      ...whoGoesShort(sums, alone.minerals[0]!, quarters),
      horizon: horizon(),
    }),
  };
}

/** The shocks that reach a mineral or its ore, with their list of minerals cut down to these. */
export function relevantShocks(
  { minerals, feeds }: Pick<StressModel, 'minerals' | 'feeds'>,
  scenario: Scenario,
  mineral: string,
): Scenario['shocks'] {
  const feed = minerals.find((each) => each.mineral === mineral)?.feed ?? -1;
  const host = feeds[feed]?.mineral;
  return scenario.shocks.flatMap((shock) => {
    if (shock.minerals === 'all') return [shock];
    const own = shock.minerals.filter((each) => each === mineral || each === host);
    return own.length > 0 ? [{ ...shock, minerals: own }] : [];
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

/** The median of the first `done` draws of each quarter; leaves their order as it is. */
function mediansOf(
  values: Float64Array,
  { draws, done, quarters }: { draws: number; done: number; quarters: number },
): number[] {
  return Array.from({ length: quarters }, (_, quarter) => {
    const from = quarter * draws;
    return quantile(values.slice(from, from + done).sort(), 0.5);
  });
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
