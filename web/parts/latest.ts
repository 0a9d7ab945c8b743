/*
 * A queue of one. A reader who drags a lever asks faster than the model answers: one question is
 * on its way, the newest waits, and those between are never computed. A smooth drag so gets an
 * answer all the way, which waiting for the drag to end would not give.
 */

export interface LatestWins<Question> {
  readonly asked: (Question & Numbered) | null; // on its way
  readonly waiting: (Question & Numbered) | null;
  readonly sequence: number; // of the newest question
}

interface Numbered {
  readonly sequence: number;
}

export const NOTHING_ASKED = { asked: null, waiting: null, sequence: 0 } as const;

/** Takes a question. Send `asked` when it was null before. */
export function ask<Question extends object>(
  queue: LatestWins<Question>,
  question: Question,
): LatestWins<Question> {
  const sequence = queue.sequence + 1;
  const numbered = { ...question, sequence };
  if (queue.asked === null) return { asked: numbered, waiting: null, sequence };
  return { ...queue, waiting: numbered, sequence };
}

/** Notes that the question on its way was answered. Send the new `asked` unless it is null. */
export function answered<Question extends object>(
  queue: LatestWins<Question>,
): LatestWins<Question> {
  return { ...queue, asked: queue.waiting, waiting: null };
}
