import { existsSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PGlite, type Transaction, types } from '@electric-sql/pglite';
import { Refusal } from '../base/refusal.ts';
import { prepareDataFolder } from './data-folder.ts';
import { type Database, type Db, nestable } from './db.ts';
import { durableFiles, syncPath, syncTree } from './durable-files.ts';
import { acquireLock } from './lock.ts';
import { startMaintenance } from './maintenance.ts';

const PROBES = 2;

const text = (value: string) => value;
const PARSERS = {
  [types.INT8]: BigInt,
  [types.DATE]: text,
  [types.TIMESTAMP]: text,
  [types.TIMESTAMPTZ]: text,
};

// PGlite itself starts PostgreSQL with -F: no fsync. Its fdatasync does nothing, its fsync is ours.
const DURABLE_START = [
  ...PGlite.defaultStartParams.filter((each) => each !== '-F'),
  ...['fsync=on', 'wal_sync_method=fsync', 'synchronous_commit=on', 'timezone=UTC'].flatMap(
    (setting) => ['-c', setting],
  ),
];

export interface PgliteDatabase extends Database {
  /** The whole database as one file. */
  dump(): Promise<Blob>;
}

/**
 * Opens the embedded database of a folder, for this process alone.
 *
 * @param snapshot - a dump to begin a new database with
 * @throws Refusal `database.locked`, `database.not_durable` and those of `prepareDataFolder`
 */
export async function openPglite(dataFolder: string, snapshot?: Blob): Promise<PgliteDatabase> {
  const folder = resolve(dataFolder);
  await prepareDataFolder(folder);
  const lock = await acquireLock(join(folder, 'database.lock'), `the database in ${folder}`);
  try {
    const { pglite, syncCount } = await openFiles(folder, snapshot);
    await refuseUnlessDurable(pglite, syncCount, folder);
    const database = databaseOf(pglite);
    const maintenance = startMaintenance(database, join(folder, 'database.vacuumed'));
    let closing: Promise<void> | undefined;
    const close = async () => {
      await maintenance.finish();
      await pglite.close();
      await lock.release();
    };
    return {
      ...database,
      query: (sql, params) => maintenance.note(database.query(sql, params)),
      script: (sql) => maintenance.note(database.script(sql)),
      transaction: (work) => maintenance.note(database.transaction(work)),
      close: () => {
        closing ??= close();
        return closing;
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Opens an embedded database that lives as long as this process; for tests and trials. */
export async function openPgliteInMemory(snapshot?: Blob): Promise<PgliteDatabase> {
  const pglite = await PGlite.create({
    dataDir: 'memory://',
    parsers: PARSERS,
    startParams: [...PGlite.defaultStartParams, '-c', 'timezone=UTC'],
    ...(snapshot && { loadDataDir: snapshot }),
  });
  return databaseOf(pglite);
}

/*
 * A new database counts as made once all its files are on disk, which a mark beside it says. One
 * without the mark is what a start that was cut off left behind: it was never handed to anybody.
 */
async function openFiles(folder: string, snapshot: Blob | undefined) {
  const root = join(folder, 'database');
  const mark = join(folder, 'database.made');
  const isMade = existsSync(mark);
  if (!isMade && existsSync(root)) await rename(root, `${root}.unfinished-${process.pid}`);
  const { fs, syncCount } = durableFiles(root);
  const pglite = await PGlite.create({
    fs,
    parsers: PARSERS,
    startParams: DURABLE_START,
    ...(snapshot && !isMade && { loadDataDir: snapshot }),
  });
  if (!isMade) {
    await pglite.exec('checkpoint');
    await syncTree(root);
    await writeFile(mark, '');
    syncPath(mark);
    syncPath(folder);
  }
  return { pglite, syncCount };
}

/** Commits a little and counts the flushes: without them a power cut would lose answers. */
async function refuseUnlessDurable(
  pglite: PGlite,
  syncCount: () => number,
  folder: string,
): Promise<void> {
  const before = syncCount();
  for (let i = 0; i < PROBES; i++) {
    await pglite.query("select pg_logical_emit_message(true, 'lodestock', 'durability probe')");
  }
  const perCommit = (syncCount() - before) / PROBES;
  if (perCommit >= 1) return;
  await pglite.close();
  throw new Refusal(
    'unavailable',
    'database.not_durable',
    `cannot open the database in ${folder}: its commits do not reach the disk (${perCommit} flushes each)`,
    'reinstall with the exact versions of package-lock.json, or use a PostgreSQL server',
  );
}

function databaseOf(pglite: PGlite): PgliteDatabase {
  return {
    ...statements(pglite),
    transaction: (work) => pglite.transaction((tx) => work(nestable(statements(tx)))),
    dump: () => pglite.dumpDataDir('none'),
    close: () => pglite.close(),
  };
}

function statements(target: PGlite | Transaction): Pick<Db, 'query' | 'script'> {
  return {
    query: async <Row>(sql: string, params: readonly unknown[] = []) =>
      (await target.query<Row>(sql, [...params])).rows,
    script: async (sql) => void (await target.exec(sql)),
  };
}
