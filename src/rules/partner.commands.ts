import { isIsoDate } from '../base/day-count.ts';
import { Refusal } from '../base/refusal.ts';
import { type Command, type CommandContext, type Flag, tell } from '../platform/command.ts';
import { judgePartner, listPartners } from './partner.service.ts';
import { partnerLines, partnerListLines } from './partner-text.ts';

const ON: Flag = { name: 'on', value: 'DATE', summary: 'day on which the routes hold (today)' };

/** `lodestock rules partner ...`: which countries are partners, and by which route. */
export const partnerCommands: readonly Command[] = [
  {
    name: 'rules partner',
    params: ['country?'],
    flags: [ON],
    summary: 'Whether a country is a partner on a day: route by route, each with its source',
    examples: ['rules partner CAN', 'rules partner FIN --on 2026-06-30', 'rules partner'],
    async run(context, input) {
      const on = dayOf(context, input.flag('on'));
      const [country] = input.params;
      if (country === undefined) {
        const standings = await listPartners(context, on);
        tell(context, standings, partnerListLines(standings));
        return undefined;
      }
      const standing = await judgePartner(context, country, on);
      tell(context, standing, partnerLines(standing));
      return undefined;
    },
  },
];

function dayOf({ act }: CommandContext, text: string | undefined) {
  const day = text ?? act.on;
  if (isIsoDate(day)) return day;
  const sentence = `'${day}' is no day of the calendar`;
  throw new Refusal('usage', 'rule.bad_day', sentence, 'write a day as in 2026-06-30');
}
