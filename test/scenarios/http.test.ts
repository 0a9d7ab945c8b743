import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { assetRoutes } from '../../src/main/assets.ts';
import { createApi } from '../../src/main/http.ts';
import { createPlanPages } from '../../src/main/plan-pages.ts';
import { Problem } from '../../src/main/problem.ts';
import { type OpenWorkshop, openWorkshop } from '../../src/main/workshop.ts';
import type { Jobs } from '../../src/platform/jobs.ts';
import { createJobs } from '../../src/platform/jobs-memory.ts';
import { StressRun } from '../../src/stress/stress.ts';
import { lodestock } from '../support/command-line.ts';

const HOST = { host: '127.0.0.1:4317' };
const bugs: unknown[] = [];
const answer = () => Promise.reject(new Error('the answer of this test is a bug'));

let folder: string;
let workshop: OpenWorkshop;
let jobs: Jobs;
let app: ReturnType<typeof createApi>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lodestock-http-'));
  workshop = await openWorkshop({ dataFolder: folder, databaseUrl: undefined, threads: 2 });
  jobs = createJobs({ clockMs: workshop.tools.clockMs });
  app = createApi({
    context: { ...workshop.tools, jobs, actOf: () => ({ by: 'test', on: '2026-01-02' }) },
    answer,
    planPages: createPlanPages(workshop.tools, answer),
    onBug: (error) => bugs.push(error),
  });
  const style = join(folder, 'main.css');
  writeFileSync(style, 'p { margin: 0; }'.repeat(200));
  const files = new Map([['/assets/main.css', style]]);
  app.route('/', assetRoutes({ js: '', css: [], live: '', files, hashed: new Set() }));
});
afterAll(async () => {
  await workshop.close();
  rmSync(folder, { recursive: true, force: true });
});

const get = async (path: string, headers: Record<string, string> = {}) =>
  app.request(path, { headers: { ...HOST, ...headers } });

async function problemAt(path: string, init: RequestInit = {}) {
  const response = await app.request(path, { ...init, headers: { ...HOST, ...init.headers } });
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = Problem.parse(await response.json());
  expect(problem.status).toBe(response.status);
  return problem;
}

test('an unknown address is a problem that says where to look', async () => {
  const problem = await problemAt('/api/v1/nothing');
  expect(problem).toMatchObject({ status: 404, code: 'request.not_found' });
  expect(problem.detail).toContain('/api/v1/nothing');
});

test('an unknown mineral is a problem with the nearest names', async () => {
  const problem = await problemAt('/api/v1/minerals/galium');
  expect(problem).toMatchObject({ status: 404, code: 'mineral.not_found' });
  expect(problem.instance).toBe('/api/v1/minerals/galium');
  expect(problem.hint).toContain('gallium');
});

test('a bug is logged, and told to nobody else', async () => {
  const problem = await problemAt('/api/v1/answer');
  expect(problem).toMatchObject({ status: 500, code: 'program.fault' });
  expect(JSON.stringify(problem)).not.toContain('of this test');
  expect(bugs).toHaveLength(1);
});

test.each([
  { host: 'lodestock.example:4317' }, // a name that somebody made point to this machine
  { ...HOST, origin: 'https://elsewhere.example' }, // a page elsewhere that sends a form here
])('who asks as %o is refused', async (headers) => {
  const problem = await problemAt('/api/v1/data', { headers });
  expect(problem).toMatchObject({ status: 403, code: 'server.foreign_name' });
});

test('every answer forbids foreign scripts, guessing of types and telling where we were', async () => {
  for (const path of ['/api/v1/data', '/api/v1/nothing']) {
    const { headers } = await get(path);
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('set-cookie')).toBeNull();
  }
});

test('what did not change is not sent again', async () => {
  const first = await get('/api/v1/data');
  const again = await get('/api/v1/data', { 'if-none-match': first.headers.get('etag')! });
  expect([first.status, again.status, await again.text()]).toEqual([200, 304, '']);
});

