import { afterAll, expect, test } from 'vitest';
import {
  countDown,
  dieAt,
  fillTask,
  refuseAt,
  scaleTask,
  threadOf,
  unknownTask,
} from '../../test/support/test-tasks.ts';
import { createParallel } from './workers.ts';

const workerUrl = new URL('../../test/support/test-worker.ts', import.meta.url);
const parallel = createParallel({ workerUrl, threads: 2 });
afterAll(() => parallel.close());

test('results stand in the order of the jobs, whichever ends first', async () => {
  const jobs = [60, 1, 40, 1, 20, 1];
  expect(await parallel.map(countDown, null, jobs)).toEqual(jobs);
});

test('one thread and two give the same', async () => {
  const jobs = Array.from({ length: 20 }, (_, i) => i / 3);
  const values = async (threads: number) =>
    (await parallel.map(scaleTask, { factor: 0.1 }, jobs, { threads })).map(({ value }) => value);
  expect(await values(2)).toEqual(await values(1));
});

test('what is shared is sent once a thread and run', async () => {
  const [first] = await parallel.map(scaleTask, { factor: 1 }, [1], { threads: 1 });
  const next = await parallel.map(scaleTask, { factor: 1 }, [1, 2, 3, 4], { threads: 1 });
  expect(next.map(({ opened }) => opened - first!.opened)).toEqual([1, 1, 1, 1]);
});

test('threads stay warm between runs', async () => {
  const [before] = await parallel.map(threadOf, null, [null], { threads: 1 });
  const [after] = await parallel.map(threadOf, null, [null], { threads: 1 });
  expect(after).toBe(before);
});

test('typed arrays come back, and what was shared is left whole', async () => {
  const shared = Float64Array.of(1, 2);
  const results = await parallel.map(fillTask, shared, [10, 20]);
  expect(results.map(({ sums }) => [...sums])).toEqual([
    [11, 12],
    [21, 22],
  ]);
  expect(results[1]!.parts).toEqual([Float64Array.of(20)]);
  expect(shared).toHaveLength(2);
});

test('progress counts the jobs', async () => {
  const seen: string[] = [];
  await parallel.map(scaleTask, { factor: 1 }, [1, 2, 3], {
    onProgress: (done, total) => seen.push(`${done} of ${total}`),
  });
  expect(seen).toEqual(['1 of 3', '2 of 3', '3 of 3']);
});

test('nothing to do is done at once', async () => {
  expect(await parallel.map(scaleTask, { factor: 1 }, [])).toEqual([]);
});

test('two runs at the same time do not mix', async () => {
  const run = (factor: number) => parallel.map(scaleTask, { factor }, [1, 2, 3, 4, 5]);
  const both = await Promise.all([run(10), run(100)]);
  expect(both.map((results) => results.map(({ value }) => value))).toEqual([
    [10, 20, 30, 40, 50],
    [100, 200, 300, 400, 500],
  ]);
});

test('stops promptly when asked, and works again afterwards', async () => {
  const stop = new AbortController();
  const started = performance.now();
  const run = parallel.map(countDown, null, [20_000, 20_000, 20_000], { signal: stop.signal });
  setTimeout(() => stop.abort(), 50);
  await expect(run).rejects.toMatchObject({
    kind: 'interrupted',
    code: 'parallel.interrupted',
    message: "stopped 'count down' after 0 of 3 parts",
  });
  expect(performance.now() - started).toBeLessThan(5000);
  expect(await parallel.map(countDown, null, [1, 2])).toEqual([1, 2]);
});

test('does not begin when it was stopped before', async () => {
  const run = parallel.map(countDown, null, [1], { signal: AbortSignal.abort() });
  await expect(run).rejects.toMatchObject({ code: 'parallel.interrupted' });
});

test('a refusal inside a worker is the same refusal outside', async () => {
  await expect(parallel.map(refuseAt, 2, [1, 2, 3])).rejects.toMatchObject({
    name: 'Refusal',
    kind: 'invalid',
    code: 'test.forbidden',
    message: 'no 2',
    hint: 'ask for 1',
  });
});

test('a worker that dies is named with its task, and the next run has a new one', async () => {
  await expect(parallel.map(dieAt, 3, [1, 2, 3])).rejects.toThrowError(
    /a worker died in task 'die', part 3 of 3: .*7/,
  );
  expect(await parallel.map(dieAt, 9, [1, 2, 3])).toEqual([1, 2, 3]);
});

test('a task that stays open takes jobs as they come, and is sent what they share once', async () => {
  const one = createParallel({ workerUrl });
  const open = one.open('scale', { factor: 3 }, { threads: 1 });
  expect(await open.run(2)).toEqual({ value: 6, opened: 1 });
  expect(await Promise.all([open.run(4), open.run(5)])).toEqual([
    { value: 12, opened: 1 },
    { value: 15, opened: 1 },
  ]);
  open.close();
  await one.close();
});

test('a refusal or a death in an open task is that of the job alone', async () => {
  const open = parallel.open('refuse', 2, { threads: 1 });
  await expect(open.run(2)).rejects.toMatchObject({ code: 'test.forbidden' });
  expect(await open.run(1)).toBe(1);
  const deadly = parallel.open('die', 3, { threads: 1 });
  await expect(deadly.run(3)).rejects.toThrowError(/a worker died in task 'die'/);
  expect(await deadly.run(1)).toBe(1);
});

test('closing ends the job that runs and the one that waits for a thread', async () => {
  const one = createParallel({ workerUrl });
  const open = one.open('count down', null, { threads: 1 });
  const both = Promise.allSettled([open.run(20_000), open.run(20_000)]);
  await one.close();
  expect(await both).toMatchObject([
    { reason: { message: expect.stringContaining('a worker died') } },
    { reason: { message: 'the threads were closed' } },
  ]);
});

test('a task that no worker serves is a bug that names it', async () => {
  await expect(parallel.map(unknownTask, null, [null])).rejects.toThrowError(
    /a worker knows the task 'unheard of'/,
  );
});

test('a worker file that cannot be loaded is named with the task', async () => {
  const broken = createParallel({ workerUrl: new URL('./no-such-file.ts', import.meta.url) });
  await expect(broken.map(countDown, null, [1])).rejects.toThrowError(/task 'count down'.*find/s);
  await broken.close();
});
