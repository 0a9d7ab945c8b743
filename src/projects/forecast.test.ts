import { beforeAll, describe, expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import { quantile } from '../base/statistics.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { DAYS_PER_MONTH, firstDay, isoOf, lastDay } from './day.ts';
import { deliveryMilestone, forecastMilestones, probabilityBy } from './forecast.ts';
import { historiesOf, type MilestoneHistory } from './milestones.ts';
import { projectRecords } from './projects.ts';

let data: ReferenceData;
beforeAll(async () => {
  data = await referenceData();
});

const ON = firstDay('2026-07-02');
const TERMS = {
  project: 'x',
  onDay: ON,
  meanDelayMonths: 12,
  rampMonths: 24,
  draws: 40_000,
  seed: 7,
};

const node = (id: string, last: string | null, predecessors: string[] = []): MilestoneHistory => ({
  id,
  kind: id === 'output' ? 'first output' : 'other',
  title: id,
  predecessors,
  state: last === null ? 'undated' : 'expected',
  baseline: last,
  expectedFirst: last,
  expectedLast: last,
  actual: null,
  redatings: 0,
  slipMonths: 0,
  datings: [],
});

/** Share of futures in which n delays of one mean add up to no more than x means (Erlang). */
function erlang(n: number, x: number): number {
  let term = 1;
  let sum = 0;
  for (let k = 0; k < n; k++) {
    sum += term;
    term *= x / (k + 1);
  }
  return 1 - Math.exp(-x) * sum;
}

function erlangQuantile(n: number, share: number): number {
  let [low, high] = [0, 100];
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (erlang(n, middle) < share) low = middle;
    else high = middle;
  }
  return low;
}

const QUANTILE_DAYS = 9; // three standard errors of the 90th percentile with 40,000 draws
const GRID_ERROR_DAYS = 3; // a day for each step

describe('a chain', () => {
  test.each([1, 2, 3])('of %d milestones has the quantiles of the closed form', (n) => {
    const ids = ['a', 'b', 'output'].slice(3 - n);
    const rows = ids.map((id, i) => node(id, `20${28 + i}-06-30`, i === 0 ? [] : [ids[i - 1]!]));
    const found = forecastMilestones(rows, TERMS)!;
    const meanDays = (12 * DAYS_PER_MONTH) / n; // the delays add up to twelve months
    for (const share of [0.5, 0.9]) {
      const exact = found.withoutDelayDay + erlangQuantile(n, share) * meanDays;
      const second = found.secondMethod[share === 0.5 ? 'p50Day' : 'p90Day'];
      expect(Math.abs(quantile(found.targetDays, share) - exact)).toBeLessThan(QUANTILE_DAYS);
      expect(Math.abs(second - exact)).toBeLessThan(GRID_ERROR_DAYS);
    }
    expect(isoOf(found.withoutDelayDay)).toBe(rows.at(-1)!.expectedLast);
    expect(found.criticalPath).toEqual(ids);
  });

  test('has a mean delay of the project, however many steps it has', () => {
    for (const ids of [['output'], ['a', 'output'], ['a', 'b', 'output']]) {
      const rows = ids.map((id, i) => node(id, '2028-06-30', i === 0 ? [] : [ids[i - 1]!]));
      const { targetDays, withoutDelayDay } = forecastMilestones(rows, TERMS)!;
      const mean = targetDays.reduce((sum, day) => sum + day, 0) / targetDays.length;
      const standardErrorDays = (12 * DAYS_PER_MONTH) / Math.sqrt(targetDays.length);
      expect(Math.abs(mean - withoutDelayDay - 12 * DAYS_PER_MONTH)).toBeLessThan(
        3 * standardErrorDays,
      );
    }
  });
});

