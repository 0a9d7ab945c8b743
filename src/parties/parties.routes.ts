import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { addDeed, createRoutes, jsonAnswer, type RouteContext } from '../platform/routes.ts';
import { loadRuleSet, loadRuleSets } from '../rules/rules.service.ts';
import { judgeIntermediary } from './intermediary.service.ts';
import { IntermediaryStanding } from './intermediary.ts';
import * as service from './parties.service.ts';
import {
  Day,
  Fact,
  NewEnd,
  NewFact,
  NewOwnership,
  NewParty,
  Ownership,
  Party,
  PURPOSES,
} from './parties.ts';
import { PartyView, Screening } from './party-view.ts';

const Row = z.coerce.number().int().positive();
const ScreeningRequest = z
  .strictObject({
    purpose: z.enum(PURPOSES).default('review'),
    on: Day.optional().describe('day whose ownership counts; today'),
  })
  .meta({ id: 'ScreeningRequest' });

/** Counterparties, who owns them, and their screenings; mounted at /api/v1/parties. */
export function partyRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  addReads(app, context);
  addDeed(app, context, {
    path: '/',
    summary: 'Register a counterparty with its identifiers',
    request: NewParty,
    answer: Party,
    run: ({ db, act, key }, party) => service.registerParty(db, act, party, key),
  });
  addDeed(app, context, {
    path: '/ownership',
    summary: 'Record who holds a share of whom, from a day on',
    request: NewOwnership,
    answer: Ownership,
    run: ({ db, act, key }, edge) => service.recordOwnership(db, act, edge, key),
  });
  addDeed(app, context, {
    path: '/ownership/{row}/end',
    summary: 'End a share on a day; on its first day, it never was',
    request: NewEnd,
    answer: Ownership,
    run: ({ db, act, key, params }, end) =>
      service.endOwnership(db, act, Row.parse(params.row), end, key),
  });
  addDeed(app, context, {
    path: '/findings',
    summary: 'Record what was found of a party',
    request: NewFact,
    answer: Fact,
    run: ({ db, act, key }, fact) => service.recordFact(db, act, fact, key),
  });
  addDeed(app, context, {
    path: '/findings/{row}/end',
    summary: 'End a finding on a day; on its first day, it never was',
    request: NewEnd,
    answer: Fact,
    run: ({ db, act, key, params }, end) =>
      service.endFact(db, act, Row.parse(params.row), end, key),
  });
  addDeed(app, context, {
    path: '/{id}/screenings',
    summary: 'Screen a party for a foreign entity of concern, leg by leg, and keep the screening',
    request: ScreeningRequest,
    answer: Screening,
    run: async ({ db, act, key, params }, { purpose, on }) => {
      const rules = await loadRuleSet(context, on ?? act.on);
      const tools = { act, rules, digestOf: context.digestOf };
      return service.screenParty(db, tools, { party: params.id ?? '', purpose, on }, key);
    },
  });
  return app;
}

function addReads(app: OpenAPIHono, context: RouteContext): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/',
      summary: 'The counterparties',
      responses: { 200: jsonAnswer('The parties', z.array(Party)) },
    }),
    async (c) => c.json(await service.listParties(await context.openDb()), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/screenings/{row}/rerun',
      summary: 'Make a screening again from what was known then, and compare it byte by byte',
      request: { params: z.object({ row: Row }) },
      responses: { 200: jsonAnswer('The screening, the same', Screening) },
    }),
    async (c) => {
      const tools = { ruleSets: await loadRuleSets(context), digestOf: context.digestOf };
      const db = await context.openDb();
      return c.json(await service.rerunScreening(db, tools, c.req.valid('param').row), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/{id}/intermediary',
      summary: 'Whether a party may be an authorised intermediary: six conditions, leg by leg',
      request: {
        params: z.object({ id: z.string() }),
        query: z.object({ on: Day.optional().describe('today where it is left out') }),
      },
      responses: { 200: jsonAnswer('The six conditions', IntermediaryStanding) },
    }),
    async (c) => {
      const on = c.req.valid('query').on ?? (await context.actOf(c.req.raw)).on;
      const tools = { rules: await loadRuleSet(context, on), digestOf: context.digestOf, on };
      const db = await context.openDb();
      return c.json(await judgeIntermediary(db, tools, c.req.valid('param').id), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/{id}',
      summary: 'One party: owners, holdings, findings and screenings',
      request: { params: z.object({ id: z.string() }) },
      responses: { 200: jsonAnswer('The party', PartyView) },
    }),
    async (c) =>
      c.json(await service.showParty(await context.openDb(), c.req.valid('param').id), 200),
  );
}
