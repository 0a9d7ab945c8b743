import { isAssumed } from '../dependency/assumptions.ts';
import type { Assumption, ProjectFact } from '../minerals/reference-data.ts';
import {
  type Delivery,
  deliveryOf,
  firstQuarterOf,
  isDelivery,
  logStayOf,
  MAGNET_CONTENT,
  projectVariableOf,
  type StageId,
} from '../projects/pipeline.ts';
import { changeOf, type ProjectChange, projectOf, slipped } from '../projects/project-change.ts';
import type { GapMineral } from '../stress/gaps.ts';
import type { ProjectOption } from './allocation.ts';

/*
 * Projects that money could bring about: what a source says of them, and what has to be assumed.
 *
 * A project is an option when it stands in the United States or a partner country, the source
 * gives a capacity in a unit that means tonnes of the mineral, and the mineral has gaps to close.
 * The others are left out, each with its reason.
 */

export interface LeftOut {
  readonly project: string;
  readonly reason: string;
}

/** Members of the Minerals Security Partnership beside the United States, as of 2024. */
const PARTNERS: ReadonlySet<string> = new Set('AU CA EE FI FR DE IN IT JP KR NO SE GB'.split(' '));

/** How a project is supported: one that stands idle by an advance on its output, others by a loan. */
const INSTRUMENT_OF_STAGE: Readonly<Record<StageId, ProjectOption['instrument']>> = {
  restart: 'offtake',
  construction: 'project-loan',
  planned: 'project-loan',
  feasibility: 'project-loan',
};

/**
 * The projects that can be supported, and those left out.
 *
 * @param firstYear - in which the horizon begins
 * @param changes - what the scenario supposes of projects
 */
export function projectOptions(
  facts: readonly ProjectFact[],
  minerals: readonly GapMineral[],
  firstYear: number,
  assumptions: readonly Assumption[],
  changes: readonly ProjectChange[] = [],
): { readonly options: readonly ProjectOption[]; readonly leftOut: readonly LeftOut[] } {
  const options: ProjectOption[] = [];
  const leftOut: LeftOut[] = [];
  for (const fact of facts) {
    const change = changeOf({ id: fact.id, project: projectOf(fact.id, fact.mineral) }, changes);
    const found = optionOf(fact, minerals, firstYear, assumptions, change.tonnesPerYear);
    if ('reason' in found) leftOut.push({ project: fact.project, reason: found.reason });
    else options.push(late(found, change.slipQuarters));
  }
  return { options, leftOut };
}

/** The option as a scenario supposes it, later or sooner; its cost stays. */
function late(option: ProjectOption, slipQuarters: number): ProjectOption {
  if (slipQuarters === 0) return option;
  const startQuarter = slipped(option.startQuarter, slipQuarters);
  return { ...option, startQuarter, assumed: [...option.assumed, 'a slip supposed'] };
}

function optionOf(
  fact: ProjectFact,
  minerals: readonly GapMineral[],
  firstYear: number,
  assumptions: readonly Assumption[],
  supposedTonnesPerYear: number | null,
): ProjectOption | { readonly reason: string } {
  const country = fact.place.slice(0, 2);
  if (country !== 'US' && !PARTNERS.has(country)) return { reason: 'not in a partner country' };
  const delivery = deliveryOf(fact, firstYear, assumptions, supposedTonnesPerYear);
  if (!isDelivery(delivery)) return delivery;
  const index = minerals.findIndex((each) => each.mineral === fact.mineral);
  const mineral = minerals[index];
  if (mineral === undefined || mineral.meanGapTonnes === 0) {
    return { reason: `no gaps of ${fact.mineral} are modelled` };
  }
  const cost = costOf(fact, delivery, mineral, assumptions);
  if (cost === null) return { reason: 'neither its cost nor a price to estimate it is known' };
  const { tonnesPerYear, startQuarter, delayQuarters, failureProbability } = delivery;
  return {
    id: fact.id,
    title: fact.project,
    mineral: index,
    instrument: INSTRUMENT_OF_STAGE[delivery.stage],
    tonnesPerYear,
    costUsd: cost.usd,
    startQuarter,
    delayQuarters,
    failureProbability,
    assumed: [...(cost.assumed === null ? [] : [cost.assumed]), ...delivery.assumed],
  };
}

/** What the whole support costs; of a published cost, the part that is for this product. */
function costOf(
  fact: ProjectFact,
  { tonnesPerYear, contentShare, costYears }: Delivery,
  mineral: GapMineral,
  assumptions: readonly Assumption[],
): { readonly usd: number; readonly assumed: string | null } | null {
  if (fact.capexMusd !== null) {
    return { usd: fact.capexMusd * 1e6 * partOf(assumptions, fact, contentShare), assumed: null };
  }
  if (mineral.priceUsdPerTonne === null) return null;
  const years = costYears === 0.5 ? 'half a year' : `${costYears} years`;
  return {
    usd: tonnesPerYear * mineral.priceUsdPerTonne * costYears,
    assumed: `cost of ${years} of output at the present price`,
  };
}

/** Magnets hold two minerals, one row each: they share the cost by tonnes. */
function partOf(assumptions: readonly Assumption[], { mineral }: ProjectFact, share: number) {
  if (!isAssumed(assumptions, MAGNET_CONTENT, `mineral:${mineral}`)) return 1;
  let together = 0;
  for (const { id, mid } of assumptions) if (id === MAGNET_CONTENT) together += mid;
  return share / together;
}

/**
 * The quarter in which each project begins to deliver in each draw, or NEVER.
 *
 * @returns shape (project, draw)
 */
export function drawFirstQuarters(
  projects: readonly ProjectOption[],
  draws: number,
  seed: number,
): Uint8Array {
  const first = new Uint8Array(projects.length * draws);
  const block = new Int32Array(2);
  for (const [p, project] of projects.entries()) {
    const projectVariable = projectVariableOf(project);
    const logStay = logStayOf(project);
    for (let draw = 0; draw < draws; draw++) {
      const at = { seed, draw, logStay, projectVariable, block };
      first[p * draws + draw] = firstQuarterOf(project, at);
    }
  }
  return first;
}
