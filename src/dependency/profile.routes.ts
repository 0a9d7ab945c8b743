import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { createRoutes, jsonAnswer, type RouteContext } from '../platform/routes.ts';
import { CountryProfile } from './country-profile.ts';
import { profileCountry, profileMineral } from './profile.service.ts';
import { MineralProfile } from './profile.ts';

/** What the page of a mineral or a country shows; mounted at /api/v1. */
export function profileRoutes(context: Pick<RouteContext, 'tables'>): OpenAPIHono {
  const app = createRoutes();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/minerals/{id}/profile',
      summary: 'One mineral: where it comes from, its history, its uses, and what a stop would do',
      request: { params: z.object({ id: z.string() }) },
      responses: { 200: jsonAnswer('The profile', MineralProfile) },
    }),
    async (c) => c.json(await profileMineral(context, c.req.valid('param').id), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/countries/{code}/profile',
      summary: 'One country as a supplier: who relies on it for what, its controls and its scores',
      request: { params: z.object({ code: z.string().describe('alpha-3 code or name') }) },
      responses: { 200: jsonAnswer('The profile', CountryProfile) },
    }),
    async (c) => c.json(await profileCountry(context, c.req.valid('param').code), 200),
  );
  return app;
}
