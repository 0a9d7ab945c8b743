import type { ProjectRecord } from './projects.ts';

/** The newest capital cost that no party with an interest claims [USD]; null where there is none. */
export function capitalCostUsd({ details }: Pick<ProjectRecord, 'details'>): number | null {
  const costs = details
    .filter(
      ({ item, unit, standing }) =>
        item === 'capital cost' && unit === 'million USD' && standing !== 'claim',
    )
    .sort((a, b) => (a.date < b.date ? 1 : -1));
  return costs[0] === undefined ? null : Number(costs[0].value) * 1e6;
}

/**
 * The same for one mineral: null where others share the cost, or the mineral is a by-product, whose
 * host would be built without it.
 */
export function capitalCostOfMineralUsd(record: ProjectRecord, mineral: string): number | null {
  const main = new Set(
    record.products.filter(({ role }) => role === 'main').map((each) => each.mineral),
  );
  return main.size === 1 && main.has(mineral) ? capitalCostUsd(record) : null;
}
