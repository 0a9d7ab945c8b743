import { afterAll, test as bareTest, beforeAll, expect } from 'vitest';
import { databaseTests, openServerDatabase } from '../../test/support/database.ts';
import type { Database } from '../platform/db.ts';
import { findRun, listRuns, type StoredRun, saveRun } from './stress.store.ts';

const test = databaseTests();

const digest = (digit: string) => `sha256-${digit.repeat(64)}`;

const RUN: StoredRun = {
  id: 'run-1',
  scenario: 'china-full-stop',
  seed: 4_294_967_295, // the largest seed
  draws: 100_000,
  inputsDigest: digest('a'),
  resultDigest: digest('b'),
  codeVersion: '0.1.0',
  dataVersion: '2026.1',
  result: '{"b":1.0,  "a":"µ"}', // spaces, order and 1.0 must survive
  madeBy: 'analyst',
};

test('what is written is what is read, to the last byte of the result', async (db) => {
  expect(await saveRun(db, RUN)).toEqual(RUN);
  expect(await findRun(db, RUN.id)).toEqual(RUN);
});

test('the same result stored twice keeps the first run', async (db) => {
  await saveRun(db, RUN);
  expect(await saveRun(db, { ...RUN, id: 'run-2', madeBy: 'somebody else' })).toEqual(RUN);
  expect(await listRuns(db, 10)).toEqual([RUN]);
});

test('the list is newest first and no longer than asked', async (db) => {
  const runs = ['1', '2', '3'].map((digit) => ({
    ...RUN,
    id: `run-${digit}`,
    resultDigest: digest(digit),
  }));
  for (const run of runs) await saveRun(db, run);
  expect((await listRuns(db, 2)).map(({ id }) => id)).toEqual(['run-3', 'run-2']);
});

test('a run that is not there is refused by name', async (db) => {
  await expect(findRun(db, 'run-9')).rejects.toMatchObject({
    kind: 'not_found',
    code: 'stress.run_not_found',
    message: 'there is no stress run run-9',
  });
});

test('a run is never changed or removed', async (db) => {
  await saveRun(db, RUN);
  for (const sql of [
    "update stress_run set made_by = 'me'",
    'delete from stress_run',
    'truncate stress_run',
    "set local session_replication_role = 'replica'; delete from stress_run",
  ]) {
    await expect(db.transaction((tx) => tx.script(sql))).rejects.toThrowError(/append-only/);
  }
  expect(await findRun(db, RUN.id)).toEqual(RUN);
});

test('a digest, a count of draws or a result that cannot be is refused', async (db) => {
  const wrong: Partial<StoredRun>[] = [
    { resultDigest: 'sha256-b' },
    { inputsDigest: digest('G') },
    { draws: 0 },
    { seed: -1 },
    { result: '[]' },
    { result: '{' },
    { madeBy: '' },
  ];
  for (const each of wrong) {
    const save = db.transaction((tx) => saveRun(tx, { ...RUN, ...each }));
    await expect(save, JSON.stringify(each)).rejects.toThrowError();
  }
  expect(await listRuns(db, 10)).toEqual([]);
});

// One connection cannot show a race: only a server can.
let server: Database;
beforeAll(async () => {
  server = await openServerDatabase();
});
afterAll(() => server.close());

bareTest('of many who save the same result at once, all get the first one', async () => {
  const savers = Array.from({ length: 16 }, (_, i) => ({ ...RUN, id: `run-${i}` }));
  const kept = await Promise.all(savers.map((run) => server.transaction((tx) => saveRun(tx, run))));
  const stored = await listRuns(server, 100);
  expect(stored).toHaveLength(1);
  expect(kept).toEqual(savers.map(() => stored[0]));
});

bareTest('many who save different results at once all keep theirs', async () => {
  const savers = [...'0123456789'].map((digit) => ({
    ...RUN,
    id: `other-${digit}`,
    resultDigest: digest(digit),
  }));
  await Promise.all(savers.map((run) => server.transaction((tx) => saveRun(tx, run))));
  const ids = (await listRuns(server, 100)).map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(savers.map(({ id }) => id)));
});
