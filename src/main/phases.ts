import type { OnProgress } from '../platform/parallel.ts';

const WHOLE = 1000;

/**
 * Joins phases that each count anew into one count that only rises.
 *
 * @param shares - of the whole time, phase by phase; any scale
 */
export function inPhases(shares: readonly number[], report: OnProgress): OnProgress {
  const whole = shares.reduce(sum, 0);
  let phase = 0;
  let last = { done: 0, total: 0 };
  return (done, total, note) => {
    const isNew = last.total > 0 && (total !== last.total || done < last.done);
    if (isNew) phase = Math.min(phase + 1, shares.length - 1);
    last = { done, total };
    const before = shares.slice(0, phase).reduce(sum, 0);
    const now = before + (shares[phase] ?? 0) * (total > 0 ? done / total : 0);
    report(Math.round((WHOLE * now) / whole), WHOLE, note);
  };
}

const sum = (a: number, b: number): number => a + b;
