import { eventsOf } from '../../src/audit/audit.ts';
import {
  MEETING_LIFE,
  type Meeting,
  type MeetingRecord,
  RESOLUTION_LIFE,
  type Resolution,
  type ResolutionRecord,
  type Seat,
  TERM_LIFE,
  VOTE_LIFE,
} from '../../src/board/board.ts';
import type { OfferedDeed } from '../parts/deeds.tsx';
import { deedOn, deedsNow, type StepDeeds } from '../parts/step-deeds.ts';

const termStep = (event: string, text: string): OfferedDeed => ({
  ...{ text, path: '/board/terms/{id}/steps' },
  filled: { event },
});

export const TERM_DEEDS = {
  nominate: { text: 'Nominate a governor', path: '/board/terms' },
  confirm: termStep('confirm', 'confirm the nominee'),
  return: termStep('return', 'return the nomination'),
  'hold-over': termStep('hold-over', 'let the governor serve on'),
  end: termStep('end', 'end the term'),
  remove: termStep('remove', 'remove the governor'),
} as const satisfies StepDeeds<typeof TERM_LIFE>;

const meetingStep = (event: string, text: string): OfferedDeed => ({
  ...{ text, path: '/board/meetings/{id}/steps' },
  filled: { event },
});

export const MEETING_DEEDS = {
  notice: { text: 'Give notice of a meeting', path: '/board/meetings' },
  open: meetingStep('open', 'Open the meeting'),
  cancel: meetingStep('cancel', 'Call it off'),
  close: meetingStep('close', 'Close the meeting'),
} as const satisfies StepDeeds<typeof MEETING_LIFE>;

const step = (event: string, text: string): OfferedDeed => ({
  ...{ text, path: '/board/resolutions/{id}/steps' },
  filled: { event },
});

export const RESOLUTION_DEEDS = {
  draft: { text: 'Move a resolution', path: '/board/resolutions' },
  notice: { text: 'Put it on an agenda', path: '/board/resolutions/{id}/agenda' },
  open: step('open', 'Open the item'),
  withdraw: step('withdraw', 'Withdraw it'),
  carry: { text: 'Count the votes', path: '/board/resolutions/{id}/result' },
  fail: 'counting the votes',
  lapse: {
    text: 'Let it lapse without a quorum',
    path: '/board/resolutions/{id}/result',
    filled: { lapses: 'true' },
  },
  'take-effect': step('take-effect', 'Bring it into effect'),
  suspend: step('suspend', 'Suspend it'),
  resume: step('resume', 'Resume it'),
  exhaust: step('exhaust', 'End it: its authority is used up'),
  expire: step('expire', 'End it: its last day has passed'),
  rescind: step('rescind', 'Rescind it'),
} as const satisfies StepDeeds<typeof RESOLUTION_LIFE>;

const ballot = (vote: string, text: string): OfferedDeed => ({
  ...{ text, path: '/board/resolutions/{id}/votes' },
  filled: { vote },
});

/** Attendance is of a meeting; the other steps are of one item. */
export const VOTE_DEEDS = {
  seat: 'opening the meeting, which freezes the roster',
  attend: { text: 'Record who is there', path: '/board/meetings/{id}/attendance' },
  yes: ballot('yes', 'Vote for'),
  no: ballot('no', 'Vote against'),
  abstain: ballot('abstain', 'Abstain'),
  recuse: { text: 'Recuse a governor', path: '/board/resolutions/{id}/recusals' },
} as const satisfies StepDeeds<typeof VOTE_LIFE>;

/** Declared interests have days and no life of their own. */
export const DECLARE_INTEREST: OfferedDeed = {
  text: 'Declare an interest',
  path: '/board/interests',
};
export const interestEndPath = (id: string) => `/board/interests/${encodeURIComponent(id)}/end`;

/** Minutes are added; the meeting takes no step by it. */
export const minutesPath = (id: string) => `/board/meetings/${encodeURIComponent(id)}/minutes`;

/** What begins something on the page of the board. */
export const boardDeeds = (): OfferedDeed[] => [
  ...deedsNow(TERM_LIFE, TERM_DEEDS, { id: '', status: 'none' }),
  ...deedsNow(MEETING_LIFE, MEETING_DEEDS, { id: '', status: 'none' }),
  ...deedsNow(RESOLUTION_LIFE, RESOLUTION_DEEDS, { id: '', status: 'none' }),
  DECLARE_INTEREST,
];

export const viceChairPath = (term: string) =>
  `/board/terms/${encodeURIComponent(term)}/vice-chair`;

/** What may happen to the terms of a seat; a member in office may be elected vice-chair once. */
export function seatDeeds({ seat, incumbent, nominee }: Seat): OfferedDeed[] {
  const deeds = [incumbent, nominee].flatMap((term) =>
    term === null ? [] : deedsNow(TERM_LIFE, TERM_DEEDS, term),
  );
  const mayBeElected = incumbent?.office === 'member' && incumbent.viceChairUntil === null;
  const election = mayBeElected
    ? [{ text: 'record the election as vice-chair', path: viceChairPath(incumbent.id) }]
    : [];
  return [...deeds, ...election].map((deed) => ({ ...deed, text: `Seat ${seat}: ${deed.text}` }));
}

const isUndecided = ({ status }: Resolution) => status === 'noticed' || status === 'open';

/** @param drafts - motions that are on no agenda yet */
export function meetingDeeds(meeting: MeetingRecord, drafts: readonly Resolution[]): OfferedDeed[] {
  const { id, status, agenda } = meeting;
  const canAttend = agenda
    .filter(isUndecided)
    .some(({ ballots }) =>
      ballots.some((each) => eventsOf(VOTE_LIFE, each.status).includes('attend')),
    );
  const minutes = { text: 'Add to the minutes', path: minutesPath(id) };
  return [
    ...deedsNow(MEETING_LIFE, MEETING_DEEDS, meeting),
    ...(canAttend ? [deedOn(VOTE_DEEDS.attend, id)] : []),
    ...(status === 'open' || status === 'closed' ? [minutes] : []),
    ...(status === 'noticed' ? drafts.map((draft) => agendaDeed(draft, meeting)) : []),
  ];
}

const agendaDeed = (draft: Resolution, { id }: Pick<Meeting, 'id'>): OfferedDeed => ({
  ...deedOn(RESOLUTION_DEEDS.notice, draft.id),
  text: `Put ${draft.id} on the agenda`,
  filled: { meeting: id },
});

/** Recusals come before an item is opened, votes while it is open. */
const VOTES_WHILE: Readonly<Record<string, readonly ('recuse' | 'yes' | 'no' | 'abstain')[]>> = {
  noticed: ['recuse'],
  open: ['yes', 'no', 'abstain'],
};

export function resolutionDeeds(record: ResolutionRecord): OfferedDeed[] {
  const { id, status, ballots } = record;
  const possible = new Set(ballots.flatMap((each) => eventsOf(VOTE_LIFE, each.status)));
  const votes = (VOTES_WHILE[status] ?? []).filter((event) => possible.has(event));
  return [
    ...votes.map((event) => deedOn(VOTE_DEEDS[event], id)),
    ...deedsNow(RESOLUTION_LIFE, RESOLUTION_DEEDS, record),
  ];
}
