import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Differences, expectAgrees } from '../../test/support/differences.ts';
import { permutedList, permutedSample } from '../../test/support/permuted.ts';
import { type OpenWorkshop, openWorkshop } from '../main/workshop.ts';
import { findPreset } from '../stress/presets.ts';
import { gatherInputs } from './allocation.service.ts';
import type { Plan } from './allocation.ts';
import { type Choice, choiceCostMusd, shareForMusd, sharesOfItems } from './choice.ts';
import { openPlan } from './l-shaped.service.ts';
import { planFromGaps } from './plan.service.ts';
import { NO_LIMITS, type PlanLimits } from './plan-limits.ts';
import type { PlanRules } from './plan-rules.ts';
import { openProblem, type PlanInputs } from './problem.ts';
import { objectiveOf, openEvaluator, type Program } from './program.ts';
import type { Question } from './question.ts';

/*
 * Every value that the real plan prints beside a limit, against solving again with the limit moved
 * a little up and down. So few draws are solved to the last digit, and so small a move seldom meets
 * a kink: there the value need only lie between the two differences.
 */

const DRAWS = 500;
const BUDGET_USD = 2.5e9;
const MOVE_USD = 50_000;
const GAP = 1e-9; // of the search at so few draws

let opened: OpenWorkshop;
let inputs: PlanInputs;

beforeAll(async () => {
  opened = await openWorkshop({ dataFolder: 'unused', databaseUrl: undefined, threads: 1 });
  inputs = await gatherInputs(opened.tools, termsOf({ budgetUsd: BUDGET_USD }));
});
afterAll(() => opened.close());

interface Terms {
  readonly budgetUsd: number;
  readonly limits?: PlanLimits;
  readonly rules?: PlanRules | undefined;
}

const termsOf = (terms: Terms) => ({
  ...{ tailShare: 0.95, riskWeight: 0.5, draws: DRAWS, seed: 7, years: 5 },
  scenario: findPreset('base'),
  ...terms,
});

const planOf = (terms: Terms): Promise<Plan> => planFromGaps(opened.tools, inputs, termsOf(terms));

const limitsOf = (limits: Partial<PlanLimits>): PlanLimits => ({ ...NO_LIMITS, ...limits });

/** The terms with one limit moved, as whoever asks for the plan would move it. */
function moved(terms: Terms, constraint: string, byUsd: number): Terms {
  if (constraint === 'budget') return { ...terms, budgetUsd: terms.budgetUsd + byUsd };
  const { limits = NO_LIMITS } = terms;
  const { mostUsd, leastUsd, mostLentUsd } = limits;
  if (constraint === 'lending') {
    return { ...terms, limits: { ...limits, mostLentUsd: mostLentUsd! + byUsd } };
  }
  const [kind, name] = constraint.split(':') as [string, string];
  const by = (amounts: PlanLimits['mostUsd']) => ({ ...amounts, [name]: amounts[name]! + byUsd });
  return kind === 'most'
    ? { ...terms, limits: { ...limits, mostUsd: by(mostUsd) } }
    : { ...terms, limits: { ...limits, leastUsd: by(leastUsd) } };
}

/** What the plan loses when all of some constraints are moved [million USD]. */
function lossMusd(terms: Terms, constraints: readonly string[], byUsd: number): Promise<number> {
  const each = constraints.reduce((at, constraint) => moved(at, constraint, byUsd), terms);
  return planOf(each).then(({ objective }) => objective);
}

const noiseOf = ({ objective }: Plan): number => (2 * GAP * objective) / (MOVE_USD * 1e-6);

async function differencesOf(
  plan: Plan,
  loss: (byUsd: number) => Promise<number>,
): Promise<Differences> {
  const moveMusd = MOVE_USD * 1e-6;
  return {
    below: ((await loss(-MOVE_USD)) - plan.objective) / moveMusd,
    above: (plan.objective - (await loss(MOVE_USD))) / moveMusd,
  };
}

const printedValue = (plan: Plan, id: string): number =>
  plan.binding.find(({ constraint }) => constraint === id)?.marginalLossAvertedPerUsd ?? 0;

