import type { IsoDate } from '../base/act.ts';
import { isIsoDate } from '../base/day-count.ts';
import { Refusal } from '../base/refusal.ts';
import type { Command, CommandContext, CommandInput, Flag } from '../platform/command.ts';
import { listCandidates } from './eligible.service.ts';
import { candidateLines, candidateListLines } from './eligible-text.ts';
import { loadRuleSet } from './rules.service.ts';
import { findRule, rulesOn, shownRule } from './rules.ts';
import { ruleLines, ruleListLines } from './rules-text.ts';

const FLAGS: readonly Flag[] = [
  { name: 'on', value: 'DATE', summary: 'day on which the parameters hold (today)' },
  { name: 'set', value: 'ID', summary: 'another rule set than the one in force that day' },
];

/** `lodestock rules ...`: the law as parameters. */
export const ruleCommands: readonly Command[] = [
  {
    name: 'rules list',
    flags: FLAGS,
    summary: 'List the parameters of the law, with their sections, and which nobody has confirmed',
    examples: ['rules list', 'rules list --set srr-2024 --on 2024-12-31'],
    async run(context, input) {
      const { rules, on } = await asked(context, input);
      const list = rulesOn(rules, on);
      if (context.json) context.print(JSON.stringify(list));
      else for (const line of ruleListLines(list)) context.print(line);
      return undefined;
    },
  },
  {
    name: 'rules show',
    params: ['key'],
    flags: FLAGS,
    summary: 'Show one parameter of the law on a day: value, section, and how far it is confirmed',
    examples: ['rules show board.quorum', 'rules show feoc.ownership_threshold --on 2026-06-30'],
    async run(context, input) {
      const { rules, on } = await asked(context, input);
      const rule = shownRule(findRule(rules, input.params[0]!, on)); // it has one
      const answer = { ruleSet: rules.id, digest: rules.digest, on, ...rule };
      if (context.json) context.print(JSON.stringify(answer));
      else for (const line of ruleLines(answer)) context.print(line);
      return undefined;
    },
  },
  {
    name: 'rules eligible',
    params: ['mineral?'],
    flags: FLAGS,
    summary: 'Which minerals may be listed as eligible: their five inputs, exclusions and warnings',
    examples: ['rules eligible', 'rules eligible uranium'],
    async run(context, input) {
      const { rules, on } = await asked(context, input);
      const list = await listCandidates(context, rules, on, input.params[0]);
      if (context.json) context.print(JSON.stringify(list));
      else {
        const lines =
          input.params[0] === undefined ? candidateListLines(list) : candidateLines(list);
        for (const line of lines) context.print(line);
      }
      return undefined;
    },
  },
];

async function asked(context: CommandContext, input: CommandInput) {
  const on = dayOf(input.flag('on')) ?? context.act.on;
  return { on, rules: await loadRuleSet(context, on, input.flag('set')) };
}

function dayOf(text: string | undefined): IsoDate | undefined {
  if (text === undefined || isIsoDate(text)) return text;
  throw new Refusal(
    'usage',
    'rule.bad_day',
    `'${text}' is no day of the calendar`,
    'write a day as in 2026-06-30',
  );
}
