import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenWorkshop, openWorkshop } from '../main/workshop.ts';
import type { Jobs } from '../platform/jobs.ts';
import { createJobs } from '../platform/jobs-memory.ts';
import { findPreset } from './presets.ts';
import { sensitivityRoutes } from './sensitivity.routes.ts';
import { runSensitivity } from './sensitivity.service.ts';
import { Sensitivity } from './sensitivity.ts';

let workshop: OpenWorkshop;
let jobs: Jobs;
let routes: ReturnType<typeof sensitivityRoutes>;

beforeAll(async () => {
  workshop = await openWorkshop({ dataFolder: 'unused', databaseUrl: undefined, threads: 2 });
  jobs = createJobs({ clockMs: workshop.tools.clockMs });
  routes = sensitivityRoutes({
    ...workshop.tools,
    jobs,
    actOf: () => ({ by: 'test', on: '2026-01-02' }),
  });
});
afterAll(() => workshop.close());

const ask = (question: object) =>
  routes.request('/sensitivities', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question),
  });

test('an analysis is started as a job, which ends with what the command line gives', async () => {
  const response = await ask({ mineral: 'gallium', draws: 50, points: 16 });
  expect(response.status).toBe(202);
  const { id } = await response.json();
  expect(response.headers.get('location')).toBe(`/api/v1/jobs/${id}`);
  for await (const _ of jobs.watch(id)); // until its last state
  const found = Sensitivity.parse(jobs.get(id).result);
  const scenario = findPreset('base');
  const terms = { scenario, mineral: 'gallium', draws: 50, points: 16, seed: 7, years: 5 };
  expect(found.digest).toBe((await runSensitivity(workshop.tools, terms)).digest);
});
