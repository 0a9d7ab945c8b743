import { expect } from 'vitest';
import { databaseTests } from '../../test/support/database.ts';
import {
  findPlan,
  findPlanByDigest,
  listPlans,
  type StoredPlan,
  savePlan,
} from './allocation.store.ts';

const test = databaseTests();

const digest = (digit: string) => `sha256-${digit.repeat(64)}`;

const PLAN: StoredPlan = {
  id: 'plan-1',
  scenario: 'base',
  seed: 7,
  draws: 20_000,
  budgetUsd: 2_500_000_000,
  spentUsd: 2_499_999_999.123_456_5, // all the digits a double has: it must come back exact
  inputsDigest: digest('a'),
  resultDigest: digest('b'),
  codeVersion: '0.1.0',
  dataVersion: '2026.1',
  result: '{"items":[]}',
  madeBy: 'analyst',
};

test('what is written is what is read, by id and by digest', async (db) => {
  expect(await savePlan(db, PLAN)).toEqual(PLAN);
  expect(await findPlan(db, PLAN.id)).toEqual(PLAN);
  expect(await findPlanByDigest(db, PLAN.resultDigest)).toEqual(PLAN);
});

test('the same result stored twice keeps the first plan', async (db) => {
  await savePlan(db, PLAN);
  expect(await savePlan(db, { ...PLAN, id: 'plan-2' })).toEqual(PLAN);
  expect(await listPlans(db, 10)).toEqual([PLAN]);
});

test('a plan that is not there is refused by id and absent by digest', async (db) => {
  await expect(findPlan(db, 'plan-9')).rejects.toMatchObject({ code: 'plan.not_found' });
  expect(await findPlanByDigest(db, digest('9'))).toBeUndefined();
});

test('a plan that spends more than its budget cannot be stored', async (db) => {
  const save = (spentUsd: number) =>
    db.transaction((tx) => savePlan(tx, { ...PLAN, budgetUsd: 100, spentUsd }));
  await expect(save(100.01)).rejects.toThrowError(/check constraint/);
  expect((await save(100.000_000_1)).spentUsd).toBe(100.000_000_1); // less than a cent is rounding
});

test('a plan is never changed or removed', async (db) => {
  await savePlan(db, PLAN);
  for (const sql of ['update plan set spent_usd = 0', 'delete from plan', 'truncate plan']) {
    await expect(db.transaction((tx) => tx.script(sql))).rejects.toThrowError(/append-only/);
  }
});
