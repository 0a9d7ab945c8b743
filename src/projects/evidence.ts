import * as z from 'zod';
import { grouped } from '../base/number-text.ts';
import { tonnesPerYearOf } from './mass-unit.ts';
import type { ProjectRecord, RecordCapacity, RecordDocument, RecordProduct } from './projects.ts';

/*
 * What the evidence for a project supports, and so what is credited as supply.
 *
 * A deposit climbs from the presence of an element to the economics of mining it; a plant from its
 * announcement to its output. A claim by a party with an interest supports no rung and gives no
 * tonne until somebody without one confirms it.
 */

export const DEPOSIT_RUNGS = [
  'presence',
  'grade',
  'resource',
  'recovery',
  'reserve',
  'economics',
] as const;
export const PLANT_RUNGS = ['announced', 'financed', 'built', 'produced'] as const;

type LadderKind = 'deposit' | 'plant';

/** The rung from which supply is credited. */
const CREDITED_FROM: Readonly<Record<LadderKind, string>> = {
  deposit: 'economics',
  plant: 'financed',
};

const Support = z.object({ title: z.string(), standing: z.string(), source: z.string() });

export const Rung = z.object({
  rung: z.string(),
  isSupported: z.boolean(),
  documents: z.array(Support).describe('that support it'),
  claims: z.array(Support).describe('that speak for it and do not count'),
});
export type Rung = z.infer<typeof Rung>;

export const Ladder = z
  .object({
    kind: z.enum(['deposit', 'plant']),
    mineral: z.string(),
    reached: z.string().nullable().describe('highest rung with every rung below it supported'),
    next: z.string().nullable().describe('the first rung that nothing published supports'),
    creditedFrom: z.string().describe('the rung from which supply is credited'),
    rungs: z.array(Rung),
  })
  .meta({ id: 'EvidenceLadder' });
export type Ladder = z.infer<typeof Ladder>;

/** Which ladder decides on a project: a mine is a deposit, whatever is built on it. */
export const ladderKindOf = ({ kind }: Pick<ProjectRecord, 'kind'>): LadderKind =>
  kind === 'mine' ? 'deposit' : 'plant';

/** The evidence for one mineral of a project, rung by rung. */
export function ladderOf(
  record: Pick<ProjectRecord, 'documents' | 'resources' | 'tests' | 'kind'>,
  mineral: string,
  kind: LadderKind = ladderKindOf(record),
): Ladder {
  const names: readonly string[] = kind === 'deposit' ? DEPOSIT_RUNGS : PLANT_RUNGS;
  const rungs = names.map((rung) => rungOf(record, mineral, rung));
  const gap = rungs.findIndex(({ isSupported }) => !isSupported);
  return {
    kind,
    mineral,
    reached: (gap === -1 ? names.at(-1) : names[gap - 1]) ?? null,
    next: gap === -1 ? null : names[gap]!,
    creditedFrom: CREDITED_FROM[kind],
    rungs,
  };
}

type Evidence = Pick<ProjectRecord, 'documents' | 'resources' | 'tests'>;

function rungOf(record: Evidence, mineral: string, rung: string): Rung {
  const found = [
    ...record.documents.filter((each) => speaksOf(each, mineral, rung)),
    ...statementsOf(record, mineral, rung),
  ].map(({ title, standing, source }) => ({ title, standing, source }));
  const documents = found.filter(({ standing }) => standing !== 'claim');
  return {
    rung,
    isSupported: documents.length > 0,
    documents,
    claims: found.filter(({ standing }) => standing === 'claim'),
  };
}

const speaksOf = ({ minerals, supports }: RecordDocument, mineral: string, rung: string) =>
  supports.includes(rung) && (minerals.length === 0 || minerals.includes(mineral));

