import type { RawTable } from '../base/raw-table.ts';
import { Refusal } from '../base/refusal.ts';
import {
  cleanLabel,
  type MapEntry,
  mineralOf,
  normalForm,
  type SeriesChoice,
} from './mineral-map.ts';
import type { ImportSource, Observation } from './reference-data.ts';
import { badCell, rowsOf, type SourceRow, tokenOf } from './source-table.ts';
import { knownUnit, tonnesPerUnit, usdPerTonnePerUnit } from './unit.ts';
import type { Token } from './value-token.ts';

/*
 * The main table of the USGS Mineral Commodity Summaries 2026: every figure of every chapter, one
 * a line. All lines are read, so that a new symbol anywhere stops the build; kept are the critical
 * commodities, and the net import reliance of all.
 */

export const MCS_2026 = 'usgs-mcs-2026';

const HEADER = (
  'MCS chapter,Section,Commodity,Country,Statistics,Statistics_detail,Unit,Year,Value,Notes,' +
  'Is critical mineral 2025,Other notes'
).split(',');

const IMPORT_SHARE = 'Import sources 2021-2024';

const STATS: Readonly<Record<string, Observation['stat']>> = {
  Production: 'production',
  Capacity: 'capacity',
  Reserves: 'reserves',
  Import: 'import',
  Export: 'export',
  Consumption: 'consumption',
  Stock: 'stock',
  Shipment: 'shipment',
  Price: 'price',
  'Net import reliance': 'nir',
  Employment: 'employment',
  'Sold or used': 'shipment',
  Sales: 'shipment',
  Sold: 'shipment',
  Supply: 'other',
};

/** What a tonne is a tonne of, where it is not the mineral itself; from the notes of the chapters. */
const QUANTITY_BASIS: Readonly<Record<string, string>> = {
  arsenic: 'arsenic trioxide, gross weight',
  chromium: 'chromite ore, gross weight',
  lithium: 'lithium content',
  potash: 'K2O equivalent',
  scandium: 'Sc2O3 equivalent',
  yttrium: 'Y2O3 equivalent',
  zirconium: 'zirconium concentrates, gross weight',
  '(rare_earths)': 'rare-earth oxide equivalent',
  '(heavy_rare_earths)': 'rare-earth oxide equivalent',
};

/** What the main table yields. */
export interface Mcs2026 {
  readonly observations: readonly Observation[];
  readonly importSources: readonly ImportSource[];
}

interface Context {
  readonly table: RawTable;
  readonly countryCode: (name: string) => string | undefined;
  readonly mineral: (commodity: string) => string;
  readonly choices: ReadonlyMap<string, Choice>;
}

interface Choice extends SeriesChoice {
  readonly entry: MapEntry;
}

/** @throws Refusal `data.bad_header`, `data.bad_row`, `data.bad_cell`, `data.map_disagrees` */
export function readMcs2026(
  table: RawTable,
  entries: readonly MapEntry[],
  countryCode: (name: string) => string | undefined,
): Mcs2026 {
  const context = { table, countryCode, mineral: mineralOf(entries), choices: choicesOf(entries) };
  const observations: Observation[] = [];
  const importSources: ImportSource[] = [];
  const seen = new Map<string, number>();
  for (const original of rowsOf(table, HEADER)) {
    const { row, note } = unshifted(table, original);
    const isCritical = isCriticalRow(table, row);
    const form = formOf(table, row, seen);
    const token = tokenOf(table, row, 'Value');
    if (row.cell('Statistics') === IMPORT_SHARE) {
      if (isCritical) importSources.push(importSource(context, row, token));
      else countryOf(context, row);
      continue;
    }
    const observation = observationOf(context, row, token, form, note);
    if (isCritical || observation.stat === 'nir') observations.push(observation);
  }
  return { observations, importSources };
}

/** One line of the yttrium chapter stands one column to the right from the notes on. */
function unshifted(
  table: RawTable,
  row: SourceRow,
): { readonly row: SourceRow; readonly note: string | null } {
  const notes = row.cell('Notes');
  const flag = row.cell('Is critical mineral 2025');
  if (!(notes === 'Yes' || notes === 'No')) return { row, note: null };
  if (normalForm(flag) !== normalForm(row.cell('Commodity'))) {
    throw badCell(table, row.line, 'Notes', `'${notes}' is no note`);
  }
  const cells: Readonly<Record<string, string>> = { Notes: '', 'Is critical mineral 2025': notes };
  return {
    row: { line: row.line, cell: (column) => cells[column] ?? row.cell(column) },
    note: 'the cells after the value stand one column to the right in the source',
  };
}

function isCriticalRow(table: RawTable, row: SourceRow): boolean {
  const flag = row.cell('Is critical mineral 2025');
  if (flag === 'Yes' || flag === 'No') return flag === 'Yes';
  if (flag === '' && row.cell('MCS chapter') === 'WOLLASTONITE') return false; // left blank there
  throw badCell(table, row.line, 'Is critical mineral 2025', `'${flag}' is neither Yes nor No`);
}

