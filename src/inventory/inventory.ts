import * as z from 'zod';
import { BookedAmount } from '../base/booked.ts';

/*
 * Lots and the houses they lie in. A lot is metal of one mineral, specification and delivery; funds
 * have undivided shares in it. Its quantity in the books is dry mass.
 *
 * @source docs/models/inventory.md
 */

/** What a lot, an assay or a warehouse may be called. */
export const StockId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/,
    'must be of letters, digits, points, hyphens and underscores, at most 63',
  );

/** The life of a lot. @source docs/models/inventory.md */
export const LOT_LIFE = {
  none: { announce: 'announced', derive: 'accepted' },
  announced: { ship: 'in_transit', cancel: 'cancelled' },
  in_transit: { receive: 'quarantine', lose: 'lost' },
  quarantine: { sample: 'sampled' },
  sampled: { test: 'testing' },
  testing: { conform: 'conforming', fail: 'nonconforming', dispute: 'disputed' },
  disputed: { conform: 'conforming', fail: 'nonconforming' },
  conforming: { accept: 'accepted' },
  nonconforming: { reject: 'rejected', concede: 'concession', reprocess: 'reprocess' },
  concession: { accept: 'accepted' },
  reprocess: { sample: 'sampled' },
  rejected: { return: 'returned' },
  accepted: {
    reserve: 'reserved',
    lend: 'on_loan',
    retest: 'retest',
    move: 'moved',
    split: 'split',
    merge: 'merged',
    'write-off': 'written_off',
  },
  moved: { land: 'accepted' },
  retest: { sample: 'sampled' },
  reserved: { unreserve: 'accepted', release: 'released' },
  released: { remove: 'removed', 'take-back': 'accepted' },
  on_loan: { exchange: 'exchanged' },
} as const;

/** The life of an assay exchange. @source docs/models/inventory.md */
export const ASSAY_LIFE = {
  none: { request: 'requested' },
  requested: { sample: 'sampled' },
  sampled: { commit: 'committed' },
  committed: { reveal: 'revealed' },
  revealed: { settle: 'settled', refer: 'umpire' },
  umpire: { settle: 'settled' },
} as const;

export const WAREHOUSE_KINDS = ['government', 'private'] as const;
export const WarehouseKind = z.enum(WAREHOUSE_KINDS);
export type WarehouseKind = z.infer<typeof WarehouseKind>;

/** A warehouse with what it holds. */
export const Warehouse = z
  .object({
    id: StockId,
    title: z.string(),
    kind: WarehouseKind,
    isAuditable: z.boolean().describe('the reserve may audit it; a private one must be'),
    capacityG: BookedAmount.describe('gross grams that it may hold'),
    loadG: BookedAmount.describe('gross grams that it holds'),
    lots: z.int().describe('lots that lie in it'),
    leaseEndsOn: z.string().nullable(),
  })
  .meta({ id: 'Warehouse' });
export type Warehouse = z.infer<typeof Warehouse>;

/** A share of a fund in a lot, with its grams and its cost. */
export const LotShare = z
  .object({
    fund: z.string(),
    weight: BookedAmount.describe('weight of the agreed share'),
    dryG: BookedAmount,
    costCents: BookedAmount,
  })
  .meta({ id: 'LotShare' });
export type LotShare = z.infer<typeof LotShare>;

/** A lot as it stands. */
export const Lot = z
  .object({
    id: StockId,
    mineral: z.string(),
    status: z.string(),
    specification: z.string(),
    version: z.int(),
    supplier: z.string(),
    orderRef: z.string().nullable(),
    vendorLot: z.string(),
    form: z.string(),
    packaging: z.string(),
    announcedNetG: BookedAmount.nullable(),
    grossG: BookedAmount,
    netG: BookedAmount,
    dryG: BookedAmount.describe('net mass less moisture; the quantity in the books'),
    costCents: BookedAmount,
    warehouse: z.string().nullable(),
    receivedOn: z.string().nullable().describe('of the oldest part'),
    expiresOn: z.string().nullable(),
    isOwned: z.boolean().describe('accepted once; so it is stock of the reserve'),
    shares: z.array(LotShare),
  })
  .meta({ id: 'Lot' });
export type Lot = z.infer<typeof Lot>;

/** Who had a lot in hand. */
export const CustodyEvent = z
  .object({
    n: z.int(),
    kind: z.enum(['give', 'take']),
    from: z.string(),
    to: z.string(),
    at: z.string().describe('UTC'),
    seal: z.string().nullable(),
    by: z.string(),
  })
  .meta({ id: 'CustodyEvent' });
export type CustodyEvent = z.infer<typeof CustodyEvent>;

/** A lot of the genealogy of another one, with how far it is away: parents are below 0. */
export const LotKin = z
  .object({
    id: z.string(),
    depth: z.int().describe('below 0: it was made of it; above 0: it was made from it'),
    of: z.string().describe('its neighbour on the way'),
    status: z.string(),
    dryG: BookedAmount,
  })
  .meta({ id: 'LotKin' });
export type LotKin = z.infer<typeof LotKin>;

/** Name of a lot in the ledger. */
export const lotDim = (lot: string): string => `lot:${lot}`;

/** Unit of a mineral's grams in the ledger. */
export const gramsOf = (mineral: string) => `g ${mineral}` as const;

const WHOLE_PPB = 1_000_000_000n;

/**
 * Dry mass [g], rounded down to the gram.
 *
 * @param moisturePpb - share of water in the net mass [parts per billion]
 */
export const dryMassG = (netG: bigint, moisturePpb: bigint): bigint =>
  (netG * (WHOLE_PPB - moisturePpb)) / WHOLE_PPB;
