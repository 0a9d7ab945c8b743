import { musdText } from '../base/money-text.ts';
import { twoDigits } from '../base/number-text.ts';
import { parseTonnes, parseUsd } from '../base/quantity.ts';
import { tableLines } from '../base/text-table.ts';
import { parseWholeNumber } from '../base/whole-number.ts';
import type { Command, Flag } from '../platform/command.ts';
import { SLIP_MONTHS } from '../projects/project-change.ts';
import { leverFlags, withLeverFlags } from '../stress/lever-flags.ts';
import { readScenario } from '../stress/stress.service.ts';
import { HORIZON_YEARS, SEED } from '../stress/stress.ts';
import { slipEffect } from './slip.service.ts';
import { SLIP_DRAWS, type SlipEffect } from './slip.ts';

const USUAL_MONTHS = 6;

const FLAGS: readonly Flag[] = [
  {
    name: 'months',
    value: 'N',
    summary: `how much later, in months; a multiple of 3, negative: sooner (${USUAL_MONTHS})`,
  },
  {
    name: 'tonnes',
    value: 'MASS',
    summary: 'yearly output to count instead of what evidence supports, such as 45359t',
  },
  { name: 'budget', value: 'USD', summary: 'money of the plan (2.5B)' },
  { name: 'draws', value: 'N', summary: `random futures (${SLIP_DRAWS.usual})` },
  { name: 'seed', value: 'S', summary: `chooses the random futures (${SEED.usual})` },
  { name: 'years', value: 'Y', summary: `horizon (${HORIZON_YEARS.usual})` },
  { name: 'preset', value: 'ID', summary: 'named scenario (base); see `stress presets`' },
  { name: 'scenario', value: 'FILE', summary: 'scenario of your own, as JSON' },
  {
    name: 'output',
    value: 'FILE',
    summary: 'also write the scenario with the slip, for `stress run` and `plan solve` (short: -o)',
  },
  ...leverFlags('run'),
];

/** `lodestock project slip` */
export const slipCommands: readonly Command[] = [
  {
    name: 'project slip',
    params: ['project'],
    flags: FLAGS,
    summary: 'Show what it costs when a project comes late: in a stress run, and in a plan',
    examples: [
      'project slip martinsville-tin-smelter --months 6',
      'project slip mp-materials-10x --months 12 --preset china-rare-earth-licensing --json',
    ],
    async run(context, input) {
      const [project = ''] = input.params;
      const scenario = await readScenario(context, input.flag('preset'), input.flag('scenario'));
      const tonnes = input.flag('tonnes');
      const months = { ...SLIP_MONTHS, usual: USUAL_MONTHS };
      const effect = await slipEffect(context, {
        project,
        slipMonths: parseWholeNumber(input.flag('months'), '--months', months),
        tonnesPerYear: tonnes === undefined ? undefined : parseTonnes(tonnes),
        scenario: withLeverFlags(scenario, input.flag, 'run'),
        budgetUsd: parseUsd(input.flag('budget') ?? '2.5B'),
        draws: parseWholeNumber(input.flag('draws'), '--draws', SLIP_DRAWS),
        seed: parseWholeNumber(input.flag('seed'), '--seed', SEED),
        years: parseWholeNumber(input.flag('years'), '--years', HORIZON_YEARS),
        threads: context.threads,
        signal: context.signal,
        onProgress: context.onProgress,
      });
      const path = input.flag('output');
      if (path !== undefined) {
        await context.writeFile(path, `${JSON.stringify(effect.scenario, null, 2)}\n`);
      }
      if (context.json) context.print(JSON.stringify(effect));
      else for (const line of slipLines(effect)) context.print(line);
      return undefined;
    },
  },
];

function slipLines(effect: SlipEffect): string[] {
  const { products, scenario, draws, seed, years, dataVersion, digest, elapsedSeconds } = effect;
  const n = twoDigits;
  return [
    ...effect.sentences,
    '',
    ...tableLines(
      ['product', 'output [t/year]', 'first quarter', 'unmet [t]', 'more, ± s.e.', 'loss', 'more'],
      products.map(({ id, tonnesPerYear, isSupposed, startQuarter, unmetTonnes, lossMusd }) => [
        id,
        `${n(tonnesPerYear)}${isSupposed ? ' (supposed)' : ''}`,
        `${startQuarter.before} → ${startQuarter.after}`,
        n(unmetTonnes.before),
        `${n(unmetTonnes.more)} ± ${n(unmetTonnes.standardError)}`,
        musdText(lossMusd.before),
        musdText(lossMusd.more),
      ]),
    ),
    '',
    `Scenario ${scenario.id} · ${draws} futures of ${years} years, the same on both sides · seed ${seed} · data ${dataVersion}`,
    'Model result from public statistics and assumptions; an exploration, not a forecast.',
    `${digest} in ${elapsedSeconds.toFixed(1)} s`,
  ];
}
