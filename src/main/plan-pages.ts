import { planFrontier, solvePlan } from '../allocation/allocation.service.ts';
import type { FrontierPoint, Plan } from '../allocation/allocation.ts';
import type { PlanLimits } from '../allocation/plan-limits.ts';
import type { PlanRules } from '../allocation/plan-rules.ts';
import { parseUsd } from '../base/quantity.ts';
import { Refusal } from '../base/refusal.ts';
import type { Workshop } from '../platform/command.ts';
import { type Answer, MAIN_QUESTION } from './answer.ts';
import { planRequest } from './main-question.ts';
import { inPhases } from './phases.ts';
import { refuseWhenStopped, shareWork, type Waiting } from './shared-work.ts';

/** What the page of the plan shows. */
export interface PlanPage {
  readonly plan: Plan;
  readonly frontier: readonly FrontierPoint[];
}

/** What a page of a plan is asked: nothing but the budget is the main question's. */
export interface PlanPageQuestion {
  readonly budgetUsd: number;
  readonly limits?: PlanLimits | undefined;
  readonly rules?: PlanRules | undefined;
}

/** Prepares a page, once, for everybody who waits for it. */
export type PlanPages = (question: PlanPageQuestion, waiting?: Waiting) => Promise<PlanPage>;

const FRONTIER_POINTS = 11; // from nothing to twice the budget of the main question
const KEPT = 20; // budgets; the oldest is forgotten

// Seconds of sampling and search, measured on two cores: only their proportion matters.
const PLAN_PHASES = [1.3, 1];
const FRONTIER_PHASES = [1.3, 5];

/**
 * Plans by budget, each worked out once, one after the other.
 *
 * What other budgets achieve does not depend on the budget asked for, so it is worked out once.
 */
export function createPlanPages(workshop: Workshop, answer: () => Promise<Answer>): PlanPages {
  const frontiers = new Map<number, readonly FrontierPoint[]>();
  return shareWork(
    async ({ budgetUsd, limits, rules }: PlanPageQuestion, { signal, onProgress }) => {
      const isFree = limits === undefined && rules === undefined;
      const isMain = budgetUsd === MAIN_QUESTION.budgetUsd && isFree;
      const middleUsd = Math.max(MAIN_QUESTION.budgetUsd, budgetUsd / 2);
      const explored = frontiers.get(middleUsd);
      const phases = [...(isMain ? [] : PLAN_PHASES), ...(explored ? [] : FRONTIER_PHASES)];
      const watching = { signal, onProgress: inPhases(phases, onProgress) };

      const plan = isMain
        ? (await answer()).plan
        : await solvePlan(workshop, { ...planRequest(budgetUsd), limits, rules, ...watching });
      refuseWhenStopped(signal); // the best so far is not what the page would show tomorrow
      if (explored) return { plan, frontier: explored };
      const question = { ...planRequest(middleUsd), points: FRONTIER_POINTS, ...watching };
      const frontier = await planFrontier(workshop, question);
      refuseWhenStopped(signal);
      frontiers.set(middleUsd, frontier);
      const [oldest] = frontiers.keys();
      if (frontiers.size > KEPT && oldest !== undefined) frontiers.delete(oldest);
      return { plan, frontier };
    },
    KEPT,
  );
}

const MOST_USD = 1e12;

/**
 * Reads the budget that somebody typed; nothing means that of the main question.
 *
 * @throws Refusal `quantity.invalid_money`, `plan.budget_out_of_range`
 */
export function readBudget(text: string | undefined): number {
  if (text === undefined || text.trim() === '') return MAIN_QUESTION.budgetUsd;
  const budgetUsd = parseUsd(text);
  if (budgetUsd >= 0 && budgetUsd <= MOST_USD) return budgetUsd;
  throw new Refusal(
    'invalid',
    'plan.budget_out_of_range',
    `cannot plan with '${text}'`,
    'write an amount from 0 to 1000B, such as 750M or 2.5B',
  );
}
