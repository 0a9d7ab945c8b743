import { expect, test } from 'vitest';
import { musdText, usdText } from './money-text.ts';

test.each([
  [0, '$0'],
  [0.5, '$0.5'],
  [1234, '$1,230'],
  [999_400, '$999,000'],
  [999_600, '$1 million'],
  [82_345_000, '$82.3 million'],
  [999_600_000, '$1 billion'],
  [2_500_000_000, '$2.5 billion'],
  [1e12, '$1 trillion'],
])('%d dollars are written %s', (usd, text) => {
  expect(usdText(usd)).toBe(text);
});

test.each([
  [-34.9, '−$35 million'],
  [0, '$0'],
  [0.4, '$0.4 million'],
  [994, '$990 million'],
  [996, '$1 billion'],
  [18_049, '$18 billion'],
  [1_230_000, '$1.2 trillion'],
])('a model that gives %d million dollars is read as %s', (musd, text) => {
  expect(musdText(musd)).toBe(text);
});
