import { canonicalJson } from '../base/canonical.ts';
import { Refusal } from '../base/refusal.ts';
import type { OnProgress } from '../platform/parallel.ts';

/** How somebody waits for work: may leave before it is done, may hear how far it is. */
export interface Waiting {
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

interface Entry<Value> {
  readonly value: Promise<Value>;
  readonly stop: AbortController;
  readonly listeners: Set<OnProgress>;
  waiting: number;
  isOver: boolean;
}

type Work<Question, Value> = (question: Question, waiting: Required<Waiting>) => Promise<Value>;

/**
 * Does the work of each question once, for everybody who waits for it, one after the other.
 *
 * Who leaves does not disturb the others; when the last has left the work is stopped. What was
 * done is remembered for the last questions; what failed or was stopped is tried again. Questions
 * with the same canonical JSON are the same.
 */
export function shareWork<Question, Value>(
  work: Work<Question, Value>,
  kept: number,
): (question: Question, waiting?: Waiting) => Promise<Value> {
  const entries = new Map<string, Entry<Value>>();
  let queue: Promise<unknown> = Promise.resolve();

  const begin = (key: string, question: Question): Entry<Value> => {
    const stop = new AbortController();
    const listeners = new Set<OnProgress>();
    const { signal } = stop;
    const onProgress: OnProgress = (...how) => {
      for (const hear of listeners) hear(...how);
    };
    const value = queue.then(() => {
      refuseWhenStopped(signal);
      return work(question, { signal, onProgress });
    });
    const entry: Entry<Value> = { value, stop, listeners, waiting: 0, isOver: false };
    const forget = () => entries.get(key) === entry && entries.delete(key);
    queue = value
      .then(() => dropOldest(entries, kept), forget)
      .finally(() => {
        entry.isOver = true;
      });
    entries.set(key, entry);
    return entry;
  };

  return async (question, { signal, onProgress } = {}) => {
    const key = canonicalJson(question);
    const entry = entries.get(key) ?? begin(key, question);
    entry.waiting += 1;
    if (onProgress) entry.listeners.add(onProgress);
    try {
      return await untilStopped(entry.value, signal);
    } finally {
      entry.waiting -= 1;
      if (onProgress) entry.listeners.delete(onProgress);
      if (entry.waiting === 0 && !entry.isOver && signal?.aborted === true) {
        entry.stop.abort();
        if (entries.get(key) === entry) entries.delete(key); // whoever comes now begins anew
      }
    }
  };
}

/** @throws Refusal `work.interrupted` */
export function refuseWhenStopped(signal: AbortSignal): void {
  if (signal.aborted) throw interrupted();
}

const interrupted = () =>
  new Refusal('interrupted', 'work.interrupted', 'the work was stopped before its end');

function untilStopped<Value>(value: Promise<Value>, signal?: AbortSignal): Promise<Value> {
  if (signal === undefined) return value;
  return new Promise((resolve, reject) => {
    const leave = () => reject(interrupted());
    const stay = () => signal.removeEventListener('abort', leave);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    value.then(resolve, reject).finally(stay);
  });
}

function dropOldest(entries: Map<string, unknown>, kept: number): void {
  const [oldest] = entries.keys();
  if (entries.size > kept && oldest !== undefined) entries.delete(oldest);
}
