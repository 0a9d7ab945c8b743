import * as z from 'zod';
import { share } from './head.ts';
import { LENDING } from './lending.ts';
import { PRICED_HEAD } from './priced.ts';

/** Money that the reserve lends to a project. */
export const Loan = z
  .strictObject({ ...PRICED_HEAD, ...LENDING, kind: z.literal('loan') })
  .meta({ id: 'Loan' });
export type Loan = z.infer<typeof Loan>;

/** A promise of the reserve to pay a lender if the borrower fails. */
export const Guarantee = z
  .strictObject({
    ...PRICED_HEAD,
    ...LENDING,
    kind: z.literal('guarantee'),
    guaranteedShare: share.describe('of what is owed at default'),
    guaranteeUpfrontFee: share.default(0).describe('share of the guaranteed part of a draw-down'),
    guaranteeFeePerYear: share.default(0).describe('share of what is owed and guaranteed'),
  })
  .meta({ id: 'Guarantee' });
export type Guarantee = z.infer<typeof Guarantee>;
