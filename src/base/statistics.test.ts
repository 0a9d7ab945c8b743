import { expect, test } from 'vitest';
import { expectedShortfall, meanWithError, quantile, rankCorrelation } from './statistics.ts';

const oneToTwenty = Array.from({ length: 20 }, (_, i) => i + 1);

test('a quantile is the smallest outcome with that share at or below it', () => {
  expect(quantile(oneToTwenty, 0.05)).toBe(1);
  expect(quantile(oneToTwenty, 0.5)).toBe(10);
  expect(quantile(oneToTwenty, 0.95)).toBe(19);
  expect(quantile([3], 0.95)).toBe(3);
});

test('the expected shortfall is the mean of the worst, a part outcome counted in part', () => {
  expect(expectedShortfall(oneToTwenty, 0.05)).toBe(20);
  expect(expectedShortfall(oneToTwenty, 0.1)).toBe(19.5);
  expect(expectedShortfall(oneToTwenty, 0.075)).toBeCloseTo((20 + 19 / 2) / 1.5, 12);
  expect(expectedShortfall(oneToTwenty, 1)).toBe(10.5);
});

test('the standard error of a mean is the deviation over the root of the count', () => {
  const { mean, standardError } = meanWithError([1, 3, 5, 7]);
  expect(mean).toBe(4);
  expect(standardError).toBeCloseTo(Math.sqrt(20 / 3 / 4), 12); // variance 20/3, four values
});

test('Spearman: the same order is 1, the reverse −1, and ties share a rank', () => {
  expect(rankCorrelation([1, 2, 3], [10, 20, 30])).toBe(1);
  expect(rankCorrelation([1, 2, 3], [3, 2, 1])).toBe(-1);
  // Textbook case: 1 − 6 Σd² / (n (n² − 1)) with d = 1, 1, 0, 0, 0: Σd² = 2, n = 5
  expect(rankCorrelation([1, 2, 3, 4, 5], [2, 1, 3, 4, 5])).toBeCloseTo(1 - (6 * 2) / 120, 12);
  expect(rankCorrelation([1, 1, 2], [5, 5, 9])).toBe(1);
});
