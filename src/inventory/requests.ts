import * as z from 'zod';
import { BookedAmount } from '../base/booked.ts';
import { isIsoDate } from '../base/day-count.ts';
import { ReportedResult } from './certificate.ts';
import { StockId, WarehouseKind } from './inventory.ts';

/* What the edges ask for: one schema for a deed, whichever face it comes by. */

const Day = z.string().refine(isIsoDate, 'must be a day of the calendar, such as 2026-06-30');
const Moment = z.iso.datetime({ offset: true }).nullable().default(null);
const Digest = z
  .string()
  .regex(/^sha256-[0-9a-f]{64}$/, 'must be sha256- and 64 hexadecimal digits');
const Text = z.string().min(1);

export const HandoverRequest = z.strictObject({
  to: StockId,
  givenAt: Moment,
  takenAt: Moment,
  seal: z.string().nullable().default(null),
});

export const AnnounceRequest = z
  .strictObject({
    specification: Text,
    version: z.int().min(1),
    supplier: z.strictObject({ id: StockId, title: Text, party: z.string().nullable() }),
    orderRef: z.string().nullable().default(null).describe('the order that it fulfils'),
    vendorLot: z.string(),
    form: z.string(),
    packaging: z.string(),
    netG: BookedAmount,
    expiresOn: Day.nullable().default(null),
    shares: z.array(z.strictObject({ fund: Text, weight: BookedAmount })).min(1),
  })
  .meta({ id: 'LotAnnouncement' });
export type AnnounceRequest = z.infer<typeof AnnounceRequest>;

export const ReceiveRequest = z
  .strictObject({
    warehouse: StockId,
    grossG: BookedAmount,
    netG: BookedAmount,
    moisturePpb: BookedAmount.describe('water in the net mass, parts per billion'),
    handovers: z.array(HandoverRequest).default([]),
  })
  .meta({ id: 'LotReceipt' });
export type ReceiveRequest = z.infer<typeof ReceiveRequest>;

export const SampleRequest = z.strictObject({ seal: Text }).meta({ id: 'LotSample' });

export const CertifyRequest = z
  .strictObject({
    laboratory: StockId,
    number: Text,
    issuedOn: Day,
    fileDigest: Digest.describe('as the laboratory states it'),
    fileBase64: z.base64().describe('the file of the certificate'),
    results: z.array(ReportedResult).min(1),
  })
  .meta({ id: 'LotCertificate' });

export const NothingRequest = z.strictObject({}).meta({ id: 'Nothing' });
export const ReasonRequest = z.strictObject({ reason: Text }).meta({ id: 'Reason' });

export const ConcedeRequest = z
  .strictObject({ priceCutCents: BookedAmount, authority: Text, reason: Text })
  .meta({ id: 'LotConcession' });

export const SplitRequest = z
  .strictObject({ parts: z.array(z.strictObject({ lot: StockId, netG: BookedAmount })) })
  .meta({ id: 'LotSplit' });

export const BlendRequest = z.strictObject({ lots: z.array(StockId) }).meta({ id: 'LotBlend' });

export const MoveRequest = z
  .strictObject({ to: StockId, carrier: HandoverRequest.nullable().default(null) })
  .meta({ id: 'LotMove' });

export const LandRequest = z.strictObject({ takenAt: Moment }).meta({ id: 'LotLanding' });

export const CountRequest = z
  .strictObject({ count: StockId, netG: BookedAmount, cause: Text })
  .meta({ id: 'LotCount' });

export const AssayRequestBody = z
  .strictObject({
    assay: StockId,
    commitBy: Day,
    revealBy: Day,
    splitting: z.array(z.strictObject({ analyte: Text, limit: Text, unit: Text })),
    samples: z.array(z.strictObject({ laboratory: StockId, seal: Text })),
  })
  .meta({ id: 'AssayRequest' });

export const CommitRequest = z
  .strictObject({ laboratory: StockId, commitment: Digest })
  .meta({ id: 'AssayCommitment' });

export const RevealRequest = z
  .strictObject({
    laboratory: StockId,
    results: z.array(ReportedResult).min(1),
    word: z.string(),
  })
  .meta({ id: 'AssayReveal' });

export const UmpireRequest = z
  .strictObject({ laboratory: StockId, seal: Text })
  .meta({ id: 'AssayUmpire' });

export const WarehouseRequest = z
  .strictObject({
    id: StockId,
    title: Text,
    kind: WarehouseKind,
    isAuditable: z.boolean(),
    capacityG: BookedAmount,
    leaseEndsOn: Day.nullable().default(null),
    party: z.string().nullable().default(null),
  })
  .meta({ id: 'NewWarehouse' });

export const CustodianRequest = z
  .strictObject({ id: StockId, title: Text, party: z.string().nullable().default(null) })
  .meta({ id: 'NewCustodian' });

export const LaboratoryRequest = z
  .strictObject({
    id: StockId,
    title: Text,
    party: z.string().nullable().default(null).describe('whose it is, in the register of parties'),
    validFrom: Day,
    validUntil: Day,
  })
  .meta({ id: 'NewLaboratory' });
