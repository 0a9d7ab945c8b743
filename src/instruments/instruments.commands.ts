import { Refusal } from '../base/refusal.ts';
import { parseWholeNumber } from '../base/whole-number.ts';
import type { Command, CommandContext, CommandInput } from '../platform/command.ts';
import {
  listPriceLaws,
  openInstrument,
  requireFloor,
  runValuation,
  settleInstrument,
} from './instruments.service.ts';
import { presetLines, priceLines, settlementLines, valueLines } from './instruments-text.ts';
import { PRESETS } from './presets.ts';
import type { PriceFloor } from './price-floor.ts';
import { quickStatement, quotesOfTable } from './quick-statement.ts';
import { type PublishedQuote, readStatementText, type Statement } from './statement.ts';
import { VALUE_DRAWS, VALUE_SEED } from './value.ts';

const value: Command = {
  name: 'instrument value',
  params: ['file'],
  flags: [
    { name: 'draws', value: 'N', summary: `random price paths (${VALUE_DRAWS.usual})` },
    { name: 'seed', value: 'S', summary: `chooses the paths (${VALUE_SEED.usual})` },
  ],
  summary: 'Show what an instrument is worth to the reserve, and what it may cost',
  examples: [
    'instrument value mp-ndpr-floor',
    'instrument value floor.json --draws 100000 --seed 7 --json',
  ],
  async run(context, input) {
    const found = await runValuation(context, {
      instrument: await openInstrument(context, input.params[0]!),
      draws: parseWholeNumber(input.flag('draws'), '--draws', VALUE_DRAWS),
      seed: parseWholeNumber(input.flag('seed'), '--seed', VALUE_SEED),
      signal: context.signal,
    });
    print(context, found, valueLines);
    return undefined;
  },
};

const settle: Command = {
  name: 'instrument settle',
  params: ['file'],
  flags: [
    { name: 'statement', value: 'FILE', summary: 'deliveries and quotes of periods, as JSON' },
    { name: 'period', value: 'PERIOD', summary: 'without a statement: 2025-Q4, or 2025-10' },
    {
      name: 'mass',
      value: 'USE=MASS',
      many: true,
      summary: 'without a statement: sold=600000kg, stockpiled=20t; one that is not named is sold',
    },
    { name: 'price', value: 'PRICE', summary: "quote of every month: '60 USD/kg'" },
    { name: 'prices', value: 'FILE', summary: 'quotes as CSV: series,month,price with its unit' },
  ],
  summary: 'Settle periods of a price floor to the cent, with the history of its triggers',
  examples: [
    "instrument settle mp-ndpr-floor --period 2025-Q4 --mass sold=600000kg --price '60 USD/kg'",
    'instrument settle floor.json --statement statement.json --prices quotes.csv --json',
  ],
  async run(context, input) {
    const terms = requireFloor(await openInstrument(context, input.params[0]!));
    const statement = await statementOf(context, input, terms);
    print(context, settleInstrument(context, terms, statement), settlementLines);
    return undefined;
  },
};

const list: Command = {
  name: 'instrument list',
  summary: 'List the instruments that ship with the program, with their sources',
  async run(context) {
    print(context, PRESETS, presetLines);
    return undefined;
  },
};

const prices: Command = {
  name: 'instrument prices',
  summary: 'Show the laws fitted to monthly prices, how well they fit, and how they go together',
  async run(context) {
    print(context, await listPriceLaws(context), priceLines);
    return undefined;
  },
};

/** `lodestock instrument ...` */
export const instrumentCommands: readonly Command[] = [value, settle, list, prices];

function print<Answer>(
  context: CommandContext,
  answer: Answer,
  lines: (answer: Answer) => readonly string[],
): void {
  if (context.json) context.print(JSON.stringify(answer));
  else for (const line of lines(answer)) context.print(line);
}

/** @throws Refusal `settlement.no_statement` */
async function statementOf(
  context: CommandContext,
  input: CommandInput,
  terms: PriceFloor,
): Promise<Statement> {
  const [path, period, price] = ['statement', 'period', 'price'].map(input.flag);
  const masses = input.flags('mass');
  const table = input.flag('prices');
  const quotes = table === undefined ? [] : await readQuotes(context, table);
  if (path !== undefined && period === undefined && price === undefined && masses.length === 0) {
    const statement = readStatementText(await context.readFile(path), path);
    return { ...statement, quotes: [...statement.quotes, ...quotes] };
  }
  if (path === undefined && period !== undefined && masses.length > 0) {
    const statement = quickStatement(terms, { period, masses, price });
    return { ...statement, quotes: [...statement.quotes, ...quotes] };
  }
  throw new Refusal(
    'usage',
    'settlement.no_statement',
    'the flags do not say what is to be settled',
    'give --statement FILE, or --period with --mass and --price or --prices',
  );
}

async function readQuotes(context: CommandContext, path: string): Promise<PublishedQuote[]> {
  const cut = path.lastIndexOf('/');
  const folder = await context.openFolder(cut < 0 ? '.' : path.slice(0, Math.max(cut, 1)));
  return quotesOfTable(await folder.readTable(path.slice(cut + 1)));
}
