import * as z from 'zod';

/*
 * What the public record says of projects, one schema a kind of statement: its day, its standing and
 * its source with every one. What no source gives is null.
 *
 * A day may be as coarse as its source: '2026', '2026-02' or '2026-02-24'.
 */

const text = z.string().min(1);
const optionalText = text.nullable();
const number = z.number();
const optionalNumber = z.number().nullable();
const partialDate = z.string().regex(/^\d{4}(-\d{2}){0,2}$/, 'write a year, a month or a day');
const optionalDate = partialDate.nullable();

/**
 * How far a row may be relied on.
 *
 * A fact is stated by an office, a regulator or two sources that agree; a claim is what a party with
 * an interest says; the others are `unverified`: one source without an interest.
 */
export const STANDINGS = ['fact', 'claim', 'unverified'] as const;
export const INTERESTS = ['none', 'issuer', 'holder', 'promoter'] as const;
export const PROJECT_KINDS = ['mine', 'plant', 'restart', 'total'] as const;
export const PROJECT_STAGES = ['restart', 'construction', 'planned', 'feasibility'] as const;
export const PERMIT_STATUSES = ['in force', 'pending', 'revoked', 'expired'] as const;
export const PRODUCT_ROLES = ['main', 'by-product'] as const;
export const CAPACITY_BASES = ['design', 'target', 'study', 'output', 'feed', 'delivery'] as const;
export const AWARD_KINDS = ['contract', 'task order', 'option'] as const;
export const MILESTONE_KINDS = [
  'permit',
  'financing decision',
  'construction',
  'first output',
  'nameplate',
  'other',
] as const;
export const RESOURCE_CLASSES = [
  'inferred',
  'indicated',
  'measured',
  'measured and indicated',
  'all resources',
  'probable',
  'proven',
  'proven and probable',
] as const;
export const REPORT_CODES = ['NI 43-101', 'S-K 1300', 'JORC'] as const;
export const GRADE_UNITS = ['percent', 'ppm'] as const;

const standing = z.enum(STANDINGS);
const interest = z.enum(INTERESTS);

/** A mine, a plant or a restart: what it is and where. */
export const ProjectHead = z.object({
  id: text,
  name: text,
  kind: z.enum(PROJECT_KINDS), // 'total' is a sum of many that a source gives: no project
  stage: z.enum(PROJECT_STAGES).nullable(), // the class whose delays are assumed
  place: text,
  iso3: optionalText,
  latitude: optionalNumber,
  longitude: optionalNumber,
  locationSource: optionalText,
  facts: optionalText, // ids of project.csv that speak of the same project, separated by ';'
  isReserveInstrument: z.boolean(), // whether the Reserve is a party
  isCounted: z.boolean(), // whether its output is already in the statistics of production
  note: optionalText,
  date: partialDate,
  standing,
  source: text,
});
export type ProjectHead = z.infer<typeof ProjectHead>;

export const DETAIL_ITEMS = [
  'owner',
  'owner chain',
  'owner country', // 'CAN: who it is': one row for each country of which a source names an owner
  'processor country', // likewise of who treats what it delivers
  'area',
  'mining claims',
  'permanent jobs',
  'construction jobs',
  'capital cost',
  'capital spent',
  'federal money',
  'feedstock origin',
  'buyers',
  'works',
] as const;

/** Something a source says of a project that has no table of its own. */
export const ProjectDetail = z.object({
  project: text,
  item: z.enum(DETAIL_ITEMS),
  value: text,
  unit: optionalText,
  saidBy: text,
  date: partialDate,
  standing,
  source: text,
});
export type ProjectDetail = z.infer<typeof ProjectDetail>;

export const ProjectPermit = z.object({
  project: text,
  permit: text,
  authority: text,
  approved: optionalDate,
  renewed: optionalDate,
  expires: optionalDate,
  status: z.enum(PERMIT_STATUSES),
  date: partialDate,
  standing,
  source: text,
});
export type ProjectPermit = z.infer<typeof ProjectPermit>;

/** What comes out of the gate, and how much of the mineral is in a tonne of it. */
export const ProjectProduct = z.object({
  project: text,
  mineral: text,
  product: text,
  role: z.enum(PRODUCT_ROLES),
  gradeLow: optionalNumber,
  gradeHigh: optionalNumber,
  gradeUnit: z.enum(GRADE_UNITS).nullable(),
  contentShare: optionalNumber, // tonnes of the mineral, as statistics count them, in a tonne
  contentAssumption: optionalText, // or the assumption that holds it by mineral
  date: partialDate,
  standing,
  source: text,
});
export type ProjectProduct = z.infer<typeof ProjectProduct>;

