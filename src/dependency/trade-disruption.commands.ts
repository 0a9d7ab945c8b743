import { Refusal } from '../base/refusal.ts';
import type { Command } from '../platform/command.ts';
import { runDisruptions } from './trade-disruption.service.ts';
import { disruptionLines } from './trade-disruption-text.ts';

/** `lodestock dependency disruptions` */
export const disruptionCommands: readonly Command[] = [
  {
    name: 'dependency disruptions',
    flags: [
      { name: 'mineral', value: 'M', summary: 'only disruptions of this mineral' },
      { name: 'country', value: 'C', summary: 'only disruptions by this country, such as CHN' },
      {
        name: 'restriction',
        value: 'R',
        summary:
          "share of net exports withheld, 0 to 1 (three over the assumed range); takes all of a country's probability",
      },
    ],
    summary:
      'Show what GDP year-long trade disruptions cost, by mineral, country and industry: a reconstruction, not the USGS model',
    examples: [
      'dependency disruptions',
      'dependency disruptions --mineral gallium',
      'dependency disruptions --country CHN --restriction 1 --json',
    ],
    async run(context, input) {
      const found = await runDisruptions(context, {
        mineral: input.flag('mineral') ?? null,
        country: input.flag('country') ?? null,
        restriction: restrictionOf(input.flag('restriction')),
        withRange: true,
      });
      if (context.json) context.print(JSON.stringify(found));
      else for (const line of disruptionLines(found)) context.print(line);
      return undefined;
    },
  },
];

function restrictionOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new Refusal(
    'invalid',
    'disruption.bad_restriction',
    `--restriction cannot be '${text}': it is a share of a country's net exports`,
    'give a number from 0 to 1; 1 is a full stop',
  );
}
