import { expect } from 'vitest';
import { databaseTests } from '../../test/support/database.ts';
import { listDataVersions, saveDataVersion } from './minerals.store.ts';

const test = databaseTests();

const DATA = { version: '2026.1', digest: `sha256-${'c'.repeat(64)}`, madeBy: 'analyst' };

test('what is written is what is read, once', async (db) => {
  await saveDataVersion(db, DATA);
  await saveDataVersion(db, { ...DATA, madeBy: 'somebody else' });
  expect(await listDataVersions(db)).toEqual([DATA]);
});

test('one label may stand for two states of the data, which the digest tells apart', async (db) => {
  const later = { ...DATA, digest: `sha256-${'d'.repeat(64)}` };
  await saveDataVersion(db, DATA);
  await saveDataVersion(db, later);
  expect(await listDataVersions(db)).toEqual([DATA, later]);
});

test('a data version is never changed or removed', async (db) => {
  await saveDataVersion(db, DATA);
  for (const sql of ["update data_version set made_by = 'me'", 'delete from data_version']) {
    await expect(db.transaction((tx) => tx.script(sql))).rejects.toThrowError(/append-only/);
  }
});
