import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { createRoutes, jsonAnswer, type RouteContext } from '../platform/routes.ts';
import { loadReferenceData } from './minerals.service.ts';
import { findMineral } from './minerals.ts';
import { Mineral, Source } from './reference-data.ts';

const DataVersion = z
  .object({ version: z.string(), digest: z.string(), sources: z.array(Source) })
  .meta({ id: 'DataVersion' });

/** Version, digest and sources of the reference tables; mounted at /api/v1/data. */
export function dataRoutes({ tables }: Pick<RouteContext, 'tables'>): OpenAPIHono {
  const app = createRoutes();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/',
      summary: 'The reference tables: their version, digest and sources',
      responses: { 200: jsonAnswer('Version, digest and sources', DataVersion) },
    }),
    async (c) => {
      const { version, digest, sources } = await loadReferenceData(tables);
      return c.json({ version, digest, sources: [...sources] }, 200);
    },
  );
  return app;
}

/** The listed minerals; mounted at /api/v1/minerals. */
export function mineralRoutes({ tables }: Pick<RouteContext, 'tables'>): OpenAPIHono {
  const app = createRoutes();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/',
      summary: 'The minerals of the lists of 2022 and 2025',
      responses: { 200: jsonAnswer('The minerals', z.array(Mineral)) },
    }),
    async (c) => c.json([...(await loadReferenceData(tables)).minerals], 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/{id}',
      summary: 'One mineral',
      request: { params: z.object({ id: z.string() }) },
      responses: { 200: jsonAnswer('The mineral', Mineral) },
    }),
    async (c) => c.json(findMineral(await loadReferenceData(tables), c.req.valid('param').id), 200),
  );
  return app;
}
