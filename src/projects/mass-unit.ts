import { Refusal } from '../base/refusal.ts';

/*
 * Amounts with the type of their ton. A short ton is not a tonne: 50,000 of the one are 45,359.237
 * of the other, so a 'ton' without its type is refused.
 */

const TONNES_PER: Readonly<Record<string, number>> = {
  t: 1,
  kt: 1000,
  Mt: 1e6,
  kg: 0.001,
  g: 1e-6,
  lb: 0.00045359237, // exact by definition
  'short ton': 0.90718474, // 2,000 pounds
  'long ton': 1.0160469088, // 2,240 pounds
  tU: 1, // of uranium in the compound
  kgU: 0.001,
};

export const DAYS_PER_YEAR = 365;

/** An amount as a source states it. */
export interface StatedAmount {
  readonly amount: number;
  readonly unit: string; // 'short ton/year'
  readonly years: number | null; // over which an amount that is no rate is spread
}

/**
 * Tonnes in one of a unit of mass.
 *
 * @throws Refusal `project.unknown_unit`, also for a ton without its type
 */
export function tonnesPer(unit: string): number {
  const factor = TONNES_PER[unit];
  if (factor !== undefined) return factor;
  const known = Object.keys(TONNES_PER).join(', ');
  if (/^(ton|tons|tpd|tpa|tpy)$/.test(unit)) {
    throw new Refusal(
      'invalid',
      'project.unknown_unit',
      `cannot read the unit '${unit}': a ton may be a short ton of 0.907 t, a long ton of 1.016 t or a tonne`,
      `write which one, as in 'short ton/year' (${known})`,
    );
  }
  throw new Refusal(
    'invalid',
    'project.unknown_unit',
    `cannot read the unit '${unit}' as a mass`,
    `write one of ${known}, with /year or /day where it is a rate`,
  );
}

/**
 * An amount as a rate, or null where it is an amount in all that no years are given for.
 *
 * A rate by day is taken on every day of the year: the most it can be.
 *
 * @returns rate [t/year]
 * @throws Refusal `project.unknown_unit`
 */
export function tonnesPerYearOf({ amount, unit, years }: StatedAmount): number | null {
  const [mass, time, ...rest] = unit.split('/');
  const tonnes = amount * tonnesPer(mass!.trim());
  if (rest.length > 0 || (time !== undefined && !['year', 'day'].includes(time.trim()))) {
    throw new Refusal(
      'invalid',
      'project.unknown_unit',
      `cannot read the unit '${unit}': a rate is by day or by year`,
      "write it as in 't/year' or 't/day'",
    );
  }
  if (time === undefined) return years === null ? null : tonnes / years;
  return time.trim() === 'day' ? tonnes * DAYS_PER_YEAR : tonnes;
}
