import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { MineralPath, Scenario } from '../../src/stress/stress.ts';
import type { StressModel } from '../../src/stress/supply-chain.ts';
import { askServer } from '../lab-server.ts';
import { mark, markWhenPainted } from '../painted.ts';
import { answered, ask, type LatestWins, NOTHING_ASKED } from '../parts/latest.ts';
import { startStressWorker } from '../start-stress-worker.ts';
import type {
  MediansAnswer,
  PathAnswer,
  PathQuestion,
  PathResult,
  Swings,
  WorkerAnswer,
} from '../stress-messages.ts';

export type LabPlace = 'worker' | 'server';

export interface LabResult {
  readonly question: PathQuestion; // that `path` answers
  readonly path: MineralPath;
  readonly baseline: MineralPath;
  readonly pins: readonly MineralPath[]; // of the question that `path` answers
  readonly state: 'computing' | 'settled' | 'error';
  readonly runId: number; // of the question that `path` answers; 0 is the server's
  readonly digest: string;
  readonly elapsedMs: number | null;
  readonly medians: MediansAnswer | null; // of a newer question, while its bands are computed
  readonly swings: Swings;
  readonly place: LabPlace;
  readonly fault: string | null;
}

export interface LabInputs {
  readonly model: StressModel;
  readonly base: Scenario;
  readonly question: PathQuestion;
  readonly first: Pick<PathResult, 'path' | 'baseline' | 'pins'>;
  /** When the hand moved that led to the question, in milliseconds of the page. */
  readonly inputMs: number | null;
}

type Show = (change: (old: LabResult) => LabResult) => void;

type NumberedQuestion = PathQuestion & { readonly sequence: number };

/** Where questions go: to the worker, or after its end to the server. */
interface Desk {
  put(question: NumberedQuestion): void;
  close(): void;
}

/**
 * Keeps the result of the lab up to date with its levers.
 *
 * A worker computes; the page stays free to follow the hand. The old bands stand, dimmed, until
 * the new ones are there. When the worker fails the server computes, and the result says so.
 */
export function useLaboratory({ model, base, question, first, inputMs }: LabInputs): LabResult {
  const [result, show] = useState<LabResult>({
    ...first,
    question,
    state: 'settled',
    runId: 0,
    digest: '',
    elapsedMs: null,
    medians: null,
    swings: {},
    place: 'worker',
    fault: null,
  });
  const desk = useRef<Desk | null>(null);
  const sequence = useRef(0);

  useEffect(() => {
    desk.current = openWorkerDesk({ model, base, sequence, show }, (server) => {
      desk.current = server;
    });
    return () => {
      desk.current?.close();
      desk.current = null;
    };
  }, [model, base]);

  const wanted = JSON.stringify(question);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the hand moved asks for nothing
  useEffect(() => {
    if (desk.current === null) return;
    sequence.current += 1;
    mark('lodestock:lever-input', sequence.current, inputMs ?? performance.now());
    desk.current.put({ ...(JSON.parse(wanted) as PathQuestion), sequence: sequence.current });
  }, [wanted]);

  usePaintMarks(result);
  // Worked out here, so that a move of the hand is one drawing of the page and not two.
  const isBehind = result.state === 'settled' && wanted !== JSON.stringify(result.question);
  return isBehind ? { ...result, state: 'computing' } : result;
}

/** Marks when the first result, each middle line and each set of bands can be seen. */
function usePaintMarks({ runId, medians }: LabResult): void {
  const painted = useRef({ line: 0, bands: 0 });
  const line = Math.max(runId, medians?.sequence ?? 0); // the question of the middle line
  useEffect(() => mark('lodestock:first-result', 0), []);
  useLayoutEffect(() => {
    const before = painted.current;
    painted.current = { line, bands: runId };
    if (line > before.line) markWhenPainted('lodestock:median-painted', line);
    if (runId > before.bands) markWhenPainted('lodestock:bands-painted', runId);
  }, [line, runId]);
}

interface DeskInputs {
  readonly model: StressModel;
  readonly base: Scenario;
  readonly sequence: { readonly current: number }; // of the newest question
  readonly show: Show;
}

function openWorkerDesk(inputs: DeskInputs, takeOver: (server: Desk) => void): Desk {
  const { model, base, sequence, show } = inputs;
  const worker = startStressWorker({ kind: 'open', model, base });
  let newest: NumberedQuestion | null = null;
  const asked = new Map<number, NumberedQuestion>();
  const settle = (answer: PathAnswer) => {
    const question = asked.get(answer.sequence);
    if (question === undefined) throw new Error(`nobody asked question ${answer.sequence}`);
    for (const old of asked.keys()) if (old <= answer.sequence) asked.delete(old);
    show((old) => withPath(old, question, answer, sequence.current));
  };
  const fail = () => {
    worker.terminate();
    const server = openServerDesk(inputs);
    show((old) => ({ ...old, place: 'server', medians: null, swings: {} }));
    takeOver(server);
    if (newest !== null) server.put(newest);
  };
  worker.addEventListener('error', fail);
  worker.addEventListener('messageerror', fail);
  worker.addEventListener('message', ({ data }: MessageEvent<WorkerAnswer>) => {
    if (data.kind === 'path') settle(data);
    if (data.kind === 'medians') show((old) => ({ ...old, medians: data }));
    if (data.kind === 'swings') show((old) => ({ ...old, swings: data.swings }));
    if (data.kind === 'failed') show((old) => ({ ...old, state: 'error', fault: data.sentence }));
  });
  return {
    put(question) {
      newest = question;
      asked.set(question.sequence, question);
      worker.postMessage(question);
    },
    close: () => worker.terminate(),
  };
}

/** A whole answer; the middle line of a newer question stays. */
function withPath(
  old: LabResult,
  question: NumberedQuestion,
  answer: PathResult & { readonly elapsedMs: number },
  newest: number,
): LabResult {
  const { path, baseline, pins, digest, elapsedMs } = answer;
  const { sequence, ...asked } = question;
  return {
    ...old,
    ...{ question: asked, path, baseline, pins, digest, elapsedMs },
    runId: sequence,
    state: sequence === newest ? 'settled' : 'computing',
    medians: old.medians !== null && old.medians.sequence > sequence ? old.medians : null,
    fault: null,
  };
}

/** Asks the server, one question at a time: the newest waits, those between are left out. */
function openServerDesk({ base, sequence, show }: DeskInputs): Desk {
  let queue: LatestWins<NumberedQuestion> = NOTHING_ASKED;
  let isClosed = false;
  const send = async (question: NumberedQuestion) => {
    const startMs = performance.now();
    try {
      const answer = await askServer(question, base);
      const elapsedMs = performance.now() - startMs;
      const timed = { ...answer, elapsedMs };
      if (!isClosed) show((old) => withPath(old, question, timed, sequence.current));
    } catch (error) {
      const fault = error instanceof Error ? error.message : String(error);
      if (!isClosed) show((old) => ({ ...old, state: 'error', fault }));
    }
    queue = answered(queue);
    if (queue.asked !== null) await send(queue.asked);
  };
  return {
    put(question) {
      const wasIdle = queue.asked === null;
      queue = ask(queue, question);
      if (wasIdle) void send(question);
    },
    close() {
      isClosed = true;
    },
  };
}
