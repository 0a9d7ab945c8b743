import { expect, test } from 'vitest';
import type * as z from 'zod';
import { tableOf } from '../../test/support/raw-sample.ts';
import * as demand from './demand-tables.ts';
import { FinanceRecord, ShareCount } from './finance-records.ts';
import * as finance from './finance-tables.ts';
import * as economy from './industry-tables.ts';
import * as statements from './project-statements.ts';
import * as project from './project-tables.ts';
import * as schemas from './reference-data.ts';
import * as ruleRows from './rule-rows.ts';
import * as rules from './rule-tables.ts';
import { readTable, type TableSpec, writeTable } from './table-spec.ts';
import * as tables from './tables.ts';

const PAIRS: readonly (readonly [TableSpec<unknown>, z.ZodObject])[] = [
  [tables.SOURCE_TABLE, schemas.Source],
  [tables.MINERAL_TABLE, schemas.Mineral],
  [tables.COUNTRY_TABLE, schemas.Country],
  [tables.COUNTRY_SCORE_TABLE, schemas.CountryScore],
  [tables.OBSERVATION_TABLE, schemas.Observation],
  [tables.IMPORT_SOURCE_TABLE, schemas.ImportSource],
  [tables.END_USE_TABLE, schemas.EndUse],
  [tables.PRICE_TABLE, schemas.Price],
  [tables.EXPORT_CONTROL_TABLE, schemas.ExportControl],
  [tables.PROJECT_TABLE, schemas.ProjectFact],
  [tables.ASSUMPTION_TABLE, schemas.Assumption],
  [tables.SHOCK_EVENT_TABLE, schemas.ShockEvent],
  [tables.PUBLISHED_RANK_TABLE, schemas.PublishedRank],
  [tables.PLANT_TABLE, schemas.Plant],
  [project.PROJECT_RECORD_TABLE, statements.ProjectHead],
  [project.PROJECT_DETAIL_TABLE, statements.ProjectDetail],
  [project.PROJECT_PERMIT_TABLE, statements.ProjectPermit],
  [project.PROJECT_PRODUCT_TABLE, statements.ProjectProduct],
  [project.PROJECT_CAPACITY_TABLE, statements.ProjectCapacity],
  [project.PROJECT_AWARD_TABLE, statements.ProjectAward],
  [project.PROJECT_MILESTONE_TABLE, statements.ProjectMilestone],
  [project.PROJECT_RESOURCE_TABLE, statements.ProjectResource],
  [project.PROJECT_TEST_TABLE, statements.ProjectTest],
  [project.PROJECT_DOCUMENT_TABLE, statements.ProjectDocument],
  [project.PROJECT_CLAIM_TABLE, statements.ProjectClaim],
  [demand.DEMAND_CASE_TABLE, schemas.DemandCase],
  [demand.PUBLISHED_CLAIM_TABLE, schemas.PublishedClaim],
  [finance.FINANCE_TABLE, FinanceRecord],
  [finance.SHARE_COUNT_TABLE, ShareCount],
  [economy.PUBLISHED_EFFECT_TABLE, schemas.PublishedEffect],
  [economy.INDUSTRY_TABLE, schemas.Industry],
  [economy.INDUSTRY_USE_TABLE, schemas.IndustryUse],
  [economy.USE_INDUSTRY_TABLE, schemas.UseIndustry],
  [rules.RULE_SET_TABLE, ruleRows.RuleSetRow],
  [rules.RULE_TABLE, ruleRows.RuleRow],
  [rules.LISTING_FACT_TABLE, ruleRows.ListingFact],
  [rules.PARTNER_FACT_TABLE, ruleRows.PartnerFact],
];

test.each(PAIRS)('the columns of $name are the fields of its schema', ({ columns }, schema) => {
  expect(new Set(columns.map(({ field }) => field))).toEqual(new Set(Object.keys(schema.shape)));
  for (const { field, isOptional } of columns) {
    const accepts = (schema.shape[field] as z.ZodType).safeParse(null).success; // a schema by type
    expect([field, accepts]).toEqual([field, isOptional]);
  }
});

test('a table that is written is read back the same', () => {
  const price = {
    mineral: 'tin',
    series: 'Price, "LME", cash',
    period: '2025',
    usdPerTonne: 33069.3,
    rawValue: '1,500',
    rawUnit: 'cents per pound',
    basis: null,
    source: 'x',
  };
  const text = writeTable(tables.PRICE_TABLE, [price]);
  expect(readTable(tables.PRICE_TABLE, tableOf('price.csv', text))).toEqual([price]);
});

test.each([
  ['XYZ,wgi-pv,2022,abc,,s', "line 2, column 'value': 'abc' is not a number"],
  ['XYZ,wgi-pv,2022.5,1,,s', "line 2, column 'year'"],
  [',wgi-pv,2022,1,,s', "line 2, column 'iso3'"],
])('%s is refused', (line, sentence) => {
  const lines = ['iso3,index,year,value,stderr,source', line];
  expect(() => readTable(tables.COUNTRY_SCORE_TABLE, tableOf('score.csv', lines))).toThrow(
    sentence,
  );
});

test('every column of every table is in the dictionary', () => {
  const lines = tables.dictionary().split('\n');
  for (const { name, columns } of tables.TABLES) {
    for (const { column } of columns) {
      expect(lines.some((line) => line.startsWith(`${name},${column},`))).toBe(true);
    }
  }
});
