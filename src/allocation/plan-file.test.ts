import { expect, test } from 'vitest';
import { makePlan } from '../../test/support/made-plan.ts';
import { digestOf } from '../platform/digest.ts';
import { readPlanText } from '../stress/plan-supply.ts';
import { planDifference } from './difference.ts';
import { readPlan } from './plan-file.ts';

const plan = await makePlan(60e6);
const text = JSON.stringify(plan, null, 2);

test('a plan file is read as it was written', () => {
  expect(readPlan(text, 'plan.json', digestOf)).toEqual(plan);
});

test('a plan file with one figure changed is refused, wherever it is read', () => {
  const changed = text.replace(
    /"spentUsd": (\d)/,
    (_, digit) => `"spentUsd": ${9 - Number(digit)}`,
  );
  expect(changed).not.toBe(text);
  const why = 'is not what it says it is';
  expect(() => readPlan(changed, 'plan.json', digestOf)).toThrow(why);
  expect(() => readPlanText(changed, 'plan.json', digestOf)).toThrow(why);
});

test('what is no plan is refused with the field', () => {
  expect(() => readPlan('{"digest": 1}', 'plan.json', digestOf)).toThrow(/cannot read plan.json/);
  expect(() => readPlan('budget', 'plan.json', digestOf)).toThrow(/cannot read plan.json/);
});

test('two plans differ by what is bought anew, no longer and otherwise; money adds up', async () => {
  const other = await makePlan(30e6);
  const { items, spentUsd, same, terms } = planDifference(plan, other);
  let changed = 0;
  for (const { sign, fromUsd, toUsd } of items) {
    expect(sign).toBe(fromUsd === 0 ? '+' : toUsd === 0 ? '−' : '~');
    changed += toUsd - fromUsd;
  }
  expect(items.length).toBeGreaterThan(0);
  expect(changed).toBe(spentUsd); // what did not change cancels
  expect(other.items.length + plan.items.length).toBeGreaterThan(same);
  expect(terms).toEqual(['budget: $60 million → $30 million']);
  const none = planDifference(plan, plan);
  expect(none.items).toEqual([]);
  expect(none.same).toBe(plan.items.length);
});
