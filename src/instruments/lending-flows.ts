import { exp, log } from '../base/elementary.ts';
import { type Month, monthNumber } from '../base/month.ts';
import {
  type Borrower,
  defaultChances,
  defaultMonth,
  type RiskTerms,
  recoveredUsd,
} from './default-risk.ts';
import { type LendingTerms, loanTermsOf, riskTermsOf } from './lending.ts';
import { type LoanSchedule, loanSchedule } from './loan-schedule.ts';
import type { Control, Market } from './payoff.ts';

/*
 * A loan in the months of a market: what is drawn, paid and owed, and what becomes of it on a path.
 */

export interface LendingFlows extends Borrower {
  readonly schedule: LoanSchedule;
  readonly drawnUsd: Float64Array; // (month)
  readonly paidUsd: Float64Array; // (month), interest, principal and fees, while the loan is good
}

const MONTHS_PER_YEAR = 12;
const USD_PER_CENT = 0.01;

/** The schedule of a loan, cut into months after the valuation. What was before is past. */
export function lendingFlows(terms: LendingTerms, asOf: Month, months: number): LendingFlows {
  const schedule = loanSchedule(loanTermsOf(terms));
  const drawnUsd = new Float64Array(months);
  const paidUsd = new Float64Array(months);
  const owedUsd = new Float64Array(months);
  const zero = monthNumber(asOf) + 1;
  let known = 0;
  for (const line of schedule.lines) {
    const month = monthNumber(line.on.slice(0, 7)) - zero;
    // What the line before has left is owed until this one.
    owedUsd.fill(
      USD_PER_CENT * Number(line.openingCents),
      Math.max(known, 0),
      Math.max(month + 1, 0),
    );
    if (month >= 0 && month < months) {
      drawnUsd[month]! += USD_PER_CENT * Number(line.drawnCents);
      paidUsd[month]! += USD_PER_CENT * Number(line.paidCents);
    }
    known = month + 1;
  }
  return { schedule, drawnUsd, paidUsd, owedUsd, risk: riskTermsOf(terms) };
}

/** What a lender gets, month by month, if the borrower fails in a month; nothing fails at the end. */
export function lenderFlows(
  flows: LendingFlows,
  { failsIn, usdPerTonne, ratePerYear }: Failure,
  usdByMonth: Float64Array,
): void {
  usdByMonth.fill(0);
  for (let month = 0; month < failsIn; month++) {
    usdByMonth[month] = flows.paidUsd[month]! - flows.drawnUsd[month]!;
  }
  if (failsIn >= usdByMonth.length) return;
  const backUsd = recoveredUsd(flows.risk, flows.owedUsd[failsIn]!, usdPerTonne);
  addLater(usdByMonth, failsIn + flows.risk.recoveryLagMonths, backUsd, ratePerYear);
}

export interface Failure {
  readonly failsIn: number; // month
  readonly usdPerTonne: number; // price then
  readonly ratePerYear: number;
}

/** Adds an amount to its month; one after the last month is brought to the last, discounted. */
export function addLater(
  usdByMonth: Float64Array,
  month: number,
  usd: number,
  ratePerYear: number,
): void {
  const last = usdByMonth.length - 1;
  const late = Math.max(0, month - last);
  usdByMonth[Math.min(month, last)]! += usd * exp((-ratePerYear * late) / MONTHS_PER_YEAR);
}

/** The failure of a path, drawn. */
export function failureOf(flows: LendingFlows, market: Market, path: number): Failure {
  const { months, usdPerTonne } = market.paths;
  const failsIn = defaultMonth(flows, market, path);
  const at = path * months + Math.min(failsIn, months - 1);
  return { failsIn, usdPerTonne: usdPerTonne[at]!, ratePerYear: market.ratePerYear };
}

/** What is expected of a loan, each month, over all paths of a market. */
export interface ExpectedFlows {
  readonly paidUsd: Float64Array; // by good loans
  readonly drawnUsd: Float64Array;
  readonly owedUsd: Float64Array; // by good loans, before the payment
  readonly claimUsd: Float64Array; // owed by those that fail in the month
  readonly backUsd: Float64Array; // recovered of it, in the month of the failure: it comes later
}

