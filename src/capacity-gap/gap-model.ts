import type { Range } from '../dependency/assumptions.ts';
import { importShareOf, LATEST_YEAR } from '../dependency/exposure.ts';
import { importShares, priceUsdPerTonne, relianceInYear } from '../minerals/minerals.ts';
import type { DemandCase, Mineral, ReferenceData } from '../minerals/reference-data.ts';
import { PARTNERS_ISO3 } from '../projects/partners.ts';
import { capitalOf, type MineralCapital } from './capital.ts';
import {
  type CreditedProject,
  type CreditedSupply,
  creditedSupply,
  type NotCredited,
} from './credited-supply.ts';
import { type DemandModel, demandModelOf, isDemand, noCaseReason } from './demand.ts';
import { type HomeOutput, homeOutputOf } from './home-output.ts';
import { FIRST_YEAR } from './years.ts';

/*
 * What a draw of the gap needs to know of each mineral, as ranges; built once from the tables.
 */

/** One mineral before any draw. */
export interface GapMineral {
  readonly mineral: string;
  readonly name: string;
  readonly demand: DemandModel;
  readonly importShare: Range; // of consumption in the last published year
  readonly partnerShare: number | null; // of imports; null where no source says who ships
  readonly isAtLeast: boolean; // a net exporter: supply at home is as large as demand, or larger
  readonly projects: readonly CreditedProject[];
  readonly capital: MineralCapital | null; // null where no price is published
  readonly output: HomeOutput | null;
  readonly assumed: readonly string[];
  readonly evidence: readonly string[];
}

export interface NotModelled {
  readonly mineral: string;
  readonly reason: string;
}

export interface GapModel {
  readonly minerals: readonly GapMineral[];
  readonly notModelled: readonly NotModelled[];
  readonly projects: readonly CreditedProject[];
  readonly leftOut: readonly NotCredited[];
}

/** The minerals whose gap can be reckoned under a case, and why the others' cannot. */
export function gapModelOf(data: ReferenceData, demandCase: DemandCase): GapModel {
  const credited = creditedSupply(data, FIRST_YEAR + 1);
  const minerals: GapMineral[] = [];
  const notModelled: NotModelled[] = [];
  for (const mineral of data.minerals) {
    if (!mineral.onList2025) continue;
    const found = gapMineralOf(data, mineral, demandCase, credited);
    if ('reason' in found) notModelled.push({ mineral: mineral.id, reason: found.reason });
    else minerals.push(found);
  }
  return { minerals, notModelled, ...credited };
}

function gapMineralOf(
  data: ReferenceData,
  mineral: Mineral,
  demandCase: DemandCase,
  credited: CreditedSupply,
): GapMineral | { readonly reason: string } {
  if (mineral.dataLevel === 'none') return { reason: 'USGS does not collect data on it' };
  const demand = demandModelOf(data, mineral);
  if (!isDemand(demand)) return demand;
  const silent = noCaseReason(demand, demandCase);
  if (silent !== null) return { reason: silent };
  const reliance = relianceInYear(data, mineral.id, LATEST_YEAR);
  const imports = importShareOf(data, mineral, reliance);
  if (imports === null) return { reason: 'no net import reliance is published' };
  const shipped = importShares(data, mineral.id);
  const projects = credited.projects.filter((each) => each.mineral === mineral.id);
  const price = priceUsdPerTonne(data, mineral.id, LATEST_YEAR);
  return {
    mineral: mineral.id,
    name: mineral.name,
    demand,
    importShare: imports.share,
    partnerShare: partnerShareOf(shipped),
    isAtLeast: reliance?.qualifier === 'E',
    projects,
    capital: capitalOf(projects, price?.value ?? null, data.assumptions),
    output: homeOutputOf(data, mineral.id),
    assumed: [...demand.assumed, ...imports.assumed, ...(shipped.length > 0 ? [] : [NO_SHIPPER])],
    evidence: [
      ...new Set([
        ...(demand.history.at(-1)?.evidence ?? []),
        ...(reliance?.evidence ?? []),
        ...shipped.map(({ evidence }) => evidence),
        ...(price?.evidence ?? []),
      ]),
    ],
  };
}

const NO_SHIPPER = 'that partners ship none of it, for no source says who does';

/** The part of imports that ships from partner countries; what several countries share counts not. */
function partnerShareOf(shipped: readonly { country: string; share: number }[]): number | null {
  let partners = 0;
  let all = 0;
  for (const { country, share } of shipped) {
    all += share;
    if (PARTNERS_ISO3.has(country)) partners += share;
  }
  return all === 0 ? null : partners / all;
}
