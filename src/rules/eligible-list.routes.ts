import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { isIsoDate } from '../base/day-count.ts';
import { addDeed, createRoutes, jsonAnswer, type RouteContext } from '../platform/routes.ts';
import {
  compareLists,
  listDeskOf,
  publishList,
  readList,
  readLists,
  readStanding,
} from './eligible-list.service.ts';
import {
  EligibleDifference,
  EligibleList,
  EligibleListHead,
  EligibleStanding,
  ListPublication,
} from './eligible-list.ts';

const Version = z.coerce.number().int().positive();

/** The eligible list that the Reserve keeps; mounted at /api/v1/rules/eligible. */
export function eligibleListRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  addDeed(app, context, {
    path: '/lists',
    summary: 'Publish the next eligible list, with the flags and grounds of every mineral',
    request: ListPublication,
    answer: EligibleList,
    run: async ({ db, act, key }, request) => {
      const desk = await listDeskOf(context, request.effectiveOn ?? act.on);
      return publishList(db, act, request, desk, key);
    },
  });
  addReads(app, context);
  return app;
}

function addReads(app: OpenAPIHono, context: RouteContext): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/lists',
      summary: 'Every eligible list without its minerals, the newest first',
      responses: { 200: jsonAnswer('The lists', z.array(EligibleListHead)) },
    }),
    async (c) => c.json(await readLists(await context.openDb()), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/in-force',
      summary: 'The eligible list in force on a day, and by when the next one is due',
      request: {
        query: z.object({
          on: z
            .string()
            .refine(isIsoDate, 'must be a day of the calendar, such as 2026-06-30')
            .optional()
            .describe('today where it is left out'),
        }),
      },
      responses: { 200: jsonAnswer('How it stands', EligibleStanding) },
    }),
    async (c) => {
      const on = c.req.valid('query').on ?? (await context.actOf(c.req.raw)).on;
      return c.json(await readStanding(await context.openDb(), on), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/difference',
      summary: 'What was added and removed between two eligible lists, each with its reason',
      request: { query: z.object({ from: Version, to: Version }) },
      responses: { 200: jsonAnswer('The difference', EligibleDifference) },
    }),
    async (c) => c.json(await compareLists(await context.openDb(), c.req.valid('query')), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/lists/{version}',
      summary: 'One eligible list with every mineral that was considered',
      request: { params: z.object({ version: Version }) },
      responses: { 200: jsonAnswer('The list', EligibleList) },
    }),
    async (c) => c.json(await readList(await context.openDb(), c.req.valid('param').version), 200),
  );
}