/** Means over the paths, each path's chances taken exactly: no default is drawn. */
export function expectedFlows(flows: LendingFlows, market: Market): ExpectedFlows {
  const { paths, months, usdPerTonne } = market.paths;
  const sum = { ...emptyFlows(months) };
  for (let path = 0; path < paths; path++) {
    const prices = usdPerTonne.subarray(path * months, (path + 1) * months);
    const { good, failed } = defaultChances(flows, prices);
    for (let month = 0; month < months; month++) {
      const claimUsd = flows.owedUsd[month]!;
      sum.paidUsd[month]! += (good[month]! * flows.paidUsd[month]!) / paths;
      sum.drawnUsd[month]! += (good[month]! * flows.drawnUsd[month]!) / paths;
      sum.owedUsd[month]! += (good[month]! * claimUsd) / paths;
      if (failed[month] === 0) continue;
      sum.claimUsd[month]! += (failed[month]! * claimUsd) / paths;
      sum.backUsd[month]! +=
        (failed[month]! * recoveredUsd(flows.risk, claimUsd, prices[month]!)) / paths;
    }
  }
  return sum;
}

const emptyFlows = (months: number) => ({
  paidUsd: new Float64Array(months),
  drawnUsd: new Float64Array(months),
  owedUsd: new Float64Array(months),
  claimUsd: new Float64Array(months),
  backUsd: new Float64Array(months),
});

/** The same loan where neither the price nor the assets matter: its expectations have a formula. */
export function plainFlows(flows: LendingFlows): LendingFlows {
  const risk: RiskTerms = { ...flows.risk, priceSensitivity: 0, assets: null };
  return { ...flows, risk };
}

export const isPlain = ({ risk }: LendingFlows): boolean =>
  risk.priceSensitivity === 0 && risk.assets === null;

/** Expectations of a plain loan: those of any one path. */
export function plainExpectation(flows: LendingFlows, market: Market): ExpectedFlows {
  const { months } = market.paths;
  const one = { ...market.paths, paths: 1, usdPerTonne: new Float64Array(months).fill(1) };
  return expectedFlows(plainFlows(flows), { ...market, paths: one });
}

/** A loan or guarantee under the same chance of default at every price, as a control. */
export function plainControl(
  flows: LendingFlows,
  market: Market,
  worthUsd: (expected: ExpectedFlows) => number,
  flowsOf: (failure: Failure, usdByMonth: Float64Array) => void,
): Control | null {
  if (isPlain(flows)) return null; // it would be the instrument itself
  const plain = plainFlows(flows);
  const { months, discount } = market.paths;
  const usdByMonth = new Float64Array(months);
  return {
    name: 'same loan with one chance of default at every price',
    meanUsd: worthUsd(plainExpectation(flows, market)),
    presentValueUsd: (path) => {
      flowsOf(failureOf(plain, market, path), usdByMonth);
      let sum = 0;
      for (let month = 0; month < months; month++) sum += discount[month]! * usdByMonth[month]!;
      return sum;
    },
  };
}

/** Discounts an amount of a month; months beyond the market too. */
export type Discounting = (month: number) => number;

/** At the rate of the market, compounded all the time. */
export const marketDiscounting =
  (ratePerYear: number): Discounting =>
  (month) =>
    exp((-ratePerYear * (month + 1)) / MONTHS_PER_YEAR);

/** At zero rates of like maturity, compounded yearly, straight lines between whole years. */
export function zeroDiscounting(zeros: readonly number[], premium: number): Discounting {
  return (month) => {
    const years = (month + 1) / MONTHS_PER_YEAR;
    const place = Math.min(Math.max(years - 1, 0), zeros.length - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, zeros.length - 1);
    const rate = zeros[below]! + (place - below) * (zeros[above]! - zeros[below]!);
    return exp(-years * log(1 + rate + premium));
  };
}

/** Worth today of amounts by month, each some months after its month. */
export function worthOf(usdByMonth: Float64Array, discounting: Discounting, lag = 0): number {
  let sum = 0;
  for (let month = 0; month < usdByMonth.length; month++) {
    if (usdByMonth[month] !== 0) sum += usdByMonth[month]! * discounting(month + lag);
  }
  return sum;
}
