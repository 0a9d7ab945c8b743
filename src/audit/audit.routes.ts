import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { createRoutes, jsonAnswer, type RouteContext } from '../platform/routes.ts';
import { readLife, readRefusals, traceThread } from './audit.service.ts';
import { DocumentEvent, DocumentKind, RefusedDeed, TraceStep } from './audit.ts';

/** The audit trail; mounted at /api/v1/audit. */
export function auditRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/trace/{document}',
      summary: 'The thread through a document: what led to it, and what came of it',
      request: { params: z.object({ document: z.string() }) },
      responses: { 200: jsonAnswer('Each document once', z.array(TraceStep)) },
    }),
    async (c) =>
      c.json(await traceThread(await context.openDb(), c.req.valid('param').document), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/lives/{kind}/{id}',
      summary: 'The steps that a document took: who, when and why',
      request: { params: z.object({ kind: DocumentKind, id: z.string() }) },
      responses: { 200: jsonAnswer('The steps, from the first', z.array(DocumentEvent)) },
    }),
    async (c) => c.json(await readLife(await context.openDb(), c.req.valid('param')), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/refusals',
      summary: 'What was asked for and refused, the newest first',
      request: {
        query: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(50) }),
      },
      responses: { 200: jsonAnswer('The refusals', z.array(RefusedDeed)) },
    }),
    async (c) =>
      c.json(await readRefusals(await context.openDb(), c.req.valid('query').limit), 200),
  );
  return app;
}
