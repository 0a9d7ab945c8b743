import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { PlanLimits } from '../allocation/plan-limits.ts';
import { PlanRules } from '../allocation/plan-rules.ts';
import { Job } from '../base/job.ts';
import { createRoutes, type RouteContext } from '../platform/routes.ts';
import { type PlanPages, readBudget } from './plan-pages.ts';
import { Problem } from './problem.ts';

const Question = z
  .strictObject({
    budget: z.string().max(100).describe('as a person types it: 750M, 2.5B'),
    limits: PlanLimits.optional().describe('beside the budget'),
    rules: PlanRules.optional().describe('how losses are weighed and means charged'),
  })
  .meta({ id: 'PlanPageQuestion' });

const startRoute = createRoute({
  method: 'post',
  path: '/',
  summary: 'Prepare the page of a plan: answers at once with the job that does it',
  request: { body: { required: true, content: { 'application/json': { schema: Question } } } },
  responses: {
    202: {
      description: 'The job; when it is done, /plan?budget=... answers at once',
      content: { 'application/json': { schema: Job } },
    },
    400: {
      description: 'The amount cannot be read or is out of range',
      content: { 'application/problem+json': { schema: Problem } },
    },
  },
});

/** The preparation of plan pages; mounted at /api/v1/plan-pages. */
export function planPageRoutes(
  { jobs }: Pick<RouteContext, 'jobs'>,
  planPages: PlanPages,
): OpenAPIHono {
  return createRoutes().openapi(startRoute, (c) => {
    const { budget, limits, rules } = c.req.valid('json');
    const budgetUsd = readBudget(budget);
    const job = jobs.start('plan page', async (waiting) => {
      waiting.onProgress(0, 0, 'waiting for its turn');
      const { plan } = await planPages({ budgetUsd, limits, rules }, waiting);
      return { budgetUsd, digest: plan.digest };
    });
    c.header('Location', `/api/v1/jobs/${job.id}`);
    return c.json({ ...job }, 202);
  });
}
