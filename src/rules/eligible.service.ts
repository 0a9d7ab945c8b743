import type { IsoDate } from '../base/act.ts';
import { loadReferenceData } from '../minerals/minerals.service.ts';
import { findMineral } from '../minerals/minerals.ts';
import type { Workshop } from '../platform/command.ts';
import { type CandidateList, candidateOf } from './eligible.ts';
import { type RuleSet, ruleAt } from './rules.ts';

/**
 * Whether each mineral, or the one that is named, may stand on the eligible list.
 *
 * @throws Refusal `mineral.not_found`, `rule.*`
 */
export async function listCandidates(
  { tables }: Pick<Workshop, 'tables'>,
  rules: RuleSet,
  on: IsoDate,
  mineral?: string,
): Promise<CandidateList> {
  const data = await loadReferenceData(tables);
  const wanted = mineral === undefined ? data.minerals : [findMineral(data, mineral)];
  const republish = ruleAt(rules, 'list.republish_months', on);
  return {
    ruleSet: rules.id,
    ruleSetDigest: rules.digest,
    on,
    exclusionsVerified: ruleAt(rules, 'list.excluded', on).isVerified,
    nextPublication: `every ${republish.value} ${republish.unit}${republish.isVerified ? '' : ' (unverified)'}`,
    candidates: wanted.map((each) => candidateOf(data, rules, each, on)),
  };
}
