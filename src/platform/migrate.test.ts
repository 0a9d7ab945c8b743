import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openServerDatabase } from '../../test/support/database.ts';
import type { Database } from './db.ts';
import { migrate } from './migrate.ts';

let database: Database;
let folder: string;
beforeAll(async () => {
  database = await openServerDatabase();
  folder = await mkdtemp(join(tmpdir(), 'lodestock-migrate-'));
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await database.script('drop schema public cascade; create schema public');
});

const files = pathToFileURL('').href;
const url = () => new URL(`${pathToFileURL(folder).href}/`, files);
const put = (name: string, sql: string) => writeFile(join(folder, name), sql);

test('migrations run once, in the order of their names', async () => {
  await put('0001_a.sql', 'create table a (n int)');
  await put('0002_b.sql', 'insert into a values (2)');
  await migrate(database, url());
  await migrate(database, url());
  expect(await database.query('select n from a')).toEqual([{ n: 2 }]);
});

test('programs that start together do not apply a migration twice', async () => {
  await put('0001_a.sql', 'create table a (n int); select pg_sleep(0.2)');
  await put('0002_b.sql', 'insert into a values (2)');
  await Promise.all(Array.from({ length: 6 }, () => migrate(database, url())));
  expect(await database.query('select n from a')).toEqual([{ n: 2 }]);
});

test('a migration that fails leaves nothing of itself and of those before it', async () => {
  await put('0001_a.sql', 'create table a (n int)');
  await put('0002_b.sql', 'select 1 / 0');
  await expect(migrate(database, url())).rejects.toThrowError('division by zero');
  expect(await database.query("select to_regclass('a') as a")).toEqual([{ a: null }]);
});

test('a migration that was changed after it ran is refused by name', async () => {
  await put('0001_a.sql', 'create table a (n int)');
  await put('0002_b.sql', 'insert into a values (2)');
  await migrate(database, url());
  await put('0002_b.sql', 'insert into a values (3)');
  await expect(migrate(database, url())).rejects.toMatchObject({
    kind: 'conflict',
    code: 'database.migration_changed',
    message: 'the migration 0002_b.sql was changed after it ran on this database',
  });
});

test('a database of a newer version is refused', async () => {
  await put('0001_a.sql', 'create table a (n int)');
  await put('0002_b.sql', 'insert into a values (2)');
  await migrate(database, url());
  await rm(join(folder, '0002_b.sql'));
  await expect(migrate(database, url())).rejects.toMatchObject({ code: 'database.newer' });
});
