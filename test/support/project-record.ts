import type { ProjectRecord } from '../../src/projects/projects.ts';

const CITED = { date: '2026', standing: 'fact', source: 'made up' } as const;

/** What `madeRecord` is asked for beside fields of the record. */
interface Shape {
  readonly mineral?: string;
  readonly tonnesPerYear?: number | null; // null: no capacity is published
  readonly unit?: string;
  readonly content?: number;
  readonly expectedLast?: string | null; // of first output
  readonly capitalMusd?: number | null;
}

/** A plant under construction whose money is promised: 500 t of antimony a year from 2028 on. */
export function madeRecord(shape: Shape = {}, own: Partial<ProjectRecord> = {}): ProjectRecord {
  const { mineral = 'antimony', tonnesPerYear = 500, unit = 't/year', content = 1 } = shape;
  const { expectedLast = '2028-12-31', capitalMusd = 40 } = shape;
  const said = { saidBy: 'an office', ...CITED };
  return {
    id: 'works',
    name: 'Works',
    kind: 'plant',
    stage: 'construction',
    place: 'Idaho',
    iso3: 'USA',
    latitude: null,
    longitude: null,
    locationSource: null,
    facts: [],
    isReserveInstrument: false,
    isCounted: false,
    note: null,
    ...CITED,
    details:
      capitalMusd === null
        ? []
        : [{ item: 'capital cost', value: String(capitalMusd), unit: 'million USD', ...said }],
    permits: [],
    products: [
      {
        mineral,
        product: mineral,
        role: 'main',
        gradeLow: null,
        gradeHigh: null,
        gradeUnit: null,
        content: { low: content, mid: content, high: content, assumption: null },
        ...CITED,
      },
    ],
    capacities:
      tonnesPerYear === null
        ? []
        : [
            {
              mineral,
              product: mineral,
              basis: 'design',
              amount: tonnesPerYear,
              amountHigh: null,
              unit,
              years: null,
              interest: 'none',
              confirmedBy: null,
              ...said,
            },
          ],
    awards: [],
    milestones: [
      {
        id: 'production',
        kind: 'first output',
        title: 'Production starts',
        predecessors: [],
        datings: [
          {
            statedOn: '2026',
            expectedFirst: expectedLast,
            expectedLast,
            actual: null,
            words: 'in time',
            saidBy: 'an office',
            standing: 'fact',
            source: 'made up',
          },
        ],
      },
    ],
    resources: [],
    tests: [],
    documents: [
      {
        title: 'Notice',
        kind: 'notice',
        minerals: [],
        supports: ['announced', 'financed'],
        ...CITED,
      },
    ],
    claims: [],
    ...own,
  } as ProjectRecord;
}
