import { expect, test } from 'vitest';
import { tableOf } from '../../test/support/raw-sample.ts';
import { readPinkSheet } from './pink-sheet.ts';

const HEADER = 'month,series,unit,price_nominal_usd';
const read = (...lines: string[]) => readPinkSheet(tableOf('pink.csv', [HEADER, ...lines]));

test('a price per troy ounce becomes one per tonne', () => {
  // 31.1034768 g an ounce: 31.1034768 $/oz = 1 $/g = 1,000,000 $/t
  expect(read('2025-06,Silver,$/troy oz,31.1034768')[0]?.usdPerTonne).toBeCloseTo(1e6, 3);
});

test('three dots are a missing price', () => {
  expect(read('2025-06,Tin,$/mt,...')[0]).toMatchObject({ usdPerTonne: null, rawValue: '...' });
});

test('series of no listed mineral are read and left out', () => {
  expect(read('2025-06,Iron ore,$/dmtu,100', '2025-06,Urea,$/mt,400')).toEqual([]);
});

test.each([
  ['2025-06,Tin,$/st,100', "column 'unit'"],
  ['2025-06,Tin,$/mt,n.a.', "column 'price_nominal_usd'"],
  ['2025-06,Tin,$/mt,-3', "column 'price_nominal_usd'"],
  ['2025-13,Tin,$/mt,3', "column 'month'"],
])('%s stops the build', (line, column) => {
  expect(() => read(line)).toThrow(`pink.csv, line 2, ${column}`);
});
