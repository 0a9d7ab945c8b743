import { blocOf } from '../dependency/hazard.ts';
import { isCut, type Shock } from './shock.ts';
import type { Levers } from './stress.ts';
import type { StressModel, SupplyLink } from './supply-chain.ts';

/*
 * Which links a shock cuts, how deeply beside its depth, and whether what it takes is destroyed or
 * only barred.
 */

/** One link that a shock reaches. */
export interface Reach {
  readonly link: number;
  readonly factor: number; // on the depth of the shock
  readonly barred: boolean; // held back rather than destroyed, so that detours can bring it
}

/** The blocs whose members follow when one of them is at war; the last is of no bloc. */
const isBloc = (model: StressModel, bloc: number) => bloc < model.settings.blocs - 1;

/** The links that a shock reaches. */
export function reachOf(model: StressModel, shock: Shock): readonly Reach[] {
  if (!isCut(shock)) return [];
  return model.links.flatMap((link, at) => {
    if (!isNamed(model, shock, link)) return [];
    const found = reachOfLink(model, shock, link);
    return found === null ? [] : [{ link: at, ...found }];
  });
}

/** Whether a shock names the mineral of a link, or the one whose ore the link carries. */
function isNamed({ minerals, feeds }: StressModel, shock: Shock, { flow, of }: SupplyLink) {
  if (shock.minerals === 'all') return true;
  const name = flow === 'feed' ? feeds[of]!.mineral : minerals[of]!.mineral;
  return shock.minerals.includes(name);
}

function reachOfLink(
  model: StressModel,
  shock: Shock,
  link: SupplyLink,
): Omit<Reach, 'link'> | null {
  const { flow, iso3 } = link;
  const isThere = shock.country === iso3;
  if (shock.kind === 'outage' && shock.plant !== undefined) return plantReach(model, shock, link);
  if (shock.kind === 'outage') return isThere ? { factor: 1, barred: false } : null;
  if (shock.kind === 'war') {
    if (isThere && flow !== 'home') return { factor: 1, barred: false };
    return follows(model, shock, link)
      ? { factor: model.settings.warFollowers, barred: true }
      : null;
  }
  if (flow !== 'imports') return null;
  if (shock.kind === 'transport-loss') {
    return isThere || shock.country === undefined ? { factor: 1, barred: false } : null;
  }
  return isThere ? { factor: 1, barred: true } : null;
}

function plantReach({ hazards }: StressModel, { plant }: Shock, { plants }: SupplyLink) {
  const found = plants.find(({ hazard }) => hazards[hazard]!.id === `plant:${plant}`);
  return found === undefined ? null : { factor: found.share, barred: false };
}

/** Whether a country holds back what it ships because one of its bloc is at war. */
function follows(model: StressModel, { country }: Shock, { flow, iso3 }: SupplyLink): boolean {
  if (flow !== 'imports' || country === undefined) return false;
  const bloc = blocOf(country);
  return isBloc(model, bloc) && blocOf(iso3) === bloc;
}

const LICENCE_QUARTERS = 4; // until all that will be granted is granted: about a year

/**
 * What of a cut finds its way by itself: the share that the shock gives and, beside it, the lever's.
 *
 * @param elapsed - quarters since the shock began; licences and new sellers take time
 */
export function leakageOf(
  { settings }: StressModel,
  shock: Shock,
  { leakage }: Levers,
  elapsed: number,
): number {
  if (!isCut(shock)) return shock.leakage;
  const own =
    shock.kind === 'sanctions' ? Math.max(shock.leakage, settings.sanctionSwap) : shock.leakage;
  const isSlow = shock.kind === 'licence' || shock.kind === 'sanctions';
  const sofar = isSlow ? Math.min(1, (elapsed + 1) / LICENCE_QUARTERS) : 1;
  return Math.min(1, own * sofar + leakage);
}
