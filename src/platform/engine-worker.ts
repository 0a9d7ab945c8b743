import { setTimeout } from 'node:timers/promises';
import { type Job, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { assert } from '../base/assert.ts';
import { counted } from '../base/number-text.ts';
import { Refusal } from '../base/refusal.ts';
import { digestOf } from './digest.ts';
import { connectEngine, withinMs } from './engine-connection.ts';
import { RENEWED_MS, readNotices, renewNotice, withdrawNotice } from './engine-notices.ts';
import {
  type BlockAnswer,
  BlockOrder,
  blockKey,
  type Edition,
  editionDifference,
  editionId,
  inputsKey,
  KEPT_SECONDS,
  LOCK_MS,
  MOST_STALLED,
  PREFIX,
  queueOf,
  RUNS_KEY,
  RunNotice,
  STALLED_MS,
  WORKERS_KEY,
  type WorkerNotice,
} from './engine-wire.ts';
import { pack } from './packed.ts';
import type { OpenTask, ParallelThreads } from './workers.ts';

/** A thread that is done finds the next block here while the last one is on its way. */
const BLOCKS_PER_THREAD = 2;
const RETRY_MS = 1000;
const FINISHING_MS = 10_000;
const REPORTED_BLOCKS = 100; // between two lines of progress
const OPEN_TASKS = 4; // runs at once whose inputs are kept in memory

export interface EngineWorkerOptions {
  readonly url: string;
  readonly edition: Edition;
  readonly name: string;
  /** Its threads do the blocks; giving blocks back ends them. */
  readonly parallel: ParallelThreads;
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly note: (line: string) => void;
  /** How long a stop waits for blocks that run before it gives them back. */
  readonly finishingMs?: number;
}

/** What a worker has done by its end. */
export interface EngineWork {
  readonly worker: string;
  readonly blocks: number;
}

/**
 * Takes blocks of runs from an engine until the signal comes; then finishes what it has begun.
 *
 * @throws Refusal `engine.…` when the engine cannot be used at the start; a line that breaks later
 *   is mended
 */
export async function serveEngine(options: EngineWorkerOptions): Promise<EngineWork> {
  const { edition, name, threads, note } = options;
  const connection = await connectEngine(options.url);
  const { redis, place } = connection;
  const workbench = createWorkbench(redis, options);
  const worker = new Worker(queueOf(edition), (job) => workbench.doBlock(job), {
    connection: redis,
    prefix: PREFIX,
    name,
    concurrency: BLOCKS_PER_THREAD * threads,
    lockDuration: LOCK_MS,
    stalledInterval: STALLED_MS,
    maxStalledCount: MOST_STALLED,
    runRetryDelay: RETRY_MS,
  });
  noteLine(worker, redis, place, note);
  note(`worker ${name}: ${counted(threads, 'thread')}, ${describeEdition(edition)}`);
  note(`waiting for blocks from ${place}; Ctrl-C stops`);
  try {
    await attend(redis, options, workbench.report);
    note(`stopping: ${counted(workbench.busy(), 'block')} to finish first`);
    await stop(worker, options, redis);
  } finally {
    await withinMs(RETRY_MS, withdrawNotice(redis, WORKERS_KEY, noticeOf(options))).catch(() => {});
    connection.close();
  }
  note(`stopped after ${counted(workbench.done(), 'block')}`);
  return { worker: name, blocks: workbench.done() };
}

/** Says that it is there, and which runs it will not serve, until the signal comes. */
async function attend(
  redis: Redis,
  { edition, signal, note, ...own }: EngineWorkerOptions,
  report: () => void,
): Promise<void> {
  const refused = new Set<string>();
  const round = async () => {
    await renewNotice(redis, WORKERS_KEY, noticeOf({ edition, ...own }));
    for (const { run, by, edition: needs } of await readNotices(redis, RUNS_KEY, RunNotice)) {
      const difference = editionDifference(edition, needs);
      if (difference === '' || refused.has(run)) continue;
      refused.add(run);
      note(`refused run ${run} of ${by}: this worker has ${difference}`);
    }
    report();
  };
  const tell = (error: Error) => note(`the engine says: ${error.message}`);
  const stopped = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  while (!signal.aborted) {
    // While the line is broken a round does not end: the signal is heard all the same.
    await Promise.race([round().catch(tell), stopped]);
    await setTimeout(RENEWED_MS, undefined, { signal }).catch(() => {});
  }
}

function noticeOf({
  name,
  threads,
  edition,
}: Pick<EngineWorkerOptions, 'name' | 'threads' | 'edition'>): WorkerNotice {
  return { worker: name, threads, edition };
}

function describeEdition(edition: Edition): string {
  return Object.entries(edition)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

/** Where a worker does its blocks. */
interface Workbench {
  doBlock(job: Job): Promise<BlockAnswer>;
  done(): number;
  busy(): number;
  report(): void;
}

function createWorkbench(redis: Redis, options: EngineWorkerOptions): Workbench {
  const { edition, name, parallel, threads, note } = options;
  const open = new Map<string, Promise<OpenTask>>(); // by task and digest of inputs, oldest first
  let done = 0;
  let busy = 0;
  let reported = 0;
  let lastRun = '';

  const openTask = async ({ run, task, inputs }: BlockOrder) => {
    const bytes = await redis.getBuffer(inputsKey(run));
    if (bytes === null) throw new Abandoned();
    assert(digestOf(bytes) === inputs, 'the inputs of a run are those that the block names');
    return parallel.open(task, JSON.parse(bytes.toString('utf8')), { threads });
  };
  const taskOf = (order: BlockOrder): Promise<OpenTask> => {
    const key = `${order.task} ${order.inputs}`;
    const known = open.get(key);
    if (known !== undefined) return known;
    const opening = openTask(order);
    open.set(key, opening);
    opening.catch(() => open.delete(key));
    for (const [oldKey, old] of [...open].slice(0, -OPEN_TASKS)) {
      open.delete(oldKey);
      old.then((each) => each.close()).catch(() => {});
    }
    return opening;
  };
  const answer = async (order: BlockOrder): Promise<BlockAnswer> => {
    if (order.edition !== editionId(edition)) throw otherEdition(order, edition);
    if (order.run !== lastRun) note(`run ${order.run}: ${order.task}`);
    lastRun = order.run;
    const result = await (await taskOf(order)).run(order.job);
    const bytes = Buffer.from(pack(result));
    if ((await redis.exists(inputsKey(order.run))) === 0) throw new Abandoned();
    // Written once: a block that ran twice, here or elsewhere, has the same bytes.
    await redis.set(blockKey(order.run, order.index), bytes, 'EX', KEPT_SECONDS, 'NX');
    done += 1;
    const { run, index, inputs } = order;
    const named = { worker: name, run, index, edition: order.edition, inputs };
    return { kind: 'result', ...named, bytes: bytes.byteLength, digest: digestOf(bytes) };
  };
  return {
    async doBlock(job) {
      busy += 1;
      try {
        return await answer(BlockOrder.parse(job.data));
      } catch (error) {
        return answerOf(error, name);
      } finally {
        busy -= 1;
      }
    },
    done: () => done,
    busy: () => busy,
    report() {
      if (done - reported < REPORTED_BLOCKS) return;
      reported = done;
      note(`${done} blocks done`);
    },
  };
}

/** The coordinator has stopped waiting: it has its answer, or was stopped or killed. */
class Abandoned extends Error {}

/** An expected "no" is an answer; anything else fails the block, which then may run elsewhere. */
function answerOf(error: unknown, worker: string): BlockAnswer {
  if (error instanceof Abandoned) return { kind: 'abandoned', worker };
  if (!(error instanceof Refusal)) throw error;
  const { kind, code, message, hint } = error;
  const refusal = { kind, code, message, ...(hint === undefined ? {} : { hint }) };
  return { kind: 'refusal', worker, refusal };
}

function otherEdition({ run, edition: needs }: BlockOrder, edition: Edition): Refusal {
  return new Refusal(
    'conflict',
    'engine.other_edition',
    `run ${run} needs edition ${needs}, and this worker has ${describeEdition(edition)}`,
    'bring coordinator and workers to the same version of program and data',
  );
}

/** Tells when the line to the engine breaks and when it is mended, once each. */
function noteLine(worker: Worker, redis: Redis, place: string, note: (line: string) => void): void {
  let isBroken = false;
  redis.on('close', () => {
    if (!isBroken && !worker.closing) note(`the engine at ${place} does not answer: trying again`);
    isBroken = true;
  });
  redis.on('ready', () => {
    if (isBroken) note(`the engine at ${place} answers again`);
    isBroken = false;
  });
  worker.on('stalled', (id) => note(`block ${id} was lost with its worker and is given out again`));
  worker.on('failed', (job, error) => note(`block ${job?.id ?? ''} failed: ${error.message}`));
  worker.on('error', (error) => {
    if (redis.status === 'ready') note(`the engine at ${place}: ${error.message}`);
  });
}

/** Lets blocks that run come to their end, or gives them back when that takes too long. */
async function stop(
  worker: Worker,
  { parallel, note, finishingMs = FINISHING_MS }: EngineWorkerOptions,
  redis: Redis,
): Promise<void> {
  const closing = worker.close();
  const patienceMs = redis.status === 'ready' ? finishingMs : RETRY_MS;
  try {
    await withinMs(patienceMs, closing);
  } catch {
    note('giving back the blocks that are not finished');
    await parallel.close(); // a block whose thread ends fails, and goes to the next worker
    await withinMs(RETRY_MS, closing).catch(() => {}); // else its lock runs out
  }
}
