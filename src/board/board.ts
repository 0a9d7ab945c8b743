import * as z from 'zod';
import { DocumentEvent } from '../audit/audit.ts';
import { BookedAmount } from '../base/booked.ts';

/*
 * The board of governors: seats and terms, meetings, motions, votes, and the resolutions that come
 * of them. How a vote comes out is counted in the database, in one place.
 *
 * @source docs/models/board.md
 */

export const SEATS = 7;

/** The life of a person's time in a seat. A seat that nobody has is vacant. */
export const TERM_LIFE = {
  none: { nominate: 'nominated' },
  nominated: { confirm: 'confirmed', return: 'returned' },
  confirmed: { 'hold-over': 'holdover', end: 'ended', remove: 'removed' },
  holdover: { end: 'ended', remove: 'removed' },
} as const;

export const MEETING_LIFE = {
  none: { notice: 'noticed' },
  noticed: { open: 'open', cancel: 'cancelled' },
  open: { close: 'closed' },
} as const;

export const RESOLUTION_LIFE = {
  none: { draft: 'draft' },
  draft: { notice: 'noticed' },
  noticed: { open: 'open', withdraw: 'withdrawn' },
  open: { carry: 'carried', fail: 'failed', lapse: 'lapsed', withdraw: 'withdrawn' },
  carried: { 'take-effect': 'effective' },
  effective: {
    ...{ suspend: 'suspended', exhaust: 'exhausted', expire: 'expired' },
    rescind: 'rescinded',
  },
  suspended: { resume: 'effective', rescind: 'rescinded' },
} as const;

/** The life of one seat's vote on one resolution. Who is recused stays so. */
export const VOTE_LIFE = {
  none: { seat: 'absent' },
  absent: { attend: 'present' },
  present: { yes: 'yes', no: 'no', abstain: 'abstain', recuse: 'recused' },
  yes: { no: 'no', abstain: 'abstain' },
  no: { yes: 'yes', abstain: 'abstain' },
  abstain: { yes: 'yes', no: 'no' },
} as const;

export const OFFICES = ['chair', 'member'] as const;
export const Office = z.enum(OFFICES);
export type Office = z.infer<typeof Office>;

export const TERM_EVENTS = ['confirm', 'return', 'hold-over', 'end', 'remove'] as const;
export const MEETING_EVENTS = ['open', 'close', 'cancel'] as const;
export const VOTES = ['yes', 'no', 'abstain'] as const;
/** What a person does to a resolution beside having it counted. */
export const RESOLUTION_EVENTS = [
  'open',
  'withdraw',
  'take-effect',
  'suspend',
  'resume',
  'exhaust',
  'expire',
  'rescind',
] as const;
export type TermEvent = (typeof TERM_EVENTS)[number];
export type MeetingEvent = (typeof MEETING_EVENTS)[number];
export type VoteEvent = (typeof VOTES)[number];
export type ResolutionEvent = (typeof RESOLUTION_EVENTS)[number];

export const BoardId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/,
    'must be of letters, digits, points, hyphens and underscores, at most 63',
  );
export const Day = z.iso.date();
export const Digest = z
  .string()
  .regex(/^sha256-[0-9a-f]{64}$/, 'must be sha256- and 64 hexadecimal digits');

/** How votes are counted, and how long people serve: the rules in force on a day. */
export interface BoardRule {
  readonly seats: number;
  readonly quorum: number;
  /** Whether a recused seat counts towards the quorum. */
  readonly countsRecused: boolean;
  /** More than `top` of `bottom` of these must be yes. */
  readonly majority: {
    readonly of: 'cast' | 'present' | 'seats';
    readonly top: number;
    readonly bottom: number;
  };
  readonly mostYears: Readonly<Record<Office | 'vice-chair', number>>;
  /** Where these come from; said with every result. */
  readonly source: string;
}

/**
 * The rules of the 2024 text. Quorum, terms and seats are its own; the majority and what a recused
 * seat counts for are assumed, because the text of 2026 could not be read.
 */
export const BOARD_RULE_2024: BoardRule = {
  seats: SEATS,
  quorum: 4,
  countsRecused: false,
  majority: { of: 'cast', top: 1, bottom: 2 },
  mostYears: { chair: 5, member: 6, 'vice-chair': 2 },
  source: 'bill of 2024, section 4 (unverified for 2026; majority of votes cast assumed)',
};

/** A person's time in a seat. */
export const Term = z
  .object({
    id: z.string(),
    seat: z.int().min(1).max(SEATS),
    person: z.string(),
    name: z.string(),
    office: Office,
    beginsOn: Day,
    endsOn: Day.describe('the first day after the term'),
    status: z.string(),
    viceChairUntil: Day.nullable(),
    source: z.string().describe('the rule that limits the term'),
  })
  .meta({ id: 'BoardTerm' });
export type Term = z.infer<typeof Term>;

/** A seat as it stands on a day. */
export const Seat = z
  .object({
    seat: z.int(),
    state: z.enum(['vacant', 'nominated', 'confirmed', 'holdover', 'removed']),
    incumbent: Term.nullable(),
    nominee: Term.nullable(),
  })
  .meta({ id: 'BoardSeat' });
export type Seat = z.infer<typeof Seat>;

export const DECISIONS = ['approve', 'withhold', 'suspend', 'resume', 'rescind'] as const;
export const ABOUT_KINDS = ['plan', 'contract', 'determination', 'party', 'resolution'] as const;

