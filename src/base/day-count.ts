import type { IsoDate } from './act.ts';

/*
 * Days of a calendar, as whole numbers: no clock, no time zone, no fraction of a day.
 */

export const DAY_COUNTS = ['30/360', 'act/360', 'act/365'] as const;

/** How the days of a period are counted, and of how many a year is made. */
export type DayCount = (typeof DAY_COUNTS)[number];

const YEAR_DAYS: Readonly<Record<DayCount, bigint>> = {
  '30/360': 360n,
  'act/360': 360n,
  'act/365': 365n,
};

/** Days of the year that a rate is divided by. */
export const yearDays = (dayCount: DayCount): bigint => YEAR_DAYS[dayCount];

interface Civil {
  readonly year: number;
  readonly month: number; // 1 to 12
  readonly day: number;
}

/** Whether a text is a day of the calendar, such as 2028-02-29. */
export function isIsoDate(text: string): text is IsoDate {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const civil = { year: Number(year), month: Number(month), day: Number(day) };
  const isMonth = civil.month >= 1 && civil.month <= 12;
  return year !== undefined && isMonth && civil.day >= 1 && civil.day <= daysOfMonth(civil);
}

/** The number of a day, counted from 1 January 1970. */
export function dayNumber(date: IsoDate): number {
  const { year, month, day } = civilOf(date);
  return daysBeforeYear(year) + MONTH_STARTS[month - 1]! + leapDay(year, month) + day - 1;
}

/** Days from one date to another in a day count; negative when `to` is the earlier. */
export function daysBetween(from: IsoDate, to: IsoDate, dayCount: DayCount): number {
  return dayCount === '30/360' ? bondDays(from, to) : dayNumber(to) - dayNumber(from);
}

/**
 * The same day some months later; the last of a month that is too short for it.
 *
 * Reckoned from the first date each time, a schedule that begins on the 31st comes back to the 31st.
 */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const { year, month, day } = civilOf(date);
  const index = year * 12 + month - 1 + months;
  const at = { year: Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1 };
  const last = daysOfMonth({ ...at, day });
  const text = (value: number, width: number) => String(value).padStart(width, '0');
  return `${text(at.year, 4)}-${text(at.month, 2)}-${text(Math.min(day, last), 2)}` as IsoDate; // three numbers
}

/** @source ISDA 2006 Definitions, 4.16(f): the 31st counts as the 30th, at the end only after a 30th */
function bondDays(from: IsoDate, to: IsoDate): number {
  const a = civilOf(from);
  const b = civilOf(to);
  const first = Math.min(a.day, 30);
  const last = b.day === 31 && first === 30 ? 30 : b.day;
  return (b.year - a.year) * 360 + (b.month - a.month) * 30 + (last - first);
}

const MONTH_STARTS = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function civilOf(date: IsoDate): Civil {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]; // its form
  return { year, month, day };
}

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const leapDay = (year: number, month: number): number => (month > 2 && isLeap(year) ? 1 : 0);

function daysOfMonth({ year, month }: Civil): number {
  return MONTH_DAYS[month - 1]! + (month === 2 && isLeap(year) ? 1 : 0);
}

/** Days from 1 January 1970 to 1 January of a year. */
function daysBeforeYear(year: number): number {
  const before = year - 1;
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  return (year - 1970) * 365 + leaps - 477; // 477 leap days before 1970
}
