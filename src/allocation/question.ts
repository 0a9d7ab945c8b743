import type { OnProgress } from '../platform/parallel.ts';
import type { Evaluation } from './program.ts';

/** One question to the program: the cuts found for it serve the next question too. */
export interface Question {
  readonly budgetMusd: number;
  readonly riskWeight: number;
  readonly targetGap: number; // relative
  readonly bounds?: ShareBounds | undefined; // within what the limits allow
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** The least and the most of every choice, as shares of it. */
export interface ShareBounds {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
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
