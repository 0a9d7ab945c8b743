import { parentPort, type Transferable } from 'node:worker_threads';
import { assert } from '../base/assert.ts';
import { Refusal } from '../base/refusal.ts';
import type { Task } from './parallel.ts';

/** What the pool tells a worker. A run is one call of `map`; its shared value is sent once. */
export type ToWorker =
  | { readonly kind: 'open'; readonly run: number; readonly task: string; readonly shared: unknown }
  | { readonly kind: 'job'; readonly run: number; readonly job: unknown }
  | { readonly kind: 'close'; readonly run: number };

/** How a worker answers a job: with its result, or with why there is none. */
export type FromWorker =
  | { readonly kind: 'result'; readonly result: unknown }
  | {
      readonly kind: 'refusal';
      readonly refusal: Pick<Refusal, 'kind' | 'code' | 'message' | 'hint'>;
    }
  | { readonly kind: 'failure'; readonly stack: string };

/** Tasks of any types: the pool sends to each what its own `map` call was given. */
// biome-ignore lint/suspicious/noExplicitAny: a list of tasks has no common types
export type AnyTask = Task<any, any, any>;

/** Serves jobs of these tasks in this worker thread until the pool ends it. */
export function serveTasks(tasks: readonly AnyTask[]): void {
  const port = parentPort;
  assert(port !== null, 'tasks are served in a worker thread');
  const byName = new Map(tasks.map((task) => [task.name, task]));
  const runs = new Map<number, (job: unknown) => unknown>();

  port.on('message', (message: ToWorker) => {
    if (message.kind === 'close') {
      runs.delete(message.run);
      return;
    }
    try {
      if (message.kind === 'open') {
        const task = byName.get(message.task);
        assert(task !== undefined, `a worker knows the task '${message.task}'`);
        runs.set(message.run, task.open(message.shared));
        return;
      }
      const work = runs.get(message.run);
      assert(work !== undefined, `run ${message.run} is open before its jobs come`);
      const result = work(message.job);
      port.postMessage({ kind: 'result', result } satisfies FromWorker, buffersOf(result));
    } catch (error) {
      if (message.kind === 'open') {
        // The job that follows reports it: an `open` has no answer of its own.
        runs.set(message.run, () => {
          throw error;
        });
        return;
      }
      port.postMessage(describe(error));
    }
  });
}

function describe(error: unknown): FromWorker {
  if (error instanceof Refusal) {
    const { kind, code, message, hint } = error;
    return { kind: 'refusal', refusal: { kind, code, message, hint } };
  }
  return { kind: 'failure', stack: error instanceof Error ? String(error.stack) : String(error) };
}

/** Buffers that typed arrays in a result fill alone: they move to the caller without a copy. */
function buffersOf(result: unknown): Transferable[] {
  const buffers = new Set<ArrayBuffer>();
  const visit = (value: unknown) => {
    if (ArrayBuffer.isView(value)) {
      const { buffer } = value;
      if (buffer instanceof ArrayBuffer && buffer.byteLength === value.byteLength)
        buffers.add(buffer);
    } else if (Array.isArray(value)) {
      value.forEach(visit);
    } else if (value !== null && typeof value === 'object') {
      Object.values(value).forEach(visit);
    }
  };
  visit(result);
  return [...buffers];
}
