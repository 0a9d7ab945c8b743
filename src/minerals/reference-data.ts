import * as z from 'zod';
import type { FinanceRecord, ShareCount } from './finance-records.ts';
import type { ProjectTables } from './project-statements.ts';
import type { ListingFact, PartnerFact, RuleRow, RuleSetRow } from './rule-rows.ts';

/*
 * The reserve's own tables, one schema a table: what data/<name>.csv holds, column by column.
 * Columns are snake_case in the files and camelCase here. An empty cell is null.
 */

const text = z.string().min(1);
const optionalText = text.nullable();
const number = z.number();
const optionalNumber = z.number().nullable();

/** Where a number comes from. */
export const Source = z.object({
  id: text, // 'usgs-mcs-2026'
  title: text,
  publisher: text,
  year: z.int(),
  edition: text,
  urlOrDoi: text,
  licence: text,
  retrieved: text,
  sha256: optionalText, // of the raw file, where one file is the source
});
export type Source = z.infer<typeof Source>;

/** One of the minerals of the 2022 or 2025 list, and how its rows are found and converted. */
export const Mineral = z.object({
  id: text, // 'gallium'
  name: text,
  symbol: optionalText,
  group: optionalText, // 'rare_earths' where figures exist for the group only
  onList2022: z.boolean(),
  onList2025: z.boolean(),
  stage: z.enum(['mine', 'smelter', 'refinery']).nullable(), // of the production figures
  dataLevel: z.enum(['own', 'group', 'partial', 'none']),
  applications: optionalText, // USGS MCS 2026, table 6
  note: optionalText,
});
export type Mineral = z.infer<typeof Mineral>;

export const Country = z.object({ iso3: text, name: text, usgsName: text, wgiCode: optionalText });
export type Country = z.infer<typeof Country>;

/** A score of a country, such as political stability (−2.5 weak to 2.5 strong). */
export const CountryScore = z.object({
  iso3: text,
  index: text, // 'wgi-pv', 'wgi-ge', 'wgi-rq', 'wgi-rl', 'wgi-cc', 'wgi-va', 'oecd-crc'
  year: z.int(),
  value: optionalNumber,
  stderr: optionalNumber,
  source: text,
});
export type CountryScore = z.infer<typeof CountryScore>;

export const BOUNDS = ['=', '<', '>', 'range'] as const;
export const FLAGS = ['W', 'NA', 'E', 'XX', 's', 'zero', 'text'] as const;
export const STATS = [
  'production',
  'capacity',
  'reserves',
  'import',
  'export',
  'consumption',
  'stock',
  'shipment',
  'price',
  'nir',
  'employment',
  'other',
] as const;

/**
 * One published figure, as published and as read. W and NA are never turned into 0.
 *
 * `value` is null where the source gives a symbol or a bound; `low` and `high` then say what is
 * known. A range has all three, its middle as `value`.
 */
export const Observation = z.object({
  id: text, // 'usgs-mcs-2026:4711', the source and the line of the raw file
  mineral: text, // a mineral's id, or the USGS commodity in brackets: '(asbestos)'
  commodity: text, // as USGS names it, spelling unified
  detail: text, // as USGS labels the statistic
  stage: z.enum(['mine', 'smelter', 'refinery']).nullable(),
  stat: z.enum(STATS),
  country: text, // ISO 3166 alpha-3, or 'world', 'other', or a composite in brackets
  period: text, // '2025'
  value: optionalNumber,
  low: optionalNumber,
  high: optionalNumber,
  bound: z.enum(BOUNDS),
  flag: z.enum(FLAGS).nullable(),
  estimated: z.boolean(),
  unit: text,
  valueT: optionalNumber, // tonnes, or USD per tonne for a price; null where it has no meaning
  basis: optionalText, // what a tonne is a tonne of: 'content', 'gross', 'Li2CO3' ...
  primary: z.boolean(), // the series that the mineral's map selects for this statistic
  raw: z.string(), // the cell itself
  note: optionalText,
  source: text,
});
export type Observation = z.infer<typeof Observation>;