/** What somebody moves. */
export const Motion = z
  .strictObject({
    id: BoardId,
    title: z.string().min(1).max(300),
    body: z.string().min(1).max(20_000).describe('what the board resolves, word for word'),
    decision: z.enum(DECISIONS).default('approve'),
    about: z.strictObject({
      kind: z.enum(ABOUT_KINDS),
      id: z.string().min(1).max(200),
      digest: Digest.describe('of the very content that is decided on'),
    }),
    fund: z.string().nullable().default(null),
    authorityCents: BookedAmount.nullable().default(null).describe('how much it lets be obligated'),
    effectiveOn: Day,
    expiresOn: Day.nullable().default(null).describe('the last day on which it is in effect'),
    parties: z.array(z.string().min(1)).default([]).describe('whom it concerns'),
    minerals: z.array(z.string().min(1)).default([]),
  })
  .meta({ id: 'Motion' });
export type Motion = z.infer<typeof Motion>;

/** One seat's vote on a resolution. */
export const Ballot = z
  .object({
    id: z.string(),
    resolution: z.string(),
    seat: z.int(),
    person: z.string(),
    name: z.string(),
    status: z.enum(['absent', 'present', 'yes', 'no', 'abstain', 'recused']),
    interest: z.string().nullable().describe('a declared interest in the item, such as party P-1'),
  })
  .meta({ id: 'Ballot' });
export type Ballot = z.infer<typeof Ballot>;

/** That a governor takes no part in an item, and why. */
export interface Recusal {
  readonly seat: number;
  readonly by: string; // who had it recorded
  readonly on: string;
  readonly reason: string;
}

/** How the votes came out, and the rule that they were counted by. */
export const VoteResult = z
  .object({
    seats: z.int(),
    quorum: z.int(),
    countsRecused: z.boolean(),
    majorityOf: z.enum(['cast', 'present', 'seats']),
    majorityTop: z.int(),
    majorityBottom: z.int(),
    source: z.string(),
    present: z.int().describe('not recused'),
    recused: z.int(),
    yes: z.int(),
    no: z.int(),
    abstain: z.int(),
    needed: z.int().describe('votes of yes'),
    outcome: z.enum(['carried', 'failed', 'lapsed']),
  })
  .meta({ id: 'VoteResult' });
export type VoteResult = z.infer<typeof VoteResult>;

/** A motion and what came of it. */
export const Resolution = z
  .object({
    id: z.string(),
    title: z.string(),
    body: z.string(),
    bodyDigest: Digest,
    decision: z.enum(DECISIONS),
    aboutKind: z.enum(ABOUT_KINDS),
    aboutId: z.string(),
    aboutDigest: Digest,
    fund: z.string().nullable(),
    authorityCents: BookedAmount.nullable(),
    leftCents: BookedAmount.nullable().describe('authority that is not used'),
    effectiveOn: Day,
    expiresOn: Day.nullable(),
    minerals: z.array(z.string()),
    meeting: z.string().nullable(),
    status: z.string(),
    version: z.int().describe('number of the last step of its life'),
  })
  .meta({ id: 'Resolution' });
export type Resolution = z.infer<typeof Resolution>;

/** A resolution with its votes, its result and its life. */
export const ResolutionRecord = Resolution.extend({
  ballots: z.array(Ballot),
  result: VoteResult.nullable(),
  events: z.array(DocumentEvent),
}).meta({ id: 'ResolutionRecord' });
export type ResolutionRecord = z.infer<typeof ResolutionRecord>;

export const Minute = z.object({
  n: z.int(),
  body: z.string().nullable().describe('null where the portion is closed to the public'),
  closedReason: z.string().nullable(),
});
export type Minute = z.infer<typeof Minute>;

export const Meeting = z
  .object({
    id: z.string(),
    title: z.string(),
    heldOn: Day,
    place: z.string(),
    status: z.string(),
    version: z.int(),
  })
  .meta({ id: 'Meeting' });
export type Meeting = z.infer<typeof Meeting>;

export const RosterSeat = z.object({
  seat: z.int(),
  person: z.string(),
  name: z.string(),
  office: z.enum(['chair', 'vice-chair', 'member']),
});
export type RosterSeat = z.infer<typeof RosterSeat>;

/** A meeting with its roster, agenda and minutes. */
export const MeetingRecord = Meeting.extend({
  roster: z.array(RosterSeat),
  agenda: z.array(ResolutionRecord),
  minutes: z.array(Minute),
  events: z.array(DocumentEvent),
}).meta({ id: 'MeetingRecord' });
export type MeetingRecord = z.infer<typeof MeetingRecord>;

/** A declared interest. */
export const Conflict = z
  .object({
    id: z.string(),
    person: z.string(),
    kind: z.enum(['party', 'mineral']),
    about: z.string(),
    beginsOn: Day,
    endsOn: Day.nullable(),
    reason: z.string(),
  })
  .meta({ id: 'ConflictDeclaration' });
export type Conflict = z.infer<typeof Conflict>;

/** A seat from the terms that were ever in it, the newest last. */
export function seatOf(seat: number, terms: readonly Term[]): Seat {
  const own = terms.filter((term) => term.seat === seat);
  const incumbent = own.find(({ status }) => status === 'confirmed' || status === 'holdover');
  const nominee = own.find(({ status }) => status === 'nominated');
  const last = own.at(-1);
  const emptyState = last?.status === 'removed' ? 'removed' : 'vacant';
  return {
    seat,
    state:
      (incumbent?.status as 'confirmed' | 'holdover' | undefined) ?? // of these two, see above
      (nominee === undefined ? emptyState : 'nominated'),
    incumbent: incumbent ?? null,
    nominee: nominee ?? null,
  };
}

/** Who presides: the chair, else the vice-chair, else whom those present elect. */
export function presidingOf(roster: readonly RosterSeat[], present: ReadonlySet<string>) {
  const there = roster.filter(({ person }) => present.has(person));
  return (
    there.find(({ office }) => office === 'chair') ??
    there.find(({ office }) => office === 'vice-chair')
  );
}
