import { beforeAll, expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { Backtest, type BacktestEvent, backtest } from './backtest.ts';

let data: ReferenceData;
let events: BacktestEvent[];
beforeAll(async () => {
  data = await referenceData();
  events = backtest(data, { draws: 4000, seed: 7 });
});

test('every dated event is there, those with a control and those without, misses as well as hits', () => {
  expect(Backtest.parse(events)).toHaveLength(data.shockEvents.length);
  expect(events.filter(({ control }) => control !== null)).toHaveLength(4);
  expect(events.some(({ inside90 }) => !inside90)).toBe(true);
});

test('the actual ratio is the second price over the first', () => {
  const antimony = events.find(({ mineral }) => mineral === 'antimony')!;
  expect(antimony.actualRatio).toBeCloseTo(27.5 / 9.8, 12);
  expect(antimony.quarters).toBe(3); // August 2024 to June 2025: ten months
});

test('inside means inside the band that is shown', () => {
  for (const { modelRatio, actualRatio, inside90 } of events) {
    const { p05, p95 } = modelRatio!;
    expect(inside90).toBe(p05 <= actualRatio && actualRatio <= p95);
  }
});

test('prices under a control rise in the middle of the futures, and more than without one', () => {
  const medians = (hasControl: boolean) =>
    events
      .filter(({ control }) => (control !== null) === hasControl)
      .map(({ modelRatio }) => modelRatio!.p50);
  expect(Math.min(...medians(true))).toBeGreaterThan(1.05);
  expect(Math.max(...medians(false))).toBeLessThan(1.05);
});

test('the prices of the events themselves do not reach the model', () => {
  const doubled = {
    ...data,
    shockEvents: data.shockEvents.map((event) => ({ ...event, after: 2 * event.after })),
  };
  const again = backtest(doubled, { draws: 1000, seed: 7 });
  const before = backtest(data, { draws: 1000, seed: 7 });
  expect(again.map(({ modelRatio }) => modelRatio)).toEqual(
    before.map(({ modelRatio }) => modelRatio),
  );
});
