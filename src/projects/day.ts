/*
 * Days as numbers, without a clock: day 0 is 1 January 1970. Sources date things as closely as they
 * can, so a day may be '2026', '2026-02' or '2026-02-24'; its two ends are days.
 */

export const DAYS_PER_MONTH = 365.25 / 12;

/** Whether a text is a day, a month or a year that the calendar has. */
export function isPartialDate(text: string): boolean {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (match === null) return false;
  const [, year, month, day] = match;
  if (month === undefined) return true;
  if (Number(month) < 1 || Number(month) > 12) return false;
  return day === undefined || isDayOf(Number(year), Number(month), Number(day));
}

const isDayOf = (year: number, month: number, day: number): boolean =>
  day >= 1 && day <= daysOfMonth(year, month);

/** First day that a partial date may mean. */
export function firstDay(date: string): number {
  const [year, month = '1', day = '1'] = date.split('-');
  return dayNumber(Number(year), Number(month), Number(day));
}

/** Last day that it may mean. */
export function lastDay(date: string): number {
  const [year, month, day] = date.split('-');
  if (day !== undefined) return firstDay(date);
  const last = Number(month ?? 12);
  return dayNumber(Number(year), last, daysOfMonth(Number(year), last));
}

/** Months from one day to a later one; negative where it is earlier. */
export const monthsBetween = (from: number, to: number): number => (to - from) / DAYS_PER_MONTH;

/** '2026-02-24' from its number. */
export function isoOf(day: number): string {
  const [year, month, date] = calendarOf(Math.floor(day));
  const two = (part: number) => String(part).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`;
}

export const yearOf = (day: number): number => calendarOf(Math.floor(day))[0];

function daysOfMonth(year: number, month: number): number {
  return month === 12 ? 31 : dayNumber(year, month + 1, 1) - dayNumber(year, month, 1);
}

/** @source Hinnant (2013), chrono-compatible low-level date algorithms, days_from_civil */
function dayNumber(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year; // the year begins in March, so leap days are last
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** @source the same, civil_from_days */
function calendarOf(day: number): readonly [number, number, number] {
  const shifted = day + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36524) -
      Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthIndex = Math.floor((5 * dayOfYear + 2) / 153);
  const date = dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1;
  const month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date];
}
