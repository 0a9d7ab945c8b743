import { nearest } from '../base/nearest.ts';
import { Refusal } from '../base/refusal.ts';
import type {
  Country,
  ExportControl,
  Mineral,
  Observation,
  ReferenceData,
} from './reference-data.ts';
import { tonnesPerUnit } from './unit.ts';

/*
 * Questions that the models ask of the reference tables.
 *
 * Every answer keeps what the source left open: `value` is null where it gave a bound or a symbol,
 * and `low`, `high` and `qualifier` say what is known. `evidence` names the rows.
 */

/** Why a figure is not a plain number. */
export type Qualifier = 'W' | 'NA' | 'E' | 'XX' | 's' | '>' | '<' | 'range' | 'text';

/** A figure with what is known of it. */
export interface Figure {
  readonly value: number | null;
  readonly low: number | null; // null: nothing is known on this side
  readonly high: number | null;
  readonly qualifier: Qualifier | null;
  readonly year: number;
  readonly estimated: boolean;
  readonly group: string | null; // 'rare_earths': the figure is of the whole group
  readonly evidence: readonly string[]; // ids of observations
}

export type Edition = 2025 | 2026;

/** Net import reliance [percent], of what and by which definition. */
export interface Reliance extends Figure {
  readonly commodity: string;
  readonly detail: string;
}

export interface CommodityReliance extends Reliance {
  /** A mineral's id, or a commodity that is on no list in brackets: '(asbestos)'. */
  readonly mineral: string;
}

/** Production of a country [t]; `country` is alpha-3, 'other', 'world', or a composite in brackets. */
export interface CountryProduction extends Figure {
  readonly country: string;
  readonly tonnes: number | null; // the same as `value`
  readonly stage: Observation['stage'];
  readonly basis: string | null; // what a tonne is a tonne of
}

export interface ImportShare {
  readonly country: string; // alpha-3 or 'other'
  readonly share: number; // 0 to 1
  readonly form: string;
  readonly period: string; // '2021-2024'
  readonly group: string | null;
  readonly evidence: string;
}

export type ConsumptionKind = 'apparent' | 'reported' | 'estimated';

export interface Consumption extends Figure {
  readonly kind: ConsumptionKind;
}

/** A price [USD/t]. */
export interface MineralPrice extends Figure {
  readonly series: string;
  readonly basis: string | null;
}

const LATEST_YEAR = 2025; // that the current edition covers

/** @throws Refusal `mineral.not_found` with the nearest names as hint */
export function findMineral(data: ReferenceData, id: string): Mineral {
  const mineral = data.minerals.find((each) => each.id === id);
  if (mineral !== undefined) return mineral;
  const near = nearestMinerals(data, id).map((each) => each.id);
  throw new Refusal(
    'not_found',
    'mineral.not_found',
    `there is no mineral '${id}'`,
    `the nearest are ${near.join(', ')}; \`lodestock dependency list\` shows all`,
  );
}

/** The minerals whose ids or names are nearest to a word, the nearest first. */
export function nearestMinerals({ minerals }: ReferenceData, word: string): readonly Mineral[] {
  const names = nearest(
    word,
    minerals.flatMap(({ id, name }) => [id, name]),
  );
  return [
    ...new Set(names.map((found) => minerals.find((m) => m.id === found || m.name === found)!)),
  ];
}

/** A country by its alpha-3 code or its name. @throws Refusal `country.not_found` */
export function findCountry(data: ReferenceData, code: string): Country {
  const wanted = code.toUpperCase();
  const country = data.countries.find(
    (each) => each.iso3 === wanted || each.name.toUpperCase() === wanted,
  );
  if (country !== undefined) return country;
  const near = nearestCountries(data, code).map((each) => `${each.iso3} (${each.name})`);
  throw new Refusal(
    'not_found',
    'country.not_found',
    `there is no country '${code}'`,
    `write its three-letter code, such as CHN; the nearest are ${near.join(', ')}`,
  );
}

/** The countries whose codes or names are nearest to a word, the nearest first. */
export function nearestCountries({ countries }: ReferenceData, word: string): readonly Country[] {
  const names = nearest(
    word,
    countries.flatMap(({ iso3, name }) => [iso3, name]),
  );
  return [
    ...new Set(names.map((found) => countries.find((c) => c.iso3 === found || c.name === found)!)),
  ];
}

/**
 * Net import reliance of a mineral in an edition [percent], or null where the edition has none.
 *
 * An edition reports on the year before it: 2026 on 2025. A net exporter has `high` 0; a
 * lower bound has `high` 100. Withheld figures have neither.
 */
