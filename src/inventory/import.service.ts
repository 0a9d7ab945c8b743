import { requireRole } from '../access/access.service.ts';
import { perform, refusalOf } from '../audit/audit.service.ts';
import type { Act } from '../base/act.ts';
import type { Refusal } from '../base/refusal.ts';
import type { Db } from '../platform/db.ts';
import { type ImportReport, ImportRequest, leftOut, refusedRow, wrongRows } from './import.ts';
import { type TakeRows, takeCertificate, takeDelivery } from './import-rows.service.ts';
import type { FileKind } from './stock-columns.ts';
import { type FileRow, type RowError, readStockFile } from './stock-file.ts';

/**
 * Takes a table of deliveries or assays in: all of it or nothing, or its valid rows where that is
 * asked for. A dry run does everything, tells what is wrong in each row, and undoes it. What the
 * books say already is left as it is, so a table may come twice.
 *
 * @param digestOf - SHA-256 of a text, for what is kept of each certificate
 * @throws Refusal `import.rows` naming every wrong row, and those of `readStockFile`
 */
export async function importStock(
  db: Db,
  act: Act,
  asked: ImportRequest,
  digestOf: (text: string) => string,
  key?: string,
): Promise<ImportReport> {
  const request = ImportRequest.parse(asked);
  const undo = new Error('undo');
  let report: ImportReport | undefined;
  const run = (from: Db) =>
    perform(from, act, { name: 'lot import', request, key }, async (tx, deed) => {
      await requireRole(tx, act, 'receiving-officer');
      report = await takeIn({ tx, act, deed, digestOf }, request);
      if (report.errors.length > 0 && !request.isDryRun && !request.isPartial) {
        throw wrongRows(report);
      }
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

interface Deed {
  readonly tx: Db;
  readonly act: Act;
  readonly deed: bigint;
  readonly digestOf: (text: string) => string;
}

async function takeIn(
  { tx, ...rest }: Deed,
  { kind, csv, columns, isDryRun, isPartial }: ReturnType<typeof ImportRequest.parse>,
): Promise<ImportReport> {
  const file = readStockFile(kind, csv, columns);
  const { groups, errors: incomplete } = wholeGroups(kind, file.rows, file.wrong);
  const errors: RowError[] = [...file.errors, ...incomplete];
  const taken: FileRow[] = [];
  const unchanged: FileRow[] = [];
  const made: string[] = [];
  const isWanted = isDryRun || isPartial || errors.length === 0;
  for (const group of isWanted ? groups : []) {
    const answer = await attempt(tx, (inner) => TAKE[kind]({ tx: inner, ...rest }, group));
    if (answer === 'made') {
      made.push(nameOf(kind, group[0]!));
      taken.push(...group);
    } else if (answer === 'unchanged') {
      unchanged.push(...group);
    } else {
      errors.push(...group.map((row) => refusedRow(row, answer)));
    }
  }
  errors.sort((a, b) => a.row - b.row);
  const written = new Set(taken.map(({ row }) => row));
  const warnings = file.warnings.filter(({ row }) => written.has(row));
  return {
    ...{ kind, isDryRun, rowsRead: file.rowsRead, rowsWritten: taken.length },
    rowsWarned: countRows(warnings),
    rowsUnchanged: unchanged.length,
    ...countFaults(errors),
    ...{ made, errors, warnings },
  };
}

const TAKE: Readonly<Record<FileKind, TakeRows>> = {
  deliveries: takeDelivery,
  assays: takeCertificate,
};

const countRows = (told: readonly RowError[]) => new Set(told.map(({ row }) => row)).size;

/** A row that is there twice is a duplicate; one that is wrong in another way is rejected. */
function countFaults(errors: readonly RowError[]) {
  const isDuplicate = ({ rule }: RowError) => rule === 'duplicate';
  return {
    rowsDuplicate: countRows(errors.filter(isDuplicate)),
    rowsRejected: countRows(errors.filter((each) => !isDuplicate(each))),
  };
}

/** Does something that may be refused alone. */
async function attempt(
  tx: Db,
  work: (inner: Db) => ReturnType<TakeRows>,
): Promise<'made' | 'unchanged' | Refusal> {
  try {
    return await tx.transaction(work);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    return refusal;
  }
}

/** A delivery is a row; a certificate is all rows of its number, and comes in whole. */
function wholeGroups(
  kind: FileKind,
  rows: readonly FileRow[],
  wrong: readonly FileRow[],
): { groups: FileRow[][]; errors: RowError[] } {
  if (kind === 'deliveries') return { groups: rows.map((row) => [row]), errors: [] };
  const byName = new Map<string, FileRow[]>();
  for (const row of rows)
    byName.set(nameOf(kind, row), [...(byName.get(nameOf(kind, row)) ?? []), row]);
  const broken = new Map(wrong.map((row) => [nameOf(kind, row), row.row]));
  const isBroken = ([name]: [string, FileRow[]]) => broken.has(name);
  return {
    groups: [...byName].filter((each) => !isBroken(each)).map(([, group]) => group),
    errors: [...byName]
      .filter(isBroken)
      .flatMap(([name, group]) => group.map(({ row }) => leftOut(row, name, broken.get(name)!))),
  };
}

const nameOf = (kind: FileKind, { cells }: FileRow) =>
  kind === 'deliveries' ? cells.lot! : `${cells.laboratory} ${cells.number}`;
