import * as z from 'zod';
import { countryName } from '../base/country-names.ts';
import type { Fraction } from '../base/fraction.ts';
import { type RuleSet, ruleAt } from '../rules/rules.ts';
import { exposureOf, holdingsAbove } from './ownership.ts';
import { type Fact, type Party, percentText } from './parties.ts';
import { isAboveThreshold, type Knowledge, screen } from './screening.ts';

/*
 * Whether a party may be an authorised intermediary: six conditions, each recorded by itself with its
 * evidence and days. What nobody has found is unknown, and what is unknown is not fulfilled.
 */

export const INTERMEDIARY_LEGS = [
  'private',
  'expert_minerals',
  'expert_trading',
  'no_barred_influence',
  'no_barred_ownership',
  'board_approval',
] as const;
export type IntermediaryLeg = (typeof INTERMEDIARY_LEGS)[number];

/** The six conditions of a party on a day. */
export const IntermediaryStanding = z
  .object({
    party: z.string(),
    on: z.string(),
    outcome: z
      .enum(['authorised', 'not authorised', 'unknown'])
      .describe(
        'authorised only where all six hold; unknown where none fails and some are unknown',
      ),
    ruleSet: z.string(),
    ruleSetDigest: z.string(),
    legs: z.array(
      z.object({
        leg: z.enum(INTERMEDIARY_LEGS),
        holds: z.boolean().nullable().describe('null: nobody has found it, either way'),
        since: z.string().nullable().describe('day from which it was found to hold'),
        finding: z.string(),
        section: z.string(),
        rows: z.array(z.int()).describe('rows of findings that it rests on'),
      }),
    ),
    unverifiedRules: z.array(z.string()),
  })
  .meta({ id: 'IntermediaryStanding' });
export type IntermediaryStanding = z.infer<typeof IntermediaryStanding>;

type Leg = IntermediaryStanding['legs'][number];

/** What a condition asks, for a sentence. */
const ASKS: Readonly<Record<IntermediaryLeg, string>> = {
  private: 'it is private',
  expert_minerals: 'it is expert in more than one mineral',
  expert_trading: 'it is expert in trading, market making, capital management or finance',
  no_barred_influence: 'no barred influence is on its management, affiliates included',
  no_barred_ownership:
    'no more of it than may be is owned by entities of concern and their citizens',
  board_approval: 'the Board approved it',
};
const USED = [
  'intermediary.legs',
  'intermediary.ownership_threshold',
  'feoc.covered_nations',
] as const;
const INFLUENCES: readonly Fact['leg'][] = ['control', 'direction', 'influence', 'agent'];

/** What speaks against a condition, whatever was found for it. */
interface Against {
  readonly why: string;
  readonly rows: readonly number[];
}

/**
 * The six conditions of a party on the day of `knowledge`.
 *
 * A condition holds where somebody found it and nothing on record speaks against it. Shares on record
 * can break the condition about owners and never fulfil it: others may exist.
 *
 * @param party - an id that `knowledge` has
 * @throws Refusal `rule.unknown_key` where the rule set knows no such conditions
 * @source H.R. 7126 and S. 3659 (2026) §3(2)
 */
