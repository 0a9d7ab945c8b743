import type { Observation, ReferenceData } from './reference-data.ts';

// The tables never change once loaded, so what is computed from them may be kept beside them.
const indexes = new WeakMap<ReferenceData, ReadonlyMap<string, readonly Observation[]>>();

/** Every row of a mineral, or of a commodity in brackets: '(bauxite)', in the order of the table. */
export function observationsOf(data: ReferenceData, mineral: string): readonly Observation[] {
  const known = indexes.get(data);
  if (known !== undefined) return known.get(mineral) ?? [];
  const index = new Map<string, Observation[]>();
  for (const row of data.observations) {
    const rows = index.get(row.mineral);
    if (rows === undefined) index.set(row.mineral, [row]);
    else rows.push(row);
  }
  indexes.set(data, index);
  return index.get(mineral) ?? [];
}
