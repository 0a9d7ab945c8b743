import * as z from 'zod';
import { Month } from '../base/month.ts';
import { HEAD, share } from './head.ts';
import { UnitPrice } from './terms.ts';

/**
 * A law of the price that a file states itself, in place of the one fitted to the data.
 *
 * What it states is an assumption of who wrote the file.
 */
export const StatedMarket = z
  .strictObject({
    asOf: Month.describe('month of the spot price and of the valuation'),
    spot: UnitPrice,
    longRun: UnitPrice.describe('mean of the price in the long run, without jumps'),
    reversionPerYear: z.number().positive().max(20),
    volatility: z.number().positive().max(5).describe('per square root of a year'),
    jumpsPerYear: z.number().min(0).max(12).default(0),
    jumpMeanLog: z.number().min(-3).max(3).default(0),
    jumpDeviationLog: z.number().min(0).max(3).default(0),
    discountRate: z.number().min(-0.1).max(0.5).describe('per year, compounded all the time'),
    source: z.string().min(1).max(500).describe('where these numbers come from'),
  })
  .meta({ id: 'StatedMarket' });
export type StatedMarket = z.infer<typeof StatedMarket>;

/** What an instrument on the price of a mineral begins with. */
export const PRICED_HEAD = {
  ...HEAD,
  mineral: z.string().min(1).describe('id of the mineral, such as neodymium'),
  market: StatedMarket.optional(),
} as const;

/** What a resale brings less than the reference price, as a share of it. */
export const resaleDiscount = share.describe('what a resale brings less than the reference price');
