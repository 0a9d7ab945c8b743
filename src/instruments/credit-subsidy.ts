import { assert } from '../base/assert.ts';

/*
 * What a loan or a guarantee costs the budget, by the credit-reform rule: present value at Treasury
 * zero rates of like maturity, administration left out. @source docs/models/finance.md, 2
 *
 * Years are whole. Of the loans still good at the start of a year a share defaults when the year's
 * payment falls due, so it does not make that payment; what is recovered comes some years later.
 */

/** Rates of zero-coupon Treasuries: the rate of year t stands at t − 1, the last one holds beyond. */
export type ZeroRates = readonly number[];

/** What is expected of one year, per loan made. */
export interface CreditYear {
  readonly year: number; // 1 is the first
  readonly balanceUsd: number; // scheduled, before the payment of the year
  readonly performingShare: number; // of the loans, after the defaults of the year
  readonly defaultShare: number; // of the loans, in the year
  readonly scheduledUsd: number; // interest and principal due on a good loan
}

export interface CreditTerms {
  readonly principalUsd: number; // lent at the start
  readonly years: number;
  readonly repayment: 'level-principal' | 'annuity' | 'bullet';
  readonly couponRate: number; // a year
  readonly defaultRate: number; // share of good loans that default in a year
  readonly recoveryShare: number; // of the balance at default
  readonly recoveryLagYears: number; // whole years
}

export interface GuaranteeTerms extends CreditTerms {
  readonly guaranteedShare: number;
  readonly upfrontFeeShare: number; // of the principal, paid to the guarantor at the start
  readonly annualFeeShare: number; // a year, of the guaranteed balance of good loans
}

export interface LoanSubsidyTerms extends CreditTerms {
  readonly upfrontFeeShare: number;
}

/** A cost and what it is made of; every part is a present value. Negative cost is a gain. */
export interface SubsidyCost {
  readonly costUsd: number;
  readonly rate: number; // cost per dollar lent or guaranteed
  readonly parts: {
    readonly outUsd: number; // disbursed; or claims paid, at fair value with what bearing risk is worth
    readonly repaidUsd: number; // interest and principal; 0 for a guarantee
    readonly recoveredUsd: number;
    readonly feesUsd: number;
  };
}

/** Both costs: as the budget books it, and as a buyer would see it who wants pay for risk. */
export interface SubsidyEstimate {
  readonly budget: SubsidyCost;
  readonly fairValue: SubsidyCost;
  readonly riskPremium: number; // a year, added to the Treasury rates for the fair value
}

/** What a loan is expected to do, year by year. @source docs/models/finance.md, equation 2 */
export function creditYears(terms: CreditTerms): readonly CreditYear[] {
  assert(Number.isInteger(terms.years) && terms.years > 0, 'a loan has whole years');
  const years: CreditYear[] = [];
  let good = 1;
  let balanceUsd = terms.principalUsd;
  for (let year = 1; year <= terms.years; year++) {
    const defaultShare = good * terms.defaultRate;
    const principalUsd = principalOf(terms, balanceUsd, year);
    const scheduledUsd = balanceUsd * terms.couponRate + principalUsd;
    good -= defaultShare;
    years.push({ year, balanceUsd, performingShare: good, defaultShare, scheduledUsd });
    balanceUsd -= principalUsd;
  }
  return years;
}

function principalOf(
  { repayment, principalUsd, couponRate, years }: CreditTerms,
  balanceUsd: number,
  year: number,
): number {
  const left = years - year + 1;
  if (left === 1) return balanceUsd;
  if (repayment === 'bullet') return 0;
  if (repayment === 'level-principal') return principalUsd / years;
  const level =
    couponRate === 0
      ? balanceUsd / left
      : (balanceUsd * couponRate) / (1 - 1 / whole(1 + couponRate, left));
  return level - balanceUsd * couponRate;
}

