import type { DocumentRef, TraceStep } from '../../src/audit/audit.ts';
import { centsText } from '../../src/base/booked.ts';
import {
  type Ballot,
  type Conflict,
  type Meeting,
  type MeetingRecord,
  presidingOf,
  type Recusal,
  type Resolution,
  type ResolutionRecord,
  type RosterSeat,
  SEATS,
  type Seat,
  type VoteResult,
} from '../../src/board/board.ts';
import {
  authorityText,
  type CountingRule,
  presentAt,
  resultText,
  ruleText,
} from '../../src/board/board-text.ts';
import type { FundLimit } from '../../src/fund/fund-status.ts';
import { deedHref } from '../parts/deeds.tsx';
import type { Cell, Rows } from '../parts/table.tsx';
import { interestEndPath } from './board-deeds.ts';
import { documentText, fundHref, journalHref, statusText, threadHref } from './book-text.ts';

/* The board in words and rows, for its pages and its packet. */

export const meetingHref = (id: string) => `/board/meetings/${encodeURIComponent(id)}`;
export const resolutionHref = (id: string) => `/board/resolutions/${encodeURIComponent(id)}`;
export const partyHref = (id: string) => `/parties/${encodeURIComponent(id)}`;

const PAGE_OF: Readonly<Partial<Record<DocumentRef['kind'], (id: string) => string>>> = {
  meeting: meetingHref,
  resolution: resolutionHref,
  party: partyHref,
  fund: fundHref,
  contract: (id) => `/contracts/${encodeURIComponent(id)}`,
};

/** The page of a document where it has one, else its thread. */
export const documentHref = ({ kind, id }: DocumentRef): string =>
  PAGE_OF[kind]?.(id) ?? threadHref(kind, id);

export const SEAT_COLUMNS = [
  { label: 'Seat' },
  { label: 'Status' },
  { label: 'Governor' },
  { label: 'Office' },
  { label: 'Term begins', isUnbroken: true },
  { label: 'First day after it', isUnbroken: true },
  { label: 'Nominee' },
] as const;

export const seatRows = (seats: readonly Seat[]): Rows => ({
  columns: SEAT_COLUMNS,
  rows: seats.map(({ seat, state, incumbent, nominee }) => [
    ...[`Seat ${seat}`, state, incumbent?.name ?? 'nobody'],
    officeText(incumbent),
    ...[incumbent?.beginsOn ?? '', incumbent?.endsOn ?? ''],
    nominee === null ? '' : `${nominee.name}, from ${nominee.beginsOn}`,
  ]),
});

function officeText(term: Seat['incumbent']): string {
  if (term === null) return '';
  return term.viceChairUntil === null ? term.office : `vice-chair until ${term.viceChairUntil}`;
}

export const meetingRows = (meetings: readonly Meeting[]): Rows => ({
  columns: [
    { label: 'Meeting' },
    { label: 'On', isUnbroken: true },
    { label: 'Where' },
    { label: 'Status' },
  ],
  rows: meetings.map(({ id, title, heldOn, place, status }) => [
    { text: `${id}: ${title}`, href: meetingHref(id) },
    ...[heldOn, place, statusText(status)],
  ]),
});

/** Which meeting comes next, and which was the last. */
export function meetingsSentence(meetings: readonly Meeting[]): string {
  const [next] = meetings
    .filter(({ status }) => status === 'noticed' || status === 'open')
    .sort((a, b) => (a.heldOn < b.heldOn ? -1 : 1));
  const [last] = meetings
    .filter(({ status }) => status === 'closed')
    .sort((a, b) => (a.heldOn > b.heldOn ? -1 : 1));
  const coming =
    next === undefined
      ? 'No meeting is noticed'
      : `Next: ${next.id} on ${next.heldOn}, ${next.place}`;
  return `${coming}${last === undefined ? '' : `; last: ${last.id} on ${last.heldOn}`}.`;
}

export const resolutionRows = (
  resolutions: readonly Resolution[],
  results: Readonly<Record<string, VoteResult>>,
): Rows => ({
  columns: [
    { label: 'Resolution' },
    { label: 'Status' },
    { label: 'Result of the vote' },
    { label: 'Authority' },
    { label: 'In effect' },
    { label: 'Meeting' },
  ],
  rows: resolutions.map((each) => [
    { text: `${each.id}: ${each.title}`, href: resolutionHref(each.id) },
    statusText(each.status),
    results[each.id] === undefined ? 'not counted' : resultText(results[each.id]!),
    ...[authorityText(each), daysText(each)],
    each.meeting === null ? 'none yet' : { text: each.meeting, href: meetingHref(each.meeting) },
  ]),
});

