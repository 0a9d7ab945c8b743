import type { IsoDate } from '../base/act.ts';
import type { Db } from '../platform/db.ts';
import type { RuleSet } from '../rules/rules.ts';
import { type IntermediaryStanding, intermediaryOf } from './intermediary.ts';
import { knowledgeAt, requireParty } from './parties.service.ts';

/** By which rules a party is judged, and on which day. */
export interface IntermediaryTools {
  readonly rules: RuleSet;
  readonly digestOf: (text: string) => string;
  readonly on: IsoDate;
}

/**
 * The six conditions of an authorised intermediary, by all that is known now.
 *
 * @throws Refusal `party.not_found`, `rule.unknown_key` by rules without those conditions
 */
export async function judgeIntermediary(
  db: Db,
  { rules, digestOf, on }: IntermediaryTools,
  party: string,
): Promise<IntermediaryStanding> {
  const { id } = await requireParty(db, party);
  const knowledge = await knowledgeAt(db, on, Number.MAX_SAFE_INTEGER);
  return intermediaryOf(id, knowledge, rules, digestOf);
}