/** Share of a mineral's U.S. imports by country, averaged over some years. */
export const ImportSource = z.object({
  mineral: text,
  form: text,
  country: text, // alpha-3 or 'other'
  sharePct: number,
  period: text, // '2021-2024'
  primary: z.boolean(), // the form that the mineral's map selects
  rowRef: text,
  source: text,
});
export type ImportSource = z.infer<typeof ImportSource>;

export const EndUse = z.object({
  mineral: text,
  use: text,
  sharePct: optionalNumber,
  bound: text,
  scope: text,
  year: z.int().nullable(),
  source: text,
});
export type EndUse = z.infer<typeof EndUse>;

export const Price = z.object({
  mineral: text,
  series: text,
  period: text, // '2025' or '2025-06'
  usdPerTonne: optionalNumber,
  rawValue: text,
  rawUnit: text,
  basis: optionalText,
  source: text,
});
export type Price = z.infer<typeof Price>;

export const ExportControl = z.object({
  iso3: text,
  mineral: text, // a mineral's id; group rows are expanded
  form: text,
  control: z.enum(['ban', 'licence', 'quota']),
  yearInForce: z.int().nullable(),
  source: text,
});
export type ExportControl = z.infer<typeof ExportControl>;

/** A mine or plant to come, as a source states it. */
export const ProjectFact = z.object({
  id: text,
  project: text,
  place: text,
  mineral: text, // one row a mineral
  stage: text,
  capacityAdded: optionalNumber,
  capacityUnit: optionalText,
  start: optionalText,
  capexMusd: optionalNumber,
  source: text,
});
export type ProjectFact = z.infer<typeof ProjectFact>;

/**
 * A number that no source gives: named, ranged, shown as such, and varied in every run.
 *
 * `scope` says for what it holds: 'all', a class such as 'use:electronics', a country 'country:CHN',
 * a mineral 'mineral:neodymium'.
 */
export const Assumption = z.object({
  id: text, // 'demand_elasticity'
  scope: text,
  low: number,
  mid: number,
  high: number,
  unit: text,
  rationale: text,
});
export type Assumption = z.infer<typeof Assumption>;

export const PRICE_KINDS = ['month', 'year_mean'] as const;

/** What a price did around a dated event; a model that is fitted to it is not tested by it. */
export const ShockEvent = z.object({
  mineral: text,
  event: text,
  control: optionalText, // null where no control was imposed
  controlMonth: optionalText, // '2024-09', when it began
  banMonth: optionalText, // '2024-12', when a ban on exports to the United States came on top
  country: optionalText,
  series: text,
  unit: text,
  priceKind: z.enum(PRICE_KINDS), // of both prices
  beforePeriod: text, // '2024-08' of a month, '2024' of a yearly mean
  before: number,
  afterPeriod: text,
  after: number,
  note: optionalText,
  source: text,
});
export type ShockEvent = z.infer<typeof ShockEvent>;

/** A place in a published ranking of the minerals. */
export const PublishedRank = z.object({
  mineral: text,
  rank: z.int(),
  basis: text,
  source: text,
});
export type PublishedRank = z.infer<typeof PublishedRank>;

export const PLANT_STAGES = ['mine', 'smelter', 'refinery', 'plant'] as const;
export const PLANT_STATUSES = ['operating', 'reduced', 'idle', 'closed'] as const;
export const CONFIDENCES = ['verified', 'unverified'] as const;

/**
 * What a named mine or plant gives of a mineral, as a part of what its country gives.
 *
 * A plant with several minerals has a row for each: `id` and `mineral` together name a row. Shares
 * are in (0, 1] and say how much of the country's figure is lost when the plant stands still.
 */
export const Plant = z.object({
  id: text, // 'stillwater'
  name: text,
  mineral: text,
  iso3: text,
  stage: z.enum(PLANT_STAGES),
  year: z.int(), // of the output and of the share
  outputT: optionalNumber, // null where the source gives a share only
  outputLowT: optionalNumber,
  outputHighT: optionalNumber,
  shareOf: text, // id of the observation that output is divided by, or the words of a published share
  shareLow: number,
  shareMid: number,
  shareHigh: number,
  status: z.enum(PLANT_STATUSES),
  note: optionalText,
  confidence: z.enum(CONFIDENCES), // 'verified': a statistical office, or two sources that agree
  source: text,
});
export type Plant = z.infer<typeof Plant>;

