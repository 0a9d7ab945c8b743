import * as z from 'zod';
import type { IsoDate } from '../base/act.ts';
import type { Mineral, ReferenceData } from '../minerals/reference-data.ts';
import {
  LISTING_INPUTS,
  type ListingFact,
  type ListingInput,
  RULE_CONFIDENCES,
} from '../minerals/rule-rows.ts';
import { type RuleSet, ruleAt } from './rules.ts';

/*
 * Which minerals may stand on the eligible list. The Reserve makes that list itself; here is what
 * the law asks of a mineral before it may, and what evidence our tables hold.
 */

const Standing = z.boolean().nullable().describe('null: no evidence either way');

/** Whether a mineral may be listed, with all that the answer rests on. */
export const Candidate = z
  .object({
    mineral: z.string(),
    name: z.string(),
    inputs: z.array(
      z.object({
        input: z.enum(LISTING_INPUTS),
        holds: Standing,
        since: z.string().nullable(),
        confidence: z.enum(RULE_CONFIDENCES),
        note: z.string().nullable(),
        source: z.string().nullable(),
      }),
    ),
    legs: z
      .array(z.object({ leg: z.string(), holds: Standing, evidence: z.string() }))
      .describe('conditions that must all hold'),
    excludedAs: z.string().nullable().describe('the material of the law that it is'),
    warnings: z.array(z.string()),
    outcome: z.enum(['may be listed', 'excluded', 'evidence missing']),
    reason: z.string(),
  })
  .meta({ id: 'EligibleCandidate' });
export type Candidate = z.infer<typeof Candidate>;

/** All minerals asked for, and the rules that they were held against. */
export const CandidateList = z
  .object({
    ruleSet: z.string(),
    ruleSetDigest: z.string(),
    on: z.string(),
    exclusionsVerified: z.boolean().describe('whether somebody has confirmed what is excluded'),
    nextPublication: z.string().describe('how often the list is published anew'),
    candidates: z.array(Candidate),
  })
  .meta({ id: 'EligibleCandidateList' });
export type CandidateList = z.infer<typeof CandidateList>;

type Input = Candidate['inputs'][number];
type Leg = Candidate['legs'][number];

const USGS_LIST_2025_SINCE = '2025-11-07'; // published that day
const USGS_LIST_2022_SINCE = '2022';
const USGS_SOURCE = 'mineral.csv; USGS lists of critical minerals, 2022 and 2025';

/** Our minerals that are materials which the law may name as excluded. */
const MATERIAL_OF: Readonly<Record<string, string>> = {
  metallurgical_coal: 'coal',
  uranium: 'uranium',
};
const FUELS: ReadonlySet<string> = new Set(['oil', 'oil shale', 'gas', 'coal', 'uranium']);

/**
 * Whether the law lets a mineral be listed on a day.
 *
 * Every leg needs evidence, and none that is missing counts as fulfilled. A mineral that is excluded
 * although USGS lists it is named in a warning and not dropped in silence.
 *
 * @source H.R. 10378 (2024) §3(d); 30 U.S.C. 1606(c)(4)(A) for what the USGS list shows
 */
export function candidateOf(
  data: Pick<ReferenceData, 'listingFacts'>,
  rules: RuleSet,
  mineral: Mineral,
  on: IsoDate,
): Candidate {
  const inputs = LISTING_INPUTS.map((input) => inputOf(data.listingFacts, mineral, input, on));
  const material = MATERIAL_OF[mineral.id];
  const isExcluded =
    material !== undefined && ruleAt(rules, 'list.excluded', on).value.includes(material);
  const excludedAs = isExcluded ? material : null;
  const legs = legsOf(inputs, material);
  const missing = legs.filter(({ holds }) => holds !== true).map(({ leg }) => leg);
  const head = { mineral: mineral.id, name: mineral.name, inputs, legs, excludedAs };
  const warnings = isExcluded && holds(inputs, 'usgs_list') ? [warningOf(mineral, material)] : [];
  if (isExcluded) {
    const { section } = ruleAt(rules, 'list.excluded', on);
    const reason = `the law excludes ${material} (${section})`;
    return { ...head, warnings, outcome: 'excluded', reason };
  }
  if (missing.length > 0) {
    const reason = `no evidence that it is ${missing.join(' and ')}`;
    return { ...head, warnings, outcome: 'evidence missing', reason };
  }
  return { ...head, warnings, outcome: 'may be listed', reason: 'every condition has evidence' };
}

const warningOf = ({ name }: Mineral, material: string): string =>
  `${name} is on the USGS list of 2025, and the text of 2024 excludes ${material}: whether the text of 2026 does is not established`;

function inputOf(
  facts: readonly ListingFact[],
  mineral: Mineral,
  input: ListingInput,
  on: IsoDate,
): Input {
  if (input === 'usgs_list') return usgsInput(mineral, on);
  const newest = facts
    .filter((fact) => fact.mineral === mineral.id && fact.input === input && fact.since <= on)
    .sort((a, b) => (a.since < b.since ? 1 : -1))[0];
  if (newest === undefined) {
    const note = 'no row of listing_fact.csv says so or otherwise';
    return { input, holds: null, since: null, confidence: 'unverified', note, source: null };
  }
  const { holds: found, since, confidence, note, source } = newest;
  return { input, holds: found, since, confidence, note, source };
}

function usgsInput({ onList2022, onList2025 }: Mineral, on: IsoDate): Input {
  const isNew = on >= USGS_LIST_2025_SINCE;
  const isListed = isNew ? onList2025 : onList2022;
  const since = onList2022 && isListed ? USGS_LIST_2022_SINCE : USGS_LIST_2025_SINCE;
  return {
    input: 'usgs_list',
    holds: isListed,
    since: isListed ? since : null,
    confidence: 'verified',
    note: isNew ? 'list of 2025' : 'list of 2022',
    source: USGS_SOURCE,
  };
}

const holds = (inputs: readonly Input[], wanted: ListingInput): boolean =>
  inputs.some(({ input, holds: found }) => input === wanted && found === true);

/** The conditions of a listing; the lists of others are evidence for what they themselves require. */
function legsOf(inputs: readonly Input[], material: string | undefined): Leg[] {
  const isFuel = material !== undefined && FUELS.has(material);
  const isListed = holds(inputs, 'usgs_list');
  const usgs = isListed
    ? 'on the USGS list, which requires it'
    : 'not on the USGS list, and no other finding is recorded';
  const needs = [
    ...(holds(inputs, 'dpa_determination') || holds(inputs, 'stock_piling') ? ['defence'] : []),
    ...(holds(inputs, 'doe_list') ? ['energy infrastructure'] : []),
    ...(isListed ? ['manufacturing'] : []),
  ];
  return [
    {
      leg: 'non-fuel',
      holds: !isFuel,
      evidence: isFuel ? `${material} is a fuel` : 'no fuel of the law',
    },
    {
      leg: 'essential to economic and national security',
      holds: isListed ? true : null,
      evidence: usgs,
    },
    { leg: 'of a high-risk supply chain', holds: isListed ? true : null, evidence: usgs },
    {
      leg: 'serving a need of the law',
      holds: needs.length > 0 ? true : null,
      evidence: needs.length > 0 ? needs.join(', ') : 'no list or determination names one',
    },
  ];
}
