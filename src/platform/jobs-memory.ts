import { asRefusal, Refusal } from '../base/refusal.ts';
import type { Job, JobState, Jobs } from './jobs.ts';

const KEPT = 100; // finished jobs that can still be asked for

export interface JobsOptions {
  /** Milliseconds since some fixed moment, for the time that is left. */
  readonly clockMs: () => number;
  /** Hears of errors that are not refusals. */
  readonly onBug?: (error: unknown) => void;
}

type Work = Parameters<Jobs['start']>[1];

interface Entry {
  job: Job;
  startedMs: number | null; // null while it waits
  readonly stop: AbortController;
  readonly watchers: Set<() => void>;
}

/** Jobs in the memory of this process: one runs, the others wait in the order they came. */
export function createJobs({ clockMs, onBug }: JobsOptions): Jobs {
  const entries = new Map<string, Entry>();
  let count = 0;
  let queue: Promise<void> = Promise.resolve();

  const find = (id: string) => {
    const entry = entries.get(id);
    if (entry) return entry;
    throw new Refusal(
      'not_found',
      'job.not_found',
      `there is no job ${id}`,
      `only the last ${KEPT} finished jobs are kept`,
    );
  };

  return {
    start(kind, work) {
      const entry = newEntry(`job-${++count}`, kind);
      entries.set(entry.job.id, entry);
      queue = queue.then(async () => {
        await run(entry, work, clockMs, onBug);
        dropOld(entries);
      });
      return entry.job;
    },
    get: (id) => find(id).job,
    cancel(id) {
      const entry = find(id);
      entry.stop.abort();
      if (entry.startedMs === null) end(entry, 'stopped', {});
      return entry.job;
    },
    watch: (id) => changesOf(find(id)),
  };
}

function newEntry(id: string, kind: string): Entry {
  return {
    job: {
      id,
      kind,
      state: 'running',
      done: 0,
      total: 0,
      note: 'waiting for its turn',
      etaSeconds: null,
      result: null,
      error: null,
    },
    startedMs: null,
    stop: new AbortController(),
    watchers: new Set(),
  };
}

async function run(
  entry: Entry,
  work: Work,
  clockMs: () => number,
  onBug: JobsOptions['onBug'],
): Promise<void> {
  const { signal } = entry.stop;
  if (signal.aborted) return; // it was stopped while it waited
  const startedMs = clockMs();
  entry.startedMs = startedMs;
  change(entry, { note: null });
  try {
    const result = await work({
      signal,
      onProgress: (done, total, note) => {
        const left = done > 0 ? ((clockMs() - startedMs) / done) * (total - done) : null;
        const etaSeconds = left === null ? null : left / 1000;
        change(entry, { done, total, note: note ?? null, etaSeconds });
      },
    });
    end(entry, signal.aborted ? 'stopped' : 'done', { result });
  } catch (error) {
    const refusal = asRefusal(error);
    if (refusal === undefined) onBug?.(error);
    const code = refusal?.code ?? 'job.failed';
    const message = error instanceof Error ? error.message : String(error);
    const state = refusal?.kind === 'interrupted' ? 'stopped' : 'failed';
    end(entry, state, { error: { code, message: refusal?.message ?? message } });
  }
}

function end(entry: Entry, state: JobState, more: Partial<Job>): void {
  change(entry, { ...more, state, note: null, etaSeconds: null });
}

function change(entry: Entry, more: Partial<Job>): void {
  if (entry.job.state !== 'running') return; // late progress of work that was stopped
  entry.job = { ...entry.job, ...more };
  for (const notify of entry.watchers) notify();
}

/** A slow reader misses states between, never the last. */
async function* changesOf(entry: Entry): AsyncGenerator<Job> {
  let notify = () => {};
  const wake = () => notify();
  entry.watchers.add(wake);
  try {
    let seen: Job | undefined;
    while (seen === undefined || seen.state === 'running') {
      if (seen === entry.job) {
        await new Promise<void>((resolve) => {
          notify = resolve;
        });
      }
      seen = entry.job;
      yield seen;
    }
  } finally {
    entry.watchers.delete(wake);
  }
}

function dropOld(entries: Map<string, Entry>): void {
  const finished = [...entries.values()].filter(({ job }) => job.state !== 'running');
  for (const { job } of finished.slice(0, -KEPT)) entries.delete(job.id);
}
