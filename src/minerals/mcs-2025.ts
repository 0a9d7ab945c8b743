import type { RawTable } from '../base/raw-table.ts';
import { Refusal } from '../base/refusal.ts';
import { SALIENT_CHOICES, WORLD_SERIES } from './mcs-2025-columns.ts';
import { times } from './mcs-2026.ts';
import { type MapEntry, mineralOf, normalForm } from './mineral-map.ts';
import type { Observation } from './reference-data.ts';
import { badCell, rowsOf, rowsWith, type SourceRow, tokenOf } from './source-table.ts';
import { knownUnit, tonnesPerUnit } from './unit.ts';

/*
 * The edition before: world production 2023 and first estimates for 2024, and U.S. reliance,
 * prices and consumption from 2020. The first estimates show how much the figures are revised.
 */

export const MCS_2025 = 'usgs-mcs-2025';

const WORLD_HEADER = (
  'SOURCE,COMMODITY,COUNTRY,TYPE,UNIT_MEAS,PROD_2023,PROD_EST_ 2024,PROD_NOTES,CAP_2023,' +
  'CAP_EST_ 2024,CAP_NOTES,RESERVES_2024,RESERVE_NOTES'
).split(',');

/** The common part of an observation of this edition. */
const COMMON = { stage: null, basis: null, source: MCS_2025 } as const;

/**
 * World production of the mapped minerals, 2023 and 2024. A blank cell is "not available or
 * withheld"; the source does not say which.
 *
 * @throws Refusal `data.bad_header`, `data.bad_cell`
 */
export function readWorld2025(
  table: RawTable,
  entries: readonly MapEntry[],
  countryCode: (name: string) => string | undefined,
): readonly Observation[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const observations: Observation[] = [];
  for (const row of rowsOf(table, WORLD_HEADER)) {
    for (const column of [
      'PROD_2023',
      'PROD_EST_ 2024',
      'CAP_2023',
      'CAP_EST_ 2024',
      'RESERVES_2024',
    ]) {
      if (row.cell(column) !== '') tokenOf(table, row, column);
    }
    const mineral =
      WORLD_SERIES[`${normalForm(row.cell('COMMODITY'))}|${normalForm(row.cell('TYPE'))}`];
    if (mineral === undefined) continue;
    const country = countryCode(row.cell('COUNTRY'));
    if (country === undefined) {
      throw badCell(
        table,
        row.line,
        'COUNTRY',
        `'${row.cell('COUNTRY')}' is no country on our list`,
      );
    }
    const stage = byId.get(mineral)?.stage ?? 'mine';
    for (const [column, period] of [
      ['PROD_2023', '2023'],
      ['PROD_EST_ 2024', '2024'],
    ] as const) {
      observations.push({ ...worldFigure(table, row, column, mineral), stage, country, period });
    }
  }
  return observations;
}

function worldFigure(table: RawTable, row: SourceRow, column: string, mineral: string) {
  const unit = knownUnit(row.cell('UNIT_MEAS'));
  if (unit === undefined) {
    throw badCell(
      table,
      row.line,
      'UNIT_MEAS',
      `'${row.cell('UNIT_MEAS')}' is no unit on our list`,
    );
  }
  const isBlank = row.cell(column) === '';
  const token = isBlank ? BLANK : tokenOf(table, row, column);
  return {
    ...COMMON,
    id: `${MCS_2025}:world:${row.line}:${column.replaceAll(' ', '')}`,
    mineral,
    commodity: row.cell('COMMODITY').replace('Gemanium', 'Germanium'),
    detail: row.cell('TYPE'),
    stat: 'production' as const,
    value: token.value,
    low: token.low,
    high: token.high,
    bound: token.bound,
    flag: token.flag,
    estimated: column.includes('EST') || normalForm(row.cell('TYPE')).includes('estimated'),
    unit,
    valueT: times(token.value, tonnesPerUnit(unit)),
    primary: true,
    raw: row.cell(column),
    note: isBlank ? 'blank in the source: not available or withheld' : token.note,
  };
}

