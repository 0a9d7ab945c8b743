import type { Column, LinearProgram, Row } from '../base/linear-program.ts';
import { QUARTER_BITS, QUARTER_MASK } from '../stress/gaps.ts';
import { budgetRow, limitRows } from './cuts.ts';
import type { Program } from './program.ts';
import { tailCount } from './recourse.ts';

/*
 * The whole two-stage program as one linear program, draw beside draw.
 *
 *   x   share of each purchase step or project, in [0, 1]
 *   r   loss averted by releasing stock into a gap          u   loss of what stays open
 *   a   the loss at which the tail begins                   e   loss of a draw beyond it
 *
 *   min (1 − λ)/S Σ u + λ (a + Σ e / tail draws)
 *   s.t. Σ cost x ≤ budget, and within every limit; projects whole, where that is asked
 *        u + r + v · flow · x ≥ v · gap            for each gap: draw, mineral, quarter
 *        Σ r ≤ v · stock · x                       for each draw and mineral
 *        a + e ≥ Σ u                               for each draw
 *        w + (weight − 1) v · preferred flow · x ≥ (weight − 1) v · gap, w counted like u, where some
 *                                                  projects are preferred
 *
 * Nothing here knows that releasing early is optimal: the solver finds the release itself, so an
 * equal optimum confirms the shorter way of `recourse.ts`. All losses are in million USD, which
 * also keeps tonnes of gallium and of aluminum in one range of numbers.
 */

/** Number of rows and columns is near 2.2 times the gaps of the sample. */
export function extensiveForm(
  program: Program,
  budgetMusd: number,
  riskWeight: number,
): LinearProgram {
  const { sample } = program;
  const steps = stepsOf(program);
  const columns: Column[] = steps.map(({ name, project }) => ({
    name,
    cost: 0,
    lower: 0,
    upper: 1,
    isWhole: program.wholeProjects && project !== null,
  }));
  const rows: Row[] = [
    budgetRow(program.choices, budgetMusd),
    ...limitRows(program, budgetMusd),
    ...leastRows(program, steps),
  ];
  const inTail = tailCount(program.tailShare, sample.draws);
  columns.push({ name: 'a', cost: riskWeight, lower: 0, upper: Infinity });
  const tailStart = columns.length - 1;
  for (let s = 0; s < sample.draws; s++) {
    const open = addDraw(program, s, steps, columns, rows, (1 - riskWeight) / sample.draws);
    columns.push({ name: `e${s}`, cost: riskWeight / inTail, lower: 0, upper: Infinity });
    rows.push({
      name: `t${s}`,
      lower: 0,
      upper: Infinity,
      index: [tailStart, columns.length - 1, ...open],
      value: [1, 1, ...open.map(() => -1)],
    });
  }
  return { name: 'lodestock-plan', columns, rows };
}

/** Σ share · x ≥ least, for each choice of which some must be bought. */
function leastRows({ least }: Program, steps: readonly Step[]): Row[] {
  return least.map(({ id, choice, leastShare }) => {
    const own = [...steps.keys()].filter((j) => steps[j]!.choice === choice);
    const value = own.map((j) => steps[j]!.share);
    return { name: id, lower: leastShare, upper: Infinity, index: own, value };
  });
}

interface Step {
  readonly name: string;
  readonly choice: number;
  readonly share: number; // of the choice
  readonly mineral: number;
  readonly project: number | null;
  readonly tonnes: number;
}

function stepsOf({ choices }: Program): Step[] {
  return choices.flatMap(({ mineral, project, tonnes, steps }, c) =>
    steps.map(({ share }, k) => ({
      name: `x${c}_${k}`,
      choice: c,
      share,
      mineral,
      project,
      tonnes: tonnes * share,
    })),
  );
}

/** Adds the gaps of a draw. @returns the columns of what stays open */
function addDraw(
  { recourse, sample }: Program,
  s: number,
  steps: readonly Step[],
  columns: Column[],
  rows: Row[],
  cost: number,
): number[] {
  const open: number[] = [];
  const released = new Map<number, number[]>();
  for (let e = sample.start[s]!; e < sample.start[s + 1]!; e++) {
    const mineral = sample.key[e]! >> QUARTER_BITS;
    const quarter = sample.key[e]! & QUARTER_MASK;
    const name = `${s}_${mineral}_${quarter}`;
    const value = recourse.lossMusdPerTonne[mineral]!;
    const index = [columns.length];
    const coefficient = [1];
    open.push(columns.length);
    columns.push({ name: `u${name}`, cost, lower: 0, upper: Infinity });
    for (const [j, step] of steps.entries()) {
      if (step.mineral !== mineral) continue;
      if (step.project === null) continue;
      if (quarter < recourse.firstQuarter[step.project * sample.draws + s]!) continue;
      index.push(j);
      coefficient.push(value * step.tonnes);
    }
    if (steps.some((step) => step.mineral === mineral && step.project === null)) {
      index.push(columns.length);
      coefficient.push(1);
      released.set(mineral, [...(released.get(mineral) ?? []), columns.length]);
      columns.push({ name: `r${name}`, cost: 0, lower: 0, upper: Infinity });
    }
    const lower = value * sample.gapTonnes[e]!;
    rows.push({ name: `g${name}`, lower, upper: Infinity, index, value: coefficient });
    const extra = recourse.preference?.extraMusdPerTonne[mineral] ?? 0;
    if (extra > 0) {
      const preferred = index.slice(1).filter((j) => isPreferred(recourse, steps[j]));
      open.push(columns.length);
      rows.push({
        name: `p${name}`,
        lower: extra * sample.gapTonnes[e]!,
        upper: Infinity,
        index: [columns.length, ...preferred],
        value: [1, ...preferred.map((j) => extra * steps[j]!.tonnes)],
      });
      columns.push({ name: `w${name}`, cost, lower: 0, upper: Infinity });
    }
  }
  for (const [mineral, releases] of released) {
    rows.push(stockRow(`s${s}_${mineral}`, mineral, releases, steps, recourse.lossMusdPerTonne));
  }
  return open;
}

/** Whether a column is a step of a project that goes first. */
const isPreferred = ({ preference }: Program['recourse'], step: Step | undefined): boolean =>
  step !== undefined && step.project !== null && preference?.isPreferred[step.project] === true;

/** What is released from a stock is no more than what was bought. */
function stockRow(
  name: string,
  mineral: number,
  releases: readonly number[],
  steps: readonly Step[],
  lossMusdPerTonne: Float64Array,
): Row {
  const bought = [...steps.keys()].filter(
    (j) => steps[j]!.mineral === mineral && steps[j]!.project === null,
  );
  return {
    name,
    lower: -Infinity,
    upper: 0,
    index: [...bought, ...releases],
    value: [
      ...bought.map((j) => -lossMusdPerTonne[mineral]! * steps[j]!.tonnes),
      ...releases.map(() => 1),
    ],
  };
}
