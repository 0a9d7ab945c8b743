import { randomInt } from 'node:crypto';
import * as z from 'zod';
import { Refusal, schemaSentence } from '../base/refusal.ts';
import { digestOf } from './digest.ts';
import { BlockAnswer, type BlockOrder, type BlockResult } from './engine-wire.ts';
import { pack, unpack } from './packed.ts';
import type { OpenTask } from './workers.ts';

/*
 * What a coordinator does not take on trust. A block that is not what was asked for is refused by
 * its form; a plausible one with wrong numbers is found by computing some blocks again.
 */

/** Beside the first block of every worker, one block in so many is computed again here. */
export const RECHECKED_ONE_IN = 50;

/** The part of a run that a block is, in words: `part 13 of 40`. */
export type PartName = (index: number) => string;

/**
 * Reads what a worker answered for a block.
 *
 * @throws Refusal `engine.block_refused`
 */
export function readAnswer(value: unknown, order: BlockOrder, part: PartName): BlockAnswer {
  const answer = BlockAnswer.safeParse(value);
  if (!answer.success) {
    throw blockRefused(workerOf(value), part(order.index), `answers ${sentenceOf(answer.error)}`);
  }
  const { data } = answer;
  if (data.kind !== 'result') return data;
  for (const field of ['run', 'index', 'inputs', 'edition'] as const) {
    if (data[field] === order[field]) continue;
    const named = `names ${field} ${data[field]} and not ${order[field]}`;
    throw blockRefused(data.worker, part(order.index), named);
  }
  return data;
}

/**
 * Reads the bytes of a block and holds them against what its worker said of them.
 *
 * @param read - reads a result of the task, and throws when it is none of this job
 * @throws Refusal `engine.block_refused`
 */
export function readBlock<Result>(
  bytes: Uint8Array,
  { worker, index, bytes: size, digest }: BlockResult,
  part: PartName,
  read: (value: unknown) => Result,
): Result {
  if (bytes.byteLength !== size) {
    throw blockRefused(worker, part(index), `has ${bytes.byteLength} bytes and not ${size}`);
  }
  if (digestOf(bytes) !== digest) {
    throw blockRefused(worker, part(index), 'has other bytes than its digest says');
  }
  try {
    return read(unpack(bytes));
  } catch (error) {
    throw blockRefused(worker, part(index), `cannot be read: ${sentenceOf(error)}`);
  }
}

/** Computes some blocks of every worker again. */
export interface Recheck {
  /** Perhaps begins to compute this block again; a wrong one ends the run through `onWrong`. */
  consider(order: BlockOrder, result: BlockResult): void;
  /** Resolves when everything that was begun has come out right. */
  settled(): Promise<void>;
}

/** @param local - the task of the run, open on threads of this machine */
export function createRecheck(
  local: OpenTask,
  part: PartName,
  onWrong: (error: Error) => void,
): Recheck {
  const seen = new Set<string>();
  const running = new Set<Promise<void>>();
  const compute = async ({ index, job }: BlockOrder, { worker, digest }: BlockResult) => {
    if (digestOf(pack(await local.run(job))) === digest) return;
    throw blockRefused(worker, part(index), 'has other numbers than this machine computes for it');
  };
  return {
    consider(order, result) {
      const isFirst = !seen.has(result.worker);
      seen.add(result.worker);
      // Which blocks are looked at must not be foreseen; no result depends on the choice.
      if (!isFirst && randomInt(RECHECKED_ONE_IN) > 0) return;
      const check = compute(order, result)
        .catch(onWrong)
        .finally(() => running.delete(check));
      running.add(check);
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

function blockRefused(worker: string, part: string, why: string): Refusal {
  return new Refusal(
    'check_failed',
    'engine.block_refused',
    `${part} from worker '${worker}' is refused: it ${why}`,
    'nothing of this run is kept; stop that worker, bring it to this version, and run again',
  );
}

function workerOf(value: unknown): string {
  const named = z.object({ worker: z.string() }).safeParse(value);
  return named.success ? named.data.worker : 'unknown';
}

function sentenceOf(error: unknown): string {
  if (error instanceof z.ZodError) return schemaSentence(error);
  return error instanceof Error ? error.message : String(error);
}
