import * as z from 'zod';
import type { IsoDate } from '../base/act.ts';
import { DAY_COUNTS, isIsoDate } from '../base/day-count.ts';
import { toNumber } from '../base/fraction.ts';
import { type Month, monthNumber } from '../base/month.ts';
import { Refusal } from '../base/refusal.ts';
import type { RiskTerms } from './default-risk.ts';
import { share } from './head.ts';
import { type LoanTerms, REPAYMENTS } from './loan-schedule.ts';
import { centsOf, Money, UnitPrice, usdOf, usdPerTonneOf } from './terms.ts';

/*
 * What a loan and a guarantee of one have in common in their files: money lent, how it comes back,
 * and what is assumed of default.
 */

const Day = z
  .string()
  .refine(isIsoDate, 'there is no such day: write year, month and day, such as 2027-03-15')
  .describe('day, such as 2027-03-15');

const PPM = 1e6;
const RATE_TOLERANCE = 1e-6; // of a millionth: a decimal is not a double

/** A rate or a fee as a share, to the millionth. */
const Rate = share.refine(
  (value) => Math.abs(value * PPM - Math.round(value * PPM)) < RATE_TOLERANCE,
  'a rate has six decimals at most: 6.25 percent is 0.0625',
);

const Drawdown = z.strictObject({
  on: Day,
  amount: Money,
  milestone: z.string().min(1).max(120).optional().describe('that must be reached first'),
});

const Risk = z.strictObject({
  defaultsPerYear: z.number().min(0).max(5).describe('hazard at the break-even price'),
  priceSensitivity: z
    .number()
    .min(0)
    .max(20)
    .describe('b of the hazard h (S / S_be)^-b: 0 where the price does not matter'),
  breakEven: UnitPrice.describe("price at which the project covers its costs, 'S_be'"),
  recoveryShare: share.describe(
    'of what is owed at default; of the assets where claims are limited to them',
  ),
  recoveryLagMonths: z.int().min(0).max(120),
  source: z
    .string()
    .min(1)
    .max(500)
    .describe('where these numbers come from, or that they are assumed'),
});

/** Fields that a schedule is made of. */
export const SCHEDULED = {
  closedOn: Day.describe('payments are counted from here; in the first month of the term'),
  drawdowns: z.array(Drawdown).min(1).max(60),
  repayment: z.enum(REPAYMENTS),
  ratePerYear: Rate.describe('interest, as a share'),
  dayCount: z.enum(DAY_COUNTS),
  monthsBetweenPayments: z.union([z.literal(1), z.literal(3), z.literal(6), z.literal(12)]),
  gracePayments: z.int().min(0).max(599).default(0).describe('the first ones, without principal'),
  upfrontFee: Rate.default(0).describe('share of each draw-down, paid to the lender'),
  commitmentFeePerYear: Rate.default(0).describe('share of what is not yet drawn'),
} as const;

/** Fields of both kinds. */
export const LENDING = {
  ...SCHEDULED,
  risk: Risk,
  assets: z
    .strictObject({
      value: Money.describe('at the break-even price'),
      priceElasticity: z.number().min(0).max(5).describe('how it moves with the price'),
    })
    .optional()
    .describe('all that a nonrecourse lender can take; without it the borrower owes in full'),
  treasuryZeros: z
    .array(z.number().min(-0.05).max(0.5))
    .min(1)
    .max(50)
    .describe('zero rates of 1, 2, 3 ... years, compounded yearly; the last holds beyond'),
  riskPremiumPerYear: share.describe('over the Treasury rates, for the fair value: assumed'),
  ratesSource: z.string().min(1).max(500).describe('where the zero rates come from'),
} as const;

const Scheduled = z.object(SCHEDULED);
const Lending = z.object(LENDING);

interface Term {
  readonly id: string;
  readonly start: Month;
  readonly end: Month;
}

/** Terms that a schedule is made of, with the months of its term. */
export type ScheduledTerms = z.infer<typeof Scheduled> & Term;

/** Terms of a loan or a guarantee of one. */
export type LendingTerms = z.infer<typeof Lending> & Term;

/**
 * The terms in whole cents and millionths, as the schedule needs them.
 *
 * @throws Refusal `loan.bad_terms` where the months of the term are not those of the payments
 */
export function loanTermsOf(terms: ScheduledTerms): LoanTerms {
  const { closedOn, start, end, monthsBetweenPayments } = terms;
  if (closedOn.slice(0, 7) !== start) {
    const why = `${terms.id} closes on ${closedOn}, and its term starts in ${start}`;
    throw new Refusal('invalid', 'loan.bad_terms', why, 'start the term in the month of closing');
  }
  const months = monthNumber(end) - monthNumber(start);
  if (months < monthsBetweenPayments || months % monthsBetweenPayments !== 0) {
    const why = `${terms.id} runs ${months} months, which payments every ${monthsBetweenPayments} months do not fill`;
    throw new Refusal('invalid', 'loan.bad_terms', why, 'end the term in the month of a payment');
  }
  return {
    closedOn: closedOn as IsoDate, // the schema has read it, and the days below
    drawdowns: terms.drawdowns.map(({ on, amount, milestone }) => ({
      on: on as IsoDate,
      amountCents: wholeCents(amount),
      milestone: milestone ?? null,
    })),
    repayment: terms.repayment,
    ratePpm: ppmOf(terms.ratePerYear),
    dayCount: terms.dayCount,
    monthsBetweenPayments,
    payments: months / monthsBetweenPayments,
    gracePayments: terms.gracePayments,
    upfrontFeePpm: ppmOf(terms.upfrontFee),
    commitmentFeePpm: ppmOf(terms.commitmentFeePerYear),
  };
}

const ppmOf = (rate: number): bigint => BigInt(Math.round(rate * PPM));

function wholeCents(amount: string): bigint {
  const cents = centsOf(amount)!; // the schema has read it
  if (cents.bottom === 1n) return cents.top;
  throw new Refusal(
    'invalid',
    'loan.bad_terms',
    `a draw-down of ${amount} is ${toNumber(cents)} cents: no whole number`,
    'write amounts to the cent',
  );
}

/** What is assumed of default. */
export function riskTermsOf({ risk, assets }: LendingTerms): RiskTerms {
  return {
    defaultsPerYear: risk.defaultsPerYear,
    priceSensitivity: risk.priceSensitivity,
    breakEvenUsdPerTonne: usdPerTonneOf(risk.breakEven),
    recoveryShare: risk.recoveryShare,
    recoveryLagMonths: risk.recoveryLagMonths,
    assets:
      assets === undefined
        ? null
        : { valueUsd: usdOf(assets.value), priceElasticity: assets.priceElasticity },
  };
}
