import type { RawTable } from '../base/raw-table.ts';
import { Refusal } from '../base/refusal.ts';
import {
  readEndUses,
  readExportControls,
  readHts,
  readMinerals,
  readPrecedents,
  readPrograms,
  readProjects,
  readStockpilePlans,
} from './authored.ts';
import { countryCodes, readCountries } from './country-names.ts';
import { readOecd, readWgi } from './governance.ts';
import {
  compareEditions,
  readSalient,
  readSalientKey,
  readWorld2025,
  salientFile,
} from './mcs-2025.ts';
import { MCS_2026, readMcs2026 } from './mcs-2026.ts';
import { type MapEntry, normalForm, readMineralMap } from './mineral-map.ts';
import { readPinkSheet } from './pink-sheet.ts';
import type { ImportSource, Observation, Price, Source } from './reference-data.ts';
import { SOURCES } from './sources.ts';
import { readSupplement } from './supplement.ts';
import { writeTable } from './table-spec.ts';
import {
  COUNTRY_SCORE_TABLE,
  COUNTRY_TABLE,
  END_USE_TABLE,
  EXPORT_CONTROL_TABLE,
  HTS_TABLE,
  IMPORT_SOURCE_TABLE,
  MINERAL_TABLE,
  OBSERVATION_TABLE,
  PRECEDENT_TABLE,
  PRICE_TABLE,
  PROGRAM_TABLE,
  PROJECT_TABLE,
  SOURCE_TABLE,
  STOCKPILE_PLAN_TABLE,
} from './tables.ts';

/** Raw files by the name the importer knows them by; all UTF-8 but the main table. */
export const RAW_FILES = {
  main: 'usgs_mcs2026/MCS2026_Commodities_Data.csv', // cp1252
  list2025: 'usgs_mcs2026/MCS2026_T6_Critical_Minerals_End_Use.csv',
  list2022: 'usgs_mcs2025/MCS2025_T4_Critical_Minerals_End_Use.csv',
  world2025: 'usgs_mcs2025/MCS2025_World_Data.csv',
  salientKey: 'usgs_mcs2025/mcs2025_salient_attributes.csv',
  wgi: 'wgi/wgi_2023update_estimates_2010_2022.csv',
  oecd: 'oecd/oecd_country_risk_2026-01-30.csv',
  pinkSheet: 'worldbank_pinksheet/pinksheet_monthly_minerals.csv',
  map: 'authored/critical60_map.csv',
  countries: 'authored/country_map.csv',
  endUses: 'authored/end_use_shares.csv',
  exportControls: 'authored/export_controls.csv',
  stockpilePlans: 'authored/dla_amp.csv',
  programs: 'authored/stockpile_and_program_totals.csv',
  precedents: 'authored/instrument_precedents.csv',
  projects: 'authored/projects.csv',
  hts: 'authored/hts_codes.csv',
} as const;

export const SALIENT_FOLDER = 'usgs_mcs2025/salient/';

/** Everything the importer reads. */
export interface RawTables {
  readonly named: Readonly<Record<keyof typeof RAW_FILES, RawTable>>;
  readonly salient: readonly RawTable[];
  readonly supplement: RawTable;
  /** SHA-256 of a raw file, for the table of sources. */
  readonly sha256: (file: string) => string;
}

/**
 * Our tables from the raw ones: name of the file and its text.
 *
 * The same raw tables always give the same bytes.
 *
 * @throws Refusal `data.*`, naming file, line and column of what it cannot read
 */
export function buildTables(raw: RawTables): ReadonlyMap<string, string> {
  const { named } = raw;
  const entries = readMineralMap(named.map);
  const countries = readCountries(named.countries);
  const main = readMcs2026(named.main, entries, countryCodes(countries));
  const observations = allObservations(raw, entries, main.observations, countryCodes(countries));
  checkShares(main.importSources);
  const scores = [...readWgi(named.wgi, countries), ...readOecd(named.oecd, countries)];
  const prices = [...yearlyPrices(observations), ...readPinkSheet(named.pinkSheet)];
  const plans = readStockpilePlans(named.stockpilePlans, entries);
  return new Map([
    ['source.csv', writeTable(SOURCE_TABLE, sources(raw))],
    [
      'mineral.csv',
      writeTable(MINERAL_TABLE, readMinerals(named.list2025, named.list2022, entries)),
    ],
    ['country.csv', writeTable(COUNTRY_TABLE, countries)],
    ['country_score.csv', writeTable(COUNTRY_SCORE_TABLE, scores)],
    ['observation.csv', writeTable(OBSERVATION_TABLE, observations)],
    ['import_source.csv', writeTable(IMPORT_SOURCE_TABLE, main.importSources)],
    ['end_use.csv', writeTable(END_USE_TABLE, readEndUses(named.endUses, entries))],
    ['price.csv', writeTable(PRICE_TABLE, prices)],
    [
      'export_control.csv',
      writeTable(EXPORT_CONTROL_TABLE, readExportControls(named.exportControls, entries)),
    ],
    ['stockpile_plan.csv', writeTable(STOCKPILE_PLAN_TABLE, plans)],
    ['program.csv', writeTable(PROGRAM_TABLE, readPrograms(named.programs))],
    ['instrument_precedent.csv', writeTable(PRECEDENT_TABLE, readPrecedents(named.precedents))],
    ['project.csv', writeTable(PROJECT_TABLE, readProjects(named.projects, entries))],
    ['hts.csv', writeTable(HTS_TABLE, readHts(named.hts))],
  ]);
}

