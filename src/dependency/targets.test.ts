import { expect, test } from 'vitest';
import { dependenceTarget, moveTarget, productionTarget, TARGETS_OF_2024 } from './targets.ts';

test('a target is met or missed only when all that is known lies on one side', () => {
  const production = (low: number, high: number) =>
    productionTarget({ low, high }, TARGETS_OF_2024);
  expect([production(0.4, 1), production(0, 0.39), production(0.3, 0.5)]).toEqual([
    'met',
    'missed',
    'open',
  ]);
  const dependence = (low: number, high: number) =>
    dependenceTarget({ low, high }, TARGETS_OF_2024);
  expect([dependence(0, 0.6), dependence(0.61, 1), dependence(0.5, 0.7)]).toEqual([
    'met',
    'missed',
    'open',
  ]);
});

test('the Board may move a target by five points in a year, and no further', () => {
  expect(moveTarget(0.4, 0.45)).toBe(0.45);
  expect(moveTarget(0.6, 0.55)).toBe(0.55);
  expect(() => moveTarget(0.4, 0.46)).toThrow('cannot move from 40 percent to 46 percent');
  expect(() => moveTarget(0.98, 1.02)).toThrow(/cannot be 1.02/);
});
