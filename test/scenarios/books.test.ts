import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../../src/main/cli.ts';
import { createApi } from '../../src/main/http.ts';
import { type OpenWorkshop, openWorkshop } from '../../src/main/workshop.ts';
import type { Db } from '../../src/platform/db.ts';
import { createJobs } from '../../src/platform/jobs-memory.ts';
import { newServerDatabase } from '../support/database.ts';
import { CHIEF, chief, registerChief } from '../support/reserve.ts';

// The books by command line and over HTTP: the same deeds, the same answers, the same refusals.

let url: string;
let workshop: OpenWorkshop;
let db: Db;
let app: ReturnType<typeof createApi>;
const bugs: unknown[] = [];

beforeAll(async () => {
  url = await newServerDatabase();
  workshop = await openWorkshop({ dataFolder: 'unused', databaseUrl: url, threads: 1 });
  db = await workshop.tools.openDb();
  await registerChief(db);
  const nobody = () => Promise.reject(new Error('nobody asks'));
  app = createApi({
    context: {
      ...workshop.tools,
      jobs: createJobs({ clockMs: workshop.tools.clockMs }),
      actOf: () => chief,
    },
    answer: nobody,
    planPages: nobody,
    onBug: (error) => bugs.push(error),
  });
});
afterAll(() => workshop.close());

async function ask(path: string, body?: object, headers: Record<string, string> = {}) {
  const response = await app.request(path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { host: '127.0.0.1:4317', 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    tag: response.headers.get('etag') ?? '',
    body: await response.json(),
  };
}

/** A command line of this process: exit code, what it printed, and its error with `--json`. */
async function cli(...words: readonly string[]) {
  let [out, err] = ['', ''];
  const exitCode = await runCli([...words, '--database-url', url, '--quiet'], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    isErrTerminal: false,
    signal: new AbortController().signal,
  });
  return { exitCode, out, err };
}

const deed = (name: string, ...words: readonly string[]) =>
  cli(...name.split(' '), ...words, '--as', CHIEF, '--on', chief.on);

test('a fund is opened, filled and frozen over HTTP, each deed once', async () => {
  const fund = { id: 'reserve', kind: 'appropriated', title: 'The reserve (illustrative)' };
  expect(await ask('/api/v1/funds', fund)).toMatchObject({ status: 200, body: { status: 'open' } });

  const move = { step: 'appropriate', cents: '250000000000', reference: 'law (illustrative)' };
  const key = { 'idempotency-key': 'letter-1' };
  const first = await ask('/api/v1/funds/reserve/moves', move, key);
  expect(first.status).toBe(200);
  expect(await ask('/api/v1/funds/reserve/moves', move, key)).toMatchObject({ body: first.body });
  const other = await ask('/api/v1/funds/reserve/moves', { ...move, cents: '1' }, key);
  expect(other).toMatchObject({
    ...{ status: 409, type: 'application/problem+json' },
    body: { code: 'deed.changed_request', detail: expect.stringContaining('cents differs') },
  });

  const seen = await ask('/api/v1/funds/reserve');
  expect(seen.body.resourcesCents).toBe('250000000000');
  expect(seen.tag).toBe(`"${seen.body.version}"`);
  const allot = { step: 'apportion', cents: '100', reference: 'x' };
  expect((await ask('/api/v1/funds/reserve/moves', allot, { 'if-match': seen.tag })).status).toBe(
    200,
  );
  const freeze = { event: 'freeze', reason: 'an audit' };
  expect(await ask('/api/v1/funds/reserve/steps', freeze, { 'if-match': seen.tag })).toMatchObject({
    ...{ status: 412, type: 'application/problem+json' },
    body: { code: 'fund.changed_since' },
  });
  const now = (await ask('/api/v1/funds/reserve')).tag;
  expect(await ask('/api/v1/funds/reserve/steps', freeze, { 'if-match': now })).toMatchObject({
    body: { status: 'frozen' },
  });
  expect(await ask('/api/v1/funds/reserve/moves', allot)).toMatchObject({
    ...{ status: 409, body: { code: 'fund.not_open' } },
  });
  expect(bugs).toEqual([]);
});