test('long texts are packed for who can unpack them, and are the same text', async () => {
  const packed = await get('/api/v1/minerals', { 'accept-encoding': 'gzip, br' });
  expect(packed.headers.get('content-encoding')).toBe('gzip');
  expect(packed.headers.get('vary')).toContain('Accept-Encoding');
  const bytes = Buffer.from(await packed.arrayBuffer());
  const plain = await get('/api/v1/minerals');
  expect(plain.headers.get('content-encoding')).toBeNull();
  const text = await plain.text();
  expect(gunzipSync(bytes).toString()).toBe(text);
  expect(bytes.length).toBeLessThan(text.length / 2);
  const tag = packed.headers.get('etag')!;
  const again = await get('/api/v1/minerals', { 'if-none-match': tag, 'accept-encoding': 'gzip' });
  expect(again.status).toBe(304);
});

test('short texts and streams of events are sent as they are', async () => {
  const job = jobs.start('nothing', async () => 'x'.repeat(5000));
  for (const path of ['/api/v1/nothing', `/api/v1/jobs/${job.id}/events`]) {
    const response = await get(path, { 'accept-encoding': 'gzip' });
    expect(response.headers.get('content-encoding')).toBeNull();
    await response.text();
  }
});

test('a packed file of the pages is known again by its tag', async () => {
  const packed = await get('/assets/main.css', { 'accept-encoding': 'gzip' });
  expect(packed.headers.get('content-encoding')).toBe('gzip');
  const again = await get('/assets/main.css', { 'if-none-match': packed.headers.get('etag')! });
  expect(again.status).toBe(304);
});

test('the description is OpenAPI 3.1 and names every route that is served', async () => {
  for (const path of ['/api/openapi.json', '/api/v1/openapi.json']) {
    const document = await (await get(path)).json();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toContain('/api/v1/minerals/{id}');
    expect(document.components.schemas).toHaveProperty('StressRun');
  }
});

test('the progress of a job is a stream of events that ends with its last state', async () => {
  const job = jobs.start('count', async ({ onProgress }) => {
    for (let done = 1; done <= 3; done++) {
      onProgress(done, 3);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return 'counted';
  });
  const events = (await (await get(`/api/v1/jobs/${job.id}/events`)).text())
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => JSON.parse(line.slice('data: '.length)));
  expect(events.at(-1)).toMatchObject({ state: 'done', done: 3, total: 3, result: 'counted' });
  expect(await (await get(`/api/v1/jobs/${job.id}`)).json()).toEqual(events.at(-1));
});

test('a job can be stopped', async () => {
  const job = jobs.start('wait', ({ signal }) => {
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve('so far')));
  });
  await jobs.watch(job.id)[Symbol.asyncIterator]().next();
  const response = await app.request(`/api/v1/jobs/${job.id}/cancel`, {
    method: 'POST',
    headers: HOST,
  });
  expect(response.status).toBe(202);
  const states = z.object({ state: z.string(), result: z.unknown() });
  for await (const each of jobs.watch(job.id)) states.parse(each);
  expect(jobs.get(job.id)).toMatchObject({ state: 'stopped', result: 'so far' });
});

test('an unknown job is a problem, also where a stream was asked for', async () => {
  for (const path of ['/api/v1/jobs/none', '/api/v1/jobs/none/events']) {
    expect(await problemAt(path)).toMatchObject({ status: 404, code: 'job.not_found' });
  }
});

const post = (body: string): RequestInit => ({
  method: 'POST',
  body,
  headers: { 'content-type': 'application/json' },
});
const RUNS = '/api/v1/stress/runs';

test('a misspelt lever is a problem that points to it', async () => {
  const scenario = { id: 'mine', title: 'Mine', levers: { severty: 0.5 } };
  const problem = await problemAt(RUNS, post(JSON.stringify({ scenario })));
  expect(problem).toMatchObject({ status: 400, code: 'request.invalid' });
  expect(problem.errors).toEqual([
    { pointer: '/scenario/levers', detail: expect.stringContaining('severty') },
  ]);
});

test.each([
  ['a body that is no JSON', '{', 400, 'request.malformed'],
  ['a body of two megabytes', JSON.stringify('x'.repeat(2e6)), 413, 'request.malformed'],
  ['a preset that is unknown', '{"preset":"bann"}', 404, 'stress.unknown_preset'],
  ['a trillion draws', '{"draws":1e12}', 400, 'request.invalid'],
])('%s is a problem', async (_, body, status, code) => {
  expect(await problemAt(RUNS, post(body))).toMatchObject({ status, code });
});