export const daysText = ({ effectiveOn, expiresOn }: Resolution): string =>
  expiresOn === null
    ? `from ${effectiveOn}, without a last day`
    : `from ${effectiveOn} to ${expiresOn}`;

/** @param back - the page on which they stand */
export const interestRows = (interests: readonly Conflict[], back: string): Rows => ({
  columns: [
    { label: 'Governor' },
    { label: 'Interest in' },
    { label: 'From', isUnbroken: true },
    { label: 'To' },
    { label: 'Why' },
  ],
  rows: interests.map(({ id, person, kind, about, beginsOn, endsOn, reason }) => [
    person,
    kind === 'party'
      ? { text: `party ${about}`, href: partyHref(about) }
      : { text: `mineral ${about}`, href: `/minerals/${encodeURIComponent(about)}` },
    beginsOn,
    endsOn ?? {
      text: `no end yet: end interest ${id}`,
      href: deedHref({ path: interestEndPath(id) }, back),
    },
    reason,
  ]),
});

/** What is asked of the board, in one sentence. */
export function questionText({
  decision,
  aboutKind,
  aboutId,
  fund,
  authorityCents,
}: Resolution): string {
  const about = `${aboutKind} ${aboutId}`;
  if (fund === null || authorityCents === null) return `Shall the board ${decision} ${about}?`;
  const money = centsText(BigInt(authorityCents));
  return `Shall the board ${decision} ${about}, and let up to ${money} of fund ${fund} be obligated?`;
}

/** What a resolution of this kind does when it takes effect. */
const OWN_EFFECT: Readonly<Partial<Record<Resolution['decision'], string>>> = {
  suspend: 'may be suspended: nothing new may rest on it until it is resumed',
  resume: 'may be resumed: what is left of its authority may be used again',
  rescind: 'may be rescinded: what is left of its authority is booked back',
};

/** What happens if it is carried. */
export function yesText(resolution: Resolution): string {
  const { decision, aboutId, fund, authorityCents } = resolution;
  const when = `Once it is brought into effect (${daysText(resolution)})`;
  const own = OWN_EFFECT[decision];
  if (own !== undefined) return `${when}, resolution ${aboutId} ${own}.`;
  if (fund === null || authorityCents === null) {
    return `${when}, others may rest on it. It gives no authority: no money may be obligated on its word.`;
  }
  const money = centsText(BigInt(authorityCents));
  return `${when}, up to ${money} of fund ${fund} may be obligated on its word. The ledger books that limit in accounts C19 (granted) and C10 (left); no money moves.`;
}

/** What happens if it is not. */
export const noText = ({ aboutKind, aboutId }: Resolution): string =>
  aboutKind === 'resolution'
    ? `Nothing: resolution ${aboutId} stays as it is.`
    : 'Nothing: no authority is booked, and nothing may rest on it.';

/** Everything that is decided on, by its digest. */
export function attachmentRows(record: ResolutionRecord, steps: readonly TraceStep[]): Rows {
  const { id, aboutKind, aboutId, aboutDigest, bodyDigest } = record;
  const about: DocumentRef = { kind: aboutKind, id: aboutId };
  const parties = steps.filter(
    ({ kind, because, depth }) => kind === 'party' && depth === -1 && because?.id === id,
  );
  return {
    columns: [{ label: 'Attachment' }, { label: 'Digest' }, { label: 'Thread' }],
    rows: [
      [
        `Text of resolution ${id}`,
        bodyDigest,
        { text: 'of the resolution', href: threadHref('resolution', id) },
      ],
      [
        { text: documentText(aboutKind, aboutId), href: documentHref(about) },
        aboutDigest,
        { text: `of the ${aboutKind}`, href: threadHref(aboutKind, aboutId) },
      ],
      ...parties
        .filter((party) => aboutKind !== 'party' || party.id !== aboutId)
        .map((party): readonly Cell[] => [
          { text: `Concerns party ${party.id}`, href: partyHref(party.id) },
          'none: a party is a record that grows',
          { text: 'of the party', href: threadHref('party', party.id) },
        ]),
    ],
  };
}

const VOTE_WORD: Readonly<Record<Ballot['status'], string>> = {
  yes: 'For',
  no: 'Against',
  abstain: 'Abstain',
  recused: 'Recused',
  absent: 'Absent',
  present: 'Present, no vote yet',
};

