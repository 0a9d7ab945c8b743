import { musdText, usdText } from '../base/money-text.ts';
import { tableLines } from '../base/text-table.ts';
import type { Command, CommandContext } from '../platform/command.ts';
import { readKeptPlan } from './allocation.service.ts';
import type { Plan } from './allocation.ts';
import { comparePlans } from './compare.service.ts';
import { type PlanDifference, planDifference } from './difference.ts';
import type { PlanExamination } from './examination.ts';
import { examinePlan } from './examine.service.ts';
import { readPlan } from './plan-file.ts';
import { planLines } from './plan-text.ts';
import { percentText, tonnesText } from './wording.ts';

/** What is done with plans that were solved before, as files or in the database. */
export const planFileCommands: readonly Command[] = [
  {
    name: 'plan show',
    params: ['plan'],
    summary: 'Show a plan that was kept, or a plan file whose digest holds',
    examples: ['plan show plan.json', 'plan show plan-147b20a0bd46'],
    async run(context, { params: [name = ''] }) {
      const plan = await planNamed(context, name);
      if (context.json) context.print(JSON.stringify(plan));
      else for (const line of planLines(plan)) context.print(line);
      return undefined;
    },
  },
  {
    name: 'plan diff',
    params: ['from', 'to'],
    summary: 'Show what the second plan buys otherwise than the first',
    examples: ['plan diff before.json after.json'],
    async run(context, { params: [from = '', to = ''] }) {
      const difference = planDifference(
        await planNamed(context, from),
        await planNamed(context, to),
      );
      if (context.json) context.print(JSON.stringify(difference));
      else for (const line of differenceLines(difference)) context.print(line);
      return undefined;
    },
  },
  {
    name: 'plan compare',
    params: ['first', 'second'],
    summary: 'Put two plans side by side under every named scenario, in the same draws',
    examples: ['plan compare before.json after.json'],
    async run(context, { params: [first = '', second = ''] }) {
      const plans = [await planNamed(context, first), await planNamed(context, second)] as const;
      const comparison = await comparePlans(context, plans, context);
      if (context.json) {
        context.print(JSON.stringify(comparison));
        return undefined;
      }
      const rows = comparison.scenarios.map(({ scenario, without, plans: [a, b] }) => [
        scenario,
        musdText(without.expectedLossMusd),
        musdText(a!.expectedLossMusd),
        musdText(b!.expectedLossMusd),
        musdText(a!.cvar95LossMusd),
        musdText(b!.cvar95LossMusd),
      ]);
      const heads = ['scenario', 'loss without', 'first', 'second', 'worst 5%: first', 'second'];
      for (const line of tableLines(heads, rows)) context.print(line);
      context.print(`Expected GDP lost; ${comparison.draws} draws each, seed ${comparison.seed}.`);
      return undefined;
    },
  },
  {
    name: 'plan examine',
    params: ['plan'],
    summary:
      'Try a plan on fresh draws, other samples, ends of assumptions and every named scenario',
    examples: ['plan examine plan.json', 'plan examine plan.json --json'],
    async run(context, { params: [name = ''] }) {
      const plan = await planNamed(context, name);
      const examination = await examinePlan(context, plan, context);
      if (context.json) context.print(JSON.stringify(examination));
      else for (const line of examinationLines(plan, examination)) context.print(line);
      return undefined;
    },
  },
];

/** A plan by the name it is kept under, or from a file. */
async function planNamed(context: CommandContext, name: string): Promise<Plan> {
  if (/^plan-[0-9a-f]{12}$/.test(name)) return readKeptPlan(await context.openDb(), name);
  return readPlan(await context.readFile(name), name, context.digestOf);
}

/** An examination for a person at a terminal. */
function examinationLines(
  plan: Plan,
  { sentences, stability, regret, elapsedSeconds }: PlanExamination,
): string[] {
  return [
    ...sentences,
    '',
    ...tableLines(
      ['purchase', 'amount', 'other samples', 'ends of assumptions'],
      stability.items.map(({ id, amountUsd, resampled, assumed }) => [
        id,
        usdText(amountUsd),
        percentText(resampled),
        percentText(assumed),
      ]),
    ),
    '',
    ...tableLines(
      ['scenario', 'weighted loss', 'of the best plan for it', 'regret'],
      regret.map(({ scenario, lossMusd, leastMusd, regretShare }) => [
        scenario,
        musdText(lossMusd),
        musdText(leastMusd),
        percentText(regretShare),
      ]),
    ),
    '',
    `Purchases that would be made again, at least half of them; ${plan.digest} in ${elapsedSeconds.toFixed(1)} s`,
  ];
}

function differenceLines(difference: PlanDifference): string[] {
  const { items, same, terms, spentUsd, expectedLossMusd, cvar95LossMusd } = difference;
  const more = (musd: number) => `${musd < 0 ? '' : '+'}${musdText(musd)}`;
  return [
    ...tableLines(
      ['', 'purchase', 'from', 'to', 'quantity'],
      items.map(({ sign, id, fromUsd, toUsd, fromTonnes, toTonnes }) => [
        sign,
        id,
        usdText(fromUsd),
        usdText(toUsd),
        `${tonnesText(fromTonnes)} → ${tonnesText(toTonnes)}`,
      ]),
    ),
    items.length === 0 ? 'Both plans buy the same.' : `${same} other purchases are the same.`,
    `Spent ${more(spentUsd / 1e6)}; expected loss ${more(expectedLossMusd)}; worst 5 percent ${more(cvar95LossMusd)}.`,
    ...(terms.length > 0 ? [`Asked otherwise: ${terms.join('; ')}.`] : []),
  ];
}