export function importReliance(
  data: ReferenceData,
  mineralId: string,
  edition: Edition,
): Reliance | null {
  const found = primaryRows(data, mineralId, 'nir', edition - 1, `usgs-mcs-${edition}`);
  return found.rows[0] === undefined ? null : relianceOf(found.rows[0], found.group);
}

/** Net import reliance of a mineral for a year [percent], from the newest edition that has it. */
export function relianceInYear(
  data: ReferenceData,
  mineralId: string,
  year: number,
): Reliance | null {
  const { rows, group } = primaryRows(data, mineralId, 'nir', year);
  const [newest] = [...rows].sort((a, b) => (a.source < b.source ? 1 : -1));
  return newest === undefined ? null : relianceOf(newest, group);
}

/**
 * Net import reliance of every commodity that USGS counts by itself, listed minerals and others.
 *
 * A figure for a group (rare earths, heavy rare earths) stands for several minerals and is not
 * counted as a commodity; neither is a form of a listed mineral beside the one its map selects.
 *
 * @source docs/models/data.md, "What counts as one commodity"
 */
export function importRelianceByCommodity(
  data: ReferenceData,
  edition: Edition,
): readonly CommodityReliance[] {
  const source = `usgs-mcs-${edition}`;
  return data.observations
    .filter(
      (row) =>
        row.stat === 'nir' &&
        row.primary &&
        row.source === source &&
        row.period === String(edition - 1) &&
        !GROUP_IDS.has(row.mineral),
    )
    .map((row) => ({ ...relianceOf(row, null), mineral: row.mineral }));
}

/**
 * Production by country [t], 'other' and 'world' rows included, in the order of the source.
 *
 * Empty where the source has no figures. Withheld countries are rows with null.
 *
 * @param year - 2023 to 2025; by default the latest
 */
export function productionByCountry(
  data: ReferenceData,
  mineralId: string,
  year: number = LATEST_YEAR,
): readonly CountryProduction[] {
  const source = year >= LATEST_YEAR - 1 ? 'usgs-mcs-2026' : 'usgs-mcs-2025';
  const { rows, group } = primaryRows(data, mineralId, 'production', year, source);
  return rows.map((row) => {
    const figure = tonnesOf(row, group);
    const { country, stage, basis } = row;
    return { ...figure, tonnes: figure.value, country, stage, basis };
  });
}

/** Shares of U.S. imports by country, 2021-2024, of the form that the map selects. */
export function importShares(data: ReferenceData, mineralId: string): readonly ImportShare[] {
  for (const id of idsOf(data, mineralId)) {
    const rows = data.importSources.filter((row) => row.mineral === id && row.primary);
    if (rows.length === 0) continue;
    return rows.map(({ country, sharePct, form, period, rowRef }) => ({
      country,
      share: sharePct / 100,
      form,
      period,
      group: groupName(id),
      evidence: rowRef,
    }));
  }
  return [];
}

/** U.S. consumption [t/yr] by the definition the map selects, or null where there is none. */
export function consumptionTonnes(
  data: ReferenceData,
  mineralId: string,
  year: number = LATEST_YEAR,
): Consumption | null {
  const { rows, group } = primaryRows(data, mineralId, 'consumption', year);
  const row = rows[0];
  if (row === undefined) return null;
  const text = row.detail.toLowerCase();
  const kind = text.includes('apparent')
    ? 'apparent'
    : text.includes('reported')
      ? 'reported'
      : 'estimated';
  return { ...tonnesOf(row, group), kind };
}

/** Yearly price [USD/t], 2020 to 2025, or null where there is none. */
export function priceUsdPerTonne(
  data: ReferenceData,
  mineralId: string,
  year: number = LATEST_YEAR,
): MineralPrice | null {
  const { rows } = primaryRows(data, mineralId, 'price', year);
  const row = rows[0];
  if (row === undefined) return null;
  const { detail: series, basis } = row;
  const scale = row.value === null || row.valueT === null ? 1 : row.valueT / row.value;
  const figure = scaled(row, scale, null);
  const isPlain = row.bound === '=';
  const ends = isPlain ? { low: row.valueT, high: row.valueT } : {};
  return { ...figure, ...ends, value: row.valueT, series, basis };
}

export interface MonthlyPrices {
  readonly series: string;
  readonly basis: string | null;
  readonly source: string;
  readonly points: readonly { readonly month: string; readonly usdPerTonne: number | null }[];
}

