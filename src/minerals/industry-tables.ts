import type { Industry, IndustryUse, PublishedEffect, UseIndustry } from './reference-data.ts';
import { table } from './table-spec.ts';

/*
 * Tables of the economy's accounts and of a published analysis that rests on such accounts. All are
 * kept as they are: no importer writes them.
 */

const SOURCE = 'source: text | id of a source in source.csv';

/** Transcribed: the totals of the use table, one row an industry. */
export const INDUSTRY_TABLE = table<Industry>('industry', [
  'code: text | code of the industry, and of the commodity it is named for',
  'name: text | name',
  'output_musd: number? | gross output at basic prices; empty where no industry makes the commodity | million USD of 2018',
  'intermediate_musd: number? | what the industry bought from others, imports included | million USD of 2018',
  'compensation_musd: number? | compensation of employees | million USD of 2018',
  'surplus_musd: number? | gross operating surplus | million USD of 2018',
  'other_taxes_musd: number? | other taxes on production | million USD of 2018',
  'value_added_musd: number? | value added at basic prices | million USD of 2018',
  'product_taxes_musd: number? | taxes on products and imports | million USD of 2018',
  'subsidies_musd: number? | subsidies, as a negative number | million USD of 2018',
  'value_added_market_musd: number? | value added at producer prices; the sum is GDP | million USD of 2018',
  "intermediate_use_musd: number | what industries use of the commodity, at purchasers' prices | million USD of 2018",
  "total_use_musd: number | what all use of it, exports included, at purchasers' prices | million USD of 2018",
  SOURCE,
]);

/** Transcribed: the inner part of the use table, without its empty cells. */
export const INDUSTRY_USE_TABLE = table<IndustryUse>('industry_use', [
  'commodity: text | commodity used, a code of industry.csv',
  'industry: text | industry that uses it, a code of industry.csv',
  "musd: number | use, at purchasers' prices, imports included | million USD of 2018",
  SOURCE,
]);

/** Written by hand: our reading of where a use takes place. */
export const USE_INDUSTRY_TABLE = table<UseIndustry>('use_industry', [
  'phrase: text | words in the name of a use or application; the first row that fits decides',
  'industry: text | industry that makes what the use names, a code of industry.csv',
  'share: number | share of the use; the shares of a phrase add up to 1 | share',
  'rationale: text | why this industry',
]);

/** Written by hand: what a published analysis puts the loss at. */
export const PUBLISHED_EFFECT_TABLE = table<PublishedEffect>('published_effect', [
  'mineral: text | id of a mineral in mineral.csv',
  'worst_musd: number | decrease of GDP in the worst single scenario | million USD',
  'weighted_musd: number | decrease of GDP, scenarios weighted by probability and added | million USD',
  'source: text | publication the row was transcribed from',
]);

export const ECONOMY_TABLES = [
  INDUSTRY_TABLE,
  INDUSTRY_USE_TABLE,
  USE_INDUSTRY_TABLE,
  PUBLISHED_EFFECT_TABLE,
] as const;
