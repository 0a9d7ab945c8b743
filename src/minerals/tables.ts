import type { Hts, InstrumentPrecedent, Program, StockpilePlan } from './authored.ts';
import { csvText } from './csv-text.ts';
import { DEMAND_TABLES } from './demand-tables.ts';
import { FINANCE_TABLES } from './finance-tables.ts';
import { ECONOMY_TABLES } from './industry-tables.ts';
import { PROJECT_TABLES } from './project-tables.ts';
import {
  type Assumption,
  BOUNDS,
  CONFIDENCES,
  type Country,
  type CountryScore,
  type EndUse,
  type ExportControl,
  FLAGS,
  type ImportSource,
  type Mineral,
  type Observation,
  PLANT_STAGES,
  PLANT_STATUSES,
  type Plant,
  PRICE_KINDS,
  type Price,
  type ProjectFact,
  type PublishedRank,
  type ShockEvent,
  type Source,
  STATS,
} from './reference-data.ts';
import { RULE_TABLES } from './rule-tables.ts';
import { type TableSpec, table } from './table-spec.ts';

/*
 * Our own tables: their files, columns, types, units and meanings. The dictionary data/columns.csv
 * comes from here.
 */

const MINERAL = 'mineral: text | id of a mineral in mineral.csv';
const SOURCE = 'source: text | id of a source in source.csv';
const CITED = 'source: text | publication the row was transcribed from';

export const SOURCE_TABLE = table<Source>('source', [
  'id: text | short name by which rows cite the source',
  'title: text | title',
  'publisher: text | who publishes it',
  'year: integer | year of publication | year',
  'edition: text | edition or date of the release',
  'url_or_doi: text | where it is found',
  'licence: text | terms of use',
  'retrieved: text | when it was taken | month',
  'sha256: text? | digest of the raw file, where one file is the source',
]);

export const MINERAL_TABLE = table<Mineral>(
  'mineral',
  [
    'id: text | short name by which rows cite the mineral',
    'name: text | name in the final list of 2025',
    'symbol: text? | chemical symbol',
    'group: text? | group whose figures cover it',
    'on_list2022: boolean | on the list of 2022 (50 minerals)',
    'on_list2025: boolean | on the list of 2025 (60 minerals)',
    'stage: text? | stage of the production figures',
    'data_level: text | own, group, partial or none: what figures exist',
    'applications: text? | main applications, USGS MCS 2026, table 6',
    'note: text? | what to know before using its figures',
  ],
  { stage: ['mine', 'smelter', 'refinery'], data_level: ['own', 'group', 'partial', 'none'] },
);

export const COUNTRY_TABLE = table<Country>('country', [
  'iso3: text | ISO 3166-1 alpha-3 code',
  'name: text | name as we show it',
  'usgs_name: text | name as USGS writes it',
  'wgi_code: text? | code in the governance indicators',
]);

export const COUNTRY_SCORE_TABLE = table<CountryScore>('country_score', [
  'iso3: text | country',
  'index: text | wgi-va, -pv, -ge, -rq, -rl, -cc, or oecd-crc',
  'year: integer | year | year',
  'value: number? | score; empty is not rated | -2.5 (weak) to 2.5 (strong); oecd-crc 0 to 7 (worst)',
  'stderr: number? | standard error of the estimate | as value',
  SOURCE,
]);

