import type { Act } from '../base/act.ts';
import { canonicalJson } from '../base/canonical.ts';
import type { LinearProgram } from '../base/linear-program.ts';
import { loadReferenceData } from '../minerals/minerals.service.ts';
import type { Workshop } from '../platform/command.ts';
import type { Db } from '../platform/db.ts';
import type { OnProgress } from '../platform/parallel.ts';
import type { GapMineral, GapSample } from '../stress/gaps.ts';
import { sampleGaps } from '../stress/stress.service.ts';
import type { Scenario } from '../stress/stress.ts';
import { type StoredPlan, savePlan } from './allocation.store.ts';
import { EXACT_DRAWS, type FrontierPoint, Plan } from './allocation.ts';
import { extensiveForm } from './extensive-form.ts';
import { type Answer, type OpenPlan, openPlan } from './l-shaped.service.ts';
import {
  cvar95Of,
  draftPlan,
  type OpenProblem,
  openProblem,
  type PlanInputs,
  type PlanTerms,
} from './problem.ts';
import { solveWhole } from './whole.service.ts';

export interface PlanRequest extends PlanTerms {
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
  /** Receives the whole program, for any other solver; the plan is then exact to 1e-7. */
  readonly onProgram?: ((program: LinearProgram) => Promise<void>) | undefined;
}

export interface FrontierRequest extends PlanRequest {
  readonly points: number; // from nothing to twice the budget, evenly
}

const TARGET_GAP = 1e-5; // far below the error of 20,000 draws, and small enough to compare plans
const EXACT_GAP = 1e-9;
const EXPORT_GAP = 1e-7; // another solver's optimum must agree to 1e-6

/**
 * How to spend a budget so that supply shocks cost least.
 *
 * The same request and data give the same digest, with any number of threads. A signal ends the
 * search early: the plan is then the best so far, with status `stopped` and its proven gap.
 *
 * @throws Refusal `parallel.interrupted` when the signal comes before there is any plan
 * @source docs/models/allocation.md
 */
export async function solvePlan(workshop: Workshop, request: PlanRequest): Promise<Plan> {
  return planFromGaps(workshop, await gatherInputs(workshop, request), request);
}

/** The plan for gaps that are already at hand. */
export async function planFromGaps(
  workshop: Pick<Workshop, 'solver' | 'digestOf' | 'clockMs'>,
  inputs: PlanInputs,
  request: PlanRequest,
): Promise<Plan> {
  const startedMs = workshop.clockMs();
  const problem = openProblem(inputs, request);
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
    const draft = draftPlan(problem, inputs, request, final, method);
    const digest = workshop.digestOf(canonicalJson(draft));
    const elapsedSeconds = (workshop.clockMs() - startedMs) / 1000;
    return { ...draft, digest, elapsedSeconds };
  } finally {
    open.close();
  }
}

/**
 * What different budgets achieve, from nothing to twice the budget asked for.
 *
 * The cuts found for one budget hold for the next, so a frontier costs little more than a plan.
 */
export async function planFrontier(
  workshop: Workshop,
  request: FrontierRequest,
): Promise<readonly FrontierPoint[]> {
  const inputs = await gatherInputs(workshop, request);
  return frontierFromGaps(workshop, inputs, request);
}

/** The frontier for gaps that are already at hand. */
export async function frontierFromGaps(
  { solver }: Pick<Workshop, 'solver'>,
  inputs: PlanInputs,
  request: FrontierRequest,
): Promise<readonly FrontierPoint[]> {
  const { program } = openProblem(inputs, request);
  const open = await openPlan(solver, program);
  try {
    const points: FrontierPoint[] = [];
    for (let k = 0; k < request.points; k++) {
      const budgetUsd = (2 * request.budgetUsd * k) / (request.points - 1);
      points.push(await frontierPoint(open, request, budgetUsd));
      request.onProgress?.(k + 1, request.points, 'frontier');
      if (request.signal?.aborted === true) break;
    }
    return points;
  } finally {
    open.close();
  }
}

async function frontierPoint(
  open: OpenPlan,
  request: PlanRequest,
  budgetUsd: number,
): Promise<FrontierPoint> {
  const answer = await open.answer({
    budgetMusd: budgetUsd * 1e-6,
    riskWeight: request.riskWeight,
    targetGap: gapFor(request.draws),
    signal: request.signal,
  });
  return {
    budgetUsd,
    expectedLossMusd: answer.evaluation.meanMusd,
    cvar95LossMusd: cvar95Of(answer.evaluation),
    marginalLossAvertedPerUsd: answer.budgetValue,
    objective: answer.objectiveMusd,
    lowerBound: answer.lowerBoundMusd,
    optimalityGap: answer.gap,
  };
}

/**
 * Keeps a plan in the database. A plan with the same result is kept once.
 *
 * @returns the plan as it is kept
 */
export async function keepPlan(
  db: Db,
  act: Act,
  { digestOf, codeVersion }: Pick<Workshop, 'digestOf' | 'codeVersion'>,
  plan: Plan,
): Promise<StoredPlan> {
  const { digest, elapsedSeconds: _, ...result } = plan;
  const { budgetUsd, tailShare, riskWeight, draws, seed, years, scenario } = plan;
  const { dataDigest, dataVersion, modelVersion } = plan;
  const inputs = { budgetUsd, tailShare, riskWeight, draws, seed, years, scenario };
  return db.transaction((tx) =>
    savePlan(tx, {
      id: `plan-${digest.slice('sha256-'.length).slice(0, 12)}`,
      scenario: scenario.id,
      seed,
      draws,
      budgetUsd,
      spentUsd: plan.spentUsd,
      inputsDigest: digestOf(canonicalJson({ ...inputs, dataDigest, modelVersion })),
      resultDigest: digest,
      codeVersion,
      dataVersion,
      result: canonicalJson(result),
      madeBy: act.by,
    }),
  );
}

/** A kept plan as it was answered; how long it took is not kept. */
export function planOf({ result, resultDigest }: StoredPlan): Plan {
  return Plan.parse({ ...JSON.parse(result), digest: resultDigest, elapsedSeconds: 0 });
}

async function gatherInputs(workshop: Workshop, request: PlanRequest): Promise<PlanInputs> {
  const { scenario, draws, seed, years, threads, signal, onProgress } = request;
  const data = await loadReferenceData(workshop.tables);
  const gaps = await sampleGaps(workshop, {
    scenario,
    draws,
    seed,
    years,
    ...(threads === undefined ? {} : { threads }),
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  return { ...gaps, projects: data.projects, listed: data.minerals };
}

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
