import { loadReferenceData } from '../minerals/minerals.service.ts';
import type { Edition } from '../minerals/minerals.ts';
import type { Workshop } from '../platform/command.ts';
import { assessDependencies, countAt } from './assessment.ts';
import type { RankingComparisons } from './comparison.ts';
import type { Dependency, DependencyCount } from './dependency.ts';
import { compareDisruptions, compareRanking } from './ranking.ts';
import { allDisruptions } from './trade-disruption.service.ts';

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

/** How both orders of ours agree with the published one, and where and why they differ most. */
export async function validateRanking(
  workshop: Pick<Workshop, 'tables' | 'solver' | 'digestOf' | 'clockMs'>,
): Promise<RankingComparisons> {
  const data = await loadReferenceData(workshop.tables);
  const { minerals, leftOut } = await allDisruptions(workshop);
  return {
    ...compareRanking(data),
    reconstruction: compareDisruptions(data, minerals, leftOut),
  };
}
