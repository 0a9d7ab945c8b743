import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { createRoutes, type RouteContext } from '../platform/routes.ts';
import { parseUsdRates, showProjectFinance } from './project-finance.service.ts';
import { ProjectFinance } from './project-finance.ts';

const FinanceQuery = z.object({
  rate: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .describe('what one unit of a currency is in dollars, as in CAD=0.72; may be repeated'),
});

/** How projects are financed; mounted at /api/v1/projects. */
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
  return app;
}
