import * as z from 'zod';
import { parseGrams } from '../base/booked.ts';
import { isIsoDate } from '../base/day-count.ts';
import { Refusal } from '../base/refusal.ts';
import { CONTENT_UNITS, readContent } from './certificate.ts';

/*
 * Tables of deliveries and of assays that people send: read row by row, so that each wrong cell is
 * named. Cells that a spreadsheet would run as a formula are refused.
 */

export const FILE_KINDS = ['deliveries', 'assays'] as const;
export const FileKind = z.enum(FILE_KINDS);
export type FileKind = z.infer<typeof FileKind>;

/** The columns of each table; those with ? may be empty. */
export const FILE_COLUMNS: Readonly<Record<FileKind, readonly string[]>> = {
  deliveries: [
    ...['lot', 'specification', 'version', 'supplier', 'supplier_title', 'order?', 'vendor_lot'],
    ...['form', 'packaging', 'expires_on?', 'warehouse', 'gross', 'net', 'moisture', 'shares'],
  ],
  assays: [
    ...['lot', 'laboratory', 'number', 'issued_on', 'analyte', 'value', 'unit', 'uncertainty'],
    ...['method', 'below_detection?'],
  ],
};

/** What is wrong with a row, and where. */
export const RowError = z
  .object({
    row: z.int().describe('line of the file where the row begins; the header is row 1'),
    column: z.string().nullable(),
    value: z.string().nullable(),
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

/** A table that was read: its rows, and what is wrong in them. */
export interface StockFile {
  readonly rows: readonly FileRow[];
  readonly errors: readonly RowError[];
}

/**
 * Reads a table of deliveries or of assays.
 *
 * @throws Refusal `import.encoding` when it is no UTF-8 text, `import.header` when a column is
 *   missing, unknown or there twice, `import.quotes` when a quote is never closed
 */
export function readStockFile(kind: FileKind, text: string): StockFile {
  const lines = csvRows(plainText(text)).filter(({ cells }) => cells.some((cell) => cell !== ''));
  const [header, ...body] = lines;
  const columns = (header?.cells ?? []).map((cell) => cell.trim());
  refuseHeader(kind, columns);
  const rows: FileRow[] = [];
  const errors: RowError[] = [];
  for (const { row, cells } of body) {
    const found = rowErrors(kind, columns, row, cells);
    errors.push(...found);
    if (found.length > 0) continue;
    const named = columns.map((column, k) => [column, cells[k]!.trim()] as const);
    rows.push({ row, cells: Object.fromEntries(named) });
  }
  return { rows, errors: [...errors, ...duplicates(kind, rows)] };
}

function plainText(text: string): string {
  const bare = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const lineOf = (place: number) => bare.slice(0, place).split('\n').length;
  if (bare.includes('\0')) {
    throw notUtf8('it has null characters, as text in UTF-16 has');
  }
  const broken = bare.indexOf('\uFFFD');
  if (broken >= 0) throw notUtf8(`row ${lineOf(broken)} has a character that is no UTF-8`);
  return bare;
}

const notUtf8 = (why: string) =>
  new Refusal(
    'invalid',
    'import.encoding',
    `the file is not UTF-8 text: ${why}`,
    'save it as CSV in UTF-8, which spreadsheets offer as a format of its own',
  );

interface CsvRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** Rows of a CSV text with the lines on which they begin. @source RFC 4180 */
export function csvRows(text: string): CsvRow[] {
  const rows: CsvRow[] = [];
  const pattern = /("(?:[^"]|"")*"|[^,"\r\n]*)(,|\r\n|\n|\r|$)/y;
  let [line, begun] = [1, 1];
  let cells: string[] = [];
  while (pattern.lastIndex < text.length) {
    const place = pattern.lastIndex;
    const [whole, cell, end] = pattern.exec(text) ?? [];
    if (whole === undefined) throw unclosed(text.slice(0, place).split('\n').length);
    cells.push(cell!.startsWith('"') ? cell!.slice(1, -1).replaceAll('""', '"') : cell!);
    line += cell!.split('\n').length - 1;
    if (end === ',' && pattern.lastIndex < text.length) continue;
    if (end === ',') cells.push('');
    if (end !== '' && end !== ',') line += 1;
    rows.push({ row: begun, cells });
    [cells, begun] = [[], line];
  }
  return rows;
}

