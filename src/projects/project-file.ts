import * as z from 'zod';
import { parseJson } from '../base/json-text.ts';
import { Refusal, schemaSentence } from '../base/refusal.ts';
import {
  CAPACITY_BASES,
  GRADE_UNITS,
  INTERESTS,
  MILESTONE_KINDS,
  PERMIT_STATUSES,
  PRODUCT_ROLES,
  PROJECT_STAGES,
  REPORT_CODES,
  RESOURCE_CLASSES,
  STANDINGS,
} from '../minerals/project-statements.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { isPartialDate, lastDay } from './day.ts';
import { DEPOSIT_RUNGS, PLANT_RUNGS } from './evidence.ts';
import { tonnesPerYearOf } from './mass-unit.ts';
import { requireMilestoneOrder } from './milestones.ts';
import type { ProjectRecord, RecordMilestone } from './projects.ts';
import { gradeProblem, requireOneClass } from './resources.ts';

/*
 * A project that a person writes down: the record in short. What is wrong with it is said in
 * sentences, all at once.
 */

const text = z.string().min(1);
const date = text.refine(isPartialDate, 'write a year, a month or a day, as in 2027-03');
const OWN = 'your file';

const Product = z.strictObject({
  mineral: text,
  product: text,
  role: z.enum(PRODUCT_ROLES).default('main'),
  grade: z.number().optional(),
  gradeUnit: z.enum(GRADE_UNITS).optional(),
  contentShare: z.number().gt(0).max(1).default(1).describe('of the mineral in a tonne of product'),
});

const Capacity = z.strictObject({
  mineral: text,
  product: text.default('product'),
  basis: z.enum(CAPACITY_BASES).default('design'),
  amount: z.number().positive(),
  amountHigh: z.number().positive().optional(),
  unit: z
    .string({
      error:
        "a capacity needs its unit with the type of its ton, as in 't/year' or 'short ton/year'",
    })
    .min(
      1,
      "a capacity needs its unit with the type of its ton, as in 't/year' or 'short ton/year'",
    ),
  years: z.number().positive().optional(),
  saidBy: text.default(OWN),
  interest: z.enum(INTERESTS).default('none'),
  confirmedBy: text.optional(),
});

const Permit = z.strictObject({
  permit: text,
  authority: text,
  approved: date.optional(),
  renewed: date.optional(),
  expires: date.optional(),
  status: z.enum(PERMIT_STATUSES).default('in force'),
});

const Milestone = z.strictObject({
  id: text,
  title: text,
  kind: z.enum(MILESTONE_KINDS).default('other'),
  predecessors: z.array(text).default([]),
  expectedFirst: date.optional(),
  expectedLast: date.optional(),
  actual: date.optional(),
});

const Resource = z.strictObject({
  mineral: text,
  analyte: text.optional(),
  resourceClass: z.enum(RESOURCE_CLASSES),
  tonnes: z.number().positive(),
  grade: z.number(),
  gradeUnit: z.enum(GRADE_UNITS),
  reportCode: z.enum(REPORT_CODES).optional(),
  qualifiedPerson: text.optional(),
});

const ResourceTotal = z.strictObject({
  label: text,
  classes: z.array(z.enum(RESOURCE_CLASSES)).min(1),
  tonnes: z.number().positive().optional(),
});

const Evidence = z.strictObject({
  title: text,
  supports: z.array(z.enum([...DEPOSIT_RUNGS, ...PLANT_RUNGS])).default([]),
  minerals: z.array(text).default([]),
  standing: z.enum(STANDINGS).default('unverified'),
  source: text.default(OWN),
});

export const ProjectFile = z
  .strictObject({
    id: text.regex(/^[a-z0-9-]+$/, 'write small letters, digits and hyphens'),
    name: text,
    kind: z.enum(['mine', 'plant', 'restart']),
    stage: z.enum(PROJECT_STAGES).optional().describe('class whose delays are assumed'),
    place: text.default('not given'),
    iso3: text.length(3).optional(),
    products: z.array(Product).min(1),
    capacities: z.array(Capacity).default([]),
    permits: z.array(Permit).default([]),
    milestones: z.array(Milestone).default([]),
    resources: z.array(Resource).default([]),
    resourceTotals: z.array(ResourceTotal).default([]).describe('sums that the file states'),
    documents: z.array(Evidence).default([]),
  })
  .meta({ id: 'ProjectFile' });
type ProjectFile = z.infer<typeof ProjectFile>;

/**
 * The record that a file states.
 *
 * @param on - day on which a permit must still hold
 * @throws Refusal `project.bad_file` with every problem; a single one keeps its own code
 */
export function readProjectFile(
  json: string,
  data: Pick<ReferenceData, 'minerals'>,
  on: string,
): ProjectRecord {
  const file = parsed(json);
  const record = recordOf(file, on);
  const problems = [
    ...problemsOf(() => requireMinerals(file, data)),
    ...file.capacities.flatMap((row) =>
      problemsOf(() => tonnesPerYearOf({ ...row, years: row.years ?? null })),
    ),
    ...problemsOf(() => requireMilestoneOrder(record.milestones)),
    ...file.resourceTotals.flatMap((row) => problemsOf(() => requireTotal(row))),
    ...gradesOf(file).flatMap((row) => problemsOf(() => requireGrade(row))),
    ...file.permits.flatMap((row) => problemsOf(() => requireValid(row, on))),
  ];
  if (problems.length === 1) throw problems[0];
  if (problems.length > 1) {
    throw new Refusal(
      'invalid',
      'project.bad_file',
      problems.map(({ message }) => message).join('; '),
      'correct each, or leave out what is not known',
    );
  }
  return record;
}

