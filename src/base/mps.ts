import type { Column, LinearProgram, Row } from './linear-program.ts';

const OBJECTIVE = 'loss';

/**
 * A linear program in free MPS, line by line, for any other solver.
 *
 * Names must hold no blanks and be unique. Every number is written so that reading it gives the
 * same bits.
 */
export function* mpsLines(program: LinearProgram): Generator<string> {
  yield `NAME ${program.name}`;
  yield 'ROWS';
  yield ` N ${OBJECTIVE}`;
  for (const row of program.rows) yield ` ${kindOf(row)} ${row.name}`;
  yield 'COLUMNS';
  yield* columnLines(program);
  yield 'RHS';
  for (const row of program.rows) {
    const side = kindOf(row) === 'L' ? row.upper : row.lower;
    if (side !== 0 && Number.isFinite(side)) yield ` RHS ${row.name} ${side}`;
  }
  yield 'RANGES';
  for (const row of program.rows) {
    const width = row.upper - row.lower;
    if (Number.isFinite(width) && width !== 0) yield ` RANGE ${row.name} ${width}`;
  }
  yield 'BOUNDS';
  for (const column of program.columns) yield* boundLines(column);
  yield 'ENDATA';
}

function kindOf({ lower, upper }: Row): 'N' | 'E' | 'L' | 'G' {
  if (lower === upper) return 'E';
  if (Number.isFinite(lower)) return 'G';
  return Number.isFinite(upper) ? 'L' : 'N';
}

/** The matrix by columns: counted first, so that a large program needs no list for each column. */
function* columnLines({ columns, rows }: LinearProgram): Generator<string> {
  const start = new Uint32Array(columns.length + 1);
  for (const { index } of rows) for (const j of index) start[j + 1]! += 1;
  for (let j = 0; j < columns.length; j++) start[j + 1]! += start[j]!;
  const next = start.slice();
  const rowAt = new Uint32Array(start[columns.length]!);
  const valueAt = new Float64Array(rowAt.length);
  for (const [i, { index, value }] of rows.entries()) {
    for (const [k, j] of index.entries()) {
      const at = next[j]!++;
      rowAt[at] = i;
      valueAt[at] = value[k]!;
    }
  }
  let isWhole = false;
  let markers = 0;
  for (const [j, { name, cost, isWhole: wanted = false }] of columns.entries()) {
    if (wanted !== isWhole) {
      yield ` MARKER${markers++} 'MARKER' '${wanted ? 'INTORG' : 'INTEND'}'`;
      isWhole = wanted;
    }
    // A column in no row must still be named once.
    if (cost !== 0 || start[j] === start[j + 1]) yield ` ${name} ${OBJECTIVE} ${cost}`;
    for (let at = start[j]!; at < start[j + 1]!; at++) {
      yield ` ${name} ${rows[rowAt[at]!]!.name} ${valueAt[at]}`;
    }
  }
  if (isWhole) yield ` MARKER${markers} 'MARKER' 'INTEND'`;
}

function* boundLines({ name, lower, upper }: Column): Generator<string> {
  if (lower === upper) {
    yield ` FX BOUND ${name} ${lower}`;
    return;
  }
  if (lower === -Infinity && upper === Infinity) {
    yield ` FR BOUND ${name}`;
    return;
  }
  if (lower === -Infinity) yield ` MI BOUND ${name}`;
  if (Number.isFinite(lower) && lower !== 0) yield ` LO BOUND ${name} ${lower}`;
  if (Number.isFinite(upper)) yield ` UP BOUND ${name} ${upper}`;
}
