import { expect, test } from 'vitest';
import { firstDay, isoOf, isPartialDate, lastDay, monthsBetween, yearOf } from './day.ts';

test('days are counted as the calendar counts them', () => {
  for (const iso of ['1970-01-01', '1992-08-24', '2000-02-29', '2026-12-31', '2100-03-01']) {
    const day = firstDay(iso);
    expect(day).toBe(Date.parse(iso) / 86_400_000); // the platform's own calendar
    expect(isoOf(day)).toBe(iso);
  }
});

test('a partial date has two ends', () => {
  expect([isoOf(firstDay('2028')), isoOf(lastDay('2028'))]).toEqual(['2028-01-01', '2028-12-31']);
  expect([isoOf(firstDay('2028-02')), isoOf(lastDay('2028-02'))]).toEqual([
    '2028-02-01',
    '2028-02-29',
  ]);
  expect(lastDay('2028-02-03')).toBe(firstDay('2028-02-03'));
  expect(yearOf(lastDay('2028'))).toBe(2028);
});

test.each(['2026-13', '2026-02-30', '26', '2026-2', 'later this year', '2026-00'])(
  "'%s' is no date",
  (text) => expect(isPartialDate(text)).toBe(false),
);

test('twelve months are a year', () => {
  expect(monthsBetween(firstDay('2024-12-31'), firstDay('2025-12-31'))).toBeCloseTo(12, 1);
});
