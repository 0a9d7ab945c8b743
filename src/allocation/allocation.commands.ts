import { mpsLines } from '../base/mps.ts';
import { parseUsd } from '../base/quantity.ts';
import { Refusal } from '../base/refusal.ts';
import { parseWholeNumber } from '../base/whole-number.ts';
import type { Command, CommandContext, CommandInput, Flag } from '../platform/command.ts';
import { leverFlags, unheededByPlans, withLeverFlags } from '../stress/lever-flags.ts';
import { SLIP_FLAG, withSlips } from '../stress/slip-flags.ts';
import { checkStress, readScenario } from '../stress/stress.service.ts';
import { HORIZON_YEARS } from '../stress/stress.ts';
import { keepPlan, planFrontier, solvePlan } from './allocation.service.ts';
import {
  EXACT_DRAWS,
  FRONTIER_POINTS,
  MOST_BUDGET_USD,
  PLAN_DRAWS,
  type Plan,
  RISK_WEIGHT,
  SEED,
  TAIL_SHARE,
} from './allocation.ts';
import type { PlanExamination } from './examination.ts';
import { examinePlan } from './examine.service.ts';
import { LIMIT_FLAGS, readLimits } from './limit-flags.ts';
import type { PlanRequest } from './plan.service.ts';
import { frontierLines, planLines } from './plan-text.ts';
import { RULE_FLAGS, readRules } from './rule-flags.ts';

const DEFAULT_BUDGET = '2.5B';

const QUESTION_FLAGS: readonly Flag[] = [
  {
    name: 'budget',
    value: 'USD',
    summary: `money to spend, such as 2.5B or 750M (${DEFAULT_BUDGET})`,
  },
  {
    name: 'tail',
    value: 'SHARE',
    summary: `where the tail of the worst draws begins, between 0 and 1 (${TAIL_SHARE})`,
  },
  {
    name: 'risk-weight',
    value: 'SHARE',
    summary: `weight of the tail against the mean, 0 to 1 (${RISK_WEIGHT})`,
  },
  { name: 'draws', value: 'N', summary: `random futures (${PLAN_DRAWS.usual})` },
  { name: 'seed', value: 'S', summary: `chooses the random futures (${SEED.usual})` },
  { name: 'years', value: 'Y', summary: `horizon (${HORIZON_YEARS.usual})` },
  {
    name: 'time-limit',
    value: 'SECONDS',
    summary: 'stop the search then: the best so far, its proven gap, exit code 8',
  },
  { name: 'preset', value: 'ID', summary: 'named scenario (base); see `stress presets`' },
  { name: 'scenario', value: 'FILE', summary: 'scenario of your own, as JSON' },
  ...LIMIT_FLAGS,
  ...RULE_FLAGS,
  SLIP_FLAG,
  ...leverFlags('plan'),
];

const solve: Command = {
  name: 'plan solve',
  flags: [
    ...QUESTION_FLAGS,
    { name: 'output', value: 'FILE', summary: 'also write the plan as JSON (short: -o)' },
    {
      name: 'export-lp',
      value: 'FILE',
      summary: `also write the program as free MPS (${EXACT_DRAWS.usual} draws unless you say)`,
    },
    {
      name: 'no-examine',
      summary: 'do not try the plan on fresh draws, other samples and other scenarios',
    },
    { name: 'no-save', summary: 'do not keep the plan in the database' },
  ],
  summary: 'Spend a budget so that supply shocks cost least, with a proof of how good the plan is',
  examples: [
    'plan solve --budget 2.5B',
    'plan solve --budget 750M --risk-weight 0.8 --preset china-full-stop',
    'plan solve --budget 2.5B --draws 200 --export-lp plan.mps',
  ],
  async run(context, input) {
    const request = await readRequest(context, input);
    const programPath = input.flag('export-lp');
    const isKept = !input.has('no-save');
    await checkStress(context, request);
    // A database that cannot be opened is told before the work, not after it.
    const db = isKept ? await context.openDb() : null;
    const plan = await solvePlan(context, {
      ...request,
      ...(programPath === undefined
        ? {}
        : { onProgram: (program) => context.writeFile(programPath, chunks(mpsLines(program))) }),
    });
    if (db !== null) await keepPlan(db, context.act, context, plan);
    const path = input.flag('output');
    if (path !== undefined) await context.writeFile(path, `${JSON.stringify(plan, null, 2)}\n`);
    const isExamined = programPath === undefined && !input.has('no-examine');
    const examination = isExamined ? await triedOut(context, plan) : null;
    if (context.json) context.print(JSON.stringify(examination ? { ...plan, examination } : plan));
    else for (const line of planLines(plan, examination)) context.print(line);
    return plan.status === 'stopped' ? 8 : 0;
  },
};

const frontier: Command = {
  name: 'plan frontier',
  flags: [
    ...QUESTION_FLAGS,
    {
      name: 'points',
      value: 'N',
      summary: `budgets, from nothing to twice the budget (${FRONTIER_POINTS.usual})`,
    },
  ],
  summary: 'What different budgets achieve, and what one more dollar is worth at each',
  examples: ['plan frontier', 'plan frontier --budget 5B --points 21 --json'],
  async run(context, input) {
    const request = await readRequest(context, input);
    const points = await planFrontier(context, {
      ...request,
      points: parseWholeNumber(input.flag('points'), '--points', FRONTIER_POINTS),
    });
    if (context.json) context.print(JSON.stringify(points));
    else for (const line of frontierLines(points)) context.print(line);
    return points.length < parseWholeNumber(input.flag('points'), '--points', FRONTIER_POINTS)
      ? 8
      : 0;
  },
};

