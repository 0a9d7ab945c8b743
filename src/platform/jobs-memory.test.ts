import { expect, test } from 'vitest';
import { Refusal } from '../base/refusal.ts';
import type { Job, Jobs } from './jobs.ts';
import { createJobs } from './jobs-memory.ts';

/** Jobs with a clock that the test sets. */
function jobsAndClock() {
  const clock = { nowMs: 0 };
  return { clock, jobs: createJobs({ clockMs: () => clock.nowMs }) };
}

async function lastOf(jobs: Jobs, id: string): Promise<Job> {
  let last = jobs.get(id);
  for await (const job of jobs.watch(id)) last = job;
  return last;
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));

test('a job that ends has its result', async () => {
  const { jobs } = jobsAndClock();
  const { id, state } = jobs.start('stress run', async () => 42);
  expect(state).toBe('running');
  expect(await lastOf(jobs, id)).toMatchObject({ kind: 'stress run', state: 'done', result: 42 });
});

test('the time left comes from the progress so far', async () => {
  const { jobs, clock } = jobsAndClock();
  const seen: Job[] = [];
  const { id } = jobs.start('plan solve', async ({ onProgress }) => {
    clock.nowMs = 10_000;
    onProgress(1, 4, 'first cut');
    seen.push(jobs.get(id));
    onProgress(0, 4);
    seen.push(jobs.get(id));
  });
  await lastOf(jobs, id);
  // 10 s for one part of four leaves three parts: 30 s.
  expect(seen[0]).toMatchObject({ done: 1, total: 4, note: 'first cut', etaSeconds: 30 });
  expect(seen[1]).toMatchObject({ etaSeconds: null, note: null });
});

test('jobs run one at a time, in the order they came', async () => {
  const { jobs } = jobsAndClock();
  const log: string[] = [];
  const work = (name: string) => async () => {
    log.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    log.push(`${name} ends`);
  };
  jobs.start('a', work('first'));
  const { id } = jobs.start('b', work('second'));
  await lastOf(jobs, id);
  expect(log).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
});

test('a job that is stopped and has a best so far keeps it', async () => {
  const { jobs } = jobsAndClock();
  const { id } = jobs.start('plan solve', async ({ signal }) => {
    await untilAborted(signal);
    return 'best so far';
  });
  await Promise.resolve();
  jobs.cancel(id);
  expect(await lastOf(jobs, id)).toMatchObject({ state: 'stopped', result: 'best so far' });
});

test('a job that is stopped without a result says so', async () => {
  const { jobs } = jobsAndClock();
  const { id } = jobs.start('stress run', async ({ signal }) => {
    await untilAborted(signal);
    throw new Refusal('interrupted', 'parallel.interrupted', 'stopped after 3 of 9 parts');
  });
  await Promise.resolve();
  jobs.cancel(id);
  expect(await lastOf(jobs, id)).toMatchObject({
    state: 'stopped',
    result: null,
    error: { code: 'parallel.interrupted', message: 'stopped after 3 of 9 parts' },
  });
});

test('a job can be stopped before its turn, and never begins', async () => {
  const { jobs } = jobsAndClock();
  const first = jobs.start('a', ({ signal }) => untilAborted(signal));
  let began = false;
  const second = jobs.start('b', async () => {
    began = true;
  });
  expect(jobs.cancel(second.id).state).toBe('stopped');
  jobs.cancel(first.id);
  const third = jobs.start('c', async () => 'after');
  expect(await lastOf(jobs, third.id)).toMatchObject({ state: 'done' });
  expect(began).toBe(false);
});

test('a refusal and a bug both fail the job, and only the bug is reported', async () => {
  const bugs: unknown[] = [];
  const jobs = createJobs({ clockMs: () => 0, onBug: (error) => bugs.push(error) });
  const refused = jobs.start('a', async () => {
    throw new Refusal('invalid', 'stress.bad_draws', 'too many draws');
  });
  const broken = jobs.start('b', async () => {
    throw new Error('assertion failed');
  });
  expect(await lastOf(jobs, refused.id)).toMatchObject({
    state: 'failed',
    error: { code: 'stress.bad_draws', message: 'too many draws' },
  });
  expect(await lastOf(jobs, broken.id)).toMatchObject({ error: { code: 'job.failed' } });
  expect(bugs).toEqual([new Error('assertion failed')]);
});

test('watching sees each change until the last state', async () => {
  const { jobs } = jobsAndClock();
  const { id } = jobs.start('a', async ({ onProgress }) => {
    for (const done of [1, 2]) {
      onProgress(done, 2);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  });
  const seen: string[] = [];
  for await (const job of jobs.watch(id)) seen.push(`${job.state} ${job.done}`);
  expect(seen).toEqual(['running 0', 'running 1', 'running 2', 'done 2']);
});

test('an unknown job is refused, and so is one that ended a hundred jobs ago', async () => {
  const { jobs } = jobsAndClock();
  expect(() => jobs.get('job-9')).toThrowError('there is no job job-9');
  const all = Array.from({ length: 102 }, () => jobs.start('a', async () => null).id);
  await lastOf(jobs, all.at(-1)!);
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(() => jobs.get(all[0]!)).toThrowError('there is no job');
  expect(jobs.get(all.at(-1)!).state).toBe('done');
});
