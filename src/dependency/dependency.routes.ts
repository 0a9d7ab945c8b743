import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { createRoutes, jsonAnswer, type RouteContext } from '../platform/routes.ts';
import { RankingComparisons } from './comparison.ts';
import { countDependencies, listDependencies, validateRanking } from './dependency.service.ts';
import { DependencyCount, DependencyList } from './dependency.ts';

const CountQuery = z.object({
  groups: z.stringbool().default(false),
  at: z.coerce.number().min(0).max(100).default(100),
  edition: z.coerce
    .number()
    .pipe(z.union([z.literal(2025), z.literal(2026)]))
    .default(2026),
  list: z.coerce
    .number()
    .pipe(z.union([z.literal(2022), z.literal(2025)]))
    .default(2025),
});

/** Dependencies; mounted at /api/v1/dependency. */
export function dependencyRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/',
      summary: 'The listed minerals, the most dangerous dependency first',
      responses: { 200: jsonAnswer('The dependencies', DependencyList) },
    }),
    async (c) => c.json(await listDependencies(context), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/count',
      summary: 'How many listed minerals stand at a net import reliance',
      request: { query: CountQuery },
      responses: { 200: jsonAnswer('The count and the names', DependencyCount) },
    }),
    async (c) => {
      const { groups, ...request } = c.req.valid('query');
      const count = await countDependencies(context, { ...request, countsGroups: groups });
      return c.json(count, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/validation',
      summary: 'Our two rankings beside a published one, and where and why they differ most',
      responses: { 200: jsonAnswer('The comparisons', RankingComparisons) },
    }),
    async (c) => c.json(await validateRanking(context), 200),
  );
  return app;
}
