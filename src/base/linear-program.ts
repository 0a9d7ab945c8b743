/*
 * A linear program as data: any solver can read it, and a test can print it.
 *
 *   min  cost · x   subject to   lower ≤ A x ≤ upper,   columnLower ≤ x ≤ columnUpper
 */

export interface Column {
  readonly name: string;
  readonly cost: number;
  readonly lower: number;
  readonly upper: number;
  readonly isWhole?: boolean; // takes whole numbers only
}

/** lower ≤ Σ value[k] · x[index[k]] ≤ upper */
export interface Row {
  readonly name: string;
  readonly lower: number;
  readonly upper: number;
  readonly index: readonly number[]; // of columns
  readonly value: readonly number[];
}

export interface LinearProgram {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

export interface Solution {
  readonly objective: number;
  readonly columnValue: readonly number[];
  readonly columnDual: readonly number[]; // 0 where columns are whole; else change of the objective for one more unit on the column's bound
  readonly rowDual: readonly number[]; // 0 where columns are whole; else change of the objective for one more unit on the row's right side
}
