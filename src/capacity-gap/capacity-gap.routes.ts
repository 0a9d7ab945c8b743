import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { parseUsd } from '../base/quantity.ts';
import { createRoutes, type RouteContext } from '../platform/routes.ts';
import { reportGap } from './capacity-gap.service.ts';
import {
  GAP_DRAWS,
  GAP_SEED,
  type GapQuestion,
  GapReport,
  USUAL_BUDGET_USD,
  USUAL_CASE,
  USUAL_YEAR,
} from './capacity-gap.ts';
import { gapTable } from './gap-table.ts';
import { FIRST_YEAR, LAST_YEAR } from './years.ts';

const GapQuery = z.object({
  case: z.string().default(USUAL_CASE),
  year: z.coerce.number().int().min(FIRST_YEAR).max(LAST_YEAR).default(USUAL_YEAR),
  mineral: z.string().optional(),
  budget: z.string().optional().openapi({ example: '2.5B' }),
  draws: z.coerce.number().int().min(GAP_DRAWS.least).max(GAP_DRAWS.most).default(GAP_DRAWS.usual),
  middle: z.stringbool().default(false),
  seed: z.coerce.number().int().min(GAP_SEED.least).max(GAP_SEED.most).default(GAP_SEED.usual),
});

function questionOf(query: z.output<typeof GapQuery>): GapQuestion {
  const { case: caseId, mineral, budget, middle: isMiddle, ...rest } = query;
  const budgetUsd = budget === undefined ? USUAL_BUDGET_USD : parseUsd(budget);
  return { ...rest, isMiddle, caseId, mineral: mineral ?? null, budgetUsd };
}

/** The gap; mounted at /api/v1/gap. */
export function gapRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/',
      summary: 'Demand against the supply that is in place or can be financed, by mineral and year',
      request: { query: GapQuery },
      responses: {
        200: {
          description: 'The gaps, what money would close, and what others claim beside it',
          content: { 'application/json': { schema: GapReport } },
        },
      },
    }),
    async (c) => c.json(await reportGap(context, questionOf(c.req.valid('query'))), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/table.csv',
      summary: 'The same as a table, a row for each mineral and year',
      request: { query: GapQuery },
      responses: {
        200: {
          description: 'CSV (RFC 4180); a gap is empty where nothing is supplied',
          content: { 'text/csv': { schema: z.string() } },
        },
      },
    }),
    async (c) => {
      const question = questionOf(c.req.valid('query'));
      const text = gapTable(await reportGap(context, question));
      return c.body(text, 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="gap-${question.caseId}.csv"`,
      });
    },
  );
  return app;
}