/**
 * The mica chapter prints two tables, scrap and flake first and then sheet, under the same labels.
 * A repeated label anywhere else is a fault.
 */
function formOf(table: RawTable, row: SourceRow, seen: Map<string, number>): string | null {
  const columns = [
    'MCS chapter',
    'Section',
    'Commodity',
    'Country',
    'Statistics',
    'Statistics_detail',
  ];
  const key = [...columns, 'Year'].map(row.cell).join('|');
  const before = seen.get(key) ?? 0;
  seen.set(key, before + 1);
  const isMica = row.cell('MCS chapter') === 'MICA (NATURAL)';
  if (before > (isMica ? 1 : 0)) {
    throw badCell(
      table,
      row.line,
      'Statistics_detail',
      'the same figure stands in an earlier line',
    );
  }
  if (!isMica || row.cell('Statistics') !== 'Net import reliance') return null;
  return before === 0 ? 'scrap and flake' : 'sheet';
}

function countryOf({ table, countryCode }: Context, row: SourceRow): string {
  const country = countryCode(row.cell('Country'));
  if (country !== undefined) return country;
  throw badCell(table, row.line, 'Country', `'${row.cell('Country')}' is no country on our list`);
}

function unitOf({ table }: Context, row: SourceRow, token: Token): string {
  const unit = knownUnit(row.cell('Unit'));
  if (unit !== undefined) return unit;
  if (row.cell('Unit') === '' && token.flag === 'text') return ''; // "Variable ..." has no unit
  throw badCell(table, row.line, 'Unit', `'${row.cell('Unit')}' is no unit on our list`);
}

function observationOf(
  context: Context,
  row: SourceRow,
  token: Token,
  form: string | null,
  shiftNote: string | null,
): Observation {
  const { table } = context;
  const stat = STATS[row.cell('Statistics')];
  if (stat === undefined) {
    throw badCell(
      table,
      row.line,
      'Statistics',
      `'${row.cell('Statistics')}' is no known statistic`,
    );
  }
  if (!/^20\d\d$/.test(row.cell('Year'))) {
    throw badCell(table, row.line, 'Year', `'${row.cell('Year')}' is no year`);
  }
  const detail = cleanLabel(row.cell('Statistics_detail'));
  const mineral = context.mineral(row.cell('Commodity'));
  const unit = unitOf(context, row, token);
  const choice = choiceOf(context, row, stat, mineral);
  const { valueT, note } = inTonnes(context, row, { stat, mineral, unit, choice, token });
  return {
    id: `${MCS_2026}:${row.line}`,
    mineral,
    commodity: commodityName(row, form),
    detail,
    stage: stageOf(row, choice),
    stat,
    country: countryOf(context, row),
    period: row.cell('Year'),
    value: token.value,
    low: token.low,
    high: token.high,
    bound: token.bound,
    flag: token.flag,
    estimated: /^Estimated\b/.test(row.cell('Notes')),
    unit,
    valueT,
    basis: basisOf(stat, mineral, choice),
    primary:
      choice !== undefined || (stat === 'nir' && mineral.startsWith('(') && !isGroup(mineral)),
    raw: row.cell('Value'),
    note: [shiftNote, token.note, note].filter((each) => each !== null).join('; ') || null,
    source: MCS_2026,
  };
}

function isGroup(mineral: string): boolean {
  return mineral.includes('_'); // '(rare_earths)': other commodities in brackets have spaces
}

/** The commodity, with the form where one commodity has several figures of the same kind. */
function commodityName(row: SourceRow, form: string | null): string {
  const name = cleanLabel(row.cell('Commodity')).replace(/^TiO2 pigment$/i, 'TiO2 pigment');
  const unified = name.replace(/^Titanium sponge metal$/i, 'Titanium sponge metal');
  if (form !== null) return `${unified}, ${form}`;
  const [, part] = /^Net import reliance [^:]*: (.+)$/.exec(row.cell('Statistics_detail')) ?? [];
  return part === undefined || normalForm(part) === normalForm(unified)
    ? unified
    : `${unified}: ${part}`;
}

function stageOf(row: SourceRow, choice: Choice | undefined): Observation['stage'] {
  const statistic = row.cell('Statistics');
  if (statistic !== 'Production' && statistic !== 'Capacity') return null;
  if (choice !== undefined) return choice.entry.stage;
  const detail = normalForm(row.cell('Statistics_detail'));
  if (detail.includes('mine')) return 'mine';
  if (detail.includes('smelter')) return 'smelter';
  return detail.includes('refiner') ? 'refinery' : null;
}

function basisOf(
  stat: Observation['stat'],
  mineral: string,
  choice: Choice | undefined,
): string | null {
  if (stat === 'price') return choice?.entry.priceBasis ?? null;
  return stat === 'production' && choice !== undefined ? (QUANTITY_BASIS[mineral] ?? null) : null;
}

