import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  addDeed,
  addDocumentRead,
  createRoutes,
  jsonAnswer,
  type RouteContext,
} from '../platform/routes.ts';
import { readCeiling } from './ceiling.service.ts';
import * as contracts from './contracts.service.ts';
import {
  CeilingChange,
  Contract,
  ContractRequest,
  Delivery,
  DocumentId,
  Invoice,
  InvoiceRequest,
  ModificationRequest,
  Note,
  Order,
  OrderRequest,
  Reason,
  Requisition,
  RequisitionRequest,
} from './contracts.ts';
import * as deliveries from './deliveries.service.ts';
import { deskOf } from './gates.service.ts';
import * as invoices from './invoices.service.ts';
import * as orders from './orders.service.ts';
import * as requisitions from './requisitions.service.ts';

const WithId = { params: z.object({ id: z.string() }) };
const Nothing = z.object({});

/** Requisitions, contracts, orders, deliveries and invoices, below /api/v1. */
export function contractRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  addReads(app, context);
  addRequisitionDeeds(app, context);
  addContractDeeds(app, context);
  addMinimumDeeds(app, context);
  addOrderDeeds(app, context);
  addInvoiceDeeds(app, context);
  return app;
}

function addReads(app: OpenAPIHono, context: RouteContext): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/contracts',
      summary: 'Contracts, the newest first, with what the ledger says of their limits',
      responses: { 200: jsonAnswer('The contracts', z.array(Contract)) },
    }),
    async (c) => c.json(await contracts.readContracts(await context.openDb()), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/contracts/{id}/ceiling',
      summary: 'What is left of the ceiling of a contract, change by change',
      request: WithId,
      responses: {
        200: jsonAnswer('The changes, in the order of their days', z.array(CeilingChange)),
      },
    }),
    async (c) => c.json(await readCeiling(await context.openDb(), c.req.param('id')), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/contracts/{id}/orders',
      summary: 'Orders of a contract',
      request: WithId,
      responses: { 200: jsonAnswer('The orders', z.array(Order)) },
    }),
    async (c) => c.json(await orders.readOrders(await context.openDb(), c.req.param('id')), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/contracts/{id}/invoices',
      summary: 'Invoices of a contract',
      request: WithId,
      responses: { 200: jsonAnswer('The invoices', z.array(Invoice)) },
    }),
    async (c) =>
      c.json(await invoices.readInvoices(await context.openDb(), c.req.param('id')), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/requisitions',
      summary: 'Requisitions, the newest first',
      responses: { 200: jsonAnswer('The requisitions', z.array(Requisition)) },
    }),
    async (c) => c.json(await requisitions.readRequisitions(await context.openDb()), 200),
  );
  addSingleReads(app, context);
}

function addSingleReads(app: OpenAPIHono, context: RouteContext): void {
  addDocumentRead(app, context, {
    path: '/contracts/{id}',
    summary: 'A contract',
    answer: Contract,
    read: contracts.readContract,
  });
  addDocumentRead(app, context, {
    path: '/requisitions/{id}',
    summary: 'A requisition, with what of it is committed',
    answer: Requisition,
    read: requisitions.readRequisition,
  });
  addDocumentRead(app, context, {
    path: '/orders/{id}',
    summary: 'An order, with the lots that came for it',
    answer: Order,
    read: orders.readOrder,
  });
  addDocumentRead(app, context, {
    path: '/invoices/{id}',
    summary: 'An invoice, with what its lots were accepted for',
    answer: Invoice,
    read: invoices.readInvoice,
  });
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

function addContractDeeds(app: OpenAPIHono, context: RouteContext): void {
  addDeed(app, context, {
    path: '/contracts',
    summary: 'Draft a contract on a certified requisition',
    request: ContractRequest,
    answer: Contract,
    run: async ({ db, act, key }, request) =>
      contracts.draftContract(db, act, request, await deskOf(context, act.on), key),
  });
  addDeed(app, context, {
    path: '/contracts/{id}/certification',
    summary: 'Certify a draft',
    request: Nothing,
    answer: Contract,
    run: ({ db, act, key, expected, params }) =>
      contracts.certifyContract(db, act, { id: params.id! }, key, expected),
  });
  addDeed(app, context, {
    path: '/contracts/{id}/approval',
    summary: 'Award a certified contract',
    request: Nothing,
    answer: Contract,
    run: async ({ db, act, key, expected, params }) =>
      contracts.awardContract(
        db,
        act,
        { id: params.id! },
        await deskOf(context, act.on),
        key,
        expected,
      ),
  });
  addDeed(app, context, {
    path: '/contracts/{id}/modifications',
    summary: 'Raise the ceiling on a vote of its own, or move the end of the ordering period',
    request: ModificationRequest,
    answer: Contract,
    run: ({ db, act, key, expected, params }, request) =>
      contracts.modifyContract(db, act, { ...request, contract: params.id! }, key, expected),
  });
  for (const event of contracts.CONTRACT_STEPS) {
    addDeed(app, context, {
      path: `/contracts/{id}/${event}`,
      summary: `Step of a contract's life: ${event.replaceAll('-', ' ')}`,
      request: Reason,
      answer: Contract,
      run: ({ db, act, key, expected, params }, { reason }) =>
        contracts.stepContract(db, act, { id: params.id!, event, reason }, key, expected),
    });
  }
}

function addMinimumDeeds(app: OpenAPIHono, context: RouteContext): void {
  addDeed(app, context, {
    path: '/contracts/{id}/minimum',
    summary: 'Owe the supplier what is left of the guaranteed minimum',
    request: Nothing,
    answer: Contract,
    run: ({ db, act, key, expected, params }) =>
      contracts.settleMinimum(db, act, { id: params.id! }, key, expected),
  });
  addDeed(app, context, {
    path: '/contracts/{id}/minimum/payment',
    summary: 'Pay what is owed for the guaranteed minimum',
    request: Nothing,
    answer: Contract,
    run: async ({ db, act, key, expected, params }) =>
      contracts.payMinimum(
        db,
        act,
        { id: params.id! },
        await deskOf(context, act.on),
        key,
        expected,
      ),
  });
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
