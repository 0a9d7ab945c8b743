import type { OnProgress } from '../platform/parallel.ts';
import type { OpenProgram, Solution, Solver } from '../platform/solver.ts';
import { totalCostMusd, withinBudget } from './choice.ts';
import { BUDGET_ROW, cutsOf, layoutOf, type MasterLayout, masterProgram } from './cuts.ts';
import { type Evaluation, objectiveOf, openEvaluator, type Program } from './program.ts';

/*
 * The L-shaped method (Van Slyke and Wets 1969) with a box around the best point so far as trust
 * region. HiGHS solves the master; the second stage is solved in closed form by `recourse.ts`.
 *
 * A solve of the master without the box bounds every plan from below, whatever was tried before:
 * the gap that is reported is proven, also when the search was stopped early.
 */

/** One question to the program: the cuts found for it serve the next question too. */
export interface Question {
  readonly budgetMusd: number;
  readonly riskWeight: number;
  readonly targetGap: number; // relative
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
}

export interface Answer {
  readonly without: Evaluation; // nothing is bought
  readonly evaluation: Evaluation;
  readonly objectiveMusd: number;
  readonly lowerBoundMusd: number;
  readonly gap: number; // (objective − lower bound) / objective
  readonly budgetValue: number; // objective averted by one more dollar
  readonly status: 'optimal' | 'stopped';
  readonly iterations: number;
}

export interface OpenPlan {
  answer(question: Question): Promise<Answer>;
  close(): void;
}

const FIRST_RADIUS = 0.15; // of the trust region, as a share of a choice
const LEAST_RADIUS = 1e-5;
const GROWTH = 1.5;
const SHRINKAGE = 0.8;
const SEED_SHARES = [0, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1] as const;

/**
 * The target gap is worth so many iterations; then one that serves any decision is enough. A
 * question for the last digit (of few draws, so that an iteration is short) is given longer.
 */
const PATIENT_ITERATIONS = 80;
const LAST_DIGIT_GAP = 1e-6;
const SUFFICIENT_GAP = 1e-3;
const MOST_ITERATIONS = 300;

/** A bound now and then shows how far the search is, and lets it end early. */
const ITERATIONS_PER_BOUND = 10;

interface Search {
  readonly program: Program;
  readonly layout: MasterLayout;
  readonly master: OpenProgram;
  readonly evaluate: (shares: Float64Array) => Evaluation;
  readonly tried: Evaluation[];
}

/**
 * Opens the master of a program, with cuts at evenly filled plans to start from.
 *
 * `close` must be called: the solver's memory is not collected.
 */
export async function openPlan(solver: Solver, program: Program): Promise<OpenPlan> {
  const master = await solver.open(masterProgram(program, 0, 0));
  const layout = layoutOf(program);
  const search = { program, layout, master, evaluate: openEvaluator(program), tried: [] };
  for (const share of SEED_SHARES) {
    tryShares(search, new Float64Array(program.choices.length).fill(share));
  }
  return { answer: (question) => answer(search, question), close: () => master.close() };
}

/** Evaluates shares and gives their cuts to the master. */
function tryShares(search: Search, shares: Float64Array, known?: readonly number[]): Evaluation {
  const { program, layout, master, evaluate, tried } = search;
  const evaluation = evaluate(shares);
  for (const row of cutsOf(program, layout, evaluation, known)) master.addRow(row);
  tried.push(evaluation);
  return evaluation;
}

/** How far the search for one question has come. */
interface Progress {
  best: Evaluation;
  bestMusd: number;
  boundMusd: number;
  radius: number;
  budgetValue: number;
}

async function answer(search: Search, question: Question): Promise<Answer> {
  ask(search, question);
  const progress = startAt(search, question);
  let iterations = 0;
  let found = nextSolution(search, question, progress);
  while (!isEnough(question, progress, iterations)) {
    if (question.signal?.aborted === true) {
      bound(search, progress);
      return toAnswer(search, progress, 'stopped', iterations);
    }
    iterations++;
    step(search, question, progress, found);
    found = nextSolution(search, question, progress);
    if (iterations % ITERATIONS_PER_BOUND === 0) bound(search, progress);
    const gap = gapOf(progress);
    question.onProgress?.(
      Math.min(iterations, PATIENT_ITERATIONS),
      PATIENT_ITERATIONS,
      Number.isFinite(gap) ? `proven within ${(gap * 100).toPrecision(2)} percent` : undefined,
    );
    await breathe();
  }
  bound(search, progress);
  const isProven = gapOf(progress) <= Math.max(question.targetGap, SUFFICIENT_GAP);
  return toAnswer(search, progress, isProven ? 'optimal' : 'stopped', iterations);
}

