import { Refusal } from '../base/refusal.ts';
import { type Command, deedCommand, needed, REASON_FLAG } from '../platform/command.ts';
import {
  BoardId,
  Day,
  MEETING_EVENTS,
  type Meeting,
  type MeetingEvent,
  Office,
  TERM_EVENTS,
  type Term,
  type TermEvent,
} from './board.ts';
import { loadBoardRule } from './board-rule.service.ts';
import { conflictLines } from './board-text.ts';
import { addMinute, attend, changeMeeting, noticeMeeting } from './meeting.service.ts';
import {
  changeTerm,
  declareConflict,
  electViceChair,
  endConflict,
  nominate,
} from './seat.service.ts';

const termLines = ({ id, person, seat, status }: Term) => [
  `Term ${id}: ${person} for seat ${seat} is ${status}`,
];
const meetingLines = ({ id, status }: Pick<Meeting, 'id' | 'status'>) => [
  `Meeting ${id} is ${status}`,
];

const FROM_FLAG = { name: 'from', value: 'DATE', summary: 'its first day' } as const;

const TERM_SUMMARY: Readonly<Record<TermEvent, string>> = {
  confirm: 'Confirm a nominee; whoever holds over in the seat leaves it',
  return: 'Return a nomination',
  'hold-over': 'Let a governor serve on after the term, until a successor is confirmed',
  end: 'End a term: it is over, or the governor resigned',
  remove: 'Remove a governor',
};

const seats: readonly Command[] = [
  deedCommand({
    name: 'board seat nominate',
    params: ['seat', 'person'],
    flags: [
      { name: 'office', value: 'WORD', summary: 'chair or member (member)' },
      FROM_FLAG,
      { name: 'to', value: 'DATE', summary: 'the first day after the term' },
    ],
    summary: 'Nominate a registered governor for a seat',
    examples: ['board seat nominate 2 gov2 --from 2026-01-15 --to 2032-01-15'],
    run: async ({ context, db, act, key }, input) => {
      const request = {
        ...{ seat: Number(input.params[0]), person: input.params[1]! },
        office: Office.parse(input.flag('office') ?? 'member'),
        beginsOn: Day.parse(needed(input, 'from')),
        endsOn: Day.parse(needed(input, 'to')),
      };
      if (!Number.isInteger(request.seat)) throw noSeat(input.params[0]!);
      return nominate(db, act, request, await loadBoardRule(context, act.on), key);
    },
    lines: termLines,
  }),
  ...TERM_EVENTS.map((event) =>
    deedCommand({
      name: `board seat ${event}`,
      params: ['term'],
      flags: [REASON_FLAG],
      summary: TERM_SUMMARY[event],
      run: ({ db, act, key }, input) => {
        const request = { term: input.params[0]!, event, reason: needed(input, 'reason') };
        return changeTerm(db, act, request, key);
      },
      lines: termLines,
    }),
  ),
  deedCommand({
    name: 'board seat vice-chair',
    params: ['term'],
    flags: [FROM_FLAG, { name: 'to', value: 'DATE', summary: 'the first day after' }],
    summary: 'Record that the members elected one of them vice-chair',
    run: async ({ context, db, act, key }, input) => {
      const [beginsOn, endsOn] = [needed(input, 'from'), needed(input, 'to')];
      const request = {
        term: input.params[0]!,
        beginsOn: Day.parse(beginsOn),
        endsOn: Day.parse(endsOn),
      };
      return electViceChair(db, act, request, await loadBoardRule(context, act.on), key);
    },
    lines: termLines,
  }),
];

const noSeat = (text: string) =>
  new Refusal('usage', 'board.no_seat', `'${text}' is no seat`, 'seats are whole numbers from 1');

