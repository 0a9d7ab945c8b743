import { usdText } from '../base/money-text.ts';
import { counted } from '../base/number-text.ts';
import { Refusal } from '../base/refusal.ts';
import type { Choice } from './choice.ts';
import { type LeastLimit, limitedPartMusd, type MostLimit } from './limits.ts';
import type { Program } from './program.ts';
import { listText } from './wording.ts';

/*
 * Limits that leave no plan. What is demanded has a least cost; a plan exists unless the demands
 * cost more than the budget, or more than a limit allows for its choices. So each conflict is one
 * upper limit and the demands that break it, and the smallest is found by leaving demands out.
 */

/** An upper limit and the fewest demands that break it. */
export interface Conflict {
  readonly most: Pick<MostLimit, 'id' | 'title' | 'mostMusd'>;
  readonly least: readonly LeastLimit[];
  readonly excessMusd: number; // by which the limit must rise, or the demands fall
}

type Limited = Pick<Program, 'choices' | 'most' | 'least' | 'wholeProjects'>;

/** Every upper limit that its demands break; the cheapest to relax first. */
export function conflictsOf(program: Limited, budgetMusd: number): Conflict[] {
  const { choices, most } = program;
  const budget: MostLimit = {
    id: 'budget',
    title: `a budget of ${usdText(budgetMusd * 1e6)}`,
    choices: [...choices.keys()],
    mostMusd: budgetMusd,
  };
  return [budget, ...most]
    .flatMap((limit) => conflictOf(program, limit))
    .sort((a, b) => a.excessMusd - b.excessMusd || (a.most.id < b.most.id ? -1 : 1));
}

function conflictOf(program: Limited, limit: MostLimit): Conflict[] {
  const concerned = program.least
    .filter(({ choice }) => limit.choices.includes(choice))
    .map((least) => ({ least, costMusd: demandedMusd(program, limit, least) }))
    .sort((a, b) => b.costMusd - a.costMusd || (a.least.id < b.least.id ? -1 : 1));
  let costMusd = 0;
  const needed: LeastLimit[] = [];
  for (const each of concerned) {
    // The dearest demands first: the first few that break the limit are the fewest.
    if (costMusd > limit.mostMusd * (1 + 1e-9)) break;
    costMusd += each.costMusd;
    needed.push(each.least);
  }
  if (costMusd <= limit.mostMusd * (1 + 1e-9)) return [];
  const allMusd = concerned.reduce((sum, each) => sum + each.costMusd, 0);
  return [{ most: limit, least: needed, excessMusd: allMusd - limit.mostMusd }];
}

/** What a demand takes of a limit at least; of a project that is whole or nothing, all of it. */
function demandedMusd(
  { choices, wholeProjects }: Limited,
  limit: MostLimit,
  { choice, leastMusd, leastShare }: LeastLimit,
): number {
  const found: Choice = choices[choice]!;
  if (wholeProjects && found.project !== null && leastMusd > 0) {
    return limitedPartMusd(limit, found, 1);
  }
  return limit.counts === 'lent' ? limitedPartMusd(limit, found, leastShare) : leastMusd;
}

/** @throws Refusal `plan.conflicting_limits` naming the fewest that conflict, and what to relax */
export function refuseConflicts(program: Limited, budgetMusd: number): void {
  const [first, ...others] = conflictsOf(program, budgetMusd);
  if (first === undefined) return;
  const demands = listText(first.least.map(({ title }) => title));
  const excess = usdText(Math.ceil(first.excessMusd * 1e6));
  const more = others.length === 0 ? '' : `; ${counted(others.length, 'more limit')} broken`;
  throw new Refusal(
    'infeasible',
    'plan.conflicting_limits',
    `${first.most.title} cannot be kept with ${demands}: together they exceed it by ${excess}${more}`,
    first.most.mostMusd === 0
      ? `lift the limit '${first.most.id}', or demand nothing there`
      : `raise ${first.most.id} by ${excess}, or demand so much less`,
  );
}
