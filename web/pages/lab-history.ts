import type { LabState } from './lab-state.ts';

/*
 * What was moved, step by step, so that it can be taken back. A drag gives dozens of states; those
 * that one control gave in one go are one step.
 */

export interface LabHistory {
  readonly past: readonly LabState[]; // oldest first
  readonly present: LabState;
  readonly future: readonly LabState[]; // next first
  readonly last: { readonly control: string; readonly atMs: number } | null;
}

export type LabDeed =
  | {
      readonly kind: 'change';
      readonly to: LabState;
      readonly control: string; // whose step it is
      readonly atMs: number;
    }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' };

const ONE_GO_MS = 1000; // a hand that rests longer begins another step
const MOST_STEPS = 200;

export const beginHistory = (present: LabState): LabHistory => ({
  past: [],
  present,
  future: [],
  last: null,
});

/** The history after a deed; nothing happens where there is nothing to take back. */
export function nextHistory(history: LabHistory, deed: LabDeed): LabHistory {
  if (deed.kind === 'change') return afterChange(history, deed);
  return deed.kind === 'undo' ? afterUndo(history) : afterRedo(history);
}

function afterChange(
  history: LabHistory,
  { to, control, atMs }: Extract<LabDeed, { kind: 'change' }>,
): LabHistory {
  const { past, present, last } = history;
  const step = { control, atMs };
  const isSameGo = last?.control === control && atMs - last.atMs < ONE_GO_MS;
  if (isSameGo && past.length > 0) return { past, present: to, future: [], last: step };
  return { past: [...past, present].slice(-MOST_STEPS), present: to, future: [], last: step };
}

function afterUndo(history: LabHistory): LabHistory {
  const { past, present, future } = history;
  const before = past.at(-1);
  if (before === undefined) return history;
  return { past: past.slice(0, -1), present: before, future: [present, ...future], last: null };
}

function afterRedo(history: LabHistory): LabHistory {
  const { past, present, future } = history;
  const [next, ...later] = future;
  if (next === undefined) return history;
  return { past: [...past, present], present: next, future: later, last: null };
}
