import type { IsoDate } from '../base/act.ts';
import { addMonths, type DayCount, dayNumber, daysBetween, yearDays } from '../base/day-count.ts';
import { Refusal } from '../base/refusal.ts';

/*
 * What a loan pays and when, to the cent. Amounts are whole cents and rates parts per million, so
 * that interest is a fraction of whole numbers: it is rounded once, half to even, at its line.
 */

export const REPAYMENTS = ['level-principal', 'annuity', 'bullet', 'payment-in-kind'] as const;

/** How the principal comes back. */
export type Repayment = (typeof REPAYMENTS)[number];

/** Money lent on a day, against a milestone where one was agreed. */
export interface Drawdown {
  readonly on: IsoDate;
  readonly amountCents: bigint;
  readonly milestone: string | null;
}

export interface LoanTerms {
  readonly closedOn: IsoDate; // payments are counted from here
  readonly drawdowns: readonly Drawdown[];
  readonly repayment: Repayment;
  readonly ratePpm: bigint; // interest a year, in millionths
  readonly dayCount: DayCount;
  readonly monthsBetweenPayments: number;
  readonly payments: number;
  readonly gracePayments: number; // the first ones, on which no principal is due
  readonly upfrontFeePpm: bigint; // of each draw-down, paid on its day
  readonly commitmentFeePpm: bigint; // a year, of what is not yet drawn, paid with the interest
}

/** One day of a loan on which money is due. */
export interface LoanLine {
  readonly on: IsoDate;
  readonly openingCents: bigint; // owed before anything of this line
  readonly drawnCents: bigint;
  readonly interestCents: bigint; // of the period that ends here
  readonly capitalisedCents: bigint; // the part of the interest that is added to the principal
  readonly principalCents: bigint;
  readonly feeCents: bigint;
  readonly paidCents: bigint; // by the borrower: interest not capitalised, principal and fees
  readonly closingCents: bigint;
}

export interface LoanSchedule {
  readonly lines: readonly LoanLine[];
  readonly drawnCents: bigint;
  readonly interestCents: bigint;
  readonly principalCents: bigint;
  readonly feeCents: bigint;
  readonly paidCents: bigint;
}

const MILLION = 1_000_000n;
const MOST_PAYMENTS = 600; // fifty years of months: the longest maturity of 10 USC 149
const MONTHS_PER_YEAR = 12n;

/**
 * The schedule of a loan: draw-downs and payments in the order of their dates.
 *
 * All that was drawn and all interest that was added to it come back as principal: the last payment
 * takes what rounding has left.
 *
 * @throws Refusal `loan.bad_terms` naming the field
 */
export function loanSchedule(terms: LoanTerms): LoanSchedule {
  requireTerms(terms);
  const lines: LoanLine[] = [];
  const draws = [...terms.drawdowns].sort((a, b) => dayNumber(a.on) - dayNumber(b.on));
  const committed = sumOf(draws, ({ amountCents }) => amountCents);
  let next = 0;
  let balance = 0n;
  let undrawn = committed;
  let levelCents = 0n; // of an annuity, until the balance changes by a draw-down
  for (let k = 1; k <= terms.payments; k++) {
    const on = addMonths(terms.closedOn, k * terms.monthsBetweenPayments);
    const accrual = new Map<'interest' | 'fee', bigint>();
    let since = addMonths(terms.closedOn, (k - 1) * terms.monthsBetweenPayments);
    for (; next < draws.length && dayNumber(draws[next]!.on) < dayNumber(on); next++) {
      const draw = draws[next]!;
      accrue(accrual, terms, { balance, undrawn, from: since, to: draw.on });
      lines.push(drawLine(draw, balance, terms.upfrontFeePpm));
      balance += draw.amountCents;
      undrawn -= draw.amountCents;
      since = draw.on;
      levelCents = 0n;
    }
    accrue(accrual, terms, { balance, undrawn, from: since, to: on });
    const line = paymentLine(terms, { k, on, balance, accrual, levelCents });
    if (line.principalCents > 0n) levelCents = line.principalCents + line.interestCents;
    lines.push(line);
    balance = line.closingCents;
  }
  return totalsOf(lines);
}

