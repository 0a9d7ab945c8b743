import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { createRoutes, jsonAnswer, type RouteContext } from '../platform/routes.ts';
import { geoJson, milestonesCalendar, milestonesCsv } from './project-export.ts';
import { ProjectFile } from './project-file.ts';
import { ProjectList } from './project-list.ts';
import { ProjectReport } from './project-report.ts';
import { checkProjectFile, listProjects, showProject } from './projects.service.ts';

const textOf = (description: string, type: string) => ({
  description,
  content: { [type]: { schema: z.string() } },
});

const Question = z.object({
  on: z.string().optional().describe('day on which permits and milestones are looked at'),
  by: z.string().optional().describe('day whose probability is asked for'),
  draws: z.coerce.number().optional(),
  seed: z.coerce.number().optional(),
});

/** Mines and plants to come; mounted at /api/v1/projects. */
export function projectRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/',
      summary: 'The projects of the public record: promised, credited, and when they may come',
      request: { query: Question },
      responses: { 200: jsonAnswer('The projects', ProjectList) },
    }),
    async (c) => c.json(await listProjects(context, c.req.valid('query')), 200),
  );
  addExports(app, context);
  app.openapi(
    createRoute({
      method: 'get',
      path: '/{id}',
      summary: 'One project: promises, permits, evidence, milestones, awards and checks',
      request: { params: z.object({ id: z.string() }), query: Question },
      responses: { 200: jsonAnswer('The report', ProjectReport) },
    }),
    async (c) =>
      c.json(await showProject(context, c.req.valid('param').id, c.req.valid('query')), 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/check',
      summary: 'Check a project of your own and report on it as on one of the record',
      request: {
        query: Question,
        body: { content: { 'application/json': { schema: ProjectFile } }, required: true },
      },
      responses: { 200: jsonAnswer('The report', ProjectReport) },
    }),
    async (c) => {
      const file = JSON.stringify(c.req.valid('json'));
      return c.json(await checkProjectFile(context, file, c.req.valid('query')), 200);
    },
  );
  return app;
}

/** Places and milestones for other programs. */
function addExports(app: OpenAPIHono, context: RouteContext): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/places.geojson',
      summary: 'The projects as places (GeoJSON)',
      responses: { 200: textOf('A feature collection', 'application/geo+json') },
    }),
    async (c) =>
      c.body(JSON.stringify(geoJson(await listProjects(context))), 200, {
        'content-type': 'application/geo+json',
      }),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/milestones.csv',
      summary: 'Every milestone as a row (CSV)',
      responses: { 200: textOf('A table', 'text/csv') },
    }),
    async (c) =>
      c.body(milestonesCsv((await listProjects(context)).projects), 200, {
        'content-type': 'text/csv; charset=utf-8',
      }),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/milestones.ics',
      summary: 'Every milestone as a calendar (iCalendar)',
      responses: { 200: textOf('A calendar', 'text/calendar') },
    }),
    async (c) => {
      const { projects, on } = await listProjects(context);
      return c.body(milestonesCalendar(projects, on), 200, {
        'content-type': 'text/calendar; charset=utf-8',
      });
    },
  );
}
