import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { errorOf, lodestock, startLodestock } from '../support/command-line.ts';

// A person at the keyboard who gets things wrong: one sentence, the right exit code, no leftovers.

const folder = mkdtempSync(join(tmpdir(), 'lodestock-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fileOf = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const scenario = (more: object) => JSON.stringify({ id: 'mine', title: 'Mine', ...more });
const stopOf = (country: string) =>
  scenario({ shocks: [{ kind: 'restriction', country, quarters: 2, depth: 1 }] });

const misspeltLever = fileOf('lever.json', scenario({ levers: { severty: 0.5 } }));
const unknownCountry = fileOf('country.json', stopOf('CHX'));
const notJson = fileOf('broken.json', '{');
const unitless = fileOf(
  'project.json',
  JSON.stringify({
    id: 'mine',
    name: 'Mine',
    kind: 'mine',
    products: [{ mineral: 'tin', product: 'tin' }],
    capacities: [{ mineral: 'tin', amount: 5000 }],
  }),
);
const aFile = fileOf('a-file', 'not a folder');
const database = join(folder, 'database');

const REFUSED: readonly (readonly [string, string[], number, string, string])[] = [
  ['an unknown command', ['strss', 'run'], 2, 'command.unknown', 'strss run'],
  ['an unknown flag', ['stress', 'run', '--drwas', '5'], 2, 'command.unknown_flag', '--drwas'],
  ['an unknown mineral', ['dependency', 'show', 'galium'], 5, 'mineral.not_found', 'galium'],
  [
    'a stock of it',
    ['stress', 'run', '--stock', 'galium=2t'],
    5,
    'stress.unknown_mineral',
    'galium',
  ],
  ['an unknown preset', ['stress', 'run', '--preset', 'bann'], 5, 'stress.unknown_preset', 'bann'],
  [
    'an unknown country',
    ['stress', 'run', '--scenario', unknownCountry],
    5,
    'stress.unknown_country',
    'CHX',
  ],
  ['an unknown project', ['project', 'show', 'lost-shep'], 5, 'project.not_found', 'lost-shep'],
  [
    'a project whose capacity has no unit',
    ['project', 'check', unitless],
    3,
    'project.bad_file',
    'capacities.0.unit',
  ],
  ['a negative stock', ['stress', 'run', '--stock', 'gallium=-5t'], 3, 'quantity.invalid', '-5t'],
  [
    'a stock without unit',
    ['stress', 'run', '--stock', 'gallium=20'],
    3,
    'quantity.invalid',
    "'20'",
  ],
  ['a stock of nothing', ['stress', 'run', '--stock', '-5t'], 3, 'stress.bad_stock', '-5t'],
  ['too many draws', ['stress', 'run', '--draws', '1e12'], 3, 'number.out_of_limits', '1e12'],
  [
    'more draws than any memory holds', // a billion need 720 GB
    ['stress', 'run', '--draws', '1000000000'],
    3,
    'stress.too_much_memory',
    '1,000,000,000 draws need 720.3 GB of memory',
  ],
  [
    'a misspelt lever',
    ['stress', 'run', '--scenario', misspeltLever],
    3,
    'scenario.unknown_field',
    'severty',
  ],
  ['a broken file', ['stress', 'run', '--scenario', notJson], 3, 'scenario.not_json', notJson],
  [
    'a missing file',
    ['stress', 'run', '--scenario', '/no/file'],
    5,
    'file.not_readable',
    '/no/file',
  ],
  ['a negative budget', ['plan', 'solve', '--budget', '-5'], 3, 'plan.bad_budget', '-5'],
  [
    'an unreadable budget',
    ['plan', 'solve', '--budget', 'much'],
    3,
    'quantity.invalid_money',
    'much',
  ],
  [
    'a file as data folder',
    ['stress', 'run', '--data-dir', aFile],
    3,
    'database.bad_folder',
    aFile,
  ],
  [
    'a folder that cannot be made',
    ['stress', 'run', '--data-dir', '/proc/lodestock'],
    4,
    'database.read_only',
    '/proc/lodestock',
  ],
  [
    'a database that does not answer',
    ['stress', 'run', '--database-url', 'postgres://user:secret@127.0.0.1:1/none'],
    1,
    'database.unreachable',
    '127.0.0.1:1',
  ],
  [
    'another kind of database',
    ['stress', 'run', '--database-url', 'mysql://127.0.0.1/none'],
    2,
    'config.bad_database_url',
    'PostgreSQL',
  ],
  [
    'an engine that does not answer',
    ['stress', 'run', '--no-save', '--engine', 'redis://user:secret@127.0.0.1:1'],
    1,
    'engine.unreachable',
    '127.0.0.1:1',
  ],
  [
    'a worker of it',
    ['engine', 'work', '--engine', 'redis://user:secret@127.0.0.1:1'],
    1,
    'engine.unreachable',
    '127.0.0.1:1',
  ],
  [
    'another kind of engine',
    ['stress', 'run', '--engine', 'http://user:secret@127.0.0.1'],
    2,
    'config.bad_engine_url',
    'Redis',
  ],
  ['a worker without an engine', ['engine', 'work'], 2, 'engine.not_named', 'engine'],
];

test.each(REFUSED)('%s is refused', async (_, args, exitCode, code, names) => {
  const dataDir = args.some((arg) => arg.startsWith('--data')) ? [] : ['--data-dir', database];
  const ended = await lodestock([...args, ...dataDir, '--json']);
  const error = errorOf(ended);
  expect([ended.exitCode, error.code]).toEqual([exitCode, code]);
  expect(error.message).toContain(names);
  expect(error.message).not.toMatch(/secret|\n/);
  expect(ended.stdout).toBe('');
});

test('what was refused left nothing behind', () => {
  expect(existsSync(database)).toBe(false);
  expect(readdirSync(folder).sort()).toEqual([
    'a-file',
    'broken.json',
    'country.json',
    'lever.json',
    'project.json',
  ]);
  expect(readFileSync(aFile, 'utf8')).toBe('not a folder');
});

test('without --json a refusal is a sentence and a hint', async () => {
  const { exitCode, stderr } = await lodestock(['dependency', 'show', 'galium']);
  expect(exitCode).toBe(5);
  expect(stderr).toMatch(
    /^refused: there is no mineral 'galium' \[mineral[.]not_found\]\n {2}hint: /,
  );
});

test('counts of fully import-reliant minerals come out as published', async () => {
  const count = async (edition: number, list: number) => {
    const years = ['--edition', String(edition), '--list', String(list)];
    const { stdout } = await lodestock(['dependency', 'count', '--at', '100', ...years, '--json']);
    return JSON.parse(stdout);
  };
  // USGS: 15 commodities in the edition of 2025, of which asbestos, mica and strontium are unlisted.
  expect(await count(2025, 2022)).toMatchObject({ count: 12, minerals: { length: 12 } });
  // 16 in the edition of 2026, titanium new among them.
  expect(await count(2026, 2025)).toMatchObject({ count: 13, minerals: { length: 13 } });
});

test('a question in a file is run as its flags would say it; a flag goes before the file', async () => {
  const shocks = [{ kind: 'restriction', country: 'CHN', quarters: 4, depth: 1 }];
  const mine = { id: 'mine', title: 'Mine', shocks };
  const question = { scenario: mine, draws: 300, seed: 3, years: 2, stockTonnes: { gallium: 2 } };
  const whole = fileOf('question.json', JSON.stringify(question));
  const plain = fileOf('mine.json', JSON.stringify(mine));
  const run = async (file: string, ...flags: string[]) => {
    const args = ['--scenario', file, ...flags, '--no-save', '--json'];
    const { digest, seed } = JSON.parse((await lodestock(['stress', 'run', ...args])).stdout);
    return { digest, seed };
  };
  const flags = ['--draws', '300', '--seed', '3', '--years', '2', '--stock', 'gallium=2t'];
  expect(await run(whole)).toEqual(await run(plain, ...flags));
  expect((await run(whole, '--seed', '4')).seed).toBe(4);
});

test('the digest of a run does not depend on the number of threads', async () => {
  const run = async (threads: number) => {
    const args = ['--draws', '1500', '--seed', '7', '--threads', String(threads), '--no-save'];
    const { stdout } = await lodestock(['stress', 'run', ...args, '--json']);
    return JSON.parse(stdout).digest;
  };
  expect(await run(2)).toBe(await run(1));
});

test('a data folder that another process holds is refused, naming the process', async () => {
  const held = join(folder, 'held');
  const server = startLodestock(['start', '--port', '0', '--data-dir', held]);
  await server.says('Serving on');
  const ended = await lodestock(['stress', 'run', '--draws', '100', '--data-dir', held, '--json']);
  server.interrupt();
  await server.ended;
  const error = errorOf(ended);
  expect([ended.exitCode, error.code]).toEqual([6, 'database.locked']);
  expect(error.message).toContain('process');
});

test('a port in use is refused, naming the port and how to choose another', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const dataDir = ['--data-dir', join(folder, 'port')];
  const ended = await lodestock(['start', '--port', String(port), ...dataDir, '--json']);
  other.close();
  const error = errorOf(ended);
  expect([ended.exitCode, error.code]).toEqual([6, 'server.port_in_use']);
  expect(error.message).toContain(String(port));
  expect(error.hint).toContain('--port');
});

test('Ctrl-C during a plan keeps the best so far and ends with 8', async () => {
  const args = ['--draws', '20000', '--no-save', '--progress=json', '--json'];
  const running = startLodestock(['plan', 'solve', ...args]);
  await running.says('"total":80'); // iterations: the futures are drawn, the search has begun
  running.interrupt();
  const { exitCode, stdout } = await running.ended;
  expect(exitCode).toBe(8);
  const plan = JSON.parse(stdout);
  expect(plan.status).toBe('stopped');
  expect(plan.lowerBound).toBeLessThanOrEqual(plan.objective);
});

test('Ctrl-C during a run ends with 130', async () => {
  const args = ['--draws', '2000000', '--no-save', '--progress=json'];
  const running = startLodestock(['stress', 'run', ...args]);
  await running.says('"done"');
  running.interrupt();
  const { exitCode, stdout } = await running.ended;
  expect([exitCode, stdout]).toEqual([130, '']);
});
