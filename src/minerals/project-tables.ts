import {
  AWARD_KINDS,
  CAPACITY_BASES,
  DETAIL_ITEMS,
  GRADE_UNITS,
  INTERESTS,
  MILESTONE_KINDS,
  PERMIT_STATUSES,
  PRODUCT_ROLES,
  PROJECT_KINDS,
  PROJECT_STAGES,
  type ProjectAward,
  type ProjectCapacity,
  type ProjectClaim,
  type ProjectDetail,
  type ProjectDocument,
  type ProjectHead,
  type ProjectMilestone,
  type ProjectPermit,
  type ProjectProduct,
  type ProjectResource,
  type ProjectTest,
  REPORT_CODES,
  RESOURCE_CLASSES,
  STANDINGS,
} from './project-statements.ts';
import { table } from './table-spec.ts';

/*
 * The tables of the public record of projects. All are written by hand: no importer writes them.
 */

const PROJECT = 'project: text | id of a project in project_record.csv';
const MINERAL = 'mineral: text | id of a mineral in mineral.csv';
const DATE = 'date: text | when it was said, as closely as the source tells | day, month or year';
const STANDING = 'standing: text | fact, claim (by a party with an interest) or unverified';
const CITED = 'source: text | publication the row was transcribed from';
const INTEREST = 'interest: text | interest of who says it: none, issuer, holder or promoter';
const CONFIRMED = 'confirmed_by: text? | who without an interest says the same, with a citation';
const SAID_BY = 'said_by: text | who says it';
const TAIL = [DATE, STANDING, CITED];

export const PROJECT_RECORD_TABLE = table<ProjectHead>(
  'project_record',
  [
    'id: text | short name',
    'name: text | name',
    'kind: text | mine, plant, restart, or total: a sum of many that a source gives',
    'stage: text? | class whose delays are assumed, a scope of assumption.csv',
    'place: text | place in words',
    'iso3: text? | country, alpha-3 code; empty for a total',
    'latitude: number? | latitude, two decimals | degrees north',
    'longitude: number? | longitude, two decimals | degrees east',
    'location_source: text? | where the coordinates are from',
    'facts: text? | ids of project.csv that speak of the same project, separated by ;',
    'is_reserve_instrument: boolean | whether the Reserve is a party to its support',
    'is_counted: boolean | whether its output is already in the statistics of production',
    'note: text? | what to know of it',
    ...TAIL,
  ],
  { kind: PROJECT_KINDS, stage: PROJECT_STAGES, standing: STANDINGS },
);

export const PROJECT_DETAIL_TABLE = table<ProjectDetail>(
  'project_detail',
  [
    PROJECT,
    'item: text | what is said of it',
    'value: text | the statement, or a number | see unit',
    'unit: text? | unit of a number',
    SAID_BY,
    ...TAIL,
  ],
  { item: DETAIL_ITEMS, standing: STANDINGS },
);

export const PROJECT_PERMIT_TABLE = table<ProjectPermit>(
  'project_permit',
  [
    PROJECT,
    'permit: text | what is permitted',
    'authority: text | who permits it',
    'approved: text? | when it was given | day, month or year',
    'renewed: text? | when it was last renewed | day, month or year',
    'expires: text? | last day on which it holds, where one is published | day, month or year',
    'status: text | in force, pending, revoked or expired, as the source last says',
    ...TAIL,
  ],
  { status: PERMIT_STATUSES, standing: STANDINGS },
);

export const PROJECT_PRODUCT_TABLE = table<ProjectProduct>(
  'project_product',
  [
    PROJECT,
    MINERAL,
    'product: text | what is sold',
    'role: text | main, or by-product: what the host product decides on',
    'grade_low: number? | least grade | see grade_unit',
    'grade_high: number? | greatest grade | see grade_unit',
    'grade_unit: text? | percent or ppm',
    'content_share: number? | mineral, as its statistics count it, in a tonne of product | 1',
    'content_assumption: text? | assumption that holds the content, where no source gives it',
    ...TAIL,
  ],
  { role: PRODUCT_ROLES, grade_unit: GRADE_UNITS, standing: STANDINGS },
);

export const PROJECT_CAPACITY_TABLE = table<ProjectCapacity>(
  'project_capacity',
  [
    PROJECT,
    MINERAL,
    'product: text | a product of project_product.csv, or what is fed',
    'basis: text | design, target, study, output, feed or delivery',
    'amount: number | amount, or the least of a range | see unit',
    'amount_high: number? | greatest of a range | see unit',
    'unit: text | unit with its type of ton, as in short ton/year',
    'years: number? | over which an amount that is no rate is spread | years',
    SAID_BY,
    INTEREST,
    CONFIRMED,
    ...TAIL,
  ],
  { basis: CAPACITY_BASES, interest: INTERESTS, standing: STANDINGS },
);

