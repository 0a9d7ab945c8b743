import { LATEST_YEAR } from '../dependency/exposure.ts';

export const FIRST_YEAR = LATEST_YEAR; // as published; the cases begin a year later
export const LAST_YEAR = 2035;

/** The years that the gap is told for. */
export const YEARS: readonly number[] = Array.from(
  { length: LAST_YEAR - FIRST_YEAR + 1 },
  (_, i) => FIRST_YEAR + i,
);
