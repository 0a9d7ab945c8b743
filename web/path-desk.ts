/*
 * A desk that answers the newest question and drops the others. A reader who drags a lever asks
 * faster than the model answers. The middle line of a few futures goes out first, then the bands of
 * all; between two steps the desk looks whether the question is still the newest. A smooth drag so
 * gets an answer all the way, which waiting for the drag to end would not give.
 */

/** The work on one question, in steps of a few milliseconds. */
export interface Work {
  /** Does a step. @returns whether all is done */
  step(): boolean;
  /** Sends what the first step has shown. */
  sendMedians(): void;
  /** Sends the answer. */
  sendAnswer(): void;
}

export interface DeskOptions<Question> {
  readonly open: (question: Question) => Work;
  readonly fail: (question: Question, error: unknown) => void;
  /** Lets messages come in. */
  readonly pause: () => Promise<void>;
  /** Waits until nobody may be about to ask again. */
  readonly rest: () => Promise<void>;
  readonly clockMs: () => number;
  /** What to do when nobody asks for a while, one step at a time; true when nothing is left. */
  readonly idle: (last: Question) => boolean;
}

/** After so long without a whole answer, the next one is finished whatever comes. */
export const PATIENCE_MS = 100;

/** @returns how to put a question on the desk */
export function openDesk<Question>(options: DeskOptions<Question>): (question: Question) => void {
  const { open, fail, pause, rest, clockMs, idle } = options;
  let newest: Question | null = null;
  let asked = 0;
  let isBusy = false;
  let answeredMs = Number.NEGATIVE_INFINITY;

  const answer = async (question: Question): Promise<void> => {
    const mustFinish = clockMs() - answeredMs > PATIENCE_MS;
    const work = open(question);
    let isDone = work.step();
    if (!isDone) work.sendMedians();
    while (!isDone) {
      await pause();
      if (newest !== null && !mustFinish) return;
      isDone = work.step();
    }
    work.sendAnswer();
    answeredMs = clockMs();
  };
  const serve = async (): Promise<void> => {
    isBusy = true;
    let last: Question | null = null;
    while (newest !== null) {
      const question: Question = newest;
      newest = null;
      try {
        await answer(question);
        last = question;
      } catch (error) {
        fail(question, error);
      }
    }
    isBusy = false;
    if (last !== null) void idleAfter(last);
  };
  const idleAfter = async (last: Question): Promise<void> => {
    const before = asked;
    await rest();
    while (asked === before && !idle(last)) await pause();
  };
  return (question) => {
    newest = question;
    asked += 1;
    if (!isBusy) void serve();
  };
}
