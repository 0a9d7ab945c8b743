import { expect, test } from 'vitest';
import { quotesOfTable } from './quick-statement.ts';

const table = (header: string, ...rows: string[]) => ({
  path: 'quotes.csv',
  header: header.split(','),
  rows: rows.map((row, i) => ({ line: i + 2, cells: row.split(',') })),
});

test('quotes are read with their unit, and an empty price is a gap', () => {
  const read = quotesOfTable(
    table(
      'series,month,price',
      'index,2025-10,60 USD/kg',
      'index,2025-11,',
      'index,2025-12,61000 USD/t',
    ),
  );
  expect(read).toEqual([
    { series: 'index', month: '2025-10', price: '60 USD/kg' },
    { series: 'index', month: '2025-12', price: '61000 USD/t' },
  ]);
});

test.each([
  [table('series,month,usd', 'a,2025-10,60'), 'line 1: the header is series,month,usd'],
  [table('series,month,price', 'a,2025-10,60'), "line 2: '60' is no price with its unit"],
  [table('series,month,price', 'a,2025-10,-60 USD/kg'), "'-60 USD/kg' is negative"],
  [table('series,month,price', 'a,Oct 2025,60 USD/kg'), "'Oct 2025' is no month"],
  [table('series,month,price', ',2025-10,60 USD/kg'), 'the series is missing'],
])('a table that cannot be read is refused by its line', (raw, sentence) => {
  expect(() => quotesOfTable(raw)).toThrow(sentence);
});
