import * as z from 'zod';

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
