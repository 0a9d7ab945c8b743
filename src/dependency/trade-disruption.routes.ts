import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { createRoutes, type RouteContext } from '../platform/routes.ts';
import { runDisruptions } from './trade-disruption.service.ts';
import { TradeDisruptions } from './trade-disruption.ts';

const DisruptionQuery = z.object({
  mineral: z.string().optional(),
  country: z.string().optional(),
  restriction: z.coerce.number().min(0).max(1).optional(),
});

/** Trade disruptions; mounted at /api/v1/dependency. */
export function disruptionRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/disruptions',
      summary: 'What GDP year-long trade disruptions cost: a reconstruction, not the USGS model',
      request: { query: DisruptionQuery },
      responses: {
        200: {
          description: 'The scenarios, and what they come to by mineral and by industry',
          content: { 'application/json': { schema: TradeDisruptions } },
        },
      },
    }),
    async (c) => {
      const { mineral, country, restriction } = c.req.valid('query');
      const found = await runDisruptions(context, {
        mineral: mineral ?? null,
        country: country ?? null,
        restriction: restriction ?? null,
        withRange: mineral !== undefined || country !== undefined, // the whole set thrice is long
      });
      return c.json(found, 200);
    },
  );
  return app;
}
