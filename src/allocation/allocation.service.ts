import type { Act, IsoDate } from '../base/act.ts';
import { canonicalJson } from '../base/canonical.ts';
import { Refusal } from '../base/refusal.ts';
import { assessDependencies } from '../dependency/assessment.ts';
import { loadReferenceData } from '../minerals/minerals.service.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import type { Workshop } from '../platform/command.ts';
import type { Db } from '../platform/db.ts';
import { projectRecords } from '../projects/projects.ts';
import { listCandidates } from '../rules/eligible.service.ts';
import { loadRuleSet } from '../rules/rules.service.ts';
import { heededByPlans } from '../stress/levers.ts';
import { sampleGaps } from '../stress/stress.service.ts';
import { findPlan, type StoredPlan, savePlan } from './allocation.store.ts';
import { type FrontierPoint, Plan } from './allocation.ts';
import { type Listing, listingDay } from './listing.ts';
import {
  type FrontierRequest,
  frontierFromGaps,
  type PlanRequest,
  planFromGaps,
} from './plan.service.ts';
import { firstYearOf, type PlanInputs } from './problem.ts';
import type { DependenceRate } from './tiers.ts';

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
  const startedMs = workshop.clockMs();
  const plan = await planOrFirstPlan(workshop, request);
  return { ...plan, elapsedSeconds: (workshop.clockMs() - startedMs) / 1000 };
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
  const { digest } = plan;
  const { budgetUsd, tailShare, riskWeight, draws, seed, years, scenario, limits, rules } = plan;
  const { dataDigest, dataVersion, modelVersion } = plan;
  const inputs = {
    ...{ budgetUsd, tailShare, riskWeight, draws, seed, years, scenario },
    ...(limits === undefined ? {} : { limits }),
    ...(rules === undefined ? {} : { rules }),
  };
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
      result: JSON.stringify(plan),
      madeBy: act.by,
    }),
  );
}

/** A plan that was kept. @throws Refusal `plan.not_found` */
export async function readKeptPlan(db: Db, id: string): Promise<Plan> {
  return Plan.parse(JSON.parse((await findPlan(db, id)).result));
}

/** Draws that are sampled first, so that an interruption finds a plan from then on. */
const FIRST_DRAWS = 1000;

/** The plan asked for; or, when sampling is interrupted, the plan for its first draws. */
async function planOrFirstPlan(workshop: Workshop, request: PlanRequest): Promise<Plan> {
  const { draws } = request;
  if (draws <= 2 * FIRST_DRAWS) {
    return planFromGaps(workshop, await gatherInputs(workshop, request), request);
  }
  const { onProgress: _unseen, ...first } = { ...request, draws: FIRST_DRAWS };
  const firstInputs = await gatherInputs(workshop, first);
  try {
    return await planFromGaps(workshop, await gatherInputs(workshop, request), request);
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'interrupted') throw error;
    const { signal: _over, ...rest } = first;
    return planFromGaps(workshop, firstInputs, rest, 'stopped');
  }
}

/** What a plan rests on: the gaps of a scenario, projects and assumptions. */
export async function gatherInputs(workshop: Workshop, request: PlanRequest): Promise<PlanInputs> {
  // What a plan decides by itself must not be decided in its gaps as well.
  const scenario = { ...request.scenario, levers: heededByPlans(request.scenario.levers) };
  const data = await loadReferenceData(workshop.tables);
  const { draws, seed, years, threads, signal, onProgress } = request;
  const watching = { threads, signal, onProgress };
  const gaps = await sampleGaps(workshop, { scenario, draws, seed, years, ...watching });
  const { assumptions, minerals: listed } = data;
  const listing = request.limits?.eligibleOnly
    ? await listingOn(workshop, listingDay(firstYearOf(gaps.dataVersion)))
    : undefined;
  const isByRate = (request.rules?.tierWeights?.dependent ?? 1) !== 1;
  const dependence = isByRate ? dependenceRates(data) : undefined;
  return { ...gaps, projects: projectRecords(data), assumptions, listed, listing, dependence };
}

const dependenceRates = (data: ReferenceData): DependenceRate[] =>
  assessDependencies(data).map(({ mineral, dependenceRate }) => ({ mineral, ...dependenceRate }));

/** Which minerals may not be listed as eligible. @throws Refusal `rule.*` */
async function listingOn(workshop: Workshop, on: IsoDate): Promise<Listing> {
  const rules = await loadRuleSet(workshop, on);
  const { candidates, ...head } = await listCandidates(workshop, rules, on);
  const barred = candidates.filter(({ outcome }) => outcome !== 'may be listed');
  const { ruleSet, ruleSetDigest, exclusionsVerified } = head;
  return {
    ...{ ruleSet, ruleSetDigest, on, exclusionsVerified },
    barred: barred.map(({ mineral, name, reason }) => ({ mineral, name, reason })),
  };
}