const constraintsOf = ({ binding }: Plan): string[] =>
  binding.map(({ constraint }) => constraint).filter((each) => !each.startsWith('limit:'));

/** Checks what a plan prints for constraints, each moved alone. @returns how many are smooth */
async function expectValues(terms: Terms, expected: readonly string[]): Promise<number> {
  const plan = await planOf(terms);
  expect(plan.optimalityGap).toBeLessThanOrEqual(GAP);
  expect(new Set(constraintsOf(plan))).toEqual(new Set(expected));
  let smooth = 0;
  for (const id of expected) {
    const differences = await differencesOf(plan, (byUsd) => lossMusd(terms, [id], byUsd));
    if (expectAgrees(printedValue(plan, id), differences, noiseOf(plan))) smooth += 1;
  }
  return smooth;
}

test('the values of the budget and of amounts to spend at most', async () => {
  const mostUsd = { stocks: 2e9, platinum: 200e6, 'rhodium-stock': 300e6 };
  const terms = { budgetUsd: BUDGET_USD, limits: limitsOf({ mostUsd }) };
  const ids = ['budget', 'most:stocks', 'most:platinum', 'most:rhodium-stock'];
  expect(await expectValues(terms, ids)).toBeGreaterThan(2);
});

test('the values of amounts to spend at least, on stocks and on a part of a project', async () => {
  const leastUsd = { 'antimony-stock': 20e6, 'stibnite-antimony': 100e6, 'gallium-stock': 35e6 };
  const terms = { budgetUsd: BUDGET_USD, limits: limitsOf({ leastUsd }) };
  const ids = ['budget', ...Object.keys(leastUsd).map((name) => `least:${name}`)];
  expect(await expectValues(terms, ids)).toBeGreaterThan(2);
});

test('what is demanded under a limit that binds is taken from what the limit allows', async () => {
  const limits = limitsOf({ mostUsd: { titanium: 40e6 }, leastUsd: { 'titanium-stock': 30e6 } });
  const terms = { budgetUsd: BUDGET_USD, limits };
  const ids = ['budget', 'most:titanium', 'least:titanium-stock'];
  expect(await expectValues(terms, ids)).toBe(3);
});

test('the value of a limit on what is lent', async () => {
  const rules: PlanRules = { lending: 'subsidy', loanShare: 0.8 };
  const terms = { budgetUsd: BUDGET_USD, limits: limitsOf({ mostLentUsd: 100e6 }), rules };
  expect(await expectValues(terms, ['budget', 'lending'])).toBe(2);
});

test('what is locked has the value of moving the lock: of its most, or of its least', async () => {
  const locks = {
    'gallium-stock': 35e6,
    'platinum-stock': 100e6,
    'henderson-sponge-titanium': 10e6,
  };
  const terms = {
    budgetUsd: BUDGET_USD,
    limits: limitsOf({ mostUsd: locks, leastUsd: locks }),
  };
  const plan = await planOf(terms);
  const printed = ['least:gallium-stock', 'most:platinum-stock', 'most:henderson-sponge-titanium'];
  expect(new Set(constraintsOf(plan))).toEqual(new Set(['budget', ...printed]));
  for (const name of Object.keys(locks)) {
    const lock = [`most:${name}`, `least:${name}`];
    const differences = await differencesOf(plan, (byUsd) => lossMusd(terms, lock, byUsd));
    const value = lock.reduce((sum, id) => sum + printedValue(plan, id), 0);
    expect(expectAgrees(value, differences, noiseOf(plan))).toBe(true);
  }
});

