import { type Constants, constantsOf, type KernelSettings } from './kernel-constants.ts';
import type { Schedule } from './schedule.ts';
import type { StressModel } from './supply-chain.ts';

/*
 * The memory of a simulation: flat arrays, made once and written over by every draw.
 */

/** A running simulation: constants of the model, and the scratch that each draw overwrites. */
export interface Kernel {
  readonly quarters: number;
  readonly minerals: number;
  readonly seed: number;
  readonly model: StressModel;
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
  /** Where what was missing came from, same shape and unit; only for those who ask. */
  readonly closing: ClosingParts | null;
}

/** How gaps were closed, each of shape (quarter, mineral) [quarters of demand]. */
export interface ClosingParts {
  readonly missing: Float64Array;
  readonly rerouted: Float64Array;
  readonly recycled: Float64Array;
  readonly spare: Float64Array;
  readonly industryStock: Float64Array;
  readonly reserve: Float64Array;
  readonly priceResponse: Float64Array;
}

export interface DrawState {
  readonly key: Int32Array; // of one stream, as threefry writes it
  readonly bloc: Float64Array; // loaded factors, shape (bloc, quarter)
  readonly worstBloc: Float64Array; // least loaded factor of each bloc in this draw
  readonly struck: Int32Array; // active causes of each quarter: how many,
  readonly struckCause: Int32Array; // which, shape (quarter, cause),
  readonly struckDepth: Float64Array; // and how deep
  readonly destroyed: Float64Array; // share of each link that is lost now
  readonly barred: Float64Array; // share that a control holds back now
  readonly touched: Int32Array; // links that are cut now: how many in the last place
  /** What destruction takes of each flow: imports by mineral, output at home, ores. */
  readonly lost: Float64Array;
  /** What controls hold back of imports beyond it, by mineral. */
  readonly heldBack: Float64Array;
  readonly drawn: Float64Array; // what this draw takes for each mineral, shape (drawn, mineral)
  readonly firstElasticity: Float64Array; // demand's and then supply's, at once, shape (2, mineral)
  readonly moreElasticity: Float64Array; // what they gain when a shortage lasts
  readonly exposure: Float64Array; // factor on the published shares
  readonly added: Float64Array; // new supply of this draw, shape (quarter, mineral)
  readonly spare: Float64Array;
  readonly industryStock: Float64Array;
  readonly reserve: Float64Array;
  readonly adaptation: Float64Array; // 0 at first, towards 1 while something is missing
  readonly adaptedAt: Int32Array; // first quarter after the last in which something was missing
  readonly reroute: Float64Array; // share of what is held back that comes by detours
  readonly reroutedAt: Int32Array; // likewise, of controls
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
  readonly earlySum: Float64Array; // of it, what falls on the ready uses
  readonly shiftedSum: Float64Array; // what others bore because defence came first
  readonly lossSumMusd: Float64Array;
  readonly worstUnmet: Float64Array; // of one quarter [quarters of demand]
  readonly peakLogPrice: Float64Array;
}

/** Prepares a simulation: everything that is the same for every draw is worked out once. */
export function openKernel(
  model: StressModel,
  schedule: Schedule,
  settings: KernelSettings,
  withClosing = false,
): Kernel {
  const constants = constantsOf(model, schedule, settings);
  const { quarters, minerals } = constants;
  const size = minerals * quarters;
  const cells = () => new Float64Array(size);
  return {
    quarters,
    minerals,
    seed: settings.seed | 0,
    model,
    constants,
    draw: drawState(constants),
    gap: cells(),
    unmet: cells(),
    supplied: cells(),
    logPrice: cells(),
    lossMusd: cells(),
    closing: withClosing
      ? {
          missing: cells(),
          rerouted: cells(),
          recycled: cells(),
          spare: cells(),
          industryStock: cells(),
          reserve: cells(),
          priceResponse: cells(),
        }
      : null,
  };
}

function drawState(constants: Constants): DrawState {
  const { quarters, minerals, feeds, blocs, causes, linkShare, ranges } = constants;
  const links = linkShare.length;
  const floats = (count = minerals) => new Float64Array(count);
  const integers = (count = minerals) => new Int32Array(count);
  return {
    key: integers(2),
    bloc: floats(blocs * quarters),
    worstBloc: floats(blocs),
    struck: integers(quarters),
    struckCause: integers(quarters * causes),
    struckDepth: floats(quarters * causes),
    destroyed: floats(links),
    barred: floats(links),
    touched: integers(links + 1),
    lost: floats(2 * minerals + feeds),
    heldBack: floats(),
    drawn: floats(ranges.length / 3),
    firstElasticity: floats(2 * minerals),
    moreElasticity: floats(2 * minerals),
    exposure: floats(),
    added: constants.added.slice(),
    spare: floats(),
    industryStock: floats(),
    reserve: floats(),
    adaptation: floats(),
    adaptedAt: integers(),
    reroute: floats(),
    reroutedAt: integers(),
    demandNoise: floats(),
    logPriceNow: floats(),
    noiseStart: integers(),
    noiseStep: integers(),
    level: floats(),
    priceNoise: floats(),
    rise: floats(),
    strained: integers(),
    stirred: new Uint8Array(minerals),
    unmetSum: floats(),
    earlySum: floats(),
    shiftedSum: floats(),
    lossSumMusd: floats(),
    worstUnmet: floats(),
    peakLogPrice: floats(),
  };
}