/** Monthly prices [USD/t] from a month such as '2020-01' on, or null where none are published. */
export function monthlyPrices(
  data: ReferenceData,
  mineralId: string,
  fromMonth: string,
): MonthlyPrices | null {
  const rows = data.prices.filter(
    ({ mineral, period }) =>
      mineral === mineralId && period.length === 'yyyy-mm'.length && period >= fromMonth,
  );
  const [first] = rows;
  if (first === undefined) return null;
  const { series, basis, source } = first;
  const points = rows
    .filter((row) => row.series === series)
    .map(({ period, usdPerTonne }) => ({ month: period, usdPerTonne }))
    .sort((a, b) => (a.month < b.month ? -1 : 1));
  return { series, basis, source, points };
}

/** U.S. production [t/yr] of the stage that the map selects, or null where there is no row. */
export function usProductionTonnes(
  data: ReferenceData,
  mineralId: string,
  year: number = LATEST_YEAR,
): Figure | null {
  return productionByCountry(data, mineralId, year).find((row) => row.country === 'USA') ?? null;
}

/** Export controls in force that name the mineral. */
export function exportControlsOn(data: ReferenceData, mineralId: string): readonly ExportControl[] {
  return data.exportControls.filter((row) => row.mineral === mineralId);
}

const GROUP_CHAIN: Readonly<Record<string, readonly string[]>> = {
  rare_earths: ['(rare_earths)'],
  heavy_rare_earths: ['(heavy_rare_earths)', '(rare_earths)'],
};
const GROUP_IDS: ReadonlySet<string> = new Set(Object.values(GROUP_CHAIN).flat());

/** Where a mineral's figures may stand: under its own id, then under its groups. */
export function idsOf(data: ReferenceData, mineralId: string): readonly string[] {
  const { id, group, dataLevel } = findMineral(data, mineralId);
  if (dataLevel !== 'group') return [id];
  return [id, ...(GROUP_CHAIN[group ?? ''] ?? [])];
}

export function groupName(id: string): string | null {
  return GROUP_IDS.has(id) ? id.slice(1, -1) : null;
}

/** The selected rows of a statistic, of the mineral itself or else of its group. */
function primaryRows(
  data: ReferenceData,
  mineralId: string,
  stat: Observation['stat'],
  year: number,
  source?: string,
): { readonly rows: readonly Observation[]; readonly group: string | null } {
  for (const id of idsOf(data, mineralId)) {
    const rows = (rowsByMineral(data).get(`${id}/${stat}/${year}`) ?? []).filter(
      (row) => source === undefined || row.source === source,
    );
    if (rows.length > 0) return { rows, group: groupName(id) };
  }
  return { rows: [], group: null };
}

// The tables never change once loaded, so what is computed from them may be kept beside them.
const indexes = new WeakMap<ReferenceData, ReadonlyMap<string, readonly Observation[]>>();

function rowsByMineral(data: ReferenceData): ReadonlyMap<string, readonly Observation[]> {
  const known = indexes.get(data);
  if (known !== undefined) return known;
  const index = new Map<string, Observation[]>();
  for (const row of data.observations) {
    if (!row.primary) continue;
    const key = `${row.mineral}/${row.stat}/${row.period}`;
    const rows = index.get(key);
    if (rows === undefined) index.set(key, [row]);
    else rows.push(row);
  }
  indexes.set(data, index);
  return index;
}

function relianceOf(row: Observation, group: string | null): Reliance {
  const figure = scaled(row, 1, group);
  const { commodity, detail } = row;
  if (row.flag === 'E') return { ...figure, high: 0, commodity, detail };
  const low = row.bound === '<' ? (figure.low ?? 0) : figure.low;
  const high = row.bound === '>' ? (figure.high ?? 100) : figure.high;
  return { ...figure, low, high, commodity, detail };
}

/** A figure of a mass in tonnes, with the bounds that its row gives. */
export function tonnesOf(row: Observation, group: string | null): Figure {
  const figure = scaled(row, tonnesPerUnit(row.unit) ?? 1, group);
  const low = row.bound === '<' ? (figure.low ?? 0) : figure.low;
  if (row.value === null) return { ...figure, low };
  const value = row.bound === '=' ? row.valueT : figure.value;
  return row.bound === '=' ? { ...figure, value, low: value, high: value } : { ...figure, low };
}

function scaled(row: Observation, factor: number, group: string | null): Figure {
  const times = (x: number | null) => (x === null ? null : x * factor);
  const isPlain = row.value !== null && row.bound === '=';
  return {
    value: times(row.value),
    low: times(isPlain ? row.value : row.low),
    high: times(isPlain ? row.value : row.high),
    qualifier: qualifierOf(row),
    year: Number(row.period),
    estimated: row.estimated,
    group,
    evidence: [row.id],
  };
}

function qualifierOf(row: Observation): Qualifier | null {
  if (row.flag !== null && row.flag !== 'zero') return row.flag;
  return row.bound === '=' ? null : row.bound;
}
