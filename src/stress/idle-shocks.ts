import type { Scenario, Shock } from './stress.ts';
import type { StressModel } from './supply-chain.ts';

/*
 * Shocks that cannot change anything: they are allowed, and said. Somebody who wrote one should
 * not take the calm that follows for a finding.
 */

/** One sentence for each shock, or part of a shock, that changes nothing. */
export function idleShockNotes(
  model: Pick<StressModel, 'minerals' | 'links'>,
  { shocks }: Pick<Scenario, 'shocks'>,
  quarters: number,
): string[] {
  const notes = shocks.flatMap((shock) => {
    if (shock.startQuarter >= quarters) {
      return [`a ${shock.kind} begins after the horizon: the shock changes nothing`];
    }
    return idleSupply(model, shock);
  });
  return [...new Set(notes)];
}

/** Whether a shock cuts exports of a country, so that it needs a country which exports. */
export const isCut = ({ kind }: Pick<Shock, 'kind'>): boolean =>
  kind === 'restriction' || kind === 'outage';

/** Whether a shock can change anything for a mineral that it names. */
export function reaches(
  { minerals, links }: Pick<StressModel, 'minerals' | 'links'>,
  shock: Pick<Shock, 'kind' | 'country' | 'minerals'>,
  mineral: string,
): boolean {
  if (shock.minerals !== 'all' && !shock.minerals.includes(mineral)) return false;
  if (!isCut(shock) || isOutageAtHome(shock)) return true;
  return links.some((link) => {
    return link.iso3 === shock.country && minerals[link.mineral]?.mineral === mineral;
  });
}

const isOutageAtHome = ({ kind, country }: Pick<Shock, 'kind' | 'country'>): boolean =>
  kind === 'outage' && country === 'USA';

function idleSupply(model: Pick<StressModel, 'minerals' | 'links'>, shock: Shock): string[] {
  const { country } = shock;
  if (!isCut(shock) || isOutageAtHome(shock)) return [];
  if (country === undefined) return [`a ${shock.kind} names no country: the shock changes nothing`];
  if (shock.minerals === 'all') {
    if (model.links.some(({ iso3 }) => iso3 === country)) return [];
    return [`${country} supplies no mineral in the data: the shock changes nothing`];
  }
  const missing = shock.minerals.filter((mineral) => !reaches(model, shock, mineral));
  if (missing.length === 0) return [];
  const end = missing.length === shock.minerals.length ? '' : ' there';
  return [`${country} supplies no ${orList(missing)} in the data: the shock changes nothing${end}`];
}

/** 'tin', 'tin or zinc', 'tin, zinc or lead' */
function orList(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}