export function intermediaryOf(
  party: string,
  knowledge: Knowledge,
  rules: RuleSet,
  digestOf: (text: string) => string,
): IntermediaryStanding {
  const { on, facts } = knowledge;
  const subject = knowledge.parties.find(({ id }) => id === party)!; // the caller looked it up
  const own = facts.filter((fact) => fact.party === party);
  const nations = ruleAt(rules, 'feoc.covered_nations', on).value;
  const share = barredShare(party, knowledge, rules, { nations, digestOf });
  const threshold = ruleAt(rules, 'intermediary.ownership_threshold', on);
  const against: Readonly<Partial<Record<IntermediaryLeg, Against | undefined>>> = {
    private: ofTheState(subject),
    no_barred_influence: barredInfluence(own, nations),
    no_barred_ownership: isAboveThreshold(share, threshold.value, true)
      ? { why: `${ownedText(share)}; at most ${percentText(threshold.value)} may be`, rows: [] }
      : undefined,
  };
  const { section } = ruleAt(rules, 'intermediary.legs', on);
  const legs = INTERMEDIARY_LEGS.map((leg): Leg => {
    const note = leg === 'no_barred_ownership' ? `; ${ownedText(share)}` : '';
    const sectionOf = leg === 'no_barred_ownership' ? threshold.section : section;
    return { ...legOf(leg, own, against[leg], note), section: sectionOf };
  });
  return {
    ...{
      party,
      on,
      outcome: outcomeOf(legs),
      ruleSet: rules.id,
      ruleSetDigest: rules.digest,
      legs,
    },
    unverifiedRules: USED.filter((key) => !ruleAt(rules, key, on).isVerified),
  };
}

function outcomeOf(legs: readonly Leg[]): IntermediaryStanding['outcome'] {
  if (legs.some(({ holds }) => holds === false)) return 'not authorised';
  return legs.every(({ holds }) => holds === true) ? 'authorised' : 'unknown';
}

function legOf(
  leg: IntermediaryLeg,
  own: readonly Fact[],
  against: Against | undefined,
  note: string,
): Omit<Leg, 'section'> {
  const found = own.filter((fact) => fact.leg === leg);
  const since = found.map(({ from }) => from).sort()[0] ?? null;
  if (against !== undefined) {
    return { leg, holds: false, since: null, finding: against.why, rows: [...against.rows] };
  }
  const rows = found.map(({ seq }) => seq);
  if (since === null) {
    return { leg, holds: null, since, finding: `nobody has found that ${ASKS[leg]}${note}`, rows };
  }
  const evidence = found.map(({ source }) => source).join('; ');
  return { leg, holds: true, since, finding: `${ASKS[leg]}: ${evidence}${note}`, rows };
}

const ownedText = (share: Fraction): string =>
  `by the shares on record they own ${percentText(share)} of it`;

function ofTheState({ kind }: Party): Against | undefined {
  if (kind !== 'government' && kind !== 'state_body') return undefined;
  return { why: 'it is registered as a government or a body of a state', rows: [] };
}

function barredInfluence(own: readonly Fact[], nations: readonly string[]): Against | undefined {
  const found = own.filter(
    ({ leg, country }) => INFLUENCES.includes(leg) && nations.includes(country ?? ''),
  );
  if (found.length === 0) return undefined;
  const why = found
    .map(({ leg, country, source }) => `${leg} of ${countryName(country ?? '')} (${source})`)
    .join('; ');
  return { why: `on record: ${why}`, rows: found.map(({ seq }) => seq) };
}

/** How much of a party belongs to entities of concern and to citizens of covered countries. */
function barredShare(
  party: string,
  knowledge: Knowledge,
  rules: RuleSet,
  given: { readonly nations: readonly string[]; readonly digestOf: (text: string) => string },
): Fraction {
  const { parties, holdings } = knowledge;
  const above = new Set(holdingsAbove(party, holdings).map(({ owner }) => owner));
  const isBarred = ({ id, kind, country }: Party): boolean =>
    (kind === 'person' && given.nations.includes(country)) ||
    screen(id, knowledge, rules, given.digestOf).outcome === 'entity of concern';
  const sources = parties
    .filter((each) => each.id !== party && above.has(each.id))
    .filter(isBarred);
  return exposureOf(party, holdings, new Set(sources.map(({ id }) => id))).share;
}

/** 'all 6 conditions hold', or how many do not. */
export function intermediarySentence({ outcome, legs }: IntermediaryStanding): string {
  const count = (holds: boolean | null) => legs.filter((each) => each.holds === holds).length;
  if (outcome === 'authorised') return `all ${legs.length} conditions hold`;
  return `${count(true)} of ${legs.length} conditions hold, ${count(false)} fail, ${count(null)} are unknown`;
}
