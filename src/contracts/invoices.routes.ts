import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  addDeed,
  addDocumentRead,
  createRoutes,
  jsonAnswer,
  type RouteContext,
} from '../platform/routes.ts';
import { Invoice, InvoiceRequest, Note, Nothing, Reason } from './contracts.ts';
import { deskOf } from './gates.service.ts';
import * as invoices from './invoices.service.ts';

/** Invoices and their payment, below /api/v1. */
export function invoiceRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/contracts/{id}/invoices',
      summary: 'Invoices of a contract',
      request: { params: z.object({ id: z.string() }) },
      responses: { 200: jsonAnswer('The invoices', z.array(Invoice)) },
    }),
    async (c) =>
      c.json(await invoices.readInvoices(await context.openDb(), c.req.param('id')), 200),
  );
  addDocumentRead(app, context, {
    path: '/invoices/{id}',
    summary: 'An invoice, with what its lots were accepted for',
    answer: Invoice,
    read: invoices.readInvoice,
  });
  addInvoiceDeeds(app, context);
  return app;
}

function addInvoiceDeeds(app: OpenAPIHono, context: RouteContext): void {
  addDeed(app, context, {
    path: '/invoices',
    summary: 'Take in an invoice for accepted lots',
    request: InvoiceRequest,
    answer: Invoice,
    run: ({ db, act, key }, request) => invoices.receiveInvoice(db, act, request, key),
  });
  addDeed(app, context, {
    path: '/invoices/{id}/match',
    summary: 'Hold an invoice against what was accepted, to the cent',
    request: Nothing,
    answer: Invoice,
    run: ({ db, act, key, expected, params }) =>
      invoices.matchInvoice(db, act, { id: params.id! }, key, expected),
  });
  addDeed(app, context, {
    path: '/invoices/{id}/correction',
    summary: 'Correct the amount of a mismatched invoice',
    request: Reason.extend({ amountCents: InvoiceRequest.shape.amountCents }),
    answer: Invoice,
    run: ({ db, act, key, expected, params }, request) =>
      invoices.correctInvoice(db, act, { ...request, id: params.id! }, key, expected),
  });
  for (const event of invoices.INVOICE_STEPS) {
    addDeed(app, context, {
      path: `/invoices/{id}/${event}`,
      summary: `Step of an invoice's life: ${event}`,
      request: Note,
      answer: Invoice,
      run: ({ db, act, key, expected, params }, { reason }) =>
        invoices.stepInvoice(db, act, { id: params.id!, event, reason }, key, expected),
    });
  }
  addDeed(app, context, {
    path: '/invoices/{id}/payment',
    summary: 'Pay a scheduled invoice',
    request: Nothing,
    answer: Invoice,
    run: async ({ db, act, key, expected, params }) =>
      invoices.payInvoice(
        db,
        act,
        { id: params.id! },
        await deskOf(context, act.on),
        key,
        expected,
      ),
  });
  addDeed(app, context, {
    path: '/invoices/{id}/bounce',
    summary: 'Note that a payment came back',
    request: Reason,
    answer: Invoice,
    run: ({ db, act, key, expected, params }, { reason }) =>
      invoices.bouncePayment(db, act, { id: params.id!, reason }, key, expected),
  });
}
