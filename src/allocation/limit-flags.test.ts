import { expect, test } from 'vitest';
import { readLimits } from './limit-flags.ts';
import { leastLimits, mostLimits } from './limits.ts';
import { NO_LIMITS } from './plan-limits.ts';

const flagsOf = (given: Readonly<Record<string, readonly string[]>>) => ({
  flag: (name: string) => given[name]?.[0],
  flags: (name: string) => given[name] ?? [],
  has: (name: string) => given[name] !== undefined,
});

test('limits below nothing are refused before any work', () => {
  expect(() => readLimits(flagsOf({ most: ['gallium=-5M'] }))).toThrow(
    '--most gallium=-5M is below nothing',
  );
  expect(() => readLimits(flagsOf({ 'most-lent': ['-1'] }))).toThrow('--most-lent -1 is below');
  expect(readLimits(flagsOf({ 'most-lent': ['3B'] }))?.mostLentUsd).toBe(3e9);
  expect(readLimits(flagsOf({}))).toBeUndefined();
});

test('a project that the plan leaves out is named with the reason', () => {
  const named = {
    ...{ choices: [], minerals: [], budgetUsd: 1e6 },
    leftOut: [
      { id: 'works-tin', project: 'Works, tin', reason: 'no yearly capacity is published' },
    ],
  };
  const limits = { ...NO_LIMITS, mostUsd: { 'works-tin': 5 } };
  expect(() => mostLimits(limits, named)).toThrow('no yearly capacity is published');
  expect(() => leastLimits({ ...NO_LIMITS, leastUsd: { 'works-tin': 5 } }, named)).toThrow(
    "cannot limit 'works-tin': the plan leaves it out",
  );
});
