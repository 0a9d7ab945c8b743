import { readdir, readFile } from 'node:fs/promises';
import { Refusal } from '../base/refusal.ts';
import type { Db } from './db.ts';
import { digestOf } from './digest.ts';

const FOLDER = new URL('./migrations/', import.meta.url);
const LOCK_KEY = 4317_0001; // any number that no other advisory lock of ours has

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/**
 * Applies the migrations that have not run yet, in the order of their names, all or none.
 *
 * @throws Refusal `database.migration_changed` when one that ran has changed since,
 *   `database.newer` when the database has one that this version does not know
 */
export async function migrate(db: Db, folder: URL = FOLDER): Promise<void> {
  const migrations = await readMigrations(folder);
  await db.transaction(async (tx) => {
    // Of two programs that start together one waits here, then finds nothing left to do.
    await tx.script("set local lock_timeout = '60s'; set local statement_timeout = 0");
    await tx.query('select pg_advisory_xact_lock($1)', [LOCK_KEY]);
    const applied = await readApplied(tx);
    for (const name of applied.keys()) {
      if (!migrations.some((each) => each.name === name)) throw newer(name);
    }
    for (const { name, sql, checksum } of migrations) {
      const before = applied.get(name);
      if (before === checksum) continue;
      if (before !== undefined) throw changed(name);
      await tx.script(sql);
      await tx.query('insert into migration (name, checksum) values ($1, $2)', [name, checksum]);
    }
  });
}

async function readMigrations(folder: URL): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const sql = (await readFile(new URL(name, folder), 'utf8')).replaceAll('\r\n', '\n');
      return { name, sql, checksum: digestOf(sql) };
    }),
  );
}

async function readApplied(tx: Db): Promise<Map<string, string>> {
  await tx.script(
    `create table if not exists migration (
       name        text        primary key,
       checksum    text        not null,
       applied_at  timestamptz not null default now()
     )`,
  );
  const rows = await tx.query<{ name: string; checksum: string }>(
    'select name, checksum from migration',
  );
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

const newer = (name: string) =>
  new Refusal(
    'conflict',
    'database.newer',
    `the database was used by a newer version of this program, which applied ${name}`,
    'use that version, or another data folder',
  );

const changed = (name: string) =>
  new Refusal(
    'conflict',
    'database.migration_changed',
    `the migration ${name} was changed after it ran on this database`,
    'restore the file and put the change into a new migration',
  );
