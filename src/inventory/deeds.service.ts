import type * as z from 'zod';
import { requireRole } from '../access/access.service.ts';
import type { Role } from '../access/access.ts';
import { perform } from '../audit/audit.service.ts';
import type { Act } from '../base/act.ts';
import { Refusal } from '../base/refusal.ts';
import { postEntries, readFund } from '../fund/fund.service.ts';
import * as journal from '../fund/journal.ts';
import type { Db } from '../platform/db.ts';
import * as assays from './assay.service.ts';
import {
  acceptLot,
  announceLot,
  lotRef,
  readLot,
  receiveLot,
  rejectLot,
  returnLot,
} from './inventory.service.ts';
import type { Lot } from './inventory.ts';
import { requireSeenLot } from './lot-page.service.ts';
import * as quality from './quality.service.ts';
import * as asked from './requests.ts';
import { blendIntoLot, countLots, landLot, moveLot, splitIntoLots } from './restack.service.ts';

/** A deed on one document: who may do it, what it takes, what it does. */
export interface StockDeed<Request> {
  readonly name: string; // 'lot receive'
  readonly role: Role;
  readonly request: z.ZodType<Request>;
  run(tx: Db, act: Act, deed: bigint, id: string, request: Request): Promise<unknown>;
}

const stockDeed = <Request>(deed: StockDeed<Request>) => deed;

interface LotDeedCall<Request> {
  readonly id: string;
  readonly request: Request;
  readonly key: string | undefined;
  /** The version of the lot that whoever asks has seen. */
  readonly expected?: string | undefined;
}

/** Does a deed on a lot. @returns the lot as it stands then @throws Refusal `lot.changed_since` */
export function doLotDeed<Request>(
  db: Db,
  act: Act,
  deed: StockDeed<Request>,
  { id, request, key, expected }: LotDeedCall<Request>,
): Promise<Lot> {
  return perform(db, act, { name: deed.name, request: { id, ...request }, key }, async (tx, n) => {
    await requireRole(tx, act, deed.role);
    await requireSeenLot(tx, id, expected);
    await deed.run(tx, act, n, id, request);
    return readLot(tx, id);
  });
}

/** Does a deed on something else, which answers nothing but its id. */
export function doStockDeed<Request>(
  db: Db,
  act: Act,
  deed: StockDeed<Request>,
  { id, request, key }: { id: string; request: Request; key: string | undefined },
): Promise<{ id: string }> {
  return perform(db, act, { name: deed.name, request: { id, ...request }, key }, async (tx, n) => {
    await requireRole(tx, act, deed.role);
    await deed.run(tx, act, n, id, request);
    return { id };
  });
}

const KEEPER = 'receiving-officer';

export const ANNOUNCE = stockDeed({
  name: 'lot announce',
  role: KEEPER,
  request: asked.AnnounceRequest,
  run: (tx, act, deed, lot, { netG, shares, ...rest }) =>
    announceLot(tx, act, deed, {
      ...{ lot, ...rest, netG: BigInt(netG) },
      shares: shares.map(({ fund, weight }) => ({ fund, weight: BigInt(weight) })),
    }),
});

export const RECEIVE = stockDeed({
  name: 'lot receive',
  role: KEEPER,
  request: asked.ReceiveRequest,
  run: (tx, act, deed, lot, { grossG, netG, moisturePpb, ...rest }) =>
    receiveLot(tx, act, deed, {
      ...{ lot, ...rest },
      ...{ grossG: BigInt(grossG), netG: BigInt(netG), moisturePpb: BigInt(moisturePpb) },
    }),
});

export const SAMPLE = stockDeed({
  name: 'lot sample',
  role: KEEPER,
  request: asked.SampleRequest,
  run: (tx, act, deed, lot, { seal }) => quality.sampleLot(tx, act, deed, { lot, seal }),
});

export const CERTIFY = stockDeed({
  name: 'lot certify',
  role: KEEPER,
  request: asked.CertifyRequest,
  run: (tx, act, deed, lot, request) =>
    quality.recordCertificate(tx, act, deed, { lot, ...request }),
});

export const DECIDE = stockDeed({
  name: 'lot decide',
  role: KEEPER,
  request: asked.NothingRequest,
  run: (tx, act, deed, lot) => quality.decideLot(tx, act, deed, { lot }),
});

/** Metal without an order, as from another agency, comes at no cost. */
export const ACCEPT = stockDeed({
  name: 'lot accept',
  role: KEEPER,
  request: asked.NothingRequest,
  run: acceptWithoutOrder,
});

