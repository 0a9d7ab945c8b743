import { openPath, type PathOptions, simulatePath } from '../src/stress/laboratory.ts';
import { LEVERS, type LeverId } from '../src/stress/levers.ts';
import type { MineralPath } from '../src/stress/stress.ts';
import type { Work } from './path-desk.ts';
import { rememberLast } from './remembered.ts';
import type {
  MediansAnswer,
  OpenMessage,
  PathQuestion,
  PathSetting,
  SwingId,
  Swings,
  SwingsAnswer,
} from './stress-messages.ts';

/*
 * What the worker of the stress lab does for one question, in steps short enough to be left at any
 * time. Nothing here knows of a browser.
 */

export type NumberedPathQuestion = PathQuestion & { readonly sequence: number };

/** What a question has come to, before its digest. */
export interface Settled {
  readonly path: MineralPath;
  readonly baseline: MineralPath;
  readonly pins: readonly MineralPath[];
}

export interface LabWorkOptions {
  readonly opened: Pick<OpenMessage, 'model' | 'base'>;
  readonly send: (answer: MediansAnswer | SwingsAnswer) => void;
  readonly settle: (question: NumberedPathQuestion, settled: Settled) => void;
  readonly clockMs: () => number;
}

const STEP_MS = 6; // a hand that moves on is heard after so long
const STEP_DRAWS = 50; // between two looks at the clock
const FIRST_DRAWS = 150; // the middle line of so many stands close to that of all
const KEPT_PATHS = 20;
const SWING_POINTS = 5;
const SWING_DRAWS = 250;

type Setting = PathSetting & Pick<PathOptions, 'mineral' | 'draws' | 'seed' | 'years'>;

/** How to work on questions, and what to do between them. */
export function labWork({ opened, send, settle, clockMs }: LabWorkOptions): {
  readonly open: (question: NumberedPathQuestion) => Work;
  readonly idle: (last: NumberedPathQuestion) => boolean;
} {
  const { model, base } = opened;
  const standing = rememberLast(KEPT_PATHS, ({ scenario, ...options }: Setting) =>
    simulatePath(model, scenario, options),
  );
  let swings: SwingStep[] = [];
  let found: Partial<Record<SwingId, number[]>> = {};
  return {
    open(question) {
      const { scenario, stockTonnes, mineral, draws, seed, years, pins, sequence } = question;
      const common = { mineral, draws, seed, years };
      const work = openPath(model, scenario, { ...common, stockTonnes });
      swings = [];
      let isFirst = true;
      return {
        step() {
          const endMs = clockMs() + (isFirst ? 0 : STEP_MS);
          let isDone = work.advance(isFirst ? FIRST_DRAWS : STEP_DRAWS);
          isFirst = false;
          while (!isDone && clockMs() < endMs) isDone = work.advance(STEP_DRAWS);
          return isDone;
        },
        sendMedians: () => send({ kind: 'medians', sequence, ...work.medians() }),
        sendAnswer() {
          settle(question, {
            path: work.path(),
            baseline: standing({ ...common, scenario: base, stockTonnes: 0 }),
            pins: pins.map((pin) => standing({ ...common, ...pin })),
          });
          found = {};
          swings = swingSteps(question);
        },
      };
    },
    idle({ mineral, seed, years, sequence }) {
      const step = swings.shift();
      if (step === undefined) return true;
      const { scenario, stockTonnes } = step.setting;
      const options = { mineral, seed, years, draws: SWING_DRAWS, stockTonnes };
      const trial = openPath(model, scenario, options);
      trial.advance(SWING_DRAWS);
      const { mean } = trial.horizon().unmetTonnes;
      found[step.id] = [...(found[step.id] ?? []), mean];
      if (swings.length === 0) send({ kind: 'swings', sequence, swings: found satisfies Swings });
      return false;
    },
  };
}

interface SwingStep {
  readonly id: SwingId;
  readonly setting: PathSetting;
}

/** One step for each lever and point: the lever there, all else as it stands. */
function swingSteps(question: PathQuestion): SwingStep[] {
  return question.swings.flatMap((id) =>
    Array.from({ length: SWING_POINTS }, (_, i) => ({
      id,
      setting: settingAt(question, id, i / (SWING_POINTS - 1)),
    })),
  );
}

function settingAt(question: PathQuestion, id: SwingId, part: number): PathSetting {
  const { scenario, stockTonnes, mostStockTonnes } = question;
  if (id === 'stock') return { scenario, stockTonnes: part * mostStockTonnes };
  const levers = { ...scenario.levers, [id]: leverAt(id, part) };
  return { scenario: { ...scenario, levers }, stockTonnes };
}

function leverAt(id: LeverId, part: number): number {
  const { min, max } = LEVERS.find((lever) => lever.id === id)!; // ids are those of the table
  return min + part * (max - min);
}
