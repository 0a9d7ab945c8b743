import * as z from 'zod';
import { Refusal } from '../base/refusal.ts';
import { Candidate } from './eligible.ts';

/*
 * The eligible list as the Reserve publishes it: versions, each in force from a day on, with every
 * mineral that was considered. What is not on the list of its day is not bought.
 */

/** The life of a list: it is there, or it is not. */
export const ELIGIBLE_LIST_LIFE = { none: { publish: 'published' } } as const;

const line = z.string().trim().min(1).max(500);

/** A list to publish. */
export const ListPublication = z
  .strictObject({
    minerals: z
      .array(z.string())
      .default([])
      .describe('the minerals to list; where none is named, every one that may be listed'),
    effectiveOn: z.iso.date().optional().describe('first day on which it is in force; today'),
    resolution: z.string().min(1).nullable().default(null).describe('the vote that it rests on'),
    reason: line.nullable().default(null).describe('why it is published, where no vote says so'),
    leftOut: line
      .nullable()
      .default(null)
      .describe('why minerals are left out that may be listed, where some are'),
  })
  .meta({ id: 'ListPublication' });
export type ListPublication = z.infer<typeof ListPublication>;

/** A mineral that was considered for a list. */
export const EligibleEntry = z
  .object({
    mineral: z.string(),
    isListed: z.boolean(),
    leftOut: z.string().nullable().describe('why it is not listed although it may be'),
    candidate: Candidate.describe('its flags and grounds on the first day of the list'),
  })
  .meta({ id: 'EligibleEntry' });
export type EligibleEntry = z.infer<typeof EligibleEntry>;

/** A list without its minerals. */
export const EligibleListHead = z
  .object({
    version: z.int(),
    effectiveOn: z.string().describe('first day on which it is in force'),
    dueOn: z.string().describe('day by which the next one is due'),
    resolution: z.string().nullable(),
    reason: z.string().nullable(),
    ruleSet: z.string(),
    ruleSetDigest: z.string(),
    unverifiedRules: z.array(z.string()).describe('of those it rests on, what nobody confirmed'),
    dataVersion: z.string(),
    dataDigest: z.string(),
    publishedOn: z.string(),
    madeBy: z.string(),
    listed: z.int().describe('how many minerals are on it'),
  })
  .meta({ id: 'EligibleListHead' });
export type EligibleListHead = z.infer<typeof EligibleListHead>;

export const EligibleList = EligibleListHead.extend({ entries: z.array(EligibleEntry) }).meta({
  id: 'EligibleList',
});
export type EligibleList = z.infer<typeof EligibleList>;

/** The list of a day, if there is one. */
export const EligibleStanding = z
  .object({
    on: z.string(),
    sentence: z.string().describe('how it stands, in words'),
    isOverdue: z.boolean().describe('whether the next list should have come by then'),
    list: EligibleList.nullable().describe('null where none is in force: nothing is held to it'),
  })
  .meta({ id: 'EligibleStanding' });
export type EligibleStanding = z.infer<typeof EligibleStanding>;

const Change = z.object({ mineral: z.string(), name: z.string(), reason: z.string() });

/** What one list has and another has not. */
export const EligibleDifference = z
  .object({
    from: z.int(),
    to: z.int(),
    fromOn: z.string(),
    toOn: z.string(),
    added: z.array(Change),
    removed: z.array(Change),
    kept: z.int().describe('minerals that are on both'),
  })
  .meta({ id: 'EligibleDifference' });
export type EligibleDifference = z.infer<typeof EligibleDifference>;

/**
 * Every candidate as an entry of the list that is asked for.
 *
 * @param candidates - all minerals, as they stand on the first day of the list
 * @param asked - the ids of the minerals to list; none asks for every one that may be
 * @throws Refusal `eligible.excluded`, `eligible.evidence_missing`, `eligible.reason_missing`,
 *   `eligible.empty`
 */
