import { parseCents } from '../base/booked.ts';
import { Refusal } from '../base/refusal.ts';
import {
  type Command,
  type CommandContext,
  type CommandInput,
  deedCommand,
  type Flag,
  needed,
  REASON_FLAG,
} from '../platform/command.ts';
import {
  changeResolution,
  closeVote,
  findAboutDigest,
  move,
  noticeMotion,
  readResolutionRecord,
  readResolutions,
  recuse,
  vote,
} from './board.service.ts';
import {
  ABOUT_KINDS,
  Motion,
  RESOLUTION_EVENTS,
  type Resolution,
  type ResolutionEvent,
  VOTES,
} from './board.ts';
import { loadBoardRule } from './board-rule.service.ts';
import {
  ballotText,
  conflictLines,
  meetingLines,
  packetLines,
  resolutionLines,
  resolutionRecordLines,
  resultText,
  seatLines,
} from './board-text.ts';
import { readMeetingRecord, readMeetings } from './meeting.service.ts';
import { readConflicts, readSeats } from './seat.service.ts';

const statusLines = ({ id, status }: Pick<Resolution, 'id' | 'status'>) => [
  `Resolution ${id} is ${status}`,
];

const MOTION_FLAGS: readonly Flag[] = [
  { name: 'title', value: 'TEXT', summary: 'what it is called' },
  { name: 'text', value: 'TEXT', summary: 'what the board resolves, word for word' },
  { name: 'file', value: 'FILE', summary: 'a file with that text instead' },
  { name: 'about', value: 'KIND:ID', summary: `what it decides about: ${ABOUT_KINDS.join(', ')}` },
  { name: 'digest', value: 'SHA256', summary: 'of that content; known for plans and resolutions' },
  {
    name: 'decision',
    value: 'WORD',
    summary: 'approve, withhold, suspend, resume, rescind (approve)',
  },
  { name: 'fund', value: 'FUND', summary: 'whose money it lets be obligated' },
  { name: 'authority', value: 'USD', summary: 'how much of it' },
  { name: 'from', value: 'DATE', summary: 'day from which it is in effect (today)' },
  { name: 'to', value: 'DATE', summary: 'last day on which it is' },
  { name: 'party', value: 'ID', many: true, summary: 'a party that it concerns' },
  { name: 'mineral', value: 'ID', many: true, summary: 'a mineral that it concerns' },
];

const motion = deedCommand({
  name: 'board motion',
  params: ['resolution'],
  flags: MOTION_FLAGS,
  summary:
    'Move that the board resolve something about a plan, a contract, a determination, a party',
  examples: [
    "board motion B-1 --title 'First purchases' --text 'Resolved ...' --about plan:PLAN-1 --fund reserve --authority 250M",
  ],
  run: async (call, input) =>
    move(call.db, call.act, await readMotion(call.context, input), call.key),
  lines: statusLines,
});

async function readMotion(context: CommandContext, input: CommandInput): Promise<Motion> {
  const file = input.flag('file');
  const body = file === undefined ? needed(input, 'text') : await context.readFile(file);
  const authority = input.flag('authority');
  const about = readAbout(needed(input, 'about'));
  const db = await context.openDb();
  const digest = input.flag('digest') ?? (await findAboutDigest(db, about));
  return Motion.parse({
    ...{ id: input.params[0], title: needed(input, 'title'), body, about: { ...about, digest } },
    decision: input.flag('decision'),
    fund: input.flag('fund') ?? null,
    authorityCents: authority === undefined ? null : parseCents(authority).toString(),
    effectiveOn: input.flag('from') ?? context.act.on,
    expiresOn: input.flag('to') ?? null,
    ...{ parties: input.flags('party'), minerals: input.flags('mineral') },
  });
}

function readAbout(text: string): { kind: string; id: string } {
  const at = text.indexOf(':');
  if (at > 0) return { kind: text.slice(0, at), id: text.slice(at + 1) };
  throw new Refusal(
    'usage',
    'board.unreadable_about',
    `cannot tell what '${text}' is`,
    `write KIND:ID, where KIND is ${ABOUT_KINDS.join(', ')}`,
  );
}

const noticing = deedCommand({
  name: 'board motion notice',
  params: ['resolution', 'meeting'],
  summary: 'Put a motion on the agenda of a meeting that is not open yet',
  run: ({ db, act, key }, { params }) =>
    noticeMotion(db, act, { resolution: params[0]!, meeting: params[1]! }, key),
  lines: statusLines,
});

