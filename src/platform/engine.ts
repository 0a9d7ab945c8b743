import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { assert } from '../base/assert.ts';
import { counted } from '../base/number-text.ts';
import { Refusal } from '../base/refusal.ts';
import { digestOf } from './digest.ts';
import { connectEngine, type EngineConnection, NoAnswer, withinMs } from './engine-connection.ts';
import { readNotices, renewNotice, withdrawNotice } from './engine-notices.ts';
import { openRun, type RunPlan } from './engine-run.ts';
import {
  type BlockOrder,
  type Edition,
  editionDifference,
  editionId,
  inputsKey,
  KEPT_SECONDS,
  PREFIX,
  processName,
  queueOf,
  RUNS_KEY,
  WORKERS_KEY,
  WorkerNotice,
} from './engine-wire.ts';
import type { Parallel, ParallelOptions, Task } from './parallel.ts';
import type { ParallelThreads } from './workers.ts';

const ROUND_MS = 1000;
const PATIENCE_MS = 60_000;
const CLOSING_MS = 5000;
const EVENTS_KEPT_SECONDS = 24 * 60 * 60; // what the queue tells of its blocks

export interface EngineOptions {
  readonly url: string;
  readonly edition: Edition;
  /** This machine's threads: they compute some blocks again. */
  readonly local: ParallelThreads;
  readonly threads: number;
  /** How long the engine may be silent in the middle of a run. */
  readonly patienceMs?: number;
}

/** Runs jobs on the workers of an engine, on other machines. */
export interface Engine extends Parallel {
  close(): Promise<void>;
}

/**
 * The second driver of `parallel`: one job is one block, its inputs are sent once a run, and
 * BullMQ on Redis brings it to a worker, to another when that one dies.
 *
 * Connects at the first call. docs/how-to/scale-out.md says what it guards against.
 */
export function createEngine(options: EngineOptions): Engine {
  let connecting: Promise<EngineConnection> | undefined;
  return {
    async map(task, shared, jobs, mapOptions = {}) {
      if (mapOptions.signal?.aborted) throw interruption(task.name, 0, jobs.length);
      if (jobs.length === 0) return [];
      connecting ??= connectEngine(options.url);
      return runJobs(await connecting, options, { task, shared, jobs }, mapOptions);
    },
    async close() {
      const connection = await connecting?.catch(() => undefined); // reported by who asked for it
      connection?.close();
    },
  };
}

interface Work<Shared, Job, Result> {
  readonly task: Task<Shared, Job, Result>;
  readonly shared: Shared;
  readonly jobs: readonly Job[];
}

async function runJobs<Shared, Job, Result>(
  connection: EngineConnection,
  options: EngineOptions,
  { task, shared, jobs }: Work<Shared, Job, Result>,
  { signal, onProgress }: ParallelOptions,
): Promise<Result[]> {
  const { readResult } = task;
  assert(readResult !== undefined, `task '${task.name}' can read results of other machines`);
  const ended = new AbortController();
  const stop = (error: Error) => ended.abort(error);
  const inputs = JSON.stringify(shared);
  const run = randomUUID().slice(0, 8);
  const local = options.local.open(task.name, shared, { threads: options.threads });
  const told = { done: 0, note: '' };
  const tell = () => onProgress?.(told.done, jobs.length, told.note);
  const onStop = () => stop(interruption(task.name, told.done, jobs.length));
  signal?.addEventListener('abort', onStop, { once: true });
  try {
    return await attendRun(connection, options, ended, {
      run,
      inputs,
      orders: ordersOf(run, task.name, jobs, { inputs, edition: options.edition }),
      read: (value, index) => readResult(value, shared, jobs[index]!),
      local,
      part: (index) => `part ${index + 1} of ${jobs.length}`,
      onDone: (done) => {
        told.done = done;
        tell();
      },
      onAttendance: (note) => {
        told.note = note;
        tell();
      },
      onFault: stop,
    });
  } finally {
    signal?.removeEventListener('abort', onStop);
    local.close();
  }
}

function ordersOf(
  run: string,
  task: string,
  jobs: readonly unknown[],
  { inputs, edition }: { inputs: string; edition: Edition },
): BlockOrder[] {
  const common = { run, task, edition: editionId(edition), inputs: digestOf(inputs) };
  return jobs.map((job, index) => ({ ...common, index, job }));
}

