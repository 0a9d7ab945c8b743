import type { Column, LinearProgram, Row, Solution } from '../base/linear-program.ts';

/** A program that stays inside the solver and is solved again after each change. */
export interface OpenProgram {
  addRow(row: Row): void;
  /** Adds a column behind the others, in no row yet. */
  addColumn(column: Column): void;
  changeColumnBounds(column: number, lower: number, upper: number): void;
  changeRowBounds(row: number, lower: number, upper: number): void;
  changeColumnCost(column: number, cost: number): void;
  /** @throws Refusal `solver.infeasible`; a bug when it is unbounded or fails */
  solve(): Solution;
  close(): void;
}

/** Solves linear programs to optimality. */
export interface Solver {
  readonly name: string; // 'HiGHS 1.15.3'
  open(program: LinearProgram): Promise<OpenProgram>;
}

export type { Column, LinearProgram, Row, Solution };
