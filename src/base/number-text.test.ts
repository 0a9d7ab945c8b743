import { expect, test } from 'vitest';
import { counted, grouped, twoDigits } from './number-text.ts';

test('a model number has two significant digits', () => {
  expect([12345, 1234.5, 99.6, 9.96, 1.04, 0.123, 0.0123, 0].map(twoDigits)).toEqual([
    '12,000',
    '1,200',
    '100',
    '10',
    '1.0',
    '0.12',
    '0.012',
    '0',
  ]);
});

test('a number below zero has a minus sign, zero has none', () => {
  expect(grouped(-1234.5, 1)).toBe('−1,234.5');
  expect(grouped(-0.01, 1)).toBe('0.0');
});

test('a count stands with its word', () => {
  expect([0, 1, 2, 1200].map((count) => counted(count, 'block'))).toEqual([
    '0 blocks',
    '1 block',
    '2 blocks',
    '1,200 blocks',
  ]);
});
