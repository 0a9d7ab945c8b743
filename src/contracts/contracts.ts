import * as z from 'zod';
import { BookedAmount } from '../base/booked.ts';
import { fraction, roundHalfEven } from '../base/fraction.ts';

/** A number of a document, as people write it. */
export const DocumentId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/,
    'must be of letters, digits, points, hyphens and underscores, at most 63',
  );

const Day = z.iso.date();
const HeldAgainst = z
  .int()
  .nullable()
  .describe(
    'number of the eligible list that its mineral was held against; null: none, or none was in force',
  );
const Cents = BookedAmount.regex(/^[1-9]\d*$/, 'must be an amount above zero, in cents');
const CentsOrNone = BookedAmount.regex(/^\d+$/, 'must not be negative, in cents');
const PricePerKg = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, 'must be above zero, in millionths of a dollar per kilogram')
  .describe('millionths of a dollar per kilogram of dry mass');

/** Money is asked for, on the word of a resolution. */
export const RequisitionRequest = z
  .object({
    id: DocumentId,
    fund: z.string(),
    resolution: DocumentId.describe('the resolution whose authority it uses'),
    plan: z.string().nullable().default(null).describe('the plan that it carries out'),
    mineral: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe('what it is to buy; it has to be on the eligible list of the day'),
    purpose: z.string().min(1),
    amountCents: Cents,
  })
  .meta({ id: 'RequisitionRequest' });
export type RequisitionRequest = z.infer<typeof RequisitionRequest>;

export const Requisition = RequisitionRequest.extend({
  status: z.string(),
  uncommittedCents: BookedAmount.describe('committed and not obligated'),
  eligibleList: HeldAgainst,
  version: z.int().describe('steps, and entries on what is committed; its ETag'),
}).meta({ id: 'Requisition' });
export type Requisition = z.infer<typeof Requisition>;

export const CONTRACT_KINDS = ['idiq', 'definite', 'offtake', 'storage'] as const;

/** A contract as it is drafted. */
export const ContractRequest = z
  .object({
    id: DocumentId,
    kind: z
      .enum(CONTRACT_KINDS)
      .describe('idiq: indefinite delivery, indefinite quantity, with a minimum and a ceiling'),
    title: z.string().min(1),
    requisition: DocumentId,
    party: z.string().describe('who it is with'),
    mineral: z.string(),
    specification: z.string().nullable().default(null).describe('version that lots have to meet'),
    deliveryPoint: z.string().min(1),
    baseValueCents: Cents.nullable()
      .default(null)
      .describe('the stated value: an estimate, never obligated'),
    ceilingCents: Cents,
    minimumCents: CentsOrNone.default('0'),
    orderingFrom: Day,
    orderingTo: Day,
    pricePerKg: PricePerKg.nullable().default(null),
    referencePerKg: PricePerKg.nullable()
      .default(null)
      .describe('market price on the day, where the contract pays more'),
    soleSourceReason: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe('null where there was competition'),
  })
  .refine(({ ceilingCents, minimumCents }) => BigInt(minimumCents) <= BigInt(ceilingCents), {
    path: ['minimumCents'],
    message: 'the minimum is above the ceiling',
  })
  .refine(({ orderingFrom, orderingTo }) => orderingFrom <= orderingTo, {
    path: ['orderingTo'],
    message: 'the ordering period ends before it begins',
  })
  .meta({ id: 'ContractRequest' });
export type ContractRequest = z.infer<typeof ContractRequest>;

export const Modification = z
  .object({
    n: z.int(),
    reason: z.string(),
    ceilingRiseCents: BookedAmount,
    orderingTo: Day.nullable(),
    resolution: z.string().nullable(),
    signedOn: Day,
  })
  .meta({ id: 'Modification' });
export type Modification = z.infer<typeof Modification>;

/** What is asked for where the path says it all. */
export const Nothing = z.object({});
/** Why a step is taken. */
export const Reason = z.object({ reason: z.string().min(1) });
/** The same where a step explains itself. */
export const Note = z.object({ reason: z.string().default('') });

/** What a modification changes. */
export const ModificationRequest = z
  .object({
    reason: z.string().min(1),
    ceilingRiseCents: CentsOrNone.default('0'),
    orderingTo: Day.nullable().default(null),
    resolution: DocumentId.nullable()
      .default(null)
      .describe('the vote that a higher ceiling needs'),
  })
  .meta({ id: 'ModificationRequest' });
export type ModificationRequest = z.infer<typeof ModificationRequest>;

