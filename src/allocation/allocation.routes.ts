import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { createRoutes, jsonAnswer, type RouteContext, refused } from '../platform/routes.ts';
import { chooseScenario } from '../stress/presets.ts';
import { keepPlan, planFrontier, readKeptPlan, solvePlan } from './allocation.service.ts';
import { listPlans, type StoredPlan } from './allocation.store.ts';
import {
  FRONTIER_POINTS,
  FrontierPoint,
  Plan,
  PlanQuestion,
  StoredPlanSummary,
} from './allocation.ts';

const MOST_LISTED = 100;

const StartedJob = z.object({ id: z.string(), kind: z.string(), state: z.string() }).loose();

const FrontierQuery = z.object({
  budgetUsd: z.coerce.number().positive().default(2.5e9),
  riskWeight: z.coerce.number().min(0).max(1).optional(),
  tailShare: z.coerce.number().gt(0).lt(1).optional(),
  draws: z.coerce.number().optional(),
  seed: z.coerce.number().optional(),
  years: z.coerce.number().optional(),
  preset: z.string().optional(),
  points: z.coerce
    .number()
    .int()
    .min(FRONTIER_POINTS.least)
    .max(FRONTIER_POINTS.most)
    .default(FRONTIER_POINTS.usual),
});

/** Plans and their frontier, below /api/v1. */
export function allocationRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  addPlanRoutes(app, context);
  app.openapi(
    createRoute({
      method: 'get',
      path: '/frontier',
      summary: 'What different budgets achieve, from nothing to twice the budget',
      request: { query: FrontierQuery },
      responses: { 200: jsonAnswer('The points', z.array(FrontierPoint)), 400: refused },
    }),
    async (c) => {
      const { points, ...query } = c.req.valid('query');
      const { preset, scenario, ...terms } = PlanQuestion.parse(query);
      const request = { ...terms, scenario: chooseScenario(preset, scenario), points };
      return c.json([...(await planFrontier(context, request))], 200);
    },
  );
  return app;
}

function addPlanRoutes(app: OpenAPIHono, context: RouteContext): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/plans',
      summary: 'Solve a plan: answers at once with the job that does it',
      request: { body: { content: { 'application/json': { schema: PlanQuestion } } } },
      responses: { 202: jsonAnswer('The job, whose result is a Plan', StartedJob), 400: refused },
    }),
    async (c) => {
      const { preset, scenario, ...terms } = c.req.valid('json');
      const request = { ...terms, scenario: chooseScenario(preset, scenario) };
      const act = await context.actOf(c.req.raw);
      const job = context.jobs.start('plan solve', async ({ signal, onProgress }) => {
        const plan = await solvePlan(context, { ...request, signal, onProgress });
        await keepPlan(await context.openDb(), act, context, plan);
        return plan;
      });
      return c.json({ ...job }, 202);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/plans',
      summary: 'The plans kept last, newest first',
      responses: { 200: jsonAnswer('The plans', z.array(StoredPlanSummary)) },
    }),
    async (c) => {
      const plans = await listPlans(await context.openDb(), MOST_LISTED);
      return c.json(plans.map(summaryOf), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/plans/{id}',
      summary: 'A plan that was kept',
      request: { params: z.object({ id: z.string() }) },
      responses: { 200: jsonAnswer('The plan', Plan), 404: refused },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      return c.json(await readKeptPlan(await context.openDb(), id), 200);
    },
  );
}

function summaryOf(plan: StoredPlan): StoredPlanSummary {
  const { id, scenario, seed, draws, budgetUsd, spentUsd, resultDigest, dataVersion } = plan;
  return { id, scenario, seed, draws, budgetUsd, spentUsd, digest: resultDigest, dataVersion };
}
