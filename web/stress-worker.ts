import { canonicalJson } from '../src/base/canonical.ts';
import { simulatePath, simulateRun } from '../src/stress/laboratory.ts';
import type { MineralPath } from '../src/stress/stress.ts';
import type {
  OpenMessage,
  PathAnswer,
  RunAnswer,
  WorkerAnswer,
  WorkerMessage,
} from './stress-messages.ts';

/*
 * Runs in a worker of the browser: the same kernel as on the server, so the same digests.
 */

const encoder = new TextEncoder();
let opened: OpenMessage | null = null;
const baselines = new Map<string, MineralPath>();

addEventListener('message', ({ data }: MessageEvent<WorkerMessage>) => {
  if (data.kind === 'open') {
    opened = data;
    return;
  }
  answer(data).then(
    (reply) => postMessage(reply),
    (error: unknown) =>
      postMessage({
        kind: 'failed',
        sequence: data.sequence,
        sentence: error instanceof Error ? error.message : String(error),
      } satisfies WorkerAnswer),
  );
});

function answer(message: Exclude<WorkerMessage, OpenMessage>): Promise<WorkerAnswer> {
  if (opened === null) throw new Error('the worker was asked before it was opened');
  return message.kind === 'path' ? answerPath(opened, message) : answerRun(opened, message);
}

async function answerPath(
  { model, base }: OpenMessage,
  { sequence, scenario, ...options }: Extract<WorkerMessage, { kind: 'path' }>,
): Promise<PathAnswer> {
  const startMs = performance.now();
  const path = simulatePath(model, scenario, options);
  const key = [options.mineral, options.draws, options.seed, options.years].join();
  const baseline = baselines.get(key) ?? simulatePath(model, base, { ...options, stockTonnes: 0 });
  baselines.set(key, baseline);
  const elapsedMs = performance.now() - startMs;
  return { kind: 'path', sequence, path, baseline, digest: await digestOf(path), elapsedMs };
}

async function answerRun(
  { model }: OpenMessage,
  { sequence, scenario, ...options }: Extract<WorkerMessage, { kind: 'run' }>,
): Promise<RunAnswer> {
  const result = simulateRun(model, scenario, options);
  return { kind: 'run', sequence, run: { ...result, digest: await digestOf(result) } };
}

/** The digest of a result; empty where the page is not served securely and has no digests. */
async function digestOf(value: unknown): Promise<string> {
  if (!globalThis.isSecureContext) return '';
  const bytes = await crypto.subtle.digest('SHA-256', encoder.encode(canonicalJson(value)));
  return `sha256-${[...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
