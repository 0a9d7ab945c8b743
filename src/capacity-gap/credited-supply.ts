import { assume, exactly, mapRange, type Range } from '../dependency/assumptions.ts';
import type { Assumption, ProjectFact, ReferenceData } from '../minerals/reference-data.ts';
import { PARTNERS } from '../projects/partners.ts';
import { type Delivery, deliveryOf, isDelivery, type NoDelivery } from '../projects/pipeline.ts';

/*
 * The one place where supply of projects enters the gap: what is credited to each, and what is left
 * out. Only figures that a source other than an interested party gives stand in data/project.csv; a
 * claim feeds nothing here.
 */

export const FUNDING_STATUSES = [
  'committed',
  'conditional',
  'letter',
  'announced',
  'idle',
] as const;

/** How firmly money stands behind a project. */
export type FundingStatus = (typeof FUNDING_STATUSES)[number];

/** Committed money is spent; all other money is probable at best. */
export const isCommitted = (status: FundingStatus): boolean => status === 'committed';

interface StatusRule {
  readonly status: FundingStatus;
  readonly words: RegExp; // in the stage, as its source words it; the first that fits decides
}

const STATUS_RULES: readonly StatusRule[] = [
  { status: 'conditional', words: /conditional/ },
  { status: 'letter', words: /letter of (intent|interest)|\bloi\b/ },
  { status: 'committed', words: /construction|ramp-up|producing|closed|committed/ },
  { status: 'idle', words: /^idle|^shut/ },
  { status: 'announced', words: /announced|planned|feasibility|strategic|loan|explor/ },
];

/** What is counted of a project, and from when. */
export interface CreditedProject {
  readonly id: string;
  readonly project: string;
  readonly mineral: string;
  readonly side: 'home' | 'partner';
  readonly status: FundingStatus;
  readonly weight: Range; // share of the capacity that is counted
  readonly tonnesPerYear: number; // capacity, of which the weight is counted
  readonly startQuarter: Range; // of the horizon
  readonly delayQuarters: number; // mean
  readonly capitalMusd: number | null; // published, for the whole project
  readonly assumed: readonly string[];
  readonly source: string;
}

export interface NotCredited {
  readonly project: string;
  readonly mineral: string;
  readonly reason: string;
}

export interface CreditedSupply {
  readonly projects: readonly CreditedProject[];
  readonly leftOut: readonly NotCredited[];
}

/**
 * What the projects on record may deliver to the United States, and what is not counted.
 *
 * @param firstYear - in which the horizon begins
 */
export function creditedSupply(data: ReferenceData, firstYear: number): CreditedSupply {
  const projects: CreditedProject[] = [];
  const leftOut: NotCredited[] = [];
  for (const fact of data.projects) {
    const found = creditOf(fact, firstYear, data.assumptions);
    if ('reason' in found) {
      leftOut.push({ project: fact.project, mineral: fact.mineral, reason: found.reason });
    } else projects.push(found);
  }
  return { projects, leftOut };
}

function creditOf(
  fact: ProjectFact,
  firstYear: number,
  assumptions: readonly Assumption[],
): CreditedProject | { readonly reason: string } {
  const country = fact.place.slice(0, 2);
  const side = country === 'US' ? 'home' : PARTNERS.has(country) ? 'partner' : null;
  if (side === null) return { reason: 'not in the United States or a partner country' };
  if (/magnet/.test(fact.capacityUnit ?? '')) {
    return { reason: 'it makes magnets: it uses the mineral and adds none' };
  }
  const status = fundingStatusOf(fact.stage);
  if (status === null) return { reason: `nothing says how far '${fact.stage}' is from money` };
  const found = timedDelivery(fact, firstYear, assumptions);
  if ('reason' in found) return found;
  const { id, project, mineral, capexMusd: capitalMusd, source } = fact;
  const weight = assume(assumptions, 'fundable_weight', [`status:${status}`]);
  return { id, project, mineral, side, status, weight, capitalMusd, source, ...found };
}

type Timed = Pick<CreditedProject, 'tonnesPerYear' | 'startQuarter' | 'delayQuarters' | 'assumed'>;

/**
 * Output and first quarter: from the source's date or the project's stage; where the source gives
 * neither, the time that a mine takes from exploration, counted from now.
 */
function timedDelivery(
  fact: ProjectFact,
  firstYear: number,
  assumptions: readonly Assumption[],
): Timed | NoDelivery {
  const delivery = deliveryOf(fact, firstYear, assumptions);
  if (isDelivery(delivery)) return timedBy(delivery, exactly(delivery.startQuarter));
  const studied = deliveryOf(
    { ...fact, stage: 'feasibility', start: null },
    firstYear,
    assumptions,
  );
  if (!isDelivery(studied) || fact.start !== null) return delivery;
  const years = assume(assumptions, 'years_to_production');
  const assumed = ['first output by the time from exploration, the default without date and stage'];
  return {
    ...timedBy(
      studied,
      mapRange(years, (each) => each * QUARTERS),
    ),
    assumed,
  };
}

function timedBy(delivery: Delivery, startQuarter: Range): Timed {
  const { tonnesPerYear, delayQuarters, assumed } = delivery;
  return { tonnesPerYear, startQuarter, delayQuarters, assumed };
}

/** How firmly the words of a stage say that money stands behind a project; null where none do. */
export function fundingStatusOf(stage: string): FundingStatus | null {
  const text = stage.toLowerCase();
  return STATUS_RULES.find(({ words }) => words.test(text))?.status ?? null;
}

const QUARTERS = 4;
const RAMP_QUARTERS = 4; // from first delivery to full output, as in the stress model

/**
 * Share of its capacity that a project gives over a year, when it begins in a given quarter.
 *
 * Output rises in four equal steps, one a quarter: 0.25, 0.5, 0.75 and 1, so the first year of a
 * project that begins with the year gives 0.625 of its capacity.
 *
 * @param yearIndex - 0 for the first year of the horizon
 */
export function outputShare(firstQuarter: number, yearIndex: number): number {
  let sum = 0;
  for (let quarter = 0; quarter < QUARTERS; quarter++) {
    const since = yearIndex * QUARTERS + quarter - firstQuarter;
    sum += Math.min(1, Math.max(0, (since + 1) / RAMP_QUARTERS));
  }
  return sum / QUARTERS;
}