/** One row a seat, whether anybody is in it or not. */
export const voteRows = (ballots: readonly Ballot[], recusals: readonly Recusal[]): Rows => ({
  columns: [
    { label: 'Seat' },
    { label: 'Governor' },
    { label: 'Vote' },
    { label: 'Declared interest' },
    { label: 'Why recused' },
  ],
  rows: Array.from({ length: SEATS }, (_, k) => {
    const ballot = ballots.find(({ seat }) => seat === k + 1);
    const recusal = recusals.find(({ seat }) => seat === k + 1);
    if (ballot === undefined) return [`Seat ${k + 1}`, 'nobody', 'No vote', '', ''];
    return [
      ...[`Seat ${ballot.seat}`, ballot.name, VOTE_WORD[ballot.status]],
      ballot.interest ?? 'none',
      recusal === undefined ? '' : `${recusal.reason} (recorded by ${recusal.by} on ${recusal.on})`,
    ];
  }),
});

/** Whether a vote can be counted: who is there, who is recused, and how many it takes. */
export function quorumText(record: ResolutionRecord, rule: CountingRule | null): string {
  const { ballots, result } = record;
  if (ballots.length === 0)
    return 'Nobody has a vote yet: the roster is frozen when the meeting is opened.';
  const recused = ballots.filter(({ status }) => status === 'recused').length;
  const there = ballots.filter(({ status }) => status !== 'absent' && status !== 'recused').length;
  const counts = `${there} of ${SEATS} governors are there and not recused, ${recused} ${recused === 1 ? 'is' : 'are'} recused`;
  const counted = result ?? rule;
  if (counted === null) return `${counts}.`;
  const towards = counted.countsRecused ? there + recused : there;
  return `${counts}; ${towards} count towards the quorum of ${counted.quorum}: ${towards >= counted.quorum ? 'there is a quorum' : 'there is no quorum'}.`;
}

/** How the vote came out, with the rule; or the rule by which it would be counted. */
export function outcomeText({ result }: ResolutionRecord, rule: CountingRule | null): string {
  if (result === null) {
    return rule === null
      ? 'No rule set says how its votes are counted.'
      : `To be counted by: ${ruleText(rule)}.`;
  }
  const { outcome, yes, needed } = result;
  return `${capital(outcome)}: ${yes} For of the ${needed} that were needed. Counted by: ${ruleText(result)}.`;
}

export const capital = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}`;

/** What was granted, used and left of the authority of a resolution. */
export const authorityRows = ({ id, fund }: Resolution, limit: FundLimit): Rows => ({
  columns: [
    { label: 'Authority' },
    { label: 'Fund' },
    { label: 'Granted, USD', isNumber: true },
    { label: 'Used', isNumber: true },
    { label: 'Left', isNumber: true },
  ],
  rows: [
    [
      { text: `of resolution ${id}`, href: journalHref({ fund: fund ?? '', dim: limit.dim }) },
      { text: fund ?? '', href: fundHref(fund ?? '') },
      ...[limit.granted, limit.used, limit.available].map((cents) => centsText(BigInt(cents))),
    ],
  ],
});

export const agendaRows = (agenda: readonly ResolutionRecord[]): Rows => ({
  columns: [
    { label: 'Item' },
    { label: 'What is asked' },
    { label: 'Status' },
    { label: 'Result of the vote' },
  ],
  rows: agenda.map((item, k) => [
    { text: `${k + 1}. ${item.id}: ${item.title}`, href: resolutionHref(item.id) },
    ...[questionText(item), statusText(item.status)],
    item.result === null ? 'not counted' : resultText(item.result),
  ]),
});

export function rosterRows(record: MeetingRecord): Rows {
  const present = presentAt(record);
  return {
    columns: [
      { label: 'Seat' },
      { label: 'Governor' },
      { label: 'Office' },
      { label: 'Attendance' },
    ],
    rows: record.roster.map(({ seat, name, office, person }) => [
      ...[`Seat ${seat}`, name, office],
      present.has(person) ? 'there' : 'absent',
    ]),
  };
}

export const presidingSeat = (record: MeetingRecord): RosterSeat | undefined =>
  presidingOf(record.roster, presentAt(record));

/** How many are there, and how many it takes. */
export function attendanceText(record: MeetingRecord, rule: CountingRule | null): string {
  if (record.roster.length === 0) return 'The roster is frozen when the meeting is opened.';
  const presiding = presidingSeat(record);
  const there = presentAt(record).size;
  const quorum =
    rule === null
      ? ''
      : `; ${rule.quorum} make a quorum, ${rule.countsRecused ? 'with' : 'without'} those recused from an item`;
  return `${there} of ${SEATS} governors are there${quorum}. ${presiding === undefined ? 'Nobody presides by office: those present elect who does' : `${presiding.name} (${presiding.office}) presides`}.`;
}
