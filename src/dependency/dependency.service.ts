import { loadReferenceData } from '../minerals/minerals.service.ts';
import type { Edition } from '../minerals/minerals.ts';
import type { Workshop } from '../platform/command.ts';
import { assessDependencies, countAt } from './assessment.ts';
import { type Comparison, compareRanking } from './comparison.ts';
import type { Dependency, DependencyCount } from './dependency.ts';

/** Every listed mineral, the most dangerous dependency first. */
export async function listDependencies({
  tables,
}: Pick<Workshop, 'tables'>): Promise<Dependency[]> {
  return assessDependencies(await loadReferenceData(tables));
}

export interface CountRequest {
  readonly at: number; // percent
  readonly edition: Edition;
  readonly list: 2022 | 2025;
  readonly countsGroups: boolean; // each mineral of a group by the group's figure
}

/** How many minerals of a list are relied on imports for to at least a percentage. */
export async function countDependencies(
  { tables }: Pick<Workshop, 'tables'>,
  { at, edition, list, countsGroups }: CountRequest,
): Promise<DependencyCount> {
  return countAt(await loadReferenceData(tables), at, edition, list, countsGroups);
}

/** How our ranking agrees with the published one. */
export async function validateRanking({ tables }: Pick<Workshop, 'tables'>): Promise<Comparison> {
  return compareRanking(await loadReferenceData(tables));
}
