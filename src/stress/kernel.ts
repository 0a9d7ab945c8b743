import { exp, log } from '../base/elementary.ts';
import { normalQuantile } from '../base/normal.ts';
import { variable } from '../base/random.ts';
import type { Schedule } from './schedule.ts';
import type { AddedSupply } from './stress.ts';
import type { StressModel } from './supply-chain.ts';

/*
 * The memory of a simulation: flat arrays, made once and written over by every draw.
 */

/** A running simulation: constants of the model, and the scratch that each draw overwrites. */
export interface Kernel {
  readonly quarters: number;
  readonly minerals: number;
  readonly seed: number;
  readonly constants: Constants;
  readonly draw: DrawState;
  /** Gap that a reserve would have to close, shape (quarter, mineral) [quarters of demand]. */
  readonly gap: Float64Array;
  /** Demand left unmet, same shape and unit. */
  readonly unmet: Float64Array;
  /** What reaches users, same shape and unit. */
  readonly supplied: Float64Array;
  /** Logarithm of price over price at the start, same shape. */
  readonly logPrice: Float64Array;
  /** GDP lost, same shape [million USD]. */
  readonly lossMusd: Float64Array;
}

interface Constants {
  readonly model: StressModel;
  readonly schedule: Schedule;
  readonly openingStock: Float64Array; // of the reserve, by mineral [quarters of demand]
  readonly added: Float64Array; // new supply, shape (quarter, mineral) [quarters of demand]
  readonly busy: Uint8Array; // quarters in which more than imports is out of the ordinary
  readonly releaseShare: number;
  readonly growth: Float64Array; // demand over demand at the start, by quarter
  readonly mineralVariable: Int32Array;
  readonly hazardVariable: Int32Array;
  readonly hazardThreshold: Float64Array; // of the latent normal, by hazard
  readonly hazardBloc: Int32Array;
  readonly hazardRecovery: Float64Array; // probability, per quarter
  readonly hazardDepthLow: Float64Array;
  readonly hazardDepthSpan: Float64Array;
  readonly hazardLinkStart: Int32Array; // links of hazard h stand at [start[h], start[h + 1])
  readonly hazardLink: Int32Array;
  readonly linkMineral: Int32Array;
  readonly linkShare: Float64Array;
  readonly blocLoading: number;
  readonly ownLoading: number;
}

interface DrawState {
  readonly key: Int32Array; // of one stream, as threefry writes it
  readonly bloc: Float64Array; // loaded factors, shape (bloc, quarter)
  readonly worstBloc: Float64Array; // least loaded factor of each bloc in this draw
  readonly struck: Int32Array; // active hazards of each quarter: how many,
  readonly struckHazard: Int32Array; // which, shape (quarter, hazard),
  readonly struckDepth: Float64Array; // and how deep
  readonly cut: Float64Array; // of each link now
  readonly lost: Float64Array; // share of imports lost, by mineral
  readonly importShare: Float64Array;
  readonly demandElasticity: Float64Array;
  readonly supplyElasticity: Float64Array;
  readonly spareLimit: Float64Array;
  readonly exposure: Float64Array; // factor on the published shares
  readonly stake: Float64Array; // [million USD per quarter of demand]
  readonly spare: Float64Array;
  readonly industryStock: Float64Array;
  readonly reserve: Float64Array;
  readonly demandNoise: Float64Array;
  readonly logPriceNow: Float64Array;
  readonly noiseStart: Int32Array; // key of each mineral's noise
  readonly noiseStep: Int32Array;
  readonly level: Float64Array; // demand of this quarter, trend and surge apart
  readonly priceNoise: Float64Array; // of this quarter
  readonly rise: Float64Array; // logarithm of the price ratio that the market goes to
  readonly strained: Int32Array; // minerals out of the ordinary in this quarter
  readonly stirred: Uint8Array; // whether spare capacity runs or a stock is to be refilled
  readonly unmetSum: Float64Array; // over the horizon, by mineral [quarters of demand]
  readonly lossSumMusd: Float64Array;
  readonly worstUnmet: Float64Array; // of one quarter [quarters of demand]
  readonly peakLogPrice: Float64Array;
}

export interface KernelSettings {
  readonly seed: number;
  readonly quarters: number;
  readonly openingStockTonnes: ReadonlyMap<string, number>;
  readonly addedSupply: readonly AddedSupply[];
  readonly releaseShare: number;
  readonly demandGrowthPerYear: number;
  readonly hazardScale: number;
}

