import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FrontierPoint, Plan, StoredPlanSummary } from '../../src/allocation/allocation.ts';
import { createApi } from '../../src/main/http.ts';
import { openWorkshop } from '../../src/main/workshop.ts';
import { createJobs } from '../../src/platform/jobs-memory.ts';
import { lodestock, startLodestock } from '../support/command-line.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lodestock-plan-'));
});
afterAll(() => rm(folder, { recursive: true }));

const SMALL = ['--draws', '200', '--no-save'];

test.each([
  ['--budget 0', 'plan.bad_budget'],
  ['--budget -1B', 'plan.bad_budget'],
  ['--budget plenty', 'quantity.invalid_money'],
  ['--tail 1', 'plan.bad_share'],
  ['--risk-weight 1.5', 'plan.bad_share'],
  ['--lending free', 'plan.bad_rule'],
  ['--class-weight army=2', 'plan.bad_rule'],
  ['--class-weight military=0 --class-weight essential=0 --class-weight other=0', 'plan.no_weight'],
  ['--most-lent -1', 'plan.bad_limit'],
  ['--most gallium=-5M', 'plan.bad_limit'],
  ['--time-limit 0', 'plan.bad_time'],
  ['--draws 1e12', 'number.out_of_limits'],
  ['--draws 20000 --export-lp x.mps', 'plan.too_large_to_export'],
])('plan solve %s is refused with one sentence and a hint', async (words, code) => {
  const ended = await lodestock([
    'plan',
    'solve',
    ...words.split(' '),
    '--no-save',
    '--no-examine',
    '--json',
  ]);
  expect(ended.exitCode).toBe(3);
  expect(ended.stdout).toBe('');
  expect(JSON.parse(ended.stderr)).toMatchObject({ code, hint: expect.any(String) });
});

test('a plan is printed, written, exported, and shown again', async () => {
  const plan = join(folder, 'plan.json');
  const program = join(folder, 'plan.mps');
  const files = ['-o', plan, '--export-lp', program];
  const ended = await lodestock([
    'plan',
    'solve',
    '--budget',
    '1B',
    ...files,
    ...SMALL,
    '--no-examine',
    '--json',
  ]);
  expect(ended.exitCode).toBe(0);
  const printed = Plan.parse(JSON.parse(ended.stdout));
  expect(printed.spentUsd).toBeLessThanOrEqual(1e9);
  expect(JSON.parse(await readFile(plan, 'utf8'))).toEqual(printed);
  expect(await readFile(program, 'utf8')).toMatch(/^NAME lodestock-plan\n[\s\S]*\nENDATA\n$/);
  const shown = await lodestock(['plan', 'show', plan]);
  expect(shown.exitCode).toBe(0);
  expect(shown.stdout).toContain('What the next dollar would buy');
});

test('a file that is no plan is refused', async () => {
  const ended = await lodestock(['plan', 'show', 'package.json', '--json']);
  expect(ended.exitCode).toBe(3);
  expect(JSON.parse(ended.stderr)).toMatchObject({ code: 'plan.bad_file' });
});

test('Ctrl-C during the search prints the best so far and ends with 8', async () => {
  // The tail alone takes the search its longest, and so many draws leave time to interrupt it: from
  // its first step, of at most 80, it has seconds to go.
  const hard = ['--risk-weight', '1', '--draws', '80000', '--no-save', '--no-examine', '--json'];
  const running = startLodestock(['plan', 'solve', ...hard, '--progress', 'json']);
  await running.says('"total":80');
  running.interrupt();
  const { exitCode, stdout } = await running.ended;
  expect(exitCode).toBe(8);
  const plan = Plan.parse(JSON.parse(stdout));
  expect(plan.status).toBe('stopped');
  expect(plan.spentUsd).toBeLessThanOrEqual(2.5e9);
});

test('over HTTP a plan is asked for, watched, kept and read again', async () => {
  const workshop = await openWorkshop({ dataFolder: folder, databaseUrl: undefined, threads: 2 });
  const jobs = createJobs({ clockMs: workshop.tools.clockMs });
  const app = createApi({
    context: { ...workshop.tools, jobs, actOf: () => ({ by: 'test', on: '2026-01-02' }) },
    answer: () => Promise.reject(new Error('nobody asks')),
    planPages: () => Promise.reject(new Error('nobody asks')),
    onBug: (error) => {
      throw error;
    },
  });
  const headers = { host: '127.0.0.1:4317', 'content-type': 'application/json' };
  const ask = (body: object) =>
    app.request('/api/v1/plans', { method: 'POST', headers, body: JSON.stringify(body) });
  const read = async (path: string) => (await app.request(path, { headers })).json();

  const refused = await ask({ budgetUsd: -1 });
  expect(refused.status).toBe(400);
  const started = await ask({ budgetUsd: 1e9, draws: 300 });
  expect(started.status).toBe(202);
  const { id } = await started.json();
  for await (const { state } of jobs.watch(id)) if (state !== 'running') break;
  const plan = Plan.parse(jobs.get(id).result);

  const [kept] = StoredPlanSummary.array().parse(await read('/api/v1/plans'));
  expect(kept).toMatchObject({ digest: plan.digest, budgetUsd: 1e9 });
  expect(await read(`/api/v1/plans/${kept!.id}`)).toEqual(plan);
  const missing = await app.request('/api/v1/plans/plan-none', { headers });
  expect(missing.status).toBe(404);

  const query = 'budgetUsd=1000000000&draws=300&points=3';
  const points = FrontierPoint.array().parse(await read(`/api/v1/frontier?${query}`));
  expect(points.map(({ budgetUsd }) => budgetUsd)).toEqual([0, 1e9, 2e9]);
  expect(points[1]!.objective).toBeCloseTo(plan.objective, -2);
  await workshop.close();
});