const EVENT_SUMMARY: Readonly<Record<ResolutionEvent, string>> = {
  open: 'Open an item for the vote; recusals come before',
  withdraw: 'Withdraw an item',
  'take-effect': 'Bring a carried resolution into effect, and book its authority',
  suspend: 'Suspend a resolution, as an effective resolution about it says',
  resume: 'Resume a suspended resolution, as an effective resolution about it says',
  exhaust: 'End a resolution of whose authority nothing is left',
  expire: 'End a resolution after its last day, and book back what is left of its authority',
  rescind: 'Rescind a resolution, as an effective resolution about it says',
};

const steps: readonly Command[] = RESOLUTION_EVENTS.map((event) =>
  deedCommand({
    name: `board motion ${event}`,
    params: ['resolution'],
    flags: [REASON_FLAG],
    summary: EVENT_SUMMARY[event],
    run: ({ db, act, key }, input) => {
      const request = { resolution: input.params[0]!, event, reason: input.flag('reason') };
      return changeResolution(db, act, request, key);
    },
    lines: statusLines,
  }),
);

const recusing = deedCommand({
  name: 'board recuse',
  params: ['resolution', 'person?'],
  flags: [REASON_FLAG],
  summary: 'Recuse a governor from an item before it is opened, for good',
  run: ({ db, act, key }, input) => {
    const [resolution, person = act.by] = input.params;
    const reason = needed(input, 'reason');
    return recuse(db, act, { resolution: resolution!, person, reason }, key);
  },
  lines: (ballot) => [ballotText(ballot)],
});

const voting = deedCommand({
  name: 'board vote',
  params: ['resolution', 'vote'],
  summary: 'Vote yes, no or abstain on an open item; as oneself only',
  examples: ['board vote B-1 yes --as gov1'],
  run: ({ db, act, key }, { params }) => {
    const choice = VOTES.find((each) => each === params[1]);
    if (choice === undefined) throw noVote(params[1]!);
    return vote(db, act, { resolution: params[0]!, vote: choice }, key);
  },
  lines: (ballot) => [ballotText(ballot)],
});

const noVote = (text: string) =>
  new Refusal('usage', 'board.no_vote', `'${text}' is no vote`, `write ${VOTES.join(', ')}`);

const closing = deedCommand({
  name: 'board close',
  params: ['resolution'],
  flags: [{ name: 'lapse', summary: 'let the item lapse, where there is no quorum' }],
  summary: 'Count the votes on an item: carried or failed; nothing without a quorum',
  run: async ({ context, db, act, key }, input) => {
    const request = { resolution: input.params[0]!, lapses: input.has('lapse') };
    return closeVote(db, act, request, await loadBoardRule(context, act.on), key);
  },
  lines: ({ id, result }) => [`Resolution ${id} ${result === null ? '' : resultText(result)}`],
});

const show: Command = {
  name: 'board show',
  params: ['resolution'],
  summary: 'Show a resolution: what it decides, who voted how, what is left of it',
  async run({ openDb, json, print }, { params }) {
    const record = await readResolutionRecord(await openDb(), params[0]!);
    if (json) print(JSON.stringify(record));
    else for (const line of resolutionRecordLines(record)) print(line);
    return 0;
  },
};

const list: Command = {
  name: 'board list',
  summary: 'List seats, meetings, resolutions and declared interests',
  async run({ openDb, json, print }) {
    const db = await openDb();
    const [seats, meetings] = [await readSeats(db), await readMeetings(db)];
    const [resolutions, conflicts] = [await readResolutions(db), await readConflicts(db)];
    if (json) print(JSON.stringify({ seats, meetings, resolutions, conflicts }));
    else {
      for (const lines of [
        seatLines(seats),
        meetingLines(meetings),
        resolutionLines(resolutions),
        conflictLines(conflicts),
      ]) {
        for (const line of [...lines, '']) print(line);
      }
    }
    return 0;
  },
};

const packet: Command = {
  name: 'board packet',
  params: ['meeting'],
  summary: 'Print the packet of a meeting: its items with the digests of what is decided',
  examples: ['board packet M-1 > packet.txt'],
  async run({ openDb, json, print }, { params }) {
    const record = await readMeetingRecord(await openDb(), params[0]!);
    if (json) print(JSON.stringify(record));
    else for (const line of packetLines(record)) print(line);
    return 0;
  },
};

/** `lodestock board ...`: motions and votes, and what the board looks like. */
export const boardCommands: readonly Command[] = [
  ...[motion, noticing, ...steps, recusing, voting, closing],
  ...[show, list, packet],
];
