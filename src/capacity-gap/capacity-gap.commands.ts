import { parseUsd } from '../base/quantity.ts';
import { Refusal } from '../base/refusal.ts';
import { parseWholeNumber } from '../base/whole-number.ts';
import type { Command, CommandInput } from '../platform/command.ts';
import { reportGap } from './capacity-gap.service.ts';
import {
  GAP_DRAWS,
  GAP_SEED,
  type GapQuestion,
  USUAL_BUDGET_USD,
  USUAL_CASE,
  USUAL_YEAR,
} from './capacity-gap.ts';
import { gapLines } from './gap-text.ts';
import { FIRST_YEAR, LAST_YEAR } from './years.ts';

/** `lodestock gap` */
export const gapCommands: readonly Command[] = [
  {
    name: 'gap',
    flags: [
      { name: 'case', value: 'ID', summary: 'demand case: flat, trend or fast (flat)' },
      { name: 'year', value: 'Y', summary: 'year to sum up, 2025 to 2035 (2030)' },
      { name: 'mineral', value: 'M', summary: 'only this mineral, year by year and by stage' },
      { name: 'budget', value: 'USD', summary: "the Reserve's money (2.5B)" },
      { name: 'draws', value: 'N', summary: 'random futures (2000)' },
      { name: 'seed', value: 'S', summary: 'seed of the random numbers (7)' },
      { name: 'middle', summary: 'one future without chance: every number at its middle' },
    ],
    summary:
      'Show demand against the supply that is in place or can be financed, and what money would close',
    examples: ['gap', 'gap --case fast --year 2035', 'gap --mineral zinc --budget 500M --json'],
    async run(context, input) {
      const budget = input.flag('budget');
      const years = { least: FIRST_YEAR, most: LAST_YEAR, usual: USUAL_YEAR };
      const question: GapQuestion = {
        caseId: input.flag('case') ?? USUAL_CASE,
        year: parseWholeNumber(input.flag('year'), '--year', years),
        mineral: input.flag('mineral') ?? null,
        budgetUsd: budget === undefined ? USUAL_BUDGET_USD : parseUsd(budget),
        draws: parseWholeNumber(input.flag('draws'), '--draws', GAP_DRAWS),
        seed: parseWholeNumber(input.flag('seed'), '--seed', GAP_SEED),
        isMiddle: input.has('middle'),
      };
      refuseDrawsOfNone(question, input);
      const report = await reportGap(context, question);
      if (context.json) context.print(JSON.stringify(report));
      else for (const line of gapLines(report, question.mineral)) context.print(line);
      return undefined;
    },
  },
];

function refuseDrawsOfNone({ isMiddle }: GapQuestion, input: CommandInput): void {
  if (!isMiddle || (!input.has('draws') && !input.has('seed'))) return;
  throw new Refusal(
    'usage',
    'gap.middle_without_chance',
    '--middle shows one future in which nothing is random, so --draws and --seed mean nothing',
    'leave out either --middle or the others',
  );
}