function allObservations(
  raw: RawTables,
  entries: readonly MapEntry[],
  current: readonly Observation[],
  countryCode: (name: string) => string | undefined,
): readonly Observation[] {
  const key = readSalientKey(raw.named.salientKey);
  const salient = [...raw.salient]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .filter((table) => salientFile(table.path) !== undefined)
    .flatMap((table) => readSalient(table, key, entries));
  const world = readWorld2025(raw.named.world2025, entries, countryCode);
  compareEditions(salient, current);
  return noteSums([...current, ...readSupplement(raw.supplement), ...world, ...salient]);
}

const SUM_TOLERANCE = 0.03;

/**
 * Compares each world total with the sum of the countries listed. Where they differ by more than
 * three percent the total says so: rounding explains most, and withheld countries the rest.
 */
export function noteSums(observations: readonly Observation[]): readonly Observation[] {
  const keyOf = (row: Observation) => {
    const detail = normalForm(row.detail).replace(/[:,] rounded$/, '');
    return [row.source, row.commodity, row.stat, detail, row.period].join('|');
  };
  const sums = new Map<string, number>();
  for (const row of observations) {
    if (row.country === 'world' || row.value === null) continue;
    sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + row.value);
  }
  return observations.map((row) => {
    const sum = sums.get(keyOf(row));
    if (row.country !== 'world' || row.value === null || row.value === 0 || sum === undefined) {
      return row;
    }
    const ratio = sum / row.value;
    if (Math.abs(ratio - 1) <= SUM_TOLERANCE) return row;
    const note = `the countries listed add up to ${(ratio * 100).toFixed(1)} percent of it`;
    return { ...row, note: row.note === null ? note : `${row.note}; ${note}` };
  });
}

/** @throws Refusal `data.bad_sum` when the shares of a form do not add up to 99 to 101 */
export function checkShares(rows: readonly ImportSource[]): void {
  const sums = new Map<string, { sum: number; last: ImportSource }>();
  for (const row of rows) {
    const key = `${row.mineral}, ${row.form}`;
    sums.set(key, { sum: (sums.get(key)?.sum ?? 0) + row.sharePct, last: row });
  }
  for (const [key, { sum, last }] of sums) {
    if (sum >= 99 && sum <= 101) continue;
    throw new Refusal(
      'invalid',
      'data.bad_sum',
      `cannot accept the import sources of ${key} up to ${last.rowRef}, column 'Value': they add up to ${sum} percent`,
      'a row is missing, doubled or misread; compare with the source',
    );
  }
}

/** One price a year of each mineral: the current edition's, before it the edition before. */
function yearlyPrices(observations: readonly Observation[]): readonly Price[] {
  const seen = new Set<string>();
  return observations.flatMap((row): Price[] => {
    const key = `${row.mineral}|${row.period}`;
    const isOurs = row.stat === 'price' && row.primary && !row.mineral.startsWith('(');
    if (!isOurs || seen.has(key) || (row.source !== MCS_2026 && row.period !== '2020')) return [];
    seen.add(key);
    return [
      {
        mineral: row.mineral,
        series: row.detail,
        period: row.period,
        usdPerTonne: row.valueT,
        rawValue: row.raw,
        rawUnit: row.unit,
        basis: row.basis,
        source: row.source,
      },
    ];
  });
}

function sources(raw: RawTables): readonly Source[] {
  return SOURCES.map(({ file, ...source }) => ({
    ...source,
    sha256: file === null ? null : raw.sha256(file),
  }));
}
