import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  addDeed,
  addDocumentRead,
  createRoutes,
  jsonAnswer,
  type RouteContext,
} from '../platform/routes.ts';
import * as deeds from './deeds.service.ts';
import { importStock } from './import.service.ts';
import { ImportReport, ImportRequest } from './import.ts';
import { readLots, readWarehouses } from './inventory.service.ts';
import { Lot, Warehouse } from './inventory.ts';
import { readLotPage } from './lot-page.service.ts';
import { LotPage } from './lot-page.ts';
import * as register from './register-deeds.service.ts';
import { readRotation } from './restack.service.ts';

const Id = z.object({ id: z.string() }).meta({ id: 'StockRef' });

/** What is done to a lot, by the last word of its path. */
function addLotDeeds(app: OpenAPIHono, context: RouteContext): void {
  const add = <Request extends object>(
    path: string,
    summary: string,
    deed: deeds.StockDeed<Request>,
  ) =>
    addDeed(app, context, {
      path: `/{id}/${path}`,
      summary,
      request: deed.request,
      answer: Lot,
      run: ({ db, act, key, expected, params }, request) =>
        deeds.doLotDeed(db, act, deed, { id: params.id!, request, key, expected }),
    });
  add('announcement', 'Announce a lot that is to come', deeds.ANNOUNCE);
  add('receipt', 'Take a lot in: weighed, dried, in quarantine', deeds.RECEIVE);
  add('samples', 'Draw a sample under a seal', deeds.SAMPLE);
  add('certificates', 'Record a certificate of analysis with its file', deeds.CERTIFY);
  add('assays', 'Begin an assay exchange between laboratories', deeds.ASSAY);
  add('decision', 'Hold a lot against its specification', deeds.DECIDE);
  add('acceptance', 'Accept a lot that has no order, or that was tested again', deeds.ACCEPT);
  add('rejection', 'Reject a lot that does not conform', deeds.REJECT);
  add('return', 'Send a rejected lot back', deeds.RETURN);
  add('concession', 'Take a lot out of specification at a lower price', deeds.CONCEDE);
  add('reprocessing', 'Have a lot worked on, to be sampled again', deeds.REPROCESS);
  add('split', 'Split a lot into parts that are exactly it', deeds.SPLIT);
  add('blend', 'Blend lots into this new one', deeds.BLEND);
  add('move', 'Send a lot to another warehouse', deeds.MOVE);
  add('landing', 'A lot arrives where it was sent', deeds.LAND);
  add('count', 'Book what a count of a lot finds', deeds.COUNT);
}

/** Lots; mounted at /api/v1/lots. */
export function lotRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/',
      summary: 'Lots as they stand',
      request: {
        query: z.object({
          mineral: z.string().optional(),
          status: z.string().optional(),
          warehouse: z.string().optional(),
        }),
      },
      responses: { 200: jsonAnswer('In the order of their numbers', z.array(Lot)) },
    }),
    async (c) => c.json(await readLots(await context.openDb(), c.req.valid('query')), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/rotation',
      summary: 'Which lots should leave first: those that expire first, then the oldest',
      request: { query: z.object({ mineral: z.string().optional() }) },
      responses: { 200: jsonAnswer('The first to go first', z.array(Lot)) },
    }),
    async (c) =>
      c.json(await readRotation(await context.openDb(), c.req.valid('query').mineral), 200),
  );
  addDocumentRead(app, context, {
    path: '/{id}',
    summary: 'A lot with its limits, findings, custody and kin',
    answer: LotPage,
    read: readLotPage,
  });
  addDeed(app, context, {
    path: '/imports',
    summary: 'Take a table of deliveries or assays in, all of it or its valid rows, or try it',
    request: ImportRequest,
    answer: ImportReport,
    run: ({ db, act, key }, request) => importStock(db, act, request, context.digestOf, key),
  });
  addLotDeeds(app, context);
  return app;
}

/** Assay exchanges; mounted at /api/v1/assays. */
export function assayRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  const add = <Request extends object>(
    path: string,
    summary: string,
    deed: deeds.StockDeed<Request>,
  ) =>
    addDeed(app, context, {
      path: `/{id}/${path}`,
      summary,
      request: deed.request,
      answer: Id,
      run: ({ db, act, key, params }, request) =>
        deeds.doStockDeed(db, act, deed, { id: params.id!, request, key }),
    });
  add('commitments', 'A laboratory seals its result', deeds.COMMIT);
  add('reveals', 'A laboratory reveals what it sealed, or the umpire its result', deeds.REVEAL);
  add('closing', 'Go on without those who were silent in time', deeds.CLOSE);
  add('umpire', 'Name an umpire', deeds.UMPIRE);
  add('settlement', 'Settle an exchange, or refer it to an umpire', deeds.SETTLE);
  return app;
}

/** Warehouses and who else has to do with lots; mounted at /api/v1. */
export function warehouseRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/warehouses',
      summary: 'Warehouses with what they hold and may hold',
      responses: { 200: jsonAnswer('In the order of their names', z.array(Warehouse)) },
    }),
    async (c) => c.json(await readWarehouses(await context.openDb()), 200),
  );
  const add = <Request extends { id: string }>(
    path: string,
    summary: string,
    deed: deeds.StockDeed<Request>,
  ) =>
    addDeed(app, context, {
      path,
      summary,
      request: deed.request,
      answer: Id,
      run: ({ db, act, key }, request) =>
        deeds.doStockDeed(db, act, deed, { id: request.id, request, key }),
    });
  add('/warehouses', 'Register a warehouse', register.ADD_WAREHOUSE);
  add('/custodians', 'Register who may have lots in hand', register.ADD_CUSTODIAN);
  add('/laboratories', 'Register a laboratory', register.ADD_LABORATORY);
  add('/specifications', 'Write a version of a specification', register.ADD_SPECIFICATION);
  return app;
}
