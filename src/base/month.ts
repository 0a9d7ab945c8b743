import * as z from 'zod';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** A month of the calendar, as in '2026-02'. */
export const Month = z
  .string()
  .regex(MONTH, { error: ({ input }) => `'${input}' is no month such as 2026-02` });
export type Month = z.infer<typeof Month>;

/** Whether a text is a month. */
export const isMonth = (text: string): boolean => MONTH.test(text);

/** How many months have passed since the year 0: differences of these are months. */
export function monthNumber(month: Month): number {
  const [year, ofYear] = month.split('-');
  return 12 * Number(year) + Number(ofYear) - 1;
}

/** The month of a number of `monthNumber`. */
export function monthOf(number: number): Month {
  const year = Math.floor(number / 12);
  return `${String(year).padStart(4, '0')}-${String(number - 12 * year + 1).padStart(2, '0')}`;
}

/** The month so many months later. */
export const monthAfter = (month: Month, months: number): Month =>
  monthOf(monthNumber(month) + months);

/** The calendar quarter of a month, as in '2025-Q4'. */
export function quarterOf(month: Month): string {
  const number = monthNumber(month);
  return `${month.slice(0, 4)}-Q${Math.floor((number % 12) / 3) + 1}`;
}
