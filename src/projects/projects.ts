import * as z from 'zod';
import { nearest } from '../base/nearest.ts';
import { Refusal } from '../base/refusal.ts';
import { assume } from '../dependency/assumptions.ts';
import {
  ProjectAward,
  ProjectCapacity,
  ProjectClaim,
  ProjectDetail,
  ProjectDocument,
  ProjectHead,
  ProjectMilestone,
  ProjectPermit,
  ProjectProduct,
  ProjectResource,
  ProjectTest,
} from '../minerals/project-statements.ts';
import type { Assumption, ReferenceData } from '../minerals/reference-data.ts';

/*
 * The record of a project: all that the tables say of it, in one piece. Every statement keeps its
 * day, its standing and its source.
 */

const OWN = { project: true } as const; // the record says whose they are

const content = z
  .object({ low: z.number(), mid: z.number(), high: z.number(), assumption: z.string().nullable() })
  .describe('mineral, as its statistics count it, in a tonne of product [1]');

/** A product, and what of the mineral is in it; null where no statistics count it. */
export const RecordProduct = ProjectProduct.omit({
  ...OWN,
  contentShare: true,
  contentAssumption: true,
}).extend({ content: content.nullable() });
export type RecordProduct = z.infer<typeof RecordProduct>;

/** One dating of a milestone. */
export const Dating = ProjectMilestone.omit({
  ...OWN,
  milestone: true,
  kind: true,
  title: true,
  predecessors: true,
});
export type Dating = z.infer<typeof Dating>;

/** A milestone with all its datings, the oldest first. */
export const RecordMilestone = ProjectMilestone.pick({ kind: true, title: true }).extend({
  id: z.string(),
  predecessors: z.array(z.string()),
  datings: z.array(Dating),
});
export type RecordMilestone = z.infer<typeof RecordMilestone>;

export const RecordDocument = ProjectDocument.omit({
  ...OWN,
  minerals: true,
  supports: true,
}).extend({
  minerals: z.array(z.string()).describe('empty where it speaks of the whole project'),
  supports: z.array(z.string()).describe('rungs of evidence'),
});
export type RecordDocument = z.infer<typeof RecordDocument>;

export const ProjectRecord = ProjectHead.omit({ facts: true })
  .extend({
    facts: z.array(z.string()).describe('rows of project.csv that speak of the same project'),
    details: z.array(ProjectDetail.omit(OWN)),
    permits: z.array(ProjectPermit.omit(OWN)),
    products: z.array(RecordProduct),
    capacities: z.array(ProjectCapacity.omit(OWN)),
    awards: z.array(ProjectAward.omit(OWN)),
    milestones: z.array(RecordMilestone),
    resources: z.array(ProjectResource.omit(OWN)),
    tests: z.array(ProjectTest.omit(OWN)),
    documents: z.array(RecordDocument),
    claims: z.array(ProjectClaim.omit(OWN)),
  })
  .meta({ id: 'ProjectRecord' });
export type ProjectRecord = z.infer<typeof ProjectRecord>;

export type RecordCapacity = ProjectRecord['capacities'][number];
export type RecordPermit = ProjectRecord['permits'][number];

type Tables = Pick<ReferenceData, 'projectTables' | 'assumptions'>;

// The records of one state of the tables are assembled once.
const assembled = new WeakMap<Tables, readonly ProjectRecord[]>();

/**
 * The records of all projects, in the order of their table.
 *
 * @throws Refusal `data.bad_project` where a row speaks of a project that is not there
 */
export function projectRecords(data: Tables): readonly ProjectRecord[] {
  const known = assembled.get(data);
  if (known !== undefined) return known;
  requireKnownProjects(data);
  const records = data.projectTables.heads.map((head) => recordOf(data, head));
  assembled.set(data, records);
  return records;
}

/** @throws Refusal `project.not_found` with the nearest names as hint */
export function findProject(data: Tables, id: string): ProjectRecord {
  const records = projectRecords(data);
  const record = records.find((each) => each.id === id || each.facts.includes(id));
  if (record !== undefined) return record;
  const near = nearest(id, [...records.map((each) => each.id)]);
  throw new Refusal(
    'not_found',
    'project.not_found',
    `there is no project '${id}'`,
    `the nearest are ${near.join(', ')}; \`lodestock project list\` shows all`,
  );
}

/** The record that speaks of a row of project.csv, or undefined. */
export function recordOfFact(data: Tables, factId: string): ProjectRecord | undefined {
  return projectRecords(data).find(({ facts }) => facts.includes(factId));
}

/** The minerals a project has products of, each once. */
export const mineralsOf = ({ products }: Pick<ProjectRecord, 'products'>): readonly string[] => [
  ...new Set(products.map(({ mineral }) => mineral)),
];

function recordOf({ projectTables, assumptions }: Tables, head: ProjectHead): ProjectRecord {
  const { facts, ...rest } = head;
  const own = <Row extends { project: string }>(rows: readonly Row[]): Omit<Row, 'project'>[] =>
    rows.filter(({ project }) => project === head.id).map(({ project: _, ...row }) => row);
  return {
    ...rest,
    facts: split(facts),
    details: own(projectTables.details),
    permits: own(projectTables.permits),
    products: own(projectTables.products).map((row) => productOf(row, assumptions)),
    capacities: own(projectTables.capacities),
    awards: own(projectTables.awards),
    milestones: milestonesOf(own(projectTables.milestones)),
    resources: own(projectTables.resources),
    tests: own(projectTables.tests),
    documents: own(projectTables.documents).map(({ minerals, supports, ...row }) => ({
      ...row,
      minerals: split(minerals),
      supports: split(supports),
    })),
    claims: own(projectTables.claims),
  };
}

const split = (text: string | null): string[] => (text === null ? [] : text.split(';'));

function productOf(
  { contentShare, contentAssumption, ...row }: Omit<ProjectProduct, 'project'>,
  assumptions: readonly Assumption[],
): RecordProduct {
  if (contentAssumption !== null) {
    const range = assume(assumptions, contentAssumption, [`mineral:${row.mineral}`]);
    return { ...row, content: { ...range, assumption: contentAssumption } };
  }
  if (contentShare === null) return { ...row, content: null };
  const [low, mid, high] = [contentShare, contentShare, contentShare];
  return { ...row, content: { low, mid, high, assumption: null } };
}

/** Rows of one milestone stand together, in the order in which they were stated. */
function milestonesOf(rows: readonly Omit<ProjectMilestone, 'project'>[]): RecordMilestone[] {
  const byId = new Map<string, RecordMilestone>();
  for (const { milestone, kind, title, predecessors, ...dating } of rows) {
    const before = byId.get(milestone);
    const datings = [...(before?.datings ?? []), dating];
    byId.set(milestone, { id: milestone, kind, title, predecessors: split(predecessors), datings });
  }
  return [...byId.values()].map((each) => ({
    ...each,
    datings: [...each.datings].sort((a, b) => (a.statedOn < b.statedOn ? -1 : 1)),
  }));
}

function requireKnownProjects({ projectTables }: Tables): void {
  const { heads, ...others } = projectTables;
  const ids = new Set(heads.map(({ id }) => id));
  for (const [name, rows] of Object.entries(others)) {
    const stray = rows.find(({ project }) => !ids.has(project));
    if (stray === undefined) continue;
    throw new Refusal(
      'invalid',
      'data.bad_project',
      `a row of the ${name} of projects speaks of '${stray.project}', which is no project of project_record.csv`,
      'write the id of a project, or add its row',
    );
  }
}
