import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { databaseTests } from '../../test/support/database.ts';
import { chief } from '../../test/support/reserve.ts';
import { does, GOOD, stockedReserve } from '../../test/support/stock.ts';
import { statusOf } from '../audit/audit.service.ts';
import type { Db } from '../platform/db.ts';
import { importStock } from './import.service.ts';
import { auditLots, lotRef, readLots } from './inventory.service.ts';
import { decideLot, sampleLot } from './quality.service.ts';
import { FILE_COLUMNS, type FileKind } from './stock-columns.ts';

const onDatabase = databaseTests();

const digestOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('hex')}`;
const headerOf = (kind: FileKind) => FILE_COLUMNS[kind].join(',').replaceAll('?', '');
const load = (db: Db, kind: FileKind, rows: readonly string[], isDryRun = false, key?: string) =>
  importStock(
    db,
    chief,
    { kind, csv: [headerOf(kind), ...rows].join('\n'), isDryRun },
    digestOf,
    key,
  );

const delivery = (n: number, net = '100kg') =>
  `L-${n},fluorspar-acid,1,ares,Ares,,V-${n},cake,bags,,hawthorne,101kg,${net},10,reserve:2;japan:1`;

const rowsIn = async (db: Db) =>
  (await db.query<{ n: number }>('select count(*)::int as n from lot'))[0]!.n;

onDatabase('three wrong rows of 500 are each named, and nothing is changed', async (db) => {
  await stockedReserve(db);
  const rows = Array.from({ length: 500 }, (_, n) => delivery(n));
  rows[99] = delivery(99, '=100kg');
  rows[199] = delivery(199, '102kg'); // more net than gross
  rows[299] = delivery(0);
  const error: unknown = await load(db, 'deliveries', rows).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'import.rows' });
  const { message } = error as Error;
  expect(message).toContain('3 of 500 rows of deliveries are wrong');
  expect(message).toContain("row 101, net: '=100kg' begins as a formula does");
  expect(message).toContain("row 201, net: '102kg' is more than the gross mass '101kg'");
  expect(message).toContain('row 301, lot: L-0 stands in row 2 already');
  expect(await rowsIn(db)).toBe(0);
  expect(await auditLots(db)).toEqual([]);
  const [kept] = await db.query<{ code: string }>(
    'select code from refused_deed order by refused_deed.id desc limit 1',
  );
  expect(kept?.code).toBe('import.rows');
});

onDatabase('a dry run tells what would be, row by row, and changes nothing', async (db) => {
  await stockedReserve(db);
  const before = await db.query('select count(*)::int as n from deed');
  const rows = [delivery(1), delivery(2).replace('hawthorne', 'nowhere'), delivery(3)];
  const report = await load(db, 'deliveries', rows, true);
  expect(report).toMatchObject({ rowsRead: 3, rowsWritten: 2, made: ['L-1', 'L-3'] });
  expect(report.errors).toMatchObject([
    { row: 3, sentence: 'row 3: there is no warehouse nowhere' },
  ]);
  expect(await rowsIn(db)).toBe(0);
  expect(await db.query('select count(*)::int as n from deed')).toEqual(before);
});

onDatabase('deliveries and their assays are taken in, once for each key', async (db) => {
  await stockedReserve(db);
  const rows = [delivery(1), delivery(2)];
  const first = await load(db, 'deliveries', rows, false, 'import-1');
  expect(first).toMatchObject({ rowsWritten: 2, errors: [] });
  expect(await load(db, 'deliveries', rows, false, 'import-1')).toEqual(first);
  expect((await readLots(db, {})).map(({ id, dryG }) => [id, dryG])).toEqual([
    ['L-1', '90000'],
    ['L-2', '90000'],
  ]);
  expect(await load(db, 'deliveries', rows)).toMatchObject({ rowsWritten: 0, rowsUnchanged: 2 });
  await expect(load(db, 'deliveries', [delivery(1, '99kg')])).rejects.toMatchObject({
    message: expect.stringContaining('lot L-1 was received in hawthorne with another mass'),
  });
  for (const lot of ['L-1', 'L-2']) {
    await does(db, (tx, deed) => sampleLot(tx, chief, deed, { lot, seal: lot }));
  }
  const assays = ['L-1', 'L-2'].flatMap((lot) =>
    GOOD.map(
      ({ analyte, value, unit, uncertainty, method }) =>
        `${lot},lab-one,C-${lot},2026-01-15,${analyte},${value},${unit},${uncertainty},${method},no`,
    ),
  );
  const report = await load(db, 'assays', assays);
  expect(report).toMatchObject({
    rowsRead: 10,
    rowsWritten: 10,
    made: ['lab-one C-L-1', 'lab-one C-L-2'],
  });
  expect(await load(db, 'assays', assays)).toMatchObject({ rowsWritten: 0, rowsUnchanged: 10 });
  await does(db, (tx, deed) => decideLot(tx, chief, deed, { lot: 'L-2' }));
  expect(await statusOf(db, lotRef('L-2'))).toBe('conforming');
});

onDatabase('a lot that has an order comes in only as it was announced for it', async (db) => {
  await stockedReserve(db);
  const ordered = delivery(1).replace('Ares,,', 'Ares,O-1,');
  await expect(load(db, 'deliveries', [ordered])).rejects.toMatchObject({
    message: expect.stringContaining('lot L-1 is not announced for order O-1'),
  });
});
