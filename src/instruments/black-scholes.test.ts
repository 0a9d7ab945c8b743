import { expect, test } from 'vitest';
import { callValueUsd } from './black-scholes.ts';

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

test('a call is worth more the longer it runs and the more the share moves, and less than the share', () => {
  const terms = { shareUsd: 30.03, strikeUsd: 30.03, years: 10, volatility: 0.6, rate: 0.0425 };
  const value = callValueUsd(terms);
  expect(callValueUsd({ ...terms, years: 5 })).toBeLessThan(value);
  expect(callValueUsd({ ...terms, volatility: 0.4 })).toBeLessThan(value);
  expect(value).toBeLessThan(30.03);
});
