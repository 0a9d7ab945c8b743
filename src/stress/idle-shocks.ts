import { isCut, middleOf, type Shock } from './shock.ts';
import { reachOf } from './shock-reach.ts';
import type { Scenario } from './stress.ts';
import type { StressModel } from './supply-chain.ts';

/*
 * Shocks that cannot change anything: they are allowed, and said. Somebody who wrote one should
 * not take the calm that follows for a finding.
 */

/** One sentence for each shock, or part of a shock, that changes nothing. */
export function idleShockNotes(
  model: StressModel,
  { shocks }: Pick<Scenario, 'shocks'>,
  quarters: number,
): string[] {
  const notes = shocks.flatMap((shock) => {
    if (middleOf(shock.startQuarter) >= quarters) {
      return [`a ${shock.kind} begins after the horizon: the shock changes nothing`];
    }
    return idleSupply(model, shock);
  });
  return [...new Set(notes)];
}

/** Whether a shock can change anything for a mineral, itself or the ore it comes from. */
export function reaches(model: StressModel, shock: Shock, mineral: string): boolean {
  const index = model.minerals.findIndex((each) => each.mineral === mineral);
  const feed = model.minerals[index]?.feed ?? -1;
  if (reachOf(model, shock).some(({ link }) => isOf(model, link, index, feed))) return true;
  if (shock.minerals !== 'all' && !shock.minerals.includes(mineral)) return false;
  return !isCut(shock);
}

function isOf({ links }: StressModel, link: number, mineral: number, feed: number): boolean {
  const { flow, of } = links[link]!;
  return flow === 'feed' ? of === feed : of === mineral;
}

function idleSupply(model: StressModel, shock: Shock): string[] {
  const { country, plant, kind } = shock;
  if (!isCut(shock)) return [];
  if (country === undefined && plant === undefined && kind !== 'transport-loss') {
    return [`a ${kind} names no country: the shock changes nothing`];
  }
  const where = plant ?? country ?? 'the world';
  if (shock.minerals === 'all') {
    if (reachOf(model, shock).length > 0) return [];
    return [`${where} supplies no mineral in the data: the shock changes nothing`];
  }
  const missing = shock.minerals.filter((mineral) => !reaches(model, shock, mineral));
  if (missing.length === 0) return [];
  const end = missing.length === shock.minerals.length ? '' : ' there';
  return [`${where} supplies no ${orList(missing)} in the data: the shock changes nothing${end}`];
}

/** 'tin', 'tin or zinc', 'tin, zinc or lead' */
function orList(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}
