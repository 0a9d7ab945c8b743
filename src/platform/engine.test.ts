import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lie, startLiar, type Told, withResult } from '../../test/support/lying-worker.ts';
import { engineUrl } from '../../test/support/redis-server.ts';
import { countDown, dieAt, multiplyTask, refuseAt } from '../../test/support/test-tasks.ts';
import { digestOf } from './digest.ts';
import { createEngine } from './engine.ts';
import { type BlockOrder, type Edition, PREFIX, queueOf } from './engine-wire.ts';
import { serveEngine } from './engine-worker.ts';
import { createParallel } from './workers.ts';

const workerUrl = new URL('../../test/support/test-worker.ts', import.meta.url);
const local = createParallel({ workerUrl, threads: 2 });
const jobs = Array.from({ length: 150 }, (_, i) => i + 1);
const shared = { factor: 0.1, milliseconds: 1 };

let url = '';
let redis: Redis;
beforeAll(async () => {
  url = `${await engineUrl()}/1`; // a database of its own: other files see nothing of it
  redis = new Redis(url);
});
afterAll(async () => {
  redis.disconnect();
  await local.close();
});

/** An edition of its own: tests see no blocks of each other. */
const newEdition = (): Edition => ({ program: randomUUID() });

/** A worker in this process, until it is stopped. */
function startWorker(edition: Edition, { name = 'one', finishingMs = 5000 } = {}) {
  const parallel = createParallel({ workerUrl });
  const stop = new AbortController();
  const said: string[] = [];
  const ended = serveEngine({
    url,
    edition,
    name,
    parallel,
    threads: 1,
    signal: stop.signal,
    note: (line) => said.push(line),
    finishingMs,
  }).finally(() => parallel.close());
  return {
    said,
    async stop() {
      stop.abort();
      return ended;
    },
  };
}

function engineOf(edition: Edition) {
  return createEngine({ url, edition, local, threads: 1 });
}

/** What the engine still holds of runs, and of jobs of this edition. */
async function leftovers(edition: Edition): Promise<string[]> {
  const queue = new Queue(queueOf(edition), { connection: redis, prefix: PREFIX });
  const waiting = await queue.getJobs(['waiting', 'active', 'completed', 'failed', 'delayed']);
  await queue.close();
  const keys = await redis.keys(`${PREFIX}:run:*`);
  return [...waiting.map(({ id }) => String(id)), ...keys];
}

test('one worker, two workers and the threads of this machine give the same in the same order', async () => {
  const edition = newEdition();
  const engine = engineOf(edition);
  const expected = await local.map(multiplyTask, shared, jobs);
  const one = startWorker(edition);
  expect(await engine.map(multiplyTask, shared, jobs)).toEqual(expected);
  const two = startWorker(edition, { name: 'two' });
  expect(await engine.map(multiplyTask, shared, jobs)).toEqual(expected);
  expect(await leftovers(edition)).toEqual([]);
  await engine.close();
  expect((await one.stop()).blocks + (await two.stop()).blocks).toBe(300);
});

test('a run that has nothing to do needs no engine', async () => {
  const engine = createEngine({
    url: 'redis://127.0.0.1:1',
    edition: newEdition(),
    local,
    threads: 1,
  });
  expect(await engine.map(multiplyTask, shared, [])).toEqual([]);
});

test('a task that cannot read what others send stays on this machine', async () => {
  const engine = engineOf(newEdition());
  await expect(engine.map(countDown, null, [1])).rejects.toThrow(/'count down' can read results/);
  await engine.close();
});

test('a refusal inside a worker is the same refusal outside', async () => {
  const edition = newEdition();
  const worker = startWorker(edition);
  const engine = engineOf(edition);
  await expect(engine.map(refuseAt, 2, [1, 2, 3])).rejects.toMatchObject({
    name: 'Refusal',
    kind: 'invalid',
    code: 'test.forbidden',
    message: 'no 2',
    hint: 'ask for 1',
  });
  expect(await leftovers(edition)).toEqual([]);
  await engine.close();
  await worker.stop();
});

test('a block that ends its thread is tried again, then fails its run by name', async () => {
  const edition = newEdition();
  const worker = startWorker(edition);
  const engine = engineOf(edition);
  await expect(engine.map(dieAt, 3, [1, 2, 3])).rejects.toThrow(
    /part 3 of 3 failed on a worker, 5 times: a worker died in task 'die'/,
  );
  expect(await engine.map(dieAt, 9, [1, 2, 3])).toEqual([1, 2, 3]);
  await engine.close();
  await worker.stop();
});

