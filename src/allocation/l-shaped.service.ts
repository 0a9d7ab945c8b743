import { Refusal } from '../base/refusal.ts';
import type { OpenProgram, Row, Solution, Solver } from '../platform/solver.ts';
import { branch } from './branch.service.ts';
import type { ShareBounds } from './choice.ts';
import { totalCostMusd, withinBudget } from './choice.ts';
import {
  BUDGET_ROW,
  caseColumns,
  caseRow,
  LIMIT_ROWS,
  layoutOf,
  type MasterLayout,
  masterProgram,
  mineralCuts,
  newsFor,
  tailCut,
  valuesOf,
} from './cuts.ts';
import { allowedMusd, isKept, sharesAllowed } from './limits.ts';
import {
  type Evaluation,
  objectiveOf,
  openEvaluator,
  openTailEvaluator,
  type Program,
  type Tail,
  type TailLoss,
} from './program.ts';
import type { Answer, Question, Values } from './question.ts';

/*
 * The L-shaped method (Van Slyke and Wets 1969) with a box around the best point so far as trust
 * region. HiGHS solves the master; the second stage is solved in closed form by `recourse.ts`.
 *
 * A solve of the master without the box bounds every plan from below, whatever was tried before:
 * the gap that is reported is proven, also when the search was stopped early.
 */

