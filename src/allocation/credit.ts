import { exp } from '../base/elementary.ts';
import { assume } from '../dependency/assumptions.ts';
import {
  type CreditTerms,
  estimateGuarantee,
  estimateLoan,
  loanSubsidy,
  type SubsidyEstimate,
  type ZeroRates,
} from '../instruments/credit-subsidy.ts';
import type { Assumption } from '../minerals/reference-data.ts';
import type { Lending } from './plan-rules.ts';

/*
 * What lending to a project costs the budget by the credit-reform rule, instead of its face.
 *
 * A project that never delivers pays nothing: its loan is lost in the first year but for what is
 * recovered. One that delivers pays as scheduled, and some fail each year. The chance of the first
 * is the one that the draws of the plan know. @source docs/models/allocation.md, equation 7
 */

/** What is assumed of a loan. */
export interface CreditRules {
  readonly zeros: ZeroRates; // flat
  readonly years: number;
  readonly marginOverTreasury: number;
  readonly defaultsPerYear: number; // of borrowers who deliver
  readonly recoveryShare: number; // of the balance, from one who has delivered
  readonly recoveryIfFailed: number; // from one who never does
  readonly recoveryLagYears: number;
  readonly riskPremium: number; // a year, for the fair value beside
  readonly guaranteedShare: number;
  readonly guaranteeFee: number; // at the start, of the principal
}

/** The rules of data/assumption.csv, at their middle values. */
export function creditRules(assumptions: readonly Assumption[]): CreditRules {
  const middle = (id: string) => assume(assumptions, id).mid;
  // That rate is compounded all the time; the credit-reform rule counts years.
  const treasury = exp(middle('instrument_discount_rate')) - 1;
  return {
    zeros: [treasury],
    years: Math.round(middle('credit_years')),
    marginOverTreasury: middle('credit_margin'),
    defaultsPerYear: middle('credit_defaults'),
    recoveryShare: middle('credit_recovery'),
    recoveryIfFailed: middle('credit_recovery_failed'),
    recoveryLagYears: Math.round(middle('credit_recovery_years')),
    riskPremium: middle('credit_risk_premium'),
    guaranteedShare: middle('guarantee_share'),
    guaranteeFee: middle('guarantee_fee'),
  };
}

/** Least charge for a dollar lent: a gain on lending is no money to spend, and no loan is free. */
export const LEAST_CHARGE = 0.01;

/** What a dollar lent to a project, or guaranteed of its loan, costs; present values. */
export interface CreditCost {
  readonly subsidyRate: number; // charged to the budget
  readonly fairValueRate: number; // what a buyer would want who is paid for risk
  readonly expectedLossRate: number; // of what was to come back, or claims net of recoveries
}

/**
 * The cost of a dollar lent, by the chance that the project never delivers.
 *
 * @param failureProbability - in [0, 1]
 */
export function creditCost(
  rules: CreditRules,
  lending: Exclude<Lending, 'face'>,
  failureProbability: number,
): CreditCost {
  const good = termsOf(rules, rules.defaultsPerYear, rules.recoveryShare);
  const bad = termsOf(rules, 1, rules.recoveryIfFailed);
  const estimate = lending === 'subsidy' ? loanEstimate : guaranteeEstimate;
  const mix = (ofGood: number, ofBad: number) =>
    (1 - failureProbability) * ofGood + failureProbability * ofBad;
  const [goodCost, badCost] = [estimate(rules, good), estimate(rules, bad)];
  return {
    subsidyRate: Math.max(LEAST_CHARGE, mix(goodCost.budget.rate, badCost.budget.rate)),
    fairValueRate: mix(goodCost.fairValue.rate, badCost.fairValue.rate),
    expectedLossRate: mix(
      lossRate(rules, lending, good, goodCost.budget.parts),
      lossRate(rules, lending, bad, badCost.budget.parts),
    ),
  };
}

function termsOf(
  { years, zeros, marginOverTreasury, recoveryLagYears }: CreditRules,
  defaultRate: number,
  recoveryShare: number,
): CreditTerms {
  return {
    principalUsd: 1,
    years,
    repayment: 'level-principal',
    couponRate: zeros[0]! + marginOverTreasury,
    defaultRate,
    recoveryShare,
    recoveryLagYears,
  };
}

const loanEstimate = ({ zeros, riskPremium }: CreditRules, terms: CreditTerms): SubsidyEstimate =>
  estimateLoan({ ...terms, upfrontFeeShare: 0 }, zeros, riskPremium);

const guaranteeEstimate = (rules: CreditRules, terms: CreditTerms): SubsidyEstimate =>
  estimateGuarantee(
    {
      ...terms,
      guaranteedShare: rules.guaranteedShare,
      upfrontFeeShare: rules.guaranteeFee,
      annualFeeShare: 0,
    },
    rules.zeros,
    rules.riskPremium,
  );

/** What defaults take from the taxpayer, recoveries counted, per dollar. */
function lossRate(
  { zeros }: CreditRules,
  lending: Exclude<Lending, 'face'>,
  terms: CreditTerms,
  { repaidUsd, recoveredUsd, outUsd }: SubsidyEstimate['budget']['parts'],
): number {
  if (lending === 'guarantee') return outUsd - recoveredUsd;
  const sure = loanSubsidy({ ...terms, defaultRate: 0, upfrontFeeShare: 0 }, zeros);
  return sure.parts.repaidUsd - repaidUsd - recoveredUsd;
}
