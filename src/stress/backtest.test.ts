import { beforeAll, describe, expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import { exp } from '../base/elementary.ts';
import type { ReferenceData, ShockEvent } from '../minerals/reference-data.ts';
import { BACKTEST_YEAR, Backtest, type BacktestEvent, backtest } from './backtest.ts';
import { RANK_RULE } from './backtest-order.ts';
import { backtestLines } from './backtest-text.ts';
import { openEnsemble } from './ensemble.ts';
import { onlyMineral } from './laboratory.ts';
import { buildStressModel } from './model.ts';
import { simulateDraw } from './simulation.ts';
import { Scenario } from './stress.ts';

let data: ReferenceData;
let result: Backtest;
let events: readonly BacktestEvent[];
beforeAll(async () => {
  data = await referenceData();
  result = backtest(data, { draws: 4000, seed: 7 });
  events = result.events;
});

const eventOf = (mineral: string) => events.find((event) => event.mineral === mineral)!;

test('every dated event is there, those with a control and those without, misses as well as hits', () => {
  expect(Backtest.parse(result).events).toHaveLength(data.shockEvents.length);
  expect(events.filter(({ control }) => control !== null)).toHaveLength(4);
  expect(events.some(({ inside90 }) => !inside90)).toBe(true);
});

test('the actual ratio is the second price over the first', () => {
  expect(eventOf('antimony').actualRatio).toBeCloseTo(27.5 / 9.8, 12);
  expect(eventOf('antimony').quarters).toBe(3); // August 2024 to June 2025: ten months
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
  const bandsOf = (tables: ReferenceData) =>
    backtest(tables, { draws: 1000, seed: 7 }).events.map(({ modelRatio }) => modelRatio);
  expect(bandsOf(doubled)).toEqual(bandsOf(data));
});

describe('a yearly mean', () => {
  /** Mean prices of four quarters by draw, straight from the simulation. */
  const medianOfMeans = (mineral: string, draws: number): number => {
    const kernel = openEnsemble({
      model: onlyMineral(buildStressModel(data, BACKTEST_YEAR), mineral),
      scenario: Scenario.parse({ id: 'calm', title: 'No control' }),
      ...{ seed: 7, quarters: 4, stockTonnes: {}, addedSupply: [] },
    });
    const means = Array.from({ length: draws }, (_, draw) => {
      simulateDraw(kernel, draw);
      return [...kernel.logPrice].reduce((sum, logPrice) => sum + exp(logPrice) / 4, 0);
    });
    return means.sort((a, b) => a - b)[Math.ceil(draws / 2) - 1]!;
  };

  test('is held against the mean of the quarters of its year', () => {
    expect(eventOf('rhenium')).toMatchObject({ priceKind: 'year_mean', quarters: 4 });
    expect(eventOf('rhenium').modelRatio!.p50).toBeCloseTo(medianOfMeans('rhenium', 4000), 12);
  });

  test('of a control in February counts the control from the first quarter, of one in April from the second', () => {
    const p50Of = (change: Partial<ShockEvent>) => {
      const shockEvents = data.shockEvents
        .filter(({ mineral }) => mineral === 'tellurium')
        .map((event) => ({ ...event, ...change }));
      return backtest({ ...data, shockEvents }, { draws: 1000, seed: 7 }).events[0]!.modelRatio!
        .p50;
    };
    expect(p50Of({ controlMonth: '2025-02' })).toBe(p50Of({ controlMonth: '2025-01' }));
    expect(p50Of({ controlMonth: '2025-04' })).toBeLessThan(p50Of({ controlMonth: '2025-02' }));
    expect(p50Of({ controlMonth: '2024-10' })).toBe(p50Of({ controlMonth: '2025-01' }));
  });
});

test('the verdict counts what the events say: at least 3 of 4 controls right in direction, rank and band', () => {
  const { verdict } = result;
  expect(verdict).toMatchObject({ controlled: 4, pairs: 6 });
  expect(verdict.allRight).toBeGreaterThanOrEqual(3);
  const controlled = events.filter(({ order }) => order !== null);
  expect(verdict.exactPlace).toBe(
    controlled.filter(({ order }) => order!.modelPlace === order!.actualPlace).length,
  );
  expect(verdict.allRightByPlace).toBeLessThanOrEqual(verdict.exactPlace);
  expect(eventOf('silver').order).toBeNull();
});

test('a person reads both measures of the order, the rule, and each pair once', () => {
  const { verdict } = result;
  const text = backtestLines(result).join('\n');
  expect(text).toContain(
    `${verdict.exactPlace} in the exact place, ${verdict.rightRank} at a right`,
  );
  expect(text).toContain(`with the exact place for the rank: ${verdict.allRightByPlace} of 4`);
  expect(text).toContain(`${verdict.rightPairs} of 6 pairs stand as they happened`);
  expect(text).toContain(RANK_RULE);
  expect(text.match(/\d%$/gm)).toHaveLength(6);
  expect(text).toContain('2024, 2025 (means)');
});
