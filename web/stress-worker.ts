import { simulateRun } from '../src/stress/laboratory.ts';
import { digestOf } from './digest.ts';
import { labWork, type NumberedPathQuestion, type Settled } from './lab-work.ts';
import { openDesk } from './path-desk.ts';
import type { OpenMessage, RunQuestion, WorkerAnswer, WorkerMessage } from './stress-messages.ts';

/*
 * Runs in a worker of the browser: the same kernel as on the server, so the same digests.
 */

const say = (answer: WorkerAnswer) => postMessage(answer);

let opened: OpenMessage | null = null;
let putOnDesk: ((question: NumberedPathQuestion) => void) | null = null;
const askedMs = new Map<number, number>(); // when a question came, until it is answered

addEventListener('message', ({ data }: MessageEvent<WorkerMessage>) => {
  if (data.kind === 'open') {
    opened = data;
    putOnDesk = openLabDesk(data);
    return;
  }
  if (opened === null || putOnDesk === null) {
    throw new Error('the worker was asked before it was opened');
  }
  if (data.kind === 'path') {
    askedMs.set(data.sequence, performance.now());
    putOnDesk(data);
    return;
  }
  answerRun(opened, data).then(say, (error: unknown) => fail(data, error));
});

function fail({ sequence }: { readonly sequence: number }, error: unknown): void {
  const sentence = error instanceof Error ? error.message : String(error);
  say({ kind: 'failed', sequence, sentence });
}

function openLabDesk(opening: OpenMessage): (question: NumberedPathQuestion) => void {
  const settle = (question: NumberedPathQuestion, settled: Settled) => {
    const { sequence } = question;
    const elapsedMs = performance.now() - (askedMs.get(sequence) ?? 0);
    for (const old of askedMs.keys()) if (old <= sequence) askedMs.delete(old);
    digestOf(settled.path).then(
      (digest) => say({ kind: 'path', sequence, ...settled, digest, elapsedMs }),
      (error: unknown) => fail(question, error),
    );
  };
  const clockMs = () => performance.now();
  const work = labWork({ opened: opening, send: say, settle, clockMs });
  return openDesk({ ...work, fail, pause: nextTurn, rest, clockMs });
}

const REST_MS = 600; // a hand that has stood still so long has found what it looked for

const rest = () => new Promise<void>((resolve) => setTimeout(resolve, REST_MS));

const channel = new MessageChannel();
const turns: (() => void)[] = [];
channel.port1.onmessage = () => turns.shift()?.();

/** Lets waiting messages come in; a timer would wait four milliseconds. */
const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    turns.push(resolve);
    channel.port2.postMessage(null);
  });

async function answerRun(
  { model }: OpenMessage,
  { sequence, scenario, ...options }: RunQuestion & { readonly sequence: number },
): Promise<WorkerAnswer> {
  const result = simulateRun(model, scenario, options);
  return { kind: 'run', sequence, run: { ...result, digest: await digestOf(result) } };
}