interface Stretch {
  readonly balance: bigint;
  readonly undrawn: bigint;
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** Adds cents times days; they become cents at the line, once. */
function accrue(
  accrual: Map<'interest' | 'fee', bigint>,
  { dayCount }: LoanTerms,
  { balance, undrawn, from, to }: Stretch,
): void {
  const days = BigInt(daysBetween(from, to, dayCount));
  accrual.set('interest', (accrual.get('interest') ?? 0n) + balance * days);
  accrual.set('fee', (accrual.get('fee') ?? 0n) + undrawn * days);
}

function drawLine(draw: Drawdown, balance: bigint, upfrontFeePpm: bigint): LoanLine {
  const feeCents = divideHalfEven(draw.amountCents * upfrontFeePpm, MILLION);
  return {
    on: draw.on,
    openingCents: balance,
    drawnCents: draw.amountCents,
    interestCents: 0n,
    capitalisedCents: 0n,
    principalCents: 0n,
    feeCents,
    paidCents: feeCents,
    closingCents: balance + draw.amountCents,
  };
}

interface Payment {
  readonly k: number;
  readonly on: IsoDate;
  readonly balance: bigint;
  readonly accrual: ReadonlyMap<'interest' | 'fee', bigint>;
  readonly levelCents: bigint;
}

function paymentLine(terms: LoanTerms, payment: Payment): LoanLine {
  const { k, on, balance, accrual } = payment;
  const year = MILLION * yearDays(terms.dayCount);
  const interestCents = divideHalfEven(accrual.get('interest')! * terms.ratePpm, year);
  const feeCents = divideHalfEven(accrual.get('fee')! * terms.commitmentFeePpm, year);
  const isLast = k === terms.payments;
  const capitalisedCents = terms.repayment === 'payment-in-kind' && !isLast ? interestCents : 0n;
  const principalCents = isLast ? balance : principalDue(terms, payment, interestCents);
  return {
    on,
    openingCents: balance,
    drawnCents: 0n,
    interestCents,
    capitalisedCents,
    principalCents,
    feeCents,
    paidCents: interestCents - capitalisedCents + principalCents + feeCents,
    closingCents: balance + capitalisedCents - principalCents,
  };
}

/** Principal of a payment that is not the last. */
function principalDue(terms: LoanTerms, payment: Payment, interestCents: bigint): bigint {
  const { k, balance, levelCents } = payment;
  if (k <= terms.gracePayments) return 0n;
  const left = BigInt(terms.payments - k + 1);
  if (terms.repayment === 'level-principal') return divideHalfEven(balance, left);
  if (terms.repayment !== 'annuity') return 0n;
  const level = levelCents > 0n ? levelCents : annuityCents(terms, balance, left);
  const principal = level - interestCents;
  return principal < 0n ? 0n : principal > balance ? balance : principal;
}

/**
 * The level payment that repays a balance: B p (q + p)^n / (q ((q + p)^n − q^n)) with p / q the rate
 * of a period, in whole numbers, so that nothing is rounded before the cent.
 */
export function annuityCents(
  { ratePpm, monthsBetweenPayments }: Pick<LoanTerms, 'ratePpm' | 'monthsBetweenPayments'>,
  balanceCents: bigint,
  payments: bigint,
): bigint {
  if (ratePpm === 0n) return divideHalfEven(balanceCents, payments);
  const p = ratePpm * BigInt(monthsBetweenPayments);
  const q = MILLION * MONTHS_PER_YEAR;
  const grown = (q + p) ** payments;
  return divideHalfEven(balanceCents * p * grown, q * (grown - q ** payments));
}

function totalsOf(lines: readonly LoanLine[]): LoanSchedule {
  return {
    lines,
    drawnCents: sumOf(lines, ({ drawnCents }) => drawnCents),
    interestCents: sumOf(lines, ({ interestCents }) => interestCents),
    principalCents: sumOf(lines, ({ principalCents }) => principalCents),
    feeCents: sumOf(lines, ({ feeCents }) => feeCents),
    paidCents: sumOf(lines, ({ paidCents }) => paidCents),
  };
}

function sumOf<Row>(rows: readonly Row[], centsOf: (row: Row) => bigint): bigint {
  let sum = 0n;
  for (const row of rows) sum += centsOf(row);
  return sum;
}

/** A fraction rounded to the nearest whole number, a half to the even one. */
export function divideHalfEven(top: bigint, bottom: bigint): bigint {
  if (bottom < 0n) return divideHalfEven(-top, -bottom);
  if (top < 0n) return -divideHalfEven(-top, bottom);
  const whole = top / bottom;
  const twice = (top - whole * bottom) * 2n;
  const isUp = twice > bottom || (twice === bottom && whole % 2n === 1n);
  return isUp ? whole + 1n : whole;
}

function requireTerms(terms: LoanTerms): void {
  const { drawdowns, payments, gracePayments, monthsBetweenPayments, ratePpm } = terms;
  const isWhole = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most;
  if (!isWhole(payments, 1, MOST_PAYMENTS)) {
    throw badTerms('payments', `${payments} is not 1 to ${MOST_PAYMENTS}`, 'count the payments');
  }
  if (!isWhole(monthsBetweenPayments, 1, 12 * payments)) {
    throw badTerms('monthsBetweenPayments', `${monthsBetweenPayments}`, 'write 1, 3, 6 or 12');
  }
  if (!isWhole(gracePayments, 0, payments - 1)) {
    const why = `${gracePayments} of ${payments} payments leave none for the principal`;
    throw badTerms('gracePayments', why, 'leave at least one payment after the grace');
  }
  const rates = [ratePpm, terms.upfrontFeePpm, terms.commitmentFeePpm];
  if (rates.some((rate) => rate < 0n || rate > MILLION)) {
    throw badTerms(
      'ratePpm',
      'a rate or fee is below 0 or above 100 percent',
      'write 6 % as 60000',
    );
  }
  requireDrawdowns(drawdowns, terms);
}

function requireDrawdowns(drawdowns: readonly Drawdown[], terms: LoanTerms): void {
  if (drawdowns.length === 0) throw badTerms('drawdowns', 'there is none', 'name one at least');
  const end = addMonths(terms.closedOn, terms.payments * terms.monthsBetweenPayments);
  for (const { on, amountCents } of drawdowns) {
    if (amountCents <= 0n) throw badTerms('drawdowns', `nothing is drawn on ${on}`, 'write cents');
    if (dayNumber(on) < dayNumber(terms.closedOn) || dayNumber(on) >= dayNumber(end)) {
      const why = `${on} is not between the closing ${terms.closedOn} and the last payment ${end}`;
      throw badTerms('drawdowns', why, 'draw after the closing and before the last payment');
    }
  }
}

function badTerms(field: string, why: string, remedy: string): Refusal {
  return new Refusal('invalid', 'loan.bad_terms', `the loan's ${field} cannot be: ${why}`, remedy);
}
