import { expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import { type CreditRules, creditCost, creditRules, LEAST_CHARGE } from './credit.ts';

const RULES: CreditRules = {
  zeros: [0.04],
  years: 2,
  marginOverTreasury: 0.01,
  defaultsPerYear: 0.1,
  recoveryShare: 0.5,
  recoveryIfFailed: 0.25,
  recoveryLagYears: 1,
  riskPremium: 0.03,
  guaranteedShare: 0.8,
  guaranteeFee: 0.02,
};

// A dollar over two years in level principal: 0.55 is due after one year and 0.525 after two.
const good =
  1 - (0.9 * 0.55) / 1.04 - (0.81 * 0.525) / 1.04 ** 2 - 0.05 / 1.04 ** 2 - 0.0225 / 1.04 ** 3; // prettier
// Nothing is ever paid, and a quarter comes back a year after the first payment was due.
const bad = 1 - 0.25 / 1.04 ** 2;

test('a loan costs what does not come back, by whether the project ever delivers', () => {
  expect(creditCost(RULES, 'subsidy', 0).subsidyRate).toBeCloseTo(good, 12);
  expect(creditCost(RULES, 'subsidy', 1).subsidyRate).toBeCloseTo(bad, 12);
  expect(creditCost(RULES, 'subsidy', 0.3).subsidyRate).toBeCloseTo(0.7 * good + 0.3 * bad, 12);
});

test('the expected loss is what was due less what is expected, and the cost is less by the margin', () => {
  const due = 0.55 / 1.04 + 0.525 / 1.04 ** 2;
  const { expectedLossRate, subsidyRate } = creditCost(RULES, 'subsidy', 0.3);
  expect(expectedLossRate).toBeCloseTo(subsidyRate + due - 1, 12);
  expect(creditCost({ ...RULES, defaultsPerYear: 0 }, 'subsidy', 0).expectedLossRate).toBeCloseTo(
    0,
    12,
  );
});

test('a guarantee costs its claims less recoveries and fee', () => {
  // 10 percent fail on 1, then 9 percent of all on 0.5.
  const claims = 0.1 / 1.04 + (0.09 * 0.5) / 1.04 ** 2;
  const recovered = 0.05 / 1.04 ** 2 + 0.0225 / 1.04 ** 3;
  const { subsidyRate, expectedLossRate } = creditCost(RULES, 'guarantee', 0);
  expect(expectedLossRate).toBeCloseTo(0.8 * (claims - recovered), 12);
  expect(subsidyRate).toBeCloseTo(0.8 * (claims - recovered) - 0.02, 12);
});

test('a gain on lending is charged the least there is, and bearing risk costs more than the rule says', () => {
  const sure = { ...RULES, defaultsPerYear: 0 };
  expect(creditCost(sure, 'subsidy', 0).subsidyRate).toBe(LEAST_CHARGE);
  for (const lending of ['subsidy', 'guarantee'] as const) {
    const { subsidyRate, fairValueRate } = creditCost(RULES, lending, 0.3);
    expect(fairValueRate).toBeGreaterThan(subsidyRate);
  }
});

test('the assumed loan costs more the likelier its project fails', async () => {
  const { assumptions } = await referenceData();
  const rules = creditRules(assumptions);
  const rates = [0.15, 0.2, 0.3, 0.4].map((p) => creditCost(rules, 'subsidy', p).subsidyRate);
  expect(rates).toEqual([...rates].sort((a, b) => a - b));
  expect(rates[0]).toBeGreaterThan(0);
  expect(rates.at(-1)).toBeLessThan(0.5);
});
