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
  ModificationRequest,
  Nothing,
  Reason,
} from './contracts.ts';
import { deskOf } from './gates.service.ts';

/** Contracts and their guaranteed minimum, below /api/v1. */
export function contractRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  addContractReads(app, context);
  addContractDeeds(app, context);
  addMinimumDeeds(app, context);
  return app;
}

function addContractReads(app: OpenAPIHono, context: RouteContext): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/contracts',
      summary: 'Contracts, the newest first, with what the ledger says of their limits',
      responses: { 200: jsonAnswer('The contracts', z.array(Contract)) },
    }),
    async (c) => c.json(await contracts.readContracts(await context.openDb()), 200),
  );
  addDocumentRead(app, context, {
    path: '/contracts/{id}',
    summary: 'A contract',
    answer: Contract,
    read: contracts.readContract,
  });
  app.openapi(
    createRoute({
      method: 'get',
      path: '/contracts/{id}/ceiling',
      summary: 'What is left of the ceiling of a contract, change by change',
      request: { params: z.object({ id: z.string() }) },
      responses: {
        200: jsonAnswer('The changes, in the order of their days', z.array(CeilingChange)),
      },
    }),
    async (c) => c.json(await readCeiling(await context.openDb(), c.req.param('id')), 200),
  );
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
