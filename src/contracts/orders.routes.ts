import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  addDeed,
  addDocumentRead,
  createRoutes,
  jsonAnswer,
  type RouteContext,
} from '../platform/routes.ts';
import { Delivery, DocumentId, Note, Nothing, Order, OrderRequest, Reason } from './contracts.ts';
import * as deliveries from './deliveries.service.ts';
import { deskOf } from './gates.service.ts';
import * as orders from './orders.service.ts';

/** Orders and the deliveries for them, below /api/v1. */
export function orderRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/contracts/{id}/orders',
      summary: 'Orders of a contract',
      request: { params: z.object({ id: z.string() }) },
      responses: { 200: jsonAnswer('The orders', z.array(Order)) },
    }),
    async (c) => c.json(await orders.readOrders(await context.openDb(), c.req.param('id')), 200),
  );
  addDocumentRead(app, context, {
    path: '/orders/{id}',
    summary: 'An order, with the lots that came for it',
    answer: Order,
    read: orders.readOrder,
  });
  addOrderDeeds(app, context);
  addDeliveryDeeds(app, context);
  return app;
}

function addOrderDeeds(app: OpenAPIHono, context: RouteContext): void {
  addDeed(app, context, {
    path: '/orders',
    summary: 'Order under a contract',
    request: OrderRequest,
    answer: Order,
    run: async ({ db, act, key }, request) =>
      orders.issueOrder(db, act, request, await deskOf(context, act.on), key),
  });
  for (const event of orders.ORDER_STEPS) {
    addDeed(app, context, {
      path: `/orders/{id}/${event}`,
      summary: `Step of an order's life: ${event}`,
      request: Note,
      answer: Order,
      run: ({ db, act, key, expected, params }, { reason }) =>
        orders.stepOrder(db, act, { id: params.id!, event, reason }, key, expected),
    });
  }
}

function addDeliveryDeeds(app: OpenAPIHono, context: RouteContext): void {
  addDeed(app, context, {
    path: '/deliveries',
    summary: 'Announce a lot that a supplier delivers for an order',
    request: Delivery,
    answer: Order,
    run: ({ db, act, key }, request) => deliveries.announceDelivery(db, act, request, key),
  });
  addDeed(app, context, {
    path: '/deliveries/{lot}/acceptance',
    summary: 'Accept a lot that conforms, at the price of its order',
    request: Nothing,
    answer: Order,
    run: ({ db, act, key, expected, params }) =>
      deliveries.acceptDelivery(db, act, { lot: DocumentId.parse(params.lot) }, key, expected),
  });
  addDeed(app, context, {
    path: '/deliveries/{lot}/rejection',
    summary: 'Reject a lot that does not conform',
    request: Reason,
    answer: Order,
    run: ({ db, act, key, expected, params }, { reason }) =>
      deliveries.rejectDelivery(
        db,
        act,
        { lot: DocumentId.parse(params.lot), reason },
        key,
        expected,
      ),
  });
}
