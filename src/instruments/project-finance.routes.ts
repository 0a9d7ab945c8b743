import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { createRoutes, type RouteContext } from '../platform/routes.ts';
import { CASH_DRAWS, runCashFlow } from './cash-flow.service.ts';
import { readCashFlow } from './cash-flow-file.ts';
import { CashFlowValue } from './cash-flow-value.ts';
import { parseUsdRates, showProjectFinance } from './project-finance.service.ts';
import { ProjectFinance } from './project-finance.ts';
import { VALUE_SEED } from './value.ts';

const FinanceQuery = z.object({
  rate: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .describe('what one unit of a currency is in dollars, as in CAD=0.72; may be repeated'),
});

const MOST_DRAWS = 10_000; // a second or two: a request waits for it

const CashFlowQuestion = z
  .strictObject({
    plan: z.looseObject({}).describe('by docs/schemas/cash-flow-file.json'),
    draws: z.int().min(CASH_DRAWS.least).max(MOST_DRAWS).default(CASH_DRAWS.usual),
    seed: z.int().min(VALUE_SEED.least).max(VALUE_SEED.most).default(VALUE_SEED.usual),
  })
  .meta({ id: 'CashFlowQuestion' });

/** How projects are financed, and what they earn; mounted at /api/v1/projects. */
export function financeRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/{project}/finance',
      summary: 'How a project is financed: instruments, closing status, dilution, federal share',
      request: { params: z.object({ project: z.string() }), query: FinanceQuery },
      responses: {
        200: {
          description: 'Its instruments with their sources, totals, dilution and tests',
          content: { 'application/json': { schema: ProjectFinance } },
        },
      },
    }),
    async (c) => {
      const { rate } = c.req.valid('query');
      const rates = parseUsdRates(rate === undefined ? [] : [rate].flat());
      return c.json(await showProjectFinance(context, c.req.valid('param').project, rates), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/cash-flows',
      summary: 'What a mine or plant earns over price paths: worth, return, debt cover, break-even',
      request: { body: { content: { 'application/json': { schema: CashFlowQuestion } } } },
      responses: {
        200: {
          description: 'The plan over its price paths',
          content: { 'application/json': { schema: CashFlowValue } },
        },
      },
    }),
    async (c) => {
      const { plan, draws, seed } = c.req.valid('json');
      const file = readCashFlow(plan, 'of the request');
      return c.json(await runCashFlow(context, { file, draws, seed }), 200);
    },
  );
  return app;
}
