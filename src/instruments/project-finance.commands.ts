import type { Command } from '../platform/command.ts';
import { parseUsdRates, showProjectFinance } from './project-finance.service.ts';
import { financeLines } from './project-finance-text.ts';

/** `lodestock project finance` */
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
];
