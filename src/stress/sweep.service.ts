import { canonicalJson } from '../base/canonical.ts';
import { Refusal } from '../base/refusal.ts';
import type { Workshop } from '../platform/command.ts';
import { blocksOf } from './ensemble.ts';
import { runStress, type StressRequest, stressModel } from './stress.service.ts';
import { gridOf, type Sweep, type SweepAxis, type SweepPoint } from './sweep.ts';

export interface SweepRequest extends Omit<StressRequest, 'precision' | 'addedSupply'> {
  readonly axes: readonly SweepAxis[];
}

/** Where a sweep is kept while it grows. */
export interface SweepKeeper {
  /** What is there of this sweep already; the empty sweep when nothing is. */
  readonly resume: (empty: Sweep) => Promise<Sweep>;
  readonly keep: (sweep: Sweep) => Promise<void>;
}

/**
 * Runs a scenario at every point of a grid of levers, over the same draws, and keeps each point.
 *
 * @returns the sweep, incomplete when it was interrupted after at least one point
 * @throws Refusal `parallel.interrupted` before the first point, and what `runStress` throws
 * @source docs/models/uncertainty.md, section 5
 */
export async function sweepStress(
  workshop: Workshop,
  request: SweepRequest,
  { resume, keep }: SweepKeeper,
): Promise<Sweep> {
  const { axes, ...terms } = request;
  const grid = gridOf(axes);
  let sweep = await resume(await emptySweep(workshop, request));
  await keep(sweep); // a file that cannot be written is told before the work
  const blocks = blocksOf(request.draws).length;
  for (let i = sweep.points.length; i < grid.length; i++) {
    const levers = grid[i]!;
    try {
      const run = await runStress(workshop, {
        ...terms,
        scenario: { ...terms.scenario, levers: { ...terms.scenario.levers, ...levers } },
        onProgress: (done, _, note) =>
          request.onProgress?.(i * blocks + done, grid.length * blocks, note),
      });
      const { mean, standardError } = run.total.lossMusd;
      const point: SweepPoint = {
        levers,
        lossMusd: { mean, standardError },
        runDigest: run.digest,
      };
      const points = [...sweep.points, point];
      sweep = { ...sweep, points, isComplete: points.length === grid.length };
    } catch (error) {
      const isStopped = error instanceof Refusal && error.kind === 'interrupted';
      if (isStopped && sweep.points.length > 0) return sweep;
      throw error;
    }
    await keep(sweep);
  }
  return sweep;
}

async function emptySweep(workshop: Workshop, request: SweepRequest): Promise<Sweep> {
  const { dataDigest, version } = await stressModel(workshop);
  const inputs = {
    scenario: request.scenario,
    axes: request.axes.map(({ lever, values }) => ({ lever, values: [...values] })),
    draws: request.draws,
    seed: request.seed,
    horizonMonths: 12 * request.years,
    stockTonnes: { ...request.stockTonnes },
    dataDigest,
    modelVersion: version,
  };
  return {
    version: 1,
    kind: 'stress-sweep',
    inputsDigest: workshop.digestOf(canonicalJson(inputs)),
    ...inputs,
    isComplete: false,
    points: [],
  };
}