const conflicts: readonly Command[] = [
  deedCommand({
    name: 'board conflict declare',
    params: ['kind', 'about'],
    flags: [{ ...FROM_FLAG, summary: 'its first day (today)' }, REASON_FLAG],
    summary: 'Declare an own interest in a party or a mineral',
    examples: ["board conflict declare party P-1 --reason 'shares of a brother' --as gov2"],
    run: ({ db, act, key }, input) => {
      const [kind, about] = input.params;
      if (kind !== 'party' && kind !== 'mineral') throw noKind(kind!);
      const beginsOn = Day.parse(input.flag('from') ?? act.on);
      const reason = needed(input, 'reason');
      return declareConflict(db, act, { kind, about: about!, beginsOn, reason }, key);
    },
    lines: (conflict) => conflictLines([conflict]),
  }),
  deedCommand({
    name: 'board conflict end',
    params: ['interest'],
    flags: [{ name: 'to', value: 'DATE', summary: 'its last day (today)' }],
    summary: 'Say when an own declared interest ends; never before today',
    run: ({ db, act, key }, input) => {
      const endsOn = Day.parse(input.flag('to') ?? act.on);
      return endConflict(db, act, { conflict: input.params[0]!, endsOn }, key);
    },
    lines: (conflict) => conflictLines([conflict]),
  }),
];

const noKind = (kind: string) =>
  new Refusal(
    'usage',
    'board.no_interest',
    `'${kind}' is nothing to have an interest in`,
    'write party or mineral',
  );

const MEETING_SUMMARY: Readonly<Record<MeetingEvent, string>> = {
  open: 'Open a meeting on its day, and freeze its roster',
  close: 'Close a meeting whose items are all decided or withdrawn',
  cancel: 'Call a meeting off before it is opened',
};

const meetings: readonly Command[] = [
  deedCommand({
    name: 'board meeting notice',
    params: ['meeting'],
    flags: [
      { name: 'title', value: 'TEXT', summary: 'what it is called' },
      { name: 'held-on', value: 'DATE', summary: 'the day on which it is held' },
      { name: 'place', value: 'TEXT', summary: 'where' },
    ],
    summary: 'Give notice of a meeting',
    run: ({ db, act, key }, input) => {
      const request = {
        ...{ id: BoardId.parse(input.params[0]), title: needed(input, 'title') },
        ...{ heldOn: Day.parse(needed(input, 'held-on')), place: needed(input, 'place') },
      };
      return noticeMeeting(db, act, request, key);
    },
    lines: meetingLines,
  }),
  ...MEETING_EVENTS.map((event) =>
    deedCommand({
      name: `board meeting ${event}`,
      params: ['meeting'],
      summary: MEETING_SUMMARY[event],
      run: ({ db, act, key }, { params }) =>
        changeMeeting(db, act, { meeting: params[0]!, event }, key),
      lines: meetingLines,
    }),
  ),
  deedCommand({
    name: 'board meeting attend',
    params: ['meeting', 'person?'],
    summary: 'Record that a governor is there',
    run: ({ db, act, key }, { params: [meeting, person = act.by] }) =>
      attend(db, act, { meeting: meeting!, person }, key),
    lines: ({ person, items }) => [`${person} is present for ${items} items`],
  }),
  deedCommand({
    name: 'board meeting minute',
    params: ['meeting'],
    flags: [
      { name: 'text', value: 'TEXT', summary: 'what was said and done' },
      { name: 'closed', value: 'REASON', summary: 'why this portion is closed to the public' },
    ],
    summary: 'Add to the minutes of a meeting',
    run: ({ db, act, key }, input) => {
      const closedReason = input.flag('closed') ?? null;
      const body = needed(input, 'text');
      return addMinute(db, act, { meeting: input.params[0]!, body, closedReason }, key);
    },
    lines: ({ id, minutes }) => [`Meeting ${id} has ${minutes.length} minutes`],
  }),
];

/** `lodestock board seat|conflict|meeting ...`: who sits, with what interests, and when. */
export const meetingCommands: readonly Command[] = [...seats, ...conflicts, ...meetings];
