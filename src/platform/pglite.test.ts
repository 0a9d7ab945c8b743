import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migratedSnapshot } from '../../test/support/database.ts';
import { checkDisk } from './data-folder.ts';
import { durableFiles } from './durable-files.ts';
import { openDatabase } from './open-database.ts';
import { openPglite } from './pglite.ts';

const HOLDER = fileURLToPath(new URL('../../test/support/hold-database.ts', import.meta.url));
const DATA_ROW = `insert into data_version (version, digest, made_by)
  values ('test', 'sha256-' || repeat('f', 64), 'test')`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lodestock-pglite-'));
  const database = await openPglite(join(folder, 'data'), await migratedSnapshot());
  await database.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const data = () => join(folder, 'data');
const openData = () => openDatabase({ dataFolder: data(), databaseUrl: undefined });

/** Starts the program that stores rows until killed; resolves when it has stored some. */
async function startHolder(rows: number): Promise<{ child: ChildProcess; stored: Set<number> }> {
  const child = spawn(process.execPath, ['--import', 'tsx', HOLDER, data()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stored = new Set<number>();
  await new Promise<void>((resolve, reject) => {
    createInterface(child.stdout!).on('line', (line) => {
      if (line !== 'open') stored.add(Number(line));
      if (stored.size >= rows) resolve();
    });
    child.once('exit', (code) => reject(new Error(`the holder ended with code ${code}`)));
  });
  return { child, stored };
}

test('what is stored is there after closing and opening again', async () => {
  const first = await openData();
  await first.script(DATA_ROW);
  await first.close();
  const second = await openData();
  const rows = await second.query("select 1 from data_version where version = 'test'");
  await second.close();
  expect(rows).toHaveLength(1);
});

test('closing leaves no lock behind, and closing twice does no harm', async () => {
  const database = await openData();
  expect(await readdir(data())).toContain('database.lock');
  await database.close();
  await database.close();
  expect((await readdir(data())).filter((name) => name.includes('lock'))).toEqual([]);
});

test('wide integers are bigint, decimals, dates and times are text', async () => {
  const database = await openData();
  const [row] = await database.query(
    `select 9007199254740993::int8 as wide, 0.1::numeric as exact, date '2027-03-15' as day,
            timestamptz '2027-03-15 12:00+02' as moment, $1::int8 as sent`,
    [9007199254740993n],
  );
  await database.close();
  expect(row).toEqual({
    wide: 9007199254740993n,
    exact: '0.1',
    day: '2027-03-15',
    moment: '2027-03-15 10:00:00+00',
    sent: 9007199254740993n,
  });
});

test('a second open in the same process is refused by name', async () => {
  const database = await openData();
  await expect(openData()).rejects.toMatchObject({
    kind: 'conflict',
    code: 'database.locked',
    message: `cannot open the database in ${data()}: this process (${process.pid}) has it open`,
  });
  await database.close();
});

test('another process holds the database until kill -9, and what it stored is there', async () => {
  const { child, stored } = await startHolder(20);
  await expect(openData()).rejects.toMatchObject({
    kind: 'conflict',
    code: 'database.locked',
    message: `cannot open the database in ${data()}: process ${child.pid} has it open`,
  });

  child.removeAllListeners('exit');
  child.kill('SIGKILL');
  await once(child, 'close');

  const database = await openData();
  const rows = await database.query<{ number: string }>(
    "select right(digest, 8) as number from data_version where made_by = 'holder'",
  );
  await database.close();
  const found = new Set(rows.map(({ number }) => Number.parseInt(number, 16)));
  expect([...stored].filter((each) => !found.has(each))).toEqual([]);
  expect(stored.size).toBeGreaterThanOrEqual(20);
}, 120_000);

describe('durability', () => {
  test('when the disk fails to keep a commit, the process dies before it says so', async () => {
    const dataFolder = join(folder, 'failing');
    await (await openPglite(dataFolder, await migratedSnapshot())).close();
    const child = spawn(process.execPath, ['--import', 'tsx', HOLDER, dataFolder, '3'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    let complaint = '';
    child.stdout.on('data', (part) => {
      said += part;
    });
    child.stderr.on('data', (part) => {
      complaint += part;
    });
    const [, signal] = await once(child, 'close');
    expect(signal).toBe('SIGKILL');
    expect(said).toBe('open\n0\n1\n2\n');
    expect(complaint).toContain('the disk did not keep what was written');
  }, 120_000);

  test('every commit flushes the host file', async () => {
    const { fs, syncCount } = durableFiles(join(folder, 'counted'));
    const startParams = PGlite.defaultStartParams.filter((each) => each !== '-F');
    const pglite = await PGlite.create({
      fs,
      startParams: [...startParams, '-c', 'fsync=on', '-c', 'wal_sync_method=fsync'],
      loadDataDir: await migratedSnapshot(),
    });
    const before = syncCount();
    for (let i = 0; i < 10; i++) {
      const digest = `sha256-${String(i).repeat(64)}`;
      await pglite.query('insert into data_version values ($1, $2, $3)', ['t', digest, 'me']);
    }
    expect(syncCount() - before).toBeGreaterThanOrEqual(10);
    await pglite.close();
  });

  test('the count sees the fault: with the usual settings nothing is flushed', async () => {
    const { fs, syncCount } = durableFiles(join(folder, 'lossy'));
    const pglite = await PGlite.create({ fs, loadDataDir: await migratedSnapshot() });
    const before = syncCount();
    await pglite.query(DATA_ROW);
    expect(syncCount() - before).toBe(0);
    await pglite.close();
  });

  test('a creation that was cut off is begun again, and what it left is kept aside', async () => {
    const dataFolder = join(folder, 'cut-off');
    await mkdir(join(dataFolder, 'database'), { recursive: true });
    await writeFile(join(dataFolder, 'database', 'PG_VERSION'), '');
    const database = await openPglite(dataFolder, await migratedSnapshot());
    await database.script(DATA_ROW);
    await database.close();
    expect(await readdir(dataFolder)).toContain(`database.unfinished-${process.pid}`);
  });
});

describe('a place that does not do', () => {
  test('a file instead of a folder is refused by name', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    const open = (dataFolder: string) => openDatabase({ dataFolder, databaseUrl: undefined });
    await expect(open(file)).rejects.toMatchObject({ code: 'database.bad_folder' });
    await expect(open(join(file, 'below'))).rejects.toMatchObject({
      kind: 'not_allowed',
      code: 'database.read_only',
      message: expect.stringContaining(join(file, 'below')),
    });
  });

  test('a folder that may not be written is refused by name', async () => {
    const closed = join(folder, 'closed');
    await mkdir(closed, { mode: 0o500 });
    const isRoot = process.getuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534); // nobody: root may write everywhere
    try {
      await expect(openPglite(join(closed, 'data'))).rejects.toMatchObject({
        kind: 'not_allowed',
        code: 'database.read_only',
        message: `cannot keep the database in ${join(closed, 'data')}: permission is denied`,
      });
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });

  test('a full disk and a network disk are refused by name', () => {
    const EXT4 = 0xef53;
    const NFS = 0x6969;
    expect(() => checkDisk('/d', { type: EXT4, freeBytes: 1e9 })).not.toThrow();
    expect(() => checkDisk('/d', { type: EXT4, freeBytes: 999e6 })).toThrowError(
      'cannot open the database in /d: the disk has 999 MB free',
    );
    expect(() => checkDisk('/d', { type: NFS, freeBytes: 1e12 })).toThrowError(
      /file system \(NFS\)/,
    );
  });
});
