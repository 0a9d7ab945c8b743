import { expectedShortfall, meanWithError, quantile } from '../base/statistics.ts';
import type { Assumption } from '../minerals/reference-data.ts';
import type { Workshop } from '../platform/command.ts';
import type { ParallelOptions } from '../platform/parallel.ts';
import { PRESETS } from '../stress/presets.ts';
import { Scenario } from '../stress/stress.ts';
import { gatherInputs } from './allocation.service.ts';
import type { Plan } from './allocation.ts';
import {
  type Choice,
  choiceCostMusd,
  type ShareBounds,
  sharesOfItems,
  wholeTonnes,
} from './choice.ts';
import { type PlanExamination, SHAKY_BELOW } from './examination.ts';
import { examinationSentences } from './examination-text.ts';
import { lossWithForesight, meanProgram, objectiveElsewhere } from './information.ts';
import { openPlan } from './l-shaped.service.ts';
import { sharesAllowed } from './limits.ts';
import { type OpenProblem, openProblem, type PlanInputs, type PlanTerms } from './problem.ts';
import { drawLosses, type Program } from './program.ts';
import type { Answer, Question } from './question.ts';

const FRESH_SEEDS = 1_000_003; // beyond the plan's: its draws are none of those it was made for
const RESAMPLES = 10;
const FEW_DRAWS = 2000; // enough to see a purchase come and go; a plan needs more
const ROUGH_GAP = 1e-3;
const LARGEST = 5;

/** Assumptions that a plan rests on beside those that every draw varies. */
const PLAN_ASSUMPTIONS = [
  'purchase_step_end',
  'storage_cost_share',
  'stock_limit_years',
  'project_start_quarters',
  'project_delay_quarters',
  'project_failure',
  'project_cost_years',
] as const;

/** Those that a plan reads where its lending is charged otherwise than at face. */
const CREDIT_ASSUMPTIONS = [
  'credit_years',
  'credit_margin',
  'credit_defaults',
  'credit_recovery',
  'credit_recovery_failed',
  'credit_recovery_years',
] as const;

const assumptionsOf = ({ rules = {} }: Plan): readonly string[] =>
  (rules.lending ?? 'face') === 'face'
    ? PLAN_ASSUMPTIONS
    : [...PLAN_ASSUMPTIONS, ...CREDIT_ASSUMPTIONS];

/**
 * What speaks for a plan and against it: its loss in fresh draws, which purchases would be made
 * again, what it would do elsewhere, and what foresight would be worth.
 *
 * @throws Refusal `parallel.interrupted`
 * @source docs/models/allocation.md, section Examination
 */
export async function examinePlan(
  workshop: Workshop,
  plan: Plan,
  watching: ParallelOptions = {},
): Promise<PlanExamination> {
  const startedMs = workshop.clockMs();
  const exam = { workshop, plan, terms: termsOf(plan), watching };
  const fresh = await freshOf(exam);
  const few = await inputsOf(exam, { draws: FEW_DRAWS });
  const problem = openProblem(few, { ...exam.terms, draws: FEW_DRAWS });
  const content = {
    plan: plan.digest,
    fresh,
    stability: await stabilityOf(exam, few),
    runnerUp: await runnerUpOf(exam, problem),
    regret: await regretOf(exam),
    information: await informationOf(exam, problem, few.minerals),
  };
  return {
    ...content,
    sentences: examinationSentences(plan, content),
    elapsedSeconds: (workshop.clockMs() - startedMs) / 1000,
  };
}

interface Exam {
  readonly workshop: Workshop;
  readonly plan: Plan;
  readonly terms: PlanTerms;
  readonly watching: ParallelOptions;
}

function termsOf(plan: Plan): PlanTerms {
  const { budgetUsd, tailShare, riskWeight, draws, seed, years, limits, rules } = plan;
  const scenario = Scenario.parse(plan.scenario);
  return { budgetUsd, tailShare, riskWeight, draws, seed, years, limits, rules, scenario };
}

/** Gaps of the plan's own question, but for what is asked otherwise. */
const inputsOf = (
  { workshop, terms, watching: { threads, signal } }: Exam,
  other: Partial<PlanTerms>,
): Promise<PlanInputs> => gatherInputs(workshop, { ...terms, ...other, threads, signal });