interface AttendedPlan<Result> extends RunPlan<Result> {
  readonly inputs: string;
  /** Hears who works, in words. */
  readonly onAttendance: (note: string) => void;
}

/** Opens a run, sees to it every second until it ends, and leaves nothing of it behind. */
async function attendRun<Result>(
  connection: EngineConnection,
  { edition, patienceMs = PATIENCE_MS }: EngineOptions,
  ended: AbortController,
  plan: AttendedPlan<Result>,
): Promise<Result[]> {
  const { redis, place } = connection;
  const queue = new Queue(queueOf(edition), { connection: redis, prefix: PREFIX });
  queue.on('error', () => {}); // the line is mended, or we lose our patience
  const { task } = plan.orders[0]!;
  const notice = { run: plan.run, by: processName(), task, parts: plan.orders.length, edition };
  const run = await openRun(redis, queue, plan);
  const round = async () => {
    const set = await redis.set(inputsKey(plan.run), plan.inputs, 'EX', KEPT_SECONDS, 'NX');
    await redis.expire(inputsKey(plan.run), KEPT_SECONDS);
    await redis.expire(queue.toKey('events'), EVENTS_KEPT_SECONDS);
    await renewNotice(redis, RUNS_KEY, notice);
    const workers = await readNotices(redis, WORKERS_KEY, WorkerNotice);
    plan.onAttendance(attendance(workers, edition, connection));
    await run.send(threadsOf(workers, edition), set === 'OK');
  };
  const attend = async () => {
    while (!ended.signal.aborted) {
      await withinMs(patienceMs, round());
      await setTimeout(ROUND_MS, undefined, { signal: ended.signal }).catch(() => {});
    }
    throw ended.signal.reason;
  };
  const attending = attend();
  const clear = async () => {
    if (redis.status === 'ready') {
      await attending.catch(() => {}); // its last round
      await withdrawNotice(redis, RUNS_KEY, notice);
    }
    await run.clear();
    await queue.close();
  };
  try {
    return await Promise.race([run.results, reasonOf(ended.signal), attending]);
  } catch (error) {
    throw engineFault(error, place);
  } finally {
    ended.abort();
    await withinMs(CLOSING_MS, clear()).catch(() => {});
  }
}

/** Never resolves: rejects with the reason for which a signal was given. */
function reasonOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** What the engine itself says in the middle of a run, or that it says nothing any more. */
function engineFault(error: unknown, place: string): unknown {
  if (error instanceof NoAnswer) {
    return new Refusal(
      'unavailable',
      'engine.unreachable',
      `the engine at ${place} stopped answering: ${error.message}`,
      'see that the Redis server runs, and run again',
    );
  }
  if (!(error instanceof Error) || error.name !== 'ReplyError') return error;
  return new Refusal(
    'unavailable',
    'engine.failed',
    `the engine at ${place} says: ${error.message}`,
    'see the log of the Redis server, and its memory',
  );
}

/** Who works for this edition, or how to change that nobody does. */
function attendance(
  workers: readonly WorkerNotice[],
  edition: Edition,
  { publicUrl }: EngineConnection,
): string {
  const ours = workers.filter((worker) => isOf(worker, edition));
  if (ours.length > 0) {
    return `${counted(ours.length, 'worker')} with ${counted(threadsOf(ours, edition), 'thread')}`;
  }
  const [other] = workers;
  if (other === undefined) {
    return `waits for workers: lodestock engine work --engine ${publicUrl}`;
  }
  const difference = editionDifference(other.edition, edition);
  return `waits for workers of its version: ${other.worker} has ${difference}`;
}

function threadsOf(workers: readonly WorkerNotice[], edition: Edition): number {
  return workers
    .filter((worker) => isOf(worker, edition))
    .reduce((sum, { threads }) => sum + threads, 0);
}

function isOf(worker: WorkerNotice, edition: Edition): boolean {
  return editionDifference(worker.edition, edition) === '';
}

function interruption(task: string, done: number, total: number): Refusal {
  return new Refusal(
    'interrupted',
    'parallel.interrupted',
    `stopped '${task}' after ${done} of ${total} parts`,
  );
}
