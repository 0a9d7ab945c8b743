import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { createRoutes, type RouteContext } from '../platform/routes.ts';
import { chooseScenario } from './presets.ts';
import { runSensitivity } from './sensitivity.service.ts';
import { POINT_DRAWS, SENSITIVITY_POINTS } from './sensitivity.ts';
import { checkStress } from './stress.service.ts';
import { HORIZON_YEARS, Scenario, SEED } from './stress.ts';

const within = ({ least, most, usual }: { least: number; most: number; usual: number }) =>
  z.int().min(least).max(most).default(usual);

const SensitivityQuestion = z
  .object({
    preset: z.string().optional(),
    scenario: Scenario.optional(),
    mineral: z.string().nullable().default(null),
    draws: within(POINT_DRAWS),
    points: within(SENSITIVITY_POINTS),
    seed: within(SEED),
    years: within(HORIZON_YEARS),
  })
  .meta({ id: 'SensitivityQuestion' });

const StartedJob = z.object({ id: z.string(), kind: z.string(), state: z.string() }).loose();

/** Analyses of sensitivity; mounted at /api/v1/stress. */
export function sensitivityRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  app.openapi(
    createRoute({
      method: 'post',
      path: '/sensitivities',
      summary: 'Start an analysis of which assumptions move the loss; its job holds the result',
      request: { body: { content: { 'application/json': { schema: SensitivityQuestion } } } },
      responses: {
        202: {
          description: 'The job',
          content: { 'application/json': { schema: StartedJob } },
        },
      },
    }),
    async (c) => {
      const { preset, scenario, ...terms } = c.req.valid('json');
      const request = { ...terms, scenario: chooseScenario(preset, scenario) };
      const { mineral } = terms;
      const stockTonnes = mineral === null ? {} : { [mineral]: 0 };
      await checkStress(context, { scenario: request.scenario, stockTonnes });
      const job = context.jobs.start('stress sensitivity', ({ signal, onProgress }) =>
        runSensitivity(context, { ...request, signal, onProgress }),
      );
      c.header('Location', `/api/v1/jobs/${job.id}`);
      return c.json({ ...job }, 202);
    },
  );
  return app;
}
