import { beforeAll, expect, test } from 'vitest';
import { madeRecord } from '../../test/support/project-record.ts';
import { referenceData } from '../../test/support/reference.ts';
import type { Assumption } from '../minerals/reference-data.ts';
import { NEVER } from '../projects/pipeline.ts';
import type { ProjectRecord } from '../projects/projects.ts';
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
  classLossShare: { military: 0.1, essential: 0.3, other: 0.6 },
});

let assumptions: readonly Assumption[];
beforeAll(async () => {
  ({ assumptions } = await referenceData());
});

const FIRST_YEAR = 2027;
type Shape = Parameters<typeof madeRecord>[0];
const only = (
  shape: Shape = {},
  own: Partial<ProjectRecord> = {},
  mineral = mineralOf(shape?.mineral ?? 'antimony'),
) => projectOptions([madeRecord(shape, own)], [mineral], FIRST_YEAR, assumptions);

test('a project of the record becomes an option with the record’s figures', () => {
  const [option] = only().options;
  expect(option).toMatchObject({
    id: 'works-antimony',
    title: 'Works',
    instrument: 'project-loan',
    tonnesPerYear: 500,
    costUsd: 40e6,
    startQuarter: 7, // the end of 2028 lies in the eighth quarter after the start of 2027
  });
});

test.each<[Shape, Partial<ProjectRecord>, string]>([
  [{}, { iso3: 'KAZ' }, 'not in a partner country'],
  [{ tonnesPerYear: null }, {}, 'no yearly capacity is published'],
  [{}, { stage: null }, 'nothing published says that it is to start'],
  [{}, { isCounted: true }, 'it produces already, and the statistics of production count it'],
  [{}, { documents: [] }, "nothing published supports the rung 'announced'"],
])(
  'a project that cannot be supported is left out with its reason: %o %o',
  (shape, own, reason) => {
    const { options, leftOut } = only(shape, own);
    expect(options).toEqual([]);
    expect(leftOut).toEqual([{ id: 'works-antimony', project: 'Works, antimony', reason }]);
  },
);

test('a capacity that only a party with an interest states is not counted', () => {
  const claimed = madeRecord().capacities.map((row) => ({
    ...row,
    interest: 'issuer' as const,
    standing: 'claim' as const,
  }));
  expect(only({}, { capacities: claimed }).leftOut[0]!.reason).toMatch(/a claim of an office/);
  const confirmed = claimed.map((row) => ({ ...row, confirmedBy: 'a survey, 2026' }));
  expect(only({}, { capacities: confirmed }).options).toHaveLength(1);
});

test('a project for a mineral without gaps is left out', () => {
  expect(only({}, {}, mineralOf('tin')).leftOut[0]!.reason).toBe(
    'no gaps of antimony are modelled',
  );
});

test('a cost that no source gives is years of output, and is marked as assumed', () => {
  const [mine] = only({ capitalMusd: null }).options;
  expect(mine!.costUsd).toBe(500 * 1000 * 3);
  expect(mine!.assumed).toContain('cost of 3 years of output at the present price');
  const [restart] = only({ capitalMusd: null }, { stage: 'restart' }).options;
  expect(restart!.costUsd).toBe(500 * 1000 * 0.5);
  expect(restart!.instrument).toBe('offtake');
});

test('a cost that a party with an interest claims is not used', () => {
  const details = madeRecord().details.map((row) => ({ ...row, standing: 'claim' as const }));
  expect(only({}, { details }).options[0]!.costUsd).toBe(500 * 1000 * 3);
});

test('a cost that can neither be read nor estimated leaves the project out', () => {
  const { leftOut } = only({ capitalMusd: null }, {}, mineralOf('antimony', null));
  expect(leftOut[0]!.reason).toBe('neither its cost nor a price to estimate it is known');
});

test('products of one project share its cost by the value of what they give', () => {
  const two = madeRecord({ mineral: 'antimony', tonnesPerYear: 500 });
  const other = madeRecord({ mineral: 'tin', tonnesPerYear: 100 });
  const both = {
    ...two,
    products: [...two.products, ...other.products],
    capacities: [...two.capacities, ...other.capacities],
  };
  const minerals = [mineralOf('antimony', 1000), mineralOf('tin', 20_000)];
  const { options } = projectOptions([both], minerals, FIRST_YEAR, assumptions);
  // 500 × 1,000 against 100 × 20,000: one part in five, and four.
  expect(options.map(({ costUsd }) => costUsd)).toEqual([8e6, 32e6]);
});

test('a by-product bears no cost of its host, which would be built without it', () => {
  const products = madeRecord().products.map((row) => ({ ...row, role: 'by-product' as const }));
  expect(only({}, { products }).options[0]!.costUsd).toBe(500 * 1000 * 3);
});

test('of a product, what of the mineral is in it counts', () => {
  expect(only({ content: 0.6 }).options[0]!.tonnesPerYear).toBe(300);
});

test('a short ton is not a tonne', () => {
  const [option] = only({ tonnesPerYear: 50_000, unit: 'short ton/year' }).options;
  expect(option!.tonnesPerYear).toBeCloseTo(45_359.237, 6); // 0.90718474 t a short ton
});

test('a scenario may suppose an output and a slip', () => {
  const changes = [{ project: 'works', slipMonths: 6, tonnesPerYear: 900 }];
  const record = madeRecord({ tonnesPerYear: null });
  const { options } = projectOptions([record], [mineralOf('antimony')], 2027, assumptions, changes);
  expect(options[0]).toMatchObject({ tonnesPerYear: 900, startQuarter: 9 }); // 7 + 2
  expect(options[0]!.assumed).toContain('an output supposed');
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
