import { expect, test } from 'vitest';
import { createProgress, type ProgressKind } from './progress.ts';

/** Ten parts, one each so many milliseconds, and what was written meanwhile. */
function watch(kind: ProgressKind, millisecondsEach: number): string[] {
  const written: string[] = [];
  let now = 0;
  const progress = createProgress(kind, { write: (text) => written.push(text), nowMs: () => now });
  for (let part = 1; part <= 10; part++) {
    now += millisecondsEach;
    progress.onProgress(part, 10, 'draws');
  }
  progress.end();
  return written;
}

test('work that is over within a second shows no bar', () => {
  expect(watch('bar', 90)).toEqual([]);
});

test('a bar shows the share done and the time left, and leaves no trace', () => {
  const written = watch('bar', 2000);
  expect(written[1]).toContain('20 %, 0:16 left, draws'); // 2 of 10 parts in 4 s: 8 parts need 16 s
  expect(written.at(-1)).toBe('\r\u001b[K');
});

test('as JSON there is one line a second, and one at the end', () => {
  const lines = watch('json', 250).map((line) => JSON.parse(line));
  expect(lines.map(({ done }) => done)).toEqual([4, 8, 10]);
  expect(lines[0]).toEqual({ done: 4, total: 10, share: 0.4, etaSeconds: 2, note: 'draws' });
});

test('away from a terminal there is a line each five seconds', () => {
  expect(watch('lines', 2000)).toHaveLength(4);
  expect(watch('none', 2000)).toEqual([]);
});
