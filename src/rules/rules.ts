import * as z from 'zod';
import type { IsoDate } from '../base/act.ts';
import { canonicalJson } from '../base/canonical.ts';
import { decimalFraction, type Fraction } from '../base/fraction.ts';
import { nearest } from '../base/nearest.ts';
import { Refusal } from '../base/refusal.ts';
import {
  RULE_CONFIDENCES,
  RULE_ORIGINS,
  type RuleRow,
  type RuleSetRow,
} from '../minerals/rule-rows.ts';
import { type KnownRule, RULE_KINDS, type RuleKey, type RuleValue } from './rule-keys.ts';

/*
 * The law as a dated set of parameters. A decision keeps the id and the digest of the set that it
 * was taken by, and asks it for one parameter on one day.
 */

/** The parameters of one version of the bill. */
export interface RuleSet {
  readonly id: string; // 'srr-2026'
  readonly title: string;
  readonly bills: string;
  readonly status: string; // 'bill in committee, not law'
  readonly inForceFrom: IsoDate;
  readonly note: string;
  readonly source: string;
  readonly digest: string; // of its head and of every row
  readonly rows: readonly RuleRow[];
}

/** What a decision keeps of the rules it was taken by. */
export interface RuleSetName {
  readonly id: string;
  readonly digest: string;
}

/** A parameter as a person sees it, on one day. */
export const Rule = z
  .object({
    key: z.string(),
    value: z.string().nullable().describe('null where it is not established'),
    unit: z.string(),
    section: z.string().describe('section of the bill or law'),
    inForceFrom: z.string(),
    inForceTo: z.string().nullable().describe('first day on which it holds no longer'),
    origin: z.enum(RULE_ORIGINS),
    confidence: z.enum(RULE_CONFIDENCES),
    note: z.string(),
  })
  .meta({ id: 'Rule' });
export type Rule = z.infer<typeof Rule>;

/** A rule set as a person sees it, on one day. */
export const RuleList = z
  .object({
    ruleSet: z.string(),
    digest: z.string(),
    title: z.string(),
    bills: z.string(),
    status: z.string(),
    inForceFrom: z.string(),
    note: z.string(),
    source: z.string(),
    on: z.string().describe('day on which the parameters hold'),
    unverified: z.int().describe('how many of them nobody has confirmed'),
    rules: z.array(Rule),
  })
  .meta({ id: 'RuleList' });
export type RuleList = z.infer<typeof RuleList>;

/**
 * The rule sets of the tables, each checked: known keys, readable values, one row a day and key.
 *
 * @throws Refusal `rule.bad_row` naming set and key
 */
export function readRuleSets(
  heads: readonly RuleSetRow[],
  rows: readonly RuleRow[],
  digestOf: (text: string) => string,
): readonly RuleSet[] {
  const stray = rows.find(({ ruleSet }) => !heads.some(({ id }) => id === ruleSet));
  if (stray !== undefined) throw badRow(stray, `there is no rule set '${stray.ruleSet}'`);
  return heads.map((head) => {
    const own = rows.filter(({ ruleSet }) => ruleSet === head.id);
    for (const row of own) checkRow(row, own);
    const { inForceFrom, ...rest } = head;
    const digest = digestOf(canonicalJson({ head, rows: own }));
    return { ...rest, inForceFrom: inForceFrom as IsoDate, digest, rows: own }; // checked below
  });
}

function checkRow(row: RuleRow, all: readonly RuleRow[]): void {
  const { key, value, inForceFrom, inForceTo, origin, confidence } = row;
  if (!isRuleKey(key)) throw badRow(row, 'the program knows no such parameter');
  if (value === null && origin !== 'not established') throw badRow(row, 'it has no value');
  if (value !== null && readValue(key, value) === undefined) {
    throw badRow(row, `'${value}' is no ${RULE_KINDS[key]}`);
  }
  if (inForceTo !== null && inForceTo <= inForceFrom) throw badRow(row, 'it ends before it begins');
  if (confidence === 'verified' && origin !== 'text' && origin !== 'comparable law') {
    throw badRow(row, 'only what was read in a text is verified');
  }
  const overlaps = all.some(
    (other) =>
      other !== row &&
      other.key === key &&
      other.inForceFrom < (inForceTo ?? '9999') &&
      inForceFrom < (other.inForceTo ?? '9999'),
  );
  if (overlaps) throw badRow(row, 'another row of the same parameter holds on some of its days');
}

const badRow = ({ ruleSet, key }: RuleRow, why: string) =>
  new Refusal(
    'invalid',
    'rule.bad_row',
    `cannot use the parameter ${key} of rule set ${ruleSet}: ${why}`,
    'correct its row in rule.csv, then run `lodestock data manifest`',
  );

/**
 * A rule set by its id.
 *
 * @throws Refusal `rule.unknown_set`
 */
