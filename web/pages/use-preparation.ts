import { useEffect, useRef, useState } from 'react';
import * as z from 'zod';
import { Job } from '../../src/base/job.ts';
import { type PlanAsk, planAddress, questionPart } from './plan-query.ts';

/** What has become of a plan page that was asked for. */
export type Preparation =
  | { readonly state: 'resting' }
  | {
      readonly state: 'preparing';
      readonly job: Pick<Job, 'done' | 'total' | 'note' | 'etaSeconds'>;
    }
  | { readonly state: 'refused'; readonly sentence: string; readonly hint: string | null };

const RESTING: Preparation = { state: 'resting' };
const ASKED: Preparation = {
  state: 'preparing',
  job: { done: 0, total: 0, note: null, etaSeconds: null },
};
const SILENT: Preparation = {
  state: 'refused',
  sentence: 'the server does not answer',
  hint: 'see whether it still runs, and try again',
};

const Refused = z.object({ detail: z.string(), hint: z.string().nullable() });

/** One request to the server: a later one, or a cancellation, ends it. */
interface Attempt {
  readonly stop: AbortController;
  readonly show: (preparation: Preparation) => void;
}

/** Has the page of a question prepared, tells how far it is, and opens it. */
export function usePreparation() {
  const [preparation, show] = useState<Preparation>(RESTING);
  const current = useRef<AbortController | null>(null);

  const cancel = () => {
    current.current?.abort();
    show(RESTING);
  };
  const start = (ask: PlanAsk) => {
    cancel();
    show(ASKED);
    const stop = new AbortController();
    current.current = stop;
    const showUnlessStopped = (next: Preparation) => {
      if (!stop.signal.aborted) show(next);
    };
    prepare(ask, { stop, show: showUnlessStopped }).catch(() => showUnlessStopped(SILENT));
  };
  useEffect(() => {
    // A page that comes back from the browser's memory is as it was left: preparing.
    const rest = ({ persisted }: PageTransitionEvent) => persisted && show(RESTING);
    window.addEventListener('pageshow', rest);
    return () => {
      window.removeEventListener('pageshow', rest);
      current.current?.abort();
    };
  }, []);
  return { preparation, start, cancel };
}

async function prepare(ask: PlanAsk, attempt: Attempt): Promise<void> {
  const response = await fetch('/api/v1/plan-pages', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ budget: ask.budget, ...questionPart(ask) }),
  });
  const body: unknown = await response.json();
  if (!response.ok) {
    const { detail, hint } = Refused.parse(body);
    attempt.show({ state: 'refused', sentence: detail, hint });
    return;
  }
  const { id } = Job.parse(body);
  const cancelJob = () => {
    // Whether the server hears of it changes nothing for who has left.
    fetch(`/api/v1/jobs/${id}/cancel`, { method: 'POST', keepalive: true }).catch(() => {});
  };
  if (attempt.stop.signal.aborted) return cancelJob();
  attempt.stop.signal.addEventListener('abort', cancelJob);
  const last = await lastState(id, attempt);
  attempt.stop.signal.removeEventListener('abort', cancelJob);
  if (last === null) return;
  if (last.state === 'done') return location.assign(planAddress(ask));
  const sentence = last.error?.message ?? 'the work was stopped';
  attempt.show({ state: 'refused', sentence, hint: null });
}

/** Follows a job to its end; null when somebody left before. */
function lastState(id: string, { stop, show }: Attempt): Promise<Job | null> {
  const events = new EventSource(`/api/v1/jobs/${id}/events`);
  return new Promise<Job | null>((resolve, reject) => {
    stop.signal.addEventListener('abort', () => resolve(null), { once: true });
    events.addEventListener('progress', ({ data }: MessageEvent<string>) => {
      const job = Job.parse(JSON.parse(data));
      if (job.state === 'running') show({ state: 'preparing', job });
      else resolve(job);
    });
    // While it tries again by itself there is nothing to say.
    events.addEventListener('error', () => {
      if (events.readyState === EventSource.CLOSED) reject(new Error(`job ${id} cannot be read`));
    });
  }).finally(() => events.close());
}
