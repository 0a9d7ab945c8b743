import type { Column, LinearProgram, Row, Solution } from '../base/linear-program.ts';
import { type Choice, lastCostMusd } from './choice.ts';
import { allowedMusd } from './limits.ts';
import type { Evaluation, Program } from './program.ts';
import type { Values } from './question.ts';

/*
 * The master program: what to buy, with the losses known only by the cuts found so far.
 *
 *   min  (1 − λ) Σ_m θ_m + λ ψ
 *   s.t. Σ cost_k x_k ≤ budget,   y_c = Σ_{k of c} share_k x_k,   x, y in [0, 1]
 *        θ_m ≥ mean loss of m at ŷ + slopes · (y − ŷ)      a cut for each mineral
 *        ψ  ≥ tail loss at ŷ + slopes · (y − ŷ)            a cut for the tail
 *
 * Cuts depend on neither the budget nor the risk weight λ: a whole frontier shares them.
 */

/** Where the columns of the master stand. */
export interface MasterLayout {
  readonly steps: number; // x: columns [0, steps)
  readonly share: number; // y of choice c: column share + c
  readonly mean: number; // θ of mineral m: column mean + m
  readonly tail: number; // ψ
}

export const BUDGET_ROW = 0;

export function layoutOf({ choices, recourse }: Program): MasterLayout {
  const steps = choices.reduce((sum, choice) => sum + choice.steps.length, 0);
  const mean = steps + choices.length;
  return { steps, share: steps, mean, tail: mean + recourse.minerals };
}

/** The master without any cut. */
export function masterProgram(
  program: Program,
  budgetMusd: number,
  riskWeight: number,
): LinearProgram {
  const { choices, recourse } = program;
  const column = (name: string, cost: number, upper: number): Column => ({
    name,
    cost,
    lower: 0,
    upper,
  });
  return {
    name: 'plan',
    columns: [
      ...choices.flatMap((choice, c) => choice.steps.map((_, k) => column(`x${c}_${k}`, 0, 1))),
      ...choices.map((_, c) => column(`y${c}`, 0, 1)),
      ...Array.from({ length: recourse.minerals }, (_, m) =>
        column(`m${m}`, 1 - riskWeight, Infinity),
      ),
      column('tail', riskWeight, Infinity),
    ],
    rows: [
      budgetRow(choices, budgetMusd),
      ...limitRows(program, budgetMusd),
      ...shareRows(program),
    ],
  };
}

/** Σ cost · x ≤ budget, the steps of all choices being the first columns. */
export function budgetRow(choices: readonly Choice[], budgetMusd: number): Row {
  const value = choices.flatMap(({ steps }) => steps.map(({ costMusd }) => costMusd));
  return {
    name: 'budget',
    lower: -Infinity,
    upper: budgetMusd,
    index: value.map((_, j) => j),
    value,
  };
}

/** Where the rows of the limits begin: they follow the budget. */
export const LIMIT_ROWS = BUDGET_ROW + 1;

/** Σ cost · x ≤ most, over the steps of the choices that a limit names. */
export function limitRows(
  { choices, most }: Pick<Program, 'choices' | 'most'>,
  budgetMusd: number,
): Row[] {
  const firstStep: number[] = [];
  let steps = 0;
  for (const choice of choices) {
    firstStep.push(steps);
    steps += choice.steps.length;
  }
  return most.map((limit) => {
    const { id, choices: own } = limit;
    const parts = own.flatMap((c) =>
      choices[c]!.steps.map(({ share, costMusd }, k) => ({
        index: firstStep[c]! + k,
        costMusd: limit.counts === 'lent' ? share * (choices[c]!.lentMusd ?? 0) : costMusd,
      })),
    );
    return {
      name: id,
      lower: -Infinity,
      upper: allowedMusd(limit, budgetMusd),
      index: parts.map(({ index }) => index),
      value: parts.map(({ costMusd }) => costMusd),
    };
  });
}

function shareRows(program: Program): Row[] {
  const layout = layoutOf(program);
  let first = 0;
  return program.choices.map(({ steps }, c) => {
    const from = first;
    first += steps.length;
    return {
      name: `y${c}`,
      lower: 0,
      upper: 0,
      index: [layout.share + c, ...steps.map((_, k) => from + k)],
      value: [1, ...steps.map(({ share }) => -share)],
    };
  });
}

