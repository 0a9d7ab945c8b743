import { assume, isAssumed } from '../dependency/assumptions.ts';
import { type NamedShare, sharesOf } from '../dependency/concentration.ts';
import { productionShares } from '../dependency/exposure.ts';
import type { Mineral, Observation, ReferenceData } from '../minerals/reference-data.ts';

/*
 * What minerals are made from. A by-product comes out of the ore of a host metal, and cannot grow
 * beyond it (requirement R5.08); a metal with a refining stage needs its own ore. Which ore is a
 * reading of the USGS chapters; shares of countries are the published output of that ore.
 */

/** An ore: whose output by country stands in the tables, and under which words. */
export interface Ore {
  readonly id: string;
  readonly name: string;
  readonly mineral: string; // that a shock must name to strike it
  readonly commodity: string; // as data/observation.csv has it
  readonly detail: RegExp; // of the rows that count
}

export const ORES: readonly Ore[] = [
  ore('bauxite', 'Bauxite', 'aluminum', '(bauxite)', /^bauxite, mine production/i),
  ore('alumina', 'Alumina', 'aluminum', '(alumina)', /^alumina, refinery production/i),
  ore('copper-ore', 'Copper ore', 'copper', 'copper', /^mine production/i),
  ore('zinc-ore', 'Zinc ore', 'zinc', 'zinc', /^mine production/i),
  ore('lead-ore', 'Lead ore', 'lead', 'lead', /^mine production/i),
  ore('platinum-ore', 'Platinum ore', 'platinum', 'platinum', /^mine production/i),
  ore('zircon', 'Zircon', 'zirconium', 'zirconium', /mine production/i),
  ore(
    ...(['titanium-ore', 'Ilmenite and rutile', 'titanium'] as const),
    '(titanium mineral concentrates)',
    /^mine production: ilmenite/i,
  ),
];

function ore(id: string, name: string, mineral: string, commodity: string, detail: RegExp): Ore {
  return { id, name, mineral, commodity, detail };
}

/** The ore that each mineral comes from, where it is not its own. */
const ORE_OF: Readonly<Record<string, string>> = {
  aluminum: 'alumina',
  gallium: 'bauxite',
  germanium: 'zinc-ore',
  indium: 'zinc-ore',
  tellurium: 'copper-ore',
  rhenium: 'copper-ore',
  arsenic: 'copper-ore',
  cobalt: 'copper-ore',
  bismuth: 'lead-ore',
  hafnium: 'zircon',
  scandium: 'titanium-ore',
  titanium: 'titanium-ore',
  iridium: 'platinum-ore',
  rhodium: 'platinum-ore',
  ruthenium: 'platinum-ore',
};

/** The ore of a mineral, or null where it is mined for itself or the tables have no such ore. */
export function oreOf(mineral: string): Ore | null {
  const id = ORE_OF[mineral];
  return ORES.find((each) => each.id === id) ?? null;
}

/** How far output could grow on today's ore: by-products leave much in it, stages hold little. */
export function feedSlack({ assumptions }: ReferenceData, mineral: string) {
  const isByproduct = isAssumed(assumptions, 'byproduct_of_share', `mineral:${mineral}`);
  return assume(assumptions, 'feed_slack', [isByproduct ? 'byproduct' : 'stage']);
}

/** World output of an ore by country, as shares. */
export function oreShares(
  data: ReferenceData,
  { commodity, detail, mineral }: Ore,
  year: number,
): readonly NamedShare[] {
  const host = data.minerals.find(({ id }) => id === mineral) as Mineral;
  if (commodity === mineral) return productionShares(data, host, year).shares;
  const source = year >= 2024 ? 'usgs-mcs-2026' : 'usgs-mcs-2025';
  const counts = (row: Observation) =>
    row.mineral === commodity &&
    row.stat === 'production' &&
    row.period === String(year) &&
    row.source === source &&
    detail.test(row.detail) &&
    /^[A-Z]{3}$/.test(row.country);
  return sharesOf(
    data.observations.filter(counts).map(({ country, valueT }) => ({ country, amount: valueT })),
  );
}
