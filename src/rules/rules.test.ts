import { expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import { fraction } from '../base/fraction.ts';
import type { RuleRow, RuleSetRow } from '../minerals/rule-rows.ts';
import { digestOf } from '../platform/digest.ts';
import { findRule, findRuleSet, readRuleSets, ruleAt, ruleSetOn, rulesOn } from './rules.ts';

const HEAD: RuleSetRow = {
  id: 'made',
  title: 'A bill made for the test',
  bills: 'none',
  status: 'made',
  inForceFrom: '2026-01-01',
  note: 'none',
  source: 'none',
};
const ROW: RuleRow = {
  ruleSet: 'made',
  key: 'partner.minimum_contribution',
  value: '100000000.00',
  unit: 'USD',
  section: '§1',
  inForceFrom: '2026-01-01',
  inForceTo: '2027-01-01',
  origin: 'text',
  confidence: 'verified',
  note: 'the first floor',
};
const NEXT = { ...ROW, value: '103000000.00', inForceFrom: '2027-01-01', inForceTo: null };

const made = (...rows: readonly RuleRow[]) => readRuleSets([HEAD], rows, digestOf)[0]!;
const sets = async () => {
  const { ruleSets, rules } = await referenceData();
  return readRuleSets(ruleSets, rules, digestOf);
};

test('a parameter is looked up by its day, and the day on which one version ends begins the next', () => {
  const rules = made(ROW, NEXT);
  const floor = (on: '2026-12-31' | '2027-01-01') =>
    ruleAt(rules, 'partner.minimum_contribution', on).value;
  expect(floor('2026-12-31')).toBe(10_000_000_000n); // 100 million dollars in cents
  expect(floor('2027-01-01')).toBe(10_300_000_000n);
});

test('an unknown key, and a day before any version, are refused with what there is', () => {
  const rules = made(ROW);
  expect(() => findRule(rules, 'partner.minimum', '2026-05-01')).toThrowError(
    expect.objectContaining({ code: 'rule.unknown_key' }),
  );
  expect(() => findRule(rules, ROW.key, '2025-12-31')).toThrowError(
    expect.objectContaining({
      code: 'rule.not_in_force',
      message: expect.stringContaining('2026-01-01'),
    }),
  );
  expect(() => findRule(rules, ROW.key, '2027-01-01')).toThrowError(/no version in force/);
});

test('a parameter that nobody has found cannot be used, and says why', async () => {
  const rules = findRuleSet(await sets(), 'srr-2026');
  expect(() => ruleAt(rules, 'finance.equity_cap', '2026-06-01')).toThrowError(
    expect.objectContaining({
      code: 'rule.not_established',
      message: expect.stringContaining('limits'),
    }),
  );
  expect(findRule(rules, 'finance.equity_cap', '2026-06-01').value).toBeNull();
});

test.each([
  ['a key the program does not know', { key: 'board.colour' }, /no such parameter/],
  ['a value of another kind', { value: '100 million' }, /is no cents/],
  ['an empty value that is not said to be unknown', { value: null }, /has no value/],
  ['an end before its beginning', { inForceTo: '2025-01-01' }, /ends before it begins/],
  ['an inference called verified', { origin: 'inferred' as const }, /read in a text/],
  ['a rule set that is not there', { ruleSet: 'other' }, /no rule set 'other'/],
])('%s is refused', (_, change, why) => {
  expect(() => made({ ...ROW, ...change })).toThrowError(why);
});

test('two versions of a parameter cannot hold on one day', () => {
  expect(() => made(ROW, { ...NEXT, inForceFrom: '2026-12-31' })).toThrowError(/another row/);
});

test('one changed note is another rule set for whoever kept the digest', () => {
  expect(made(ROW).digest).toMatch(/^sha256-[0-9a-f]{64}$/);
  expect(made({ ...ROW, note: 'changed' }).digest).not.toBe(made(ROW).digest);
});

test('decisions of a day are taken by the newest bill in force that day', async () => {
  const all = await sets();
  expect(ruleSetOn(all, '2026-01-14').id).toBe('srr-2024');
  expect(ruleSetOn(all, '2026-01-15').id).toBe('srr-2026');
  expect(() => ruleSetOn(all, '2023-12-31')).toThrowError(
    expect.objectContaining({ code: 'rule.before_any' }),
  );
  expect(() => findRuleSet(all, 'srr-2025')).toThrowError(
    expect.objectContaining({ hint: expect.stringContaining('srr-2024, srr-2026') }),
  );
});

test('what the 2026 set takes from summaries or from 2024 is unverified, what was read is not', async () => {
  const rules = findRuleSet(await sets(), 'srr-2026');
  const on = '2026-06-01';
  expect(ruleAt(rules, 'board.quorum', on)).toMatchObject({ value: 4, isVerified: false });
  expect(ruleAt(rules, 'board.seats', on)).toMatchObject({ value: 7, isVerified: false });
  expect(ruleAt(rules, 'feoc.ownership_threshold', on)).toMatchObject({
    value: fraction(1n, 4n),
    isVerified: true,
  });
  expect(ruleAt(rules, 'feoc.covered_nations', on).value).toEqual(['CHN', 'IRN', 'PRK', 'RUS']);
  const list = rulesOn(rules, on);
  expect(list.unverified).toBe(list.rules.filter((rule) => rule.confidence !== 'verified').length);
});

test('what was read in the text of 2024 stands verified in its own set', async () => {
  const rules = findRuleSet(await sets(), 'srr-2024');
  expect(ruleAt(rules, 'board.quorum', '2024-06-01')).toMatchObject({ value: 4, isVerified: true });
});
