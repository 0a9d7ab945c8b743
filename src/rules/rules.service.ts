import type { IsoDate } from '../base/act.ts';
import { loadReferenceData } from '../minerals/minerals.service.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import type { Workshop } from '../platform/command.ts';
import { findRuleSet, type RuleSet, readRuleSets, ruleSetOn } from './rules.ts';

type Tools = Pick<Workshop, 'tables' | 'digestOf'>;

// The rule sets of one state of the tables are checked once.
const known = new WeakMap<ReferenceData, readonly RuleSet[]>();

/** Every rule set of the tables. @throws Refusal `rule.bad_row`, `data.*` */
export async function loadRuleSets({ tables, digestOf }: Tools): Promise<readonly RuleSet[]> {
  const data = await loadReferenceData(tables);
  const found = known.get(data) ?? readRuleSets(data.ruleSets, data.rules, digestOf);
  known.set(data, found);
  return found;
}

/**
 * The rule set by which decisions of a day are taken, or the one that is named.
 *
 * @throws Refusal `rule.before_any`, `rule.unknown_set`
 */
export async function loadRuleSet(tools: Tools, on: IsoDate, id?: string): Promise<RuleSet> {
  const sets = await loadRuleSets(tools);
  return id === undefined ? ruleSetOn(sets, on) : findRuleSet(sets, id);
}
