import { expect, test } from 'vitest';
import { openWorkshop } from '../main/workshop.ts';
import { createJobs } from '../platform/jobs-memory.ts';
import { ProjectList } from './project-list.ts';
import { ProjectReport } from './project-report.ts';
import { projectRoutes } from './projects.routes.ts';
import { showProject } from './projects.service.ts';

async function openRoutes() {
  const { tools, close } = await openWorkshop({
    dataFolder: 'unused',
    databaseUrl: undefined,
    threads: 1,
  });
  const jobs = createJobs({ clockMs: tools.clockMs });
  const actOf = () => ({ by: 'test', on: '2026-01-02' as const });
  return { tools, close, routes: projectRoutes({ ...tools, jobs, actOf }) };
}

test('projects are served as a list, one by one, and as the service says', async () => {
  const { tools, close, routes } = await openRoutes();
  const list = ProjectList.parse(await (await routes.request('/')).json());
  expect(list.projects).toHaveLength(18);
  const response = await routes.request('/lost-sheep?by=2028&draws=500');
  const report = ProjectReport.parse(await response.json());
  const again = await showProject(tools, 'lost-sheep', { by: '2028', draws: 500 });
  expect(report).toEqual(JSON.parse(JSON.stringify(again)));
  await close();
});

test.each([
  ['/places.geojson', 'application/geo+json', '"FeatureCollection"'],
  ['/milestones.csv', 'text/csv; charset=utf-8', 'lost-sheep,lumps-plant'],
  ['/milestones.ics', 'text/calendar; charset=utf-8', 'BEGIN:VCALENDAR'],
])('%s is served as %s', async (path, type, part) => {
  const { close, routes } = await openRoutes();
  const response = await routes.request(path);
  expect(response.headers.get('content-type')).toBe(type);
  expect(await response.text()).toContain(part);
  await close();
});

test('a project of your own is checked over HTTP too', async () => {
  const { close, routes } = await openRoutes();
  const body = JSON.stringify({
    id: 'mine',
    name: 'Mine',
    kind: 'plant',
    products: [{ mineral: 'tin', product: 'tin' }],
    capacities: [{ mineral: 'tin', amount: 5000, unit: 't/year' }],
    documents: [{ title: 'an award', supports: ['announced', 'financed'] }],
  });
  const headers = { 'content-type': 'application/json' };
  const response = await routes.request('/check', { method: 'POST', body, headers });
  expect(ProjectReport.parse(await response.json()).minerals).toMatchObject([
    { mineral: 'tin', credited: { tonnesPerYear: 5000 } },
  ]);
  await close();
});
