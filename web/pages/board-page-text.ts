import {
  type Conflict,
  type Meeting,
  type MeetingRecord,
  presidingOf,
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
} from '../../src/board/board-text.ts';
import { deedHref } from '../parts/deeds.tsx';
import type { Rows } from '../parts/table.tsx';
import { interestEndPath } from './board-deeds.ts';
import { statusText } from './book-text.ts';
import { meetingHref, partyHref, resolutionHref } from './document-href.ts';
import { daysText, questionText } from './resolution-text.ts';

/* The board and its meetings in words and rows, for their pages and the packet. */

const SEAT_COLUMNS = [
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
  return `${there} of ${SEATS} governors are there${quorum}. ${presiding === undefined ? 'Nobody presides by office: those present elect who does' : `Presiding: ${presiding.name} (${presiding.office})`}.`;
}
