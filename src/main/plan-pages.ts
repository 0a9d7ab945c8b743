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

const POINTS = 11; // of the frontier, from nothing to twice the budget
const KEPT = 20; // budgets; the oldest is forgotten

/** Plans by budget, each worked out once, one after the other. */
export function createPlanPages(
  workshop: Workshop,
  answer: () => Promise<Answer>,
): (budgetUsd: number) => Promise<PlanPage> {
  const pages = new Map<number, Promise<PlanPage>>();
  let queue: Promise<unknown> = Promise.resolve();
  return (budgetUsd) => {
    const known = pages.get(budgetUsd);
    if (known !== undefined) return known;
    const page = queue.then(async () => {
      const request = planRequest(budgetUsd);
      const isAnswered = budgetUsd === MAIN_QUESTION.budgetUsd;
      const plan = isAnswered ? (await answer()).plan : await solvePlan(workshop, request);
      const frontier = await planFrontier(workshop, { ...request, points: POINTS });
      return { plan, frontier };
    });
    queue = page.catch(() => undefined); // whoever asked hears of it
    pages.set(budgetUsd, page);
    page.catch(() => pages.delete(budgetUsd));
    const [oldest] = pages.keys();
    if (pages.size > KEPT && oldest !== undefined) pages.delete(oldest);
    return page;
  };
}
