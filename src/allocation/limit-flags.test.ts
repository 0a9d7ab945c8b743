import { expect, test } from 'vitest';
import { readLimits } from './limit-flags.ts';
import { leastLimits, mostLimits } from './limits.ts';
import { NO_LIMITS } from './plan-limits.ts';
import { readRules } from './rule-flags.ts';

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

test('limits of the law are flags without a value', () => {
  const limits = readLimits(flagsOf({ 'no-concern': [], 'eligible-only': [] }));
  expect(limits).toEqual({ ...NO_LIMITS, noConcern: true, eligibleOnly: true });
});

test('what goes first has a weight from 1, and 1 is no rule', () => {
  expect(readRules(flagsOf({ 'tier-weight': ['domestic=1.2'] }))).toEqual({
    tierWeights: { domestic: 1.2, dependent: 1 },
  });
  expect(readRules(flagsOf({ 'tier-weight': ['dependent=1'] }))).toBeUndefined();
  for (const text of ['domestic=0.9', 'recycling=2', 'domestic', 'dependent=1e9']) {
    expect(() => readRules(flagsOf({ 'tier-weight': [text] }))).toThrow(
      `cannot read '${text}' as the weight of what goes first`,
    );
  }
});
