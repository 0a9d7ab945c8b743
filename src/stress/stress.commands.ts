import { Refusal } from '../base/refusal.ts';
import { parseWholeNumber } from '../base/whole-number.ts';
import {
  type Command,
  type CommandContext,
  type CommandInput,
  ENGINE_FLAG,
  type Flag,
} from '../platform/command.ts';
import { backtestLines } from './backtest-text.ts';
import { leverFlags, withLeverFlags } from './lever-flags.ts';
import { readPlanText } from './plan-supply.ts';
import { parsePrecision, precisionSentence } from './precision.ts';
import { PRESETS } from './presets.ts';
import { SLIP_FLAG, withSlips } from './slip-flags.ts';
import { readStocks } from './stock-text.ts';
import {
  checkStress,
  keepRun,
  readQuestion,
  runBacktest,
  runStress,
  type StressRequest,
} from './stress.service.ts';
import { BACKTEST_DRAWS, DRAWS, HORIZON_YEARS, RUN_DRAWS, SEED } from './stress.ts';
import { runLines } from './stress-text.ts';

const FLAGS: readonly Flag[] = [
  { name: 'preset', value: 'ID', summary: 'named scenario (base); see `stress presets`' },
  { name: 'scenario', value: 'FILE', summary: 'scenario of your own, or a file of the stress lab' },
  { name: 'draws', value: 'N', summary: `random futures (${DRAWS.usual})` },
  {
    name: 'precision',
    value: 'P%',
    summary:
      'as many futures as bring the standard error to this share of the mean loss; --draws is then the most',
  },
  {
    name: 'middle',
    summary:
      'one future without chance: every assumption at its middle, nothing that nobody announced',
  },
  { name: 'seed', value: 'S', summary: `chooses the random futures (${SEED.usual})` },
  { name: 'years', value: 'Y', summary: `horizon (${HORIZON_YEARS.usual})` },
  {
    name: 'stock',
    value: 'MINERAL=MASS',
    many: true,
    summary: 'what the reserve holds, with its unit: gallium=20t, germanium=500kg, zinc=50000st',
  },
  { name: 'plan', value: 'FILE', summary: 'a plan whose purchases and projects are in place' },
  SLIP_FLAG,
  ENGINE_FLAG,
  { name: 'no-save', summary: 'do not keep the run in the database' },
  ...leverFlags('run'),
];

/** `lodestock stress ...` */
export const stressCommands: readonly Command[] = [
  {
    name: 'stress run',
    flags: FLAGS,
    summary: 'Show what supply shocks do to every mineral over many random futures',
    examples: [
      'stress run',
      'stress run --preset china-ban-ga-ge-sb --stock gallium=20t',
      'stress run --preset base --draws 100000 --seed 7 --json',
      'stress run --precision 1%',
      'stress run --preset fluorspar-mexico-outage --middle',
      'stress run --draws 2000000 --engine redis://10.0.0.1:6379',
      'stress run --preset china-full-stop --severity 0.5 --demand-growth 0.02',
    ],
    async run(context, input) {
      const request = await readRequest(context, input);
      await checkStress(context, request);
      const isKept = !input.has('no-save');
      // A database that cannot be opened is told before the work, not after it.
      const db = isKept ? await context.openDb() : null;
      const run = await runStress(context, request);
      const { precision } = request;
      if (precision !== undefined) context.note(precisionSentence(run, precision));
      if (db !== null) await keepRun(db, context.act, context, run);
      if (context.json) context.print(JSON.stringify(run));
      else for (const line of runLines(run)) context.print(line);
      return undefined;
    },
  },
  {
    name: 'stress presets',
    summary: 'List the named shocks with their stories and sources',
    async run(context) {
      if (context.json) {
        context.print(JSON.stringify(PRESETS));
        return undefined;
      }
      for (const { id, title, story, source } of PRESETS) {
        context.print(`${id}\n  ${title}\n  ${story}\n  Source: ${source}\n`);
      }
      return undefined;
    },
  },
  {
    name: 'stress backtest',
    flags: [
      { name: 'draws', value: 'N', summary: `random futures an event (${BACKTEST_DRAWS.usual})` },
      { name: 'seed', value: 'S', summary: `chooses the random futures (${SEED.usual})` },
    ],
    summary: 'Hold the model against dated price moves that it was not fitted to',
    examples: ['stress backtest', 'stress backtest --json'],
    async run(context, input) {
      const result = await runBacktest(context, {
        draws: parseWholeNumber(input.flag('draws'), '--draws', BACKTEST_DRAWS),
        seed: parseWholeNumber(input.flag('seed'), '--seed', SEED),
      });
      if (context.json) context.print(JSON.stringify(result));
      else for (const line of backtestLines(result)) context.print(line);
      return undefined;
    },
  },
];

async function readRequest(context: CommandContext, input: CommandInput): Promise<StressRequest> {
  const stocks = Object.entries(readStocks(input.flags('stock')));
  const planPath = input.flag('plan');
  const plan =
    planPath === undefined
      ? null
      : readPlanText(await context.readFile(planPath), planPath, context.digestOf);
  const [preset, path] = [input.flag('preset'), input.flag('scenario')];
  const { scenario, question } = await readQuestion(context, preset, path);
  // What the file says stands where no flag says otherwise; masses of one mineral are added up.
  const flagOr = (name: 'draws' | 'seed' | 'years') =>
    input.flag(name) ?? question?.[name].toString();
  const stockTonnes: Record<string, number> = { ...question?.stockTonnes };
  for (const [mineral, tonnes] of Object.entries(plan?.stockTonnes ?? {})) {
    stockTonnes[mineral] = (stockTonnes[mineral] ?? 0) + tonnes;
  }
  for (const [mineral, tonnes] of stocks) {
    stockTonnes[mineral] = (stockTonnes[mineral] ?? 0) + tonnes;
  }
  return {
    scenario: withSlips(withLeverFlags(scenario, input.flag, 'run'), input),
    ...drawsOf(input, flagOr('draws')),
    seed: parseWholeNumber(flagOr('seed'), '--seed', SEED),
    years: parseWholeNumber(flagOr('years'), '--years', HORIZON_YEARS),
    stockTonnes,
    addedSupply: plan?.addedSupply ?? [],
    threads: context.threads,
    signal: context.signal,
    onProgress: context.onProgress,
  };
}

/**
 * How many draws, or at most how many where a precision decides; one where nothing is random.
 *
 * @param wanted - by the flag or by the file; a precision minds the flag alone
 */
function drawsOf(
  input: CommandInput,
  wanted: string | undefined,
): Pick<StressRequest, 'draws' | 'precision' | 'isMiddle'> {
  const text = input.flag('precision');
  if (input.has('middle')) {
    refuseChance(input);
    return { draws: 1, isMiddle: true };
  }
  if (text === undefined) return { draws: parseWholeNumber(wanted, '--draws', RUN_DRAWS) };
  const most = { ...DRAWS, usual: DRAWS.most };
  return {
    draws: parseWholeNumber(input.flag('draws'), '--draws', most),
    precision: parsePrecision(text),
  };
}

/** Refuses the flags that mean nothing where nothing is random. */
function refuseChance(input: CommandInput): void {
  const other = ['draws', 'precision', 'seed', 'hazard-scale'].find(
    (each) => input.flag(each) !== undefined,
  );
  if (other === undefined) return;
  throw new Refusal(
    'usage',
    'stress.middle_is_one_draw',
    `--middle runs one future in which nothing is random, and --${other} asks for chance`,
    'leave one of them out',
  );
}
