import { keepPlan, solvePlan } from '../allocation/allocation.service.ts';
import { PLAN_DRAWS, RISK_WEIGHT, SEED, TAIL_SHARE } from '../allocation/allocation.ts';
import type { PlanRequest } from '../allocation/plan.service.ts';
import { assessDependencies } from '../dependency/assessment.ts';
import { keepDataVersion, loadReferenceData } from '../minerals/minerals.service.ts';
import type { CommandContext } from '../platform/command.ts';
import { findPreset } from '../stress/presets.ts';
import { keepRun, runStress } from '../stress/stress.service.ts';
import { HORIZON_YEARS } from '../stress/stress.ts';
import { type Answer, answerSentences, MAIN_QUESTION } from './answer.ts';

/** The question that `plan solve --budget` asks when nothing else is said. */
export function planRequest(budgetUsd: number): PlanRequest {
  return {
    budgetUsd,
    tailShare: TAIL_SHARE,
    riskWeight: RISK_WEIGHT,
    draws: PLAN_DRAWS.usual,
    seed: SEED.usual,
    scenario: findPreset('base'),
    years: HORIZON_YEARS.usual,
  };
}

/**
 * Answers the main question from the bundled data, and keeps the run and the plan it rests on.
 *
 * The same data and program give the same digests, whatever is in the database already.
 */
export async function answerMainQuestion(context: CommandContext): Promise<Answer> {
  const { act, note, signal, onProgress } = context;
  const db = await context.openDb(); // one that cannot be opened is told before the work
  const data = await loadReferenceData(context.tables);
  await keepDataVersion(db, act, data);
  const dependency = assessDependencies(data);

  note('Simulating ...');
  const request = planRequest(MAIN_QUESTION.budgetUsd);
  const { scenario, draws, seed, years } = request;
  const stress = await runStress(context, { scenario, draws, seed, years, signal, onProgress });
  await keepRun(db, act, context, stress);

  note('Looking for what to buy ...');
  const plan = await solvePlan(context, { ...request, signal, onProgress });
  await keepPlan(db, act, context, plan);

  const { version, digest } = data;
  const parts = { data: { version, digest }, dependency, stress, plan };
  return { ...parts, answer: answerSentences(parts).join(' ') };
}
