import type { OnProgress } from './parallel.ts';

export type JobState = 'running' | 'done' | 'stopped' | 'failed';

/** A long piece of work: how far it is, and what came of it. */
export interface Job {
  readonly id: string;
  readonly kind: string; // 'stress run', 'plan solve'
  readonly state: JobState;
  readonly done: number;
  readonly total: number;
  readonly note: string | null;
  readonly etaSeconds: number | null;
  readonly result: unknown; // null until there is one
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** Runs long work beside requests, one piece at a time, and tells who asks how far it is. */
export interface Jobs {
  start(
    kind: string,
    work: (context: { signal: AbortSignal; onProgress: OnProgress }) => Promise<unknown>,
  ): Job;
  /** @throws Refusal `job.not_found` */
  get(id: string): Job;
  /** Asks a job to stop; what it has so far stays readable. @throws Refusal `job.not_found` */
  cancel(id: string): Job;
  /** The job each time it changes, ending with its last state. */
  watch(id: string): AsyncIterable<Job>;
}
