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

export interface Answer {
  readonly without: Evaluation; // nothing is bought
  readonly evaluation: Evaluation;
  readonly objectiveMusd: number;
  readonly lowerBoundMusd: number;
  readonly gap: number; // (objective − lower bound) / objective
  readonly budgetValue: number; // objective averted by one more dollar
  readonly limitValue: readonly number[]; // likewise, by one more dollar in each limit
  readonly status: 'optimal' | 'stopped';
  readonly iterations: number;
}
