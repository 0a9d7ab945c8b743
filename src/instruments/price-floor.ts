import * as z from 'zod';
import { compare } from '../base/fraction.ts';
import { Month } from '../base/month.ts';
import { share } from './head.ts';
import { PRICED_HEAD, resaleDiscount } from './priced.ts';
import { centsPerGramOf, MassRate, Money, UnitPrice } from './terms.ts';

export const FLOOR_FORMS = ['one-sided', 'two-sided', 'cap-and-floor', 'volume-guarantee'] as const;

/** What the reserve takes of a price above the floor or the cap. */
const Upside = z.strictObject({
  share: share.describe('of the excess that the reserve takes'),
  from: Month.optional().describe('not before this month, and never before the ramp has ended'),
});

/** What stands for a month without a published quote. */
export const MissingQuote = z
  .discriminatedUnion('rule', [
    z.strictObject({ rule: z.literal('stop') }),
    z.strictObject({ rule: z.literal('previous-quote') }),
    z.strictObject({ rule: z.literal('second-series'), series: z.string().min(1) }),
    z.strictObject({ rule: z.literal('remaining-quotes') }),
  ])
  .meta({ id: 'MissingQuote' });
export type MissingQuote = z.infer<typeof MissingQuote>;

/** A price floor, contract for difference or guarantee of a volume. */
export const PriceFloor = z
  .strictObject({
    ...PRICED_HEAD,
    kind: z.literal('price-floor'),
    form: z.enum(FLOOR_FORMS),
    floor: UnitPrice.describe('guaranteed price, or the strike of a two-sided contract'),
    cap: UnitPrice.optional().describe(
      'price above which the reserve receives; cap-and-floor only',
    ),
    upside: Upside.optional(),
    quantity: MassRate.describe('eligible mass at full output'),
    quantityIs: z.enum(['limit', 'expected']).describe('whether the contract limits it'),
    rampMonths: z.int().min(0).max(240).default(0).describe('until full output, in equal steps'),
    paymentCap: Money.optional().describe('most that the reserve pays over the term'),
    settlement: z.enum(['month', 'quarter']).default('quarter'),
    resaleDiscount: resaleDiscount.optional().describe('volume-guarantee only'),
    series: z.string().min(1).describe('name of the published series of the reference price'),
    missingQuote: MissingQuote.default({ rule: 'stop' }),
    lateInterestPerYear: z.number().min(0).max(1).default(0).describe('simple, days over 365'),
  })
  .superRefine((terms, issues) => {
    for (const [path, message] of faultsOf(terms)) {
      issues.addIssue({ code: 'custom', path: [path], message });
    }
  })
  .meta({ id: 'PriceFloor' });
export type PriceFloor = z.infer<typeof PriceFloor>;

type Checked = Pick<PriceFloor, 'form' | 'floor' | 'cap' | 'upside' | 'resaleDiscount'>;

function faultsOf({ form, floor, cap, upside, resaleDiscount }: Checked): [string, string][] {
  const faults: [string, string][] = [];
  const isCapped = form === 'cap-and-floor';
  if (isCapped !== (cap !== undefined)) {
    faults.push([
      'cap',
      isCapped ? 'cap-and-floor needs a cap' : `${form} has no cap: leave it out`,
    ]);
  }
  const [low, high] = [centsPerGramOf(floor), cap === undefined ? undefined : centsPerGramOf(cap)];
  if (low !== undefined && high !== undefined && compare(low, high) > 0) {
    faults.push(['floor', `the floor of ${floor} is above the cap of ${cap}: exchange them`]);
  }
  if (upside !== undefined && (form === 'two-sided' || form === 'volume-guarantee')) {
    faults.push(['upside', `${form} shares no upside: leave it out`]);
  }
  if ((form === 'volume-guarantee') !== (resaleDiscount !== undefined)) {
    const isNeeded = resaleDiscount === undefined;
    faults.push([
      'resaleDiscount',
      isNeeded ? `${form} needs it` : `${form} has none: leave it out`,
    ]);
  }
  return faults;
}
