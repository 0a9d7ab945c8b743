import { parseWholeNumber } from '../base/whole-number.ts';
import type { Command } from '../platform/command.ts';
import { runSensitivity } from './sensitivity.service.ts';
import { POINT_DRAWS, SENSITIVITY_POINTS } from './sensitivity.ts';
import { sensitivityLines } from './sensitivity-text.ts';
import { readScenario } from './stress.service.ts';
import { HORIZON_YEARS, SEED } from './stress.ts';

/** `lodestock stress sensitivity` */
export const sensitivityCommands: readonly Command[] = [
  {
    name: 'stress sensitivity',
    flags: [
      { name: 'preset', value: 'ID', summary: 'named scenario (base); see `stress presets`' },
      { name: 'scenario', value: 'FILE', summary: 'scenario of your own, as JSON' },
      { name: 'mineral', value: 'M', summary: 'whose loss; without it, that of all minerals' },
      {
        name: 'draws',
        value: 'N',
        summary: `random futures for each setting of the assumptions (${POINT_DRAWS.usual})`,
      },
      {
        name: 'points',
        value: 'N',
        summary: `random settings; more give smaller error bars (${SENSITIVITY_POINTS.usual})`,
      },
      { name: 'seed', value: 'S', summary: `chooses futures and settings (${SEED.usual})` },
      { name: 'years', value: 'Y', summary: `horizon (${HORIZON_YEARS.usual})` },
    ],
    summary: 'Show which assumptions move the mean loss, one by one and together',
    examples: [
      'stress sensitivity --mineral gallium --preset china-ban-ga-ge-sb',
      'stress sensitivity --points 256 --json',
    ],
    async run(context, input) {
      const found = await runSensitivity(context, {
        scenario: await readScenario(context, input.flag('preset'), input.flag('scenario')),
        mineral: input.flag('mineral') ?? null,
        draws: parseWholeNumber(input.flag('draws'), '--draws', POINT_DRAWS),
        points: parseWholeNumber(input.flag('points'), '--points', SENSITIVITY_POINTS),
        seed: parseWholeNumber(input.flag('seed'), '--seed', SEED),
        years: parseWholeNumber(input.flag('years'), '--years', HORIZON_YEARS),
        threads: context.threads,
        signal: context.signal,
        onProgress: context.onProgress,
      });
      if (context.json) context.print(JSON.stringify(found));
      else for (const line of sensitivityLines(found)) context.print(line);
      return undefined;
    },
  },
];