export function findRuleSet(sets: readonly RuleSet[], id: string): RuleSet {
  const found = sets.find((each) => each.id === id);
  if (found !== undefined) return found;
  throw new Refusal(
    'not_found',
    'rule.unknown_set',
    `there is no rule set '${id}'`,
    `there are ${sets.map((each) => each.id).join(', ')}`,
  );
}

/**
 * The newest rule set that is in force on a day: decisions of that day are taken by it.
 *
 * @throws Refusal `rule.before_any` on a day before the first
 */
export function ruleSetOn(sets: readonly RuleSet[], on: IsoDate): RuleSet {
  const [newest] = sets
    .filter(({ inForceFrom }) => inForceFrom <= on)
    .sort((a, b) => (a.inForceFrom < b.inForceFrom ? 1 : -1));
  if (newest !== undefined) return newest;
  const [first] = sets.map(({ inForceFrom }) => inForceFrom).sort();
  throw new Refusal(
    'invalid',
    'rule.before_any',
    `no rule set is in force on ${on}: the first begins on ${first ?? 'no day'}`,
    'ask for a later day',
  );
}

/**
 * A parameter on a day, with what it is worth to rely on it.
 *
 * @throws Refusal `rule.unknown_key` with the nearest keys, `rule.not_in_force` on a day on which no
 *   version of it holds, `rule.not_established` where nobody has found its value
 */
export function ruleAt<Key extends RuleKey>(
  rules: Pick<RuleSet, 'id' | 'rows'>,
  key: Key,
  on: IsoDate,
): KnownRule<Key> {
  const row = findRule(rules, key, on);
  if (row.value === null) {
    throw new Refusal(
      'infeasible',
      'rule.not_established',
      `the parameter ${key} of rule set ${rules.id} is not established: ${row.note}`,
      `a person must enter it with the section that gives it (${row.section})`,
    );
  }
  const value = readValue(key, row.value)!; // read when the set was checked
  const { unit, section, confidence } = row;
  return { key, value, unit, section, isVerified: confidence === 'verified' };
}

/**
 * The row of a parameter that holds on a day, also where its value is not established.
 *
 * @throws Refusal `rule.unknown_key`, `rule.not_in_force`
 */
export function findRule(rules: Pick<RuleSet, 'id' | 'rows'>, key: string, on: IsoDate): RuleRow {
  const versions = rules.rows.filter((row) => row.key === key);
  if (versions.length === 0) {
    const near = nearest(key, [...new Set(rules.rows.map((row) => row.key))]);
    throw new Refusal(
      'not_found',
      'rule.unknown_key',
      `rule set ${rules.id} has no parameter '${key}'`,
      `the nearest are ${near.join(', ')}; \`lodestock rules list\` shows all`,
    );
  }
  const found = versions.find((row) => holdsOn(row, on));
  if (found !== undefined) return found;
  const [first] = versions.map(({ inForceFrom }) => inForceFrom).sort();
  throw new Refusal(
    'invalid',
    'rule.not_in_force',
    `the parameter ${key} of rule set ${rules.id} has no version in force on ${on}: the first is from ${first}`,
    'ask for another day',
  );
}

/** The parameters that hold on a day, in the order of their keys. */
export function rulesOn(rules: RuleSet, on: IsoDate): RuleList {
  const { id, digest, title, bills, status, inForceFrom, note, source } = rules;
  const held = rules.rows
    .filter((row) => holdsOn(row, on))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(shownRule);
  const unverified = held.filter(({ confidence }) => confidence === 'unverified').length;
  const head = { title, bills, status, inForceFrom, note, source };
  return { ruleSet: id, digest, ...head, on, unverified, rules: held };
}

/** A parameter as it is shown. */
export function shownRule({ ruleSet: _, ...row }: RuleRow): Rule {
  return row;
}

const holdsOn = ({ inForceFrom, inForceTo }: RuleRow, on: string): boolean =>
  inForceFrom <= on && (inForceTo === null || on < inForceTo);

const isRuleKey = (key: string): key is RuleKey => key in RULE_KINDS;

type AnyValue = number | bigint | Fraction | boolean | string | readonly string[];

/** A value by the kind of its key, or undefined where the text is none. */
function readValue<Key extends RuleKey>(key: Key, text: string): RuleValue<Key> | undefined {
  const read: Readonly<Record<string, () => AnyValue | undefined>> = {
    count: () => (/^\d{1,9}$/.test(text) ? Number(text) : undefined),
    cents: () => (/^\d+[.]\d\d$/.test(text) ? BigInt(text.replace('.', '')) : undefined),
    share: () => shareOf(text),
    flag: () => (text === 'true' ? true : text === 'false' ? false : undefined),
    text: () => text,
    list: () => text.split(';'),
  };
  return read[RULE_KINDS[key]]!() as RuleValue<Key> | undefined; // the kind of the key says which
}

function shareOf(text: string): Fraction | undefined {
  const share = decimalFraction(text);
  if (share === undefined || share.top < 0n || share.top > share.bottom) return undefined;
  return share;
}
