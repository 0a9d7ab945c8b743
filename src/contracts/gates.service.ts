import type { Act, IsoDate } from '../base/act.ts';
import { requireCleared } from '../parties/parties.service.ts';
import type { Purpose } from '../parties/parties.ts';
import type { Workshop } from '../platform/command.ts';
import type { Db } from '../platform/db.ts';
import { loadRuleSet } from '../rules/rules.service.ts';
import type { RuleSet } from '../rules/rules.ts';

/*
 * What has to be true before money moves, asked of the features that know.
 */

/** The rules by which a deed is judged, and how bytes are told apart. */
export interface Desk {
  readonly rules: RuleSet;
  readonly digestOf: (text: string) => string;
}

/** The desk of a day: the rules in force on it. @throws Refusal `rule.before_any` */
export async function deskOf(
  tools: Pick<Workshop, 'tables' | 'digestOf'>,
  on: IsoDate,
): Promise<Desk> {
  return { rules: await loadRuleSet(tools, on), digestOf: tools.digestOf };
}

/**
 * A counterparty is no foreign entity of concern, by what is known now. The screening is kept.
 *
 * @throws Refusal `party.entity_of_concern`, `party.not_found`
 */
export async function requireScreened(
  tx: Db,
  act: Act,
  deed: bigint,
  desk: Desk,
  asked: { party: string; purpose: Purpose },
): Promise<void> {
  await requireCleared(tx, deed, { act, ...desk }, asked);
}
