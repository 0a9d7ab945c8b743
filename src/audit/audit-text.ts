import { tableLines } from '../base/text-table.ts';
import type { RefusedDeed, TraceStep } from './audit.ts';

/** The thread of a document, what led to it first. */
export function traceLines(steps: readonly TraceStep[]): string[] {
  const first = steps[0]?.depth ?? 0;
  return steps.map(({ kind, id, depth, by, on, status, because }) => {
    const who = by === null ? '' : `, ${by} on ${on}`;
    const state = status === null ? '' : ` (${status.replaceAll('_', ' ')})`;
    const mark = because === null ? '* ' : '  ';
    return `${mark}${'  '.repeat(depth - first)}${kind} ${id}${state}${who}`;
  });
}

export function refusalLines(refusals: readonly RefusedDeed[]): string[] {
  if (refusals.length === 0) return ['Nothing was refused'];
  return tableLines(
    ['what', 'by', 'on', 'why'],
    refusals.map(({ name, person, on, code, sentence }) => [
      ...[name, person, on],
      `${sentence} [${code}]`,
    ]),
  );
}