const unclosed = (row: number) =>
  new Refusal(
    'invalid',
    'import.quotes',
    `row ${row} has a quote in the middle of a cell, or one that is never closed`,
    'put quotes around the whole cell, and write a quote inside it twice',
  );

const bareName = (column: string) => column.replace('?', '');

function refuseHeader(kind: FileKind, columns: readonly string[]): void {
  const known = FILE_COLUMNS[kind].map(bareName);
  const missing = FILE_COLUMNS[kind].filter(
    (each) => !each.endsWith('?') && !columns.includes(each),
  );
  const strange = columns.filter((each) => !known.includes(each));
  const twice = columns.filter((each, k) => columns.indexOf(each) < k);
  const [what, which] =
    missing.length > 0
      ? ['has no column', missing]
      : strange.length > 0
        ? ['has an unknown column', strange]
        : ['has twice the column', twice];
  if (which.length === 0) return;
  throw new Refusal(
    'invalid',
    'import.header',
    `the table of ${kind} ${what} ${which.join(', ')}`,
    `its columns are ${known.join(', ')}`,
  );
}

const FORMULA = /^[=+\-@\t\r]/;

function rowErrors(
  kind: FileKind,
  columns: readonly string[],
  row: number,
  cells: readonly string[],
): RowError[] {
  if (cells.length !== columns.length) {
    const sentence = `row ${row} has ${cells.length} cells, and the header has ${columns.length}`;
    return [{ row, column: null, value: null, sentence, hint: 'look for a comma too many' }];
  }
  const wrong = columns.flatMap((column, k) => {
    const value = cells[k]!.trim();
    const why = FORMULA.test(cells[k]!)
      ? 'begins as a formula does, and nothing is computed here'
      : value === ''
        ? FILE_COLUMNS[kind].includes(`${column}?`)
          ? undefined
          : 'is empty'
        : CELL[column]?.(value);
    if (why === undefined) return [];
    const sentence = `row ${row}, ${column}: ${value === '' ? 'it' : `'${value}'`} ${why}`;
    return [{ row, column, value, sentence, hint: null }];
  });
  return wrong.length > 0 || kind !== 'deliveries' ? wrong : massErrors(columns, row, cells);
}

/** Packaging weighs something, or nothing. */
function massErrors(columns: readonly string[], row: number, cells: readonly string[]): RowError[] {
  const [gross, net] = ['gross', 'net'].map((column) => cells[columns.indexOf(column)]!.trim());
  if (parseGrams(gross!) >= parseGrams(net!)) return [];
  const sentence = `row ${row}, net: '${net}' is more than the gross mass '${gross}'`;
  return [{ row, column: 'net', value: net!, sentence, hint: null }];
}

const unless = (isRight: (value: string) => boolean, what: string) => (value: string) =>
  isRight(value) ? undefined : what;

/** Whether a reader refuses a text: then why. */
const readBy = (read: (value: string) => unknown) => (value: string) => {
  try {
    read(value);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return `cannot be read: ${error.message}`;
    throw error;
  }
};

const ID = unless(
  (value) => /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(value),
  'is no number of one',
);
const DAY = unless(isIsoDate, 'is no day of the calendar, such as 2026-06-30');
const DECIMAL = unless(
  (value) => /^\d{1,12}(\.\d{1,12})?$/.test(value),
  'is no decimal, such as 97.25',
);

const CELL: Readonly<Record<string, (value: string) => string | undefined>> = {
  lot: ID,
  supplier: ID,
  warehouse: ID,
  laboratory: ID,
  version: unless((value) => /^[1-9]\d{0,5}$/.test(value), 'is no whole number above zero'),
  expires_on: DAY,
  issued_on: DAY,
  gross: readBy(parseGrams),
  net: readBy(parseGrams),
  moisture: readBy((value) => readContent('moisture', value, '%')),
  shares: unless(
    (value) => /^[a-z0-9-]+:[1-9]\d*(;[a-z0-9-]+:[1-9]\d*)*$/.test(value),
    'is no list of funds with weights, such as reserve:2;japan:1',
  ),
  value: DECIMAL,
  uncertainty: DECIMAL,
  unit: unless((value) => CONTENT_UNITS.includes(value), `is none of ${CONTENT_UNITS.join(', ')}`),
  below_detection: unless((value) => value === 'yes' || value === 'no', 'is neither yes nor no'),
};

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
    return [{ row, column, value: cells[column]!, sentence, hint: 'leave one of them out' }];
  });
}