const BLANK = { value: null, low: null, high: null, bound: '=', flag: 'NA', note: null } as const;

/** Text and unit of every column of the files of U.S. statistics, as the source describes them. */
export interface SalientKey {
  readonly definition: (file: string, column: string) => string | undefined;
}

/** @throws Refusal `data.bad_header` */
export function readSalientKey(table: RawTable): SalientKey {
  const definitions = new Map<string, string>();
  const header = ['file', 'attribute', 'definition', 'unit', 'enumerated_values'];
  for (const row of rowsOf(table, header)) {
    // The key calls one file lithi that is called lithium.
    const file = row.cell('file').replace('mcs2025-lithi_', 'mcs2025-lithium_');
    definitions.set(`${file}|${row.cell('attribute')}`, row.cell('definition'));
  }
  return { definition: (file, column) => definitions.get(`${file}|${column}`) };
}

/** Name of the file of U.S. statistics of a commodity. */
export function salientFile(path: string): string | undefined {
  return /(?:^|\/)mcs2025-([a-z]+)_salient\.csv$/.exec(path)?.[1];
}

/**
 * Net import reliance of every commodity, and price and consumption of the mapped minerals.
 *
 * @throws Refusal `data.bad_header`, `data.bad_cell`
 */
export function readSalient(
  table: RawTable,
  key: SalientKey,
  entries: readonly MapEntry[],
): readonly Observation[] {
  const file = salientFile(table.path) ?? '';
  const choices = SALIENT_CHOICES.filter((choice) => choice.file === file);
  const chosen = choices.flatMap(({ nir, price, consumption }) => [nir, price, consumption]);
  const needed = chosen.filter((column) => column !== undefined);
  const rows = rowsWith(table, ['Commodity', 'Year', ...needed]).filter(
    (row) => row.cell('Year') !== '', // trailing empty lines
  );
  const context = { table, key, entries, mineral: mineralOf(entries) };
  const columns = table.header.filter(
    (column) => /NIR/.test(column) && !choices.some((choice) => choice.nir === column),
  );
  return rows.flatMap((row) => [
    ...choices.flatMap((choice) => chosenFigures(context, row, choice)),
    ...columns.flatMap((column) => otherReliance(context, row, column)),
  ]);
}

interface SalientContext {
  readonly table: RawTable;
  readonly key: SalientKey;
  readonly entries: readonly MapEntry[];
  readonly mineral: (commodity: string) => string;
}

function chosenFigures(
  context: SalientContext,
  row: SourceRow,
  choice: (typeof SALIENT_CHOICES)[number],
): readonly Observation[] {
  const { mineral } = choice;
  const entry = context.entries.find((each) => each.id === mineral) ?? groupEntry(context.entries);
  const consumption = entry.consumption?.factor ?? null;
  return [
    ...figure(context, row, choice.nir, { mineral, stat: 'nir', unit: 'percent', factor: null }),
    ...figure(context, row, choice.price, {
      mineral,
      stat: 'price',
      unit: entry.priceUnit,
      factor: entry.price?.factor ?? null,
      basis: entry.priceBasis,
    }),
    ...figure(context, row, choice.consumption, {
      mineral,
      stat: 'consumption',
      unit: MASS_UNITS[String(consumption)] ?? 'metric tons',
      factor: consumption,
    }),
  ];
}

const MASS_UNITS: Readonly<Record<string, string>> = {
  1000: 'thousand metric tons',
  1: 'metric tons',
  0.001: 'kilograms',
};

function groupEntry(entries: readonly MapEntry[]): MapEntry {
  return entries.find((entry) => entry.group === 'rare_earths')!; // the map always has them
}

