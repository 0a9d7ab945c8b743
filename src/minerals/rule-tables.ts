import * as z from 'zod';
import { table } from './table-spec.ts';

/*
 * The law as parameters, and what it says of minerals and of countries. All are written by hand:
 * no importer writes them.
 */

/** How a row stands: read in the text it cites, or not; `unverified` is shown with every use. */
export const RULE_CONFIDENCES = ['verified', 'unverified'] as const;

/** Where a parameter comes from. */
export const RULE_ORIGINS = [
  'text', // read in the text of this bill, or of the law that it cites
  'summary', // a law firm, a tracker or the press says so; the text was not read
  'text of 2024', // read in the predecessor, whose text may differ
  'comparable law', // how a like system works
  'inferred', // a sensible default without authority
  'not established', // nobody we could read says; the value is empty
] as const;

/** A version of the bill, and what of its text was read. */
export const RuleSetRow = z.object({
  id: z.string(), // 'srr-2026'
  title: z.string(),
  bills: z.string(), // 'H.R. 7126 and S. 3659, 119th Congress, as introduced'
  status: z.string(), // 'bill, not law'
  inForceFrom: z.string(), // first day a decision may be taken by it
  note: z.string(), // what of the text was read
  source: z.string(),
});
export type RuleSetRow = z.infer<typeof RuleSetRow>;

/** One parameter of a rule set, from a day on. */
export const RuleRow = z.object({
  ruleSet: z.string(),
  key: z.string(), // 'board.quorum'
  value: z.string().nullable(), // null: not established
  unit: z.string(),
  section: z.string(), // 'H.R. 10378 (2024) §4(d)'
  inForceFrom: z.string(),
  inForceTo: z.string().nullable(), // first day on which it holds no longer
  origin: z.enum(RULE_ORIGINS),
  confidence: z.enum(RULE_CONFIDENCES),
  note: z.string(),
});
export type RuleRow = z.infer<typeof RuleRow>;

/** What makes a mineral a candidate for the eligible list; the list of USGS stands in mineral.csv. */
export const LISTING_INPUTS = [
  'usgs_list',
  'doe_list',
  'dla_interest',
  'dpa_determination',
  'stock_piling',
] as const;
export type ListingInput = (typeof LISTING_INPUTS)[number];

/** What a publication says of a mineral and one input of the list. */
export const ListingFact = z.object({
  mineral: z.string(),
  input: z.enum(LISTING_INPUTS),
  holds: z.boolean(),
  since: z.string(), // day, month or year
  confidence: z.enum(RULE_CONFIDENCES),
  note: z.string().nullable(),
  source: z.string(),
});
export type ListingFact = z.infer<typeof ListingFact>;

/** How a country becomes a partner: one of these is enough. */
export const PARTNER_ROUTES = [
  'nato',
  'major_non_nato_ally',
  'defence_treaty',
  'strategic_partner',
  'trade_agreement',
  'usgs_memorandum',
  'active_project',
] as const;
export type PartnerRoute = (typeof PARTNER_ROUTES)[number];

/** What makes a country a partner, and since when. */
export const PartnerFact = z.object({
  iso3: z.string(),
  route: z.enum(PARTNER_ROUTES),
  since: z.string(), // day, month or year
  until: z.string().nullable(), // first day on which it holds no longer
  confidence: z.enum(RULE_CONFIDENCES),
  note: z.string().nullable(),
  source: z.string(),
});
export type PartnerFact = z.infer<typeof PartnerFact>;

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
