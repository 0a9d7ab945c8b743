import * as z from 'zod';
import { Refusal } from '../base/refusal.ts';
import { bareCell, type CsvRow, csvLine, csvRows, plainText, safeCell } from './csv-text.ts';
import { cellFault, cellWarning, ROW_FAULT } from './stock-cells.ts';
import {
  bareName,
  COLUMN_HINT,
  type ColumnMap,
  FILE_COLUMNS,
  type FileKind,
  isOptional,
} from './stock-columns.ts';

/*
 * Tables of deliveries and of assays that people send: read row by row, so that each wrong cell is
 * named.
 */

export const ROW_RULES = ['value', 'row', 'duplicate', 'books', 'group'] as const;

/** What is wrong with a row, and where. */
export const RowError = z
  .object({
    row: z.int().describe('line of the file where the row begins; the header is row 1'),
    column: z.string().nullable(),
    value: z.string().nullable(),
    rule: z
      .enum(ROW_RULES)
      .describe(
        'a cell; cells of a row together; a row that is there twice; what the books refuse; another row of the same certificate',
      ),
    sentence: z.string(),
    hint: z.string().nullable(),
  })
  .meta({ id: 'RowError' });
export type RowError = z.infer<typeof RowError>;

/** A row by its columns. */
export interface FileRow {
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** A table that was read: its rows, and what is wrong in the others. */
export interface StockFile {
  readonly rowsRead: number;
  readonly rows: readonly FileRow[];
  /** Rows that cannot be taken, by their cells as far as they have them. */
  readonly wrong: readonly FileRow[];
  readonly errors: readonly RowError[];
  readonly warnings: readonly RowError[];
}

/** What a file calls its columns. @throws Refusal `import.encoding`, `import.quotes` */
export const headersOf = (text: string): string[] =>
  (linesOf(text)[0]?.cells ?? []).map((cell) => cell.trim()).filter((cell) => cell !== '');

/** The first row of a file, by what the file calls its columns; to show what stands where. */
export function firstCells(text: string): Readonly<Record<string, string>> {
  const [header, first] = linesOf(text);
  const cells = (header?.cells ?? []).map((name, k) => [name.trim(), first?.cells[k] ?? '']);
  return Object.fromEntries(cells);
}

const linesOf = (text: string): CsvRow[] =>
  csvRows(plainText(text)).filter(({ cells }) => cells.some((cell) => cell !== ''));

/**
 * Reads a table of deliveries or of assays.
 *
 * @param columns - which column of the file each of ours is; others are left aside. Null: the file
 *   has our names and no others
 * @throws Refusal `import.encoding` when it is no UTF-8 text, `import.header` when a column is
 *   missing, unknown or there twice, `import.quotes` when a quote is never closed
 */
export function readStockFile(
  kind: FileKind,
  text: string,
  columns: ColumnMap | null = null,
): StockFile {
  const [header, ...body] = linesOf(text);
  const names = ourNames(
    (header?.cells ?? []).map((cell) => cell.trim()),
    columns,
  );
  refuseHeader(kind, names, columns);
  const read = body.map((line) => readRow(kind, names, line));
  const whole = read.filter(({ errors }) => errors.length === 0).map(({ row }) => row);
  const twice = duplicates(kind, whole);
  const isTwice = new Set(twice.map(({ row }) => row));
  return {
    rowsRead: body.length,
    rows: whole.filter(({ row }) => !isTwice.has(row)),
    wrong: read.filter(({ errors }) => errors.length > 0).map(({ row }) => row),
    errors: [...read.flatMap(({ errors }) => errors), ...twice],
    warnings: read.flatMap(({ errors, warnings }) => (errors.length > 0 ? [] : warnings)),
  };
}

/** Our name of each column of the file; undefined where it is left aside. */
function ourNames(headers: readonly string[], columns: ColumnMap | null): (string | undefined)[] {
  if (columns === null) return [...headers];
  const ours = new Map(Object.entries(columns).map(([our, theirs]) => [theirs, our]));
  return headers.map((header) => ours.get(header));
}

function refuseHeader(
  kind: FileKind,
  names: readonly (string | undefined)[],
  columns: ColumnMap | null,
): void {
  const known = FILE_COLUMNS[kind].map(bareName);
  const given = [...names.filter((name) => name !== undefined)];
  const theirs = Object.values(columns ?? {});
  const missing = FILE_COLUMNS[kind].filter((each) => !each.endsWith('?') && !given.includes(each));
  const strange = given.filter((each) => !known.includes(each));
  const twice = [given, theirs].flatMap((all) => all.filter((each, k) => all.indexOf(each) < k));
  const faults: [string, string[]][] = [
    ['has no column', missing],
    ['has an unknown column', strange],
    ['has twice the column', twice],
  ];
  const fault = faults.find(([, which]) => which.length > 0);
  if (fault === undefined) return;
  throw new Refusal(
    'invalid',
    'import.header',
    `the table of ${kind} ${fault[0]} ${fault[1].join(', ')}`,
    `its columns are ${known.join(', ')}`,
  );
}

interface ReadRow {
  readonly row: FileRow;
  readonly errors: readonly RowError[];
  readonly warnings: readonly RowError[];
}

function readRow(
  kind: FileKind,
  names: readonly (string | undefined)[],
  { row, cells: raw }: CsvRow,
): ReadRow {
  const named = names.flatMap((name, k) =>
    name === undefined || raw[k] === undefined ? [] : [[name, bareCell(raw[k]).trim()] as const],
  );
  const cells = Object.fromEntries(named);
  const told = (column: string, why: string | undefined): RowError[] =>
    why === undefined ? [] : [cellError(row, column, cells[column]!, why)];
  if (raw.length !== names.length) {
    return { row: { row, cells }, errors: [raggedError(row, raw, names.length)], warnings: [] };
  }
  const faults = named.flatMap(([column, value]) =>
    told(column, cellFault(column, value, isOptional(kind, column))),
  );
  const between = faults.length === 0 ? ROW_FAULT[kind](cells) : undefined;
  const errors =
    between === undefined
      ? faults
      : told(between.column, between.why).map((each) => ({ ...each, rule: 'row' as const }));
  const warnings = named.flatMap(([column, value]) => told(column, cellWarning(column, value)));
  return { row: { row, cells }, errors, warnings };
}

function raggedError(row: number, cells: readonly string[], wanted: number): RowError {
  return {
    ...{ row, column: null, value: null, rule: 'row' },
    sentence: `row ${row} has ${cells.length} cells, and the header has ${wanted}`,
    hint: 'look for a comma too many or too few',
  };
}

const cellError = (row: number, column: string, value: string, why: string): RowError => ({
  ...{ row, column, value, rule: 'value' },
  sentence: `row ${row}, ${column}: ${value === '' ? 'it' : `'${value}'`} ${why}`,
  hint: COLUMN_HINT[column] ?? null,
});

/** What makes a row one of a kind. */
const NATURAL_KEY: Readonly<Record<FileKind, readonly string[]>> = {
  deliveries: ['lot'],
  assays: ['laboratory', 'number', 'analyte'],
};

function duplicates(kind: FileKind, rows: readonly FileRow[]): RowError[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ row, cells }) => {
    const key = NATURAL_KEY[kind].map((column) => cells[column]).join(' ');
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, row);
      return [];
    }
    const column = NATURAL_KEY[kind].at(-1)!;
    const sentence = `row ${row}, ${column}: ${key} stands in row ${before} already`;
    const place = { row, column, value: cells[column]!, rule: 'duplicate' as const };
    return [{ ...place, sentence, hint: 'leave one of them out' }];
  });
}

