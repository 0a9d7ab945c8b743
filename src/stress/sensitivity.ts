import * as z from 'zod';
import { threefry, uniform, variable } from '../base/random.ts';
import { meanWithError } from '../base/statistics.ts';
import { drawFrom } from '../dependency/assumptions.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { openEnsemble, simulateBlock } from './ensemble.ts';
import { relevantShocks } from './laboratory.ts';
import { buildStressModel } from './model.ts';
import { Scenario } from './stress.ts';

/*
 * Which assumptions move the result. A factor is an assumption with all its scopes: one number in
 * [0, 1] places every row of it between its low and its high end.
 */

export const SENSITIVITY_POINTS = { least: 16, most: 4096, usual: 128 } as const;
export const POINT_DRAWS = { least: 50, most: 20_000, usual: 200 } as const;

const estimate = z.object({ value: z.number(), standardError: z.number() });

/** What one assumption does to the mean loss over the horizon. */
export const FactorSensitivity = z
  .object({
    assumption: z.string(),
    scopes: z.int().describe('rows of data/assumption.csv that move together'),
    lowMusd: z.number().describe('mean loss with the assumption at its low end [million USD]'),
    highMusd: z.number().describe('mean loss with it at its high end [million USD]'),
    swingMusd: z.number().describe('distance of the two ends [million USD]'),
    swingStandardError: z.number().describe('from the number of draws alone'),
    first: estimate.describe('share of the variance that the assumption explains alone'),
    total: estimate.describe('share that it explains alone and together with others'),
  })
  .meta({ id: 'FactorSensitivity' });
export type FactorSensitivity = z.infer<typeof FactorSensitivity>;

/** Which assumptions move the result. The digest is of everything but itself and the timing. */
export const Sensitivity = z
  .object({
    digest: z.string(),
    scenario: Scenario,
    mineral: z.string().nullable().describe('whose loss it is; null for that of all minerals'),
    draws: z.int().describe('random futures for each setting of the assumptions'),
    points: z.int().describe('settings drawn at random, before columns are exchanged'),
    evaluations: z.int().describe('settings simulated in all'),
    seed: z.int(),
    horizonMonths: z.int(),
    dataVersion: z.string(),
    dataDigest: z.string(),
    modelVersion: z.string(),
    middle: estimate.describe('mean loss with every assumption at its middle [million USD]'),
    variance: z.number().describe('of the mean loss over all settings [million USD squared]'),
    factors: z.array(FactorSensitivity).describe('the largest swing first'),
    elapsedSeconds: z.number(),
  })
  .meta({ id: 'Sensitivity' });
export type Sensitivity = z.infer<typeof Sensitivity>;

/** What every point of one analysis shares. */
export interface SensitivityInputs {
  readonly data: ReferenceData;
  readonly scenario: Scenario;
  readonly mineral: string | null;
  readonly factors: readonly string[];
  readonly draws: number;
  readonly seed: number;
  readonly quarters: number;
}

/** A setting of the assumptions: for each factor its place between low (0) and high (1). */
export interface SensitivityPoint {
  readonly places: readonly number[];
  readonly keepsDraws: boolean;
}

export interface PointOutcome {
  readonly meanMusd: number;
  readonly lossMusd: Float64Array; // by draw; empty unless they are kept
}

/** The tables with one mineral alone on the list, so that a model of it is built quickly. */
export function onlyListed(data: ReferenceData, mineral: string | null): ReferenceData {
  if (mineral === null) return data;
  const minerals = data.minerals.map((each) => ({ ...each, onList2025: each.id === mineral }));
  return { ...data, minerals };
}

/** The assumptions whose middle the stress model reads, in the order of the table. */
export function factorsOf(data: ReferenceData): string[] {
  const read = new Set<string>();
  const assumptions = data.assumptions.map((row) => ({
    ...row,
    get mid() {
      read.add(row.id);
      return row.mid;
    },
  }));
  buildStressModel({ ...data, assumptions });
  return [...new Set(data.assumptions.map(({ id }) => id))].filter((id) => read.has(id));
}

/** Whether any row of an assumption has a width to move in. */
export function isRanged({ assumptions }: ReferenceData, factor: string): boolean {
  return assumptions.some(({ id, low, high }) => id === factor && low < high);
}

/** The tables with every row of the factors set to one value between its ends. */
export function placeAssumptions(
  data: ReferenceData,
  factors: readonly string[],
  places: readonly number[],
): ReferenceData {
  const placeOf = new Map(factors.map((factor, i) => [factor, places[i]!]));
  const assumptions = data.assumptions.map((row) => {
    const place = placeOf.get(row.id);
    if (place === undefined) return row;
    const value = drawFrom(row, place);
    return { ...row, low: value, mid: value, high: value };
  });
  return { ...data, assumptions };
}

/** Loss over the horizon with the assumptions at a point, over the same futures at every point. */
export function evaluatePoint(inputs: SensitivityInputs, point: SensitivityPoint): PointOutcome {
  const { data, scenario, mineral, factors, draws, seed, quarters } = inputs;
  const model = buildStressModel(placeAssumptions(data, factors, point.places));
  const kernel = openEnsemble({
    model,
    scenario:
      mineral === null
        ? scenario
        : { ...scenario, shocks: relevantShocks(model, scenario, mineral) },
    seed,
    quarters,
    stockTonnes: {},
    addedSupply: [],
  });
  const { totalLossMusd } = simulateBlock(kernel, { from: 0, count: draws });
  return {
    meanMusd: meanWithError(totalLossMusd).mean,
    lossMusd: point.keepsDraws ? totalLossMusd : new Float64Array(0),
  };
}

