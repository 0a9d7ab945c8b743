import { expect, test } from 'vitest';
import { inPhases } from './phases.ts';

test('phases that count anew become one count that only rises', () => {
  const seen: number[] = [];
  const report = inPhases([3, 1], (done, total) => seen.push(done / total));
  report(1, 2); // half of three quarters
  report(2, 2, 'sampled');
  report(1, 10);
  report(10, 10);
  expect(seen).toEqual([0.375, 0.75, 0.775, 1]);
});

test('more phases than were foreseen stay in the last', () => {
  const seen: number[] = [];
  const report = inPhases([1], (done) => seen.push(done));
  report(4, 4);
  report(1, 8);
  expect(seen).toEqual([1000, 125]);
});
