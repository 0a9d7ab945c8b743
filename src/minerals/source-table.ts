import type { RawRow, RawTable } from '../base/raw-table.ts';
import { Refusal } from '../base/refusal.ts';
import { parseToken, type Token } from './value-token.ts';

/** A row of a source table, its cells by the name of their column, spaces tidied. */
export interface SourceRow {
  readonly line: number;
  readonly cell: (column: string) => string;
}

/**
 * Rows of a table whose header must be exactly the one expected.
 *
 * @throws Refusal `data.bad_header`, `data.bad_row`
 */
export function rowsOf(table: RawTable, header: readonly string[]): readonly SourceRow[] {
  const found = table.header.map((column) => column.trim());
  const at = header.findIndex((column, i) => column.trim() !== found[i]);
  if (at >= 0 || found.length !== header.length) {
    const column = at >= 0 ? at : header.length;
    throw new Refusal(
      'invalid',
      'data.bad_header',
      `cannot read ${table.path}, line 1: column ${column + 1} is '${found[column] ?? ''}', not '${header[column] ?? ''}'`,
      'the source has changed its columns; the importer must be changed with it',
    );
  }
  return sourceRows(table);
}

/** Rows of a table that must have some columns and may have others. */
export function rowsWith(table: RawTable, columns: readonly string[]): readonly SourceRow[] {
  const lost = columns.find((column) => !table.header.includes(column));
  if (lost !== undefined) {
    throw new Refusal(
      'invalid',
      'data.bad_header',
      `cannot read ${table.path}, line 1: there is no column '${lost}'`,
      'the source has changed its columns; the importer must be changed with it',
    );
  }
  return sourceRows(table);
}

function sourceRows(table: RawTable): readonly SourceRow[] {
  const at = new Map(table.header.map((column, i) => [column.trim(), i]));
  return table.rows.map((row) => sourceRow(table, row, at));
}

function sourceRow(table: RawTable, row: RawRow, at: ReadonlyMap<string, number>): SourceRow {
  if (row.cells.length !== table.header.length) {
    throw new Refusal(
      'invalid',
      'data.bad_row',
      `cannot read ${table.path}, line ${row.line}: it has ${row.cells.length} cells, not ${table.header.length}`,
      'take the file from its source again',
    );
  }
  return { line: row.line, cell: (column) => tidy(row.cells[at.get(column)!]!) };
}

/** No-break spaces and what a wrong decoding made of them become spaces; runs become one. */
export function tidy(text: string): string {
  return text
    .replaceAll(/Â?\u00a0|Â /g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** One sentence that says what in which cell cannot be used. */
export function badCell(table: RawTable, line: number, column: string, why: string): Refusal {
  return new Refusal(
    'invalid',
    'data.bad_cell',
    `cannot read ${table.path}, line ${line}, column '${column}': ${why}`,
    'compare the cell with its source and correct it; where a raw table is right, the importer must learn it',
  );
}

/** @throws Refusal `data.bad_cell` when the cell follows no rule of the grammar */
export function tokenOf(table: RawTable, row: SourceRow, column: string): Token {
  const token = parseToken(row.cell(column));
  if (token !== undefined) return token;
  throw badCell(
    table,
    row.line,
    column,
    `'${row.cell(column)}' is neither a number nor a known symbol`,
  );
}

/** A plain number, or null for an empty cell. @throws Refusal `data.bad_cell` */
export function numberOf(table: RawTable, row: SourceRow, column: string): number | null {
  const text = row.cell(column);
  if (text === '') return null;
  const value = Number(text.replaceAll(',', ''));
  if (Number.isFinite(value)) return value;
  throw badCell(table, row.line, column, `'${text}' is not a number`);
}

/** @throws Refusal `data.bad_cell` */
export function requiredNumber(table: RawTable, row: SourceRow, column: string): number {
  const value = numberOf(table, row, column);
  if (value !== null) return value;
  throw badCell(table, row.line, column, 'it is empty');
}

/** A text that must not be empty. @throws Refusal `data.bad_cell` */
export function requiredText(table: RawTable, row: SourceRow, column: string): string {
  const text = row.cell(column);
  if (text !== '') return text;
  throw badCell(table, row.line, column, 'it is empty');
}
