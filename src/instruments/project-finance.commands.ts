import { parseWholeNumber } from '../base/whole-number.ts';
import type { Command } from '../platform/command.ts';
import { CASH_DRAWS, runCashFlow } from './cash-flow.service.ts';
import { readCashFlowFile } from './cash-flow-file.ts';
import { cashFlowLines } from './cash-flow-text.ts';
import { parseUsdRates, showProjectFinance } from './project-finance.service.ts';
import { financeLines } from './project-finance-text.ts';
import { VALUE_SEED } from './value.ts';

/** `lodestock project finance`, `lodestock project cash-flow` */
export const financeCommands: readonly Command[] = [
  {
    name: 'project finance',
    params: ['project'],
    flags: [
      {
        name: 'rate',
        value: 'CUR=USD',
        many: true,
        summary:
          'what one unit of a currency is in dollars, as in CAD=0.72; without it none is converted',
      },
    ],
    summary: 'Show how a project is financed: instruments, closing status, dilution, federal share',
    examples: [
      'project finance lost-sheep --rate CAD=0.72',
      'project finance mp-materials-10x --json',
    ],
    async run(context, input) {
      const rates = parseUsdRates(input.flags('rate'));
      const found = await showProjectFinance(context, input.params[0]!, rates); // it has one
      if (context.json) context.print(JSON.stringify(found));
      else for (const line of financeLines(found)) context.print(line);
      return undefined;
    },
  },
  {
    name: 'project cash-flow',
    params: ['file'],
    flags: [
      { name: 'draws', value: 'N', summary: `random price paths (${CASH_DRAWS.usual})` },
      { name: 'seed', value: 'S', summary: `chooses the paths (${VALUE_SEED.usual})` },
    ],
    summary:
      'Show what a mine or plant earns over price paths: worth, return, debt cover, break-even',
    examples: ['project cash-flow plan.json', 'project cash-flow plan.json --draws 20000 --json'],
    async run(context, input) {
      const path = input.params[0]!; // it has one
      const found = await runCashFlow(context, {
        file: readCashFlowFile(await context.readFile(path), path),
        draws: parseWholeNumber(input.flag('draws'), '--draws', CASH_DRAWS),
        seed: parseWholeNumber(input.flag('seed'), '--seed', VALUE_SEED),
      });
      if (context.json) context.print(JSON.stringify(found));
      else for (const line of cashFlowLines(found)) context.print(line);
      return undefined;
    },
  },
];
