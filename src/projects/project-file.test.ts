import { beforeAll, expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import { Refusal } from '../base/refusal.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { creditedSupply } from './evidence.ts';
import { readProjectFile } from './project-file.ts';

let data: ReferenceData;
beforeAll(async () => {
  data = await referenceData();
});

const MINE = {
  id: 'my-mine',
  name: 'My mine',
  kind: 'mine',
  stage: 'feasibility',
  iso3: 'USA',
  products: [{ mineral: 'fluorspar', product: 'acid-spar', grade: 97, gradeUnit: 'percent' }],
  capacities: [{ mineral: 'fluorspar', amount: 50_000, unit: 'short ton/year' }],
  permits: [{ permit: 'mine plan', authority: 'an office', expires: '2030' }],
  milestones: [
    { id: 'permit', title: 'Permit', kind: 'permit', expectedLast: '2027-06' },
    {
      id: 'output',
      title: 'First output',
      kind: 'first output',
      predecessors: ['permit'],
      expectedLast: '2029',
    },
  ],
  resources: [
    {
      mineral: 'fluorspar',
      resourceClass: 'probable',
      tonnes: 2e6,
      grade: 40,
      gradeUnit: 'percent',
    },
  ],
  resourceTotals: [{ label: 'reserve', classes: ['probable'], tonnes: 2e6 }],
  documents: [{ title: 'Feasibility study', supports: ['recovery', 'economics'] }],
};
const ON = '2026-07-02';
const read = (change: object) => readProjectFile(JSON.stringify({ ...MINE, ...change }), data, ON);

test('a project of your own is credited by the same rules', () => {
  const found = creditedSupply(read({}), 'fluorspar');
  // A probable reserve shows presence, grade, resource and reserve; the study the other rungs.
  expect(found).toMatchObject({ tonnesPerYear: expect.closeTo(45_359.237, 6) });
  expect(creditedSupply(read({ documents: [] }), 'fluorspar').reason).toContain("'recovery'");
});

test('a capacity of the issuer is a claim until it is confirmed', () => {
  const row = { ...MINE.capacities[0], interest: 'issuer', saidBy: 'the company' };
  expect(creditedSupply(read({ capacities: [row] }), 'fluorspar').reason).toContain('is a claim');
  const confirmed = read({ capacities: [{ ...row, confirmedBy: 'an office' }] });
  expect(creditedSupply(confirmed, 'fluorspar')).toMatchObject({ low: expect.any(Number) });
});

const REFUSED: readonly (readonly [string, object, string, string])[] = [
  [
    'inferred rock added to reserves',
    { resourceTotals: [{ label: 'all rock', classes: ['probable', 'inferred'], tonnes: 9e6 }] },
    'project.sum_across_classes',
    "the total 'all rock': cannot add probable and inferred: inferred rock is known too little",
  ],
  [
    'a capacity without unit',
    { capacities: [{ mineral: 'fluorspar', amount: 50_000 }] },
    'project.bad_file',
    'capacities.0.unit: a capacity needs its unit with the type of its ton',
  ],
  [
    'a ton without its type',
    { capacities: [{ mineral: 'fluorspar', amount: 50_000, unit: 'ton/year' }] },
    'project.unknown_unit',
    'a ton may be a short ton',
  ],
  [
    'a milestone before its predecessor',
    {
      milestones: [
        { ...MINE.milestones[0], expectedFirst: '2027', expectedLast: '2027-06' },
        { ...MINE.milestones[1], expectedLast: '2026-12' },
      ],
    },
    'project.milestone_before_predecessor',
    'cannot date output by 2026-12-31: it waits for permit, which comes on 2027-01-01 at the earliest',
  ],
  [
    'a permit that has expired',
    { permits: [{ permit: 'mine plan', authority: 'an office', expires: '2026-06-30' }] },
    'project.permit_expired',
    "the permit 'mine plan' expired on 2026-06-30, before 2026-07-02",
  ],
  [
    'a percentage given as ppm',
    { resources: [{ ...MINE.resources[0], grade: 40, gradeUnit: 'ppm' }] },
    'project.bad_grade',
    'far below what fluorspar is mined at (1,000 ppm); was percent meant?',
  ],
  [
    'ppm given as a percentage',
    { resources: [{ ...MINE.resources[0], grade: 5444, gradeUnit: 'percent' }] },
    'project.bad_grade',
    'more than the whole rock; was ppm meant?',
  ],
  [
    'a mineral that is not on the list',
    { products: [{ mineral: 'unobtainium', product: 'ingots' }] },
    'project.unknown_mineral',
    "'unobtainium', which is no mineral",
  ],
  [
    'a field that is not known',
    { capacity: 5 },
    'project.bad_file',
    'Unrecognized key: "capacity"',
  ],
  [
    'a day that the calendar does not have',
    { permits: [{ permit: 'p', authority: 'a', expires: '2026-02-30' }] },
    'project.bad_file',
    'permits.0.expires: write a year, a month or a day',
  ],
];

test.each(REFUSED)('%s is refused', (_, change, code, sentence) => {
  let refusal: unknown;
  try {
    read(change);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal).toMatchObject({
    code,
    kind: 'invalid',
    message: expect.stringContaining(sentence),
  });
});

test('what is wrong is said all at once', () => {
  const wrong = { permits: [{ permit: 'p', authority: 'a', expires: '2020' }] };
  const total = { resourceTotals: [{ label: 'all', classes: ['proven', 'inferred'] }] };
  expect(() => read({ ...wrong, ...total })).toThrow(
    /cannot add proven and inferred.*expired on 2020/,
  );
  expect(() => readProjectFile('{', data, ON)).toThrow('cannot read the project: it is not JSON');
});