test('the command line does the same, and answers the same', async () => {
  expect((await deed('fund unfreeze', 'reserve', '--reason', 'done')).exitCode).toBe(0);
  const status = await cli('fund', 'status', 'reserve', '--json');
  expect(JSON.parse(status.out)).toEqual((await ask('/api/v1/funds/reserve')).body);

  const small = await deed(
    'fund open',
    'japan',
    '--kind',
    'partner',
    '--title',
    'Japan',
    '--partner',
    'JPN',
  );
  expect(small.exitCode).toBe(0);
  const least = await deed(
    'fund contribute',
    'japan',
    '99,999,999.99',
    '--reference',
    'x',
    '--json',
  );
  expect(least.exitCode).toBe(4);
  expect(JSON.parse(least.err)).toMatchObject({
    code: 'fund.partner_minimum',
    message: expect.stringContaining('the least is $100,000,000.00'),
  });
  const whole = ['japan', '100M', '--reference', 'letter', '--key', 'k', '--json'];
  const [once, again] = [
    await deed('fund contribute', ...whole),
    await deed('fund contribute', ...whole),
  ];
  expect([once.exitCode, again.out]).toEqual([0, once.out]);
  expect(
    (await deed('fund withdraw', 'japan', '100,000,000.01', '--reference', 'x')).exitCode,
  ).toBe(6);
  expect((await deed('fund apportion', 'reserve', '0.001', '--reference', 'x')).exitCode).toBe(3);
  expect((await deed('fund apportion', 'reserve', '1')).err).toContain('--reference is missing');

  const refusals = await cli('audit', 'refusals');
  expect(refusals.out).toContain('fund.partner_minimum');
  expect(refusals.out).toContain('fund.insufficient');
});

test('the thread leads from a fund to its entries, and the journal shows them', async () => {
  const trace = JSON.parse((await cli('audit', 'trace', 'fund:reserve', '--json')).out);
  const [entry] = trace.filter(({ kind }: { kind: string }) => kind === 'entry');
  expect(trace[0]).toMatchObject({ kind: 'fund', id: 'reserve', status: 'open', depth: 0 });
  const told = await ask(`/api/v1/journal/entries/${encodeURIComponent(entry.id)}`);
  expect(told.body).toMatchObject({ template: 'appropriate', by: CHIEF });
  const journal = await cli(
    'fund',
    'journal',
    '--fund',
    'reserve',
    '--account',
    '101000',
    '--json',
  );
  expect(JSON.parse(journal.out)).toEqual([told.body]);
  expect(await ask('/api/v1/audit/lives/fund/reserve')).toMatchObject({
    body: expect.arrayContaining([
      expect.objectContaining({ event: 'freeze', reason: 'an audit' }),
    ]),
  });
});

test('periods close in order, and books that are out end with 20', async () => {
  const close = ['2026-01', '--reason', 'end of the month'];
  expect((await deed('period soft-close', ...close)).exitCode).toBe(0);
  expect((await cli('period', 'list')).out).toContain('2026-01  soft closed');
  const bad = await deed('period close', '2026-13', '--reason', 'x', '--json');
  expect(JSON.parse(bad.err).message).toContain('must be a month');

  const tied = await cli('fund', 'tieout', '--json');
  expect(tied.exitCode).toBe(0);
  expect(
    JSON.parse(tied.out).every((each: { difference: string }) => each.difference === '0'),
  ).toBe(true);
  expect((await cli('fund', 'audit')).out).toContain('Every book balances');

  await db.script(
    "update ledger_balance set net = net + 1 where account = '101000' and fund = 'reserve'",
  );
  const out = await cli('fund', 'tieout', '--json');
  expect(out.exitCode).toBe(20);
  expect(JSON.parse(out.err)).toMatchObject({
    code: 'fund.out_of_balance',
    message: expect.stringContaining('T1 of fund reserve is out by 1 cents'),
  });
  expect((await cli('fund', 'audit')).exitCode).toBe(20);
});
