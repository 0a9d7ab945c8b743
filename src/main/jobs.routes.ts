import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import { Job } from '../base/job.ts';
import { createRoutes, type RouteContext } from '../platform/routes.ts';
import { Problem } from './problem.ts';

const params = z.object({ id: z.string() });
const json = (description: string, schema: z.ZodType = Job) => ({
  description,
  content: { 'application/json': { schema } },
});
const notFound = {
  description: 'There is no such job',
  content: { 'application/problem+json': { schema: Problem } },
};

/** Long work: how far it is, its progress as server-sent events, and how to stop it. */
export function jobRoutes({ jobs }: Pick<RouteContext, 'jobs'>): OpenAPIHono {
  const app = createRoutes();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/{id}',
      summary: 'A long piece of work: how far it is, and what came of it',
      request: { params },
      responses: { 200: json('The job'), 404: notFound },
    }),
    (c) => c.json(jobs.get(c.req.valid('param').id), 200),
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/{id}/cancel',
      summary: 'Asks a job to stop; what it has so far stays readable',
      request: { params },
      responses: { 202: json('The job'), 404: notFound },
    }),
    (c) => c.json(jobs.cancel(c.req.valid('param').id), 202),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/{id}/events',
      summary: 'The job each time it changes, as server-sent events',
      request: { params },
      responses: {
        200: {
          description: 'Events `progress`, the last one with the final state',
          content: { 'text/event-stream': { schema: z.string() } },
        },
        404: notFound,
      },
    }),
    (c) => {
      const { id } = c.req.valid('param');
      jobs.get(id); // an unknown job is a 404, not an empty stream
      return streamSSE(c, async (stream) => {
        for await (const job of jobs.watch(id)) {
          if (stream.aborted) return;
          await stream.writeSSE({ event: 'progress', data: JSON.stringify(job) });
        }
      });
    },
  );
  return app;
}
