import { expect, test } from 'vitest';
import { type Answer, answerSentences } from './answer.ts';

// Only what the sentences are made of.
const PARTS = {
  dependency: [
    { mineral: 'gallium', name: 'Gallium', rank: 2, gdpAtRiskMusd: null },
    { mineral: 'tin', name: 'Tin', rank: 1, gdpAtRiskMusd: { expected: 120, worstYear: 3400 } },
    { mineral: 'zinc', name: 'Zinc', rank: 3, gdpAtRiskMusd: null },
    { mineral: 'lead', name: 'Lead', rank: 4, gdpAtRiskMusd: null },
  ],
  stress: {
    draws: 20_000,
    horizonMonths: 60,
    total: { lossMusd: { mean: 45_000, cvar95: 160_000 } },
    minerals: [
      { mineral: 'gallium', lossMusd: { mean: 30 } },
      { mineral: 'tin', lossMusd: { mean: 500 } },
      { mineral: 'zinc', lossMusd: { mean: 0 } },
    ],
  },
  plan: {
    budgetUsd: 2.5e9,
    spentUsd: 2.4e9,
    expectedLossMusd: { without: 45_000, with: 17_000 },
    items: [
      { mineral: 'tin', instrument: 'stock', amountUsd: 80e6, lossAvertedPerUsd: 3 },
      { mineral: 'gallium', instrument: 'offtake', amountUsd: 35e6, lossAvertedPerUsd: 9 },
      { mineral: 'zinc', instrument: 'stock', amountUsd: 0, lossAvertedPerUsd: 99 },
    ],
  },
} as unknown as Answer; // the rest of the record plays no part

test('the sentences name the worst by rank, the shock in money, and what pays most first', () => {
  expect(answerSentences(PARTS)).toEqual([
    'The most dangerous dependencies are tin, gallium and zinc; tin alone puts $120 million of ' +
      'output a year at risk, and $3.4 billion if its worst exporter stops.',
    'Over 5 years supply shocks cost $45 billion of output on average and $160 billion in the ' +
      'worst 5 percent of 20,000 futures; tin and gallium weigh most.',
    'With $2.5 billion, begin with gallium (offtake, $35 million) and tin (stock, $80 million): ' +
      'the whole plan spends $2.4 billion and lowers the expected loss from $45 billion to ' +
      '$17 billion.',
  ]);
});

test('a plan that buys nothing says so', () => {
  const plan = { ...PARTS.plan, items: [] };
  expect(answerSentences({ ...PARTS, plan }).at(-1)).toBe(
    'With $2.5 billion there is nothing worth buying.',
  );
});
