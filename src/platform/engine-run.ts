import { setTimeout } from 'node:timers/promises';
import { type Queue, QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import { Refusal } from '../base/refusal.ts';
import { createRecheck, type PartName, readAnswer, readBlock } from './engine-checks.ts';
import {
  ATTEMPTS,
  type BlockOrder,
  type BlockResult,
  blockKey,
  inputsKey,
  PREFIX,
} from './engine-wire.ts';
import type { OpenTask } from './workers.ts';

/** A worker has twice its threads under way and finds as many waiting. */
const SENT_PER_THREAD = 4;
const LEAST_SENT = 64;
/** What has not come back after so long is sent again, which changes nothing while it is there. */
const SENT_AGAIN_MS = 15_000;
const MOST_LOSSES = 3; // of one block: its result is gone, or nobody has done it

/** How long a run that stops waits for workers to put down its blocks. */
const CLEARING_MS = 3000;
const CLEARING_STEP_MS = 50;

/** A run as its coordinator knows it. */
export interface RunPlan<Result> {
  readonly run: string;
  readonly orders: readonly BlockOrder[]; // by index
  /** Reads the result of a block, and throws when it is none. */
  readonly read: (value: unknown, index: number) => Result;
  /** The task of the run on threads of this machine, to compute some blocks again. */
  readonly local: OpenTask;
  readonly part: PartName;
  readonly onDone: (done: number) => void;
  readonly onFault: (error: Error) => void;
}

/** A run that is under way. */
export interface EngineRun<Result> {
  /** The results by index, when all are there and those computed again agree. */
  readonly results: Promise<Result[]>;
  /**
   * Sends what so many threads need, and again what may have been lost: everything, when the
   * engine has forgotten the run.
   */
  send(threads: number, isForgotten: boolean): Promise<void>;
  /** Takes back what is still with the engine. */
  clear(): Promise<void>;
}

/**
 * Sends the blocks of a run and takes each result once. The order in which they come changes
 * nothing: a result stands at the index of its block.
 */
export async function openRun<Result>(
  redis: Redis,
  queue: Queue,
  plan: RunPlan<Result>,
): Promise<EngineRun<Result>> {
  const { run, orders, part, onFault } = plan;
  const taken = new Array<Result>(orders.length);
  const sent = createWindow(queue, orders);
  const recheck = createRecheck(plan.local, part, onFault);
  let done = 0;
  let finish!: (results: Result[]) => void;
  const results = new Promise<Result[]>((resolve) => {
    finish = resolve;
  });

  const take = async (index: number, result: BlockResult) => {
    const bytes = await redis.getdelBuffer(blockKey(run, index));
    if (bytes === null) return sent.sendLost(index, part);
    taken[index] = readBlock(bytes, result, part, (value) => plan.read(value, index));
    sent.release(index);
    recheck.consider(orders[index]!, result);
    done += 1;
    plan.onDone(done);
    if (done < orders.length) return sent.fill();
    await recheck.settled();
    finish(taken);
  };
  const onCompleted = async (index: number, value: unknown) => {
    if (!sent.claim(index)) return; // taken before, as when it was sent twice
    const answer = readAnswer(value, orders[index]!, part);
    if (answer.kind === 'result') return take(index, answer);
    if (answer.kind === 'abandoned') return sent.putBack(index, part);
    const { kind, code, message, hint } = answer.refusal;
    throw new Refusal(kind, code, message, hint);
  };
  const events = await listen(redis, queue, {
    completed: ({ jobId, returnvalue }) => {
      const index = indexOf(jobId, run);
      if (index !== undefined) onCompleted(index, returnvalue).catch(onFault);
    },
    failed: ({ jobId, failedReason }) => {
      const index = indexOf(jobId, run);
      const isOurs = index !== undefined && sent.claim(index);
      if (isOurs) onFault(blockFailed(part(index), failedReason));
    },
  });
  return {
    results,
    send: sent.send,
    async clear() {
      const closing = events.close().catch(() => {});
      if (redis.status !== 'ready') return; // what stays, the engine forgets by itself
      await closing;
      await takeBack(redis, queue, run, sent);
    },
  };
}

/** The blocks that are with the engine: as many as keep the workers busy, and no more. */
interface Window {
  send(threads: number, isForgotten: boolean): Promise<void>;
  /** Sends on when half of what was sent has come back. */
  fill(): Promise<void>;
  /** Takes a block that came back, once. */
  claim(index: number): boolean;
  /** Forgets a block that was claimed: its result is here. */
  release(index: number): void;
  /** Keeps a block that nobody has done for the next round. */
  putBack(index: number, part: PartName): void;
  /** Sends a block again whose result is gone. */
  sendLost(index: number, part: PartName): Promise<void>;
  /** Ids of the jobs that may still be with the engine. */
  jobIds(): readonly string[];
  /** Keys of the results that may still be with the engine. */
  blockKeys(): readonly string[];
}

function createWindow(queue: Queue, orders: readonly BlockOrder[]): Window {
  const sentMs = new Map<number, number>(); // by index
  const claimed = new Set<number>(); // indices
  const losses = new Map<number, number>(); // by index
  let next = 0;
  let size = LEAST_SENT;
  const idOf = (index: number) => `${orders[index]!.run}-${index}-${losses.get(index) ?? 0}`;
  const add = async (indices: readonly number[]) => {
    if (indices.length === 0) return;
    for (const index of indices) sentMs.set(index, performance.now());
    await queue.addBulk(indices.map((index) => jobOf(orders[index]!, idOf(index))));
  };
  const lose = (index: number, part: PartName) => {
    claimed.delete(index);
    const count = (losses.get(index) ?? 0) + 1;
    if (count > MOST_LOSSES) throw blockLost(part(index));
    losses.set(index, count);
  };
  const sendNext = () => {
    const from = next;
    next = Math.min(orders.length, Math.max(from, from + size - sentMs.size));
    return add(Array.from({ length: next - from }, (_, i) => from + i));
  };
  return {
    async send(threads, isForgotten) {
      size = Math.max(LEAST_SENT, SENT_PER_THREAD * threads);
      const before = isForgotten ? Number.POSITIVE_INFINITY : performance.now() - SENT_AGAIN_MS;
      await add([...sentMs].flatMap(([index, sent]) => (sent < before ? [index] : [])));
      await sendNext();
    },
    fill: async () => (sentMs.size <= size / 2 ? sendNext() : undefined),
    claim(index) {
      if (!sentMs.delete(index)) return false;
      claimed.add(index);
      return true;
    },
    release: (index) => void claimed.delete(index),
    putBack(index, part) {
      lose(index, part);
      sentMs.set(index, Number.NEGATIVE_INFINITY); // late: the next round sends it
    },
    async sendLost(index, part) {
      lose(index, part);
      await add([index]);
    },
    jobIds: () => [...sentMs.keys()].map(idOf),
    blockKeys: () =>
      [...sentMs.keys(), ...claimed].map((index) => blockKey(orders[index]!.run, index)),
  };
}

function jobOf(data: BlockOrder, jobId: string) {
  const opts = { jobId, attempts: ATTEMPTS, removeOnComplete: true, removeOnFail: true };
  return { name: data.task, data, opts };
}

/** The index of the block in the id of a job of this run. */
function indexOf(jobId: string, run: string): number | undefined {
  const [, of, index] = /^(.+)-(\d+)-\d+$/.exec(jobId) ?? [];
  return of === run ? Number(index) : undefined;
}

interface Listeners {
  completed(event: { jobId: string; returnvalue: unknown }): void;
  failed(event: { jobId: string; failedReason: string }): void;
}

/** Hears of every block from now on, also of those that end while the line is broken. */
async function listen(redis: Redis, queue: Queue, listeners: Listeners): Promise<QueueEvents> {
  const [last] = await redis.xrevrange(queue.toKey('events'), '+', '-', 'COUNT', 1);
  const events = new QueueEvents(queue.name, {
    connection: redis,
    prefix: PREFIX,
    lastEventId: last?.[0] ?? '0-0',
  });
  events.on('completed', listeners.completed);
  events.on('failed', listeners.failed);
  events.on('error', () => {}); // the line is mended, or the coordinator loses its patience
  return events;
}

/** Removes what nobody has begun, and waits a moment for what a worker holds. */
async function takeBack(redis: Redis, queue: Queue, run: string, sent: Window): Promise<void> {
  await redis.del(inputsKey(run)); // a worker that finds none lets the block go
  const ids = sent.jobIds();
  await Promise.all(ids.map((id) => queue.remove(id)));
  const jobKeys = ids.map((id) => queue.toKey(id));
  const until = performance.now() + CLEARING_MS;
  while (jobKeys.length > 0 && performance.now() < until) {
    if ((await redis.exists(...jobKeys)) === 0) break;
    await setTimeout(CLEARING_STEP_MS);
  }
  const blockKeys = sent.blockKeys();
  if (blockKeys.length > 0) await redis.del(...blockKeys);
}

function blockFailed(part: string, reason: string): Error {
  if (!reason.includes('stalled more than allowable limit')) {
    return new Error(`${part} failed on a worker, ${ATTEMPTS} times: ${reason}`);
  }
  return new Refusal(
    'unavailable',
    'engine.block_stalled',
    `${part} was lost with every worker that took it`,
    'see why the workers end: their memory may be too small',
  );
}

function blockLost(part: string): Refusal {
  return new Refusal(
    'unavailable',
    'engine.block_lost',
    `${part} came back without a result ${MOST_LOSSES + 1} times`,
    'give Redis more memory, and see that nothing else removes keys of lodestock',
  );
}