test('without workers it says how to start one, and goes on when one comes', async () => {
  const edition = newEdition();
  const engine = engineOf(edition);
  const notes: (string | undefined)[] = [];
  const running = engine.map(multiplyTask, shared, [1, 2, 3], {
    onProgress: (done, total, note) => notes.push(`${done} of ${total}: ${note}`),
  });
  await setTimeout(300);
  const place = new URL(url).host;
  expect(notes).toEqual([
    `0 of 3: waits for workers: lodestock engine work --engine redis://${place}/1`,
  ]);
  const worker = startWorker(edition);
  expect(await running).toHaveLength(3);
  expect(notes.at(-1)).toMatch(/^3 of 3/);
  await engine.close();
  await worker.stop();
});

test('a worker of another version takes no block, and both sides say how they differ', async () => {
  const edition = { program: '1', model: 'stress-2', data: randomUUID() };
  const worker = startWorker({ ...edition, model: 'stress-1' }, { name: 'old' });
  const engine = engineOf(edition);
  const stop = new AbortController();
  const notes: (string | undefined)[] = [];
  const running = engine.map(multiplyTask, shared, jobs, {
    signal: stop.signal,
    onProgress: (_done, _total, note) => notes.push(note),
  });
  running.catch(() => {});
  const difference = 'has model stress-1 and not stress-2';
  await expect
    .poll(() => notes.at(-1), { timeout: 10_000 })
    .toBe(`waits for workers of its version: old ${difference}`);
  await expect
    .poll(() => worker.said.join('\n'), { timeout: 10_000 })
    .toMatch(new RegExp(`refused run [0-9a-f]{8} of .+: this worker ${difference}$`, 'm'));
  stop.abort();
  await expect(running).rejects.toMatchObject({ code: 'parallel.interrupted' });
  await engine.close();
  expect(await worker.stop()).toEqual({ worker: 'old', blocks: 0 });
});

test('a run that is stopped leaves nothing behind, and its workers go on', async () => {
  const edition = newEdition();
  const worker = startWorker(edition);
  const engine = engineOf(edition);
  const stop = new AbortController();
  const running = engine.map(multiplyTask, { factor: 1, milliseconds: 50 }, jobs, {
    signal: stop.signal,
    onProgress: (done) => done >= 3 && stop.abort(),
  });
  await expect(running).rejects.toMatchObject({
    kind: 'interrupted',
    code: 'parallel.interrupted',
    message: expect.stringMatching(/^stopped 'multiply' after \d+ of 150 parts$/),
  });
  expect(await leftovers(edition)).toEqual([]);
  expect(await engine.map(multiplyTask, shared, [1, 2])).toHaveLength(2);
  await engine.close();
  await worker.stop();
});

test('a worker that is asked to stop finishes its block, or gives it back when that takes long', async () => {
  const edition = newEdition();
  const engine = engineOf(edition);
  const slow = { factor: 1, milliseconds: 1500 };
  const busy = startWorker(edition, { name: 'busy', finishingMs: 200 });
  const running = engine.map(multiplyTask, slow, [1, 2]);
  await expect.poll(() => busy.said.join(), { timeout: 10_000 }).toContain('multiply');
  await setTimeout(300);
  expect(await busy.stop()).toEqual({ worker: 'busy', blocks: 0 });
  expect(busy.said).toContain('giving back the blocks that are not finished');
  const next = startWorker(edition, { name: 'next', finishingMs: 8000 });
  await expect.poll(() => next.said.join(), { timeout: 10_000 }).toContain('multiply');
  await setTimeout(300);
  expect((await next.stop()).blocks).toBe(2); // both were under way
  expect(await running).toHaveLength(2);
  await engine.close();
});

/** What an honest worker computes of `multiplyTask`. */
const honest = ({ job }: BlockOrder) => ({
  count: 2,
  values: Float64Array.of(Number(job) * 0.1, Number(job) / 0.1),
});
const values = (...numbers: number[]) => ({ count: 2, values: Float64Array.from(numbers) });
const saying = (change: object): Lie => {
  return ({ answer, bytes }) => ({ answer: { ...answer, ...change }, bytes });
};
const giving = (result: unknown): Lie => {
  return (told) => withResult(told, result);
};
const otherDigest = `sha256-${'0'.repeat(64)}`;

