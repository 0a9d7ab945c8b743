import * as z from 'zod';
import { Refusal } from '../base/refusal.ts';
import { FileKind } from './stock-columns.ts';
import { RowError } from './stock-file.ts';

/* What is asked for when a table of stock comes in, and what is told of it. */

export const ImportRequest = z
  .strictObject({
    kind: FileKind,
    csv: z.string().describe('the table as CSV text'),
    isDryRun: z.boolean().default(false).describe('look at every row and change nothing'),
    isPartial: z
      .boolean()
      .default(false)
      .describe('take the valid rows in and leave the others out; else all rows or none'),
    columns: z
      .record(z.string(), z.string())
      .nullable()
      .default(null)
      .describe('which column of the table each of ours is; null where it has our names'),
  })
  .meta({ id: 'StockImport' });
export type ImportRequest = z.input<typeof ImportRequest>;

/** What became of a table, or what would. Every row that was read is in one of four counts. */
export const ImportReport = z
  .object({
    kind: FileKind,
    isDryRun: z.boolean(),
    rowsRead: z.int(),
    rowsWritten: z.int(),
    rowsWarned: z.int().describe('of those written'),
    rowsUnchanged: z.int().describe('the books say the same already'),
    rowsDuplicate: z.int().describe('there twice in the table'),
    rowsRejected: z.int(),
    made: z.array(z.string()).describe('lots received, or certificates recorded'),
    errors: z.array(RowError),
    warnings: z.array(RowError),
  })
  .meta({ id: 'StockImportReport' });
export type ImportReport = z.infer<typeof ImportReport>;

const NAMED = 20; // more rows than a person reads in a sentence

/** Why a table is not taken in: every wrong row by name. */
export function wrongRows({ kind, rowsRead, errors }: ImportReport): Refusal {
  const count = new Set(errors.map(({ row }) => row)).size;
  const told = errors.slice(0, NAMED).map(({ sentence }) => sentence);
  const more = errors.length > NAMED ? `; and ${errors.length - NAMED} more` : '';
  return new Refusal(
    'invalid',
    'import.rows',
    `${count} of ${rowsRead} rows of ${kind} are wrong: ${told.join('; ')}${more}`,
    'nothing was changed; a dry run lists every row, and valid rows can be taken in alone',
  );
}

/** The column that a refusal of the books is about, where it is about one. */
const COLUMN_OF_CODE: Readonly<Record<string, string>> = {
  'warehouse.not_found': 'warehouse',
  'warehouse.full': 'warehouse',
  'specification.not_found': 'specification',
  'import.not_announced': 'order',
  'import.other_delivery': 'lot',
  'import.other_announcement': 'lot',
  'lot.exists': 'lot',
  'lot.not_found': 'lot',
  'lot.wrong_status': 'lot',
  'document.not_found': 'lot',
  'laboratory.not_found': 'laboratory',
  'certificate.used': 'number',
  'certificate.laboratory_invalid': 'issued_on',
  'fund.not_found': 'shares',
  'lot.no_shares': 'shares',
  'lot.bad_mass': 'net',
};

/** What the books refuse of a row. */
export function refusedRow(
  { row, cells }: { readonly row: number; readonly cells: Readonly<Record<string, string>> },
  { code, message, hint }: Refusal,
): RowError {
  const column = COLUMN_OF_CODE[code] ?? null;
  const value = column === null ? null : (cells[column] ?? '');
  return {
    ...{ row, column, value, rule: 'books' },
    sentence: `row ${row}: ${message}`,
    hint: hint ?? null,
  };
}

/** A row that is left out because another one of its certificate is wrong. */
export const leftOut = (row: number, name: string, wrong: number): RowError => ({
  ...{ row, column: null, value: null, rule: 'group' },
  sentence: `row ${row}: certificate ${name} is left out whole, because row ${wrong} of it is wrong`,
  hint: `correct row ${wrong}`,
});
