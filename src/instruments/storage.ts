import * as z from 'zod';
import { share } from './head.ts';
import { PRICED_HEAD, resaleDiscount } from './priced.ts';
import { Mass, UnitPrice } from './terms.ts';

/** A stock held from the first to the last month of the term. */
export const Storage = z
  .strictObject({
    ...PRICED_HEAD,
    kind: z.literal('storage'),
    mass: Mass.describe('at the start'),
    isBought: z.boolean().describe('whether the reserve buys it at the start, or holds it already'),
    costPerYear: UnitPrice.describe('of storage a year, for each mass held'),
    shrinkagePerYear: share.describe('of the mass that is lost in a year'),
    rotationMonths: z.int().min(1).max(600).optional().describe('sold and bought anew so often'),
    rotationCost: share.default(0).describe('of the price, at each rotation'),
    resaleDiscount,
  })
  .meta({ id: 'Storage' });
export type Storage = z.infer<typeof Storage>;
