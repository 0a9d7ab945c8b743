import { expect, test } from 'vitest';
import {
  discount,
  estimateGuarantee,
  estimateLoan,
  type GuaranteeTerms,
  guaranteeSubsidy,
  type LoanSubsidyTerms,
  loanSubsidy,
} from './credit-subsidy.ts';

/*
 * $100 million over 10 years in level principal; amounts in millions. The expected costs were
 * computed by another program (in Python) from the same conventions.
 */
const LOAN: LoanSubsidyTerms = {
  principalUsd: 100,
  years: 10,
  repayment: 'level-principal',
  couponRate: 0.06,
  defaultRate: 0.03,
  recoveryShare: 0.55,
  recoveryLagYears: 2,
  upfrontFeeShare: 0.005,
};
const TREASURY = [0.0425];
const DIGITS = 4;

test('a loan at 6 percent with 3 percent defaults is booked as a small gain, and is none', () => {
  const { budget, fairValue } = estimateLoan(LOAN, TREASURY, 0.03);
  expect(budget.costUsd).toBeCloseTo(-0.8806, DIGITS);
  expect(budget.rate).toBeCloseTo(-0.008806, DIGITS + 2);
  expect(fairValue.costUsd).toBeCloseTo(11.1966, DIGITS);
});

test('without default and fee the gain is the margin over the Treasury rate', () => {
  const sure = { ...LOAN, defaultRate: 0, upfrontFeeShare: 0 };
  expect(loanSubsidy(sure, TREASURY).costUsd).toBeCloseTo(-8.1905, DIGITS);
  // By hand: 1.75 % of the balance each year, discounted at 4.25 %.
  let marginUsd = 0;
  for (let t = 1; t <= 10; t++) marginUsd += (0.0175 * (110 - 10 * t)) / 1.0425 ** t;
  expect(loanSubsidy(sure, TREASURY).costUsd).toBeCloseTo(-marginUsd, 10);
});

test.each(['level-principal', 'annuity', 'bullet'] as const)(
  'a loan at the Treasury rate that never fails costs nothing: %s',
  (repayment) => {
    const even = { ...LOAN, repayment, couponRate: 0.0425, defaultRate: 0, upfrontFeeShare: 0 };
    expect(Math.abs(loanSubsidy(even, TREASURY).costUsd)).toBeLessThan(1e-10);
  },
);

const GUARANTEE: GuaranteeTerms = {
  ...LOAN,
  guaranteedShare: 0.8,
  upfrontFeeShare: 0.01,
  annualFeeShare: 0.005,
};

test('a guarantee of 80 percent costs its claims less recoveries and fees', () => {
  const { costUsd, parts } = guaranteeSubsidy(GUARANTEE, TREASURY);
  expect(costUsd).toBeCloseTo(2.4403, DIGITS);
  expect(costUsd).toBeCloseTo(parts.outUsd - parts.recoveredUsd - parts.feesUsd, 12);
  expect(guaranteeSubsidy({ ...GUARANTEE, defaultRate: 0 }, TREASURY).costUsd).toBeLessThan(0);
});

test('a guarantee of the whole loan costs at fair value what the loan does, but for its coupon', () => {
  const full = { ...GUARANTEE, guaranteedShare: 1, upfrontFeeShare: 0, annualFeeShare: 0 };
  const plain = { ...LOAN, upfrontFeeShare: 0 };
  const guarantee = estimateGuarantee(full, TREASURY, 0.03);
  const loan = estimateLoan(plain, TREASURY, 0.03);
  // Bearing the risk is worth the same in either: both rise by the same when it is priced.
  expect(guarantee.fairValue.costUsd - guarantee.budget.costUsd).toBeCloseTo(
    loan.fairValue.costUsd - loan.budget.costUsd,
    10,
  );
  const priceless = estimateGuarantee(full, TREASURY, 0);
  expect(priceless.fairValue.costUsd).toBeCloseTo(guarantee.budget.costUsd, 10);
});

test('each year is discounted at the zero rate of its own maturity', () => {
  const zeros = [0.04, 0.05];
  expect(discount(zeros, 1)).toBeCloseTo(1 / 1.04, 15);
  expect(discount(zeros, 2)).toBeCloseTo(1 / 1.05 ** 2, 15);
  expect(discount(zeros, 3)).toBeCloseTo(1 / 1.05 ** 3, 15); // the last rate holds beyond
  const bullet = { ...LOAN, years: 2, repayment: 'bullet' as const, defaultRate: 0 };
  // 100 − 0.5 − 6 / 1.04 − 106 / 1.05²
  expect(loanSubsidy(bullet, zeros).costUsd).toBeCloseTo(99.5 - 6 / 1.04 - 106 / 1.1025, 10);
});

test('more default costs more, and more recovery less', () => {
  const costs = [0, 0.02, 0.05].map(
    (defaultRate) => loanSubsidy({ ...LOAN, defaultRate }, TREASURY).costUsd,
  );
  expect(costs).toEqual([...costs].sort((a, b) => a - b));
  const { costUsd } = loanSubsidy({ ...LOAN, recoveryShare: 0.9 }, TREASURY);
  expect(costUsd).toBeLessThan(costs[1]!);
});