export const allocationCommands: readonly Command[] = [solve, frontier];

/** What speaks for the plan and against it; null where the search or this was cut short. */
async function triedOut(context: CommandContext, plan: Plan): Promise<PlanExamination | null> {
  if (plan.status === 'stopped') return null;
  try {
    return await examinePlan(context, plan, context);
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'interrupted') throw error;
    context.note('the plan was not tried out: `plan examine FILE` does that');
    return null;
  }
}

async function readRequest(context: CommandContext, input: CommandInput): Promise<PlanRequest> {
  const exports = input.has('export-lp');
  const scenario = await readScenario(context, input.flag('preset'), input.flag('scenario'));
  for (const sentence of unheededByPlans(scenario)) context.note(sentence);
  if (exports && !input.has('draws')) {
    context.note(
      `the exported program rests on ${EXACT_DRAWS.usual} draws; say --draws for another number`,
    );
  }
  return {
    budgetUsd: budgetOf(input.flag('budget') ?? DEFAULT_BUDGET),
    tailShare: share(input, 'tail', TAIL_SHARE, false),
    riskWeight: share(input, 'risk-weight', RISK_WEIGHT, true),
    draws: exports
      ? exportedDraws(input)
      : parseWholeNumber(input.flag('draws'), '--draws', PLAN_DRAWS),
    seed: parseWholeNumber(input.flag('seed'), '--seed', SEED),
    years: parseWholeNumber(input.flag('years'), '--years', HORIZON_YEARS),
    scenario: withSlips(withLeverFlags(scenario, input.flag, 'plan'), input),
    limits: readLimits(input),
    rules: readRules(input),
    threads: context.threads,
    signal: limitedTime(context.signal, input.flag('time-limit')),
    onProgress: context.onProgress,
  };
}

const MOST_SECONDS = 86_400;

/** Ends work when its time is up, or when somebody stops it. @throws Refusal `plan.bad_time` */
function limitedTime(signal: AbortSignal, text: string | undefined): AbortSignal {
  if (text === undefined) return signal;
  const seconds = text.trim() === '' ? Number.NaN : Number(text);
  if (seconds > 0 && seconds <= MOST_SECONDS) {
    // Node 20 may collect the sources of `AbortSignal.any`; what is listened to stays.
    const stop = new AbortController();
    for (const each of [signal, AbortSignal.timeout(seconds * 1000)]) {
      each.addEventListener('abort', () => stop.abort(), { once: true });
    }
    return stop.signal;
  }
  throw new Refusal(
    'invalid',
    'plan.bad_time',
    `--time-limit ${text} is not a number of seconds above 0 and up to ${MOST_SECONDS}`,
    'write a number such as --time-limit 10',
  );
}

/** @throws Refusal `plan.bad_budget`, `quantity.invalid_money` */
function budgetOf(text: string): number {
  const budgetUsd = parseUsd(text);
  if (budgetUsd > 0 && budgetUsd <= MOST_BUDGET_USD) return budgetUsd;
  throw new Refusal(
    'invalid',
    'plan.bad_budget',
    `cannot plan with a budget of ${text}: it must be above 0 and at most 1000B`,
    'write dollars with K, M or B, such as --budget 2.5B',
  );
}

/** @throws Refusal `plan.bad_share` */
function share(input: CommandInput, name: string, usual: number, withEnds: boolean): number {
  const text = input.flag(name);
  if (text === undefined) return usual;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (withEnds ? value >= 0 && value <= 1 : value > 0 && value < 1) return value;
  throw new Refusal(
    'invalid',
    'plan.bad_share',
    `--${name} ${text} is not a share ${withEnds ? 'from 0 to 1' : 'above 0 and below 1'}`,
    `write a number such as --${name} ${usual}`,
  );
}

/** @throws Refusal `plan.too_large_to_export` */
function exportedDraws(input: CommandInput): number {
  const draws = input.has('draws')
    ? parseWholeNumber(input.flag('draws'), '--draws', PLAN_DRAWS)
    : EXACT_DRAWS.usual;
  if (draws <= EXACT_DRAWS.most) return draws;
  throw new Refusal(
    'invalid',
    'plan.too_large_to_export',
    `cannot write a program of ${draws} draws whole: the limit is ${EXACT_DRAWS.most}`,
    `say --draws ${EXACT_DRAWS.most} or fewer; without --export-lp there may be ${PLAN_DRAWS.most}`,
  );
}

const LINES_PER_CHUNK = 2000;

/** Lines as texts of some size, for a file of any length. */
async function* chunks(lines: Iterable<string>): AsyncGenerator<string> {
  let chunk: string[] = [];
  for (const line of lines) {
    chunk.push(line);
    if (chunk.length < LINES_PER_CHUNK) continue;
    yield `${chunk.join('\n')}\n`;
    chunk = [];
  }
  if (chunk.length > 0) yield `${chunk.join('\n')}\n`;
}