export function entriesOf(
  candidates: readonly Candidate[],
  { minerals, leftOut }: Pick<ListPublication, 'minerals' | 'leftOut'>,
): EligibleEntry[] {
  const asked = new Set(minerals);
  const barred = candidates.find(({ mineral, outcome }) => asked.has(mineral) && !may(outcome));
  if (barred !== undefined) throw refuseBarred(barred);
  const entries = candidates.map((candidate): EligibleEntry => {
    const { mineral, outcome } = candidate;
    const isListed = may(outcome) && (asked.size === 0 || asked.has(mineral));
    return { mineral, isListed, leftOut: may(outcome) && !isListed ? leftOut : null, candidate };
  });
  const unsaid = entries.filter(
    (each) => may(each.candidate.outcome) && !each.isListed && each.leftOut === null,
  );
  if (unsaid.length > 0) {
    throw new Refusal(
      'invalid',
      'eligible.reason_missing',
      `cannot leave out without a reason what may be listed: ${unsaid.map(({ mineral }) => mineral).join(', ')}`,
      'say why they are left out, or list them',
    );
  }
  if (entries.some(({ isListed }) => isListed)) return entries;
  const hint = '`lodestock rules eligible` shows what is missing';
  throw new Refusal('invalid', 'eligible.empty', 'no mineral may be listed on that day', hint);
}

const may = (outcome: Candidate['outcome']): boolean => outcome === 'may be listed';

function refuseBarred({ mineral, outcome, reason, warnings }: Candidate): Refusal {
  const collisions = warnings.map((warning) => `; note: ${warning}`).join('');
  return new Refusal(
    outcome === 'excluded' ? 'not_allowed' : 'invalid',
    outcome === 'excluded' ? 'eligible.excluded' : 'eligible.evidence_missing',
    `cannot list ${mineral}: ${reason}${collisions}`,
    outcome === 'excluded'
      ? 'leave it out of the list'
      : 'record the evidence in listing_fact.csv, or leave it out',
  );
}

/** How the list of a day stands, in a sentence. */
export function standingOf(on: string, list: EligibleList | null): EligibleStanding {
  if (list === null) {
    const sentence = `No eligible list is in force on ${on}: nothing is refused for want of a listing`;
    return { on, sentence, isOverdue: false, list };
  }
  const isOverdue = on > list.dueOn;
  const due = isOverdue
    ? `the next one was due by ${list.dueOn} and is overdue`
    : `the next one is due by ${list.dueOn}`;
  const sentence = `Eligible list ${list.version} of ${list.listed} minerals is in force on ${on}, since ${list.effectiveOn}; ${due}${dueDoubt(list)}`;
  return { on, sentence, isOverdue, list };
}

/** Says that nobody has confirmed how often the list is made anew, where nobody has. */
export const dueDoubt = ({ unverifiedRules }: Pick<EligibleListHead, 'unverifiedRules'>): string =>
  unverifiedRules.includes('list.republish_months') ? ' (unverified)' : '';

/** What was added to a list and taken from it, with the reason of each. */
export function differenceOf(before: EligibleList, after: EligibleList): EligibleDifference {
  const [old, now] = [listedIn(before), listedIn(after)];
  return {
    from: before.version,
    to: after.version,
    fromOn: before.effectiveOn,
    toOn: after.effectiveOn,
    added: [...now.values()]
      .filter(({ mineral }) => !old.has(mineral))
      .map((entry) => change(entry, `${entry.candidate.reason}; before: ${whyNot(before, entry)}`)),
    removed: [...old.values()]
      .filter(({ mineral }) => !now.has(mineral))
      .map((entry) => change(entry, whyNot(after, entry))),
    kept: [...now.keys()].filter((mineral) => old.has(mineral)).length,
  };
}

const listedIn = ({ entries }: EligibleList): ReadonlyMap<string, EligibleEntry> =>
  new Map(entries.filter(({ isListed }) => isListed).map((entry) => [entry.mineral, entry]));

const change = ({ mineral, candidate: { name } }: EligibleEntry, reason: string) => ({
  ...{ mineral, name, reason },
});

/** Why a mineral is not on a list. */
function whyNot({ entries }: EligibleList, { mineral }: Pick<EligibleEntry, 'mineral'>): string {
  const entry = entries.find((each) => each.mineral === mineral);
  return entry === undefined ? 'it was not considered' : offReason(entry);
}

/** Why an entry is not listed. */
export const offReason = ({ leftOut, candidate }: EligibleEntry): string =>
  leftOut === null ? candidate.reason : `left out: ${leftOut}`;

/** How a purchase was held against the list of its day, for whoever reads it. */
export const heldAgainstText = (version: number | null): string =>
  version === null
    ? 'no eligible list was in force that day, so it was held against none'
    : `eligible list ${version}`;