/** Tests show presence, and grade where they give a value by mass; a statement shows a resource. */
function statementsOf({ tests, resources }: Evidence, mineral: string, rung: string) {
  const tested = tests
    .filter((each) => each.mineral === mineral)
    .filter(({ value, unit }) => rung === 'presence' || (rung === 'grade' && isGrade(value, unit)))
    .map(({ sample, ...row }) => ({ ...row, title: `test of ${sample}` }));
  const stated = resources
    .filter((each) => each.mineral === mineral)
    .filter((each) => rungsOfClass(each.resourceClass).includes(rung))
    .map(({ resourceClass, ...row }) => ({ ...row, title: `statement: ${resourceClass}` }));
  return [...tested, ...stated];
}

const isGrade = (value: number | null, unit: string | null): boolean =>
  value !== null && (unit === 'percent' || unit === 'ppm');

const rungsOfClass = (resourceClass: string): readonly string[] =>
  /prov|probable/.test(resourceClass)
    ? ['presence', 'grade', 'resource', 'reserve']
    : ['presence', 'grade', 'resource'];

/** Tonnes of a mineral a year, as its statistics count them, and why. */
export interface SupplyCredit {
  readonly tonnesPerYear: number;
  readonly low: number;
  readonly high: number;
  readonly reason: string;
  readonly sources: readonly string[];
}

export interface NoSupply {
  readonly reason: string;
  readonly sources: readonly string[];
}

export const isSupply = (found: SupplyCredit | NoSupply): found is SupplyCredit =>
  'tonnesPerYear' in found;

/**
 * The supply that a project is credited with, or why it is credited with none.
 *
 * @returns as the mineral's statistics count it [t/year]; when it comes is another question
 */
export function creditedSupply(record: ProjectRecord, mineral: string): SupplyCredit | NoSupply {
  const kind = ladderKindOf(record);
  const ladder = ladderOf(record, mineral, kind);
  const needed = ladder.rungs.findIndex(({ rung }) => rung === CREDITED_FROM[kind]);
  const gap = ladder.rungs.slice(0, needed + 1).find(({ isSupported }) => !isSupported);
  return supplyOf(record, mineral, gap);
}

/**
 * The supply that support of the Reserve could bring about: the evidence holds but for the money.
 *
 * A deposit needs the same evidence as for credit. A plant needs to be announced, or to stand.
 */
export function fundableSupply(record: ProjectRecord, mineral: string): SupplyCredit | NoSupply {
  if (ladderKindOf(record) === 'deposit') return creditedSupply(record, mineral);
  const { rungs } = ladderOf(record, mineral);
  const stands = rungs.some(
    ({ rung, isSupported }) => isSupported && ['announced', 'built'].includes(rung),
  );
  return supplyOf(record, mineral, stands ? undefined : rungs[0]);
}

function supplyOf(
  record: ProjectRecord,
  mineral: string,
  gap: Rung | undefined,
): SupplyCredit | NoSupply {
  const none = (reason: string, sources: readonly string[]) => ({ reason, sources });
  if (record.kind === 'total') {
    return none('it is a sum of many projects that its source does not name', [record.source]);
  }
  if (record.isCounted) {
    return none('it produces already, and the statistics of production count it', [record.source]);
  }
  const product = record.products.find((each) => each.mineral === mineral);
  if (product === undefined) return none(`it has no product of ${mineral}`, [record.source]);
  if (gap !== undefined) return none(gapReason(gap), sourcesOf(gap));
  return capacitySupply(record, product);
}

function gapReason({ rung, claims }: Rung): string {
  if (claims.length === 0) return `nothing published supports the rung '${rung}'`;
  return `the rung '${rung}' rests on claims of a party with an interest, which nobody has confirmed`;
}

const sourcesOf = ({ documents, claims }: Rung): readonly string[] => [
  ...new Set([...documents, ...claims].map(({ source }) => source)),
];

