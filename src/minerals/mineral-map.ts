import type { RawTable } from '../base/raw-table.ts';
import type { Mineral } from './reference-data.ts';
import { badCell, numberOf, requiredText, rowsOf, type SourceRow, tidy } from './source-table.ts';

/** Which series of a source table is a mineral's, and how it becomes tonnes. */
export interface SeriesChoice {
  readonly commodity: string; // normal form
  readonly detail: string; // normal form
  readonly factor: number | null; // tonnes per unit, or USD/t per unit of price
}

/** One of the 60 minerals, and which rows of the main table are its own. */
export interface MapEntry {
  readonly id: string;
  readonly name: string;
  readonly symbol: string | null;
  readonly isNewIn2025: boolean;
  readonly group: string | null;
  readonly dataLevel: Mineral['dataLevel'];
  readonly stage: Mineral['stage'];
  readonly note: string | null;
  readonly priceUnit: string;
  readonly priceBasis: string | null;
  readonly production: SeriesChoice | null;
  readonly reserves: SeriesChoice | null;
  readonly imports: SeriesChoice | null;
  readonly price: SeriesChoice | null;
  readonly nir: SeriesChoice | null;
  readonly consumption: SeriesChoice | null;
}

export const MAP_HEADER = (
  'id,name,symbol,added_2025,group,mcs_chapter,world_commodity,world_statistic_detail,world_stage,' +
  'world_to_tonnes,reserves_detail,import_sources_detail,price_commodity,price_detail,price_unit,' +
  'price_to_usd_per_tonne,price_basis,nir_commodity,nir_detail,consumption_commodity,' +
  'consumption_detail,consumption_kind,consumption_to_tonnes,data_level,note'
).split(',');

const GROUPS: Readonly<Record<string, string>> = {
  'rare earths': '(rare_earths)',
  'rare earths (heavy)': '(heavy_rare_earths)',
  'platinum-group metals': '(platinum_group)',
};

/** Commodities of a mineral's chapter that the map does not name, and that are the mineral all the same. */
const FORMS: Readonly<Record<string, string>> = { 'tio2 pigment': 'titanium' };

/** The map, which joins every other table. @throws Refusal `data.bad_cell`, `data.bad_header` */
export function readMineralMap(table: RawTable): readonly MapEntry[] {
  return rowsOf(table, MAP_HEADER).map((row) => mapEntry(table, row));
}

function mapEntry(table: RawTable, row: SourceRow): MapEntry {
  const choice = (commodity: string, detail: string, factor: string | null) => {
    if (row.cell(detail) === '' || row.cell(detail).endsWith('*')) return null;
    return {
      commodity: normalForm(row.cell(commodity)),
      detail: normalForm(row.cell(detail).replace(/^\(group\) /, '')),
      factor: factor === null ? null : numberOf(table, row, factor),
    };
  };
  return {
    id: requiredText(table, row, 'id'),
    name: requiredText(table, row, 'name'),
    symbol: row.cell('symbol') || null,
    isNewIn2025: oneOf(table, row, 'added_2025', ['Y', 'N']) === 'Y',
    group: row.cell('group') || null,
    dataLevel: oneOf(table, row, 'data_level', ['own', 'group', 'partial', 'none'] as const),
    stage:
      row.cell('world_stage') === ''
        ? null
        : oneOf(table, row, 'world_stage', ['mine', 'smelter', 'refinery'] as const),
    note: row.cell('note') || null,
    priceUnit: row.cell('price_unit'),
    priceBasis: row.cell('price_basis') || null,
    production: choice('world_commodity', 'world_statistic_detail', 'world_to_tonnes'),
    reserves: choice('world_commodity', 'reserves_detail', null),
    imports: choice('world_commodity', 'import_sources_detail', null),
    price: choice('price_commodity', 'price_detail', 'price_to_usd_per_tonne'),
    nir: choice('nir_commodity', 'nir_detail', null),
    consumption: choice('consumption_commodity', 'consumption_detail', 'consumption_to_tonnes'),
  };
}

function oneOf<Value extends string>(
  table: RawTable,
  row: SourceRow,
  column: string,
  values: readonly Value[],
): Value {
  const value = values.find((each) => each === row.cell(column));
  if (value !== undefined) return value;
  throw badCell(
    table,
    row.line,
    column,
    `'${row.cell(column)}' is not one of ${values.join(', ')}`,
  );
}

/** A label in the form in which labels are compared: the source varies case and spaces. */
export function normalForm(label: string): string {
  return cleanLabel(label).toLowerCase();
}

/** A label with the spelling slips of the source put right. */
export function cleanLabel(label: string): string {
  return tidy(label)
    .replace('relianceas a', 'reliance as a')
    .replace(/^1\?gram/, '1-gram')
    .replace('mililiters', 'milliliters')
    .replace(/ ,/g, ',')
    .replace(/:$/, '');
}

/** Finds the mineral, or the group or other commodity in brackets, that a row is about. */
export function mineralOf(entries: readonly MapEntry[]): (commodity: string) => string {
  const ids = new Map<string, string>(Object.entries({ ...GROUPS, ...FORMS }));
  for (const entry of entries) {
    for (const choice of [entry.production, entry.price, entry.nir, entry.consumption]) {
      if (choice !== null && !ids.has(choice.commodity)) ids.set(choice.commodity, entry.id);
    }
    if (!ids.has(entry.name.toLowerCase())) ids.set(entry.name.toLowerCase(), entry.id);
  }
  return (commodity) => ids.get(normalForm(commodity)) ?? bracketed(commodity);
}

/** 'Mica (Natural)' → '(mica)', 'Stone (Crushed)' → '(stone, crushed)': a commodity on no list. */
function bracketed(commodity: string): string {
  return `(${normalForm(commodity).replace(' (natural)', '').replace(' (', ', ').replaceAll(/[()]/g, '')})`;
}
