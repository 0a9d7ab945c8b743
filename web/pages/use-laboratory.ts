import { useEffect, useRef, useState } from 'react';
import type { MineralPath, Scenario } from '../../src/stress/stress.ts';
import type { StressModel } from '../../src/stress/supply-chain.ts';
import { answered, ask, type LatestWins, NOTHING_ASKED } from '../parts/latest.ts';
import { startStressWorker } from '../start-stress-worker.ts';
import type { PathQuestion, WorkerAnswer, WorkerMessage } from '../stress-messages.ts';

export interface LabResult {
  readonly path: MineralPath;
  readonly baseline: MineralPath;
  readonly state: 'computing' | 'settled' | 'error';
  readonly runId: number; // of the question that `path` answers; 0 is the server's
  readonly digest: string;
  readonly elapsedMs: number | null;
}

export interface LabInputs {
  readonly model: StressModel;
  readonly base: Scenario;
  readonly question: PathQuestion;
  readonly first: { readonly path: MineralPath; readonly baseline: MineralPath };
}

/**
 * Keeps the result of the lab up to date with its levers.
 *
 * A worker computes; the page stays free to follow the hand. The old result stands, dimmed, until
 * the new one is there.
 */
export function useLaboratory({ model, base, question, first }: LabInputs): LabResult {
  const [result, setResult] = useState<LabResult>({
    ...first,
    state: 'settled',
    runId: 0,
    digest: '',
    elapsedMs: null,
  });
  const worker = useRef<Worker | null>(null);
  const queue = useRef<LatestWins<PathQuestion>>(NOTHING_ASKED);

  useEffect(() => {
    const started = startStressWorker({ kind: 'open', model, base });
    worker.current = started;
    const fail = () => setResult((old) => ({ ...old, state: 'error' }));
    const read = ({ data }: MessageEvent<WorkerAnswer>) => {
      if (data.kind === 'run') return;
      queue.current = answered(queue.current);
      const next = queue.current.asked;
      if (next !== null) send(started, next);
      if (data.kind === 'failed') return fail();
      const { path, baseline, digest, elapsedMs, sequence } = data;
      const state = next === null ? 'settled' : 'computing';
      setResult({ path, baseline, state, runId: sequence, digest, elapsedMs });
    };
    started.addEventListener('message', read);
    started.addEventListener('error', fail);
    return () => {
      started.terminate();
      worker.current = null;
      queue.current = NOTHING_ASKED;
    };
  }, [model, base]);

  const wanted = JSON.stringify(question);
  useEffect(() => {
    if (worker.current === null) return;
    performance.mark('lodestock:lever-input');
    const wasIdle = queue.current.asked === null;
    queue.current = ask(queue.current, JSON.parse(wanted) as PathQuestion); // as it was written
    if (wasIdle && queue.current.asked !== null) send(worker.current, queue.current.asked);
    setResult((old) => ({ ...old, state: 'computing' }));
  }, [wanted]);

  useEffect(() => {
    if (result.runId > 0) performance.mark('lodestock:bands-painted');
  }, [result.runId]);

  return result;
}

const send = (worker: Worker, message: WorkerMessage) => worker.postMessage(message);
