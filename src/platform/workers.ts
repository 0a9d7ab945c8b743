import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { assert } from '../base/assert.ts';
import { Refusal } from '../base/refusal.ts';
import type { Parallel } from './parallel.ts';
import type { FromWorker, ToWorker } from './worker-tasks.ts';

/** Threads that stay warm between calls, until `close`. */
export interface ParallelThreads extends Parallel {
  /** Opens a task by its name for jobs that come one by one. */
  open(task: string, shared: unknown, options: { readonly threads: number }): OpenTask;
  close(): Promise<void>;
}

/** A task that waits for jobs: what is shared is sent once to each thread. */
export interface OpenTask {
  /** Each job takes the next free thread. The caller knows what the task gives. */
  run(job: unknown): Promise<unknown>;
  /** Frees what is shared; a job that runs ends first. */
  close(): void;
}

export interface ParallelThreadsOptions {
  /** The module that each worker runs; it calls `serveTasks`. */
  readonly workerUrl: URL;
  readonly threads?: number; // default: the machine's cores
}

/** Runs jobs on worker threads of this machine. One thread is a worker too: the same bytes. */
export function createParallel({ workerUrl, threads }: ParallelThreadsOptions): ParallelThreads {
  const usualThreads = threads ?? availableParallelism();
  const pool = createPool(workerUrl);
  let lastRun = 0;
  return {
    map: (task, shared, jobs, options = {}) =>
      runJobs(pool, {
        run: ++lastRun,
        task: task.name,
        shared,
        jobs,
        threads: Math.max(1, Math.min(options.threads ?? usualThreads, jobs.length)),
        signal: options.signal,
        onProgress: options.onProgress,
      }),
    open: (task, shared, { threads }) => openTask(pool, { run: ++lastRun, task, shared }, threads),
    close: () => pool.close(),
  };
}

/** What a thread is told once, before the jobs of a run. */
interface Opening {
  readonly run: number;
  readonly task: string;
  readonly shared: unknown;
}

interface Run extends Opening {
  readonly jobs: readonly unknown[];
  readonly threads: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((done: number, total: number) => void) | undefined;
}

async function runJobs<Result>(pool: Pool, run: Run): Promise<Result[]> {
  const { jobs, signal, onProgress } = run;
  const results = new Array<Result>(jobs.length);
  let next = 0;
  let done = 0;
  let stopped = false;
  const busy = new Set<Lane>();

  const work = async () => {
    while (next < jobs.length && !stopped) {
      const index = next++;
      const lane = await pool.acquire(run.threads);
      busy.add(lane);
      try {
        if (stopped) return;
        // The worker found the task by its name, so the result has the task's type.
        const name = `task '${run.task}', part ${index + 1} of ${jobs.length}`;
        results[index] = (await lane.call(run, jobs[index], name)) as Result;
      } finally {
        busy.delete(lane);
        pool.release(lane);
      }
      if (stopped) return;
      done += 1;
      onProgress?.(done, jobs.length);
    }
  };

  // A job cannot be asked to stop half-way: its thread ends, and the next run starts another.
  const interrupted = settleable<never>();
  const interrupt = () => {
    stopped = true;
    interrupted.reject(interruption(run, done));
    for (const lane of busy) void lane.end();
  };
  if (signal?.aborted) throw interruption(run, done);
  signal?.addEventListener('abort', interrupt, { once: true });
  try {
    const lanes = Array.from({ length: run.threads }, work);
    await Promise.race([Promise.all(lanes), interrupted.promise]);
    return results;
  } finally {
    stopped = true;
    signal?.removeEventListener('abort', interrupt);
    pool.forget(run.run);
  }
}

function openTask(pool: Pool, opening: Opening, threads: number): OpenTask {
  return {
    async run(job) {
      const lane = await pool.acquire(threads);
      try {
        return await lane.call(opening, job, `task '${opening.task}'`);
      } finally {
        pool.release(lane);
      }
    },
    close: () => pool.forget(opening.run),
  };
}

function interruption({ task, jobs }: Run, done: number): Refusal {
  return new Refusal(
    'interrupted',
    'parallel.interrupted',
    `stopped '${task}' after ${done} of ${jobs.length} parts`,
  );
}