test('the path of a scenario that is sent is that of the same preset', async () => {
  const question = { mineral: 'gallium', draws: 200, stockTonnes: 1 };
  const presets = z.array(z.looseObject({ id: z.string() }));
  const all = presets.parse(await (await get('/api/v1/stress/presets')).json());
  const scenario = all.find(({ id }) => id === 'price-war');
  const { headers, ...request } = post(JSON.stringify({ ...question, scenario }));
  const sent = await app.request('/api/v1/stress/paths', {
    ...request,
    headers: { ...HOST, ...headers },
  });
  const query = new URLSearchParams({
    ...{ mineral: 'gallium', draws: '200', stockTonnes: '1', preset: 'price-war' },
  });
  expect(await sent.json()).toEqual(await (await get(`/api/v1/stress/paths?${query}`)).json());
});

test('a misspelt field of a question is a problem that points to it', async () => {
  const problem = await problemAt(RUNS, post('{"preset":"base","stock":{"gallium":2}}'));
  expect(problem).toMatchObject({ status: 400, code: 'request.invalid' });
  expect(problem.errors[0]?.detail).toContain('stock');
});

test('a preset and a scenario at once are refused', async () => {
  const both = { preset: 'base', scenario: { id: 'mine', title: 'Mine' } };
  for (const path of [RUNS, '/api/v1/plans']) {
    const question = path === RUNS ? both : { ...both, budgetUsd: 1e9 };
    const problem = await problemAt(path, post(JSON.stringify(question)));
    expect(problem).toMatchObject({ status: 400, code: 'stress.two_scenarios' });
  }
});

test.each([
  ['a run', '{"preset":"base","draws":500,"seed":7}', ['--draws', '500', '--seed', '7']],
  ['a run without chance', '{"preset":"taiwan-strait","isMiddle":true}', ['--middle']],
])(
  '%s is a job whose result is kept and is the one of the command line',
  async (_, body, flags) => {
    const question = post(body);
    const started = await app.request(RUNS, {
      ...question,
      headers: { ...HOST, ...question.headers },
    });
    expect(started.status).toBe(202);
    const { id } = z.object({ id: z.string() }).parse(await started.json());
    expect(started.headers.get('location')).toBe(`/api/v1/jobs/${id}`);
    for await (const job of jobs.watch(id)) expect(job.error).toBeNull();
    const { digest } = StressRun.parse(jobs.get(id).result);

    const kept = z.array(z.object({ id: z.string(), digest: z.string() }));
    const [run] = kept.parse(await (await get(RUNS)).json());
    expect(run!.digest).toBe(digest);
    const again = StressRun.parse(await (await get(`${RUNS}/${run!.id}`)).json());
    const args = ['--preset', again.scenario.id, ...flags, '--no-save', '--json'];
    const { stdout } = await lodestock(['stress', 'run', ...args]);
    expect([again.digest, JSON.parse(stdout).digest]).toEqual([digest, digest]);
  },
);

const PAGES = '/api/v1/plan-pages';

test.each([
  ['lots', 'quantity.invalid_money'],
  ['-5', 'plan.budget_out_of_range'],
])('a page for a budget of %s is refused before any work', async (budget, code) => {
  const problem = await problemAt(PAGES, post(JSON.stringify({ budget })));
  expect(problem).toMatchObject({ status: 400, code });
  expect(problem.hint).toContain('750M');
});

test('the preparation of a page is a job that can be stopped', async () => {
  const question = post('{"budget":"750M"}');
  const started = await app.request(PAGES, {
    ...question,
    headers: { ...HOST, ...question.headers },
  });
  expect(started.status).toBe(202);
  const { id } = z.object({ id: z.string() }).parse(await started.json());
  expect(started.headers.get('location')).toBe(`/api/v1/jobs/${id}`);
  for await (const { done } of jobs.watch(id)) if (done > 0) jobs.cancel(id);
  expect(jobs.get(id)).toMatchObject({ state: 'stopped', error: { code: 'work.interrupted' } });
});
