import { parseGrams } from '../base/booked.ts';
import { isIsoDate } from '../base/day-count.ts';
import { Refusal } from '../base/refusal.ts';
import { CONTENT_UNITS, readContent } from './certificate.ts';
import { isFormula } from './csv-text.ts';
import type { FileKind } from './stock-columns.ts';

/* What each cell of a table of stock may be. */

const unless = (isRight: (value: string) => boolean, what: string) => (value: string) =>
  isRight(value) ? undefined : what;

/** Whether a reader refuses a text: then why. */
const readBy = (read: (value: string) => unknown) => (value: string) => {
  if (/^-[\d.]/.test(value)) return 'is below zero';
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
const notNegative = (check: (value: string) => string | undefined) => (value: string) =>
  /^-[\d.]/.test(value) ? 'is below zero' : check(value);

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
  value: notNegative(DECIMAL),
  uncertainty: notNegative(DECIMAL),
  unit: unless((value) => CONTENT_UNITS.includes(value), `is none of ${CONTENT_UNITS.join(', ')}`),
  below_detection: unless((value) => value === 'yes' || value === 'no', 'is neither yes nor no'),
};

/** Whether a column holds words, in which anything may stand. */
const isFree = (column: string) => CELL[column] === undefined;

/** Why a cell cannot be what its column asks for; undefined where it can. */
export function cellFault(column: string, value: string, mayBeEmpty: boolean): string | undefined {
  if (value === '') return mayBeEmpty ? undefined : 'is empty';
  const fault = CELL[column]?.(value);
  if (isFree(column) || !isFormula(value) || fault === 'is below zero') return fault;
  return 'begins as a formula does, and nothing is computed here';
}

/** What to know of a cell that is taken as it is; undefined where nothing is. */
export const cellWarning = (column: string, value: string): string | undefined =>
  isFree(column) && isFormula(value)
    ? 'begins as a formula does; it is kept as text and never computed'
    : undefined;

/** What is wrong between cells of one row: in which column, and why. */
export const ROW_FAULT: Readonly<
  Record<FileKind, (cells: Readonly<Record<string, string>>) => RowFault | undefined>
> = {
  deliveries: ({ gross, net }) =>
    parseGrams(gross!) < parseGrams(net!)
      ? { column: 'net', why: `is more than the gross mass '${gross}'` }
      : undefined,
  assays: ({ value, unit }) => {
    const why = readBy((text) => readContent('the content', text, unit!))(value!);
    return why === undefined ? undefined : { column: 'value', why };
  },
};

interface RowFault {
  readonly column: string;
  readonly why: string;
}