async function acceptWithoutOrder(tx: Db, act: Act, deed: bigint, id: string): Promise<void> {
  const { orderRef, isOwned } = await readLot(tx, id);
  if (orderRef !== null && !isOwned) {
    throw new Refusal(
      'conflict',
      'lot.has_order',
      `lot ${id} came for order ${orderRef}, which says its price`,
      'accept it as a delivery of its order',
    );
  }
  const shares = await acceptLot(tx, act, deed, { lot: id, costCents: 0n });
  for (const { fund, dryG, dim, unit } of shares) {
    const free = { cents: 0n, grams: dryG, unit };
    const none = { contract: '', order: '', lot: dim };
    const lines = journal.acceptance(await readFund(tx, fund), none, free);
    if (lines.length === 0) continue;
    const of = lotRef(id);
    await postEntries(tx, act, deed, [{ template: 'acceptance', lines, of, part: fund }]);
  }
}

export const REJECT = stockDeed({
  name: 'lot reject',
  role: KEEPER,
  request: asked.ReasonRequest,
  run: (tx, act, deed, lot, { reason }) => rejectLot(tx, act, deed, { lot, reason }),
});

export const RETURN = stockDeed({
  name: 'lot return',
  role: KEEPER,
  request: asked.NothingRequest,
  run: (tx, act, deed, lot) => returnLot(tx, act, deed, { lot, handovers: [] }),
});

export const CONCEDE = stockDeed({
  name: 'lot concede',
  role: 'contracting-officer',
  request: asked.ConcedeRequest,
  run: (tx, act, deed, lot, { priceCutCents, ...rest }) =>
    quality.concedeLot(tx, act, deed, { lot, ...rest, priceCutCents: BigInt(priceCutCents) }),
});

export const REPROCESS = stockDeed({
  name: 'lot reprocess',
  role: KEEPER,
  request: asked.ReasonRequest,
  run: (tx, act, deed, lot, { reason }) => quality.reprocessLot(tx, act, deed, { lot, reason }),
});

export const SPLIT = stockDeed({
  name: 'lot split',
  role: KEEPER,
  request: asked.SplitRequest,
  run: (tx, act, deed, lot, { parts }) => {
    const inGrams = parts.map((part) => ({ lot: part.lot, netG: BigInt(part.netG) }));
    return splitIntoLots(tx, act, deed, { lot, parts: inGrams });
  },
});

export const BLEND = stockDeed({
  name: 'lot blend',
  role: KEEPER,
  request: asked.BlendRequest,
  run: (tx, act, deed, into, { lots }) => blendIntoLot(tx, act, deed, { into, lots }),
});

export const MOVE = stockDeed({
  name: 'lot move',
  role: KEEPER,
  request: asked.MoveRequest,
  run: (tx, act, deed, lot, request) => moveLot(tx, act, deed, { lot, ...request }),
});

export const LAND = stockDeed({
  name: 'lot land',
  role: KEEPER,
  request: asked.LandRequest,
  run: (tx, act, deed, lot, { takenAt }) => landLot(tx, act, deed, { lot, takenAt }),
});

export const COUNT = stockDeed({
  name: 'lot count',
  role: KEEPER,
  request: asked.CountRequest,
  run: (tx, act, deed, lot, { count, netG, cause }) =>
    countLots(tx, act, deed, { count, cause, lots: [{ lot, netG: BigInt(netG) }] }),
});

export const ASSAY = stockDeed({
  name: 'lot assay',
  role: KEEPER,
  request: asked.AssayRequestBody,
  run: (tx, act, deed, lot, request) => assays.requestAssay(tx, act, deed, { lot, ...request }),
});

export const COMMIT = stockDeed({
  name: 'assay commit',
  role: KEEPER,
  request: asked.CommitRequest,
  run: (tx, act, deed, assay, request) => assays.commitAssay(tx, act, deed, { assay, ...request }),
});

export const REVEAL = stockDeed({
  name: 'assay reveal',
  role: KEEPER,
  request: asked.RevealRequest,
  run: (tx, act, deed, assay, request) => assays.revealAssay(tx, act, deed, { assay, ...request }),
});

export const CLOSE = stockDeed({
  name: 'assay close',
  role: KEEPER,
  request: asked.NothingRequest,
  run: (tx, act, deed, assay) => assays.closeAssay(tx, act, deed, { assay }),
});

export const UMPIRE = stockDeed({
  name: 'assay umpire',
  role: KEEPER,
  request: asked.UmpireRequest,
  run: (tx, act, deed, assay, request) =>
    assays.appointUmpire(tx, act, deed, { assay, ...request }),
});

export const SETTLE = stockDeed({
  name: 'assay settle',
  role: KEEPER,
  request: asked.NothingRequest,
  run: (tx, act, deed, assay) => assays.settleExchange(tx, act, deed, { assay }),
});