async function freshOf(exam: Exam): Promise<PlanExamination['fresh']> {
  const { plan, terms } = exam;
  const seed = (terms.seed + FRESH_SEEDS) % 2 ** 31;
  const { plain: program } = openProblem(await inputsOf(exam, { seed }), { ...terms, seed });
  const shares = sharesOfItems(plan.items, program.choices);
  const losses = drawLosses(program, shares);
  const without = drawLosses(program, new Float64Array(shares.length));
  return {
    draws: terms.draws,
    seed,
    expectedLossMusd: meanInterval(losses),
    cvar95LossMusd: tailInterval(losses),
    withoutMusd: meanWithError(without).mean,
  };
}

const Z95 = 1.959964; // of the normal distribution, two-sided

function meanInterval(values: Float64Array) {
  const { mean, standardError } = meanWithError(values);
  return { mean, low: mean - Z95 * standardError, high: mean + Z95 * standardError };
}

/**
 * The mean of the worst 5 percent with its interval: it is the mean of a + max(0, loss − a) / 0.05
 * at the quantile a, and so has a standard error like any mean.
 *
 * @source Rockafellar & Uryasev (2000), Optimization of conditional value-at-risk
 */
function tailInterval(values: Float64Array) {
  const sorted = values.slice().sort();
  const edge = quantile(sorted, 0.95);
  const { standardError } = meanWithError(values.map((each) => Math.max(0, each - edge) / 0.05));
  const mean = expectedShortfall(sorted, 0.05);
  return { mean, low: mean - Z95 * standardError, high: mean + Z95 * standardError };
}

const roughQuestion = ({ terms: { budgetUsd, riskWeight } }: Exam): Question => ({
  budgetMusd: budgetUsd * 1e-6,
  riskWeight,
  targetGap: ROUGH_GAP,
});

/** The best plan for inputs, to the gap that comparisons need. */
async function roughAnswer(exam: Exam, program: Program): Promise<Answer> {
  const open = await openPlan(exam.workshop.solver, program);
  try {
    return await open.answer(roughQuestion(exam));
  } finally {
    open.close();
  }
}

async function stabilityOf(exam: Exam, few: PlanInputs): Promise<PlanExamination['stability']> {
  const { plan, terms, watching } = exam;
  const bought = (program: Program, answer: Answer) =>
    plan.items.map(({ id, quantityTonnes }) => {
      const c = program.choices.findIndex((choice) => choice.id === id);
      if (c < 0) return false;
      return answer.evaluation.shares[c]! * wholeTonnes(program.choices[c]!) >= quantityTonnes / 2;
    });
  const ids = assumptionsOf(plan);
  const total = RESAMPLES + 2 * ids.length;
  const resampled: boolean[][] = [];
  for (let r = 1; r <= RESAMPLES; r++) {
    const seed = (terms.seed + FRESH_SEEDS + r) % 2 ** 31;
    const inputs = await inputsOf(exam, { seed, draws: FEW_DRAWS });
    const { program } = openProblem(inputs, { ...terms, seed, draws: FEW_DRAWS });
    resampled.push(bought(program, await roughAnswer(exam, program)));
    watching.onProgress?.(r, total, 'would be bought again?');
  }
  const assumed: boolean[][] = [];
  for (const id of ids) {
    for (const end of ['low', 'high'] as const) {
      const inputs = { ...few, assumptions: atEnd(few.assumptions, id, end) };
      const { program } = openProblem(inputs, { ...terms, draws: FEW_DRAWS });
      assumed.push(bought(program, await roughAnswer(exam, program)));
    }
    watching.onProgress?.(RESAMPLES + assumed.length, total, 'would be bought again?');
  }
  const shareOf = (runs: readonly boolean[][], i: number) =>
    runs.filter((run) => run[i]).length / runs.length;
  const items = plan.items.map(({ id, amountUsd }, i) => ({
    id,
    amountUsd,
    resampled: shareOf(resampled, i),
    assumed: shareOf(assumed, i),
  }));
  let shakyUsd = 0;
  for (const each of items) {
    if (Math.min(each.resampled, each.assumed) < SHAKY_BELOW) shakyUsd += each.amountUsd;
  }
  return {
    resamples: RESAMPLES,
    drawsEach: FEW_DRAWS,
    assumptions: assumed.length,
    items,
    shakyUsd,
  };
}