export const OBSERVATION_TABLE = table<Observation>(
  'observation',
  [
    'id: text | source, and line or cell of the raw file',
    'mineral: text | id of a mineral, or a group or other commodity in brackets',
    'commodity: text | commodity as USGS names it, spelling unified',
    'detail: text | statistic as USGS labels it',
    'stage: text? | mine, smelter or refinery',
    'stat: text | kind of statistic',
    "country: text | alpha-3 code, 'world', 'other', or several in brackets",
    'period: text | year | year',
    'value: number? | figure; empty where the source gives a bound or a symbol | see unit',
    'low: number? | least it can be, for a bound or a range | see unit',
    'high: number? | most it can be, for a bound or a range | see unit',
    'bound: text | =, <, > or range',
    'flag: text? | W withheld, NA not available, E net exporter, XX not applicable, s less than half the unit, zero a dash, text',
    'estimated: boolean | the source calls it an estimate',
    'unit: text~ | unit of value, low and high',
    'value_t: number? | value converted | t, or USD/t for a price',
    'basis: text? | what a tonne is a tonne of',
    "primary: boolean | the series that the mineral's map selects for this statistic",
    'raw: text~ | the cell of the source',
    'note: text? | what had to be put right, or is odd',
    SOURCE,
  ],
  { stat: STATS, bound: BOUNDS, flag: FLAGS, stage: ['mine', 'smelter', 'refinery'] },
);

export const IMPORT_SOURCE_TABLE = table<ImportSource>('import_source', [
  'mineral: text | id of a mineral, or a group or other commodity in brackets',
  'form: text | form imported, as USGS labels it',
  "country: text | alpha-3 code, 'other', or several in brackets",
  'share_pct: number | share of U.S. imports | percent',
  'period: text | years averaged | years',
  "primary: boolean | the form that the mineral's map selects",
  'row_ref: text | source and line of the raw file',
  SOURCE,
]);

export const END_USE_TABLE = table<EndUse>('end_use', [
  MINERAL,
  'use: text | end use',
  'share_pct: number? | share of the use | percent',
  'bound: text | = or >',
  'scope: text | whose consumption is shared out',
  'year: integer? | year | year',
  CITED,
]);

export const PRICE_TABLE = table<Price>('price', [
  MINERAL,
  'series: text | name of the price series',
  'period: text | year, or year and month',
  'usd_per_tonne: number? | price, nominal | USD/t',
  'raw_value: text~ | the cell of the source',
  'raw_unit: text | unit of the cell',
  'basis: text? | what a tonne is a tonne of',
  SOURCE,
]);

export const EXPORT_CONTROL_TABLE = table<ExportControl>(
  'export_control',
  [
    'iso3: text | country that controls its exports',
    MINERAL,
    'form: text | form that is controlled',
    'control: text | ban, licence or quota',
    'year_in_force: integer? | since when | year',
    CITED,
  ],
  { control: ['ban', 'licence', 'quota'] },
);

export const STOCKPILE_PLAN_TABLE = table<StockpilePlan>('stockpile_plan', [
  "mineral: text | id of a mineral, or '(all)'",
  'material: text | material as the plan names it',
  'fiscal_year: integer | fiscal year | year',
  'action: text | what the plan allows',
  'quantity_t: number? | quantity | t',
  'confidence: text | low, medium or high: how sure the transcription is',
  CITED,
]);

export const PROGRAM_TABLE = table<Program>('program', [
  'item: text | what is counted',
  'value: text | figure, or a bound | see unit',
  'unit: text | unit of value',
  'as_of: text | date',
  CITED,
]);

export const PRECEDENT_TABLE = table<InstrumentPrecedent>('instrument_precedent', [
  'id: text | short name',
  'date: text | day or month it was announced',
  'agency: text? | who pays or stands in',
  'counterparty: text? | company or project',
  "mineral: text | minerals, separated by ';'",
  'instrument: text | kind of deal',
  'amount_musd: text? | amount | million USD',
  'term_years: text? | term | years',
  'price_floor: text? | guaranteed price | see price_floor_unit',
  'price_floor_unit: text? | unit of price_floor',
  'quantity: text? | quantity | see quantity_unit',
  'quantity_unit: text? | unit of quantity',
  'status: text? | how far it is',
  'terms: text? | further terms',
  CITED,
]);