/** Sets the budget and the weights of the master. */
function ask({ layout, master, program }: Search, { budgetMusd, riskWeight }: Question): void {
  master.changeRowBounds(BUDGET_ROW, -Infinity, budgetMusd);
  for (let m = 0; m < program.recourse.minerals; m++) {
    master.changeColumnCost(layout.mean + m, 1 - riskWeight);
  }
  master.changeColumnCost(layout.tail, riskWeight);
}

/** The best of the points tried so far that the budget allows. */
function startAt({ tried, program }: Search, { budgetMusd, riskWeight }: Question): Progress {
  const allowed = tried.filter(
    ({ shares }) => totalCostMusd(program.choices, shares) <= budgetMusd,
  );
  const best = allowed.reduce((a, b) =>
    objectiveOf(b, riskWeight) < objectiveOf(a, riskWeight) ? b : a,
  );
  return {
    best,
    bestMusd: objectiveOf(best, riskWeight),
    boundMusd: -Infinity,
    radius: FIRST_RADIUS,
    budgetValue: 0,
  };
}

function isEnough({ targetGap }: Question, progress: Progress, iterations: number): boolean {
  const gap = gapOf(progress);
  if (gap <= targetGap) return true;
  if (iterations >= MOST_ITERATIONS) return true;
  const isPatient = targetGap >= LAST_DIGIT_GAP;
  return isPatient && iterations >= PATIENT_ITERATIONS && gap <= SUFFICIENT_GAP;
}

const gapOf = ({ bestMusd, boundMusd }: Progress): number =>
  bestMusd === 0 ? 0 : Math.max(0, (bestMusd - boundMusd) / bestMusd);

/** The best point of the master within the region, or without it when the region is exhausted. */
function nextSolution(search: Search, { targetGap }: Question, progress: Progress): Solution {
  const { layout, master, program } = search;
  const count = program.choices.length;
  const { best, radius } = progress;
  for (let c = 0; c < count; c++) {
    const share = best.shares[c]!;
    const lower = Math.max(0, share - radius);
    master.changeColumnBounds(layout.share + c, lower, Math.min(1, share + radius));
  }
  let solution = master.solve();
  if (radius >= 1 || progress.bestMusd - solution.objective <= targetGap * progress.bestMusd) {
    solution = bound(search, progress);
    progress.radius = Math.min(1, radius * 2);
  }
  return solution;
}

/** Solves the master without the trust region, which bounds every plan from below. */
function bound({ layout, master, program }: Search, progress: Progress): Solution {
  for (let c = 0; c < program.choices.length; c++) {
    master.changeColumnBounds(layout.share + c, 0, 1);
  }
  const solution = master.solve();
  progress.boundMusd = Math.max(progress.boundMusd, solution.objective);
  progress.budgetValue = Math.max(0, -solution.rowDual[BUDGET_ROW]!);
  return solution;
}

/** Tries a point; a better one becomes the centre, a worse one makes the region smaller. */
function step(
  search: Search,
  { budgetMusd, riskWeight }: Question,
  progress: Progress,
  { columnValue, objective: foretoldMusd }: Solution,
): void {
  const { layout, program } = search;
  const found = columnValue.slice(layout.share, layout.share + program.choices.length);
  const shares = withinBudget(program.choices, Float64Array.from(found), budgetMusd);
  const evaluation = tryShares(search, shares, columnValue);
  const valueMusd = objectiveOf(evaluation, riskWeight);
  if (valueMusd >= progress.bestMusd) {
    progress.radius = Math.max(LEAST_RADIUS, progress.radius * SHRINKAGE);
    return;
  }
  // The master foretold most of the gain: it may be trusted further out.
  const isTrusted = progress.bestMusd - valueMusd >= (progress.bestMusd - foretoldMusd) / 2;
  if (isTrusted) progress.radius = Math.min(1, progress.radius * GROWTH);
  progress.best = evaluation;
  progress.bestMusd = valueMusd;
}

/** Lets progress, interruption and other requests come through. */
const breathe = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

function toAnswer(
  { tried }: Search,
  progress: Progress,
  status: Answer['status'],
  iterations: number,
): Answer {
  return {
    without: tried[0]!, // the first of the seed shares is 0
    evaluation: progress.best,
    objectiveMusd: progress.bestMusd,
    // The solver's own tolerance may put the bound a hair above the point that reaches it.
    lowerBoundMusd: Math.min(progress.boundMusd, progress.bestMusd),
    gap: gapOf(progress),
    budgetValue: progress.budgetValue,
    status,
    iterations,
  };
}
