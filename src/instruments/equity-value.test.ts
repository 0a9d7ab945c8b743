import { expect, test } from 'vitest';
import { callValueUsd } from './black-scholes.ts';
import { preferredValue, simulateWarrant, unitsValue, warrantValue } from './equity-value.ts';

const MARKET = { shareUsd: 30.03, volatility: 0.6, rate: 0.0425 };
const WARRANT = { shares: 11_201_659, strikeUsd: 30.03, years: 10 };
const LARGEST_DIFFERENCE = 0.002;

test('a warrant is worth as many calls, and the simulation agrees', () => {
  const { valueUsd } = warrantValue(WARRANT, MARKET);
  expect(valueUsd).toBeCloseTo(
    11_201_659 * callValueUsd({ ...MARKET, strikeUsd: 30.03, years: 10 }),
    3,
  );
  const { mean, standardError } = simulateWarrant(WARRANT, MARKET, { draws: 1_000_000, seed: 11 });
  expect(Math.abs(mean - valueUsd)).toBeLessThan(3 * standardError);
  expect(Math.abs(mean / valueUsd - 1)).toBeLessThan(LARGEST_DIFFERENCE);
});

test('preferred stock is a promise and as many rights as it has shares', () => {
  const preferred = {
    principalUsd: 400e6,
    dividendRate: 0.07,
    conversionUsd: 30.03,
    years: 5,
    creditSpread: 0.05,
  };
  const value = preferredValue(preferred, MARKET);
  const owedUsd = 400e6 * 1.07 ** 5; // 561,020,692
  expect(value.shares).toBeCloseTo(owedUsd / 30.03, 3);
  expect(value.bondUsd).toBeCloseTo(owedUsd * Math.exp(-0.0925 * 5), 0);
  expect(value.valueUsd).toBeGreaterThan(400e6);
  // A share that cannot rise leaves the promise; one worth far more leaves the shares.
  const low = preferredValue(preferred, { ...MARKET, shareUsd: 0.01 });
  expect(low.optionUsd).toBeLessThan(1e-3 * low.bondUsd);
  const high = preferredValue({ ...preferred, creditSpread: 0 }, { ...MARKET, shareUsd: 3003 });
  expect(high.valueUsd / (high.shares * 3003)).toBeCloseTo(1, 3);
});

test('units are their shares and their warrants', () => {
  const market = { shareUsd: 0.45, volatility: 0.9, rate: 0.03 };
  const warrant = { shares: 11_666_500, strikeUsd: 0.55, years: 2 };
  const { valueUsd, shares } = unitsValue(23_333_001, warrant, market);
  expect(shares).toBe(34_999_501);
  expect(valueUsd).toBeCloseTo(23_333_001 * 0.45 + warrantValue(warrant, market).valueUsd, 6);
  expect(valueUsd).toBeGreaterThan(10_499_850.45); // the warrants come on top of what was paid
});

test('a warrant without a strike is refused', () => {
  expect(() => warrantValue({ ...WARRANT, strikeUsd: null }, MARKET)).toThrow('without a strike');
});
