import type { LinearProgram } from '../base/linear-program.ts';
import type { Solver } from '../platform/solver.ts';
import { type Choice, withinBudget } from './choice.ts';
import { objectiveOf, openEvaluator, type Program } from './program.ts';
import type { Answer } from './question.ts';

/**
 * Solves the whole program at once, for the few draws of an export where the search by cuts did
 * not come close enough.
 *
 * @param before - the answer of that search
 */
export async function solveWhole(
  solver: Solver,
  whole: LinearProgram,
  program: Program,
  { budgetUsd, riskWeight }: { readonly budgetUsd: number; readonly riskWeight: number },
  before: Answer,
): Promise<Answer> {
  const open = await solver.open(whole);
  try {
    const { objective, columnValue } = open.solve();
    const found = sharesOf(program.choices, columnValue);
    const shares = withinBudget(program.choices, found, budgetUsd * 1e-6);
    const evaluation = openEvaluator(program)(shares);
    const objectiveMusd = objectiveOf(evaluation, riskWeight);
    const lowerBoundMusd = Math.min(objective, objectiveMusd);
    const gap = objectiveMusd === 0 ? 0 : (objectiveMusd - lowerBoundMusd) / objectiveMusd;
    return { ...before, evaluation, objectiveMusd, lowerBoundMusd, gap };
  } finally {
    open.close();
  }
}

/** The purchase steps are the first columns of the whole program. */
function sharesOf(choices: readonly Choice[], columnValue: readonly number[]): Float64Array {
  let column = 0;
  return Float64Array.from(choices, ({ steps }) => {
    let bought = 0;
    for (const { share } of steps) bought += share * columnValue[column++]!;
    return bought;
  });
}
