import * as z from 'zod';
import { requireRole } from '../access/access.service.ts';
import { findStatus, perform, refusalOf } from '../audit/audit.service.ts';
import type { Act } from '../base/act.ts';
import { parseGrams } from '../base/booked.ts';
import { Refusal } from '../base/refusal.ts';
import type { Db } from '../platform/db.ts';
import { readContent } from './certificate.ts';
import { type Announcement, announceLot, readLot, receiveLot } from './inventory.service.ts';
import { recordCertificate } from './quality.service.ts';
import { FileKind, type FileRow, RowError, readStockFile } from './stock-file.ts';

export const ImportRequest = z
  .strictObject({
    kind: FileKind,
    csv: z.string().describe('the table as CSV text'),
    isDryRun: z.boolean().default(false).describe('look at every row and change nothing'),
  })
  .meta({ id: 'StockImport' });
export type ImportRequest = z.infer<typeof ImportRequest>;

/** What became of a table, or what would. */
export const ImportReport = z
  .object({
    kind: FileKind,
    isDryRun: z.boolean(),
    rowsRead: z.int(),
    rowsWritten: z.int(),
    made: z.array(z.string()).describe('lots received, or certificates recorded'),
    errors: z.array(RowError),
  })
  .meta({ id: 'StockImportReport' });
export type ImportReport = z.infer<typeof ImportReport>;

/**
 * Takes a table of deliveries or assays in, all of it or nothing. A dry run does everything, tells
 * what is wrong in each row, and undoes it.
 *
 * @param digestOf - SHA-256 of a text, for what is kept of each certificate
 * @throws Refusal `import.rows` naming every wrong row, and those of `readStockFile`
 */
