import { planFrontier, solvePlan } from '../allocation/allocation.service.ts';
import type { FrontierPoint, Plan } from '../allocation/allocation.ts';
import type { Workshop } from '../platform/command.ts';
import { type Answer, MAIN_QUESTION } from './answer.ts';
import { planRequest } from './main-question.ts';

/** What the page of the plan shows. */
export interface PlanPage {
  readonly plan: Plan;
  readonly frontier: readonly FrontierPoint[];
}

const FRONTIER_POINTS = 11; // from nothing to twice the budget of the main question
const KEPT = 20; // budgets; the oldest is forgotten

/**
 * Plans by budget, each worked out once, one after the other.
 *
 * What other budgets achieve does not depend on the budget asked for, so it is worked out once.
 */
export function createPlanPages(
  workshop: Workshop,
  answer: () => Promise<Answer>,
): (budgetUsd: number) => Promise<PlanPage> {
  const solve = once((budgetUsd: number) =>
    budgetUsd === MAIN_QUESTION.budgetUsd
      ? answer().then(({ plan }) => plan)
      : solvePlan(workshop, planRequest(budgetUsd)),
  );
  const explore = once((budgetUsd: number) =>
    planFrontier(workshop, { ...planRequest(budgetUsd), points: FRONTIER_POINTS }),
  );
  let queue: Promise<unknown> = Promise.resolve();
  return (budgetUsd) => {
    const page = queue.then(async () => ({
      plan: await solve(budgetUsd),
      frontier: await explore(Math.max(MAIN_QUESTION.budgetUsd, budgetUsd / 2)),
    }));
    queue = page.catch(() => undefined); // whoever asked hears of it
    return page;
  };
}

/** Remembers the value of each argument; what failed is tried again. */
function once<Value>(work: (key: number) => Promise<Value>): (key: number) => Promise<Value> {
  const known = new Map<number, Promise<Value>>();
  return async (key) => {
    const value = known.get(key) ?? work(key);
    known.set(key, value);
    value.catch(() => known.delete(key));
    const [oldest] = known.keys();
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
    return value;
  };
}
