import { expect, test } from 'vitest';
import {
  decided,
  decisionOf,
  limitFlags,
  PLAIN_ASK,
  planAddress,
  questionPart,
  readPlanAsk,
} from './plan-query.ts';
import { ruleFlags } from './plan-rule-query.ts';

const full =
  '/plan?budget=750M&most=tin:5000000&lock=gallium-stock:20000000&forbid=projects&least=zinc-stock:7&share=12.5&whole=1&concern=none&eligible=only&against=plan-0123456789ab';

test('an address comes back as it went', () => {
  const ask = readPlanAsk(new URLSearchParams(full.slice('/plan?'.length)));
  expect(planAddress(ask)).toBe(full);
  expect(ask.limits.mineralShare).toBe(0.125);
  expect(planAddress(PLAIN_ASK)).toBe('/plan');
});

test('the flags say what the address says', () => {
  const { limits } = readPlanAsk(new URLSearchParams(full.slice('/plan?'.length)));
  expect(limitFlags(limits)).toEqual([
    '--most tin=5000000',
    '--lock gallium-stock=20000000',
    '--forbid projects',
    '--least zinc-stock=7',
    '--mineral-share 0.125',
    '--whole-projects',
    '--no-concern',
    '--eligible-only',
  ]);
});

test('rules come back as they went, and unset ones leave no trace', () => {
  const ask = readPlanAsk(new URLSearchParams('military=3&essential=1&other='));
  expect(planAddress(ask)).toBe('/plan?military=3');
  expect(ruleFlags(ask.rules)).toEqual(['--class-weight military=3']);
  expect(questionPart(ask)).toEqual({
    rules: { classWeights: { military: 3, essential: 1, other: 1 } },
  });
  expect(questionPart(readPlanAsk(new URLSearchParams('military=1')))).toEqual({});
});

test('weights of what goes first come back as they went', () => {
  const ask = readPlanAsk(new URLSearchParams('domestic=1.2&dependent=1'));
  expect(planAddress(ask)).toBe('/plan?domestic=1.2');
  expect(ask.rules.tierWeights).toEqual({ domestic: 1.2, dependent: 1 });
  expect(ruleFlags(ask.rules)).toEqual(['--tier-weight domestic=1.2']);
});

test('lending comes back as it went', () => {
  const query = '/plan?lent=3000000000&lending=subsidy&loan=80';
  const ask = readPlanAsk(new URLSearchParams(query.slice('/plan?'.length)));
  expect(planAddress(ask)).toBe(query);
  expect(ask.rules).toEqual({ lending: 'subsidy', loanShare: 0.8 });
  expect(limitFlags(ask.limits)).toEqual(['--most-lent 3000000000']);
  expect(ruleFlags(ask.rules)).toEqual(['--lending subsidy', '--loan-share 0.8']);
  expect(planAddress(readPlanAsk(new URLSearchParams('lending=face&loan=100')))).toBe('/plan');
});

test.each(['military=-1', 'other=much', 'essential=1e9', 'lending=free', 'loan=0', 'domestic=0.5'])(
  '%s is refused',
  (query) => {
    expect(() => readPlanAsk(new URLSearchParams(query))).toThrow('as a rule of a plan');
  },
);

test('a purchase is locked, forbidden and set free again', () => {
  const locked = decided(PLAIN_ASK, 'tin-stock', 'locked', 300);
  expect(decisionOf(locked.limits, 'tin-stock')).toBe('locked');
  const forbidden = decided(locked, 'tin-stock', 'forbidden', 300);
  expect(decisionOf(forbidden.limits, 'tin-stock')).toBe('forbidden');
  expect(forbidden.limits.leastUsd).toEqual({});
  expect(decided(forbidden, 'tin-stock', 'free', 300)).toEqual(PLAIN_ASK);
});

test.each(['lock=tin', 'most=tin:1e9', 'share=0', 'share=120', 'lock=tin:-5'])(
  '%s is refused',
  (query) => {
    expect(() => readPlanAsk(new URLSearchParams(query))).toThrow('as a limit of a plan');
  },
);
