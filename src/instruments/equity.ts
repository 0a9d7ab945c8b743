import * as z from 'zod';
import { Month } from '../base/month.ts';
import { HEAD, share } from './head.ts';
import { Money } from './terms.ts';

const SHARE_PRICE = /^(\d+(?:[.]\d{1,6})?)\s*USD$/;

/** A price of one share: '30.03 USD'. */
export const SharePrice = z
  .string()
  .regex(SHARE_PRICE, {
    error: ({ input }) => `'${input}' is no price of a share, such as 30.03 USD`,
  })
  .describe('price of a share with its unit, such as 30.03 USD');

/** The decimal of a price that the schema has read. */
export const sharePriceText = (text: string): string => SHARE_PRICE.exec(text)![1]!;

const shareCount = z.int().positive().max(Number.MAX_SAFE_INTEGER);

/** A stake of the reserve in a company: shares, preferred stock that converts, warrants. */
export const Equity = z
  .strictObject({
    ...HEAD,
    kind: z.literal('equity'),
    paid: Money.describe('for all of it, in the first month of the term'),
    company: z.strictObject({
      name: z.string().min(1).max(120),
      sharesOutstanding: shareCount.nullable().describe('before; null where no source gives it'),
      source: z.string().min(1).max(500).describe('of the number of shares'),
    }),
    share: z.strictObject({
      price: SharePrice.describe('in the month before the term'),
      volatility: z
        .number()
        .positive()
        .max(5)
        .describe('of its logarithm, per square root of a year'),
      source: z
        .string()
        .min(1)
        .max(500)
        .describe('where these come from, or that they are assumed'),
    }),
    common: z.strictObject({ shares: shareCount }).optional(),
    preferred: z
      .strictObject({
        principal: Money,
        dividendPerYear: share.describe('paid in kind, compounded yearly'),
        conversionPrice: SharePrice,
        creditSpreadPerYear: share.describe('on the promise to redeem: assumed'),
      })
      .optional()
      .describe('converted or redeemed in the last month of the term, the better of the two'),
    warrants: z
      .strictObject({
        shares: shareCount,
        strike: SharePrice.optional(),
        expiry: Month,
      })
      .optional(),
    ownershipCap: share.optional().describe('most of the company that the reserve may own'),
  })
  .superRefine(({ common, preferred, warrants, start, end }, issues) => {
    const add = (path: string[], message: string) =>
      issues.addIssue({ code: 'custom', path, message });
    if (common === undefined && preferred === undefined && warrants === undefined) {
      add(['common'], 'the stake has neither shares, preferred stock nor warrants: name one');
    }
    if (warrants === undefined) return;
    if (warrants.strike === undefined) {
      const remedy = 'give the price at which a warrant buys a share, such as 30.03 USD';
      add(['warrants', 'strike'], `a warrant with no strike cannot be valued: ${remedy}`);
    }
    if (warrants.expiry < start || warrants.expiry > end) {
      add(['warrants', 'expiry'], `${warrants.expiry} is not within the term, ${start} to ${end}`);
    }
  })
  .meta({ id: 'Equity' });
export type Equity = z.infer<typeof Equity>;
