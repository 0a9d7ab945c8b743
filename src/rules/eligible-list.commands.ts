import { isIsoDate } from '../base/day-count.ts';
import { Refusal } from '../base/refusal.ts';
import {
  type Command,
  type CommandContext,
  deedCommand,
  type Flag,
  REASON_FLAG,
  tell,
} from '../platform/command.ts';
import {
  compareLists,
  listDeskOf,
  publishList,
  readList,
  readLists,
  readStanding,
} from './eligible-list.service.ts';
import { ListPublication } from './eligible-list.ts';
import {
  differenceLines,
  eligibleListLines,
  historyLines,
  standingLines,
} from './eligible-list-text.ts';

const PUBLISH_FLAGS: readonly Flag[] = [
  { name: 'mineral', value: 'ID', many: true, summary: 'one to list (every one that may be)' },
  { name: 'from', value: 'DATE', summary: 'first day on which it is in force (today)' },
  { name: 'resolution', value: 'ID', summary: 'the vote that it rests on' },
  { ...REASON_FLAG, summary: 'why it is published, where no vote says so' },
  { name: 'left-out', value: 'TEXT', summary: 'why minerals are left out that may be listed' },
];

/** `lodestock rules eligible ...`: the list that the Reserve keeps. */
export const eligibleListCommands: readonly Command[] = [
  deedCommand({
    name: 'rules eligible publish',
    flags: PUBLISH_FLAGS,
    summary: 'Publish the next eligible list, with the flags and grounds of every mineral',
    examples: [
      "rules eligible publish --from 2027-02-01 --reason 'the yearly list'",
      "rules eligible publish --mineral gallium --mineral germanium --resolution B-7 --left-out 'not yet needed'",
    ],
    async run({ context, db, act, key }, input) {
      const request = ListPublication.parse({
        minerals: input.flags('mineral'),
        effectiveOn: input.flag('from'),
        ...{ resolution: input.flag('resolution'), reason: input.flag('reason') },
        leftOut: input.flag('left-out'),
      });
      const desk = await listDeskOf(context, request.effectiveOn ?? act.on);
      return publishList(db, act, request, desk, key);
    },
    lines: eligibleListLines,
  }),
  {
    name: 'rules eligible list',
    flags: [
      { name: 'on', value: 'DATE', summary: 'the list in force on that day (today)' },
      { name: 'version', value: 'N', summary: 'the list of that number instead' },
    ],
    summary: 'Show the eligible list in force on a day, and by when the next one is due',
    examples: ['rules eligible list', 'rules eligible list --on 2027-03-01'],
    async run(context, input) {
      const db = await context.openDb();
      const version = input.flag('version');
      if (version !== undefined) {
        const list = await readList(db, versionOf(version));
        tell(context, list, eligibleListLines(list));
        return undefined;
      }
      const standing = await readStanding(db, dayOf(context, input.flag('on')));
      tell(context, standing, standingLines(standing));
      return undefined;
    },
  },
  {
    name: 'rules eligible history',
    summary: 'List every eligible list that was published, the newest first',
    async run(context) {
      const lists = await readLists(await context.openDb());
      tell(context, lists, historyLines(lists));
      return undefined;
    },
  },
  {
    name: 'rules eligible diff',
    params: ['from', 'to'],
    summary: 'What was added and removed between two eligible lists, each with its reason',
    examples: ['rules eligible diff 1 2'],
    async run(context, { params: [from = '', to = ''] }) {
      const asked = { from: versionOf(from), to: versionOf(to) };
      const difference = await compareLists(await context.openDb(), asked);
      tell(context, difference, differenceLines(difference));
      return undefined;
    },
  },
];

function dayOf({ act }: CommandContext, text: string | undefined): string {
  const day = text ?? act.on;
  if (isIsoDate(day)) return day;
  const sentence = `'${day}' is no day of the calendar`;
  throw new Refusal('usage', 'rule.bad_day', sentence, 'write a day as in 2026-06-30');
}

function versionOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  const hint = '`lodestock rules eligible history` shows the numbers';
  throw new Refusal('usage', 'eligible.bad_version', `'${text}' is no number of a list`, hint);
}
