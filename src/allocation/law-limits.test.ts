import { beforeAll, expect, test } from 'vitest';
import { makeGapSample } from '../../test/support/gap-sample.ts';
import { optimumOfText } from '../../test/support/optimum-of-text.ts';
import { madeRecord } from '../../test/support/project-record.ts';
import { referenceData } from '../../test/support/reference.ts';
import { mpsLines } from '../base/mps.ts';
import { digestOf } from '../platform/digest.ts';
import { highsSolver } from '../platform/highs.ts';
import { projectRecords } from '../projects/projects.ts';
import { findPreset } from '../stress/presets.ts';
import type { Plan } from './allocation.ts';
import { ownershipOf } from './ownership.ts';
import { planFromGaps } from './plan.service.ts';
import { NO_LIMITS, type PlanLimits } from './plan-limits.ts';
import type { PlanInputs } from './problem.ts';

/*
 * Limits of the law. One project belongs to somebody in China, one to somebody in Canada, and of the
 * third no record says.
 */

const owner = (value: string) =>
  ({
    item: 'owner country',
    value,
    ...{ unit: null, saidBy: 'an office', date: '2026', standing: 'fact', source: 'made up' },
  }) as never;

const madeProject = (id: string, mineral: string, details: never[]) =>
  madeRecord(
    { mineral, tonnesPerYear: 4000, capitalMusd: null, expectedLast: null },
    { id, name: id, stage: 'restart', details },
  );

const projects = [
  madeProject('covered', 'mineral-1', [owner('USA: Works Inc.'), owner('CHN: a holder of 3 %')]),
  madeProject('elsewhere', 'mineral-4', [owner('CAN: Works Inc.')]),
  madeProject('silent', 'mineral-6', []),
];

const listing = {
  ...{ ruleSet: 'a bill', ruleSetDigest: 'sha256-0', on: '2026-10-01', exclusionsVerified: false },
  barred: [{ mineral: 'mineral-3', name: 'Mineral 3', reason: 'the law excludes it' }],
};

const DRAWS = 60;
const BUDGET_USD = 400e6;
const workshop = { solver: highsSolver, digestOf, clockMs: () => performance.now() };
let inputs: PlanInputs;
beforeAll(async () => {
  const { assumptions } = await referenceData();
  const made = makeGapSample({ draws: DRAWS, minerals: 8, quarters: 20, seed: 7 });
  const version = { dataVersion: '2026.1', dataDigest: 'sha256-0', modelVersion: 'stress-1' };
  inputs = { ...made, ...version, projects, assumptions, listed: [], listing };
});

async function planWith(limits: Partial<PlanLimits> | null): Promise<[Plan, string]> {
  let text = '';
  const plan = await planFromGaps(workshop, inputs, {
    ...{ budgetUsd: BUDGET_USD, tailShare: 0.95, riskWeight: 0.5, draws: DRAWS, seed: 7, years: 5 },
    scenario: findPreset('base'),
    ...(limits === null ? {} : { limits: { ...NO_LIMITS, ...limits } }),
    onProgram: async (program) => {
      text = [...mpsLines(program)].join('\n');
    },
  });
  return [plan, text];
}

test('what is barred is not bought, and HiGHS finds as much in the exported text', async () => {
  const [free] = await planWith(null);
  expect(free.items.map(({ id }) => id)).toContain('covered-mineral-1');
  expect(free.items.map(({ id }) => id)).toContain('mineral-3-stock');
  const [plan, text] = await planWith({ noConcern: true, eligibleOnly: true });
  const ids = plan.items.map(({ id }) => id);
  expect(ids).not.toContain('covered-mineral-1');
  expect(ids).not.toContain('mineral-3-stock');
  expect(ids).toContain('mineral-1-stock'); // the mineral is not barred, the project is
  expect(plan.nextDollar.map(({ id }) => id)).not.toContain('mineral-3-stock');
  expect(plan.objective).toBeGreaterThan(free.objective);
  const optimum = await optimumOfText(text);
  expect(Math.abs(plan.objective / optimum! - 1)).toBeLessThan(1e-6);
});

test('the plan says what is barred, what is not known, and by which law', async () => {
  const leastUsd = { 'silent-mineral-6': 1e5 };
  const [plan] = await planWith({ noConcern: true, eligibleOnly: true, leastUsd });
  expect(plan.ownership?.map(({ choice, finding }) => [choice, finding])).toEqual([
    ['covered-mineral-1', 'covered'],
    ['elsewhere-mineral-4', 'elsewhere'],
    ['silent-mineral-6', 'unknown'],
  ]);
  const said = plan.summary.join(' ');
  expect(said).toContain('(10 U.S.C. 4872); barred are:');
  expect(said).toContain('an owner of China (a holder of 3 %; fact)');
  expect(said).toContain('The record of silent names no country of an owner: unknown, not passed.');
  expect(said).toContain('who owns these is not screened here');
  expect(said).toContain('by rule set a bill on 2026-10-01: barred are mineral 3 (the law excl');
  expect(said).toContain('nobody has confirmed what the text of the bill excludes');
  expect(plan.binding.map(({ constraint }) => constraint)).toContain('eligible');
});

test('barring by owner buys what forbidding the project buys; without it nothing is said', async () => {
  const [free] = await planWith(null);
  const [plan] = await planWith({ mostUsd: { 'covered-mineral-1': 0 } });
  const [barred] = await planWith({ noConcern: true });
  expect(barred.items).toEqual(plan.items);
  expect(free.ownership).toBeUndefined();
  expect(free.listing).toBeUndefined();
});

test('a demand for what is barred is refused, and the limit named', async () => {
  await expect(
    planWith({ noConcern: true, leastUsd: { 'covered-mineral-1': 5e5 } }),
  ).rejects.toThrow(/covered country \(10 U\.S\.C\. 4872\) cannot be kept with at least \$500,000/);
});

test('the records that the tables have of owners in China are found', async () => {
  const found = projectRecords(await referenceData()).filter(
    (record) => ownershipOf(record, { id: record.id, title: record.name }).finding === 'covered',
  );
  expect(found.map(({ id }) => id)).toEqual(['mp-materials-10x', 'mp-heavy-rare-earths', 'boguty']);
});
