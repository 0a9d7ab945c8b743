import type { OpenMessage } from './stress-messages.ts';

/** Starts the worker that computes the stress lab, and hands it the model. */
export function startStressWorker(opening: OpenMessage): Worker {
  const worker = new Worker(new URL('./stress-worker.ts', import.meta.url), { type: 'module' });
  worker.postMessage(opening);
  return worker;
}
