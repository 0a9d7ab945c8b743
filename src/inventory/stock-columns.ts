import * as z from 'zod';
import { csvLine } from './csv-text.ts';

/* What the tables of deliveries and of assays are made of. */

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

/** The name of a column without its mark. */
export const bareName = (column: string): string => column.replace('?', '');

/** Whether a column may be empty or missing. */
export const isOptional = (kind: FileKind, column: string): boolean =>
  FILE_COLUMNS[kind].includes(`${column}?`);

/** Which column of a file each of ours is. */
export type ColumnMap = Readonly<Record<string, string>>;

/** What others call our columns, in small letters and with _ between words. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  lot: ['lot_id', 'lot_no', 'lot_number', 'our_lot'],
  specification: ['spec', 'spec_id', 'material_specification'],
  version: ['spec_version', 'specification_version', 'revision'],
  supplier: ['supplier_id', 'vendor', 'vendor_id'],
  supplier_title: ['supplier_name', 'vendor_name'],
  order: ['order_no', 'order_number', 'order_ref', 'po', 'piid', 'delivery_order'],
  vendor_lot: ['supplier_lot', 'vendor_lot_no', 'batch', 'batch_no', 'heat'],
  form: ['physical_form', 'product_form'],
  packaging: ['package', 'packing', 'container'],
  expires_on: ['expiry', 'expires', 'expiry_date', 'shelf_life_end', 'retest_on'],
  warehouse: ['site', 'depot', 'location'],
  gross: ['gross_mass', 'gross_weight'],
  net: ['net_mass', 'net_weight', 'quantity'],
  moisture: ['moisture_percent', 'moisture_pct', 'h2o'],
  shares: ['funds', 'fund_shares', 'fund'],
  laboratory: ['lab', 'lab_id', 'laboratory_id'],
  number: ['certificate', 'certificate_no', 'certificate_number', 'coa', 'report_no'],
  issued_on: ['issued', 'date', 'issue_date', 'certificate_date', 'reported_on'],
  analyte: ['element', 'parameter', 'component'],
  value: ['result', 'content', 'reported_value'],
  unit: ['units', 'uom'],
  uncertainty: ['standard_uncertainty', 'sigma', 'u'],
  method: ['test_method', 'standard'],
  below_detection: ['bdl', 'below_lod', 'less_than'],
};

const asName = (header: string) =>
  header
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');

/** Which column of a file each of ours may be, from the words of its header. */
export function suggestColumns(kind: FileKind, headers: readonly string[]): ColumnMap {
  const named = FILE_COLUMNS[kind].map(bareName).flatMap((column) => {
    const names = [column, ...(OTHER_NAMES[column] ?? [])];
    const found = names.flatMap((name) => headers.filter((each) => asName(each) === name))[0];
    return found === undefined ? [] : [[column, found] as const];
  });
  return Object.fromEntries(named);
}

/** What a column holds, for whoever fills it in. */
export const COLUMN_HINT: Readonly<Record<string, string>> = {
  lot: 'our number of the lot: letters, digits, points, hyphens, at most 63',
  specification: 'its id, such as fluorspar-acid',
  version: 'of the specification: a whole number from 1',
  supplier: 'id of who delivers, such as ares',
  supplier_title: 'their name',
  order: 'the order that it fulfils; empty where there is none',
  vendor_lot: 'what the supplier calls it; kept as it is, leading zeros too',
  form: 'such as filter cake',
  packaging: 'such as bags of 1 t',
  expires_on: 'a day such as 2026-06-30, or empty',
  warehouse: 'id of a warehouse that is registered',
  gross: 'mass with its unit, such as 20.5t or 500kg',
  net: 'mass with its unit, at most the gross mass',
  moisture: 'percent of the net mass, from 0 to 100',
  shares: 'funds with weights, such as reserve:2;japan:1',
  laboratory: 'id of a laboratory that is registered',
  number: 'of the certificate',
  issued_on: 'a day such as 2026-06-30',
  analyte: 'such as CaF2',
  value: 'a decimal such as 97.25, at most the whole',
  unit: '%, ppm, mg/kg, g/t or ppb',
  uncertainty: 'standard uncertainty in the same unit',
  method: 'such as ASTM E815',
  below_detection: 'yes or no; empty is no',
};

const EXAMPLE: Readonly<Record<FileKind, readonly string[]>> = {
  deliveries: [
    ...['L-1', 'fluorspar-acid', '1', 'ares', 'Ares (illustrative)', '', '00042', 'filter cake'],
    ...['bags of 1 t', '', 'hawthorne', '20.5t', '20t', '9.8', 'reserve:1'],
  ],
  assays: [...['L-1', 'lab', 'C-1', '2026-01-15', 'CaF2', '97.6', '%', '0.2', 'ASTM E815', 'no']],
};

/** A table to begin from: its header and one row that shows how cells are written. */
export const templateCsv = (kind: FileKind): string =>
  `${csvLine(FILE_COLUMNS[kind].map(bareName))}\n${csvLine(EXAMPLE[kind])}\n`;
