import type { ShareBounds } from './choice.ts';
import type { Evaluation } from './program.ts';

/** One question to the program: the cuts found for it serve the next question too. */
export interface Question {
  readonly budgetMusd: number;
  readonly riskWeight: number;
  readonly targetGap: number; // relative
  readonly bounds?: ShareBounds | undefined; // within what the limits allow
  readonly signal?: { readonly aborted: boolean } | undefined;
  readonly onProgress?: ((done: number, total: number, note?: string) => void) | undefined;
}

/** The objective that one more dollar would avert, at the margin. */
export interface Values {
  readonly budgetValue: number; // of the budget, and of the limits that are shares of it
  readonly limitValue: readonly number[]; // in each limit
  readonly leastValue: readonly number[]; // of each demand: never above 0
}

export interface Answer extends Values {
  readonly without: Evaluation; // nothing is bought
  readonly evaluation: Evaluation;
  readonly objectiveMusd: number;
  readonly lowerBoundMusd: number;
  readonly gap: number; // (objective − lower bound) / objective
  readonly status: 'optimal' | 'stopped';
  readonly iterations: number;
}
