import { canonicalJson } from '../base/canonical.ts';
import { meanWithError } from '../base/statistics.ts';
import { loadReferenceData } from '../minerals/minerals.service.ts';
import type { Workshop } from '../platform/command.ts';
import type { ParallelOptions, Task } from '../platform/parallel.ts';
import { MODEL_VERSION } from './model.ts';
import {
  evaluatePoint,
  type FactorSensitivity,
  factorsOf,
  isRanged,
  onlyListed,
  type PointOutcome,
  type Sensitivity,
  type SensitivityInputs,
  type SensitivityPoint,
  sobolIndices,
  sobolPoints,
  tornadoEnds,
  tornadoPoints,
} from './sensitivity.ts';
import { checkStress } from './stress.service.ts';
import type { Scenario } from './stress.ts';

const pointTask: Task<SensitivityInputs, SensitivityPoint, PointOutcome> = {
  name: 'stress.sensitivity',
  open: (inputs) => (point) => evaluatePoint(inputs, point),
};

/** What worker threads do for an analysis of sensitivity. */
export const SENSITIVITY_TASKS = [pointTask] as const;

export interface SensitivityRequest extends ParallelOptions {
  readonly scenario: Scenario;
  readonly mineral: string | null;
  readonly draws: number;
  readonly points: number;
  readonly seed: number;
  readonly years: number;
}

/**
 * Which assumptions move the mean loss over the horizon, one by one and all together.
 *
 * Every setting of the assumptions meets the same futures. The same request gives the same digest
 * with any number of threads.
 *
 * @throws Refusal `stress.unknown_mineral`, `stress.unknown_country`, `parallel.interrupted`
 * @source docs/models/uncertainty.md
 */
export async function runSensitivity(
  workshop: Workshop,
  request: SensitivityRequest,
): Promise<Sensitivity> {
  const startedMs = workshop.clockMs();
  const { scenario, mineral, draws, points: rows, seed, years } = request;
  await checkStress(workshop, { scenario, stockTonnes: mineral === null ? {} : { [mineral]: 0 } });
  const whole = await loadReferenceData(workshop.tables);
  const data = onlyListed(whole, mineral);
  const named = factorsOf(whole);
  // What the model of this mineral never reads cannot move it; that needs no simulation.
  const read = new Set(factorsOf(data));
  const factors = named.filter((id) => read.has(id) && isRanged(data, id));
  const inputs = { data, scenario, mineral, factors, draws, seed, quarters: 4 * years };
  const ends = tornadoPoints(factors.length);
  const sample = sobolPoints(factors, { rows, seed }).map((places) => ({
    places,
    keepsDraws: false,
  }));
  const { threads, signal, onProgress } = request;
  const outcomes = await workshop.parallel.map(pointTask, inputs, [...ends, ...sample], {
    threads,
    signal,
    onProgress,
  });
  const middle = meanWithError(outcomes[0]!.lossMusd);
  const { variance, indices } = sobolIndices(
    outcomes.slice(ends.length).map(({ meanMusd }) => meanMusd),
    { factors: factors.length, rows, seed },
  );
  const tornado = tornadoEnds(outcomes.slice(0, ends.length));
  const found = new Map(factors.map((id, i) => [id, { ...tornado[i]!, ...indices[i]! }]));
  const content = {
    scenario,
    mineral,
    draws,
    points: rows,
    evaluations: outcomes.length,
    seed,
    horizonMonths: 12 * years,
    dataVersion: whole.version,
    dataDigest: whole.digest,
    modelVersion: MODEL_VERSION,
    middle: { value: middle.mean, standardError: middle.standardError },
    variance,
    factors: named
      .map((assumption): FactorSensitivity => {
        const scopes = whole.assumptions.filter(({ id }) => id === assumption).length;
        return { assumption, scopes, ...(found.get(assumption) ?? unmoved(middle.mean)) };
      })
      .sort((a, b) => b.swingMusd - a.swingMusd || (a.assumption < b.assumption ? -1 : 1)),
  };
  return {
    digest: workshop.digestOf(canonicalJson(content)),
    ...content,
    elapsedSeconds: (workshop.clockMs() - startedMs) / 1000,
  };
}

/** An assumption that the simulated model does not hold, or that has no width. */
function unmoved(middleMusd: number): Omit<FactorSensitivity, 'assumption' | 'scopes'> {
  const none = { value: 0, standardError: 0 };
  return {
    lowMusd: middleMusd,
    highMusd: middleMusd,
    swingMusd: 0,
    swingStandardError: 0,
    first: none,
    total: none,
  };
}
