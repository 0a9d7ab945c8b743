import { expect, test } from 'vitest';
import { callValueUsd, simulateCallUsd } from './black-scholes.ts';

const DRAWS = 1_000_000;
const LARGEST_DIFFERENCE = 0.002; // of the value

test('a call has the value of the published example', () => {
  // Hull, Options, Futures and Other Derivatives: S 42, K 40, r 10 %, σ 20 %, half a year: 4.76.
  const hull = { shareUsd: 42, strikeUsd: 40, years: 0.5, volatility: 0.2, rate: 0.1 };
  expect(callValueUsd(hull)).toBeCloseTo(4.759422, 5);
});

test('a call without uncertainty is worth the share less the strike of then, or nothing', () => {
  const sure = { shareUsd: 50, strikeUsd: 40, years: 2, volatility: 0, rate: 0.05 };
  expect(callValueUsd(sure)).toBeCloseTo(50 - 40 * Math.exp(-0.1), 12);
  expect(callValueUsd({ ...sure, strikeUsd: 90 })).toBe(0);
});

test.each([
  ['the MP warrant at its strike', 30.03, 30.03, 10, 0.6],
  ['the Ares half warrant', 0.45, 0.55, 2, 0.9],
  ['far out of the money', 10, 20, 1, 0.4],
])('simulation agrees with the closed form: %s', (_, shareUsd, strikeUsd, years, volatility) => {
  const terms = { shareUsd, strikeUsd, years, volatility, rate: 0.0425 };
  const { mean, standardError } = simulateCallUsd(terms, { draws: DRAWS, seed: 7 });
  const closed = callValueUsd(terms);
  expect(Math.abs(mean - closed)).toBeLessThan(3 * standardError);
  expect(Math.abs(mean / closed - 1)).toBeLessThan(LARGEST_DIFFERENCE);
});
