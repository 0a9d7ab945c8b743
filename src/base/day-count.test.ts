import { expect, test } from 'vitest';
import { addMonths, dayNumber, daysBetween, isIsoDate } from './day-count.ts';

test('days are numbered as the calendar has them', () => {
  expect(dayNumber('1970-01-01')).toBe(0);
  expect(dayNumber('2000-02-29')).toBe(11016);
  for (const date of ['1969-12-31', '1900-03-01', '2024-12-31', '2100-03-01'] as const) {
    expect(dayNumber(date)).toBe(Date.parse(date) / 86_400_000); // a second method
  }
});

test('a period counts its days, or twelve months of thirty', () => {
  expect(daysBetween('2025-01-31', '2025-02-28', 'act/365')).toBe(28);
  expect(daysBetween('2025-01-31', '2025-02-28', '30/360')).toBe(28); // 28 − 30 + 30
  expect(daysBetween('2025-01-31', '2025-03-31', '30/360')).toBe(60);
  expect(daysBetween('2024-01-01', '2025-01-01', 'act/360')).toBe(366);
  expect(daysBetween('2024-01-01', '2025-01-01', '30/360')).toBe(360);
});

test('a month later is the same day, or the last of a shorter month', () => {
  expect(addMonths('2025-01-31', 1)).toBe('2025-02-28');
  expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
  expect(addMonths('2025-01-31', 2)).toBe('2025-03-31');
  expect(addMonths('2025-11-15', 3)).toBe('2026-02-15');
  expect(addMonths('2026-02-15', -3)).toBe('2025-11-15');
});

test('a day that the calendar does not have is none', () => {
  expect(
    ['2024-02-29', '2100-02-29', '2025-1-5', '2025-13-01', '2025-06-31'].map(isIsoDate),
  ).toEqual([true, false, false, false, false]);
});
