import {
  CONFIDENCES,
  DEMAND_METHODS,
  type DemandCase,
  type PublishedClaim,
} from './reference-data.ts';
import { table } from './table-spec.ts';

/*
 * Tables of what may be asked of supply in years to come. Both are kept as they are: no importer
 * writes them.
 */

/** Written by hand: named paths of demand. */
export const DEMAND_CASE_TABLE = table<DemandCase>(
  'demand_case',
  [
    'id: text | short name, as a person types it',
    'name: text | what demand does in this case',
    'method: text | level: stays as it is; trend: goes on as it went; growth: grows by the rate of the row',
    'growth_low: number? | least growth; empty for the other methods | share per year',
    'growth_mid: number? | growth as likely to be exceeded as not | share per year',
    'growth_high: number? | most growth | share per year',
    'rationale: text | why this path, and what it leaves out',
    'confidence: text | verified: only carries on published figures; unverified: assumed',
  ],
  { method: DEMAND_METHODS, confidence: CONFIDENCES },
);

/** Written by hand: what is said in public; no result counts it. */
export const PUBLISHED_CLAIM_TABLE = table<PublishedClaim>('published_claim', [
  'id: text | short name',
  'statement: text | what is claimed, in our words',
  'low: number? | least figure claimed | see unit',
  'high: number? | most claimed | see unit',
  'unit: text | unit of low and high',
  'from_year: integer? | first year it speaks of | year',
  'to_year: integer? | last year it speaks of | year',
  'speaker: text | who says so',
  'standing: text | how it came to us, and what interest may stand behind it',
  'source: text | publication the row was transcribed from',
]);

export const DEMAND_TABLES = [DEMAND_CASE_TABLE, PUBLISHED_CLAIM_TABLE] as const;