test('of two that are waited for, the later decides, and the other sometimes', () => {
  const rows = [
    node('permit', '2027-06-30'),
    node('plant', '2027-09-30'),
    node('output', '2027-12-31', ['permit', 'plant']),
  ];
  const found = forecastMilestones(rows, TERMS)!;
  const share = (id: string) => found.milestones.find((each) => each.id === id)!.criticality;
  expect(share('output')).toBe(1);
  expect(share('plant')).toBeGreaterThan(0.4);
  expect(share('permit')).toBeGreaterThan(0.3);
  expect(share('plant') + share('permit')).toBeCloseTo(1, 12);
  // The gap of each keeps its plan, so both are ready on the same day without delay.
  expect(share('plant')).toBeCloseTo(0.5, 1);
  const error = Math.abs(quantile(found.targetDays, 0.9) - found.secondMethod.p90Day);
  expect(error).toBeLessThan(QUANTILE_DAYS + GRID_ERROR_DAYS);
});

test('what should have come already starts from today', () => {
  const { withoutDelayDay } = forecastMilestones([node('output', '2025-06-30')], TERMS)!;
  expect(isoOf(withoutDelayDay)).toBe('2026-07-02');
});

test('a predecessor that is late pushes what waits for it by as much', () => {
  const rows = [node('a', '2025-12-31'), node('output', '2026-12-31', ['a'])];
  const { withoutDelayDay } = forecastMilestones(rows, TERMS)!;
  // today and the year planned between the two
  expect(withoutDelayDay - ON).toBe(lastDay('2026-12-31') - lastDay('2025-12-31'));
});

test('a full rate that no source dates comes a ramp after first output', () => {
  const rows = [
    node('output', '2027-06-30'),
    { ...node('full', null, ['output']), kind: 'nameplate' },
  ];
  const found = forecastMilestones(rows, { ...TERMS, meanDelayMonths: 0.001 })!;
  const full = found.milestones.find(({ id }) => id === 'full')!;
  expect(full.p50.slice(0, 7)).toBe('2029-06'); // 24 months later
  expect(full.onTimeProbability).toBeNull();
});

test('without a date that leads to first output nothing is forecast', () => {
  expect(forecastMilestones([node('output', null)], TERMS)).toBeNull();
  expect(forecastMilestones([node('a', '2028')], TERMS)).toBeNull();
});

test('the same seed gives the same days, and another project has others', () => {
  const rows = [node('output', '2027-06-30')];
  const days = (terms: typeof TERMS) => forecastMilestones(rows, terms)!.targetDays;
  expect(days(TERMS)).toEqual(days(TERMS));
  expect(days({ ...TERMS, project: 'y' })).not.toEqual(days(TERMS));
});

test('the probability to come by a day rises from none to all', () => {
  const { targetDays } = forecastMilestones([node('output', '2027-06-30')], TERMS)!;
  const due = lastDay('2027-06-30');
  expect(probabilityBy(targetDays, due)).toBe(0);
  // one mean later: 1 − 1/e of the futures
  expect(probabilityBy(targetDays, due + 12 * DAYS_PER_MONTH)).toBeCloseTo(1 - Math.exp(-1), 2);
  expect(probabilityBy(targetDays, due + 12_000)).toBe(1);
});

test('both methods agree on every project of the record', () => {
  let forecast = 0;
  for (const { id, milestones } of projectRecords(data)) {
    const found = forecastMilestones(historiesOf(milestones, ON), { ...TERMS, project: id });
    if (found === null) continue;
    forecast++;
    const { targetDays, secondMethod } = found;
    const error = Math.abs(quantile(targetDays, 0.9) - secondMethod.p90Day);
    expect([id, error < QUANTILE_DAYS + GRID_ERROR_DAYS]).toEqual([id, true]);
  }
  expect(forecast).toBeGreaterThanOrEqual(8);
});

test('delivery begins with the last first output', () => {
  const lostSheep = projectRecords(data).find(({ id }) => id === 'lost-sheep')!;
  expect(deliveryMilestone(historiesOf(lostSheep.milestones, ON))?.id).toBe('processing');
});
