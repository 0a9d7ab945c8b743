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

/** After so long without a whole answer, one is finished whatever comes; new middle lines still go out. */
export const PATIENCE_MS = 100;

/** A question whose first step is done and whose middle line is out. */
interface Begun<Question> {
  readonly question: Question;
  readonly work: Work;
  isDone: boolean;
}

/** @returns how to put a question on the desk */
export function openDesk<Question>(options: DeskOptions<Question>): (question: Question) => void {
  const { open, fail, pause, rest, clockMs, idle } = options;
  let newest: Question | null = null;
  let asked = 0;
  let isBusy = false;
  let answeredMs = Number.NEGATIVE_INFINITY;

  /** Takes the newest question and sends its middle line; null where there is none, or it fails. */
  const begin = (): Begun<Question> | null => {
    const question = newest;
    newest = null;
    if (question === null) return null;
    try {
      const work = open(question);
      const isDone = work.step();
      if (!isDone) work.sendMedians();
      return { question, work, isDone };
    } catch (error) {
      fail(question, error);
      return null;
    }
  };
  /** Goes on to the answer, or to a newer question. @returns that question, once it is begun */
  const goOn = async (begun: Begun<Question>): Promise<Begun<Question> | null> => {
    const mustFinish = clockMs() - answeredMs > PATIENCE_MS;
    let newer: Begun<Question> | null = null;
    try {
      while (!begun.isDone) {
        await pause();
        if (newest !== null) newer = begin() ?? newer; // its middle line waits for nothing
        if (newer !== null && !mustFinish) return newer;
        begun.isDone = begun.work.step();
      }
      begun.work.sendAnswer();
      answeredMs = clockMs();
    } catch (error) {
      fail(begun.question, error);
    }
    return newer;
  };
  const serve = async (): Promise<void> => {
    isBusy = true;
    let last: Question | null = null;
    let begun: Begun<Question> | null = null;
    while (begun !== null || newest !== null) {
      begun ??= begin();
      if (begun === null) continue; // it failed; another may have come
      last = begun.question;
      begun = await goOn(begun);
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
