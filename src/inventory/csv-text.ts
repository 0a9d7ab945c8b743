import { Refusal } from '../base/refusal.ts';

/* Tables as CSV text, read and written so that no spreadsheet computes a cell of ours. */

/** A row with the line of the text on which it begins. */
export interface CsvRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/**
 * Text of a file without its byte order mark, with one kind of line end: a form sends others than it
 * was given.
 *
 * @throws Refusal `import.encoding` when it is no UTF-8
 */
export function plainText(text: string): string {
  const bare = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  if (bare.includes('\0')) throw notUtf8('it has null characters, as text in UTF-16 has');
  const broken = bare.indexOf('\uFFFD');
  if (broken < 0) return bare;
  throw notUtf8(`row ${lineAt(bare, broken)} has a character that is no UTF-8`);
}

const lineAt = (text: string, place: number) => text.slice(0, place).split('\n').length;

const notUtf8 = (why: string) =>
  new Refusal(
    'invalid',
    'import.encoding',
    `the file is not UTF-8 text: ${why}`,
    'save it as CSV in UTF-8, which spreadsheets offer as a format of its own',
  );

/** Rows of a CSV text with the lines on which they begin. @source RFC 4180 */
export function csvRows(text: string): CsvRow[] {
  const rows: CsvRow[] = [];
  const pattern = /("(?:[^"]|"")*"|[^,"\r\n]*)(,|\r\n|\n|\r|$)/y;
  let [line, begun] = [1, 1];
  let cells: string[] = [];
  while (pattern.lastIndex < text.length) {
    const place = pattern.lastIndex;
    const [whole, cell, end] = pattern.exec(text) ?? [];
    if (whole === undefined) throw unclosed(lineAt(text, place));
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

/** Cells as a line of CSV, with quotes where they are needed. @source RFC 4180 */
export const csvLine = (cells: readonly string[]): string =>
  cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');

const FORMULA = /^[=+\-@\t\r]/;

/** Whether a spreadsheet would compute a cell. */
export const isFormula = (cell: string): boolean => FORMULA.test(cell);

/** A cell that a spreadsheet shows as text: an apostrophe stands before what begins as a formula. */
export const safeCell = (cell: string): string => (isFormula(cell) ? `'${cell}` : cell);

/** The same read back. */
export const bareCell = (cell: string): string =>
  cell.startsWith("'") && isFormula(cell.slice(1)) ? cell.slice(1) : cell;