export const PROJECT_TABLE = table<ProjectFact>('project', [
  'id: text | short name',
  'project: text | name',
  'place: text | state or country',
  MINERAL,
  'stage: text | how far it is',
  'capacity_added: number? | capacity | see capacity_unit',
  'capacity_unit: text? | unit of capacity_added',
  'start: text? | planned start',
  'capex_musd: number? | cost to build | million USD',
  CITED,
]);

export const HTS_TABLE = table<Hts>('hts', [
  MINERAL,
  'code: text | code of the Harmonized Tariff Schedule',
  CITED,
]);

export const ASSUMPTION_TABLE = table<Assumption>('assumption', [
  'id: text | name of the assumption',
  "scope: text | for what it holds: 'all', or a class such as 'mineral:neodymium'",
  'low: number | least plausible | see unit',
  'mid: number | best guess | see unit',
  'high: number | most plausible | see unit',
  'unit: text | unit of low, mid and high',
  'rationale: text | why these numbers',
]);

/** Written by hand; read by the importer. */
export const SUPPLEMENT_TABLE = table<never>('supplement', [
  'id: text | name by which the fact is cited',
  MINERAL,
  'commodity: text | commodity as USGS names it',
  'detail: text | where in the edition it stands',
  'stat: text | kind of statistic',
  'country: text | alpha-3 code',
  'period: text | year | year',
  'value: text | figure, as printed | see unit',
  'unit: text | unit of value',
  'note: text? | why it stands here',
  SOURCE,
]);

/** Written by hand: what prices did around dated events, for the backtest. */
export const SHOCK_EVENT_TABLE = table<ShockEvent>(
  'shock_event',
  [
    MINERAL,
    'event: text | what happened',
    'control: text? | kind of export control, where there was one',
    'control_month: text? | month in which that control began | month',
    'ban_month: text? | month in which a ban on exports to the United States came on top, or had come | month',
    'country: text? | alpha-3 code of who imposed it',
    'series: text | price that is followed',
    'unit: text | unit of the price',
    'price_kind: text | month: price of a month; year_mean: mean price of a calendar year',
    'before_period: text | month or year of the first price, as price_kind says | month or year',
    'before: number | price before the event moved it | see unit',
    'after_period: text | month or year of the second price, as price_kind says | month or year',
    'after: number | price then | see unit',
    'note: text? | what to know of the two prices',
    CITED,
  ],
  { price_kind: PRICE_KINDS },
);

/** Written by hand: a published ranking, which ours is compared with. */
export const PUBLISHED_RANK_TABLE = table<PublishedRank>('published_rank', [
  MINERAL,
  'rank: integer | place in the published order; places of minerals that are not listed are left out',
  'basis: text | criterion that put it there',
  CITED,
]);

/** Written by hand: mines and plants whose standstill a country's figure would show. */
export const PLANT_TABLE = table<Plant>(
  'plant',
  [
    'id: text | short name of the plant; it has a row for each of its minerals',
    'name: text | name',
    MINERAL,
    'iso3: text | country, alpha-3 code',
    'stage: text | mine, smelter, refinery or plant: what the output is the output of',
    'year: integer | year of the output and of the share | year',
    'output_t: number? | output, on the basis of our production figures; empty where the source gives a share only | t/year',
    'output_low_t: number? | least it can be | t/year',
    'output_high_t: number? | most it can be | t/year',
    'share_of: text | id of the observation that the output is divided by, or whose share the source states',
    "share_low: number | least part of the country's output | 1",
    "share_mid: number | part of the country's output | 1",
    "share_high: number | greatest part of the country's output | 1",
    'status: text | operating, reduced, idle or closed, as the source last says',
    'note: text? | how the share was reckoned, and what to know of it',
    'confidence: text | verified: a statistical office, or two sources that agree; unverified: one other source',
    CITED,
  ],
  { stage: PLANT_STAGES, status: PLANT_STATUSES, confidence: CONFIDENCES },
);

