import { average, type Fraction } from '../base/fraction.ts';
import type { Month } from '../base/month.ts';
import { Refusal } from '../base/refusal.ts';
import type { PriceFloor } from './price-floor.ts';
import type { PublishedQuote } from './statement.ts';
import { centsPerGramOf } from './terms.ts';

/** A quote as it counts in a period. */
export interface UsedQuote {
  readonly month: Month;
  readonly series: string;
  readonly centsPerGram: Fraction;
  readonly isFallback: boolean;
}

/** The reference price of a period and how it was found. */
export interface ReferencePrice {
  readonly centsPerGram: Fraction;
  readonly quotes: readonly UsedQuote[];
  readonly sentences: readonly string[];
}

/** Published quotes by series and month. */
export type QuoteBook = ReadonlyMap<string, ReadonlyMap<Month, Fraction>>;

/** @throws Refusal `settlement.two_quotes` for a month that a series has twice */
export function quoteBook(quotes: readonly PublishedQuote[]): QuoteBook {
  const book = new Map<string, Map<Month, Fraction>>();
  for (const { series, month, price } of quotes) {
    const months = book.get(series) ?? new Map<Month, Fraction>();
    if (months.has(month)) {
      throw new Refusal(
        'invalid',
        'settlement.two_quotes',
        `the series '${series}' has two quotes for ${month}`,
        'leave one of them out',
      );
    }
    months.set(month, centsPerGramOf(price)!); // the schema has read it
    book.set(series, months);
  }
  return book;
}

type Contract = Pick<PriceFloor, 'id' | 'series' | 'missingQuote'>;

/**
 * The average of the quotes of a period, each month counting once.
 *
 * A month without a quote is filled as the contract says, and the answer says so. Where the
 * contract names no fallback, or the fallback is missing too, nothing is settled.
 *
 * @throws Refusal `settlement.gap`, `settlement.no_fallback`
 */
export function referencePrice(
  contract: Contract,
  months: readonly Month[],
  book: QuoteBook,
): ReferencePrice {
  const own = book.get(contract.series) ?? new Map<Month, Fraction>();
  const quotes: UsedQuote[] = [];
  const sentences: string[] = [];
  for (const month of months) {
    const published = own.get(month);
    if (published !== undefined) {
      const { series } = contract;
      quotes.push({ month, series, centsPerGram: published, isFallback: false });
      continue;
    }
    const { quote, sentence } = fill(contract, month, book, own);
    sentences.push(sentence);
    if (quote !== null) quotes.push(quote);
  }
  if (quotes.length === 0) {
    const text = `no month from ${months[0]} to ${months.at(-1)} has a quote that could remain`;
    throw noFallback(contract, months[0]!, text);
  }
  return { centsPerGram: average(quotes.map((each) => each.centsPerGram)), quotes, sentences };
}

/** What stands for a missing month; no quote where the others of the period stand for it. */
function fill(
  contract: Contract,
  month: Month,
  book: QuoteBook,
  own: ReadonlyMap<Month, Fraction>,
): { readonly quote: UsedQuote | null; readonly sentence: string } {
  const { missingQuote, series, id } = contract;
  const begin = `${month} has no quote of '${series}'`;
  if (missingQuote.rule === 'remaining-quotes') {
    return {
      quote: null,
      sentence: `${begin}: the other quotes of the period are averaged, as the contract says`,
    };
  }
  if (missingQuote.rule === 'second-series') {
    const centsPerGram = book.get(missingQuote.series)?.get(month);
    if (centsPerGram === undefined) {
      throw noFallback(
        contract,
        month,
        `the second series '${missingQuote.series}' has none either`,
      );
    }
    return {
      quote: { month, series: missingQuote.series, centsPerGram, isFallback: true },
      sentence: `${begin}: the quote of '${missingQuote.series}' stands for it, as the contract says`,
    };
  }
  if (missingQuote.rule === 'previous-quote') {
    const before = [...own.keys()]
      .filter((each) => each < month)
      .sort((a, b) => (a < b ? -1 : 1))
      .at(-1);
    if (before === undefined) throw noFallback(contract, month, 'no earlier quote is there');
    return {
      quote: { month, series, centsPerGram: own.get(before)!, isFallback: true },
      sentence: `${begin}: the quote of ${before} stands for it, as the contract says`,
    };
  }
  throw new Refusal(
    'invalid',
    'settlement.gap',
    `cannot settle ${id}: ${begin}, and the contract names no fallback`,
    "supply the quote, or name the contract's 'missingQuote' rule",
  );
}

function noFallback({ id, series, missingQuote }: Contract, month: Month, why: string): Refusal {
  return new Refusal(
    'invalid',
    'settlement.no_fallback',
    `cannot settle ${id}: ${month} has no quote of '${series}', and by its fallback ${missingQuote.rule} ${why}`,
    'supply a quote',
  );
}
