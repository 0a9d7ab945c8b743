import * as z from 'zod';
import { capacityByCountry } from '../minerals/forms.ts';
import { productionByCountry } from '../minerals/minerals.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { type Exposure, LATEST_YEAR } from './exposure.ts';
import { open, productionOf } from './profile-figures.ts';
import { COVERED_COUNTRIES } from './rates.ts';

/*
 * Who else could supply a mineral if one country stopped: the others that make it, by the capacity
 * that they do not use where it is published, else by what they make.
 */

const Alternative = z
  .object({
    country: z.string(),
    outputTonnes: z.number(),
    outputShare: z.number().nullable().describe('of world output'),
    capacityTonnes: open.describe('of its plants a year; null where it is not published'),
    spareTonnes: open.describe('capacity less output, where capacity is published'),
    isCovered: z.boolean().describe('whether its supply counts as dependence'),
  })
  .meta({ id: 'Alternative' });

export const Alternatives = z
  .object({
    mineral: z.string(),
    name: z.string(),
    year: z.int(),
    group: z.string().nullable(),
    lostTonnes: open.describe('what the country itself makes; null where it is withheld'),
    rankedBy: z.enum(['spare capacity', 'output']),
    others: z.array(Alternative).describe('the first few, the largest first'),
    more: z.int().describe('named countries beyond them'),
    assumedSpareShare: z
      .number()
      .describe('of output, that the model takes to be spare: an assumption, not a fact'),
  })
  .meta({ id: 'Alternatives' });
export type Alternatives = z.infer<typeof Alternatives>;

const SHOWN = 3;

/** The other producers of a mineral, or null where no output by country is published. */
export function alternativesTo(
  data: ReferenceData,
  { mineral: { id, name }, spareShare }: Pick<Exposure, 'mineral' | 'spareShare'>,
  iso3: string,
): Alternatives | null {
  const { rows, group } = productionOf(productionByCountry(data, id), LATEST_YEAR);
  const capacities = capacityByCountry(data, id, LATEST_YEAR);
  const hasCapacity = capacities.some(({ country, value }) => country !== iso3 && value !== null);
  const others = rows.flatMap(({ country, tonnes, share }) => {
    const isOther = /^[A-Z]{3}$/.test(country) && country !== iso3 && country !== 'USA';
    if (!isOther || tonnes === null) return [];
    const capacity = capacities.find((each) => each.country === country)?.value ?? null;
    if (tonnes <= 0 && (capacity ?? 0) <= 0) return [];
    return [
      {
        country,
        outputTonnes: tonnes,
        outputShare: share,
        capacityTonnes: capacity,
        // Rounded figures can put output above capacity, and then nothing is spare.
        spareTonnes: capacity === null ? null : Math.max(0, capacity - tonnes),
        isCovered: COVERED_COUNTRIES.includes(country),
      },
    ];
  });
  if (rows.length === 0) return null;
  const sorted = others.sort(
    (a, b) =>
      (b.spareTonnes ?? -1) - (a.spareTonnes ?? -1) ||
      b.outputTonnes - a.outputTonnes ||
      (a.country < b.country ? -1 : 1),
  );
  return {
    mineral: id,
    name,
    year: LATEST_YEAR,
    group,
    lostTonnes: rows.find(({ country }) => country === iso3)?.tonnes ?? null,
    rankedBy: hasCapacity ? 'spare capacity' : 'output',
    others: sorted.slice(0, SHOWN),
    more: Math.max(0, sorted.length - SHOWN),
    assumedSpareShare: spareShare.mid,
  };
}
