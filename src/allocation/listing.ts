import * as z from 'zod';
import type { IsoDate } from '../base/act.ts';

/** Which minerals may not stand on the eligible list, by a rule set and on a day. */
export const Listing = z
  .object({
    ruleSet: z.string(),
    ruleSetDigest: z.string(),
    on: z.string().describe('the first day of the first fiscal year of the plan'),
    exclusionsVerified: z.boolean().describe('whether somebody has confirmed what is excluded'),
    barred: z
      .array(z.object({ mineral: z.string(), name: z.string(), reason: z.string() }))
      .describe('excluded, or without evidence of a condition'),
  })
  .meta({ id: 'PlanListing' });
export type Listing = z.infer<typeof Listing>;

/** The day on which a listing is looked up: the law of the first day that a plan decides. */
export const listingDay = (firstYear: number): IsoDate => `${firstYear - 1}-10-01`;