const LIES: readonly (readonly [string, Lie, RegExp])[] = [
  ['no answer at all', () => ({ answer: {}, bytes: null }), /answers kind: /],
  ['a block of another index', saying({ index: 7 }), /names index 7 and not \d+/],
  ['a block of another run', saying({ run: 'other' }), /names run other and not [0-9a-f]{8}/],
  ['a block of other inputs', saying({ inputs: otherDigest }), /names inputs sha256-000/],
  ['a block of another version', saying({ edition: 'old' }), /names edition old and not/],
  ['another size than it left', saying({ bytes: 5 }), /has \d+ bytes and not 5/],
  ['another digest than it left', saying({ digest: otherDigest }), /other bytes than its digest/],
  ['bytes that were cut off', cutOff, /cannot be read: an array is cut off/],
  ['bytes of something else', giving({ hello: 'world' }), /cannot be read: count: .+ values: /],
  ['too many numbers', giving(values(1, 2, 3)), /cannot be read: values: has not two numbers/],
  ['NaN', giving(values(1, Number.NaN)), /cannot be read: values: has a number that is none/],
  ['numbers that might be true', giving(values(1, 2)), /other numbers than this machine computes/],
];

function cutOff(told: Told): Told {
  const bytes = told.bytes!.subarray(0, -8);
  return {
    answer: { ...told.answer, bytes: bytes.byteLength, digest: digestOf(bytes) },
    bytes,
  };
}

test.each(LIES)('a worker that gives %s is refused by name', async (_, lie, why) => {
  const edition = newEdition();
  const liar = startLiar(redis.duplicate({ maxRetriesPerRequest: null }), edition, honest, lie);
  const engine = engineOf(edition);
  const running = engine.map(multiplyTask, shared, [1, 2, 3]);
  await expect(running).rejects.toMatchObject({
    kind: 'check_failed',
    code: 'engine.block_refused',
    message: expect.stringMatching(/^part \d of 3 from worker '(liar|unknown)' is refused: it /),
  });
  await expect(running).rejects.toThrow(why);
  await engine.close();
  await liar.close();
  expect(await leftovers(edition)).toEqual([]);
});

test('a worker that lies only after its first block is found out by chance', async () => {
  // 1,000 blocks, each computed again with probability 1/50: the lie stays hidden in one of
  // (50/49)^999 = 6e8 runs.
  const edition = newEdition();
  let blocks = 0;
  const lie: Lie = (told) => (blocks++ === 0 ? told : withResult(told, values(1, 2)));
  const liar = startLiar(redis.duplicate({ maxRetriesPerRequest: null }), edition, honest, lie);
  const engine = engineOf(edition);
  const many = Array.from({ length: 1000 }, (_, i) => i + 1);
  await expect(engine.map(multiplyTask, shared, many)).rejects.toThrow(/'liar' is refused: it has/);
  await engine.close();
  await liar.close();
});

test('a result that the engine loses is computed again, and not for ever', async () => {
  const edition = newEdition();
  let left = 2;
  const loseTwo: Lie = ({ answer, bytes }) => ({ answer, bytes: left-- > 0 ? null : bytes });
  const connection = redis.duplicate({ maxRetriesPerRequest: null });
  const engine = engineOf(edition);
  const forgetful = startLiar(connection, edition, honest, loseTwo);
  expect(await engine.map(multiplyTask, shared, [1, 2, 3])).toHaveLength(3);
  left = Number.POSITIVE_INFINITY;
  await expect(engine.map(multiplyTask, shared, [1])).rejects.toMatchObject({
    kind: 'unavailable',
    code: 'engine.block_lost',
    message: 'part 1 of 1 came back without a result 4 times',
  });
  await engine.close();
  await forgetful.close();
});

test('a worker that lets every block go does not hold up a run for ever', async () => {
  const edition = newEdition();
  const letGo: Lie = () => ({ answer: { kind: 'abandoned', worker: 'liar' }, bytes: null });
  const idler = startLiar(redis.duplicate({ maxRetriesPerRequest: null }), edition, honest, letGo);
  const engine = engineOf(edition);
  await expect(engine.map(multiplyTask, shared, [1])).rejects.toThrow('without a result 4 times');
  await engine.close();
  await idler.close();
});
