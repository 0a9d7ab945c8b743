import { expect, test } from 'vitest';
import type { LinearProgram, Row } from '../base/linear-program.ts';
import { Refusal } from '../base/refusal.ts';
import { highsSolver } from './highs.ts';

const TOLERANCE = 7; // digits after the point

const column = (name: string, cost: number, lower = 0, upper = Infinity) => ({
  name,
  cost,
  lower,
  upper,
});

// Two diets of grain (2 USD) and beans (3 USD); energy 1 and 1 a unit, protein 1 and 3.
const DIET: LinearProgram = {
  name: 'diet',
  columns: [column('grain', 2), column('beans', 3)],
  rows: [
    { name: 'energy', lower: 10, upper: Infinity, index: [0, 1], value: [1, 1] },
    { name: 'protein', lower: 18, upper: Infinity, index: [0, 1], value: [1, 3] },
  ],
};

async function solveOnce(program: LinearProgram) {
  const open = await highsSolver.open(program);
  try {
    return open.solve();
  } finally {
    open.close();
  }
}

test('finds the known optimum of a small program', async () => {
  const { objective, columnValue } = await solveOnce(DIET);
  // grain + beans = 10 and grain + 3 beans = 18 give beans 4, grain 6: 6 × 2 + 4 × 3
  expect(objective).toBeCloseTo(24, TOLERANCE);
  expect(columnValue[0]).toBeCloseTo(6, TOLERANCE);
  expect(columnValue[1]).toBeCloseTo(4, TOLERANCE);
});

test('a dual is what one more unit on the right side adds to the objective', async () => {
  const { objective, rowDual } = await solveOnce(DIET);
  for (const i of [0, 1]) {
    const rows = DIET.rows.map((row, j) => (j === i ? { ...row, lower: row.lower + 1 } : row));
    const more = await solveOnce({ ...DIET, rows });
    expect(rowDual[i]).toBeCloseTo(more.objective - objective, TOLERANCE);
  }
});

test('the dual of a limit from above that saves cost is negative', async () => {
  const { objective, rowDual } = await solveOnce({
    name: 'earn',
    columns: [column('x', -5)],
    rows: [{ name: 'budget', lower: -Infinity, upper: 3, index: [0], value: [1] }],
  });
  expect(objective).toBeCloseTo(-15, TOLERANCE);
  expect(rowDual[0]).toBeCloseTo(-5, TOLERANCE);
});

test('is solved again after each change of a row, a bound, a side and a cost', async () => {
  const open = await highsSolver.open(DIET);
  try {
    open.solve();
    open.addRow({ name: 'few beans', lower: -Infinity, upper: 2, index: [1], value: [1] });
    const { objective, rowDual } = open.solve();
    expect(objective).toBeCloseTo(30, TOLERANCE); // 12 grain and 2 beans meet the protein
    expect(rowDual).toHaveLength(3);
    expect(rowDual[2]).toBeCloseTo(-3, TOLERANCE); // a bean costs 3 and saves 3 grain at 2

    open.changeRowBounds(2, -Infinity, 3);
    expect(open.solve().objective).toBeCloseTo(27, TOLERANCE);
    open.changeColumnBounds(0, 0, 7);
    open.changeRowBounds(2, -Infinity, Infinity);
    expect(open.solve().objective).toBeCloseTo(24, TOLERANCE);
    open.changeColumnCost(1, 1);
    expect(open.solve().objective).toBeCloseTo(10, TOLERANCE); // beans alone: 10 give 30 protein
  } finally {
    open.close();
  }
});

test('refuses a program without a solution and can go on after the limit is relaxed', async () => {
  const open = await highsSolver.open({
    ...DIET,
    rows: [
      ...DIET.rows,
      { name: 'budget', lower: -Infinity, upper: 20, index: [0, 1], value: [2, 3] },
    ],
  });
  try {
    expect(() => open.solve()).toThrowError(
      expect.objectContaining({ kind: 'infeasible', code: 'solver.infeasible' }),
    );
    open.changeRowBounds(2, -Infinity, 30);
    expect(open.solve().objective).toBeCloseTo(24, TOLERANCE);
  } finally {
    open.close();
  }
});

test('an unbounded program is a bug, not a refusal', async () => {
  const run = solveOnce({ name: 'endless', columns: [column('x', -1)], rows: [] });
  await expect(run).rejects.toThrowError(/assertion failed/);
  await expect(run).rejects.not.toBeInstanceOf(Refusal);
});

test('a program without rows is solved by its bounds', async () => {
  const { objective } = await solveOnce({
    name: 'bounds',
    columns: [column('x', 2, 3, 5)],
    rows: [],
  });
  expect(objective).toBe(6);
});

test('the same program gives the same bits', async () => {
  const first = await solveOnce(largeProgram(200, 400));
  const second = await solveOnce(largeProgram(200, 400));
  expect(second).toEqual(first);
});

test('takes a hundred thousand rows at once', async () => {
  const program = largeProgram(60, 100_000);
  const open = await highsSolver.open(program);
  try {
    const { columnValue } = open.solve();
    for (const row of program.rows.slice(0, 1000)) {
      const activity = row.index.reduce((sum, j, k) => sum + row.value[k]! * columnValue[j]!, 0);
      expect(activity).toBeGreaterThan(row.lower - 1e-6);
    }
  } finally {
    open.close();
  }
});

/** A covering program with a fixed pattern: every row asks three columns for at least something. */
function largeProgram(columnCount: number, rowCount: number): LinearProgram {
  const row = (i: number): Row => {
    const j = i % columnCount;
    return {
      name: `row ${i}`,
      lower: 1 + (i % 7),
      upper: Infinity,
      index: [j, (j + 1 + (i % 11)) % columnCount, (j + 20 + (i % 29)) % columnCount],
      value: [1 + (i % 3), 2, 1 + (i % 5)],
    };
  };
  return {
    name: 'cover',
    columns: Array.from({ length: columnCount }, (_, j) => column(`x${j}`, 1 + (j % 13))),
    rows: Array.from({ length: rowCount }, (_, i) => row(i)),
  };
}
