import { beforeAll, expect, test } from 'vitest';
import { makeGapSample } from '../../test/support/gap-sample.ts';
import { madeRecord } from '../../test/support/project-record.ts';
import { referenceData } from '../../test/support/reference.ts';
import { canonicalJson } from '../base/canonical.ts';
import type { LinearProgram } from '../base/linear-program.ts';
import { digestOf } from '../platform/digest.ts';
import { highsSolver } from '../platform/highs.ts';
import { findPreset } from '../stress/presets.ts';
import { Plan } from './allocation.ts';
import { frontierFromGaps, planFromGaps } from './plan.service.ts';
import { NO_LIMITS } from './plan-limits.ts';
import type { PlanInputs } from './problem.ts';

const workshop = { solver: highsSolver, digestOf, clockMs: () => performance.now() };

const projects = [
  madeRecord(
    { mineral: 'mineral-1', tonnesPerYear: 40_000, capitalMusd: null, expectedLast: null },
    { stage: 'restart' },
  ),
];

let assumptions: PlanInputs['assumptions'];
beforeAll(async () => {
  ({ assumptions } = await referenceData());
});

function inputsOf(draws: number): PlanInputs {
  const made = makeGapSample({ draws, minerals: 20, quarters: 20, seed: 7 });
  const version = { dataVersion: '2026.1', dataDigest: 'sha256-0', modelVersion: 'stress-1' };
  return { ...made, ...version, projects, assumptions, listed: [] };
}

const requestOf = (budgetUsd: number, draws: number) => ({
  ...{ budgetUsd, tailShare: 0.95, riskWeight: 0.5, draws, seed: 7, years: 5 },
  scenario: findPreset('base'),
});

test('a plan fits its schema, spends no more than it has, and says why', async () => {
  const plan = await planFromGaps(workshop, inputsOf(2000), requestOf(400e6, 2000));
  expect(Plan.parse(plan)).toEqual(plan);
  const spentUsd = plan.items.reduce((sum, { amountUsd }) => sum + amountUsd, 0);
  expect(plan.spentUsd).toBe(spentUsd);
  expect(spentUsd).toBeLessThanOrEqual(400e6);
  expect(spentUsd).toBeGreaterThan(399.9e6);
  expect(plan.status).toBe('optimal');
  expect(plan.optimalityGap).toBeLessThanOrEqual(1e-5);
  expect(plan.binding[0]).toMatchObject({ constraint: 'budget' });
  expect(plan.binding[0]!.sentence).toMatch(
    /another \$10 million would avert \$.* of expected loss/,
  );
  expect(plan.items.every(({ years }) => years[0] === 2027)).toBe(true);
  expect(plan.scaleCheck).toContain('$13.5 billion');
});

test('the digest is of everything but itself and the time it took', async () => {
  const plan = await planFromGaps(workshop, inputsOf(500), requestOf(400e6, 500));
  const { digest, elapsedSeconds: _, ...rest } = plan;
  expect(digest).toBe(digestOf(canonicalJson(rest)));
  const again = await planFromGaps(workshop, inputsOf(500), requestOf(400e6, 500));
  expect(again.digest).toBe(digest);
});

test('what is bought is worth more than what is not', async () => {
  const plan = await planFromGaps(workshop, inputsOf(20_000), requestOf(400e6, 20_000));
  const budget = plan.binding[0]!.marginalLossAvertedPerUsd;
  for (const item of plan.items) expect(item.lossAvertedPerUsd).toBeGreaterThan(budget * 0.9);
  for (const next of plan.nextDollar) expect(next.lossAvertedPerUsd).toBeLessThan(budget * 1.1);
});

test('more money than can be spent is not spent', async () => {
  const plan = await planFromGaps(workshop, inputsOf(500), requestOf(1e12, 500));
  expect(plan.spentUsd).toBeLessThan(1e11);
  expect(plan.binding.map(({ constraint }) => constraint)).not.toContain('budget');
});

test('the exported program is the one whose optimum the plan reports', async () => {
  const exported: LinearProgram[] = [];
  const plan = await planFromGaps(workshop, inputsOf(100), {
    ...requestOf(400e6, 100),
    onProgram: async (program) => void exported.push(program),
  });
  const open = await highsSolver.open(exported[0]!);
  const { objective } = open.solve();
  open.close();
  expect(Math.abs(plan.objective / objective - 1)).toBeLessThan(1e-6);
});

test('a stopped plan says so and keeps within its budget', async () => {
  const stop = new AbortController();
  const plan = await planFromGaps(workshop, inputsOf(2000), {
    ...requestOf(400e6, 2000),
    signal: stop.signal,
    onProgress: () => stop.abort(),
  });
  expect(plan.status).toBe('stopped');
  expect(plan.optimalityGap).toBeGreaterThan(0);
  expect(plan.spentUsd).toBeLessThanOrEqual(400e6);
  expect(plan.summary.join(' ')).toContain('stopped early');
});

test('a frontier passes through the plan of its budget, also where a limit is a share of it', async () => {
  const limits = { ...NO_LIMITS, mineralShare: 0.15 };
  const request = { ...requestOf(400e6, 500), limits, points: 5 };
  const points = await frontierFromGaps(workshop, inputsOf(500), request);
  const half = await planFromGaps(workshop, inputsOf(500), { ...requestOf(200e6, 500), limits });
  expect(half.binding.map(({ constraint }) => constraint.split(':')[0])).toContain('share');
  expect(Math.abs(points[1]!.objective / half.objective - 1)).toBeLessThan(1e-4); // the frontier's gap
  const [budget] = half.binding;
  expect(points[1]!.marginalLossAvertedPerUsd / budget!.marginalLossAvertedPerUsd).toBeCloseTo(
    1,
    1,
  );
});

test('along a frontier the loss falls and the next dollar is worth less', async () => {
  const request = { ...requestOf(400e6, 2000), points: 9 };
  const points = await frontierFromGaps(workshop, inputsOf(2000), request);
  expect(points.map(({ budgetUsd }) => budgetUsd / 100e6)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  for (const [k, point] of points.entries()) {
    const before = points[k - 1];
    if (before === undefined) continue;
    expect(point.objective).toBeLessThanOrEqual(before.objective);
    expect(point.marginalLossAvertedPerUsd).toBeLessThanOrEqual(
      before.marginalLossAvertedPerUsd * 1.02,
    );
  }
});