function parsed(json: string): ProjectFile {
  const found = ProjectFile.safeParse(parseJson(json, () => bad('it is not JSON')));
  if (found.success) return found.data;
  throw bad(schemaSentence(found.error));
}

const bad = (why: string): Refusal =>
  new Refusal(
    'invalid',
    'project.bad_file',
    `cannot read the project: ${why}`,
    'docs/schemas/project-file.json says what a project file holds',
  );

/** The expected "no" of a check, or nothing. */
function problemsOf(check: () => unknown): readonly Refusal[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof Refusal) return [error];
    throw error;
  }
}

function requireMinerals({ products }: ProjectFile, { minerals }: Pick<ReferenceData, 'minerals'>) {
  const unknown = products.find(({ mineral }) => !minerals.some(({ id }) => id === mineral));
  if (unknown === undefined) return;
  throw new Refusal(
    'invalid',
    'project.unknown_mineral',
    `a product is of '${unknown.mineral}', which is no mineral of the list`,
    '`lodestock dependency list` shows all',
  );
}

function requireTotal({ label, classes }: z.infer<typeof ResourceTotal>): void {
  const [problem] = problemsOf(() => requireOneClass(classes));
  if (problem === undefined) return;
  const { kind, code, message, hint } = problem;
  throw new Refusal(kind, code, `the total '${label}': ${message}`, hint);
}

interface Graded {
  readonly what: string;
  readonly mineral: string;
  readonly grade: number;
  readonly gradeUnit: 'percent' | 'ppm';
}

const gradesOf = ({ products, resources }: ProjectFile): readonly Graded[] => [
  ...products.flatMap(({ product, mineral, grade, gradeUnit }) =>
    grade === undefined || gradeUnit === undefined
      ? []
      : [{ what: product, mineral, grade, gradeUnit }],
  ),
  ...resources.map(({ resourceClass, mineral, grade, gradeUnit }) => ({
    what: `${resourceClass} ${mineral}`,
    ...{ mineral, grade, gradeUnit },
  })),
];

function requireGrade({ what, mineral, grade, gradeUnit }: Graded): void {
  const problem = gradeProblem(grade, gradeUnit, mineral);
  if (problem === undefined) return;
  throw new Refusal(
    'invalid',
    'project.bad_grade',
    `cannot believe the grade of ${what}: ${problem}`,
    'write percent, or ppm, which is grams a tonne',
  );
}

function requireValid({ permit, expires }: z.infer<typeof Permit>, on: string): void {
  if (expires === undefined || lastDay(expires) >= lastDay(on)) return;
  throw new Refusal(
    'invalid',
    'project.permit_expired',
    `the permit '${permit}' expired on ${expires}, before ${on}`,
    'state its renewal, or leave it out',
  );
}

function recordOf(file: ProjectFile, on: string): ProjectRecord {
  const stated = { date: on, standing: 'unverified' as const, source: OWN };
  return {
    ...stated,
    id: file.id,
    name: file.name,
    kind: file.kind,
    stage: file.stage ?? null,
    place: file.place,
    iso3: file.iso3 ?? null,
    latitude: null,
    longitude: null,
    locationSource: null,
    facts: [],
    isReserveInstrument: false,
    isCounted: false,
    note: null,
    details: [],
    awards: [],
    tests: [],
    claims: [],
    permits: file.permits.map((row) => ({
      ...stated,
      ...row,
      approved: row.approved ?? null,
      renewed: row.renewed ?? null,
      expires: row.expires ?? null,
    })),
    products: file.products.map(({ contentShare: share, grade, gradeUnit, ...row }) => ({
      ...stated,
      ...row,
      gradeLow: grade ?? null,
      gradeHigh: grade ?? null,
      gradeUnit: gradeUnit ?? null,
      content: { low: share, mid: share, high: share, assumption: null },
    })),
    capacities: file.capacities.map((row) => ({
      ...stated,
      ...row,
      amountHigh: row.amountHigh ?? null,
      years: row.years ?? null,
      confirmedBy: row.confirmedBy ?? null,
      standing: row.interest !== 'none' && row.confirmedBy === undefined ? 'claim' : 'unverified',
    })),
    milestones: file.milestones.map((row) => milestoneOf(row, on)),
    resources: file.resources.map((row) => ({
      ...stated,
      ...row,
      analyte: row.analyte ?? row.mineral,
      reportCode: row.reportCode ?? null,
      qualifiedPerson: row.qualifiedPerson ?? null,
    })),
    documents: file.documents.map((row, i) => ({
      ...stated,
      ...row,
      id: `document-${i + 1}`,
      kind: 'document',
      preparedBy: OWN,
    })),
  };
}

function milestoneOf(row: z.infer<typeof Milestone>, on: string): RecordMilestone {
  const { id, kind, title, predecessors, expectedFirst, expectedLast, actual } = row;
  const dating = {
    statedOn: on,
    expectedFirst: expectedFirst ?? expectedLast ?? null,
    expectedLast: expectedLast ?? expectedFirst ?? null,
    actual: actual ?? null,
    words: actual ?? expectedLast ?? expectedFirst ?? 'no date',
    saidBy: OWN,
    standing: 'unverified' as const,
    source: OWN,
  };
  return { id, kind, title, predecessors, datings: [dating] };
}