interface Settleable<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: Error) => void;
}

// Promise.withResolvers does the same, from Node 22 on.
function settleable<Value>(): Settleable<Value> {
  let resolve!: (value: Value) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<Value>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** One worker thread: it does one job at a time. */
interface Lane {
  call(opening: Opening, job: unknown, name: string): Promise<unknown>;
  /** Frees what the run shared. */
  forget(run: number): void;
  end(): Promise<void>;
  isDead(): boolean;
}

interface Pool {
  /** A free thread, or a new one while fewer than `atMost` exist, or the next that is freed. */
  acquire(atMost: number): Promise<Lane>;
  release(lane: Lane): void;
  forget(run: number): void;
  close(): Promise<void>;
}

function createPool(workerUrl: URL): Pool {
  const lanes = new Set<Lane>();
  const idle: Lane[] = [];
  const waiting: Settleable<Lane>[] = [];
  let closed = false;
  const start = () => {
    assert(!closed, 'no job comes after the threads were closed');
    const lane = startLane(workerUrl);
    lanes.add(lane);
    return lane;
  };
  return {
    async acquire(atMost) {
      const free = idle.pop();
      if (free && !free.isDead()) return free;
      if (free) lanes.delete(free);
      if (lanes.size < atMost) return start();
      const waiter = settleable<Lane>();
      waiting.push(waiter);
      return waiter.promise;
    },
    release(lane) {
      if (lane.isDead()) lanes.delete(lane);
      const waiter = waiting.shift();
      if (waiter) waiter.resolve(lane.isDead() ? start() : lane);
      else if (!lane.isDead()) idle.push(lane);
    },
    forget: (run) => {
      for (const lane of lanes) lane.forget(run);
    },
    async close() {
      closed = true;
      for (const waiter of waiting.splice(0)) waiter.reject(new Error('the threads were closed'));
      await Promise.all([...lanes].map((lane) => lane.end()));
      lanes.clear();
      idle.length = 0;
    },
  };
}

function startLane(workerUrl: URL): Lane {
  const worker = new Worker(entryOf(workerUrl), { execArgv: [] });
  worker.unref(); // an idle thread keeps no process alive
  const opened = new Set<number>();
  const post = (message: ToWorker) => worker.postMessage(message);
  let dead = false;
  let pending: { name: string; settle: Settleable<unknown> } | undefined;

  const die = (why: string) => {
    dead = true;
    pending?.settle.reject(new Error(`a worker died in ${pending.name}: ${why}`));
    pending = undefined;
  };
  worker.on('error', (error) => die(String(error)));
  worker.on('messageerror', (error) => die(String(error)));
  worker.on('exit', (code) => die(`its thread ended with code ${code}`));
  worker.on('message', (answer: FromWorker) => {
    const { name, settle } = pending!; // an answer follows a call
    pending = undefined;
    worker.unref();
    if (answer.kind === 'result') settle.resolve(answer.result);
    else settle.reject(errorOf(answer, name));
  });

  return {
    call({ run, task, shared }, job, name) {
      const settle = settleable<unknown>();
      if (!opened.has(run)) post({ kind: 'open', run, task, shared });
      opened.add(run);
      post({ kind: 'job', run, job });
      pending = { name, settle };
      worker.ref();
      return settle.promise;
    },
    forget(run) {
      if (opened.delete(run) && !dead) post({ kind: 'close', run });
    },
    async end() {
      dead = true;
      await worker.terminate();
    },
    isDead: () => dead,
  };
}

function errorOf(answer: Exclude<FromWorker, { kind: 'result' }>, name: string): Error {
  if (answer.kind === 'failure') return new Error(`${name} failed: ${answer.stack}`);
  const { kind, code, message, hint } = answer.refusal;
  return new Refusal(kind, code, message, hint);
}

/** What a thread starts with: TypeScript needs tsx, which loads itself in the main thread only. */
function entryOf(workerUrl: URL): URL {
  if (!workerUrl.pathname.endsWith('.ts')) return workerUrl;
  const tsx = import.meta.resolve('tsx/esm/api');
  const code = `import { register } from '${tsx}'; register(); await import('${workerUrl}');`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}
