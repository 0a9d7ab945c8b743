import type { RawTable } from '../base/raw-table.ts';
import { type MapEntry, normalForm } from './mineral-map.ts';
import type { EndUse, ExportControl, Mineral, ProjectFact } from './reference-data.ts';
import {
  badCell,
  numberOf,
  requiredNumber,
  requiredText,
  rowsOf,
  type SourceRow,
} from './source-table.ts';

/*
 * The lists of minerals of both editions, and facts that were transcribed by hand.
 */

/** Names in the lists that are not a mineral's name in the map. */
const LIST_NAMES: Readonly<Record<string, string>> = { 'phosphate rock': 'phosphate' };

/**
 * The minerals of the 2025 list, and any of the 2022 list that has left it.
 *
 * @throws Refusal `data.bad_header`, `data.bad_cell` also for a name that the map does not know
 */
export function readMinerals(
  list2025: RawTable,
  list2022: RawTable,
  entries: readonly MapEntry[],
): readonly Mineral[] {
  const now = rowsOf(list2025, [
    'Source',
    'Critical_Mineral',
    'Primary_Applications',
    'Category_Note',
  ]);
  const then = rowsOf(list2022, [
    'Source',
    'Critical Mineral',
    'Primary Applications',
    'Category_Note',
  ]);
  const applications = new Map(
    now.map((row) => [
      listedId(list2025, row, 'Critical_Mineral', entries),
      requiredText(list2025, row, 'Primary_Applications'),
    ]),
  );
  const on2022 = new Set(then.map((row) => listedId(list2022, row, 'Critical Mineral', entries)));
  return entries.map((entry) => ({
    id: entry.id,
    name: entry.name,
    symbol: entry.symbol,
    group: entry.group,
    onList2022: on2022.has(entry.id),
    onList2025: applications.has(entry.id),
    stage: entry.stage,
    dataLevel: entry.dataLevel,
    applications: applications.get(entry.id) ?? null,
    note: entry.note,
  }));
}

function listedId(
  table: RawTable,
  row: SourceRow,
  column: string,
  entries: readonly MapEntry[],
): string {
  const name = normalForm(row.cell(column));
  const wanted = LIST_NAMES[name] ?? name;
  const entry = entries.find((each) => each.name.toLowerCase() === wanted);
  if (entry !== undefined) return entry.id;
  throw badCell(table, row.line, column, `the map has no mineral called '${row.cell(column)}'`);
}

/** @throws Refusal `data.bad_cell` for a mineral that the map does not know */
export function mineralCell(
  table: RawTable,
  row: SourceRow,
  text: string,
  entries: readonly MapEntry[],
): string {
  if (entries.some((entry) => entry.id === text)) return text;
  throw badCell(table, row.line, 'mineral', `'${text}' is no mineral of the map`);
}

/** Shares of end uses; some are of the world, see `scope`. */
export function readEndUses(table: RawTable, entries: readonly MapEntry[]): readonly EndUse[] {
  const header = ['mineral', 'use', 'share_pct', 'bound', 'scope', 'year', 'source'];
  return rowsOf(table, header).map((row) => {
    const sharePct = numberOf(table, row, 'share_pct');
    if (sharePct !== null && (sharePct < 0 || sharePct > 100)) {
      throw badCell(table, row.line, 'share_pct', `${sharePct} is no percentage`);
    }
    return {
      mineral: mineralCell(table, row, row.cell('mineral'), entries),
      use: requiredText(table, row, 'use'),
      sharePct,
      bound: requiredText(table, row, 'bound'),
      scope: requiredText(table, row, 'scope'),
      year: numberOf(table, row, 'year'),
      source: requiredText(table, row, 'source'),
    };
  });
}

/** Export controls in force; a row on the rare earths becomes one a mineral of the group. */
export function readExportControls(
  table: RawTable,
  entries: readonly MapEntry[],
): readonly ExportControl[] {
  const header = ['iso3', 'country', 'control', 'mineral', 'form', 'year_in_force', 'source'];
  const rareEarths = entries.filter((entry) => entry.group?.endsWith('rare_earths'));
  return rowsOf(table, header).flatMap((row) => {
    const control = (['ban', 'licence', 'quota'] as const).find(
      (each) => each === row.cell('control'),
    );
    if (control === undefined) {
      throw badCell(table, row.line, 'control', `'${row.cell('control')}' is no known control`);
    }
    const name = row.cell('mineral');
    const minerals =
      name === '(rare_earths)'
        ? rareEarths.map((entry) => entry.id)
        : [mineralCell(table, row, name, entries)];
    return minerals.map((mineral) => ({
      iso3: requiredText(table, row, 'iso3'),
      mineral,
      form: row.cell('form') || 'all forms',
      control,
      yearInForce: numberOf(table, row, 'year_in_force'),
      source: requiredText(table, row, 'source'),
    }));
  });
}

/** A quantity that the National Defense Stockpile may buy in a year, as the source states it. */
export interface StockpilePlan {
  readonly mineral: string;
  readonly material: string;
  readonly fiscalYear: number;
  readonly action: string;
  readonly quantityT: number | null;
  readonly confidence: string;
  readonly source: string;
}

