import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { BookedAmount } from '../base/booked.ts';
import {
  addDeed,
  addDocumentRead,
  createRoutes,
  jsonAnswer,
  type RouteContext,
} from '../platform/routes.ts';
import { loadPartnerRule, readFundStatus, readFunds } from './books.service.ts';
import { changeFund, moveMoney, openFund } from './fund.service.ts';
import { BookedEntries, FUND_EVENTS, FUND_STEPS, Fund, FundId, FundKind } from './fund.ts';
import { FundStatus } from './fund-status.ts';

const NewFund = z
  .strictObject({
    id: FundId,
    kind: FundKind,
    title: z.string().min(1),
    partner: z.string().nullable().default(null),
  })
  .meta({ id: 'NewFund' });

const FundMoveRequest = z
  .strictObject({
    step: z.enum(FUND_STEPS),
    cents: BookedAmount,
    reference: z.string().min(1).describe('what it rests on: a public law, a letter'),
  })
  .meta({ id: 'FundMove' });

const FundStepRequest = z
  .strictObject({ event: z.enum(FUND_EVENTS), reason: z.string().min(1) })
  .meta({ id: 'FundStep' });

/** The funds; mounted at /api/v1/funds. */
export function fundRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/',
      summary: 'The funds',
      responses: { 200: jsonAnswer('In the order of their names', z.array(Fund)) },
    }),
    async (c) => c.json(await readFunds(await context.openDb()), 200),
  );
  addDocumentRead(app, context, {
    path: '/{id}',
    summary: 'Where the money of a fund is, and what its limits leave',
    answer: FundStatus,
    read: readFundStatus,
  });
  addFundDeeds(app, context);
  return app;
}

function addFundDeeds(app: OpenAPIHono, context: RouteContext): void {
  addDeed(app, context, {
    path: '/',
    summary: 'Open a fund with books of its own',
    request: NewFund,
    answer: Fund,
    run: ({ db, act, key }, request) => openFund(db, act, request, key),
  });
  addDeed(app, context, {
    path: '/{id}/moves',
    summary: 'Book an appropriation, apportionment, allotment, contribution or withdrawal',
    request: FundMoveRequest,
    answer: BookedEntries,
    run: async ({ db, act, key, expected, params }, { cents, ...rest }) => {
      const move = { fund: params.id!, ...rest, cents: BigInt(cents) };
      return moveMoney(
        db,
        act,
        move,
        await loadPartnerRule(context, act.on, move.step),
        key,
        expected,
      );
    },
  });
  addDeed(app, context, {
    path: '/{id}/steps',
    summary: 'Freeze a fund, open it again, let it expire, close it',
    request: FundStepRequest,
    answer: Fund,
    run: ({ db, act, key, expected, params }, request) =>
      changeFund(db, act, { id: params.id!, ...request }, key, expected),
  });
}
