import type { RawTable } from '../base/raw-table.ts';
import { Refusal } from '../base/refusal.ts';
import { csvText } from './csv-text.ts';
import { badCell } from './source-table.ts';

/*
 * What a table of ours is: columns with types, units and meanings, and how it is written and read.
 */

type CellType = 'text' | 'number' | 'integer' | 'boolean';

export interface ColumnSpec {
  readonly column: string; // 'usd_per_tonne', the field is usdPerTonne
  readonly field: string;
  readonly type: CellType;
  readonly isOptional: boolean; // an empty cell is null
  readonly mayBeEmpty: boolean; // an empty cell is an empty text
  readonly values: ReadonlySet<string> | null; // the only ones allowed
  readonly unit: string;
  readonly meaning: string;
}

/** A table of ours. `Row` is what a row is in the code. */
export interface TableSpec<Row> {
  readonly name: string;
  readonly columns: readonly ColumnSpec[];
  readonly row?: Row; // never set; carries the type
}

/** 'column: type? | meaning | unit', as in 'year: integer? | year in force | year'. */
export function table<Row>(
  name: string,
  lines: readonly string[],
  values: Readonly<Record<string, readonly string[]>> = {},
): TableSpec<Row> {
  const columns = lines.map((line) => {
    const [head, meaning, unit] = line.split(' | ');
    const [column, type] = head!.split(': ');
    return {
      column: column!,
      field: column!.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
      // The lines below are ours and name only these types.
      type: type!.replace(/[?~]/, '') as CellType,
      isOptional: type!.endsWith('?'),
      mayBeEmpty: type!.endsWith('~'),
      values: values[column!] === undefined ? null : new Set(values[column!]),
      unit: unit ?? '',
      meaning: meaning!,
    };
  });
  return { name, columns };
}

/** A table of ours as CSV text. */
export function writeTable<Row>(spec: TableSpec<Row>, rows: readonly (Row & object)[]): string {
  const fields = spec.columns.map(({ field }) => field);
  return csvText(
    spec.columns.map(({ column }) => column),
    rows.map((row) => {
      const cells = new Map(Object.entries(row));
      return fields.map((field) => String(cells.get(field) ?? ''));
    }),
  );
}

/**
 * Rows of a table of ours. Types and allowed values are checked column by column.
 *
 * @throws Refusal `data.bad_header`, `data.bad_cell`
 */
export function readTable<Row>(spec: TableSpec<Row>, raw: RawTable): readonly Row[] {
  const at = spec.columns.findIndex(({ column }, i) => column !== raw.header[i]);
  if (at >= 0 || raw.header.length !== spec.columns.length) {
    const wrong = at >= 0 ? at : spec.columns.length;
    throw new Refusal(
      'invalid',
      'data.bad_header',
      `cannot read ${raw.path}, line 1: column ${wrong + 1} is '${raw.header[wrong] ?? ''}', not '${spec.columns[wrong]?.column ?? ''}'`,
      'run `lodestock data build` again, or correct the header',
    );
  }
  return raw.rows.map(({ line, cells }) => {
    const row: Record<string, unknown> = {};
    for (let i = 0; i < spec.columns.length; i++) {
      const column = spec.columns[i]!;
      const value = cellValue(column, cells[i] ?? '');
      if (value === undefined) {
        throw badCell(
          raw,
          line,
          column.column,
          `'${cells[i] ?? ''}' is not ${expectation(column)}`,
        );
      }
      row[column.field] = value;
    }
    return row as Row; // a test holds the columns against the schema of the row
  });
}

function cellValue(spec: ColumnSpec, text: string): string | number | boolean | null | undefined {
  if (text === '') return spec.isOptional ? null : spec.mayBeEmpty ? '' : undefined;
  if (spec.type === 'text') return spec.values === null || spec.values.has(text) ? text : undefined;
  if (spec.type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  const value = Number(text);
  if (!Number.isFinite(value)) return undefined;
  return spec.type === 'number' || Number.isInteger(value) ? value : undefined;
}

function expectation({ type, values }: ColumnSpec): string {
  return values === null ? `a ${type}` : `one of ${[...values].join(', ')}`;
}