test('the cap of a share of the budget has a value for each mineral, and the budget moves it', async () => {
  const terms = { budgetUsd: BUDGET_USD, limits: limitsOf({ mineralShare: 0.1 }) };
  const plan = await planOf(terms);
  const shares = constraintsOf(plan).filter((id) => id.startsWith('share:'));
  expect(shares).toEqual(['share:rhodium', 'share:platinum', 'share:palladium']);
  const budget = await differencesOf(plan, (byUsd) => lossMusd(terms, ['budget'], byUsd));
  expect(expectAgrees(printedValue(plan, 'budget'), budget, noiseOf(plan))).toBe(true);
  // The same caps as amounts: each can then be moved alone.
  const { most } = openProblem(inputs, termsOf(terms)).program;
  const mostUsd = Object.fromEntries(
    most.map(({ id, mostMusd }) => [id.slice('share:'.length), mostMusd * 1e6]),
  );
  const amounts = { budgetUsd: BUDGET_USD, limits: limitsOf({ mostUsd }) };
  for (const id of shares) {
    const amount = id.replace('share:', 'most:');
    const differences = await differencesOf(plan, (byUsd) => lossMusd(amounts, [amount], byUsd));
    expect(expectAgrees(printedValue(plan, id), differences, noiseOf(plan))).toBe(true);
  }
});

/** More or less of the last step of a choice, at the same price. */
function extended(choice: Choice, byMusd: number): Choice {
  const last = choice.steps.at(-1)!;
  const moreShare = (byMusd * last.share) / last.costMusd;
  const whole = 1 + moreShare;
  const longer = { share: last.share + moreShare, costMusd: last.costMusd + byMusd };
  const steps = [...choice.steps.slice(0, -1), longer].map(({ share, costMusd }) => ({
    share: share / whole,
    costMusd,
  }));
  return { ...choice, tonnes: choice.tonnes * whole, steps };
}

async function optimumMusd(program: Program, budgetMusd: number): Promise<number> {
  const open = await openPlan(opened.tools.solver, program);
  const question: Question = { budgetMusd, riskWeight: 0.5, targetGap: GAP };
  const { objectiveMusd } = await open.answer(question);
  open.close();
  return objectiveMusd;
}

test('what can be had no more of is worth its last dollar, the rest being left as it is', async () => {
  const mostUsd = { stocks: 2e9 };
  const terms = { budgetUsd: BUDGET_USD, limits: limitsOf({ mostUsd }) };
  const plan = await planOf(terms);
  const limits = plan.binding.filter(({ constraint }) => constraint.startsWith('limit:'));
  expect(limits.length).toBeGreaterThan(3);
  const { program } = openProblem(inputs, termsOf(terms));
  let smooth = 0;
  for (const { constraint, marginalLossAvertedPerUsd } of limits) {
    const c = program.choices.findIndex(({ id }) => constraint === `limit:${id}`);
    const differences = await differencesOf(plan, (byUsd) => {
      const byMusd = byUsd * 1e-6;
      const choices = program.choices.map((each, i) => (i === c ? extended(each, byMusd) : each));
      // The dollar is added to whatever it counts against, so that nothing else gives way.
      const most = program.most.map((limit) =>
        limit.choices.includes(c) ? { ...limit, mostMusd: limit.mostMusd + byMusd } : limit,
      );
      return optimumMusd({ ...program, choices, most }, BUDGET_USD * 1e-6 + byMusd);
    });
    if (expectAgrees(marginalLossAvertedPerUsd, differences, noiseOf(plan))) smooth += 1;
  }
  expect(smooth).toBeGreaterThan(limits.length / 2);
});

test('the last dollar of every purchase and the next of every choice avert what is printed', async () => {
  const terms = { budgetUsd: BUDGET_USD };
  const plan = await planOf(terms);
  const { program } = openProblem(inputs, termsOf(terms));
  const { choices } = program;
  const evaluate = openEvaluator(program);
  const bought = sharesOfItems(plan.items, choices);
  const stepMusd = 1e-4; // nothing is solved again: so little meets no kink but those at the plan
  const shiftedMusd = (c: number, byMusd: number) => {
    const shares = bought.slice();
    shares[c] = shareForMusd(choices[c]!, choiceCostMusd(choices[c]!, bought[c]!) + byMusd);
    return objectiveOf(evaluate(shares), 0.5);
  };
  const hereMusd = objectiveOf(evaluate(bought), 0.5);
  expect(plan.items.length).toBeGreaterThan(30);
  expect(plan.nextDollar).toHaveLength(10);
  for (const { id, lossAvertedPerUsd } of [...plan.items, ...plan.nextDollar]) {
    const c = choices.findIndex((choice) => choice.id === id);
    const above = (hereMusd - shiftedMusd(c, stepMusd)) / stepMusd;
    const below = bought[c] === 0 ? Infinity : (shiftedMusd(c, -stepMusd) - hereMusd) / stepMusd;
    expectAgrees(lossAvertedPerUsd, { below, above }, 1e-4);
  }
});

