import { centsText } from '../base/booked.ts';
import {
  add,
  compare,
  decimalText,
  type Fraction,
  fraction,
  fractionOf,
  minus,
  roundHalfEven,
  times,
  ZERO,
} from '../base/fraction.ts';
import { type Month, monthAfter, monthNumber } from '../base/month.ts';
import { Refusal } from '../base/refusal.ts';
import type { PriceFloor } from './price-floor.ts';
import {
  type QuoteBook,
  quoteBook,
  type ReferencePrice,
  referencePrice,
} from './reference-price.ts';
import { rampShareOf, upsideStart } from './schedule.ts';
import type { PeriodSettlement, PeriodStatement, Settlement, Statement } from './statement.ts';
import { centsOf, centsPerGramOf, gramsOf, gramsPerMonthOf } from './terms.ts';

/*
 * Exact settlement: prices and masses are fractions, and each invoice line is rounded once, half
 * to even, to whole cents. Money to the reserve is positive, money it pays negative.
 */

const DAYS_PER_YEAR = fraction(365n);
const PRICE_DECIMALS = 6;
const GRAMS_PER_TONNE = fraction(1_000_000n);

/**
 * Settles periods one after another.
 *
 * @throws Refusal `settlement.other_instrument`, `settlement.counted_twice`,
 *   `settlement.bad_period`, `settlement.gap`, `settlement.no_fallback`, `settlement.two_quotes`
 * @source docs/models/instruments.md, section 8
 */
export function settle(
  terms: PriceFloor,
  statement: Statement,
): Omit<Settlement, 'digest' | 'instrumentDigest'> {
  if (statement.instrument !== terms.id) {
    throw new Refusal(
      'invalid',
      'settlement.other_instrument',
      `the statement is of ${statement.instrument}, and the instrument is ${terms.id}`,
      'take the statement of this instrument',
    );
  }
  refuseTwice(statement.periods);
  const book = quoteBook(statement.quotes);
  const cap = terms.paymentCap === undefined ? null : roundHalfEven(centsOf(terms.paymentCap)!);
  let paid = roundHalfEven(centsOf(statement.paidBefore)!);
  let total = 0n;
  const periods = statement.periods.map((period, i): PeriodSettlement => {
    refuseDisorder(statement.periods, i);
    const left = cap === null ? null : cap > paid ? cap - paid : 0n;
    const line = settlePeriod(terms, period, book, left);
    if (line.amount < 0n) paid -= line.amount;
    total += line.amount + line.interest;
    return { ...line.shown, paidToDateCents: paid.toString() };
  });
  return {
    instrument: terms.id,
    standing: terms.standing === 'recorded' ? statement.standing : 'illustrative',
    periods,
    totalCents: total.toString(),
    totalUsd: Number(total) / 100,
    capLeftCents: cap === null ? null : (cap > paid ? cap - paid : 0n).toString(),
  };
}

/** A lot stands once in all periods and uses: material sold from a stock is still one material. */
function refuseTwice(periods: readonly PeriodStatement[]): void {
  const seen = new Map<string, string>();
  for (const { period, deliveries } of periods) {
    for (const { lot, use } of deliveries) {
      const before = seen.get(lot);
      const place = `${use} in ${period}`;
      if (before !== undefined) {
        throw new Refusal(
          'invalid',
          'settlement.counted_twice',
          `lot ${lot} is counted twice: as ${before} and as ${place}`,
          'a kilogram is eligible once: leave one of them out',
        );
      }
      seen.set(lot, place);
    }
  }
}

function refuseDisorder(periods: readonly PeriodStatement[], i: number): void {
  const [before, now] = [periods[i - 1]?.period, periods[i]!.period];
  if (before === undefined || monthsOf(before)[0]! < monthsOf(now)[0]!) return;
  throw badPeriod(now, `it stands after ${before}`, 'list periods in order, each once');
}

const badPeriod = (period: string, why: string, hint: string) =>
  new Refusal('invalid', 'settlement.bad_period', `cannot settle ${period}: ${why}`, hint);

/** The months of '2025-Q4' or '2025-10'. */
function monthsOf(period: string): Month[] {
  if (!period.includes('Q')) return [period];
  const first = `${period.slice(0, 4)}-${String(3 * Number(period.at(-1)) - 2).padStart(2, '0')}`;
  return [0, 1, 2].map((each) => monthAfter(first, each));
}

/** The months of a period that lie in the term. */
function monthsInTerm({ start, end, settlement, id }: PriceFloor, period: string): Month[] {
  if (period.includes('Q') !== (settlement === 'quarter')) {
    const like = settlement === 'quarter' ? '2025-Q4' : '2025-10';
    throw badPeriod(period, `${id} settles by the ${settlement}`, `write a period such as ${like}`);
  }
  const months = monthsOf(period).filter((month) => month >= start && month <= end);
  if (months.length > 0) return months;
  throw badPeriod(period, `the term of ${id} is ${start} to ${end}`, 'take a period of the term');
}

interface Line {
  readonly amount: bigint;
  readonly interest: bigint;
  readonly shown: Omit<PeriodSettlement, 'paidToDateCents'>;
}

