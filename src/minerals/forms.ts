import {
  type CountryProduction,
  type Figure,
  findMineral,
  groupName,
  idsOf,
  tonnesOf,
} from './minerals.ts';
import { observationsOf } from './observations.ts';
import type { Observation, ReferenceData } from './reference-data.ts';
import { tonnesPerUnit } from './unit.ts';

/*
 * Series beside the one that a mineral's map selects: earlier and later stages of its making, what
 * the United States makes and buys of each form, and what plants could make.
 */

const EDITION = 'usgs-mcs-2026';
const LAST_TWO_YEARS = '2024'; // from then on the edition counts output by country

/** Output by country at one stage, of the mineral itself or of what it is made from. */
export interface StageProduction {
  readonly stage: NonNullable<Observation['stage']>;
  readonly what: string; // 'bauxite'
  readonly rows: readonly CountryProduction[];
}

interface StageSeries {
  readonly stage: NonNullable<Observation['stage']>;
  readonly what: string;
  readonly mineral: string; // as data/observation.csv names it
  readonly details: readonly string[]; // added up where they are several
  readonly world: string;
}

/** Minerals whose output the source counts at more than one stage, from the mine onwards. */
const STAGES: Readonly<Record<string, readonly StageSeries[]>> = {
  aluminum: [
    {
      stage: 'mine',
      what: 'bauxite',
      mineral: '(bauxite)',
      details: ['Bauxite, mine production'],
      world: 'Bauxite, mine production: rounded',
    },
    {
      stage: 'refinery',
      what: 'alumina',
      mineral: '(alumina)',
      details: ['Alumina, refinery production'],
      world: 'Alumina, refinery production: rounded',
    },
    {
      stage: 'smelter',
      what: 'aluminum',
      mineral: 'aluminum',
      details: ['Smelter production'],
      world: 'Smelter production: rounded',
    },
  ],
  copper: [
    {
      stage: 'mine',
      what: 'copper',
      mineral: 'copper',
      details: ['Mine production'],
      world: 'Mine production: rounded',
    },
    {
      stage: 'refinery',
      what: 'refined copper',
      mineral: 'copper',
      details: ['Refinery production'],
      world: 'Refinery production: rounded',
    },
  ],
  titanium: [
    {
      stage: 'mine',
      what: 'titanium mineral concentrates',
      mineral: '(titanium mineral concentrates)',
      details: ['Mine production: Ilmenite', 'Mine production: Rutile'],
      world: 'Mine production: ilmenite and rutile, rounded',
    },
    {
      stage: 'smelter',
      what: 'titanium sponge',
      mineral: 'titanium',
      details: ['Titanium sponge metal production'],
      world: 'Titanium sponge metal production: rounded',
    },
  ],
};

/** Whether the source counts a mineral's output at more than one stage. */
export const hasStages = (mineralId: string): boolean => mineralId in STAGES;

/**
 * Output by country at every stage that the source counts, from the mine onwards; empty for a
 * mineral that it counts at one stage only.
 */
export function productionByStage(
  data: ReferenceData,
  mineralId: string,
  year: number,
): readonly StageProduction[] {
  return (STAGES[mineralId] ?? []).map((series) => {
    const { stage, what, mineral, details, world } = series;
    const rows = observationsOf(data, mineral).filter(
      (row) =>
        row.stat === 'production' &&
        row.period === String(year) &&
        row.source === EDITION &&
        (details.includes(row.detail) || row.detail === world),
    );
    const countries = [...new Set(rows.map(({ country }) => country))];
    const sums = countries.map((country) => sumOf(rows.filter((row) => row.country === country)));
    return { stage, what, rows: sums };
  });
}

