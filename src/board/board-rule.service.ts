import type { IsoDate } from '../base/act.ts';
import { assert } from '../base/assert.ts';
import type { Workshop } from '../platform/command.ts';
import { loadRuleSet } from '../rules/rules.service.ts';
import { ruleAt } from '../rules/rules.ts';
import type { BoardRule } from './board.ts';

/**
 * How the board votes and how long its people serve, by the rule set in force on a day.
 *
 * @throws Refusal `rule.not_in_force`, `rule.not_established`
 */
export async function loadBoardRule(
  tools: Pick<Workshop, 'tables' | 'digestOf'>,
  on: IsoDate,
): Promise<BoardRule> {
  const rules = await loadRuleSet(tools, on);
  const quorum = ruleAt(rules, 'board.quorum', on);
  const seats = ruleAt(rules, 'board.seats', on);
  const share = ruleAt(rules, 'board.carrying_share', on);
  const recused = ruleAt(rules, 'board.recused_counts_for_quorum', on);
  const years = {
    chair: ruleAt(rules, 'board.chair_term_years', on).value,
    member: ruleAt(rules, 'board.member_term_years', on).value,
    'vice-chair': ruleAt(rules, 'board.vice_chair_term_years', on).value,
  };
  const { top, bottom } = share.value;
  assert(bottom < 1000n, 'a share of votes is a small fraction');
  const isVerified = [quorum, seats, share, recused].every((rule) => rule.isVerified);
  return {
    ...{ seats: seats.value, quorum: quorum.value, countsRecused: recused.value },
    majority: { of: 'cast', top: Number(top), bottom: Number(bottom) },
    mostYears: years,
    source: `rule set ${rules.id}, ${quorum.section}${isVerified ? '' : ', unverified'}`,
  };
}