/** Prepares a simulation: everything that is the same for every draw is worked out once. */
export function openKernel(
  model: StressModel,
  schedule: Schedule,
  settings: KernelSettings,
): Kernel {
  const minerals = model.minerals.length;
  const size = minerals * settings.quarters;
  const floats = () => new Float64Array(minerals);
  return {
    quarters: settings.quarters,
    minerals,
    seed: settings.seed | 0,
    constants: constantsOf(model, schedule, settings),
    draw: {
      key: new Int32Array(2),
      bloc: new Float64Array(model.settings.blocs * settings.quarters),
      worstBloc: new Float64Array(model.settings.blocs),
      struck: new Int32Array(settings.quarters),
      struckHazard: new Int32Array(settings.quarters * model.hazards.length),
      struckDepth: new Float64Array(settings.quarters * model.hazards.length),
      cut: new Float64Array(model.links.length),
      lost: floats(),
      importShare: floats(),
      demandElasticity: floats(),
      supplyElasticity: floats(),
      spareLimit: floats(),
      exposure: floats(),
      stake: floats(),
      spare: floats(),
      industryStock: floats(),
      reserve: floats(),
      demandNoise: floats(),
      logPriceNow: floats(),
      noiseStart: new Int32Array(minerals),
      noiseStep: new Int32Array(minerals),
      level: floats(),
      priceNoise: floats(),
      rise: floats(),
      strained: new Int32Array(minerals),
      stirred: new Uint8Array(minerals),
      unmetSum: floats(),
      lossSumMusd: floats(),
      worstUnmet: floats(),
      peakLogPrice: floats(),
    },
    gap: new Float64Array(size),
    unmet: new Float64Array(size),
    supplied: new Float64Array(size),
    logPrice: new Float64Array(size),
    lossMusd: new Float64Array(size),
  };
}

function constantsOf(model: StressModel, schedule: Schedule, settings: KernelSettings): Constants {
  const { minerals, hazards, links } = model;
  const perHazard = hazards.map((_, h) =>
    links.flatMap(({ general, control }, link) => (general === h || control === h ? [link] : [])),
  );
  const hazardLinkStart = new Int32Array(hazards.length + 1);
  perHazard.forEach((own, h) => {
    hazardLinkStart[h + 1] = hazardLinkStart[h]! + own.length;
  });
  const logGrowth = log(1 + settings.demandGrowthPerYear) / 4;
  const growth = Float64Array.from({ length: settings.quarters }, (_, q) =>
    exp(logGrowth * (q + 1)),
  );
  const added = addedShares(model, settings);
  return {
    model,
    schedule,
    openingStock: Float64Array.from(
      minerals,
      ({ mineral, demandTonnesPerYear }) =>
        (4 * (settings.openingStockTonnes.get(mineral) ?? 0)) / demandTonnesPerYear,
    ),
    added,
    busy: busyQuarters(schedule, added, growth, minerals.length),
    releaseShare: settings.releaseShare,
    growth,
    mineralVariable: Int32Array.from(minerals, ({ mineral }) => variable(`mineral:${mineral}`)),
    hazardVariable: Int32Array.from(hazards, ({ id }) => variable(`hazard:${id}`)),
    hazardThreshold: Float64Array.from(hazards, ({ onsetPerQuarter }) =>
      thresholdOf(onsetPerQuarter * settings.hazardScale),
    ),
    hazardBloc: Int32Array.from(hazards, ({ bloc }) => bloc),
    hazardRecovery: Float64Array.from(hazards, ({ recoveryPerQuarter }) => recoveryPerQuarter),
    hazardDepthLow: Float64Array.from(hazards, ({ depthLow }) => depthLow),
    hazardDepthSpan: Float64Array.from(hazards, ({ depthLow, depthHigh }) => depthHigh - depthLow),
    hazardLinkStart,
    hazardLink: Int32Array.from(perHazard.flat()),
    linkMineral: Int32Array.from(links, ({ mineral }) => mineral),
    linkShare: Float64Array.from(links, ({ share }) => share),
    blocLoading: Math.sqrt(model.settings.blocCorrelation),
    ownLoading: Math.sqrt(1 - model.settings.blocCorrelation),
  };
}

/** Quarters in which demand grows or surges, mines are closed or still, or new supply comes. */
function busyQuarters(
  { demand, domestic, homeRunning }: Schedule,
  added: Float64Array,
  growth: Float64Array,
  minerals: number,
): Uint8Array {
  return Uint8Array.from(growth, (factor, quarter) => {
    const row = (values: Float64Array) =>
      values.subarray(quarter * minerals, (quarter + 1) * minerals);
    const isUsual =
      factor === 1 &&
      [demand, domestic, homeRunning].every((values) => row(values).every((each) => each === 1)) &&
      row(added).every((each) => each === 0);
    return isUsual ? 0 : 1;
  });
}

function addedShares(model: StressModel, settings: KernelSettings): Float64Array {
  const { minerals } = model;
  const added = new Float64Array(minerals.length * settings.quarters);
  for (const { mineral, tonnesPerYear, startQuarter } of settings.addedSupply) {
    const m = minerals.findIndex((each) => each.mineral === mineral);
    if (m < 0) continue; // a mineral that the model lacks gains nothing here
    for (let quarter = startQuarter; quarter < settings.quarters; quarter++) {
      added[quarter * minerals.length + m]! += tonnesPerYear / minerals[m]!.demandTonnesPerYear;
    }
  }
  return added;
}

/** The latent normal below which a hazard strikes. */
function thresholdOf(probability: number): number {
  if (probability <= 0) return -Infinity;
  return probability >= 1 ? Infinity : normalQuantile(probability);
}
