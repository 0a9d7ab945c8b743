import { parseWholeNumber } from '../base/whole-number.ts';
import { type Command, deedCommand, tell } from '../platform/command.ts';
import { citeDocument, readRefusals, traceThread } from './audit.service.ts';
import { refusalLines, traceLines } from './audit-text.ts';

const REFUSALS = { least: 1, most: 1000, usual: 50 };

/** `lodestock audit ...`: who did what, on whose word, and what was refused. */
export const auditCommands: readonly Command[] = [
  {
    name: 'audit trace',
    params: ['document'],
    summary: 'Follow the thread through a document: what led to it, and what came of it',
    examples: ['audit trace order:O-1', 'audit trace fund:reserve --json'],
    async run(context, input) {
      const steps = await traceThread(await context.openDb(), input.params[0]!); // it has one
      tell(context, steps, traceLines(steps));
      return undefined;
    },
  },
  deedCommand({
    name: 'audit cite',
    params: ['from', 'to'],
    summary: 'Say that one document led to another, where no deed said so',
    examples: ['audit cite stress-run:run-1a2b3c4d5e6f plan:plan-6f5e4d3c2b1a'],
    run: ({ db, act, key }, { params: [from = '', to = ''] }) =>
      citeDocument(db, act, { from, to }, key),
    lines: ({ from, to }) => [`${from.kind} ${from.id} led to ${to.kind} ${to.id}`],
  }),
  {
    name: 'audit refusals',
    flags: [{ name: 'limit', value: 'N', summary: `how many (${REFUSALS.usual})` }],
    summary: 'List what was asked for and refused, the newest first',
    async run(context, input) {
      const limit = parseWholeNumber(input.flag('limit'), '--limit', REFUSALS);
      const refusals = await readRefusals(await context.openDb(), limit);
      tell(context, refusals, refusalLines(refusals));
      return undefined;
    },
  },
];
