import { beforeAll, expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import type { Assumption, ProjectFact } from '../minerals/reference-data.ts';
import { NEVER } from '../projects/pipeline.ts';
import type { GapMineral } from '../stress/gaps.ts';
import { drawFirstQuarters, projectOptions } from './projects.ts';

const mineralOf = (mineral: string, priceUsdPerTonne: number | null = 1000): GapMineral => ({
  mineral,
  name: mineral,
  consumptionTonnesPerYear: 1000,
  worldTonnesPerYear: null,
  priceUsdPerTonne,
  elasticitySum: 0.5,
  meanGapTonnes: 10,
  lossUsdPerTonne: 5000,
});

const factOf = (given: Partial<ProjectFact>): ProjectFact => ({
  id: 'mine-antimony',
  project: 'Mine',
  place: 'US-ID',
  mineral: 'antimony',
  stage: 'construction',
  capacityAdded: 500,
  capacityUnit: 't per year',
  start: '2028',
  capexMusd: 40,
  source: 'made up',
  ...given,
});

let assumptions: readonly Assumption[];
beforeAll(async () => {
  ({ assumptions } = await referenceData());
});

const FIRST_YEAR = 2027;
const only = (fact: Partial<ProjectFact>, mineral = mineralOf(fact.mineral ?? 'antimony')) =>
  projectOptions([factOf(fact)], [mineral], FIRST_YEAR, assumptions);

test('a project in the data becomes an option with its source’s figures', () => {
  const [option] = only({}).options;
  expect(option).toMatchObject({
    id: 'mine-antimony',
    instrument: 'project-loan',
    tonnesPerYear: 500,
    costUsd: 40e6,
    startQuarter: 6, // the middle of 2028 is the sixth quarter after the start of 2027
  });
});

test.each([
  [{ place: 'KZ' }, 'not in a partner country'],
  [{ place: 'world' }, 'not in a partner country'],
  [{ capacityAdded: null }, 'its source gives no capacity'],
  [{ capacityUnit: 'GWh per year' }, 'its capacity is not in tonnes'],
  [{ stage: 'rumoured' }, "its stage 'rumoured' has no rule"],
])('a project that cannot be supported is left out with its reason: %o', (fact, reason) => {
  const { options, leftOut } = only(fact);
  expect(options).toEqual([]);
  expect(leftOut).toEqual([{ project: 'Mine', reason }]);
});

test('a project for a mineral without gaps is left out', () => {
  expect(only({}, mineralOf('tin')).leftOut[0]!.reason).toBe('no gaps of antimony are modelled');
});

test('a cost that no source gives is years of output, and is marked as assumed', () => {
  const [mine] = only({ capexMusd: null }).options;
  expect(mine!.costUsd).toBe(500 * 1000 * 3);
  expect(mine!.assumed).toContain('cost of 3 years of output at the present price');
  const [restart] = only({ capexMusd: null, stage: 'idle' }).options;
  expect(restart!.costUsd).toBe(500 * 1000 * 0.5);
  expect(restart!.instrument).toBe('offtake');
});

test('a cost that can neither be read nor estimated leaves the project out', () => {
  const { leftOut } = only({ capexMusd: null }, mineralOf('antimony', null));
  expect(leftOut[0]!.reason).toBe('neither its cost nor a price to estimate it is known');
});

test('magnets are counted as the neodymium and praseodymium in them', () => {
  const unit = { capacityUnit: 't NdFeB magnets per year', capexMusd: 1000 };
  const [neodymium] = only({ ...unit, mineral: 'neodymium' }).options;
  const [praseodymium] = only({ ...unit, mineral: 'praseodymium' }).options;
  expect(neodymium!.tonnesPerYear).toBeCloseTo(500 * 0.3 * 0.75 * 1.17, 9);
  expect(neodymium!.costUsd + praseodymium!.costUsd).toBeCloseTo(1000e6, 3);
});

test('muriate of potash is counted as the K2O in it', () => {
  const [option] = only({ mineral: 'potash', capacityUnit: 't MOP per year' }).options;
  expect(option!.tonnesPerYear).toBe(300);
});

test('delays and failures have the mean and the share they are given', () => {
  const draws = 40_000;
  const [option] = only({}).options;
  const first = drawFirstQuarters([option!], draws, 7);
  const running = first.filter((quarter) => quarter !== NEVER);
  let delay = 0;
  for (const quarter of running) delay += quarter - option!.startQuarter;
  const failed = 1 - running.length / draws;
  // Standard errors are near 0.02 quarters and 0.002.
  expect(delay / running.length).toBeGreaterThan(3.9);
  expect(delay / running.length).toBeLessThan(4.1);
  expect(failed).toBeGreaterThan(0.14);
  expect(failed).toBeLessThan(0.16);
});

test('a draw of a project does not depend on how many draws there are', () => {
  const [option] = only({}).options;
  const few = drawFirstQuarters([option!], 10, 7);
  expect([...drawFirstQuarters([option!], 1000, 7).slice(0, 10)]).toEqual([...few]);
});