export interface OpenPlan {
  /** @throws Refusal `plan.no_plan` where the limits leave none */
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

// Each has a column for every mineral. They serve few searches of many draws; with more of them
// the master of a frontier took longer than all evaluations.
const MOST_CASES = 12;
const LEAST_WEIGHT = 1e-9; // of a case in the master's tail

/** A bound now and then shows how far the search is, and lets it end early. */
const ITERATIONS_PER_BOUND = 10;

interface Search {
  readonly program: Program;
  readonly layout: MasterLayout;
  readonly master: OpenProgram;
  readonly evaluate: (shares: Float64Array) => Evaluation;
  readonly evaluateTail: (tail: Tail, shares: Float64Array) => TailLoss;
  readonly tried: Evaluation[];
  readonly cases: TailCase[];
  weighsTail: boolean; // whether the question does
  news: number; // see `newsFor`
  rows: number; // of the master
  columns: number;
}

/** The draws that were the tail of some shares, with a loss for each mineral in the master. */
interface TailCase {
  readonly tail: Tail;
  readonly row: number;
  readonly first: number; // column of the first mineral
}

/**
 * Opens the master of a program, with cuts at evenly filled plans to start from.
 *
 * `close` must be called: the solver's memory is not collected.
 */
export async function openPlan(solver: Solver, program: Program): Promise<OpenPlan> {
  const empty = masterProgram(program, 0, 0);
  const search: Search = {
    program,
    layout: layoutOf(program),
    master: await solver.open(empty),
    evaluate: openEvaluator(program),
    evaluateTail: openTailEvaluator(program),
    tried: [],
    cases: [],
    weighsTail: false,
    news: 0,
    rows: empty.rows.length,
    columns: empty.columns.length,
  };
  for (const share of SEED_SHARES) {
    tryShares(search, new Float64Array(program.choices.length).fill(share));
  }
  return {
    answer: (question) => answerOrRefuse(search, question),
    close: () => search.master.close(),
  };
}

/** Evaluates shares and gives their cuts to the master. */
function tryShares(search: Search, shares: Float64Array, known?: Solution): Evaluation {
  const { program, layout, evaluate, tried } = search;
  const evaluation = evaluate(shares);
  const { mineralMeanMusd: mineralMusd, meanSlopes: slopes } = evaluation;
  const losses = { mineralMusd, slopes };
  addRows(
    search,
    mineralCuts(program, layout, layout.mean, shares, losses, known && knownBy(search, known)),
  );
  if (known !== undefined && search.weighsTail) deepenCases(search, shares, known);
  const isCase = known !== undefined && search.weighsTail && search.cases.length < MOST_CASES;
  if (isCase) addCase(search, evaluation);
  else addRows(search, [tailCut(program, layout, evaluation)]);
  tried.push(evaluation);
  return evaluation;
}

const knownBy = ({ news }: Search, { columnValue }: Solution) => ({ columnValue, news });

function addRows(search: Search, rows: readonly Row[]): void {
  for (const row of rows) search.master.addRow(row);
  search.rows += rows.length;
}

/** Cuts at some shares for the cases that the master took for the tail there. */
function deepenCases(search: Search, shares: Float64Array, known: Solution): void {
  const { program, layout, cases, evaluateTail } = search;
  for (const { tail, row, first } of cases) {
    if (Math.abs(known.rowDual[row] ?? 0) < LEAST_WEIGHT) continue;
    const losses = evaluateTail(tail, shares);
    addRows(search, mineralCuts(program, layout, first, shares, losses, knownBy(search, known)));
  }
}

/** Gives the master the draws that are the tail now, mineral by mineral. */
function addCase(search: Search, evaluation: Evaluation): void {
  const { program, layout, master } = search;
  const { shares, tail, tailMineralMusd: mineralMusd, tailSlopes: slopes } = evaluation;
  const first = search.columns;
  const columns = caseColumns(program);
  for (const column of columns) master.addColumn(column);
  search.columns += columns.length;
  search.cases.push({ tail, row: search.rows, first });
  addRows(search, [caseRow(program, layout, first)]);
  addRows(search, mineralCuts(program, layout, first, shares, { mineralMusd, slopes }));
}

/** How far the search for one question has come. */
interface Progress {
  best: Evaluation;
  bestMusd: number;
  boundMusd: number;
  radius: number;
  values: Values; // of the last bound
  readonly bounds: ShareBounds;
}

async function answerOrRefuse(search: Search, question: Question): Promise<Answer> {
  const { wholeProjects } = search.program;
  const found = wholeProjects
    ? await branch(search.program, question, (bounds) => answer(search, question, bounds))
    : await answer(search, question, question.bounds ?? sharesAllowed(search.program));
  if (found !== null) return found;
  throw new Refusal(
    'infeasible',
    'plan.no_plan',
    'no plan keeps the budget and every limit',
    'raise the budget, or relax one of the limits',
  );
}

/** The best plan within bounds; null where there is none. */
async function answer(
  search: Search,
  question: Question,
  bounds: ShareBounds,
): Promise<Answer | null> {
  ask(search, question);
  const progress = startAt(search, question, bounds);
  if (progress === null) return null;
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

/** Sets the budget, what is a share of it, and the weights of the master. */
function ask(search: Search, question: Question): void {
  const { budgetMusd, riskWeight, targetGap } = question;
  const { layout, master, program } = search;
  search.weighsTail = riskWeight > 0;
  search.news = newsFor(targetGap, program.recourse.minerals);
  master.changeRowBounds(BUDGET_ROW, -Infinity, budgetMusd);
  for (const [i, limit] of program.most.entries()) {
    master.changeRowBounds(LIMIT_ROWS + i, -Infinity, allowedMusd(limit, budgetMusd));
  }
  for (let m = 0; m < program.recourse.minerals; m++) {
    master.changeColumnCost(layout.mean + m, 1 - riskWeight);
  }
  master.changeColumnCost(layout.tail, riskWeight);
}

/** The best of the points tried so far that is allowed, or a first one; null where there is none. */
function startAt(search: Search, question: Question, bounds: ShareBounds): Progress | null {
  const { budgetMusd, riskWeight } = question;
  const { choices, most } = search.program;
  const isAllowed = ({ shares }: Evaluation) =>
    totalCostMusd(choices, shares) <= budgetMusd &&
    shares.every((share, c) => share >= bounds.lower[c]! && share <= bounds.upper[c]!) &&
    most.every((limit) => isKept(limit, choices, shares, budgetMusd));
  const allowed = search.tried.filter(isAllowed);
  if (allowed.length === 0) {
    const first = firstPoint(search, question, bounds);
    if (first === null) return null;
    allowed.push(first);
  }
  const best = allowed.reduce((a, b) =>
    objectiveOf(b, riskWeight) < objectiveOf(a, riskWeight) ? b : a,
  );
  return {
    best,
    bestMusd: objectiveOf(best, riskWeight),
    boundMusd: -Infinity,
    radius: FIRST_RADIUS,
    values: { budgetValue: 0, limitValue: [], leastValue: [] },
    bounds,
  };
}

/** Some point within the limits and bounds: what the master likes best so far. */
function firstPoint(
  search: Search,
  { budgetMusd }: Question,
  bounds: ShareBounds,
): Evaluation | null {
  try {
    const found = solveWithin(search, bounds);
    return tryShares(search, sharesAt(search, found.columnValue, budgetMusd, bounds), found);
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'infeasible') return null;
    throw error;
  }
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
  const { best, radius, bounds } = progress;
  for (let c = 0; c < count; c++) {
    const share = best.shares[c]!;
    const lower = Math.max(bounds.lower[c]!, share - radius);
    const upper = Math.min(bounds.upper[c]!, share + radius);
    master.changeColumnBounds(layout.share + c, lower, upper);
  }
  let solution = master.solve();
  if (radius >= 1 || progress.bestMusd - solution.objective <= targetGap * progress.bestMusd) {
    solution = bound(search, progress);
    progress.radius = Math.min(1, radius * 2);
  }
  return solution;
}

/** Solves the master without the trust region, which bounds every plan from below. */
function bound(search: Search, progress: Progress): Solution {
  const solution = solveWithin(search, progress.bounds);
  progress.boundMusd = Math.max(progress.boundMusd, solution.objective);
  progress.values = valuesOf(search.program, search.layout, solution);
  return solution;
}

/** The best point of the master, however far from the last one. */
function solveWithin({ layout, master }: Search, { lower, upper }: ShareBounds): Solution {
  for (let c = 0; c < lower.length; c++) {
    master.changeColumnBounds(layout.share + c, lower[c]!, upper[c]!);
  }
  return master.solve();
}

/** The shares of a solution, which the solver keeps within budget and bounds but for its tolerance. */
function sharesAt(
  { layout, program }: Search,
  columnValue: readonly number[],
  budgetMusd: number,
  bounds: ShareBounds,
): Float64Array {
  const found = columnValue.slice(layout.share, layout.share + program.choices.length);
  const inside = Float64Array.from(found, (share, c) =>
    Math.min(bounds.upper[c]!, Math.max(bounds.lower[c]!, share)),
  );
  return withinBudget(program.choices, inside, budgetMusd);
}

/** Tries a point; a better one becomes the centre, a worse one makes the region smaller. */
function step(
  search: Search,
  { budgetMusd, riskWeight }: Question,
  progress: Progress,
  found: Solution,
): void {
  const { columnValue, objective: foretoldMusd } = found;
  const shares = sharesAt(search, columnValue, budgetMusd, progress.bounds);
  const evaluation = tryShares(search, shares, found);
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
    ...progress.values,
    status,
    iterations,
  };
}
