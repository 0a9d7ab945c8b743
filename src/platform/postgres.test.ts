import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newServerDatabase, openServerDatabase } from '../../test/support/database.ts';
import type { Database } from './db.ts';
import { openDatabase } from './open-database.ts';
import { openPostgres } from './postgres.ts';

let database: Database;
beforeAll(async () => {
  database = await openServerDatabase();
});
afterAll(() => database.close());

test('a server that refuses the connection is named, the password is not', async () => {
  const open = openDatabase({
    databaseUrl: 'postgres://me:secret@127.0.0.1:1/lodestock',
    dataFolder: 'unused',
  });
  const error = await open.catch((failure: unknown) => failure);
  expect(error).toMatchObject({
    kind: 'unavailable',
    code: 'database.unreachable',
    message: 'the database server at 127.0.0.1:1 does not answer: ECONNREFUSED',
  });
  expect(JSON.stringify(error) + String(error)).not.toContain('secret');
});

test('a server that accepts and stays silent is given up after seconds', async () => {
  const silent = createServer((socket) => socket.on('error', () => {}));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as { port: number };
  const started = performance.now();
  await expect(openPostgres(`postgres://127.0.0.1:${port}/x`)).rejects.toMatchObject({
    code: 'database.unreachable',
    message: expect.stringContaining(`127.0.0.1:${port}`),
  });
  expect(performance.now() - started).toBeLessThan(9000);
  silent.close();
});

test('a wrong password is refused without repeating it', async () => {
  const url = new URL(await newServerDatabase());
  url.password = 'guessed';
  const error = await openPostgres(url.href).catch((failure: unknown) => failure);
  expect(error).toMatchObject({ kind: 'not_allowed', code: 'database.rejected' });
  expect(String(error)).not.toContain('guessed');
});

test('a database that is not there is refused by name', async () => {
  const url = new URL(await newServerDatabase());
  url.pathname = 'absent';
  await expect(openPostgres(url.href)).rejects.toMatchObject({
    code: 'database.rejected',
    message: expect.stringContaining('"absent"'),
  });
});

test('wide integers are bigint, decimals, dates and times are text', async () => {
  const [row] = await database.query(
    `select 9007199254740993::int8 as wide, 0.1::numeric as exact, date '2027-03-15' as day,
            timestamptz '2027-03-15 12:00+02' as moment, $1::int8 as sent`,
    [9007199254740993n],
  );
  expect(row).toEqual({
    wide: 9007199254740993n,
    exact: '0.1',
    day: '2027-03-15',
    moment: '2027-03-15 10:00:00+00',
    sent: 9007199254740993n,
  });
});

test('sessions have time limits', async () => {
  const [row] = await database.query(
    `select current_setting('statement_timeout') as statement,
            current_setting('lock_timeout') as lock,
            current_setting('idle_in_transaction_session_timeout') as idle`,
  );
  expect(row).toEqual({ statement: '10s', lock: '3s', idle: '10s' });
});

test('a transaction that throws leaves nothing, and a nested one fails alone', async () => {
  await database.script('create table note (line text)');
  const add = (line: string) => database.query('insert into note values ($1)', [line]);
  await add('before');
  const failed = database.transaction(async (tx) => {
    await tx.query("insert into note values ('lost')");
    throw new Error('on purpose');
  });
  await expect(failed).rejects.toThrowError('on purpose');
  await database.transaction(async (tx) => {
    await tx.query("insert into note values ('kept')");
    const nested = tx.transaction(async (inner) => {
      await inner.query("insert into note values ('nested')");
      await inner.query('select 1 / 0');
    });
    await expect(nested).rejects.toThrowError('division by zero');
  });
  const rows = await database.query<{ line: string }>('select line from note');
  expect(rows.map(({ line }) => line)).toEqual(['before', 'kept']);
});

test('a connection that the server cuts fails its transaction only', async () => {
  const cut = database.transaction((tx) =>
    tx.query('select pg_terminate_backend(pg_backend_pid())'),
  );
  await expect(cut).rejects.toMatchObject({ code: 'database.unreachable' });
  expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
});

test('a statement that is refused leaves its connection as it was', async () => {
  const processOf = async () =>
    (await database.query<{ pid: number }>('select pg_backend_pid() as pid'))[0]!.pid;
  const before = await processOf();
  await expect(database.query('select 1 / 0')).rejects.toMatchObject({ code: '22012' });
  expect(await processOf()).toBe(before);
});
