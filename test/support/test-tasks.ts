import { threadId } from 'node:worker_threads';
import * as z from 'zod';
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

const Products = z.strictObject({
  count: z.literal(2),
  values: z
    .instanceof(Float64Array)
    .refine((values) => values.length === 2, 'has not two numbers')
    .refine((values) => values.every(Number.isFinite), 'has a number that is none'),
});
type Products = z.infer<typeof Products>;

/** Multiplies, and keeps the thread busy for so many milliseconds; other machines may do it. */
export const multiplyTask: Task<{ factor: number; milliseconds: number }, number, Products> = {
  name: 'multiply',
  open: ({ factor, milliseconds }) => {
    return (job) => {
      const end = performance.now() + milliseconds;
      while (performance.now() < end);
      return { count: 2, values: Float64Array.of(job * factor, job / factor) };
    };
  },
  readResult: (value) => Products.parse(value),
};

export const refuseAt: Task<number, number, number> = {
  name: 'refuse',
  readResult: (value) => z.number().parse(value),
  open: (forbidden) => (job) => {
    if (job === forbidden) throw new Refusal('invalid', 'test.forbidden', `no ${job}`, 'ask for 1');
    return job;
  },
};

export const dieAt: Task<number, number, number> = {
  name: 'die',
  readResult: (value) => z.number().parse(value),
  open: (fatal) => (job) => (job === fatal ? process.exit(7) : job),
};

export const threadOf: Task<null, null, number> = {
  name: 'thread',
  open: () => () => threadId,
};

/** A task that no worker serves. */
export const unknownTask: Task<null, null, null> = { name: 'unheard of', open: () => () => null };