/** Tonnes, or USD per tonne; null where the figure has no meaning in either. */
function inTonnes(
  { table }: Context,
  row: SourceRow,
  figure: {
    readonly stat: Observation['stat'];
    readonly mineral: string;
    readonly unit: string;
    readonly choice: Choice | undefined;
    readonly token: Token;
  },
): { readonly valueT: number | null; readonly note: string | null } {
  const { stat, mineral, unit, choice, token } = figure;
  const perUnit = stat === 'price' ? usdPerTonnePerUnit(unit) : tonnesPerUnit(unit);
  const isPerMetricTonUnit = /metric ton unit/.test(row.cell('Statistics_detail'));
  if (stat === 'reserves' && mineral === 'vanadium' && unit === 'metric tons') {
    const note = 'labelled metric tons in the source; the figures are thousand metric tons';
    return { valueT: times(token.value, 1000), note };
  }
  if (stat === 'price' && choice !== undefined) {
    if (unit !== choice.entry.priceUnit) throw mapDisagrees(table, row, choice.entry.priceUnit);
    const note = isPerMetricTonUnit
      ? 'a price per metric-ton unit, a hundredth of a tonne, whatever the unit column says'
      : null;
    return { valueT: times(token.value, choice.factor), note };
  }
  const expected = choice?.factor ?? null;
  if (expected !== null && perUnit !== null && Math.abs(expected / perUnit - 1) > UNIT_TOLERANCE) {
    throw mapDisagrees(table, row, `a unit of ${expected} t`);
  }
  const factor = isPerMetricTonUnit ? null : perUnit;
  return { valueT: times(token.value, factor), note: null };
}

const UNIT_TOLERANCE = 1e-6;

function mapDisagrees(table: RawTable, row: SourceRow, expected: string): Refusal {
  return new Refusal(
    'invalid',
    'data.map_disagrees',
    `cannot convert ${table.path}, line ${row.line}, column 'Unit': it is '${row.cell('Unit')}', the map expects ${expected}`,
    'the source has changed the unit of a series; change the map with it',
  );
}

/** A product to twelve significant digits, so that factors leave no dust in the tables. */
export function times(value: number | null, factor: number | null): number | null {
  return value === null || factor === null ? null : Number((value * factor).toPrecision(12));
}

/** The series that the map selects, by statistic, commodity and detail. */
function choicesOf(entries: readonly MapEntry[]): ReadonlyMap<string, Choice> {
  const choices = new Map<string, Choice>();
  const add = (stat: string, entry: MapEntry, choice: SeriesChoice | null) => {
    if (choice === null) return;
    const key = `${stat}|${choice.commodity}|${choice.detail}`;
    if (!choices.has(key)) choices.set(key, { ...choice, entry });
  };
  for (const entry of entries) {
    add('production', entry, entry.production);
    add('reserves', entry, entry.reserves);
    add('price', entry, entry.price);
    add('nir', entry, entry.nir);
    add('consumption', entry, entry.consumption);
    add('import source', entry, entry.imports);
  }
  return choices;
}

function choiceOf(
  { choices }: Context,
  row: SourceRow,
  stat: string,
  mineral: string,
): Choice | undefined {
  const isWorldTable = row.cell('Section').startsWith('World');
  if (isWorldTable !== (stat === 'production' || stat === 'reserves')) return undefined;
  const detail = normalForm(row.cell('Statistics_detail')).replace(/[:,] rounded$/, '');
  const choice = choices.get(`${stat}|${normalForm(row.cell('Commodity'))}|${detail}`);
  // A group's series serves its members, but a member's series is no other member's.
  return choice === undefined || mineral === choice.entry.id || isGroup(mineral)
    ? choice
    : undefined;
}

/** "More than 99" is taken as 99 and "less than 1" as 0.5: shares must add up to about 100. */
function importSource(context: Context, row: SourceRow, token: Token): ImportSource {
  const { table, choices } = context;
  const sharePct = token.value ?? (token.bound === '>' ? token.low : times(token.high, 0.5));
  if (row.cell('Year') !== '2021–24') {
    throw badCell(table, row.line, 'Year', `'${row.cell('Year')}' is not 2021–24`);
  }
  if (sharePct === null || row.cell('Unit') !== 'percent') {
    throw badCell(table, row.line, 'Value', `'${row.cell('Value')}' is no share in percent`);
  }
  const mineral = context.mineral(row.cell('Commodity'));
  const form = cleanLabel(row.cell('Statistics_detail'));
  const isChosen = [...choices].some(
    ([key, { entry, detail }]) =>
      key.startsWith('import source|') &&
      detail === normalForm(form) &&
      (entry.id === mineral || (isGroup(mineral) && entry.group !== null)),
  );
  return {
    mineral,
    form,
    country: countryOf(context, row),
    sharePct,
    period: '2021-2024',
    primary: isChosen,
    rowRef: `${MCS_2026}:${row.line}`,
    source: MCS_2026,
  };
}
