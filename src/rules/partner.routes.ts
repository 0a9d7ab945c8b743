import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { IsoDate } from '../base/act.ts';
import { isIsoDate } from '../base/day-count.ts';
import { createRoutes, jsonAnswer, type RouteContext } from '../platform/routes.ts';
import { judgePartner, listPartners } from './partner.service.ts';
import { PartnerStanding } from './partner.ts';

const Question = z.object({
  on: z
    .string()
    .refine(isIsoDate, 'must be a day of the calendar, such as 2026-06-30')
    .optional()
    .describe('day on which the routes hold; today'),
});

/** Partner countries; mounted at /api/v1/rules/partners. */
export function partnerRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  const dayOf = async (request: Request, { on }: z.infer<typeof Question>) =>
    (on as IsoDate | undefined) ?? (await context.actOf(request)).on; // the schema looked at it
  app.openapi(
    createRoute({
      method: 'get',
      path: '/',
      summary: 'Every country with a route on record that makes it a partner, on a day',
      request: { query: Question },
      responses: { 200: jsonAnswer('The countries', z.array(PartnerStanding)) },
    }),
    async (c) => {
      const on = await dayOf(c.req.raw, c.req.valid('query'));
      return c.json(await listPartners(context, on), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/{country}',
      summary: 'Whether a country is a partner on a day: route by route, each with its source',
      request: { query: Question, params: z.object({ country: z.string() }) },
      responses: { 200: jsonAnswer('The routes', PartnerStanding) },
    }),
    async (c) => {
      const on = await dayOf(c.req.raw, c.req.valid('query'));
      return c.json(await judgePartner(context, c.req.valid('param').country, on), 200);
    },
  );
  return app;
}