/** The middle, then each factor at its low and at its high end with all others at the middle. */
export function tornadoPoints(factors: number): SensitivityPoint[] {
  const middle = new Array<number>(factors).fill(0.5);
  const at = (places: readonly number[]) => ({ places, keepsDraws: true });
  return [at(middle), ...middle.flatMap((_, i) => [at(middle.with(i, 0)), at(middle.with(i, 1))])];
}

/**
 * The points of Sobol's indices: A, B, and A with one column after the other taken from B.
 *
 * Each number is a function of seed, factor and row, so that further rows leave the first alone.
 *
 * @returns A, B, then a block for each factor, all of `rows` points
 * @source docs/models/uncertainty.md, section 3
 */
export function sobolPoints(
  factors: readonly string[],
  { rows, seed }: { rows: number; seed: number },
): number[][] {
  const out = new Int32Array(2);
  const keys = factors.map((factor) => variable(`sensitivity:${factor}`));
  const a: number[][] = [];
  const b: number[][] = [];
  for (let row = 0; row < rows; row++) {
    const words = keys.map((key) => {
      threefry(out, seed, row, key, 0);
      return [uniform(out[0]!), uniform(out[1]!)] as const;
    });
    a.push(words.map(([first]) => first));
    b.push(words.map(([, second]) => second));
  }
  const exchanged = factors.flatMap((_, i) => a.map((point, row) => point.with(i, b[row]![i]!)));
  return [...a, ...b, ...exchanged];
}

/** An estimate and its standard error. */
export interface Estimate {
  readonly value: number;
  readonly standardError: number;
}

const RESAMPLES = 200;

/**
 * First-order and total indices from the values at `sobolPoints`, with bootstrap errors.
 *
 *   S_i = mean[ (f(B) − f₀) (f(A_B^i) − f(A)) ] / V,   T_i = mean[ (f(A) − f(A_B^i))² ] / 2V
 *
 * @param values - of the function, in the order of the points
 * @source Saltelli et al. (2010), Variance based sensitivity analysis of model output, table 2;
 *   Jansen (1999), Analysis of variance designs for model output
 */
export function sobolIndices(
  values: ArrayLike<number>,
  { factors, rows, seed }: { factors: number; rows: number; seed: number },
): { variance: number; indices: { first: Estimate; total: Estimate }[] } {
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  const whole = indicesOf(values, factors, all);
  const out = new Int32Array(2);
  const key = variable('sensitivity:bootstrap');
  const resampled = Array.from({ length: RESAMPLES }, (_, i) => {
    const chosen = all.map((row) => {
      threefry(out, seed, i, key, row);
      return Math.floor(uniform(out[0]!) * rows);
    });
    return indicesOf(values, factors, chosen);
  });
  const deviation = (each: readonly number[]) =>
    meanWithError(each).standardError * Math.sqrt(each.length);
  const indices = whole.first.map((value, i) => ({
    first: { value, standardError: deviation(resampled.map(({ first }) => first[i]!)) },
    total: {
      value: whole.total[i]!,
      standardError: deviation(resampled.map(({ total }) => total[i]!)),
    },
  }));
  return { variance: whole.variance, indices };
}

function indicesOf(values: ArrayLike<number>, factors: number, chosen: Int32Array) {
  const count = chosen.length;
  const at = (block: number, row: number) => values[block * count + row]!;
  let sum = 0;
  for (const row of chosen) sum += at(0, row) + at(1, row);
  const mean = sum / (2 * count);
  let squares = 0;
  for (const row of chosen) squares += (at(0, row) - mean) ** 2 + (at(1, row) - mean) ** 2;
  const variance = squares / (2 * count);
  const first = new Array<number>(factors).fill(0);
  const total = new Array<number>(factors).fill(0);
  if (variance === 0) return { variance, first, total };
  for (let i = 0; i < factors; i++) {
    let products = 0;
    let changes = 0;
    for (const row of chosen) {
      const change = at(2 + i, row) - at(0, row);
      products += (at(1, row) - mean) * change;
      changes += change * change;
    }
    first[i] = products / count / variance;
    total[i] = changes / count / 2 / variance;
  }
  return { variance, first, total };
}

/** The ends of a tornado from the outcomes of `tornadoPoints`, one for each factor. */
export function tornadoEnds(outcomes: readonly PointOutcome[]): {
  lowMusd: number;
  highMusd: number;
  swingMusd: number;
  swingStandardError: number;
}[] {
  const factors = (outcomes.length - 1) / 2;
  return Array.from({ length: factors }, (_, i) => {
    const low = outcomes[1 + 2 * i]!;
    const high = outcomes[2 + 2 * i]!;
    const change = high.lossMusd.map((musd, draw) => musd - low.lossMusd[draw]!);
    return {
      lowMusd: low.meanMusd,
      highMusd: high.meanMusd,
      swingMusd: Math.abs(high.meanMusd - low.meanMusd),
      swingStandardError: meanWithError(change).standardError,
    };
  });
}