export function readStockpilePlans(
  table: RawTable,
  entries: readonly MapEntry[],
): readonly StockpilePlan[] {
  const header =
    'mineral,material,fiscal_year,action,quantity,unit,quantity_tonnes,confidence,source';
  return rowsOf(table, header.split(',')).map((row) => ({
    mineral:
      row.cell('mineral') === '(all)'
        ? '(all)'
        : mineralCell(table, row, row.cell('mineral'), entries),
    material: requiredText(table, row, 'material'),
    fiscalYear: requiredNumber(table, row, 'fiscal_year'),
    action: requiredText(table, row, 'action'),
    quantityT: numberOf(table, row, 'quantity_tonnes'),
    confidence: requiredText(table, row, 'confidence'),
    source: requiredText(table, row, 'source'),
  }));
}

/** A total of a programme: money available, needs, stocks. */
export interface Program {
  readonly item: string;
  readonly value: string; // some are bounds: '<50'
  readonly unit: string;
  readonly asOf: string;
  readonly source: string;
}

export function readPrograms(table: RawTable): readonly Program[] {
  return rowsOf(table, ['item', 'value', 'unit', 'as_of', 'source']).map((row) => ({
    item: requiredText(table, row, 'item'),
    value: requiredText(table, row, 'value'),
    unit: requiredText(table, row, 'unit'),
    asOf: requiredText(table, row, 'as_of'),
    source: requiredText(table, row, 'source'),
  }));
}

/** Terms of a real deal, from secondary sources. */
export interface InstrumentPrecedent {
  readonly id: string;
  readonly date: string;
  readonly agency: string | null;
  readonly counterparty: string | null;
  readonly mineral: string; // several are separated by ';'
  readonly instrument: string;
  readonly amountMusd: string | null;
  readonly termYears: string | null;
  readonly priceFloor: string | null;
  readonly priceFloorUnit: string | null;
  readonly quantity: string | null;
  readonly quantityUnit: string | null;
  readonly status: string | null;
  readonly terms: string | null;
  readonly source: string;
}

export function readPrecedents(table: RawTable): readonly InstrumentPrecedent[] {
  const header =
    'id,date,agency,counterparty_or_project,mineral,instrument,amount_musd,term_years,' +
    'price_floor,price_floor_unit,quantity,quantity_unit,status,terms_fact,source';
  return rowsOf(table, header.split(',')).map((row) => ({
    id: requiredText(table, row, 'id'),
    date: requiredText(table, row, 'date'),
    agency: row.cell('agency') || null,
    counterparty: row.cell('counterparty_or_project') || null,
    mineral: requiredText(table, row, 'mineral'),
    instrument: requiredText(table, row, 'instrument'),
    amountMusd: row.cell('amount_musd') || null,
    termYears: row.cell('term_years') || null,
    priceFloor: row.cell('price_floor') || null,
    priceFloorUnit: row.cell('price_floor_unit') || null,
    quantity: row.cell('quantity') || null,
    quantityUnit: row.cell('quantity_unit') || null,
    status: row.cell('status') || null,
    terms: row.cell('terms_fact') || null,
    source: requiredText(table, row, 'source'),
  }));
}

/** Mines and plants to come, one row a mineral. */
export function readProjects(
  table: RawTable,
  entries: readonly MapEntry[],
): readonly ProjectFact[] {
  const header =
    'project,country_or_state,mineral,stage,capacity_added,capacity_unit,start,capex_musd,source';
  return rowsOf(table, header.split(',')).flatMap((row) => {
    const project = requiredText(table, row, 'project');
    return row
      .cell('mineral')
      .split(';')
      .map((mineral) => ({
        id: slug(`${project.replace(/ \(.*\)/, '')} ${mineral}`),
        project,
        place: requiredText(table, row, 'country_or_state'),
        mineral: mineralCell(table, row, mineral, entries),
        stage: requiredText(table, row, 'stage'),
        capacityAdded: numberOf(table, row, 'capacity_added'),
        capacityUnit: row.cell('capacity_unit') || null,
        start: row.cell('start') || null,
        capexMusd: numberOf(table, row, 'capex_musd'),
        source: requiredText(table, row, 'source'),
      }));
  });
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

/** A code of the Harmonized Tariff Schedule; text, for it begins with zeros at times. */
export interface Hts {
  readonly mineral: string;
  readonly code: string;
  readonly source: string;
}

export function readHts(table: RawTable): readonly Hts[] {
  return rowsOf(table, ['mineral', 'hts_code', 'source']).map((row) => {
    const code = row.cell('hts_code').replaceAll('.', '');
    if (!/^\d{4,10}$/.test(code)) {
      throw badCell(table, row.line, 'hts_code', `'${row.cell('hts_code')}' is no tariff code`);
    }
    return {
      mineral: requiredText(table, row, 'mineral'),
      code,
      source: requiredText(table, row, 'source'),
    };
  });
}
