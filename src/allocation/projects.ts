import type { Assumption } from '../minerals/reference-data.ts';
import { capitalCostUsd } from '../projects/capital-cost.ts';
import { fundableSupply, isSupply, type SupplyCredit } from '../projects/evidence.ts';
import { PARTNERS_ISO3 } from '../projects/partners.ts';
import {
  type Course,
  firstQuarterOf,
  isCourse,
  logStayOf,
  type PipelineProduct,
  pipelineProducts,
  projectVariableOf,
  type StageId,
} from '../projects/pipeline.ts';
import { changeOf, type ProjectChange, slipped } from '../projects/project-change.ts';
import type { ProjectRecord } from '../projects/projects.ts';
import type { GapMineral } from '../stress/gaps.ts';
import type { ProjectOption } from './allocation.ts';

/*
 * Projects that money could bring about: what the record says of them, and what has to be assumed.
 *
 * A product is an option when its project stands in the United States or a partner country, the
 * evidence holds but for the money, and its mineral has gaps to close. The others are left out,
 * each with its reason.
 */

export interface LeftOut {
  readonly id: string;
  readonly project: string;
  readonly reason: string;
}

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
  records: readonly ProjectRecord[],
  minerals: readonly GapMineral[],
  firstYear: number,
  assumptions: readonly Assumption[],
  changes: readonly ProjectChange[] = [],
): { readonly options: readonly ProjectOption[]; readonly leftOut: readonly LeftOut[] } {
  const options: ProjectOption[] = [];
  const leftOut: LeftOut[] = [];
  for (const product of pipelineProducts(records, firstYear, assumptions)) {
    const record = records.find(({ id }) => id === product.project)!;
    const found = optionOf(record, product, minerals, changeOf(product, changes));
    if ('reason' in found) {
      const project = `${product.title}, ${product.mineral}`;
      leftOut.push({ id: product.id, project, reason: found.reason });
    } else options.push(found);
  }
  return { options, leftOut };
}

function optionOf(
  record: ProjectRecord,
  product: PipelineProduct,
  minerals: readonly GapMineral[],
  { slipQuarters, tonnesPerYear: supposed }: ReturnType<typeof changeOf>,
): ProjectOption | { readonly reason: string } {
  const { id, title, iso3, mineral: of, fundable, course } = product;
  if (iso3 !== 'USA' && !PARTNERS_ISO3.has(iso3 ?? ''))
    return { reason: 'not in a partner country' };
  const index = minerals.findIndex((each) => each.mineral === of);
  const mineral = minerals[index];
  if (mineral === undefined || mineral.meanGapTonnes === 0) {
    return { reason: `no gaps of ${of} are modelled` };
  }
  const supply = supposed === null ? fundable : supposedSupply(supposed);
  if (!isSupply(supply)) return { reason: supply.reason };
  if (!isCourse(course)) return course;
  const cost = costOf(record, product, supply, course, minerals);
  if (cost === null) return { reason: 'neither its cost nor a price to estimate it is known' };
  return {
    id,
    project: record.id,
    title,
    isDomestic: iso3 === 'USA',
    mineral: index,
    instrument: INSTRUMENT_OF_STAGE[course.stage],
    tonnesPerYear: supply.tonnesPerYear,
    costUsd: cost.usd,
    finance: null,
    startQuarter: slipped(course.startQuarter, slipQuarters),
    delayQuarters: course.delayQuarters,
    failureProbability: course.failureProbability,
    assumed: [
      ...(supposed === null ? [] : ['an output supposed']),
      ...(cost.assumed === null ? [] : [cost.assumed]),
      ...course.assumed,
      ...(slipQuarters === 0 ? [] : ['a slip supposed']),
    ],
  };
}

const supposedSupply = (tonnesPerYear: number): SupplyCredit => ({
  tonnesPerYear,
  low: tonnesPerYear,
  high: tonnesPerYear,
  reason: 'supposed by the scenario',
  sources: [],
});

interface SupportCost {
  readonly usd: number;
  readonly assumed: string | null;
}

/** What the whole support costs; of a published cost, the part that is for this product. */
function costOf(
  record: ProjectRecord,
  product: PipelineProduct,
  { tonnesPerYear }: SupplyCredit,
  { costYears }: Course,
  minerals: readonly GapMineral[],
): SupportCost | null {
  const published = capitalCostUsd(record);
  const part = published === null ? null : partOf(record, product, minerals);
  if (published !== null && part !== null) return { usd: published * part, assumed: null };
  const price = priceOf(minerals, product.mineral);
  if (price === null) return null;
  const years = costYears === 0.5 ? 'half a year' : `${costYears} years`;
  return {
    usd: tonnesPerYear * price * costYears,
    assumed: `cost of ${years} of output at the present price`,
  };
}

/**
 * The part of a project's cost that one of its main products bears: by the value of the outputs at
 * present prices. Null for a by-product, whose host would be built without it.
 */
function partOf(
  record: ProjectRecord,
  { mineral }: PipelineProduct,
  minerals: readonly GapMineral[],
): number | null {
  const main = record.products.filter(({ role }) => role === 'main');
  const own = main.find((each) => each.mineral === mineral);
  if (own === undefined) return null;
  const names = [...new Set(main.map((each) => each.mineral))];
  if (names.length === 1) return 1;
  const values = names.map((name) => outputValueUsd(record, name, minerals));
  if (values.some((value) => value === null)) return null;
  const all = values.reduce((sum: number, value) => sum + value!, 0);
  return values[names.indexOf(mineral)]! / all;
}

function outputValueUsd(record: ProjectRecord, mineral: string, minerals: readonly GapMineral[]) {
  const supply = fundableSupply(record, mineral);
  const price = priceOf(minerals, mineral);
  return isSupply(supply) && price !== null ? supply.tonnesPerYear * price : null;
}

const priceOf = (minerals: readonly GapMineral[], wanted: string): number | null =>
  minerals.find(({ mineral }) => mineral === wanted)?.priceUsdPerTonne ?? null;

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
