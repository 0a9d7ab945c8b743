import { expect, test } from 'vitest';
import { Month, monthAfter, monthNumber, monthOf, quarterOf } from './month.ts';

test('months are counted over the turn of a year', () => {
  expect(monthNumber('2026-01') - monthNumber('2025-10')).toBe(3);
  expect(monthAfter('2025-11', 3)).toBe('2026-02');
  expect(monthAfter('2026-02', -3)).toBe('2025-11');
  expect(monthOf(monthNumber('1999-12'))).toBe('1999-12');
});

test('a quarter is that of the calendar', () => {
  expect(['2025-10', '2025-12', '2026-01', '2026-06'].map(quarterOf)).toEqual([
    '2025-Q4',
    '2025-Q4',
    '2026-Q1',
    '2026-Q2',
  ]);
});

test('what is no month is refused by its text', () => {
  expect(() => Month.parse('2026-13')).toThrow("'2026-13' is no month such as 2026-02");
});