/** What the published analysis says a year-long stop costs: its worst scenario, and by chance. */
export const PublishedEffect = z.object({
  mineral: text,
  worstMusd: number,
  weightedMusd: number,
  source: text,
});
export type PublishedEffect = z.infer<typeof PublishedEffect>;

export const DEMAND_METHODS = ['level', 'trend', 'growth'] as const;

/** A named path of U.S. demand: as it is, as it went, or growing by an assumed rate. */
export const DemandCase = z.object({
  id: text, // 'flat'
  name: text,
  method: z.enum(DEMAND_METHODS),
  growthLow: optionalNumber, // share per year, for the method 'growth' only
  growthMid: optionalNumber,
  growthHigh: optionalNumber,
  rationale: text,
  confidence: z.enum(CONFIDENCES), // 'verified': it only carries on published figures
});
export type DemandCase = z.infer<typeof DemandCase>;

/** What somebody says of demand, supply or money; shown beside results and counted in none. */
export const PublishedClaim = z.object({
  id: text,
  statement: text, // in our words
  low: optionalNumber,
  high: optionalNumber,
  unit: text,
  fromYear: z.int().nullable(),
  toYear: z.int().nullable(),
  speaker: text,
  standing: text, // how it came to us, and what interest may stand behind it
  source: text,
});
export type PublishedClaim = z.infer<typeof PublishedClaim>;

/**
 * Accounts of an industry in a year, and how much of the commodity it is named for is used.
 *
 * Two commodities that no industry makes have only the latter.
 */
export const Industry = z.object({
  code: text, // '334'
  name: text,
  outputMusd: optionalNumber, // at basic prices
  intermediateMusd: optionalNumber, // bought from other industries, imports included
  compensationMusd: optionalNumber,
  surplusMusd: optionalNumber,
  otherTaxesMusd: optionalNumber,
  valueAddedMusd: optionalNumber, // at basic prices
  productTaxesMusd: optionalNumber,
  subsidiesMusd: optionalNumber, // negative
  valueAddedMarketMusd: optionalNumber, // its sum over all industries is GDP
  intermediateUseMusd: number, // of the commodity, at purchasers' prices
  totalUseMusd: number,
  source: text,
});
export type Industry = z.infer<typeof Industry>;

/** How much of a commodity an industry uses in a year. */
export const IndustryUse = z.object({
  commodity: text,
  industry: text,
  musd: number,
  source: text,
});
export type IndustryUse = z.infer<typeof IndustryUse>;

/** In which industry a use of a mineral takes place: our reading, which no source confirms. */
export const UseIndustry = z.object({
  phrase: text, // found in the words by which a source names the use
  industry: text,
  share: number,
  rationale: text,
});
export type UseIndustry = z.infer<typeof UseIndustry>;

/** Everything a model may know, loaded once and never changed. */
export interface ReferenceData {
  readonly version: string; // '2026.1'
  readonly digest: string; // of all tables together
  readonly sources: readonly Source[];
  readonly minerals: readonly Mineral[];
  readonly countries: readonly Country[];
  readonly countryScores: readonly CountryScore[];
  readonly observations: readonly Observation[];
  readonly importSources: readonly ImportSource[];
  readonly endUses: readonly EndUse[];
  readonly prices: readonly Price[];
  readonly exportControls: readonly ExportControl[];
  readonly projects: readonly ProjectFact[];
  readonly projectTables: ProjectTables;
  readonly assumptions: readonly Assumption[];
  readonly shockEvents: readonly ShockEvent[];
  readonly publishedRanks: readonly PublishedRank[];
  readonly plants: readonly Plant[];
  readonly finance: readonly FinanceRecord[];
  readonly shareCounts: readonly ShareCount[];
  readonly publishedEffects: readonly PublishedEffect[];
  readonly demandCases: readonly DemandCase[];
  readonly publishedClaims: readonly PublishedClaim[];
  readonly industries: readonly Industry[];
  readonly industryUses: readonly IndustryUse[];
  readonly useIndustries: readonly UseIndustry[];
  readonly ruleSets: readonly RuleSetRow[];
  readonly rules: readonly RuleRow[];
  readonly listingFacts: readonly ListingFact[];
  readonly partnerFacts: readonly PartnerFact[];
}
