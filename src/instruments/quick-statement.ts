import { isMonth, type Month, monthAfter } from '../base/month.ts';
import type { RawTable } from '../base/raw-table.ts';
import { Refusal } from '../base/refusal.ts';
import type { PriceFloor } from './price-floor.ts';
import { type PublishedQuote, readStatement, type Statement, USES } from './statement.ts';
import { centsPerGramOf } from './terms.ts';

/*
 * A statement of one period from flags, and quotes from a table, for the command line.
 */

/** What flags say of one period. */
export interface QuickPeriod {
  readonly period: string;
  readonly masses: readonly string[]; // '600000kg', 'sold=600000kg'
  readonly price: string | undefined; // of every month of the period
}

/**
 * A statement of one period.
 *
 * @throws Refusal `settlement.bad_mass`, `settlement.invalid`
 */
export function quickStatement(terms: PriceFloor, quick: QuickPeriod): Statement {
  const deliveries = quick.masses.map((text, i) => {
    const [use, mass] = text.includes('=') ? text.split('=', 2) : ['sold', text];
    if (!USES.some((known) => known === use)) {
      throw new Refusal(
        'invalid',
        'settlement.bad_mass',
        `cannot read --mass ${text}: '${use}' is no use of the mass`,
        `write one of ${USES.join(', ')}, as in sold=600000kg`,
      );
    }
    return { lot: `flag ${i + 1}`, use, mass };
  });
  const quotes =
    quick.price === undefined
      ? []
      : monthsOfPeriod(quick.period).map((month) => ({
          series: terms.series,
          month,
          price: quick.price,
        }));
  return readStatement(
    {
      version: 1,
      instrument: terms.id,
      standing: 'illustrative',
      quotes,
      periods: [{ period: quick.period, deliveries }],
    },
    'of the flags',
  );
}

/** No months for a text that is no period: the schema of the statement refuses it in words. */
function monthsOfPeriod(period: string): Month[] {
  if (isMonth(period)) return [period];
  const [, year, quarter] = /^(\d{4})-Q([1-4])$/.exec(period) ?? [];
  if (year === undefined) return [];
  const first = `${year}-${String(3 * Number(quarter) - 2).padStart(2, '0')}`;
  return [0, 1, 2].map((each) => monthAfter(first, each));
}

const COLUMNS = ['series', 'month', 'price'] as const;

/**
 * Quotes from a table with the columns series, month and price; a price has its unit, and an empty
 * one says that nothing was published.
 *
 * @throws Refusal `settlement.bad_prices`
 */
export function quotesOfTable({ path, header, rows }: RawTable): PublishedQuote[] {
  const [series, month, price] = COLUMNS.map((column) => header.indexOf(column));
  const fault = (line: number, why: string) =>
    new Refusal(
      'invalid',
      'settlement.bad_prices',
      `cannot read ${path}, line ${line}: ${why}`,
      `write a header ${COLUMNS.join(',')} and rows such as index,2025-10,60 USD/kg`,
    );
  if (header.length !== COLUMNS.length || [series, month, price].includes(-1)) {
    throw fault(1, `the header is ${header.join(',')}`);
  }
  return rows.flatMap(({ line, cells }): PublishedQuote[] => {
    const quote = { series: cells[series!]!, month: cells[month!]!, price: cells[price!]! };
    if (quote.series === '') throw fault(line, 'the series is missing');
    if (!isMonth(quote.month)) throw fault(line, `'${quote.month}' is no month such as 2025-10`);
    if (quote.price.trim() === '') return [];
    const read = centsPerGramOf(quote.price);
    if (read === undefined) throw fault(line, `'${quote.price}' is no price with its unit`);
    if (read.top < 0n) throw fault(line, `'${quote.price}' is negative`);
    return [quote];
  });
}
