import { spawnSync } from 'node:child_process';
import { z } from 'zod';
import type { Rival, RivalId } from './setup.ts';

/* Runs a rival once, and holds what it found against our own draws. */

const RivalResult = z.object({
  kind: z.string(),
  draws: z.number(),
  cpuSeconds: z.number(),
  meanLoss: z.number(),
  losses: z.array(z.number()),
  standardError: z.number().optional(), // of a rival with random numbers of its own
  block: z.number().optional(), // draws that it takes at a time
});
export type RivalResult = z.infer<typeof RivalResult>;

export interface RivalTask {
  readonly constantsPath: string;
  readonly seed: number;
  readonly draws: number;
  readonly block?: number;
}

/** @returns what it printed, or why it did not run to its end */
export function runRival(
  rival: Extract<Rival, { program: string }>,
  { constantsPath, seed, draws, block }: RivalTask,
): RivalResult | { readonly missing: string } {
  const own = [constantsPath, String(seed), String(draws)];
  const args = [...rival.before, ...own, ...(block === undefined ? [] : [String(block)])];
  const { status, signal, stdout, stderr } = spawnSync(rival.program, args, { encoding: 'utf8' });
  if (status === 0) return RivalResult.parse(JSON.parse(stdout));
  const last = stderr?.trim().split('\n').at(-1);
  return { missing: `it ended with ${signal ?? `status ${status}`}: ${last}` };
}

/** Our own losses of the same draws [million USD]. */
export interface OwnLosses {
  readonly losses: ArrayLike<number>;
  readonly mean: number;
  readonly standardError: number;
}

const SAME = 1e-9; // relative: other exp and log, and another order of sums
const STANDARD_ERRORS = 4;

/** What is wrong with a rival's losses, in words; undefined when they are ours. */
export function disagreement(
  id: RivalId,
  result: Pick<RivalResult, 'meanLoss' | 'losses' | 'standardError'>,
  own: OwnLosses,
): string | undefined {
  const { meanLoss, losses, standardError } = result;
  if (standardError !== undefined) {
    const error = Math.hypot(standardError, own.standardError);
    if (Math.abs(meanLoss - own.mean) <= STANDARD_ERRORS * error) return undefined;
    return `${id} has a mean loss of ${meanLoss}, ours is ${own.mean}: over ${STANDARD_ERRORS} standard errors`;
  }
  const draw = losses.findIndex((loss, i) => !isSame(loss, own.losses[i]!));
  if (draw >= 0) return `${id} loses ${losses[draw]} in draw ${draw}, we lose ${own.losses[draw]}`;
  if (isSame(meanLoss, own.mean)) return undefined;
  return `${id} has a mean loss of ${meanLoss}, ours is ${own.mean}`;
}

/** @param b - in million USD: below a dollar, the difference itself counts */
const isSame = (a: number, b: number): boolean =>
  Math.abs(a - b) <= SAME * Math.max(Math.abs(b), 1);