/** @param left - cents that the cap of payments leaves; null without a cap */
function settlePeriod(
  terms: PriceFloor,
  { period, deliveries, daysLate }: PeriodStatement,
  book: QuoteBook,
  left: bigint | null,
): Line {
  const months = monthsInTerm(terms, period);
  const reference = referencePrice(terms, months, book);
  const delivered = deliveries.reduce((sum, { mass }) => add(sum, gramsOf(mass)!), ZERO);
  const { grams, sentences: ofMass } = eligible(terms, months, delivered);
  const upsideShare = upsideOf(terms, months[0]!);
  const { trigger, cents } = dueOf(terms, reference.centsPerGram, grams, upsideShare);
  const due = roundHalfEven(cents);
  const amount = left !== null && -due > left ? -left : due;
  const sentences = [...reference.sentences, ...ofMass];
  if (amount !== due) sentences.push(`the cap of ${terms.paymentCap} leaves ${centsText(left!)}`);
  if (trigger === 'none') sentences.push(...whyNothing(terms, reference.centsPerGram, months[0]!));
  const interest = interestOf(terms, amount, daysLate);
  return {
    amount,
    interest,
    shown: {
      period,
      trigger,
      ...shownPrices(reference),
      massG: roundHalfEven(grams).toString(),
      massByUseG: massByUse(deliveries),
      upsideShare,
      dueCents: due.toString(),
      amountCents: amount.toString(),
      amountUsd: Number(amount) / 100,
      interestCents: interest.toString(),
      sentences,
    },
  };
}

function whyNothing(terms: PriceFloor, reference: Fraction, month: Month): string[] {
  if (compare(reference, floorOf(terms)) === 0) return ['the price is the floor: nothing is due'];
  if (compare(reference, capOf(terms)) <= 0)
    return ['the price lies between the floor and the cap'];
  const from = upsideStart(terms, terms.upside?.from);
  return terms.upside !== undefined && month < from
    ? [`the price is above the floor, and an upside is shared from ${from} on only`]
    : ['the price is above the floor, and nothing is shared'];
}

const floorOf = (terms: PriceFloor): Fraction => centsPerGramOf(terms.floor)!;
const capOf = (terms: PriceFloor): Fraction => centsPerGramOf(terms.cap ?? terms.floor)!;

/** What the reserve takes of a price above the floor or cap; of a floor, once the ramp has ended. */
function upsideOf(terms: PriceFloor, month: Month): number {
  const { form, upside } = terms;
  if (form === 'two-sided') return 1;
  if (form === 'volume-guarantee' || month < upsideStart(terms, upside?.from)) return 0;
  return upside?.share ?? (form === 'cap-and-floor' ? 1 : 0);
}

/** Delivered mass, up to what the contract limits it to. */
function eligible(
  terms: PriceFloor,
  months: readonly Month[],
  delivered: Fraction,
): { readonly grams: Fraction; readonly sentences: readonly string[] } {
  if (terms.quantityIs === 'expected') return { grams: delivered, sentences: [] };
  const full = gramsPerMonthOf(terms.quantity)!;
  const limit = months.reduce((sum, month) => {
    const monthOfTerm = monthNumber(month) - monthNumber(terms.start);
    return add(sum, times(full, rampShareOf(monthOfTerm, terms.rampMonths)));
  }, ZERO);
  if (compare(delivered, limit) <= 0) return { grams: delivered, sentences: [] };
  const sentence =
    `${kilograms(delivered)} were delivered, and the contract limits the period to ` +
    `${kilograms(limit)}: the rest is not settled`;
  return { grams: limit, sentences: [sentence] };
}

const kilograms = (grams: Fraction) => `${decimalText(times(grams, fraction(1n, 1000n)), 3)} kg`;

function dueOf(
  terms: PriceFloor,
  reference: Fraction,
  grams: Fraction,
  upsideShare: number,
): { readonly trigger: PeriodSettlement['trigger']; readonly cents: Fraction } {
  const floor = floorOf(terms);
  const cap = capOf(terms);
  if (compare(reference, floor) < 0) {
    // A guarantee of volume buys the mass itself; the other forms pay the difference.
    const paid = terms.form === 'volume-guarantee' ? floor : minus(floor, reference);
    return { trigger: 'floor', cents: minus(ZERO, times(grams, paid)) };
  }
  const share = fractionOf(upsideShare);
  if (compare(reference, cap) <= 0 || share.top === 0n) return { trigger: 'none', cents: ZERO };
  return { trigger: 'upside', cents: times(times(grams, minus(reference, cap)), share) };
}

/** Simple interest by days over 365, in the direction of the payment. */
function interestOf(terms: PriceFloor, amount: bigint, daysLate: number): bigint {
  const yearly = times(fraction(amount), fractionOf(terms.lateInterestPerYear));
  const share = fraction(BigInt(daysLate) * DAYS_PER_YEAR.bottom, DAYS_PER_YEAR.top);
  return roundHalfEven(times(yearly, share));
}

function shownPrices({ quotes, centsPerGram }: ReferencePrice) {
  const usdPerTonne = (price: Fraction) =>
    decimalText(times(times(price, GRAMS_PER_TONNE), fraction(1n, 100n)), PRICE_DECIMALS);
  return {
    quotes: quotes.map(({ month, series, centsPerGram: price, isFallback }) => ({
      month,
      usdPerTonne: usdPerTonne(price),
      series,
      isFallback,
    })),
    referenceUsdPerTonne: usdPerTonne(centsPerGram),
  };
}

function massByUse(deliveries: PeriodStatement['deliveries']): Record<string, string> {
  const sums = new Map<string, Fraction>();
  for (const { use, mass } of deliveries) {
    sums.set(use, add(sums.get(use) ?? ZERO, gramsOf(mass)!));
  }
  return Object.fromEntries(
    [...sums].map(([use, grams]) => [use, roundHalfEven(grams).toString()]),
  );
}
