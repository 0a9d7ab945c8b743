import { findStatus } from '../audit/audit.service.ts';
import type { Act } from '../base/act.ts';
import { parseGrams } from '../base/booked.ts';
import { Refusal } from '../base/refusal.ts';
import type { Db } from '../platform/db.ts';
import { readContent } from './certificate.ts';
import { type Announcement, announceLot, readLot, receiveLot } from './inventory.service.ts';
import { findReceipt } from './inventory.store.ts';
import { recordCertificate } from './quality.service.ts';
import { listCertificates } from './quality.store.ts';
import { bareName, FILE_COLUMNS } from './stock-columns.ts';
import type { FileRow } from './stock-file.ts';

/** Takes the rows of one delivery or certificate in, unless the books say the same already. */
export type TakeRows = (
  deed: {
    readonly tx: Db;
    readonly act: Act;
    readonly deed: bigint;
    readonly digestOf: (text: string) => string;
  },
  rows: readonly FileRow[],
) => Promise<'made' | 'unchanged'>;

type Cells = FileRow['cells'];

/** A lot that was announced is received; another one is announced first, unless it has an order. */
export const takeDelivery: TakeRows = async ({ tx, act, deed }, [row]) => {
  const { cells } = row!;
  const lot = cells.lot!;
  const weighing = {
    ...{ grossG: parseGrams(cells.gross!), netG: parseGrams(cells.net!) },
    moisturePpb: readContent('moisture', cells.moisture!, '%'),
  };
  const status = await findStatus(tx, { kind: 'lot', id: lot });
  const isAwaited = status === 'announced' || status === 'in_transit';
  if (status !== undefined) await refuseOther(tx, cells, isAwaited);
  if (status !== undefined && !isAwaited) {
    await refuseOtherReceipt(tx, cells, weighing);
    return 'unchanged';
  }
  if (status === undefined && cells.order) throw notAnnounced(lot, cells.order);
  if (status === undefined) await announceLot(tx, act, deed, announcementOf(cells, weighing.netG));
  await receiveLot(tx, act, deed, { lot, warehouse: cells.warehouse!, ...weighing, handovers: [] });
  return 'made';
};

const announcementOf = (cells: Cells, netG: bigint): Announcement => ({
  ...{ lot: cells.lot!, specification: cells.specification!, version: Number(cells.version) },
  supplier: { id: cells.supplier!, title: cells.supplier_title!, party: null },
  orderRef: null,
  ...{ vendorLot: cells.vendor_lot!, form: cells.form!, packaging: cells.packaging!, netG },
  expiresOn: cells.expires_on || null,
  shares: cells.shares!.split(';').map((each) => {
    const [fund, weight] = each.split(':');
    return { fund: fund!, weight: BigInt(weight!) };
  }),
});

/** What was said of a lot before, against what the table says; what it is made of only at receipt. */
async function refuseOther(tx: Db, cells: Cells, isAwaited: boolean): Promise<void> {
  const lot = await readLot(tx, cells.lot!);
  const told = {
    specification: [lot.specification, cells.specification],
    version: [`${lot.version}`, cells.version],
    supplier: [lot.supplier, cells.supplier],
    order: [lot.orderRef ?? '', cells.order ?? ''],
    ...(!isAwaited && {
      vendor_lot: [lot.vendorLot, cells.vendor_lot],
      form: [lot.form, cells.form],
      packaging: [lot.packaging, cells.packaging],
      expires_on: [lot.expiresOn ?? '', cells.expires_on ?? ''],
    }),
  };
  const other = Object.entries(told).find(([, [before, now]]) => before !== now);
  if (other === undefined) return;
  const [field, [before, now]] = other;
  throw new Refusal(
    'conflict',
    isAwaited ? 'import.other_announcement' : 'import.other_delivery',
    `lot ${lot.id} ${isAwaited ? 'was announced' : 'is in the books'} with the ${field} '${before}', and the table says '${now}'`,
    isAwaited
      ? 'correct the row, or cancel the announcement'
      : 'a lot is received once: correct the row',
  );
}

interface Weighed {
  readonly grossG: bigint;
  readonly netG: bigint;
  readonly moisturePpb: bigint;
}

async function refuseOtherReceipt(tx: Db, cells: Cells, now: Weighed): Promise<void> {
  const before = await findReceipt(tx, cells.lot!);
  const isSame =
    before !== undefined &&
    before.grossG === now.grossG &&
    before.netG === now.netG &&
    before.moisturePpb === now.moisturePpb &&
    before.warehouse === cells.warehouse;
  if (isSame) return;
  throw new Refusal(
    'conflict',
    'import.other_delivery',
    before === undefined
      ? `lot ${cells.lot} is in the books and was never received`
      : `lot ${cells.lot} was received in ${before.warehouse} with another mass or moisture, or elsewhere, than the table says`,
    'a lot is received once: correct the row',
  );
}

const notAnnounced = (lot: string, order: string) =>
  new Refusal(
    'conflict',
    'import.not_announced',
    `lot ${lot} is not announced for order ${order}`,
    'announce it as a delivery of its order first',
  );

/** Records a certificate; its file is its rows, with their cells in our order. */
export const takeCertificate: TakeRows = async ({ tx, act, deed, digestOf }, rows) => {
  const { lot, laboratory, number, issued_on: issuedOn } = rows[0]!.cells;
  const columns = FILE_COLUMNS.assays.map(bareName);
  const lines = rows.map(({ cells }) => columns.map((column) => cells[column] ?? '').join(','));
  const file = `${lines.join('\n')}\n`;
  const fileDigest = digestOf(file);
  const isKnown = (await listCertificates(tx, lot!)).some(
    (each) =>
      each.laboratory === laboratory && each.number === number && each.fileDigest === fileDigest,
  );
  if (isKnown) return 'unchanged';
  await recordCertificate(tx, act, deed, {
    ...{ lot: lot!, laboratory: laboratory!, number: number!, issuedOn: issuedOn! },
    ...{ fileDigest, fileBase64: base64Of(file) },
    results: rows.map(({ cells }) => ({
      ...{ analyte: cells.analyte!, value: cells.value!, unit: cells.unit! },
      ...{ uncertainty: cells.uncertainty!, method: cells.method! },
      isBelowDetection: cells.below_detection === 'yes',
    })),
  });
  return 'made';
};

/** Base64 of a text in UTF-8. */
export function base64Of(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
