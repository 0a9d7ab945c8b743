import { expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import { findMineral } from '../minerals/minerals.ts';
import { digestOf } from '../platform/digest.ts';
import { candidateOf } from './eligible.ts';
import { findRuleSet, readRuleSets } from './rules.ts';

async function candidate(mineral: string, on: '2025-01-01' | '2026-06-01' = '2026-06-01') {
  const data = await referenceData();
  const rules = findRuleSet(
    readRuleSets(data.ruleSets, data.rules, digestOf),
    on < '2026' ? 'srr-2024' : 'srr-2026',
  );
  return candidateOf(data, rules, findMineral(data, mineral), on);
}

test('the five inputs are told apart, and no row is not a no', async () => {
  const { inputs, outcome } = await candidate('lithium');
  expect(inputs.map(({ input, holds }) => [input, holds])).toEqual([
    ['usgs_list', true],
    ['doe_list', true],
    ['dla_interest', null],
    ['dpa_determination', true], // Presidential Determination 2022-11 names it
    ['stock_piling', null],
  ]);
  expect(outcome).toBe('may be listed');
});

test.each([
  ['uranium', 'uranium'],
  ['metallurgical_coal', 'coal'],
])('%s is excluded, and the clash with the USGS list is a warning', async (id, material) => {
  const found = await candidate(id);
  expect(found).toMatchObject({ outcome: 'excluded', excludedAs: material });
  expect(found.warnings).toEqual([expect.stringContaining('on the USGS list of 2025')]);
});

test('a mineral without evidence for a condition may not be listed', async () => {
  const before = await candidate('silver', '2025-01-01'); // joined the list in November 2025
  expect(before.outcome).toBe('evidence missing');
  expect(before.reason).toContain('of a high-risk supply chain');
  expect((await candidate('silver')).outcome).toBe('may be listed');
});

test('every mineral of the list is held against the law', async () => {
  const { minerals } = await referenceData();
  const outcomes = await Promise.all(minerals.map(async ({ id }) => (await candidate(id)).outcome));
  expect(outcomes.filter((outcome) => outcome === 'excluded')).toHaveLength(2);
  expect(outcomes.filter((outcome) => outcome === 'may be listed')).toHaveLength(58);
});