const DICTIONARY_TABLE = table<never>('columns', [
  'table: text | name of the table: data/<table>.csv',
  'column: text | name of the column',
  'type: text | text, number, integer or boolean, and whether it may be empty',
  'unit: text? | unit of the figures',
  'meaning: text | what the column says',
  'source: text | where the rows of the table come from',
]);

/** In the order of the dictionary. */
export const TABLES: readonly TableSpec<unknown>[] = [
  SOURCE_TABLE,
  MINERAL_TABLE,
  COUNTRY_TABLE,
  COUNTRY_SCORE_TABLE,
  OBSERVATION_TABLE,
  IMPORT_SOURCE_TABLE,
  END_USE_TABLE,
  PRICE_TABLE,
  EXPORT_CONTROL_TABLE,
  STOCKPILE_PLAN_TABLE,
  PROGRAM_TABLE,
  PRECEDENT_TABLE,
  PROJECT_TABLE,
  HTS_TABLE,
  ASSUMPTION_TABLE,
  SUPPLEMENT_TABLE,
  SHOCK_EVENT_TABLE,
  PUBLISHED_RANK_TABLE,
  PLANT_TABLE,
  ...PROJECT_TABLES,
  ...DEMAND_TABLES,
  ...FINANCE_TABLES,
  ...ECONOMY_TABLES,
  ...RULE_TABLES,
  DICTIONARY_TABLE,
];

/** Tables that no importer writes: they are kept as they are. */
export const HAND_WRITTEN: readonly TableSpec<unknown>[] = [
  ASSUMPTION_TABLE,
  SUPPLEMENT_TABLE,
  SHOCK_EVENT_TABLE,
  PUBLISHED_RANK_TABLE,
  PLANT_TABLE,
  ...PROJECT_TABLES,
  ...DEMAND_TABLES,
  ...FINANCE_TABLES,
  ...ECONOMY_TABLES,
  ...RULE_TABLES,
];

/** The dictionary of all columns. */
export function dictionary(): string {
  return csvText(
    ['table', 'column', 'type', 'unit', 'meaning', 'source'],
    TABLES.flatMap(({ name, columns }) =>
      columns.map(({ column, type, isOptional, unit, meaning }) => [
        name,
        column,
        isOptional ? `${type}, may be empty` : type,
        unit,
        meaning,
        ORIGIN[name] ?? '',
      ]),
    ),
  );
}

const ORIGIN: Readonly<Record<string, string>> = {
  source: 'this project',
  mineral: 'usgs-mcs-2026, usgs-mcs-2025, this project',
  country: 'this project',
  country_score: 'wb-wgi-2023, oecd-crc-2026',
  observation: 'usgs-mcs-2026, usgs-mcs-2025',
  import_source: 'usgs-mcs-2026',
  end_use: 'usgs-mcs-2026 (text of the chapters)',
  price: 'usgs-mcs-2026, usgs-mcs-2025, wb-pink-sheet-2026-03',
  export_control: 'usgs-mcs-2026 (table 4)',
  stockpile_plan: 'usgs-mcs-2026 and usgs-mcs-2025 (chapters)',
  program: 'see the rows',
  instrument_precedent: 'see the rows',
  project: 'see the rows',
  hts: 'see the rows',
  assumption: 'this project; no source',
  supplement: 'see the rows',
  shock_event: 'see the rows',
  published_rank: 'see the rows',
  plant: 'see the rows',
  ...Object.fromEntries(PROJECT_TABLES.map(({ name }) => [name, 'see the rows'])),
  demand_case: 'this project; see the rows',
  published_claim: 'see the rows',
  finance: 'see the rows',
  share_count: 'see the rows',
  industry: 'bea-use-2018',
  industry_use: 'bea-use-2018',
  use_industry: 'this project; no source',
  published_effect: 'see the rows',
  rule_set: 'see the rows',
  rule: 'see the rows',
  listing_fact: 'see the rows',
  partner_fact: 'see the rows',
  columns: 'this project',
};
