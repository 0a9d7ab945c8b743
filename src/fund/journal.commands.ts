import { Refusal } from '../base/refusal.ts';
import { parseWholeNumber } from '../base/whole-number.ts';
import {
  type Command,
  type CommandContext,
  type CommandInput,
  deedCommand,
  type Flag,
  needed,
  REASON_FLAG,
  tell,
} from '../platform/command.ts';
import type { Db } from '../platform/db.ts';
import { exportJournal, outOfBalance, readJournal, tieOutFails } from './books.service.ts';
import { auditLedger, readBalances, readTieOuts } from './fund.service.ts';
import { PERIOD_EVENTS, type PeriodEvent } from './fund.ts';
import { balanceLines, journalLines, tieOutLines } from './fund-text.ts';
import { PEER_FORMATS, type PeerFormat } from './journal-export.ts';
import { changePeriod, readPeriods } from './period.service.ts';
import type { Holding } from './tie-out.ts';

const PLACE_FLAGS: readonly Flag[] = [
  { name: 'fund', value: 'ID', summary: 'only of this fund' },
  { name: 'account', value: 'CODE', summary: 'only of this account, as in 480100 or C20' },
  {
    name: 'dim',
    value: 'KIND:ID',
    summary: 'only of this order, contract or lot, as in order:O-1',
  },
];
const placeOf = (input: CommandInput) => ({
  fund: input.flag('fund'),
  account: input.flag('account'),
  dim: input.flag('dim'),
});

const ENTRIES = { least: 1, most: 1000, usual: 50 };

const PERIOD_SUMMARY: Readonly<Record<PeriodEvent, string>> = {
  'soft-close': 'Close a month softly: only what has a reason is booked in it',
  reopen: 'Open a softly closed month again',
  close: 'Close a month for good, in the order of the calendar',
};

const periodCommands: readonly Command[] = PERIOD_EVENTS.map((event) =>
  deedCommand({
    name: `period ${event}`,
    params: ['month'],
    flags: [REASON_FLAG],
    summary: PERIOD_SUMMARY[event],
    examples: [`period ${event} 2026-01 --reason 'end of the month'`],
    run: ({ db, act, key }, input) => {
      const request = { period: input.params[0]!, event, reason: needed(input, 'reason') };
      return changePeriod(db, act, request, key);
    },
    lines: ({ period, status }) => [`Period ${period} is ${status.replaceAll('_', ' ')}`],
  }),
);

/** `lodestock fund journal`, `period ...`, `journal ...`: what is in the books, and whether it fits. */
export const journalCommands: readonly Command[] = [
  {
    name: 'fund journal',
    flags: [
      ...PLACE_FLAGS,
      { name: 'after', value: 'N', summary: 'only entries after this number (0)' },
      { name: 'limit', value: 'N', summary: `how many (${ENTRIES.usual})` },
    ],
    summary: 'List entries with their lines, in the order in which they became known',
    examples: ['fund journal --account 480100 --dim order:O-1'],
    async run(context, input) {
      const entries = await readJournal(await context.openDb(), {
        ...placeOf(input),
        after: seqOf(input, 'after'),
        limit: parseWholeNumber(input.flag('limit'), '--limit', ENTRIES),
      });
      tell(context, entries, journalLines(entries));
      return undefined;
    },
  },
  {
    name: 'fund balance',
    flags: [
      ...PLACE_FLAGS,
      { name: 'as-of', value: 'DATE', summary: 'only what took effect until this day' },
      { name: 'up-to', value: 'N', summary: 'only what was known when this entry was the last' },
    ],
    summary: 'Show balances now, as they were in effect, or as they were known',
    examples: ['fund balance --fund reserve --as-of 2026-09-30'],
    async run(context, input) {
      const query = { ...placeOf(input), on: input.flag('as-of'), upTo: seqOf(input, 'up-to') };
      const balances = await readBalances(await context.openDb(), query);
      tell(context, balances, balanceLines(balances));
      return undefined;
    },
  },
  ...periodCommands,
  {
    name: 'period list',
    summary: 'List the months that have entries, and which are closed',
    async run(context) {
      const periods = await readPeriods(await context.openDb());
      const lines = periods.map(
        ({ period, status }) => `${period}  ${status.replaceAll('_', ' ')}`,
      );
      tell(context, periods, lines);
      return undefined;
    },
  },
  {
    name: 'journal export',
    flags: [{ name: 'format', value: 'F', summary: `${PEER_FORMATS.join(', ')} (hledger)` }],
    summary: 'Print the whole journal for another accounting program',
    examples: ['journal export --format hledger > books.journal'],
    run: runExport,
  },
];

async function runExport(context: CommandContext, input: CommandInput): Promise<undefined> {
  const format = formatOf(input);
  for await (const line of exportJournal(await context.openDb(), format)) context.print(line);
  return undefined;
}

function formatOf(input: CommandInput): PeerFormat {
  const asked = input.flag('format') ?? 'hledger';
  const format = PEER_FORMATS.find((each) => each === asked);
  if (format !== undefined) return format;
  throw new Refusal(
    'usage',
    'journal.bad_format',
    `--format cannot be '${asked}'`,
    `write one of ${PEER_FORMATS.join(', ')}`,
  );
}

function seqOf(input: CommandInput, name: string): bigint | undefined {
  const text = input.flag(name);
  if (text === undefined || /^\d{1,18}$/.test(text))
    return text === undefined ? text : BigInt(text);
  throw new Refusal(
    'usage',
    'journal.bad_number',
    `--${name} cannot be '${text}'`,
    'write the number of an entry, as `lodestock fund journal` shows it',
  );
}

/**
 * `lodestock fund audit`: what the ledger can add up by itself, and what payments rest on.
 *
 * @param auditOutlays - a sentence for each payment without authority, as contracts know
 */
export const auditCommand = (auditOutlays: (db: Db) => Promise<string[]>): Command => ({
  name: 'fund audit',
  summary:
    'Add up every line, and ask on whose word each payment was made; ends with 20 when something is out',
  async run(context) {
    const db = await context.openDb();
    const wrong = [...(await auditLedger(db)), ...(await auditOutlays(db))];
    const fine = 'Every book balances, line by line, and every payment rests on a resolution';
    tell(context, wrong, wrong.length === 0 ? [fine] : wrong);
    if (wrong[0] !== undefined) throw outOfBalance(wrong[0]);
    return undefined;
  },
});

/**
 * `lodestock fund tieout`: the one command of the books that has to know what else holds stock.
 *
 * @param readHoldings - cost and grams of lots, as inventory keeps them
 */
export const tieOutCommand = (readHoldings: (db: Db) => Promise<Holding[]>): Command => ({
  name: 'fund tieout',
  summary: 'Hold sums of the books against each other and the lots; ends with 20 when two differ',
  async run(context) {
    const db = await context.openDb();
    const found = await readTieOuts(db, await readHoldings(db));
    tell(context, found, tieOutLines(found));
    const open = found.find(({ difference }) => difference !== '0');
    if (open !== undefined) throw tieOutFails(open);
    return undefined;
  },
});