test('the order of minerals and of projects changes no purchase', async () => {
  const plan = await planOf({ budgetUsd: BUDGET_USD });
  const { sample, minerals, projects } = inputs;
  // A step that shares no factor with their number goes through all of them.
  for (const step of [-1, 7, 23]) {
    const count = minerals.length;
    const placeOf = minerals.map((_, m) => (((m * step + 3) % count) + count) % count);
    expect(new Set(placeOf).size).toBe(count);
    const other = await planFromGaps(
      opened.tools,
      {
        ...inputs,
        sample: permutedSample(sample, placeOf),
        minerals: permutedList(minerals, placeOf),
        projects: [...projects].reverse(),
      },
      termsOf({ budgetUsd: BUDGET_USD }),
    );
    expect(Math.abs(other.objective / plan.objective - 1)).toBeLessThan(GAP);
    const bought = ({ items }: Plan) => new Map(items.map(({ id, amountUsd }) => [id, amountUsd]));
    const [mine, its] = [bought(plan), bought(other)];
    expect(new Set(its.keys())).toEqual(new Set(mine.keys()));
    for (const [id, amountUsd] of mine) {
      expect(Math.abs(its.get(id)! - amountUsd)).toBeLessThan(1e-6 * BUDGET_USD);
    }
  }
});

test('with whole projects the values are those beside the projects that are chosen', async () => {
  const limits = limitsOf({
    wholeProjects: true,
    mostUsd: { platinum: 200e6 },
    leastUsd: { 'gallium-stock': 35e6, 'mt-holly-restart-aluminum': 1e6 },
  });
  const terms = { budgetUsd: BUDGET_USD, limits };
  const plan = await planOf(terms);
  const ids = ['budget', 'most:platinum', 'least:gallium-stock'];
  // A project is had whole or not at all: no dollar more or less has a value there.
  expect(new Set(constraintsOf(plan))).toEqual(new Set(ids));
  const { program } = openProblem(inputs, termsOf(terms));
  const projects = new Set(
    program.choices.flatMap(({ id, project }) => (project === null ? [] : id)),
  );
  const supported = plan.items.filter(({ id }) => projects.has(id)).map(({ id }) => id);
  expect(supported).toContain('mt-holly-restart-aluminum');
  const printed = [...plan.binding.map(({ constraint }) => constraint.split(':').at(-1)!)];
  printed.push(...plan.nextDollar.map(({ id }) => id));
  expect(printed.filter((id) => projects.has(id))).toEqual([]);
  // Held where they are, they leave a program without whole numbers and the same values.
  for (const id of ids) {
    const differences = await differencesOf(plan, (byUsd) => {
      const { program: other } = openProblem(inputs, termsOf(moved(terms, id, byUsd)));
      return optimumHeld(other, supported, moved(terms, id, byUsd).budgetUsd);
    });
    expectAgrees(printedValue(plan, id), differences, noiseOf(plan));
  }
});

async function optimumHeld(program: Program, supported: readonly string[], budgetUsd: number) {
  const { choices, least } = program;
  const held = { lower: new Float64Array(choices.length), upper: new Float64Array(choices.length) };
  for (const [c, { id, project }] of choices.entries()) {
    held.upper[c] = project === null || supported.includes(id) ? 1 : 0;
    held.lower[c] = project === null ? 0 : held.upper[c]!;
  }
  for (const { choice, leastShare } of least) {
    held.lower[choice] = Math.max(held.lower[choice]!, leastShare);
  }
  const open = await openPlan(opened.tools.solver, { ...program, wholeProjects: false });
  const budgetMusd = budgetUsd * 1e-6;
  const answer = await open.answer({ budgetMusd, riskWeight: 0.5, targetGap: GAP, bounds: held });
  open.close();
  return answer.objectiveMusd;
}