/** What losses are at some shares, and how they change from there. */
interface Losses {
  readonly mineralMusd: Float64Array;
  readonly slopes: Float64Array; // [million USD per share], shape (choice)
}

/** What the master took the losses to be. */
export interface Known {
  readonly columnValue: readonly number[];
  readonly news: number; // by which it may err, as a share of all losses
}

const LEAST_NEWS = 1e-11; // what is nearer is the rounding of the solver

/** By how much each mineral may err so that all together do not hide the gap that is asked for. */
export const newsFor = (targetGap: number, minerals: number): number =>
  Math.max(LEAST_NEWS, (0.1 * targetGap) / minerals);

/**
 * A cut for each mineral: no less than the losses at some shares, and their slopes from there.
 *
 * @param first - column of the first mineral's loss
 * @param known - where the master knew better than to err by the news, a cut is not worth its row
 */
export function mineralCuts(
  { choices, recourse }: Program,
  layout: MasterLayout,
  first: number,
  shares: Float64Array,
  { mineralMusd, slopes }: Losses,
  known?: Known,
): Row[] {
  const choicesOf: number[][] = Array.from({ length: recourse.minerals }, () => []);
  for (const [c, { mineral }] of choices.entries()) choicesOf[mineral]!.push(c);
  let allMusd = 0;
  for (const lossMusd of mineralMusd) allMusd += lossMusd;
  const rows: Row[] = [];
  for (const [m, lossMusd] of mineralMusd.entries()) {
    const knownMusd = known?.columnValue[first + m] ?? 0;
    if (lossMusd <= knownMusd + (known?.news ?? LEAST_NEWS) * allMusd) continue;
    rows.push(cut(layout, first + m, lossMusd, slopes, shares, choicesOf[m]!));
  }
  return rows;
}

/** A cut for the tail as a whole. */
export function tailCut({ choices }: Program, layout: MasterLayout, evaluation: Evaluation): Row {
  const { shares, tailMusd, tailSlopes } = evaluation;
  return cut(layout, layout.tail, tailMusd, tailSlopes, shares, [...choices.keys()]);
}

function cut(
  layout: MasterLayout,
  column: number,
  valueMusd: number,
  slopes: Float64Array,
  shares: Float64Array,
  of: readonly number[],
): Row {
  const used = of.filter((c) => slopes[c] !== 0);
  const atZero = used.reduce((sum, c) => sum - slopes[c]! * shares[c]!, valueMusd);
  return {
    name: 'cut',
    lower: atZero,
    upper: Infinity,
    index: [column, ...used.map((c) => layout.share + c)],
    value: [1, ...used.map((c) => -slopes[c]!)],
  };
}

/** The loss of each mineral in the draws of one tail. */
export const caseColumns = ({ recourse }: Program): Column[] =>
  Array.from({ length: recourse.minerals }, () => ({
    name: 'case',
    cost: 0,
    lower: 0,
    upper: Infinity,
  }));

/** ψ ≥ Σ_m φ_m: whatever the tail is, it loses no less than the draws of this one. */
export function caseRow({ recourse }: Program, { tail }: MasterLayout, first: number): Row {
  const own = Array.from({ length: recourse.minerals }, (_, m) => first + m);
  return {
    name: 'tail',
    lower: 0,
    upper: Infinity,
    index: [tail, ...own],
    value: [1, ...own.map(() => -1)],
  };
}

/** The duals of the master as values of a dollar. */
export function valuesOf(
  { choices, most, least }: Program,
  layout: MasterLayout,
  { rowDual, columnDual }: Pick<Solution, 'rowDual' | 'columnDual'>,
): Values {
  const limitValue = most.map((_, i) => -rowDual[LIMIT_ROWS + i]!);
  let budgetValue = Math.max(0, -rowDual[BUDGET_ROW]!);
  for (const [i, { budgetShare = 0 }] of most.entries()) {
    budgetValue += budgetShare * limitValue[i]!;
  }
  const leastValue = least.map(({ choice, leastShare }) => {
    const musdPerShare = Math.max(0, columnDual[layout.share + choice]!);
    return -musdPerShare / lastCostMusd(choices[choice]!, leastShare);
  });
  return { budgetValue, limitValue, leastValue };
}
