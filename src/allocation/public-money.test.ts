import { beforeAll, expect, test } from 'vitest';
import { makeGapSample } from '../../test/support/gap-sample.ts';
import { optimumOfText } from '../../test/support/optimum-of-text.ts';
import { madeRecord } from '../../test/support/project-record.ts';
import { referenceData } from '../../test/support/reference.ts';
import { mpsLines } from '../base/mps.ts';
import { digestOf } from '../platform/digest.ts';
import { highsSolver } from '../platform/highs.ts';
import { findPreset } from '../stress/presets.ts';
import { creditCost, creditRules } from './credit.ts';
import { planFromGaps } from './plan.service.ts';
import { NO_LIMITS, type PlanLimits } from './plan-limits.ts';
import type { PlanRules } from './plan-rules.ts';
import type { PlanInputs } from './problem.ts';

const workshop = { solver: highsSolver, digestOf, clockMs: () => performance.now() };

const record = (mineral: string, tonnesPerYear: number) =>
  madeRecord(
    { mineral, tonnesPerYear, capitalMusd: null, expectedLast: null },
    { stage: 'construction', id: `works-${mineral}`, name: `Works of ${mineral}` },
  );

let inputs: PlanInputs;
beforeAll(async () => {
  const { assumptions } = await referenceData();
  const made = makeGapSample({ draws: 60, minerals: 12, quarters: 20, seed: 3 });
  const version = { dataVersion: '2026.1', dataDigest: 'sha256-0', modelVersion: 'stress-1' };
  const projects = [record('mineral-1', 40_000), record('mineral-2', 20), record('mineral-5', 400)];
  inputs = { ...made, ...version, projects, assumptions, listed: [] };
});

const requestOf = (rules: PlanRules | undefined, limits?: PlanLimits) => ({
  ...{ budgetUsd: 60e6, tailShare: 0.9, riskWeight: 0.5, draws: 60, seed: 7, years: 5 },
  ...{ scenario: findPreset('base'), rules, limits },
});
const planOf = (rules?: PlanRules, limits?: PlanLimits) =>
  planFromGaps(workshop, inputs, requestOf(rules, limits));

test('a loan is charged the subsidy cost of what is lent, and its whole story is told', async () => {
  const plan = await planOf({ lending: 'subsidy', loanShare: 0.8 });
  const loans = plan.items.filter(({ instrument }) => instrument === 'project-loan');
  expect(loans.length).toBeGreaterThan(0);
  const cost = creditCost(creditRules(inputs.assumptions), 'subsidy', 0.15); // construction
  for (const { amountUsd, finance } of loans) {
    // Rounded down to the dollar.
    expect(Math.abs(cost.subsidyRate * finance!.faceUsd - amountUsd)).toBeLessThan(1);
    expect(finance!.privateUsd / finance!.faceUsd).toBeCloseTo(0.25, 9); // 20 for 80
    expect(finance!.expectedLossUsd / finance!.faceUsd).toBeCloseTo(cost.expectedLossRate, 9);
    expect(finance!.fairValueUsd).toBeGreaterThan(amountUsd);
  }
  const faceUsd = loans.reduce((sum, { finance }) => sum + finance!.faceUsd, 0);
  expect(plan.publicMoney!.faceUsd).toBeCloseTo(faceUsd, 3);
  expect(plan.summary.join(' ')).toContain('taxpayers are expected to lose');
  expect(plan.notSeen.join(' ')).not.toContain('charged at face value');
});

test('what is cheaper to support never leaves more loss', async () => {
  const face = await planOf();
  const part = await planOf({ loanShare: 0.5 });
  const subsidy = await planOf({ lending: 'subsidy' });
  const guarantee = await planOf({ lending: 'guarantee' });
  expect(face.publicMoney).toBeUndefined();
  for (const other of [part, subsidy, guarantee]) {
    expect(other.objective).toBeLessThanOrEqual(face.objective * (1 + 1e-9));
  }
  expect(guarantee.publicMoney!.privatePerPublicDollar!).toBeGreaterThan(1);
});

test('a limit on what is lent is kept, its dual holds, and HiGHS finds the same plan', async () => {
  const rules: PlanRules = { lending: 'subsidy', loanShare: 0.8 };
  const free = await planOf(rules);
  const mostLentUsd = free.publicMoney!.faceUsd / 3;
  const limits = { ...NO_LIMITS, mostLentUsd };
  let text = '';
  const plan = await planFromGaps(workshop, inputs, {
    ...requestOf(rules, limits),
    onProgram: async (program) => {
      text = [...mpsLines(program)].join('\n');
    },
  });
  const optimum = await optimumOfText(text);
  expect(Math.abs(plan.objective / optimum! - 1)).toBeLessThan(1e-6);
  expect(plan.publicMoney!.faceUsd).toBeLessThanOrEqual(mostLentUsd * (1 + 1e-6));
  const dual = plan.binding.find(({ constraint }) => constraint === 'lending')!;
  const moreUsd = mostLentUsd * 1e-3;
  const more = await planOf(rules, { ...limits, mostLentUsd: mostLentUsd + moreUsd });
  const averted = ((plan.objective - more.objective) * 1e6) / moreUsd;
  expect(dual.marginalLossAvertedPerUsd / averted).toBeCloseTo(1, 1);
});

test('demands that lend more than may be lent are refused by name', async () => {
  const limits: PlanLimits = {
    ...NO_LIMITS,
    leastUsd: { 'works-mineral-1-mineral-1': 5e6 },
    mostLentUsd: 1e6,
  };
  await expect(planOf({ lending: 'subsidy' }, limits)).rejects.toThrow(
    'at most $1 million lent or guaranteed cannot be kept',
  );
});
