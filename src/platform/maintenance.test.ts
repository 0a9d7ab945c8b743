import { mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migratedSnapshot } from '../../test/support/database.ts';
import { startMaintenance } from './maintenance.ts';
import { openPgliteInMemory, type PgliteDatabase } from './pglite.ts';

let folder: string;
let database: PgliteDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lodestock-maintenance-'));
  database = await openPgliteInMemory(await migratedSnapshot());
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

async function lastCheckpoint(): Promise<unknown> {
  return database.query('select redo_lsn from pg_control_checkpoint()');
}

test('a checkpoint follows 64 MB of log, and none a little of it', async () => {
  const maintenance = startMaintenance(database, join(folder, 'mark'), 20);
  const write = (megabytes: number) =>
    maintenance.note(
      database.query(
        `select count(pg_logical_emit_message(false, 'test', repeat('x', 1000000)))
         from generate_series(1, $1)`,
        [megabytes],
      ),
    );
  await database.script('checkpoint');
  const before = await lastCheckpoint();
  await write(10);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await lastCheckpoint()).toEqual(before);
  await write(60);
  await expect.poll(lastCheckpoint, { timeout: 10_000 }).not.toEqual(before);
  await maintenance.finish();
});

test('a database that was not cleaned for a day is cleaned when it closes', async () => {
  const mark = join(folder, 'old-mark');
  await writeFile(mark, '');
  const twoDaysAgo = new Date(Date.now() - 48 * 3_600_000);
  await utimes(mark, twoDaysAgo, twoDaysAgo);
  const analysed = async () =>
    database.query("select reltuples from pg_class where relname = 'data_version'");
  await database.script(
    `insert into data_version values ('t', 'sha256-' || repeat('1', 64), 'me')`,
  );
  const before = await analysed();

  const maintenance = startMaintenance(database, mark);
  await maintenance.note(database.query('select 1'));
  await maintenance.finish();
  expect(await analysed()).not.toEqual(before);
  expect((await stat(mark)).mtimeMs).toBeGreaterThan(twoDaysAgo.getTime());
});
