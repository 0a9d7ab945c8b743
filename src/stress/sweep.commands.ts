import { Refusal } from '../base/refusal.ts';
import { parseWholeNumber } from '../base/whole-number.ts';
import { type Command, type CommandContext, ENGINE_FLAG } from '../platform/command.ts';
import { readStocks } from './stock-text.ts';
import { checkStress, readScenario } from './stress.service.ts';
import { DRAWS, HORIZON_YEARS, SEED } from './stress.ts';
import { type SweepKeeper, sweepStress } from './sweep.service.ts';
import { readAxes, resumeSweep } from './sweep.ts';
import { stoppedSentence, sweepLines } from './sweep-text.ts';

/** `lodestock stress sweep` */
export const sweepCommands: readonly Command[] = [
  {
    name: 'stress sweep',
    flags: [
      {
        name: 'lever',
        value: 'LEVER=FROM:TO:STEP',
        many: true,
        summary: 'a lever of the scenario and its range, once or twice: severity=0:1:0.25',
      },
      { name: 'preset', value: 'ID', summary: 'named scenario (base); see `stress presets`' },
      { name: 'scenario', value: 'FILE', summary: 'scenario of your own, as JSON' },
      { name: 'draws', value: 'N', summary: `random futures at each point (${DRAWS.usual})` },
      { name: 'seed', value: 'S', summary: `chooses the random futures (${SEED.usual})` },
      { name: 'years', value: 'Y', summary: `horizon (${HORIZON_YEARS.usual})` },
      {
        name: 'stock',
        value: 'MINERAL=MASS',
        many: true,
        summary: 'what the reserve holds, with its unit: gallium=20t',
      },
      {
        name: 'output',
        value: 'FILE',
        summary: 'keep each point in this file, and go on where it ends (short: -o)',
      },
      ENGINE_FLAG,
    ],
    summary: 'Show how the loss changes as one or two levers move, point by point',
    examples: [
      'stress sweep --preset china-full-stop --lever severity=0:1:0.25 -o severity.json',
      'stress sweep --lever hazardScale=0:2:0.5 --lever demandGrowth=0:0.04:0.02 --draws 5000',
    ],
    async run(context, input) {
      const axes = readAxes(input.flags('lever'));
      const request = {
        axes,
        scenario: await readScenario(context, input.flag('preset'), input.flag('scenario')),
        draws: parseWholeNumber(input.flag('draws'), '--draws', DRAWS),
        seed: parseWholeNumber(input.flag('seed'), '--seed', SEED),
        years: parseWholeNumber(input.flag('years'), '--years', HORIZON_YEARS),
        stockTonnes: readStocks(input.flags('stock')),
        threads: context.threads,
        signal: context.signal,
        onProgress: context.onProgress,
      };
      await checkStress(context, request);
      const path = input.flag('output');
      const sweep = await sweepStress(context, request, keeperOf(context, path));
      if (context.json) context.print(JSON.stringify(sweep));
      else for (const line of sweepLines(sweep)) context.print(line);
      if (sweep.isComplete) return undefined;
      context.note(stoppedSentence(sweep, axes, path));
      return 8;
    },
  },
];

function keeperOf(context: CommandContext, path: string | undefined): SweepKeeper {
  if (path === undefined) {
    return { resume: (empty) => Promise.resolve(empty), keep: () => Promise.resolve() };
  }
  return {
    async resume(empty) {
      try {
        return resumeSweep(await context.readFile(path), path, empty);
      } catch (error) {
        const isNew = error instanceof Refusal && error.kind === 'not_found';
        if (isNew) return empty;
        throw error;
      }
    },
    keep: (sweep) => context.writeFile(path, `${JSON.stringify(sweep, null, 2)}\n`),
  };
}