/** An assumption at one of its ends, in whatever scope it stands. */
const atEnd = (
  assumptions: readonly Assumption[],
  wanted: string,
  end: 'low' | 'high',
): Assumption[] => assumptions.map((row) => (row.id === wanted ? { ...row, mid: row[end] } : row));

/** The best plan that gives up one of the largest purchases. */
async function runnerUpOf(
  exam: Exam,
  { program }: OpenProblem,
): Promise<PlanExamination['runnerUp']> {
  const { plan, workshop } = exam;
  const { choices, least } = program;
  const open = await openPlan(workshop.solver, program);
  try {
    const question = roughQuestion(exam);
    const best = await open.answer(question);
    const largest = [...plan.items].sort((a, b) => b.amountUsd - a.amountUsd).slice(0, LARGEST);
    let found: { readonly without: string; readonly answer: Answer } | null = null;
    for (const { id } of largest) {
      const c = choices.findIndex((choice) => choice.id === id);
      if (c < 0 || least.some(({ choice }) => choice === c)) continue;
      const answer = await open.answer({ ...question, bounds: without(program, c) });
      if (found === null || answer.objectiveMusd < found.answer.objectiveMusd) {
        found = { without: id, answer };
      }
    }
    if (found === null) return null;
    return {
      without: found.without,
      objectiveMusd: found.answer.objectiveMusd,
      worseMusd: Math.max(0, found.answer.objectiveMusd - best.objectiveMusd),
      largest: largestChanges(choices, best, found.answer),
    };
  } finally {
    open.close();
  }
}

function without(program: Program, choice: number): ShareBounds {
  const bounds = sharesAllowed(program);
  bounds.upper[choice] = 0;
  return bounds;
}

function largestChanges(choices: readonly Choice[], from: Answer, to: Answer) {
  const usd = (answer: Answer, c: number) =>
    Math.round(choiceCostMusd(choices[c]!, answer.evaluation.shares[c]!) * 1e6);
  return choices
    .map(({ id }, c) => ({ id, fromUsd: usd(from, c), toUsd: usd(to, c) }))
    .sort((a, b) => Math.abs(b.toUsd - b.fromUsd) - Math.abs(a.toUsd - a.fromUsd))
    .slice(0, LARGEST);
}

/** What the plan loses in every named shock beyond the best plan for it. */
async function regretOf(exam: Exam): Promise<PlanExamination['regret']> {
  const { plan, terms } = exam;
  const regret: PlanExamination['regret'] = [];
  for (const scenario of PRESETS) {
    const inputs = await inputsOf(exam, { scenario, draws: FEW_DRAWS });
    const { program } = openProblem(inputs, { ...terms, scenario, draws: FEW_DRAWS });
    const least = (await roughAnswer(exam, program)).objectiveMusd;
    const shares = sharesOfItems(plan.items, program.choices);
    const lossMusd = objectiveElsewhere(program, shares, terms.riskWeight);
    const regretShare = least === 0 ? 0 : Math.max(0, lossMusd / least - 1);
    regret.push({ scenario: scenario.id, lossMusd, leastMusd: least, regretShare });
  }
  return regret;
}

async function informationOf(
  exam: Exam,
  { program, projects }: OpenProblem,
  minerals: PlanInputs['minerals'],
): Promise<PlanExamination['information']> {
  const open = await openPlan(exam.workshop.solver, program);
  try {
    const question = roughQuestion(exam);
    const { budgetMusd, riskWeight } = question;
    // Foresight is told for the mean alone: whoever knows the draw has no tail to fear.
    const mean = await open.answer({ ...question, riskWeight: 0 });
    const best = await open.answer(question);
    const calm = await roughAnswer(exam, meanProgram(program, minerals, projects));
    const calmMusd = objectiveElsewhere(program, calm.evaluation.shares, riskWeight);
    return {
      perfectMusd: Math.max(0, mean.lowerBoundMusd - lossWithForesight(program, budgetMusd)),
      stochasticMusd: Math.max(0, calmMusd - best.objectiveMusd),
    };
  } finally {
    open.close();
  }
}