/** Reliance of a commodity that the map does not name, or of a further form of one it does. */
function otherReliance(
  context: SalientContext,
  row: SourceRow,
  column: string,
): readonly Observation[] {
  const form = column
    .replaceAll(/_?NIR_?|_?pct_?|_?ct$|_t$|Consump/g, '')
    .replaceAll('_', ' ')
    .trim();
  const commodity = ALONE[form] ?? row.cell('Commodity');
  const mineral = context.mineral(commodity);
  const isMapped = SALIENT_CHOICES.some(
    (choice) => choice.file === salientFile(context.table.path),
  );
  return figure(context, row, column, {
    mineral: isMapped && ALONE[form] === undefined ? context.mineral(commodity) : mineral,
    stat: 'nir',
    unit: 'percent',
    factor: null,
    form: ALONE[form] === undefined && form !== '' ? form.toLowerCase() : null,
    isOther: isMapped,
    commodity,
  });
}

/** Forms that are commodities of their own in the later edition. */
const ALONE: Readonly<Record<string, string>> = { Bauxite: 'Bauxite', Alumina: 'Alumina' };

function figure(
  { table, key }: SalientContext,
  row: SourceRow,
  column: string | undefined,
  what: {
    readonly mineral: string;
    readonly stat: Observation['stat'];
    readonly unit: string;
    readonly factor: number | null;
    readonly basis?: string | null;
    readonly form?: string | null;
    readonly isOther?: boolean;
    readonly commodity?: string;
  },
): readonly Observation[] {
  if (column === undefined || row.cell(column) === '') return [];
  const token = tokenOf(table, row, column);
  const name = what.commodity ?? row.cell('Commodity');
  const file = table.path.slice(table.path.lastIndexOf('/') + 1);
  return [
    {
      ...COMMON,
      id: `${MCS_2025}:${salientFile(table.path)}:${row.line}:${column}`,
      mineral: what.mineral,
      commodity: what.form == null ? name : `${name}, ${what.form}`,
      detail: key.definition(file, column) ?? column,
      stat: what.stat,
      country: 'USA',
      period: row.cell('Year'),
      value: token.value,
      low: token.low,
      high: token.high,
      bound: token.bound,
      flag: token.flag,
      estimated: row.cell('Year') === '2024',
      unit: what.unit,
      valueT: times(token.value, what.factor),
      basis: what.basis ?? null,
      primary: what.isOther !== true,
      raw: row.cell(column),
      note: token.note,
    },
  ];
}

const OVERLAP_TOLERANCE = 0.5; // revisions run to a third; a wrong unit is a factor of 2.2 or more

/**
 * Compares what both editions say about the same years, so that a column under a wrong name or in
 * a wrong unit is found out. A single year may be revised by more; the median of the years not.
 *
 * @throws Refusal `data.editions_disagree`
 */
export function compareEditions(
  before: readonly Observation[],
  after: readonly Observation[],
): void {
  const keyOf = ({ mineral, stat, period }: Observation) => `${mineral}|${stat}|${period}`;
  const known = new Map<string, Observation>();
  for (const each of after) {
    const isUs = each.primary && each.country === 'USA';
    if (isUs && !known.has(keyOf(each))) known.set(keyOf(each), each);
  }
  const ratios = new Map<string, { ratio: number; row: Observation; other: Observation }[]>();
  for (const row of before) {
    if (row.stat !== 'price' && row.stat !== 'consumption') continue;
    const other = known.get(keyOf(row));
    if (!row.valueT || !other?.valueT) continue; // bounds, symbols and zeros cannot be compared
    const series = `${row.mineral}|${row.stat}`;
    const found = { ratio: row.valueT / other.valueT, row, other };
    ratios.set(series, [...(ratios.get(series) ?? []), found]);
  }
  for (const found of ratios.values()) {
    const sorted = found.sort((a, b) => a.ratio - b.ratio);
    const { ratio, row, other } = sorted[Math.floor(sorted.length / 2)]!;
    if (ratio > 1 / (1 + OVERLAP_TOLERANCE) && ratio < 1 + OVERLAP_TOLERANCE) continue;
    throw new Refusal(
      'invalid',
      'data.editions_disagree',
      `cannot accept ${row.id}: ${row.stat} of ${row.mineral} in ${row.period} is ${row.raw} ${row.unit}, and ${other.raw} ${other.unit} in ${other.id}`,
      'the column or its unit is not what its name says; choose another',
    );
  }
}
