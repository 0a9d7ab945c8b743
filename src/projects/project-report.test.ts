import { beforeAll, describe, expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import type { ProjectCheck } from './checks.ts';
import { recordDay, reportOf } from './project-report.ts';
import { findProject, type ProjectRecord, projectRecords } from './projects.ts';

let data: ReferenceData;
beforeAll(async () => {
  data = await referenceData();
});

const TERMS = { on: '2026-07-02', by: null, draws: 2000, seed: 7 };
const report = (record: ProjectRecord, terms: Partial<typeof TERMS> = {}) =>
  reportOf(data, record, { ...TERMS, ...terms });
const show = (id: string) => report(findProject(data, id));
const checkOf = (
  id: string,
  { checks }: { readonly checks: readonly ProjectCheck[] },
  title = '',
) => checks.find((each) => each.id === id && each.title.includes(title))!;
const figure = (check: ProjectCheck, label: string) =>
  check.figures.find((each) => each.label === label)!.value;

const SHORT_TON = 0.90718474;

describe('Lost Sheep', () => {
  test('fires the capacity check: 280,000 against 250,000 short tons', () => {
    const check = checkOf('R5.03', show('lost-sheep'));
    expect(check.outcome).toBe('fires');
    expect(figure(check, 'at full rate')).toBeCloseTo(250_000 * SHORT_TON, 3);
    expect(figure(check, 'missing at full rate')).toBeCloseTo(30_000 * SHORT_TON, 3);
    expect(figure(check, 'with ramp, middle')).toBeLessThan(250_000 * SHORT_TON);
  });

  test('would leave 87.7 percent of fluorspar to others', () => {
    const check = checkOf('R5.04', show('lost-sheep'));
    expect(check.sentence).toContain('87.7 percent of the 370,000 t');
    expect(figure(check, 'left to other sources')).toBeCloseTo(1 - 45_359.237 / 370_000, 9);
  });

  test('has a headroom of $81,061,732.70, and a price by the ton that rests on a claim', () => {
    expect(checkOf('R7.02', show('lost-sheep')).sentence).toContain('headroom $81,061,732.70');
    const price = checkOf('R7.04', show('lost-sheep'));
    expect(price.outcome).toBe('fires');
    expect(price.sentence).toContain('$603 a short ton, or $665 a tonne, 41.5 percent above');
    // 168,938,267.30 / (280,000 x 0.90718474)
    expect(figure(price, 'price')).toBeCloseTo(665.08, 2);
  });

  test('shows its permit, its slips, and what it is not', () => {
    const found = show('lost-sheep');
    expect(checkOf('R5.02', found, 'permitted').sentence).toContain(
      'approved 1992-08-24, renewed 2016-12-12',
    );
    expect(checkOf('R5.05', found).sentence).toContain('Lumps plant starts (met-spar): 16 months');
    expect(checkOf('R5.14', found).sentence).toContain('Not a Reserve instrument');
    expect(checkOf('R15.06', found).outcome).toBe('fires');
  });

  test('promises, is credited with none, and says when it may come', () => {
    const { summary, minerals, forecast } = show('lost-sheep');
    expect(summary).toContain('50,802 t of fluorspar a year are promised by Wall Street Endeavor');
    expect(summary).toContain('None is credited');
    expect(minerals[0]!.differenceTonnesPerYear).toBeCloseTo(56_000 * SHORT_TON, 6);
    expect(minerals[0]!.output!.basis).toBe('claimed');
    expect(forecast!.p50 > forecast!.withoutDelay && forecast!.p90 > forecast!.p50).toBe(true);
    // (4 x 12 + 14 + 0 + 16) / 7 months
    expect(forecast!.meanDelayMonths).toBeCloseTo((48 + 13.9 + 16) / 7, 1);
  });
});

describe('Graphite Creek', () => {
  test('has presence only of its rare earths, and no by-product limit to compute', () => {
    const found = show('graphite-creek');
    expect(checkOf('R5.07', found).sentence).toContain(
      'Of neodymium, praseodymium, dysprosium, terbium, samarium only the presence',
    );
    expect(checkOf('R5.08', found, 'terbium').outcome).toBe('open');
    expect(found.minerals.filter(({ credited }) => credited.tonnesPerYear > 0)).toHaveLength(1);
  });
});

describe('Centrus', () => {
  test('has a task order with options under a contract that is not of the Reserve', () => {
    const found = show('centrus-haleu');
    expect(checkOf('R7.03', found).sentence).toContain(
      '1 ordered for $900,000,000.00; its ceiling is not published. With options of $170,000,000.00: $1,070,000,000.00',
    );
    expect(found.isReserveInstrument).toBe(false);
    expect(found.record.awards.find(({ kind }) => kind === 'task order')).toMatchObject({
      quantity: 1,
      quantityUnit: 'tU',
      lastDay: '2032-03',
    });
  });
});

test('antimony of Stibnite is less than what its rock holds', () => {
  const check = checkOf('R5.08', show('stibnite'));
  expect(check.outcome).toBe('passes');
  expect(figure(check, 'limit')).toBeCloseTo(4462.9, 1);
});

test('a by-product beyond what the rock holds fires', () => {
  const record = findProject(data, 'stibnite');
  const capacities = record.capacities.map((row) => ({ ...row, amount: row.amount * 2 }));
  expect(checkOf('R5.08', report({ ...record, capacities })).outcome).toBe('fires');
});

test('one figure in tonnes and in short tons fires', () => {
  const check = checkOf('R15.01', show('osceola-potash'));
  // 800,000 x (1 − 0.90718474)
  expect(check.sentence).toContain('74,252 t a year lie between them');
});

test('a permit that has expired is said, and one that has not passes', () => {
  const record = findProject(data, 'lost-sheep');
  const permits = record.permits.map((row) => ({ ...row, expires: '2026-06-30' }));
  const found = (on: string) =>
    checkOf('R5.02', report({ ...record, permits }, { on }), 'permitted');
  expect(found('2026-07-02')).toMatchObject({
    outcome: 'fires',
    sentence: 'A permit has expired: mining plan on 2026-06-30.',
  });
  expect(found('2026-06-30').outcome).toBe('passes');
});

test('orders over the ceiling, or outside the ordering period, fire', () => {
  const record = findProject(data, 'centrus-haleu');
  const awards = (change: object) =>
    record.awards.map((row) => (row.kind === 'contract' ? { ...row, ...change } : row));
  const found = (change: object) => checkOf('R7.03', report({ ...record, awards: awards(change) }));
  expect(found({ ceilingUsd: 899_999_999.99 }).outcome).toBe('fires');
  expect(found({ ceilingUsd: 900e6 }).outcome).toBe('passes');
  expect(found({ lastDay: '2025' }).sentence).toContain('lies outside the ordering period');
});

test('a probability by a day rises with the day and stays below what is assumed to fail', () => {
  const record = findProject(data, 'rhyolite-ridge');
  const by = (date: string) =>
    reportOf(data, record, { ...TERMS, by: date }).forecast!.by!.probability;
  expect(by('2027')).toBe(0);
  expect(by('2030')).toBeGreaterThan(by('2029'));
  expect(by('2060')).toBeCloseTo(0.85, 2); // 15 percent never come about
});

test('a worse record of slips moves the forecast', () => {
  const record = findProject(data, 'mp-heavy-rare-earths');
  const milestones = record.milestones.map((each) =>
    each.id === 'commissioning'
      ? {
          ...each,
          datings: [
            { ...each.datings[0]!, statedOn: '2020', expectedLast: '2020-12-31' },
            ...each.datings,
          ],
        }
      : each,
  );
  const late = report({ ...record, milestones }).forecast!;
  expect(late.meanDelayMonths).toBeCloseTo((4 * 12 + 68) / 5, 1);
  expect(late.p90 > report(record).forecast!.p90).toBe(true);
});

test('output rises from year to year, and late is never above early', () => {
  for (const record of projectRecords(data)) {
    for (const { output } of report(record).minerals) {
      for (const { low, mid, high } of output?.curve ?? []) {
        expect([low <= mid + 1e-9, mid <= high + 1e-9]).toEqual([true, true]);
      }
      for (const [i, year] of (output?.years ?? []).entries()) {
        expect(year.low).toBeLessThanOrEqual(year.mid + 1e-9);
        expect(year.mid).toBeLessThanOrEqual(year.high + 1e-9);
        const before = output!.years[i - 1]?.mid ?? 0;
        expect(year.mid).toBeGreaterThanOrEqual(before * 0.99); // a leap year is a day longer
      }
    }
  }
});

test('every figure of every check has a unit and a source, every sentence an end', () => {
  for (const record of projectRecords(data)) {
    for (const { sentence, figures } of report(record).checks) {
      expect(sentence).toMatch(/[.]$/);
      for (const { unit, source, value } of figures) {
        expect([unit === '', source === '', Number.isFinite(value)]).toEqual([false, false, true]);
      }
    }
  }
});

test('the record is as of its newest day', () => {
  expect(recordDay(data)).toBe('2026-07-02');
});
