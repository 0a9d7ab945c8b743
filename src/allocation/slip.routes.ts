import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { createRoutes, type RouteContext } from '../platform/routes.ts';
import { chooseScenario } from '../stress/presets.ts';
import { checkSlip, slipEffect } from './slip.service.ts';
import { SlipQuestion } from './slip.ts';

const StartedJob = z.object({ id: z.string(), kind: z.string(), state: z.string() }).loose();

/** What slips cost; mounted at /api/v1. */
export function slipRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  app.openapi(
    createRoute({
      method: 'post',
      path: '/projects/{project}/slip',
      summary: 'What it costs when a project comes late: a job whose result is a SlipEffect',
      request: {
        params: z.object({ project: z.string() }),
        body: { content: { 'application/json': { schema: SlipQuestion } } },
      },
      responses: {
        202: {
          description: 'The job, whose result is a SlipEffect',
          content: { 'application/json': { schema: StartedJob } },
        },
        404: { description: 'Refused, as a problem of RFC 9457: there is no such project' },
      },
    }),
    async (c) => {
      const { project } = c.req.valid('param');
      const { preset, scenario, ...terms } = c.req.valid('json');
      const request = { project, ...terms, scenario: chooseScenario(preset, scenario) };
      await checkSlip(context, request);
      const job = context.jobs.start('project slip', ({ signal, onProgress }) =>
        slipEffect(context, { ...request, signal, onProgress }),
      );
      c.header('Location', `/api/v1/jobs/${job.id}`);
      return c.json({ ...job }, 202);
    },
  );
  return app;
}