export const PROJECT_AWARD_TABLE = table<ProjectAward>(
  'project_award',
  [
    PROJECT,
    'reference: text | number or name of the contract, order or option',
    'kind: text | contract, task order or option',
    'parent: text? | reference of the contract it stands under',
    'agency: text | who awards it',
    'base_usd: number? | value at award | USD',
    'ceiling_usd: number? | most that may be ordered | USD',
    'guarantee_usd: number? | least that is ordered in any case | USD',
    'quantity: number? | quantity to deliver | see quantity_unit',
    'quantity_unit: text? | unit of quantity',
    'first_day: text? | start of the ordering period | day, month or year',
    'last_day: text? | end of the ordering period | day, month or year',
    'terms: text? | delivery, payment and title',
    ...TAIL,
  ],
  { kind: AWARD_KINDS, standing: STANDINGS },
);

export const PROJECT_MILESTONE_TABLE = table<ProjectMilestone>(
  'project_milestone',
  [
    PROJECT,
    'milestone: text | short name within the project; each dating of it is a row',
    'kind: text | permit, financing decision, construction, first output, nameplate or other',
    'title: text | what is reached',
    'predecessors: text? | milestones that must be reached before, separated by ;',
    'stated_on: text | when this date was given | day, month or year',
    'expected_first: text? | first day the words allow | day, month or year',
    'expected_last: text? | last day the words allow | day, month or year',
    'actual: text? | when it was reached | day, month or year',
    'words: text | how the source dates it',
    SAID_BY,
    STANDING,
    CITED,
  ],
  { kind: MILESTONE_KINDS, standing: STANDINGS },
);

export const PROJECT_RESOURCE_TABLE = table<ProjectResource>(
  'project_resource',
  [
    PROJECT,
    MINERAL,
    'analyte: text | what the grade is the grade of',
    'resource_class: text | class of CRIRSCO; classes are never added up',
    'tonnes: number | rock | t',
    'grade: number | grade | see grade_unit',
    'grade_unit: text | percent or ppm',
    'report_code: text? | NI 43-101, S-K 1300 or JORC',
    'qualified_person: text? | who answers for it',
    ...TAIL,
  ],
  {
    resource_class: RESOURCE_CLASSES,
    grade_unit: GRADE_UNITS,
    report_code: REPORT_CODES,
    standing: STANDINGS,
  },
);

export const PROJECT_TEST_TABLE = table<ProjectTest>(
  'project_test',
  [
    PROJECT,
    MINERAL,
    'sample: text | what was tested',
    'lithology: text? | rock it is of',
    'laboratory: text? | who tested it',
    'is_independent: boolean? | whether the laboratory is independent of the owner',
    'method: text? | how',
    'detection_limit: text? | least that the method sees',
    'analyte: text | what was looked for',
    'value: number? | what was found; empty where only presence is published | see unit',
    'unit: text? | unit of value',
    'date: text | when it was published | day, month or year',
    'document: text | id of a document in project_document.csv',
    STANDING,
    CITED,
  ],
  { standing: STANDINGS },
);

export const PROJECT_DOCUMENT_TABLE = table<ProjectDocument>(
  'project_document',
  [
    'id: text | short name',
    PROJECT,
    'minerals: text? | minerals it speaks of, separated by ;, or empty for the whole project',
    'kind: text | study, report, filing, award, article or statistics',
    'title: text | what it is',
    'supports: text? | rungs of evidence it supports, separated by ;',
    'prepared_by: text | who wrote it',
    ...TAIL,
  ],
  { standing: STANDINGS },
);

export const PROJECT_CLAIM_TABLE = table<ProjectClaim>(
  'project_claim',
  [
    PROJECT,
    'subject: text | what it is about',
    'value: number? | amount | see unit',
    'unit: text? | unit of value',
    'words: text | what is said',
    SAID_BY,
    INTEREST,
    CONFIRMED,
    ...TAIL,
  ],
  { interest: INTERESTS, standing: STANDINGS },
);

export const PROJECT_TABLES = [
  PROJECT_RECORD_TABLE,
  PROJECT_DETAIL_TABLE,
  PROJECT_PERMIT_TABLE,
  PROJECT_PRODUCT_TABLE,
  PROJECT_CAPACITY_TABLE,
  PROJECT_AWARD_TABLE,
  PROJECT_MILESTONE_TABLE,
  PROJECT_RESOURCE_TABLE,
  PROJECT_TEST_TABLE,
  PROJECT_DOCUMENT_TABLE,
  PROJECT_CLAIM_TABLE,
] as const;
