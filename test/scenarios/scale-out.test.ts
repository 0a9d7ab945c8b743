import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { editionOf } from '../../src/main/edition.ts';
import { RECHECKED_ONE_IN } from '../../src/platform/engine-checks.ts';
import {
  type Edition,
  inputsKey,
  KEPT_SECONDS,
  LOCK_MS,
  PREFIX,
  queueOf,
  STALLED_MS,
} from '../../src/platform/engine-wire.ts';
import { openFolder } from '../../src/platform/folder-node.ts';
import {
  BLOCK_DRAWS,
  type DrawBlock,
  type EnsembleInputs,
  openEnsemble,
  simulateBlock,
} from '../../src/stress/ensemble.ts';
import { runMemoryBytes } from '../../src/stress/run-memory.ts';
import {
  type Ended,
  errorOf,
  lodestock,
  type Running,
  startLodestock,
} from '../support/command-line.ts';
import { startLiar } from '../support/lying-worker.ts';
import { engineUrl } from '../support/redis-server.ts';

// One run on the processes of several machines, all of which are this one here.

let url = '';
let redis: Redis;
let queue: Queue;
let edition: Edition;
beforeAll(async () => {
  url = `${await engineUrl()}/2`; // a database of its own: other files see nothing of it
  redis = new Redis(url, { maxRetriesPerRequest: null });
  edition = await editionOf(await openFolder('data'));
  queue = new Queue(queueOf(edition), { connection: redis, prefix: PREFIX });
});
afterAll(async () => {
  await queue.close();
  redis.disconnect();
});

const runArgs = (draws: number) => {
  const scenario = ['--preset', 'china-ban-ga-ge-sb', '--draws', String(draws), '--seed', '7'];
  return ['stress', 'run', ...scenario, '--no-save', '--json'];
};
const work = () => startLodestock(['engine', 'work', '--engine', url, '--threads', '1']);

test('two workers, one killed in the middle of a block, give the digest of one machine', async () => {
  const workers = [work(), work()] as const;
  await Promise.all(workers.map((worker) => worker.says('waiting for blocks')));
  const [doomed, other] = workers;
  const { draws, run } = await runWithDeath(doomed, 6000);
  other.interrupt();
  const left = await other.ended;
  const { stdout } = await lodestock([...runArgs(draws), '--threads', '1']);
  expect(run).toMatchObject({ exitCode: 0 });
  expect(JSON.parse(run.stdout).digest).toBe(JSON.parse(stdout).digest);
  expect(left.stderr).toMatch(/block [0-9a-f]{8}-\d+-0 was lost with its worker/);
  expect([left.exitCode, left.stdout]).toEqual([0, expect.stringMatching(/^\d+ blocks done\n$/)]);
  expect((await doomed.ended).exitCode).toBe(null); // it had no time to say anything
  expect(await leftovers()).toEqual([]);
}, 120_000);

/** A run in which a worker dies with a block; a larger one, where it was over too soon for that. */
async function runWithDeath(
  doomed: Running,
  draws: number,
): Promise<{ draws: number; run: Ended }> {
  const coordinator = startLodestock([...runArgs(draws), '--engine', url, '--progress=json']);
  const isKilled = await killInBlock(doomed, coordinator);
  const run = await coordinator.ended;
  expect(run.stderr).not.toContain('"code"');
  return isKilled ? { draws, run } : runWithDeath(doomed, 10 * draws);
}

/** Stops a worker dead while a block of its own is under way; false when the run ended before. */
async function killInBlock(worker: Running, run: Running): Promise<boolean> {
  const [, name] = /worker (\S+):/.exec(worker.said()) ?? [];
  const isAtWork = async () => (await queue.getActive()).some((job) => job?.processedBy === name);
  let isOver = false;
  void run.ended.then(() => {
    isOver = true;
  });
  while (!isOver) {
    if (await isAtWork()) {
      worker.kill('SIGSTOP');
      await setTimeout(50); // what it had sent is there by now
      if (await isAtWork()) {
        worker.kill('SIGKILL');
        return true;
      }
      worker.kill('SIGCONT');
    }
    await setTimeout(2);
  }
  return false;
}

test('a worker that gives a true block of another index is found out, and named', async () => {
  const shifted = async (order: { run: string; job: unknown }) => {
    const inputs: EnsembleInputs = JSON.parse((await redis.get(inputsKey(order.run)))!);
    const { from, count } = order.job as DrawBlock; // what the coordinator sends
    return simulateBlock(openEnsemble(inputs), { from: from + 500, count });
  };
  const liar = startLiar(redis.duplicate(), edition, shifted, (told) => told);
  const ended = await lodestock([...runArgs(2000), '--engine', url]);
  await liar.close();
  expect([ended.exitCode, ended.stdout]).toEqual([20, '']);
  expect(errorOf(ended)).toEqual({
    code: 'engine.block_refused',
    message: expect.stringMatching(
      /^part \d of 4 from worker 'liar' is refused: it has other numbers than this machine computes/,
    ),
    hint: expect.stringContaining('nothing of this run is kept'),
  });
});

test('without workers it says what to type, and Ctrl-C ends it with 130 and leaves nothing', async () => {
  const coordinator = startLodestock([...runArgs(2000), '--engine', url, '--progress=json']);
  const shown = new URL(url);
  shown.password = '';
  await coordinator.says(`waits for workers: lodestock engine work --engine ${shown.href}`);
  await expect.poll(() => queue.getWaitingCount(), { timeout: 10_000 }).toBe(4);
  coordinator.interrupt();
  const { exitCode, stdout } = await coordinator.ended;
  expect([exitCode, stdout]).toEqual([130, '']);
  expect(await leftovers()).toEqual([]);
});

test('the page on many machines names the limits that the code has', () => {
  const page = readFileSync('docs/how-to/scale-out.md', 'utf8');
  const [least, most] = [LOCK_MS / 2, LOCK_MS + STALLED_MS].map((ms) => Math.round(ms / 1000));
  const drawBytes =
    runMemoryBytes({ draws: 1, minerals: 54 }) - runMemoryBytes({ draws: 0, minerals: 54 });
  for (const words of [
    `given out again after ${least} to ${most} s`, // a lock is renewed at half its time
    `one in ${RECHECKED_ONE_IN} of the others`,
    `Redis forgets the run after ${KEPT_SECONDS / 60} minutes`,
    `${drawBytes} bytes a draw with 54 minerals`,
    `Blocks of ${BLOCK_DRAWS} draws`,
  ]) {
    expect(page).toContain(words);
  }
});

/** What the engine still holds of runs. */
async function leftovers(): Promise<string[]> {
  const jobs = await queue.getJobs(['waiting', 'active', 'completed', 'failed', 'delayed']);
  return [...jobs.map(({ id }) => String(id)), ...(await redis.keys(`${PREFIX}:run:*`))];
}
