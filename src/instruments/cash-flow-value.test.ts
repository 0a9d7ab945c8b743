import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openWorkshop } from '../main/workshop.ts';
import { createJobs } from '../platform/jobs-memory.ts';
import { runCashFlow } from './cash-flow.service.ts';
import { cashPlanOf, readCashFlowFile } from './cash-flow-file.ts';
import { cashFlowLines } from './cash-flow-text.ts';
import { CashFlowValue } from './cash-flow-value.ts';
import { financeRoutes } from './project-finance.routes.ts';

/** A mine for ten years at a price of $60/kg that hardly moves. */
const PLAN = {
  version: 1,
  id: 'mine',
  title: 'An illustrative mine',
  standing: 'illustrative',
  kind: 'cash-flow',
  mineral: 'neodymium',
  market: {
    asOf: '2025-12',
    spot: '60 USD/kg',
    longRun: '60 USD/kg',
    reversionPerYear: 0.5,
    volatility: 1e-6,
    discountRate: 0.04,
    source: 'a case for tests',
  },
  start: '2026-01',
  end: '2035-12',
  output: '120 t/year',
  firstOutput: '2027-01',
  capital: [{ from: '2026-01', to: '2026-12', amount: '12M USD' }],
  operating: '30 USD/kg',
  taxRate: 0,
  depreciationYears: 9,
  discountRatePerYear: 0.08,
};
const LOAN = {
  start: '2026-01',
  end: '2031-01',
  closedOn: '2026-01-15',
  drawdowns: [{ on: '2026-01-15', amount: '5M USD' }],
  repayment: 'level-principal',
  ratePerYear: 0.06,
  dayCount: '30/360',
  monthsBetweenPayments: 12,
};
const fileOf = (changed: object = {}) =>
  readCashFlowFile(JSON.stringify({ ...PLAN, ...changed }), 'plan.json');
const annuity = (rate: number, n: number) => (1 - (1 + rate) ** -n) / rate;

async function valued(changed: object = {}) {
  const opened = await openWorkshop({ dataFolder: 'unused', databaseUrl: undefined, threads: 1 });
  const found = await runCashFlow(opened.tools, { file: fileOf(changed), draws: 100, seed: 7 });
  await opened.close();
  return CashFlowValue.parse(found);
}

test('a price that stands still gives the worth of an annuity, and its break-even', async () => {
  const value = await valued();
  // 120 t × ($60,000 − $30,000) = $3.6 million a year for nine years, after $12 million
  const expected = (3.6e6 * annuity(0.08, 9) - 12e6) / 1.08;
  expect(value.netPresentValueUsd.p50 / expected).toBeCloseTo(1, 4);
  expect(value.breakEvenUsdPerTonne).toBeCloseTo(30_000 + 12e6 / 120 / annuity(0.08, 9), 3);
  expect(value.allInSustainingUsdPerTonne).toBe(30_000);
  expect(value.periods.map(({ tonnes }) => Math.round(tonnes))).toEqual([
    0,
    ...Array<number>(9).fill(120),
  ]);
  expect(cashFlowLines(value).join('\n')).toContain('Break-even price');
});

test('a product that brings less than the reference price needs a higher one', async () => {
  const value = await valued({ priceShare: 0.5 });
  expect(value.breakEvenUsdPerTonne).toBeCloseTo(2 * (30_000 + 12e6 / 120 / annuity(0.08, 9)), 3);
  expect(value.netPresentValueUsd.p50).toBeLessThan(0);
});

test('a loan brings and takes what its schedule says, and is covered by what the mine earns', async () => {
  const value = await valued({ loan: LOAN });
  // $1 million a year and 6 percent of 5, 4, 3, 2 and 1 million
  expect(value.periods.slice(0, 6).map(({ serviceUsd }) => serviceUsd)).toEqual([
    0, 1_300_000, 1_240_000, 1_180_000, 1_120_000, 1_060_000,
  ]);
  expect(value.debtCover!.minimum.p50).toBeCloseTo(3.6 / 1.3, 3);
  expect(value.debtCover!.shareBelowOne).toBe(0);
  expect(value.ownersReturn.rate!.p50).toBeGreaterThan(value.internalReturn.rate!.p50);
});

test('a request has the answer of the command', async () => {
  const opened = await openWorkshop({ dataFolder: 'unused', databaseUrl: undefined, threads: 1 });
  const routes = financeRoutes({
    ...opened.tools,
    jobs: createJobs({ clockMs: opened.tools.clockMs }),
    actOf: () => ({ by: 'test', on: '2026-01-02' }),
  });
  const response = await routes.request('/cash-flows', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ plan: PLAN, draws: 100, seed: 7 }),
  });
  const served = CashFlowValue.parse(await response.json());
  await opened.close();
  expect(served.digest).toBe((await valued()).digest);
});

test('a ramp rises in equal steps, and capital is spent evenly', () => {
  const plan = cashPlanOf(fileOf({ rampMonths: 4 }));
  expect([...plan.tonnes.subarray(11, 17)]).toEqual([0, 2.5, 5, 7.5, 10, 10]);
  expect(plan.capitalUsd[5]).toBeCloseTo(1e6, 6);
});

test('the plan of the model page is one that can be valued', () => {
  const page = readFileSync('docs/models/finance.md', 'utf8');
  const [, text] = /```json\n([^`]*)```/.exec(page)!;
  const plan = cashPlanOf(readCashFlowFile(text!, 'of the page'));
  expect(plan.debt!.drawnUsd.reduce((sum, usd) => sum + usd, 0)).toBe(90e6);
});

test('a plan that cannot be is refused with its field and the remedy', async () => {
  expect(() => fileOf({ firstOutput: '2040-01' })).toThrow('is not within its term');
  expect(() => fileOf({ output: '120' })).toThrow('is no mass of a period');
  expect(() => fileOf({ title: 'A mine' })).toThrow('does not say so');
  expect(() => fileOf({ capital: [{ from: '2026-05', to: '2026-01', amount: '1M USD' }] })).toThrow(
    'outside of its term',
  );
  expect(() => readCashFlowFile('{', 'plan.json')).toThrow('is not JSON');
  expect(() => cashPlanOf(fileOf({ loan: { ...LOAN, end: '2036-01' } }))).toThrow(
    'outside of its term',
  );
  await expect(valued({ start: '2025-01', firstOutput: '2027-01' })).rejects.toThrow(
    'prices are known to 2025-12',
  );
});