/** A contract with what became of it. Amounts are those of the ledger. */
export const Contract = z
  .object({
    id: z.string(),
    kind: z.enum(CONTRACT_KINDS),
    title: z.string(),
    status: z.string(),
    fund: z.string(),
    requisition: z.string(),
    resolution: z.string(),
    party: z.string(),
    mineral: z.string(),
    specification: z.string().nullable(),
    deliveryPoint: z.string(),
    baseValueCents: BookedAmount.nullable(),
    ceilingCents: BookedAmount.describe('with all modifications'),
    ceilingLeftCents: BookedAmount.describe('what may still be ordered'),
    minimumCents: BookedAmount,
    minimumLeftCents: BookedAmount.describe('what is guaranteed and not ordered'),
    orderedCents: BookedAmount.describe('ordered and not delivered'),
    deliveredCents: BookedAmount,
    orderingFrom: Day,
    orderingTo: Day.describe('with all modifications'),
    pricePerKg: PricePerKg.nullable(),
    referencePerKg: PricePerKg.nullable(),
    soleSourceReason: z.string().nullable(),
    ruleSet: z.string(),
    eligibleList: HeldAgainst,
    version: z.int().describe('steps, modifications, and entries on its limits; its ETag'),
    modifications: z.array(Modification),
  })
  .meta({ id: 'Contract' });
export type Contract = z.infer<typeof Contract>;

export const OrderRequest = z
  .object({
    contract: DocumentId,
    amountCents: Cents,
    pricePerKg: PricePerKg.nullable()
      .default(null)
      .describe('where it is not the price of the contract'),
    deliverBy: Day,
  })
  .meta({ id: 'OrderRequest' });
export type OrderRequest = z.infer<typeof OrderRequest>;

export const Order = z
  .object({
    id: z.string(),
    contract: z.string(),
    status: z.string(),
    amountCents: BookedAmount,
    fromMinimumCents: BookedAmount,
    undeliveredCents: BookedAmount,
    pricePerKg: PricePerKg,
    referencePerKg: PricePerKg.nullable(),
    placedOn: Day,
    deliverBy: Day,
    eligibleList: HeldAgainst,
    version: z.int().describe('steps of the order and of its lots; its ETag'),
    lots: z.array(
      z.object({
        lot: z.string(),
        status: z.string().describe('where it is in its life'),
        acceptedCents: BookedAmount.nullable(),
        acceptedDryG: BookedAmount.nullable().describe('dry mass in grams that was accepted'),
      }),
    ),
  })
  .meta({ id: 'Order' });
export type Order = z.infer<typeof Order>;

/** A lot that a supplier announces for an order. */
export const Delivery = z
  .object({
    order: z.string(),
    lot: DocumentId,
    vendorLot: z.string().min(1).describe("the supplier's own number of the lot"),
    form: z.string().min(1),
    packaging: z.string().min(1),
    netG: Cents.describe('announced net mass in grams'),
  })
  .meta({ id: 'Delivery' });
export type Delivery = z.infer<typeof Delivery>;

/** One change of what is left of a ceiling. */
export const CeilingChange = z
  .object({
    on: Day,
    event: z.string().describe('what was booked: award, order, order-cancellation, ceiling-rise'),
    document: z.string().describe('the order, modification or contract that did it'),
    entry: z.string().nullable().describe('null where a modification booked nothing'),
    changeCents: BookedAmount.describe('by how much more may be ordered'),
    ceilingCents: BookedAmount.describe('the ceiling from then on'),
    leftCents: BookedAmount.describe('what may be ordered from then on'),
  })
  .meta({ id: 'CeilingChange' });
export type CeilingChange = z.infer<typeof CeilingChange>;

export const InvoiceRequest = z
  .object({
    order: z.string(),
    supplierNumber: z.string().min(1).describe('as the supplier wrote it'),
    amountCents: Cents,
    lots: z.array(z.string()).min(1).describe('the accepted lots that it is for'),
  })
  .meta({ id: 'InvoiceRequest' });
export type InvoiceRequest = z.infer<typeof InvoiceRequest>;

export const Invoice = z
  .object({
    id: z.string(),
    order: z.string(),
    party: z.string(),
    supplierNumber: z.string(),
    status: z.string(),
    amountCents: BookedAmount.describe('as corrected'),
    acceptedCents: BookedAmount.describe('what its lots were accepted for'),
    receivedOn: Day,
    lots: z.array(z.string()),
    paidOn: Day.nullable(),
    version: z.int().describe('steps so far; its ETag'),
  })
  .meta({ id: 'Invoice' });
export type Invoice = z.infer<typeof Invoice>;

/*
 * A price in millionths of a dollar per kilogram times grams is a number of thousandths of
 * millionths of a dollar; a cent has ten million of those.
 */
const UNITS_PER_CENT = 10_000_000n;

/**
 * What a dry mass costs at a price, rounded once, half to even.
 *
 * @param pricePerKg - millionths of a dollar per kilogram
 * @param dryGrams - dry mass [g]
 * @returns value [cents]
 */
export function valueCents(pricePerKg: bigint, dryGrams: bigint): bigint {
  return roundHalfEven(fraction(pricePerKg * dryGrams, UNITS_PER_CENT));
}

/** By how much a price is above the market, in thousandths; negative below. */
export function premiumPerMille(pricePerKg: bigint, referencePerKg: bigint): bigint {
  return roundHalfEven(fraction(1000n * (pricePerKg - referencePerKg), referencePerKg));
}

/** The part of an order that the guaranteed minimum still covers [cents]. */
export function partFromMinimum(orderCents: bigint, minimumLeftCents: bigint): bigint {
  return orderCents < minimumLeftCents ? orderCents : minimumLeftCents;
}
