import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  addDeed,
  addDocumentRead,
  createRoutes,
  jsonAnswer,
  type RouteContext,
} from '../platform/routes.ts';
import { Nothing, Reason, Requisition, RequisitionRequest } from './contracts.ts';
import * as requisitions from './requisitions.service.ts';

/** Requisitions, below /api/v1. */
export function requisitionRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/requisitions',
      summary: 'Requisitions, the newest first',
      responses: { 200: jsonAnswer('The requisitions', z.array(Requisition)) },
    }),
    async (c) => c.json(await requisitions.readRequisitions(await context.openDb()), 200),
  );
  addDocumentRead(app, context, {
    path: '/requisitions/{id}',
    summary: 'A requisition, with what of it is committed',
    answer: Requisition,
    read: requisitions.readRequisition,
  });
  addRequisitionDeeds(app, context);
  return app;
}

function addRequisitionDeeds(app: OpenAPIHono, context: RouteContext): void {
  addDeed(app, context, {
    path: '/requisitions',
    summary: 'Ask for money on the word of a resolution',
    request: RequisitionRequest,
    answer: Requisition,
    run: ({ db, act, key }, request) => requisitions.submitRequisition(db, act, request, key),
  });
  addDeed(app, context, {
    path: '/requisitions/{id}/certification',
    summary: 'Certify that the money is there, and commit it',
    request: Nothing,
    answer: Requisition,
    run: ({ db, act, key, expected, params }) =>
      requisitions.certifyRequisition(db, act, { id: params.id! }, key, expected),
  });
  addDeed(app, context, {
    path: '/requisitions/{id}/return',
    summary: 'Send a requisition back',
    request: Reason,
    answer: Requisition,
    run: ({ db, act, key, expected, params }, { reason }) =>
      requisitions.returnRequisition(db, act, { id: params.id!, reason }, key, expected),
  });
  addDeed(app, context, {
    path: '/requisitions/{id}/release',
    summary: 'Give back what a requisition does not need',
    request: Reason,
    answer: Requisition,
    run: ({ db, act, key, expected, params }, { reason }) =>
      requisitions.releaseRequisition(db, act, { id: params.id!, reason }, key, expected),
  });
}