/** A cell of a file that somebody writes anew. */
export interface CellFix {
  readonly row: number;
  readonly column: string; // as the file calls it
  readonly value: string;
}

/** The file with some of its cells written anew; every other line stays as it is read. */
export function fixedText(text: string, fixes: readonly CellFix[]): string {
  if (fixes.length === 0) return text;
  const rows = csvRows(plainText(text));
  const headers = rows[0]!.cells.map((cell) => cell.trim());
  const lines = rows.map(({ row, cells }) => {
    const own = fixes.filter((fix) => fix.row === row);
    return csvLine(cells.map((cell, k) => own.find((f) => f.column === headers[k])?.value ?? cell));
  });
  return `${lines.join('\n')}\n`;
}

/** The rows that are wrong, as a file to mend: with why, and no cell that a spreadsheet computes. */
export function failingRowsCsv(text: string, errors: readonly RowError[]): string {
  const [header, ...body] = linesOf(text);
  const wrong = new Map<number, string[]>();
  for (const { row, sentence } of errors) {
    wrong.set(row, [...(wrong.get(row) ?? []), sentence]);
  }
  const lines = body.flatMap(({ row, cells }) => {
    const why = wrong.get(row);
    return why === undefined ? [] : [[...cells.map(bareCell), why.join('; ')].map(safeCell)];
  });
  return `${[[...header!.cells, 'error'], ...lines].map(csvLine).join('\n')}\n`;
}
