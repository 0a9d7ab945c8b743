import {
  LISTING_INPUTS,
  type ListingFact,
  PARTNER_ROUTES,
  type PartnerFact,
  RULE_CONFIDENCES,
  RULE_ORIGINS,
  type RuleRow,
  type RuleSetRow,
} from './rule-rows.ts';
import { table } from './table-spec.ts';

/*
 * The tables of the law, and of what it says of minerals and of countries. All are written by hand:
 * no importer writes them.
 */

/** Written by hand: the versions of the bill. */
export const RULE_SET_TABLE = table<RuleSetRow>('rule_set', [
  'id: text | short name, which every decision keeps',
  'title: text | name of the bill',
  'bills: text | number, congress and version of the text',
  'status: text | how far it is',
  'in_force_from: text | first day on which a decision may be taken by it',
  'note: text | what of the text was read, and what was not',
  'source: text | publication it was read in',
]);

/** Written by hand: the parameters of each. */
export const RULE_TABLE = table<RuleRow>(
  'rule',
  [
    'rule_set: text | id of a row of rule_set.csv',
    'key: text | name of the parameter',
    'value: text? | value; a list is separated by semicolons; empty where it is not established | see unit',
    'unit: text | unit of the value',
    'section: text | section of the bill or law that it is taken from',
    'in_force_from: text | first day on which it holds',
    'in_force_to: text? | first day on which it holds no longer',
    'origin: text | text, summary, text of 2024, comparable law, inferred, or not established',
    'confidence: text | verified: read in the text cited, for this bill; unverified: not yet confirmed by a person with a citation',
    'note: text | what it means, and why it stands so',
  ],
  { origin: RULE_ORIGINS, confidence: RULE_CONFIDENCES },
);

/** Written by hand: inputs of the eligible list beside that of USGS. */
export const LISTING_FACT_TABLE = table<ListingFact>(
  'listing_fact',
  [
    'mineral: text | id of a mineral in mineral.csv',
    'input: text | doe_list, dla_interest, dpa_determination or stock_piling; usgs_list stands in mineral.csv',
    'holds: boolean | whether the publication says so',
    'since: text | day, month or year since which it says so',
    'confidence: text | verified or unverified',
    'note: text? | what to know of the row',
    'source: text | publication the row was transcribed from',
  ],
  { input: LISTING_INPUTS, confidence: RULE_CONFIDENCES },
);

/** Written by hand: what makes a country a partner. */
export const PARTNER_FACT_TABLE = table<PartnerFact>(
  'partner_fact',
  [
    'iso3: text | country, alpha-3 code',
    'route: text | what makes it a partner',
    'since: text | day, month or year since which',
    'until: text? | first day on which it does no longer',
    'confidence: text | verified or unverified',
    'note: text? | what to know of the row',
    'source: text | publication the row was transcribed from',
  ],
  { route: PARTNER_ROUTES, confidence: RULE_CONFIDENCES },
);

export const RULE_TABLES = [
  RULE_SET_TABLE,
  RULE_TABLE,
  LISTING_FACT_TABLE,
  PARTNER_FACT_TABLE,
] as const;
