import { threadId } from 'node:worker_threads';
import { Refusal } from '../../src/base/refusal.ts';
import type { Task } from '../../src/platform/parallel.ts';

/** Counts how often it was opened in this thread, to show that sharing happens once. */
let opened = 0;

export const scaleTask: Task<{ factor: number }, number, { value: number; opened: number }> = {
  name: 'scale',
  open: ({ factor }) => {
    opened += 1;
    return (job) => ({ value: job * factor, opened });
  },
};

/** Keeps the thread busy for so many milliseconds. */
export const countDown: Task<null, number, number> = {
  name: 'count down',
  open: () => (milliseconds) => {
    const end = performance.now() + milliseconds;
    while (performance.now() < end);
    return milliseconds;
  },
};

export const fillTask: Task<Float64Array, number, { sums: Float64Array; parts: Float64Array[] }> = {
  name: 'fill',
  open: (shared) => (job) => ({
    sums: shared.map((each) => each + job),
    parts: [Float64Array.of(job)],
  }),
};

export const refuseAt: Task<number, number, number> = {
  name: 'refuse',
  open: (forbidden) => (job) => {
    if (job === forbidden) throw new Refusal('invalid', 'test.forbidden', `no ${job}`, 'ask for 1');
    return job;
  },
};

export const dieAt: Task<number, number, number> = {
  name: 'die',
  open: (fatal) => (job) => (job === fatal ? process.exit(7) : job),
};

export const threadOf: Task<null, null, number> = {
  name: 'thread',
  open: () => () => threadId,
};

/** A task that no worker serves. */
export const unknownTask: Task<null, null, null> = { name: 'unheard of', open: () => () => null };