/** An amount that somebody says a project makes, can make, treats or has to deliver. */
export const ProjectCapacity = z.object({
  project: text,
  mineral: text,
  product: text,
  basis: z.enum(CAPACITY_BASES),
  amount: number,
  amountHigh: optionalNumber, // where a range is given
  unit: text,
  years: optionalNumber, // over which an amount that is no rate is spread
  saidBy: text,
  interest,
  confirmedBy: optionalText, // who without an interest says the same
  date: partialDate,
  standing,
  source: text,
});
export type ProjectCapacity = z.infer<typeof ProjectCapacity>;

/** A contract, an order under it or an option, by whichever agency. */
export const ProjectAward = z.object({
  project: text,
  reference: text,
  kind: z.enum(AWARD_KINDS),
  parent: optionalText, // the reference of the contract it stands under
  agency: text,
  baseUsd: optionalNumber,
  ceilingUsd: optionalNumber,
  guaranteeUsd: optionalNumber,
  quantity: optionalNumber,
  quantityUnit: optionalText,
  firstDay: optionalDate,
  lastDay: optionalDate,
  terms: optionalText, // delivery, payment and title
  date: partialDate,
  standing,
  source: text,
});
export type ProjectAward = z.infer<typeof ProjectAward>;

/** One dating of one milestone; a milestone that is dated anew has another row. */
export const ProjectMilestone = z.object({
  project: text,
  milestone: text, // short name within the project
  kind: z.enum(MILESTONE_KINDS),
  title: text,
  predecessors: optionalText, // short names, separated by ';'
  statedOn: partialDate,
  expectedFirst: optionalDate, // the source's words as a span of days
  expectedLast: optionalDate,
  actual: optionalDate,
  words: text, // how the source dates it
  saidBy: text,
  standing,
  source: text,
});
export type ProjectMilestone = z.infer<typeof ProjectMilestone>;

/** One line of a resource or reserve statement. */
export const ProjectResource = z.object({
  project: text,
  mineral: text,
  analyte: text, // what the grade is the grade of
  resourceClass: z.enum(RESOURCE_CLASSES),
  tonnes: number, // of rock
  grade: number,
  gradeUnit: z.enum(GRADE_UNITS),
  reportCode: z.enum(REPORT_CODES).nullable(),
  qualifiedPerson: optionalText,
  date: partialDate,
  standing,
  source: text,
});
export type ProjectResource = z.infer<typeof ProjectResource>;

/** A test of a deposit: what was found in what, by whom and how. */
export const ProjectTest = z.object({
  project: text,
  mineral: text,
  sample: text,
  lithology: optionalText,
  laboratory: optionalText,
  isIndependent: z.boolean().nullable(),
  method: optionalText,
  detectionLimit: optionalText,
  analyte: text,
  value: optionalNumber, // null where only presence is published
  unit: optionalText,
  date: partialDate,
  document: text,
  standing,
  source: text,
});
export type ProjectTest = z.infer<typeof ProjectTest>;

/** A document and the rungs of evidence it supports. */
export const ProjectDocument = z.object({
  id: text,
  project: text,
  minerals: optionalText, // separated by ';'; null where it speaks of the whole project
  kind: text,
  title: text,
  supports: optionalText, // rungs of the ladder, separated by ';'
  preparedBy: text,
  date: partialDate,
  standing,
  source: text,
});
export type ProjectDocument = z.infer<typeof ProjectDocument>;

/** What somebody with an interest says, and who has confirmed it. */
export const ProjectClaim = z.object({
  project: text,
  subject: text,
  value: optionalNumber,
  unit: optionalText,
  words: text,
  saidBy: text,
  interest,
  confirmedBy: optionalText,
  date: partialDate,
  standing,
  source: text,
});
export type ProjectClaim = z.infer<typeof ProjectClaim>;

/** The record as its tables hold it. */
export interface ProjectTables {
  readonly heads: readonly ProjectHead[];
  readonly details: readonly ProjectDetail[];
  readonly permits: readonly ProjectPermit[];
  readonly products: readonly ProjectProduct[];
  readonly capacities: readonly ProjectCapacity[];
  readonly awards: readonly ProjectAward[];
  readonly milestones: readonly ProjectMilestone[];
  readonly resources: readonly ProjectResource[];
  readonly tests: readonly ProjectTest[];
  readonly documents: readonly ProjectDocument[];
  readonly claims: readonly ProjectClaim[];
}