/** Cost of a direct loan: disbursements less the present value of what comes back. */
export function loanSubsidy(terms: LoanSubsidyTerms, zeros: ZeroRates): SubsidyCost {
  const { principalUsd, recoveryShare, recoveryLagYears, upfrontFeeShare } = terms;
  const feesUsd = upfrontFeeShare * principalUsd;
  let repaidUsd = 0;
  let recoveredUsd = 0;
  for (const { year, balanceUsd, performingShare, defaultShare, scheduledUsd } of creditYears(
    terms,
  )) {
    repaidUsd += performingShare * scheduledUsd * discount(zeros, year);
    recoveredUsd +=
      defaultShare * balanceUsd * recoveryShare * discount(zeros, year + recoveryLagYears);
  }
  return costOf(principalUsd, { outUsd: principalUsd, repaidUsd, recoveredUsd, feesUsd });
}

/** Cost of a guarantee: claims less recoveries and fees. */
export function guaranteeSubsidy(terms: GuaranteeTerms, zeros: ZeroRates): SubsidyCost {
  const { principalUsd, guaranteedShare, recoveryShare, recoveryLagYears } = terms;
  let outUsd = 0;
  let recoveredUsd = 0;
  let feesUsd = terms.upfrontFeeShare * principalUsd;
  for (const { year, balanceUsd, performingShare, defaultShare } of creditYears(terms)) {
    const claimUsd = guaranteedShare * defaultShare * balanceUsd;
    outUsd += claimUsd * discount(zeros, year);
    recoveredUsd += claimUsd * recoveryShare * discount(zeros, year + recoveryLagYears);
    const goodUsd = guaranteedShare * performingShare * balanceUsd;
    feesUsd += terms.annualFeeShare * goodUsd * discount(zeros, year);
  }
  return costOf(principalUsd, { outUsd, repaidUsd: 0, recoveredUsd, feesUsd });
}

/** A loan's cost by the rule, and its fair value beside it. */
export function estimateLoan(
  terms: LoanSubsidyTerms,
  zeros: ZeroRates,
  riskPremium: number,
): SubsidyEstimate {
  return {
    budget: loanSubsidy(terms, zeros),
    fairValue: loanSubsidy(terms, withPremium(zeros, riskPremium)),
    riskPremium,
  };
}

/**
 * A guarantee's cost by the rule, and its fair value beside it.
 *
 * The guarantee turns a risky claim into one on the Treasury. A buyer who wants pay for risk prices
 * the risky claim, payments and recoveries, at Treasury rates and the premium; what it is worth less
 * than at Treasury rates alone is what the guarantor bears beyond the expected claims.
 */
export function estimateGuarantee(
  terms: GuaranteeTerms,
  zeros: ZeroRates,
  riskPremium: number,
): SubsidyEstimate {
  const budget = guaranteeSubsidy(terms, zeros);
  const unfeed = { ...terms, upfrontFeeShare: 0 };
  const plain = loanSubsidy(unfeed, zeros).parts;
  const priced = loanSubsidy(unfeed, withPremium(zeros, riskPremium)).parts;
  const lessUsd = plain.repaidUsd + plain.recoveredUsd - priced.repaidUsd - priced.recoveredUsd;
  const parts = { ...budget.parts, outUsd: budget.parts.outUsd + terms.guaranteedShare * lessUsd };
  return { budget, fairValue: costOf(terms.principalUsd, parts), riskPremium };
}

function costOf(baseUsd: number, parts: SubsidyCost['parts']): SubsidyCost {
  const costUsd = parts.outUsd - parts.repaidUsd - parts.recoveredUsd - parts.feesUsd;
  return { costUsd, rate: costUsd / baseUsd, parts };
}

const withPremium = (zeros: ZeroRates, premium: number): ZeroRates =>
  zeros.map((rate) => rate + premium);

/** Present value of a dollar paid after some whole years, at the zero rate of that maturity. */
export function discount(zeros: ZeroRates, years: number): number {
  assert(zeros.length > 0, 'there is a zero rate');
  if (years === 0) return 1;
  return 1 / whole(1 + zeros[Math.min(years, zeros.length) - 1]!, years);
}

/** A number to a whole power, by multiplications alone. */
function whole(base: number, power: number): number {
  let result = 1;
  for (let i = 0; i < power; i++) result *= base;
  return result;
}
