import { type Fraction, fraction, toNumber } from '../base/fraction.ts';
import { type Month, monthNumber, monthOf } from '../base/month.ts';
import { gramsPerMonthOf } from './terms.ts';

/** Terms that say how much falls due in each month. */
export interface QuantityTerms {
  readonly start: Month;
  readonly end: Month;
  readonly quantity: string;
  readonly rampMonths: number;
}

/** Part of the term that lies after the month of valuation, as months of the market. */
export interface Remaining {
  readonly first: number; // month of the market, 0 being the month after the valuation
  readonly last: number; // below `first` when the term is over
  readonly passed: number; // months of the term that lie before `first`
}

export function remainingMonths(
  { start, end }: Pick<QuantityTerms, 'start' | 'end'>,
  asOf: Month,
): Remaining {
  const zero = monthNumber(asOf) + 1;
  const first = Math.max(monthNumber(start) - zero, 0);
  return { first, last: monthNumber(end) - zero, passed: first + zero - monthNumber(start) };
}

/** Share of full output in a month of the term: (k + 1) / rampMonths, at most 1. */
export const rampShare = (monthOfTerm: number, rampMonths: number): number =>
  rampMonths === 0 ? 1 : Math.min(1, (monthOfTerm + 1) / rampMonths);

/** The same, exactly. */
export function rampShareOf(monthOfTerm: number, rampMonths: number): Fraction {
  if (rampMonths === 0 || monthOfTerm + 1 >= rampMonths) return fraction(1n);
  return fraction(BigInt(monthOfTerm + 1), BigInt(rampMonths));
}

/** Tonnes of each month of the market; 0 outside of the term. */
export function tonnesByMonth(terms: QuantityTerms, asOf: Month, months: number): Float64Array {
  const { first, last, passed } = remainingMonths(terms, asOf);
  const fullTonnes = toNumber(gramsPerMonthOf(terms.quantity)!) / 1e6; // the schema has read it
  const tonnes = new Float64Array(months);
  for (let month = first; month <= last && month < months; month++) {
    tonnes[month] = fullTonnes * rampShare(month - first + passed, terms.rampMonths);
  }
  return tonnes;
}

/** First month in which an upside may be shared: as agreed, and never before the ramp has ended. */
export function upsideStart(terms: QuantityTerms, from: Month | undefined): Month {
  const afterRamp = monthOf(monthNumber(terms.start) + terms.rampMonths);
  return from === undefined || from < afterRamp ? afterRamp : from;
}
