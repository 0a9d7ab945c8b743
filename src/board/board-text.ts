import { centsText } from '../base/booked.ts';
import { tableLines } from '../base/text-table.ts';
import {
  type Ballot,
  type BoardRule,
  type Conflict,
  type Meeting,
  type MeetingRecord,
  presidingOf,
  type Resolution,
  type ResolutionRecord,
  type Seat,
  type VoteResult,
} from './board.ts';

/* The board in words, for the terminal and for the packet that is printed before a meeting. */

/** One line for each seat. */
export const seatLines = (seats: readonly Seat[]): string[] =>
  tableLines(
    ['Seat', 'State', 'Governor', 'Office', 'Until', 'Nominee'],
    seats.map(({ seat, state, incumbent, nominee }) => [
      ...[String(seat), state, incumbent?.name ?? '–'],
      incumbent?.viceChairUntil ? 'vice-chair' : (incumbent?.office ?? '–'),
      ...[incumbent?.endsOn ?? '–', nominee?.name ?? '–'],
    ]),
  );

export const meetingLines = (meetings: readonly Meeting[]): string[] =>
  tableLines(
    ['Meeting', 'Day', 'Status', 'Title'],
    meetings.map(({ id, heldOn, status, title }) => [id, heldOn, status, title]),
  );

/** What a resolution lets be obligated, in words. */
export function authorityText({ fund, authorityCents, leftCents, status }: Resolution): string {
  if (fund === null || authorityCents === null) return 'none';
  const voted = `${centsText(BigInt(authorityCents))} of fund ${fund}`;
  const isBooked = status === 'effective' || status === 'suspended';
  return isBooked ? `${voted}, ${centsText(BigInt(leftCents ?? '0'))} not used` : voted;
}

export const resolutionLines = (resolutions: readonly Resolution[]): string[] =>
  tableLines(
    ['Resolution', 'Status', 'From', 'To', 'Authority', 'Title'],
    resolutions.map((each) => [
      ...[each.id, each.status, each.effectiveOn, each.expiresOn ?? '–'],
      ...[authorityText(each), each.title],
    ]),
  );

export const conflictLines = (conflicts: readonly Conflict[]): string[] =>
  tableLines(
    ['Interest', 'Governor', 'In', 'From', 'To', 'Reason'],
    conflicts.map(({ id, person, kind, about, beginsOn, endsOn, reason }) => [
      ...[id, person, `${kind} ${about}`, beginsOn, endsOn ?? '–', reason],
    ]),
  );

/** What a rule says of quorum and majority. */
export type CountingRule = Pick<
  VoteResult,
  'seats' | 'quorum' | 'countsRecused' | 'majorityOf' | 'majorityTop' | 'majorityBottom' | 'source'
>;

/** The rules in force, as they are kept with a result. */
export const countingRule = ({ majority, ...rule }: BoardRule): CountingRule => ({
  ...rule,
  majorityOf: majority.of,
  majorityTop: majority.top,
  majorityBottom: majority.bottom,
});

/** The rule that a vote was counted by. */
export function ruleText(result: CountingRule): string {
  const of = {
    cast: 'the votes cast',
    present: 'those present',
    seats: 'all seats less the recused',
  };
  const { quorum, seats, majorityTop, majorityBottom, majorityOf, countsRecused } = result;
  const recused = countsRecused
    ? 'a recused seat counts for the quorum'
    : 'a recused seat does not';
  return (
    `quorum ${quorum} of ${seats} (${recused}), more than ${majorityTop}/${majorityBottom} of ` +
    `${of[majorityOf]}; ${result.source}`
  );
}

export const resultText = (result: VoteResult): string =>
  `${result.outcome}: ${result.yes} yes, ${result.no} no, ${result.abstain} abstained, ` +
  `${result.recused} recused, ${result.present} present; ${result.needed} yes needed`;

export const ballotText = ({ person, resolution, status, interest }: Ballot): string =>
  `${person} on ${resolution}: ${status}${interest === null ? '' : ` (declared interest in ${interest})`}`;

/** A resolution with all that stands behind it. */
export function resolutionRecordLines(record: ResolutionRecord): string[] {
  const { ballots, result } = record;
  return [
    `${record.id}: ${record.title}`,
    `status: ${record.status}${record.meeting === null ? '' : `, meeting ${record.meeting}`}`,
    `decides: ${record.decision} ${record.aboutKind} ${record.aboutId}`,
    `  digest ${record.aboutDigest}`,
    `authority: ${authorityText(record)}`,
    `in effect from ${record.effectiveOn}${record.expiresOn === null ? '' : ` to ${record.expiresOn}`}`,
    ...(record.minerals.length > 0 ? [`minerals: ${record.minerals.join(', ')}`] : []),
    '',
    ...record.body.split('\n').map((line) => `  ${line}`),
    `  digest of this text ${record.bodyDigest}`,
    ...(ballots.length > 0
      ? ['', ...ballots.map((ballot) => `seat ${ballot.seat}: ${ballotText(ballot)}`)]
      : []),
    ...(result === null ? [] : ['', resultText(result), `counted by: ${ruleText(result)}`]),
  ];
}

/** Who is there, by any item of a meeting. */
export const presentAt = ({ agenda }: Pick<MeetingRecord, 'agenda'>): ReadonlySet<string> =>
  new Set(
    agenda.flatMap(({ ballots }) =>
      ballots.filter((ballot) => ballot.status !== 'absent').map((ballot) => ballot.person),
    ),
  );

/** The packet of a meeting: all that its governors decide about, with the digests of it. */
export function packetLines(record: MeetingRecord): string[] {
  const { id, title, heldOn, place, status, roster, agenda, minutes } = record;
  const presiding = presidingOf(roster, presentAt(record));
  return [
    `Meeting ${id}: ${title}`,
    `${heldOn}, ${place}; ${status}`,
    ...(presiding === undefined ? [] : [`presiding: ${presiding.name} (${presiding.office})`]),
    '',
    ...(roster.length === 0
      ? ['The roster is frozen when the meeting is opened.']
      : roster.map(({ seat, name, office }) => `seat ${seat}: ${name} (${office})`)),
    ...agenda.flatMap((item, k) => [...['', `Item ${k + 1}`, ''], ...resolutionRecordLines(item)]),
    ...(minutes.length > 0 ? ['', 'Minutes'] : []),
    ...minutes.map(({ n, body, closedReason }) => `${n}. ${body ?? `(closed: ${closedReason})`}`),
  ];
}

/** The packet as a file: whoever digests it gets the same checksum wherever it was made. */
export const packetText = (record: MeetingRecord): string => `${packetLines(record).join('\n')}\n`;
