/*
 * A queue of one, for answers that take long and cannot be left half-way: one question is on its
 * way, the newest waits, and those between are never asked.
 */

export interface LatestWins<Question> {
  readonly asked: Question | null; // on its way
  readonly waiting: Question | null;
}

export const NOTHING_ASKED = { asked: null, waiting: null } as const;

/** Takes a question. Send `asked` when it was null before. */
export const ask = <Question>(
  queue: LatestWins<Question>,
  question: Question,
): LatestWins<Question> =>
  queue.asked === null ? { asked: question, waiting: null } : { ...queue, waiting: question };

/** Notes that the question on its way was answered. Send the new `asked` unless it is null. */
export const answered = <Question>({ waiting }: LatestWins<Question>): LatestWins<Question> => ({
  asked: waiting,
  waiting: null,
});