export async function importStock(
  db: Db,
  act: Act,
  request: ImportRequest,
  digestOf: (text: string) => string,
  key?: string,
): Promise<ImportReport> {
  const undo = new Error('undo');
  let report: ImportReport | undefined;
  const run = (from: Db) =>
    perform(from, act, { name: 'lot import', request, key }, async (tx, deed) => {
      await requireRole(tx, act, 'receiving-officer');
      report = await takeIn(tx, act, deed, request, digestOf);
      if (report.errors.length > 0 && !request.isDryRun) throw wrongRows(report);
      return report;
    });
  if (!request.isDryRun) return run(db);
  await db
    .transaction(async (tx) => {
      await run(tx);
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  return report!; // the run gave one, or threw
}

const NAMED = 20; // more rows than a person reads in a sentence

function wrongRows({ kind, rowsRead, errors }: ImportReport): Refusal {
  const count = new Set(errors.map(({ row }) => row)).size;
  const told = errors.slice(0, NAMED).map(({ sentence }) => sentence);
  const more = errors.length > NAMED ? `; and ${errors.length - NAMED} more` : '';
  return new Refusal(
    'invalid',
    'import.rows',
    `${count} of ${rowsRead} rows of ${kind} are wrong: ${told.join('; ')}${more}`,
    'nothing was changed; a dry run lists every row',
  );
}

async function takeIn(
  tx: Db,
  act: Act,
  deed: bigint,
  { kind, csv, isDryRun }: ImportRequest,
  digestOf: (text: string) => string,
): Promise<ImportReport> {
  const { rows, errors: misread } = readStockFile(kind, csv);
  const errors = [...misread];
  const made: string[] = [];
  const lines = new Set([...rows, ...misread].map(({ row }) => row));
  const head = { kind, isDryRun, rowsRead: lines.size };
  if (errors.length > 0 && !isDryRun) return { ...head, rowsWritten: 0, made, errors };
  const bad = new Set(misread.map(({ row }) => row));
  let rowsWritten = 0;
  for (const group of groupsOf(
    kind,
    rows.filter(({ row }) => !bad.has(row)),
  )) {
    const error = await attempt(tx, (inner) =>
      kind === 'deliveries'
        ? takeDelivery(inner, act, deed, group[0]!)
        : takeCertificate(inner, act, deed, group, digestOf),
    );
    if (error === undefined) {
      made.push(nameOf(kind, group[0]!));
      rowsWritten += group.length;
    } else {
      const { row } = group[0]!;
      const sentence = `row ${row}: ${error.message}`;
      errors.push({ row, column: null, value: null, sentence, hint: error.hint ?? null });
    }
  }
  errors.sort((a, b) => a.row - b.row);
  return { ...head, rowsWritten, made, errors };
}

/** Does something that may be refused alone. */
async function attempt(tx: Db, work: (inner: Db) => Promise<void>): Promise<Refusal | undefined> {
  try {
    await tx.transaction(work);
    return undefined;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    return refusal;
  }
}

/** A delivery is a row; a certificate is all rows of its number. */
function groupsOf(kind: FileKind, rows: readonly FileRow[]): FileRow[][] {
  if (kind === 'deliveries') return rows.map((row) => [row]);
  const groups = new Map<string, FileRow[]>();
  for (const row of rows) {
    const { lot, laboratory, number } = row.cells;
    const name = [lot, laboratory, number].join(' ');
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups.values()];
}

const nameOf = (kind: FileKind, { cells }: FileRow) =>
  kind === 'deliveries' ? cells.lot! : `${cells.laboratory} ${cells.number}`;

/** A lot that was announced is received; another one is announced first, unless it has an order. */
async function takeDelivery(tx: Db, act: Act, deed: bigint, { cells }: FileRow): Promise<void> {
  const lot = cells.lot!;
  const netG = parseGrams(cells.net!);
  const status = await findStatus(tx, { kind: 'lot', id: lot });
  if (status === 'announced') await refuseOther(tx, cells);
  else if (cells.order) throw notAnnounced(lot, cells.order);
  else await announceLot(tx, act, deed, announcementOf(cells, netG));
  await receiveLot(tx, act, deed, {
    ...{ lot, warehouse: cells.warehouse!, netG, handovers: [] },
    grossG: parseGrams(cells.gross!),
    moisturePpb: readContent('moisture', cells.moisture!, '%'),
  });
}

type Cells = FileRow['cells'];

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

async function refuseOther(tx: Db, cells: Cells): Promise<void> {
  const lot = await readLot(tx, cells.lot!);
  const told = {
    specification: [lot.specification, cells.specification],
    version: [`${lot.version}`, cells.version],
    supplier: [lot.supplier, cells.supplier],
    order: [lot.orderRef ?? '', cells.order ?? ''],
  };
  const other = Object.entries(told).find(([, [before, now]]) => before !== now);
  if (other === undefined) return;
  const [field, [before, now]] = other;
  throw new Refusal(
    'conflict',
    'import.other_announcement',
    `lot ${lot.id} was announced with the ${field} '${before}', and the table says '${now}'`,
    'correct the row, or cancel the announcement',
  );
}

const notAnnounced = (lot: string, order: string) =>
  new Refusal(
    'conflict',
    'import.not_announced',
    `lot ${lot} is not announced for order ${order}`,
    'announce it as a delivery of its order first',
  );

async function takeCertificate(
  tx: Db,
  act: Act,
  deed: bigint,
  group: readonly FileRow[],
  digestOf: (text: string) => string,
): Promise<void> {
  const { lot, laboratory, number, issued_on: issuedOn } = group[0]!.cells;
  const file = `${group.map(({ cells }) => Object.values(cells).join(',')).join('\n')}\n`;
  await recordCertificate(tx, act, deed, {
    ...{ lot: lot!, laboratory: laboratory!, number: number!, issuedOn: issuedOn! },
    fileDigest: digestOf(file),
    fileBase64: base64Of(file),
    results: group.map(({ cells }) => ({
      ...{ analyte: cells.analyte!, value: cells.value!, unit: cells.unit! },
      ...{ uncertainty: cells.uncertainty!, method: cells.method! },
      isBelowDetection: cells.below_detection === 'yes',
    })),
  });
}

/** Base64 of a text in UTF-8. */
export function base64Of(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
