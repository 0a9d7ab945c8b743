import * as z from 'zod';
import type { Range } from '../dependency/assumptions.ts';

/*
 * How a plant comes up to its rate. Output follows an S-curve: slow at first, fastest in the middle,
 * and level at the share of nameplate that the plant keeps.
 */

const DAYS_PER_YEAR = 365.25;

/** A way up. */
export interface Ramp {
  readonly quarters: number; // until the level is reached
  readonly finalShare: number; // of nameplate, at the level
}

/** Share of nameplate at a time after the start: 3x² − 2x³ of the way up. */
export function rampShare({ quarters, finalShare }: Ramp, yearsSinceStart: number): number {
  const x = Math.min(1, Math.max(0, yearsSinceStart / (quarters / 4)));
  return finalShare * x * x * (3 - 2 * x);
}

/**
 * Output since the start, in years at nameplate: the integral of the curve, x³ − x⁴/2 on the way up.
 */
export function yearsOfNameplate({ quarters, finalShare }: Ramp, yearsSinceStart: number): number {
  if (yearsSinceStart <= 0) return 0;
  const upYears = quarters / 4;
  const x = Math.min(1, yearsSinceStart / upYears);
  const up = upYears * x * x * x * (1 - x / 2);
  return finalShare * (up + Math.max(0, yearsSinceStart - upYears));
}

/** A plant's output between two days [t]. */
export function outputTonnes(
  { tonnesPerYear, startDay, ramp }: RampedPlant,
  fromDay: number,
  toDay: number,
): number {
  const until = (day: number) => yearsOfNameplate(ramp, (day - startDay) / DAYS_PER_YEAR);
  return tonnesPerYear * (until(toDay) - until(fromDay));
}

/** The rate at which a plant runs on a day [t/year]. */
export const rateTonnesPerYear = (
  { tonnesPerYear, startDay, ramp }: RampedPlant,
  day: number,
): number => tonnesPerYear * rampShare(ramp, (day - startDay) / DAYS_PER_YEAR);

export interface RampedPlant {
  readonly tonnesPerYear: number; // nameplate
  readonly startDay: number;
  readonly ramp: Ramp;
}

/** Early and fast, middle, late and slow: three ways up as one range. */
export interface RampCases {
  readonly early: RampedPlant;
  readonly middle: RampedPlant;
  readonly late: RampedPlant;
}

/**
 * The three ways up from the assumptions: the early one starts without any delay and climbs fast,
 * the late one starts at the day that one future in ten misses and climbs slowly.
 *
 * @param startDays - first output without delay, at P50 and at P90
 */
export function rampCases(
  tonnesPerYear: number,
  startDays: Range,
  { quarters, finalShare }: { readonly quarters: Range; readonly finalShare: Range },
): RampCases {
  const plant = (startDay: number, climb: number, level: number): RampedPlant => ({
    tonnesPerYear,
    startDay,
    ramp: { quarters: climb, finalShare: level },
  });
  return {
    early: plant(startDays.low, quarters.low, finalShare.high),
    middle: plant(startDays.mid, quarters.mid, finalShare.mid),
    late: plant(startDays.high, quarters.high, finalShare.low),
  };
}

const band = { low: z.number(), mid: z.number(), high: z.number() };

export const ContractYear = z.object({
  year: z.int().describe('of the contract, from 1'),
  contractedTonnes: z.number().describe('the total, spread evenly'),
  fullRateTonnes: z.number().describe('at nameplate from the first day'),
  ...band,
});

/** What is contracted against what a plant can make in the same years. */
export const DeliveryCheck = z
  .object({
    contractedTonnes: z.number(),
    fullRateTonnes: z.number().describe('at nameplate from the first day of the contract'),
    rampedTonnes: z.object(band),
    shortTonnes: z.number().describe('that are missing even at full rate from the first day'),
    years: z.array(ContractYear),
  })
  .meta({ id: 'DeliveryCheck' });
export type DeliveryCheck = z.infer<typeof DeliveryCheck>;

/** A delivery that is owed over some years from a day on. */
export interface Delivery {
  readonly tonnes: number;
  readonly years: number;
  readonly firstDay: number;
}

/** Contracted against ramped capacity, year by year of the contract. */
export function deliveryCheck(
  { tonnes, years, firstDay }: Delivery,
  tonnesPerYear: number,
  cases: RampCases | null,
): DeliveryCheck {
  const rows = Array.from({ length: Math.ceil(years) }, (_, i) => {
    const part = Math.min(1, years - i);
    const from = firstDay + i * DAYS_PER_YEAR;
    const to = from + part * DAYS_PER_YEAR;
    const of = (plant: RampedPlant | undefined) =>
      plant === undefined ? 0 : outputTonnes(plant, from, to);
    return {
      year: i + 1,
      contractedTonnes: (tonnes / years) * part,
      fullRateTonnes: tonnesPerYear * part,
      low: of(cases?.late),
      mid: of(cases?.middle),
      high: of(cases?.early),
    };
  });
  const total = (key: 'low' | 'mid' | 'high') => rows.reduce((sum, row) => sum + row[key], 0);
  const fullRateTonnes = tonnesPerYear * years;
  return {
    contractedTonnes: tonnes,
    fullRateTonnes,
    rampedTonnes: { low: total('low'), mid: total('mid'), high: total('high') },
    shortTonnes: Math.max(0, tonnes - fullRateTonnes),
    years: rows,
  };
}
