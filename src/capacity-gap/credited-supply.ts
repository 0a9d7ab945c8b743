import { assume, exactly, mapRange, type Range } from '../dependency/assumptions.ts';
import type { Assumption, ReferenceData } from '../minerals/reference-data.ts';
import { capitalCostOfMineralUsd } from '../projects/capital-cost.ts';
import { isSupply } from '../projects/evidence.ts';
import { PARTNERS_ISO3 } from '../projects/partners.ts';
import { isCourse, type PipelineProduct, pipelineProducts } from '../projects/pipeline.ts';
import { type ProjectRecord, projectRecords } from '../projects/projects.ts';

/*
 * The one place where supply of projects enters the gap: what is counted of each, and what is left
 * out. The evidence for a project says how much it may give, or that it gives nothing that counts;
 * how firmly money stands behind it says how much of that is counted.
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
export function creditedSupply(
  data: ReferenceData,
  firstYear: number,
  records: readonly ProjectRecord[] = projectRecords(data),
): CreditedSupply {
  const projects: CreditedProject[] = [];
  const leftOut: NotCredited[] = [];
  for (const product of pipelineProducts(records, firstYear, data.assumptions)) {
    const record = records.find(({ id }) => id === product.project)!;
    const found = creditOf(data, record, product);
    if ('reason' in found) {
      leftOut.push({ project: product.title, mineral: product.mineral, reason: found.reason });
    } else projects.push(found);
  }
  return { projects, leftOut };
}

function creditOf(
  data: Pick<ReferenceData, 'assumptions' | 'projects'>,
  record: ProjectRecord,
  product: PipelineProduct,
): CreditedProject | { readonly reason: string } {
  const { id, title, iso3, mineral, fundable } = product;
  const side = iso3 === 'USA' ? 'home' : PARTNERS_ISO3.has(iso3 ?? '') ? 'partner' : null;
  if (side === null) return { reason: 'not in the United States or a partner country' };
  if (!isSupply(fundable)) return { reason: fundable.reason };
  const status = fundingStatus(data, record);
  const capitalUsd = capitalCostOfMineralUsd(record, mineral);
  return {
    id,
    project: title,
    mineral,
    side,
    status,
    weight: assume(data.assumptions, 'fundable_weight', [`status:${status}`]),
    tonnesPerYear: fundable.tonnesPerYear,
    capitalMusd: capitalUsd === null ? null : capitalUsd / 1e6,
    source: fundable.sources.join('; '),
    ...timing(product, data.assumptions),
  };
}

/** By the words of the source that tells how far it is; else by the class of the record. */
function fundingStatus(
  { projects }: Pick<ReferenceData, 'projects'>,
  { facts, stage }: ProjectRecord,
): FundingStatus {
  const told = projects
    .filter(({ id }) => facts.includes(id))
    .map((fact) => fundingStatusOf(fact.stage))
    .find((status) => status !== null);
  if (told !== undefined && told !== null) return told;
  return stage === 'construction' ? 'committed' : stage === 'restart' ? 'idle' : 'announced';
}

type Timing = Pick<CreditedProject, 'startQuarter' | 'delayQuarters' | 'assumed'>;

/**
 * First quarter and delay, from its dates or its stage; of a project with neither, the time that a
 * mine takes from exploration, counted from now.
 */
function timing({ course }: PipelineProduct, assumptions: readonly Assumption[]): Timing {
  if (isCourse(course)) {
    const { startQuarter, delayQuarters, assumed } = course;
    return { startQuarter: exactly(startQuarter), delayQuarters, assumed };
  }
  const years = assume(assumptions, 'years_to_production');
  return {
    startQuarter: mapRange(years, (each) => each * QUARTERS),
    delayQuarters: assume(assumptions, 'project_delay_quarters', ['stage:feasibility']).mid,
    assumed: ['first output by the time from exploration, the default without date and stage'],
  };
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