/** Rows of one country as one figure: of forms that are counted apart, such as two ores. */
function sumOf(rows: readonly Observation[]): CountryProduction {
  const [first] = rows;
  const { country, stage, basis } = first!; // a country has a row, or it would not be here
  const figures = rows.map((row) => tonnesOf(row, null));
  const of = { country, stage, basis };
  const [only] = figures;
  if (figures.length === 1) return { ...only!, tonnes: only!.value, ...of };
  const total = (ends: readonly (number | null)[]) =>
    ends.every((end) => end !== null) ? ends.reduce((sum, end) => sum + end, 0) : null;
  const value = total(figures.map((each) => each.value));
  const low = total(figures.map((each) => each.value ?? each.low));
  const high = total(figures.map((each) => each.value ?? each.high));
  const middle = low === null || high === null ? null : (low + high) / 2;
  return {
    ...only!,
    value: value ?? middle,
    low,
    high,
    qualifier: value === null && middle !== null ? 'range' : only!.qualifier,
    estimated: figures.some(({ estimated }) => estimated),
    evidence: figures.flatMap(({ evidence }) => evidence),
    tonnes: value ?? middle,
    ...of,
  };
}

/** What the United States makes, buys or sells of one form, year by year [t]. */
export interface FormSeries {
  readonly form: string; // 'Metal', or 'all forms' where the source names none
  readonly points: readonly Figure[];
}

const STATEMENT = /^(imports( for consumption)?|exports|(mine )?production)\b[,:]?\s*/i;

/**
 * U.S. imports, exports or production of every form that is published, 2021 to 2025 [t].
 *
 * Forms must not be added: some contain others, and some are gross weights.
 */
export function usSeriesByForm(
  data: ReferenceData,
  mineralId: string,
  stat: 'import' | 'export' | 'production',
): readonly FormSeries[] {
  findMineral(data, mineralId);
  for (const id of idsOf(data, mineralId)) {
    const rows = observationsOf(data, id).filter(
      (row) =>
        row.stat === stat &&
        row.source === EDITION &&
        !(stat === 'production' && row.primary) &&
        tonnesPerUnit(row.unit) !== undefined,
    );
    // The world's tables have the United States too, for the last two years only.
    const long = new Set(rows.filter(({ period }) => period < LAST_TWO_YEARS).map(keyOf));
    const own = rows.filter((row) => row.country === 'USA' && long.has(keyOf(row)));
    if (own.length === 0) continue;
    const isMixed = new Set(own.map(({ commodity }) => commodity)).size > 1;
    return [...new Set(own.map(keyOf))].map((key) => {
      const points = own.filter((row) => keyOf(row) === key);
      const form = formOf(points[0]!);
      const name = isMixed ? `${points[0]!.commodity}: ${form}` : form;
      return { form: name, points: points.map((row) => tonnesOf(row, groupName(id))).sort(byYear) };
    });
  }
  return [];
}

const keyOf = ({ commodity, detail }: Observation) => `${commodity}/${detail}`;
const byYear = (a: Figure, b: Figure) => a.year - b.year;

/** 'Imports for consumption: Metal' → 'Metal'. */
function formOf({ detail }: Observation): string {
  const form = detail.replace(STATEMENT, '').replace(/,$/, '').trim();
  return form === '' ? 'all forms' : form;
}

/** What plants of a country could make in a year, at the stage that the mineral's map selects. */
export interface Capacity extends Figure {
  readonly country: string;
}

/** Capacity by country [t/yr], where the source publishes it; most minerals have none. */
export function capacityByCountry(
  data: ReferenceData,
  mineralId: string,
  year: number,
): readonly Capacity[] {
  const rows = observationsOf(data, mineralId).filter(
    ({ period, source }) => period === String(year) && source === EDITION,
  );
  const made = rows.find(
    (row) => row.stat === 'production' && row.primary && row.country !== 'USA',
  );
  const found = rows.filter(
    ({ stat, commodity }) => stat === 'capacity' && commodity === made?.commodity,
  );
  const counts = new Map<string, number>();
  for (const { detail } of found) counts.set(detail, 1 + (counts.get(detail) ?? 0));
  const [main] = [...counts].sort(([, a], [, b]) => b - a).map(([detail]) => detail);
  return found
    .filter(({ detail }) => detail === main) // the longest list: not that of concentrate
    .map((row) => ({ ...tonnesOf(row, null), country: row.country }));
}
