import type { Plan } from '../../src/allocation/allocation.ts';
import { planFromGaps } from '../../src/allocation/plan.service.ts';
import { digestOf } from '../../src/platform/digest.ts';
import { highsSolver } from '../../src/platform/highs.ts';
import { findPreset } from '../../src/stress/presets.ts';
import { makeGapSample } from './gap-sample.ts';
import { referenceData } from './reference.ts';

/** A plan that is solved on made-up gaps of 300 draws. */
export async function makePlan(budgetUsd: number): Promise<Plan> {
  const { assumptions } = await referenceData();
  const made = makeGapSample({ draws: 300, minerals: 12, quarters: 20, seed: 7 });
  const version = { dataVersion: '2026.1', dataDigest: 'sha256-0', modelVersion: 'stress-2' };
  const workshop = { solver: highsSolver, digestOf, clockMs: () => performance.now() };
  const inputs = { ...made, ...version, projects: [], assumptions, listed: [] };
  const terms = { tailShare: 0.95, riskWeight: 0.5, draws: 300, seed: 7, years: 5 };
  return planFromGaps(workshop, inputs, { ...terms, budgetUsd, scenario: findPreset('base') });
}