function capacitySupply(record: ProjectRecord, product: RecordProduct): SupplyCredit | NoSupply {
  const stated = statedCapacities(record, product.mineral);
  const counted = stated.filter(({ isClaim }) => !isClaim);
  const best = counted[0];
  if (best === undefined) {
    const claim = stated[0];
    return claim === undefined
      ? { reason: 'no yearly capacity is published', sources: [record.source] }
      : {
          reason: `its capacity is a claim of ${claim.row.saidBy} (${claim.row.interest}), which nobody without an interest has confirmed`,
          sources: [claim.row.source],
        };
  }
  const { content } = product;
  if (content === null) {
    const reason = `the statistics of ${product.mineral} do not count ${product.product}`;
    return { reason, sources: [product.source] };
  }
  const rates = counted.filter(({ row }) => row.basis === best.row.basis);
  return {
    tonnesPerYear: best.tonnesPerYear * content.mid,
    low: Math.min(...rates.map(({ tonnesPerYear }) => tonnesPerYear)) * content.low,
    high: Math.max(...rates.map(({ highTonnesPerYear }) => highTonnesPerYear)) * content.high,
    reason: `${grouped(best.tonnesPerYear, 0)} t/year of ${best.row.product} by ${best.row.saidBy}; evidence reaches '${ladderOf(record, product.mineral).reached ?? 'no rung in order'}'`,
    sources: [...new Set(rates.map(({ row }) => row.source))],
  };
}

/** A capacity as a rate of product. */
export interface StatedCapacity {
  readonly row: RecordCapacity;
  readonly tonnesPerYear: number; // of product
  readonly highTonnesPerYear: number;
  readonly isClaim: boolean; // of a party with an interest, and nobody confirms it
}

const BASIS_ORDER = ['output', 'design', 'study', 'target', 'delivery'];

/** What is said of a mineral's yearly output: the best basis first, and facts before the rest. */
export function statedCapacities(
  { capacities }: Pick<ProjectRecord, 'capacities'>,
  mineral: string,
): readonly StatedCapacity[] {
  const stated: StatedCapacity[] = [];
  for (const row of capacities) {
    const tonnesPerYear = tonnesPerYearOf(row);
    if (row.mineral !== mineral || row.basis === 'feed' || tonnesPerYear === null) continue;
    const high = tonnesPerYearOf({ ...row, amount: row.amountHigh ?? row.amount });
    stated.push({
      row,
      tonnesPerYear,
      highTonnesPerYear: high ?? tonnesPerYear,
      isClaim: row.standing === 'claim' && row.confirmedBy === null,
    });
  }
  const rank = ({ row }: StatedCapacity) =>
    BASIS_ORDER.indexOf(row.basis) * 2 + (row.standing === 'fact' ? 0 : 1);
  return stated.sort((a, b) => rank(a) - rank(b));
}

/** What a project is said to make in a year, by whoever says it. */
export interface SupplyPromise {
  readonly tonnesPerYear: number; // as the mineral's statistics count it
  readonly low: number;
  readonly high: number;
  readonly capacity: RecordCapacity;
}

/** The promise: a contracted delivery where one is stated, else the newest capacity. */
export function promisedSupply(record: ProjectRecord, mineral: string): SupplyPromise | null {
  if (record.kind === 'total' || record.isCounted) return null;
  if (isUnannounced(record, mineral)) return null;
  const stated = statedCapacities(record, mineral);
  const newest = [...stated].sort((a, b) => (a.row.date > b.row.date ? -1 : 1))[0];
  const chosen = stated.find(({ row }) => row.basis === 'delivery') ?? newest;
  const content = record.products.find((each) => each.mineral === mineral)?.content;
  if (chosen === undefined || content === undefined || content === null) return null;
  return {
    tonnesPerYear: chosen.tonnesPerYear * content.mid,
    low: chosen.tonnesPerYear * content.low,
    high: chosen.highTonnesPerYear * content.high,
    capacity: chosen.row,
  };
}

/** A plant that stands idle promises nothing until somebody says that it will start. */
function isUnannounced(record: ProjectRecord, mineral: string): boolean {
  if (record.kind !== 'restart') return false;
  const announced = ladderOf(record, mineral).rungs[0]!;
  return !announced.isSupported && announced.claims.length === 0;
}
