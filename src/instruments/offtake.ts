import * as z from 'zod';
import { share } from './head.ts';
import { PRICED_HEAD, resaleDiscount } from './priced.ts';
import { MassRate, Money, UnitPrice } from './terms.ts';

/** How the price of an offtake is found. */
export const PriceRule = z
  .discriminatedUnion('rule', [
    z.strictObject({ rule: z.literal('fixed'), price: UnitPrice }),
    z.strictObject({
      rule: z.literal('indexed'),
      referenceShare: z.number().min(0).max(5).describe('of the reference price'),
      premium: UnitPrice.describe('on top of it'),
    }),
    z.strictObject({
      rule: z.literal('cost-plus'),
      unitCost: UnitPrice.describe('cash cost of the producer, an assumption unless audited'),
      guaranteedEbitda: Money.describe('of the first year of the term'),
      growthPerYear: z.number().min(-0.5).max(0.5).describe('of the guarantee'),
      surplusShare: share
        .default(0)
        .describe('of EBITDA above the guarantee that the reserve takes'),
    }),
  ])
  .meta({ id: 'PriceRule' });

/** A promise to buy the output of a mine or plant. */
export const Offtake = z
  .strictObject({
    ...PRICED_HEAD,
    kind: z.literal('offtake'),
    price: PriceRule,
    quantity: MassRate,
    quantityIs: z.enum(['limit', 'expected']),
    rampMonths: z.int().min(0).max(240).default(0).describe('until full output, in equal steps'),
    takeOrPayShare: share.default(1).describe('of the quantity that is bought whatever the price'),
    resaleDiscount,
  })
  .meta({ id: 'Offtake' });
export type Offtake = z.infer<typeof Offtake>;
