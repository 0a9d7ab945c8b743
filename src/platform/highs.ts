import highsModule, { type Highs, type Model, type ModelData } from 'highs';
import { assert } from '../base/assert.ts';
import { Refusal } from '../base/refusal.ts';
import type { LinearProgram, OpenProgram, Solution, Solver } from './solver.ts';

// The types describe a CommonJS package, but an import gets its ES module: the function itself.
const loadHighs = highsModule as unknown as typeof highsModule.default;

let loading: Promise<Highs> | undefined;

/** The HiGHS solver, compiled to WebAssembly: one thread, and the same bytes on every machine. */
export const highsSolver: Solver = {
  name: 'HiGHS 1.15.3',
  async open(program) {
    loading ??= loadHighs();
    return openModel(await loading, program);
  },
};

/*
 * The first solve of a program presolves; later ones start from the last basis, so that a cut or
 * a changed bound costs a few simplex steps. `close` frees WebAssembly memory that no garbage
 * collector knows.
 */
function openModel(highs: Highs, program: LinearProgram): OpenProgram {
  const model = highs.createModel(toModelData(program));
  model.options.set({
    output_flag: false,
    solver: 'simplex',
    random_seed: 0,
    mip_rel_gap: 1e-9, // of programs with whole numbers; its default would end at 1e-4
  });
  return {
    addRow: ({ lower, upper, index, value }) =>
      void model.addRow(lower, upper, { indices: [...index], values: [...value] }),
    addColumn: ({ cost, lower, upper }) =>
      void model.addCol(cost, lower, upper, { indices: [], values: [] }),
    changeColumnBounds: (column, lower, upper) => void model.changeColBounds(column, lower, upper),
    changeRowBounds: (row, lower, upper) => void model.changeRowBounds(row, lower, upper),
    changeColumnCost: (column, cost) => void model.changeColCost(column, cost),
    solve: () => solve(highs, model, program.name),
    close: () => model.dispose(),
  };
}

function solve(highs: Highs, model: Model, name: string): Solution {
  const { optimal, empty, infeasible, unboundedOrInfeasible } = highs.constants.modelStatus;
  model.run();
  if (model.getModelStatus() === unboundedOrInfeasible) {
    // Presolve alone cannot always tell which of the two it is; the simplex method can.
    model.options.set({ presolve: 'off' });
    model.clearSolver();
    model.run();
    model.options.set({ presolve: 'choose' });
  }
  const status = model.getModelStatus();
  if (status === infeasible) {
    throw new Refusal(
      'infeasible',
      'solver.infeasible',
      `the program '${name}' has no solution: its limits contradict each other`,
      'relax one of the limits',
    );
  }
  assert(
    status === optimal || status === empty,
    `program '${name}' is solved to optimality (model status ${status})`,
  );
  const { colValue, colDual, rowDual } = model.getSolution();
  return {
    objective: model.getObjectiveValue(),
    columnValue: [...colValue],
    columnDual: [...colDual],
    rowDual: [...rowDual],
  };
}

/** The whole program in one call: rows as compressed sparse rows. */
function toModelData({ columns, rows }: LinearProgram): ModelData {
  const starts = new Int32Array(rows.length + 1);
  for (let i = 0; i < rows.length; i++) starts[i + 1] = starts[i]! + rows[i]!.index.length;
  const count = starts[rows.length]!;
  const indices = new Int32Array(count);
  const values = new Float64Array(count);
  for (let i = 0; i < rows.length; i++) {
    indices.set(rows[i]!.index, starts[i]);
    values.set(rows[i]!.value, starts[i]);
  }
  return {
    numCols: columns.length,
    numRows: rows.length,
    colCost: Float64Array.from(columns, ({ cost }) => cost),
    colLower: Float64Array.from(columns, ({ lower }) => lower),
    colUpper: Float64Array.from(columns, ({ upper }) => upper),
    ...(columns.some(({ isWhole }) => isWhole)
      ? { integrality: Int32Array.from(columns, ({ isWhole }) => (isWhole ? 1 : 0)) }
      : {}),
    rowLower: Float64Array.from(rows, ({ lower }) => lower),
    rowUpper: Float64Array.from(rows, ({ upper }) => upper),
    matrix: {
      format: 'csr',
      numRows: rows.length,
      numCols: columns.length,
      starts,
      indices,
      values,
    },
  };
}
