import { beforeAll, describe, expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { firstDay } from './day.ts';
import { historiesOf, inOrder, ownSlipsMonths, requireMilestoneOrder } from './milestones.ts';
import { findProject, projectRecords, type RecordMilestone } from './projects.ts';

let data: ReferenceData;
beforeAll(async () => {
  data = await referenceData();
});

const ON = firstDay('2026-07-02');
const histories = (id: string) => historiesOf(findProject(data, id).milestones, ON);

describe('the history of a milestone', () => {
  test('keeps the lumps plant of Lost Sheep from later in 2024 to early 2026', () => {
    const lumps = histories('lost-sheep').find(({ id }) => id === 'lumps-plant')!;
    expect(lumps).toMatchObject({
      state: 'overdue',
      baseline: '2024-12-31',
      expectedLast: '2026-04-30',
      redatings: 1,
    });
    expect(lumps.slipMonths).toBeCloseTo(16, 0);
    expect(lumps.datings[1]!.movedMonths).toBeCloseTo(16, 0);
  });

  test('counts a milestone that was reached late from its first promise', () => {
    const cascade = histories('centrus-haleu').find(({ id }) => id === 'demonstration')!;
    expect(cascade).toMatchObject({
      state: 'reached',
      baseline: '2022-06-30',
      actual: '2023-11-07',
    });
    expect(cascade.slipMonths).toBeCloseTo(16.3, 1);
  });

  test('keeps the three dates of Rhyolite Ridge', () => {
    const production = histories('rhyolite-ridge').find(({ id }) => id === 'production')!;
    expect(production.datings).toHaveLength(3);
    expect(production.slipMonths).toBeCloseTo(54, 0); // from June 2024 to December 2028
  });

  test('of a project on hold has no date, whatever was promised before', () => {
    expect(histories('jadar')[0]).toMatchObject({ state: 'undated', expectedLast: null });
    expect(histories('jadar')[0]!.slipMonths).toBeNull();
  });
});

test('own slips are those of milestones that were promised and moved or reached', () => {
  expect(ownSlipsMonths(histories('tin-ridge'))).toEqual([]);
  const slips = ownSlipsMonths(histories('lost-sheep'));
  expect(slips.map((each) => Math.round(each))).toEqual([14, 0, 16]); // mining, building, lumps
});

const milestone = (id: string, last: string, predecessors: string[] = []): RecordMilestone => ({
  id,
  kind: 'other',
  title: id,
  predecessors,
  datings: [
    {
      statedOn: '2026',
      expectedFirst: last,
      expectedLast: last,
      actual: null,
      words: last,
      saidBy: 'x',
      standing: 'fact',
      source: 'x',
    },
  ],
});

test('milestones are put behind their predecessors', () => {
  const rows = [
    milestone('c', '2030', ['b']),
    milestone('b', '2029', ['a']),
    milestone('a', '2028'),
  ];
  expect(inOrder(rows).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});

test.each([
  [
    [milestone('mill', '2027-03', ['permit']), milestone('permit', '2028')],
    'cannot date mill by 2027-03-31: it waits for permit, which comes on 2028-01-01 at the earliest',
  ],
  [[milestone('mill', '2027', ['permits'])], "mill waits for 'permits', which is none of them"],
  [[milestone('a', '2027', ['b']), milestone('b', '2027', ['a'])], 'a, b wait for one another'],
])('%# milestones out of order are refused', (rows, sentence) => {
  expect(() => requireMilestoneOrder(rows)).toThrow(sentence);
});

test('the milestones of every record are in order', () => {
  for (const { milestones } of projectRecords(data)) {
    expect(() => requireMilestoneOrder(milestones)).not.toThrow();
  }
});
