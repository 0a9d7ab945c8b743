import { canonicalJson } from '../base/canonical.ts';
import type { LinearProgram } from '../base/linear-program.ts';
import type { Workshop } from '../platform/command.ts';
import type { ParallelOptions } from '../platform/parallel.ts';
import { EXACT_DRAWS, type FrontierPoint, type Plan } from './allocation.ts';
import { refuseConflicts } from './conflict.ts';
import { extensiveForm } from './extensive-form.ts';
import { openPlan } from './l-shaped.service.ts';
import {
  draftPlan,
  type OpenProblem,
  openProblem,
  type PlanInputs,
  type PlanTerms,
} from './problem.ts';
import { type Evaluation, openEvaluator } from './program.ts';
import type { Answer } from './question.ts';
import { solveWhole } from './whole.service.ts';

export interface PlanRequest extends PlanTerms, ParallelOptions {
  /** Receives the whole program, for any other solver; the plan is then exact to 1e-7. */
  readonly onProgram?: ((program: LinearProgram) => Promise<void>) | undefined;
}

export interface FrontierRequest extends PlanRequest {
  readonly points: number; // from nothing to twice the budget, evenly
}

const TARGET_GAP = 1e-5; // far below the error of 20,000 draws, and small enough to compare plans
const FRONTIER_GAP = 1e-4; // finer than any chart
const EXACT_GAP = 1e-9;
const EXPORT_GAP = 1e-7; // another solver's optimum must agree to 1e-6

/**
 * The plan for gaps that are already at hand.
 *
 * @param ended - how the plan came about, where that is not for the search to say
 */
export async function planFromGaps(
  workshop: Pick<Workshop, 'solver' | 'digestOf' | 'clockMs'>,
  inputs: PlanInputs,
  request: PlanRequest,
  ended?: Plan['status'],
): Promise<Plan> {
  const startedMs = workshop.clockMs();
  const problem = openProblem(inputs, request);
  refuseConflicts(problem.program, request.budgetUsd * 1e-6);
  const open = await openPlan(workshop.solver, problem.program);
  try {
    const answer = await open.answer(questionOf(request));
    const whole = request.onProgram === undefined ? null : wholeOf(problem, request);
    if (whole !== null) await request.onProgram?.(whole);
    const isLoose = whole !== null && answer.status === 'optimal' && answer.gap > EXPORT_GAP;
    const final = isLoose
      ? await solveWhole(workshop.solver, whole, problem.program, request, answer)
      : answer;
    const method = isLoose ? `${workshop.solver.name}, whole program` : methodOf(workshop, answer);
    const status = ended ?? final.status;
    const draft = draftPlan(problem, inputs, request, { ...final, status }, method);
    const digest = workshop.digestOf(canonicalJson(draft));
    const elapsedSeconds = (workshop.clockMs() - startedMs) / 1000;
    return { ...draft, digest, elapsedSeconds };
  } finally {
    open.close();
  }
}

/** The frontier for gaps that are already at hand. */
export async function frontierFromGaps(
  { solver }: Pick<Workshop, 'solver'>,
  inputs: PlanInputs,
  request: FrontierRequest,
): Promise<readonly FrontierPoint[]> {
  const { program, plain } = openProblem(inputs, request);
  const evaluate = openEvaluator(plain);
  const open = await openPlan(solver, program);
  try {
    const points: FrontierPoint[] = [];
    for (let k = 0; k < request.points; k++) {
      const budgetUsd = (2 * request.budgetUsd * k) / (request.points - 1);
      const answer = await open.answer(frontierQuestion(request, budgetUsd));
      const found = plain === program ? answer.evaluation : evaluate(answer.evaluation.shares);
      points.push(frontierPoint(budgetUsd, answer, found));
      request.onProgress?.(k + 1, request.points, 'frontier');
      if (request.signal?.aborted === true) break;
    }
    return points;
  } finally {
    open.close();
  }
}

const frontierQuestion = ({ riskWeight, signal }: PlanRequest, budgetUsd: number) => ({
  budgetMusd: budgetUsd * 1e-6,
  riskWeight,
  targetGap: FRONTIER_GAP,
  signal,
});

/** @param found - what was found, at losses that are not weighed by class */
const frontierPoint = (
  budgetUsd: number,
  answer: Answer,
  { meanMusd, cvar95Musd }: Evaluation,
): FrontierPoint => ({
  budgetUsd,
  expectedLossMusd: meanMusd,
  cvar95LossMusd: cvar95Musd,
  marginalLossAvertedPerUsd: answer.budgetValue,
  objective: answer.objectiveMusd,
  lowerBound: answer.lowerBoundMusd,
  optimalityGap: answer.gap,
});

const gapFor = (draws: number): number => (draws <= EXACT_DRAWS.most ? EXACT_GAP : TARGET_GAP);

function questionOf({ budgetUsd, riskWeight, draws, signal, onProgress }: PlanRequest) {
  const targetGap = gapFor(draws);
  return { budgetMusd: budgetUsd * 1e-6, riskWeight, targetGap, signal, onProgress };
}

function wholeOf({ program }: OpenProblem, { budgetUsd, riskWeight }: PlanRequest) {
  return extensiveForm(program, budgetUsd * 1e-6, riskWeight);
}

const methodOf = ({ solver }: Pick<Workshop, 'solver'>, { iterations }: Answer): string =>
  `L-shaped, ${iterations} iterations, master by ${solver.name}`;
