import { parseCents } from '../base/booked.ts';
import { type Command, deedCommand, needed, REASON_FLAG, tell } from '../platform/command.ts';
import { loadPartnerRule, readFundStatus, readFunds } from './books.service.ts';
import { changeFund, moveMoney, openFund, reverseEntry } from './fund.service.ts';
import {
  FUND_EVENTS,
  FUND_KINDS,
  FUND_STEPS,
  type Fund,
  type FundEvent,
  FundKind,
  type FundStep,
} from './fund.ts';
import { fundListLines, fundStatusLines } from './fund-text.ts';

const STEP_SUMMARY: Readonly<Record<FundStep, string>> = {
  appropriate: 'Book an appropriation of Congress to a fund',
  apportion: 'Apportion money of a fund: it may be used in a period',
  allot: 'Allot apportioned money of a fund to whoever may commit it',
  contribute: "Book a partner country's contribution to its own fund",
  withdraw: 'Give a partner back what is free: neither committed nor obligated',
};

const STEP_EXAMPLE: Readonly<Record<FundStep, string>> = {
  appropriate: "fund appropriate reserve 2.5B --reference 'Public Law (illustrative)'",
  apportion: "fund apportion reserve 1B --reference 'apportionment of 2026 (illustrative)'",
  allot: "fund allot reserve 500M --reference 'allotment 1 (illustrative)'",
  contribute: "fund contribute japan 100M --reference 'letter of 15 January (illustrative)'",
  withdraw: "fund withdraw japan 25,000,000.00 --reference 'letter of 1 June (illustrative)'",
};

const EVENT_SUMMARY: Readonly<Record<FundEvent, string>> = {
  freeze: 'Freeze a fund: nothing is booked on it',
  unfreeze: 'Open a frozen fund again',
  expire: 'End the time in which a fund takes new obligations',
  close: 'Close an expired fund in which nothing is committed, undelivered or unpaid',
};

const bookedLines = ({ entries }: { entries: readonly string[] }) => [
  `Booked as ${entries.join(', ')}`,
];
const fundLines = ({ id, status }: Fund) => [`Fund ${id} is ${status}`];

const stepCommands: readonly Command[] = FUND_STEPS.map((step) =>
  deedCommand({
    name: `fund ${step}`,
    params: ['fund', 'amount'],
    flags: [
      { name: 'reference', value: 'TEXT', summary: 'what it rests on: a public law, a letter' },
    ],
    summary: STEP_SUMMARY[step],
    examples: [STEP_EXAMPLE[step]],
    async run({ context, db, act, key }, input) {
      const cents = parseCents(input.params[1]!); // both are there
      const move = { fund: input.params[0]!, step, cents, reference: needed(input, 'reference') };
      return moveMoney(db, act, move, await loadPartnerRule(context, act.on, step), key);
    },
    lines: bookedLines,
  }),
);

const eventCommands: readonly Command[] = FUND_EVENTS.map((event) =>
  deedCommand({
    name: `fund ${event}`,
    params: ['fund'],
    flags: [REASON_FLAG],
    summary: EVENT_SUMMARY[event],
    run: ({ db, act, key }, input) =>
      changeFund(db, act, { id: input.params[0]!, event, reason: needed(input, 'reason') }, key),
    lines: fundLines,
  }),
);

/** `lodestock fund ...`: what is done to funds, and how they stand. */
export const fundCommands: readonly Command[] = [
  deedCommand({
    name: 'fund open',
    params: ['fund'],
    flags: [
      { name: 'kind', value: 'KIND', summary: FUND_KINDS.join(', ') },
      { name: 'title', value: 'TEXT', summary: 'its name in full' },
      { name: 'partner', value: 'COUNTRY', summary: 'country of a partner fund, as in JPN' },
    ],
    summary: 'Open a fund with books of its own',
    examples: ["fund open reserve --kind appropriated --title 'Strategic Resilience Reserve'"],
    run: ({ db, act, key }, input) => {
      const kind = FundKind.parse(needed(input, 'kind'));
      const partner = input.flag('partner') ?? null;
      const request = { id: input.params[0]!, kind, title: needed(input, 'title'), partner };
      return openFund(db, act, request, key);
    },
    lines: fundLines,
  }),
  ...stepCommands,
  ...eventCommands,
  deedCommand({
    name: 'fund reverse',
    params: ['entry'],
    flags: [REASON_FLAG],
    summary: 'Book the opposite of an entry; both stay',
    run: ({ db, act, key }, input) =>
      reverseEntry(db, act, { id: input.params[0]!, reason: needed(input, 'reason') }, key),
    lines: bookedLines,
  }),
  {
    name: 'fund list',
    summary: 'List the funds',
    async run(context) {
      const funds = await readFunds(await context.openDb());
      tell(context, funds, fundListLines(funds));
      return undefined;
    },
  },
  {
    name: 'fund status',
    params: ['fund?'],
    summary:
      'Show where the money of funds is, from appropriation to outlay, and what limits leave',
    examples: ['fund status', 'fund status reserve --json'],
    async run(context, input) {
      const db = await context.openDb();
      const asked = input.params[0];
      const ids = asked === undefined ? (await readFunds(db)).map(({ id }) => id) : [asked];
      const found = [];
      for (const id of ids) found.push(await readFundStatus(db, id));
      tell(context, asked === undefined ? found : found[0]!, fundStatusLines(found));
      return undefined;
    },
  },
];
