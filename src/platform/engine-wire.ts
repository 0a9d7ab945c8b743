import { hostname } from 'node:os';
import * as z from 'zod';
import { canonicalJson } from '../base/canonical.ts';
import type { RefusalKind } from '../base/refusal.ts';
import { digestOf } from './digest.ts';

/*
 * What coordinator and workers tell each other through the engine: under which names, and in which
 * form. docs/how-to/scale-out.md tells the story.
 */

/** What must be the same on every machine of a run, by name: program, model, data. */
export type Edition = Readonly<Record<string, string>>;

/** Every key of ours in Redis begins with it. */
export const PREFIX = 'lodestock';

/** How long the engine keeps what nobody fetches, such as the inputs of a killed coordinator [s]. */
export const KEPT_SECONDS = 600;

/** A block is given to another worker when its lock has not been renewed for this long. */
export const LOCK_MS = 5000;
/** How often workers look for such blocks; a lost one runs again after 3 to 7 seconds. */
export const STALLED_MS = 2000;
/** A block that stops more workers than this is at fault itself. */
export const MOST_STALLED = 3;
/** A block may fail, or be given back, this often before its run fails. */
export const ATTEMPTS = 5;

/** Workers take work of their own edition only, because they look nowhere else. */
export function queueOf(edition: Edition): string {
  return `blocks-${editionId(edition)}`;
}

export function editionId(edition: Edition): string {
  return digestOf(canonicalJson(edition)).slice('sha256-'.length, 'sha256-'.length + 12);
}

/** How two editions differ, by name: `data 2026.1 and not 2025.2`; empty when they are equal. */
export function editionDifference(has: Edition, needs: Edition): string {
  const names = [...new Set([...Object.keys(needs), ...Object.keys(has)])];
  return names
    .filter((name) => has[name] !== needs[name])
    .map((name) => `${name} ${has[name] ?? 'unknown'} and not ${needs[name] ?? 'unknown'}`)
    .join(', ');
}

export function inputsKey(run: string): string {
  return `${PREFIX}:run:${run}:inputs`;
}

export function blockKey(run: string, index: number): string {
  return `${PREFIX}:run:${run}:block:${index}`;
}

export const WORKERS_KEY = `${PREFIX}:workers`;
export const RUNS_KEY = `${PREFIX}:runs`;

/** Names this process: where it runs, and which it is there. */
export function processName(): string {
  return `${hostname().replace(/[^A-Za-z0-9.-]/g, '-')}-${process.pid}`;
}

const EditionText = z.record(z.string(), z.string());
const Digest = z.string().regex(/^sha256-[0-9a-f]{64}$/);

/** A worker that is there. */
export const WorkerNotice = z.object({
  worker: z.string(),
  threads: z.int().min(1),
  edition: EditionText,
});
export type WorkerNotice = z.infer<typeof WorkerNotice>;

/** A run that is under way. */
export const RunNotice = z.object({
  run: z.string(),
  by: z.string(),
  task: z.string(),
  parts: z.int(),
  edition: EditionText,
});
export type RunNotice = z.infer<typeof RunNotice>;

/** One block as a worker is asked for it. */
export const BlockOrder = z.strictObject({
  run: z.string(),
  task: z.string(),
  index: z.int().min(0),
  edition: z.string(), // its id
  inputs: Digest, // of the bytes under the run's key
  job: z.unknown(),
});
export type BlockOrder = z.infer<typeof BlockOrder>;

/** A block that is computed: its bytes stand under its key. */
export const BlockResult = z.strictObject({
  kind: z.literal('result'),
  worker: z.string(),
  run: z.string(),
  index: z.int().min(0),
  edition: z.string(),
  inputs: Digest,
  bytes: z.int().min(0),
  digest: Digest, // of the bytes
});
export type BlockResult = z.infer<typeof BlockResult>;

const REFUSAL_KINDS = [
  ...(['usage', 'invalid', 'not_allowed', 'not_found', 'conflict', 'infeasible'] as const),
  ...([
    'not_signed_in',
    'too_often',
    'outdated',
    'check_failed',
    'unavailable',
    'interrupted',
  ] as const),
] satisfies RefusalKind[];

/** What a worker answers for a block: a result, the rules' no, or that nobody waits any more. */
export const BlockAnswer = z.discriminatedUnion('kind', [
  BlockResult,
  z.strictObject({
    kind: z.literal('refusal'),
    worker: z.string(),
    refusal: z.object({
      kind: z.enum(REFUSAL_KINDS),
      code: z.templateLiteral([z.string(), '.', z.string()]),
      message: z.string(),
      hint: z.string().optional(),
    }),
  }),
  z.strictObject({ kind: z.literal('abandoned'), worker: z.string() }),
]);
export type BlockAnswer = z.infer<typeof BlockAnswer>;
