import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  addDeed,
  addDocumentRead,
  createRoutes,
  jsonAnswer,
  type RouteContext,
} from '../platform/routes.ts';
import {
  changeResolution,
  closeVote,
  move,
  noticeMotion,
  readResolutionRecord,
  readResolutions,
  recuse,
  vote,
} from './board.service.ts';
import { Ballot, Motion, RESOLUTION_EVENTS, Resolution, ResolutionRecord, VOTES } from './board.ts';
import { loadBoardRule } from './board-rule.service.ts';

/** Motions, votes and resolutions; mounted at /api/v1/board/resolutions. */
export function resolutionRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/',
      summary: 'The resolutions, in the order in which they were moved',
      request: { query: z.object({ status: z.string().optional() }) },
      responses: { 200: jsonAnswer('All, or those of one status', z.array(Resolution)) },
    }),
    async (c) =>
      c.json(await readResolutions(await context.openDb(), c.req.valid('query').status), 200),
  );
  addDocumentRead(app, context, {
    path: '/{id}',
    summary: 'A resolution with its votes and its result',
    answer: ResolutionRecord,
    read: readResolutionRecord,
  });
  addMotionDeeds(app, context);
  addVoteDeeds(app, context);
  return app;
}

function addMotionDeeds(app: OpenAPIHono, context: RouteContext): void {
  addDeed(app, context, {
    path: '/',
    summary: 'Move that the board resolve something',
    request: Motion,
    answer: Resolution,
    run: ({ db, act, key }, request) => move(db, act, request, key),
  });
  addDeed(app, context, {
    path: '/{id}/agenda',
    summary: 'Put a motion on the agenda of a meeting that is not open yet',
    request: z.strictObject({ meeting: z.string() }).meta({ id: 'AgendaPlace' }),
    answer: Resolution,
    run: ({ db, act, key, params }, { meeting }) =>
      noticeMotion(db, act, { resolution: params.id!, meeting }, key),
  });
  addDeed(app, context, {
    path: '/{id}/steps',
    summary: 'Open an item, withdraw it, bring it into effect, suspend, resume, end it',
    request: z
      .strictObject({ event: z.enum(RESOLUTION_EVENTS), reason: z.string().min(1).optional() })
      .meta({ id: 'ResolutionStep' }),
    answer: ResolutionRecord,
    run: ({ db, act, key, expected, params }, { event, reason }) =>
      changeResolution(db, act, { resolution: params.id!, event, reason }, key, expected),
  });
}

function addVoteDeeds(app: OpenAPIHono, context: RouteContext): void {
  addDeed(app, context, {
    path: '/{id}/recusals',
    summary: 'Recuse a governor before the item is opened, for good',
    request: z
      .strictObject({ person: z.string(), reason: z.string().min(1) })
      .meta({ id: 'Recusal' }),
    answer: Ballot,
    run: ({ db, act, key, params }, request) =>
      recuse(db, act, { resolution: params.id!, ...request }, key),
  });
  addDeed(app, context, {
    path: '/{id}/votes',
    summary: 'Vote, or change a vote while the item is open; as oneself only',
    request: z.strictObject({ vote: z.enum(VOTES) }).meta({ id: 'VoteRequest' }),
    answer: Ballot,
    isConfirmed: true,
    run: ({ db, act, key, params }, request) =>
      vote(db, act, { resolution: params.id!, vote: request.vote }, key),
  });
  addDeed(app, context, {
    path: '/{id}/result',
    summary: 'Count the votes: carried or failed; without a quorum refused, unless it is to lapse',
    request: z.strictObject({ lapses: z.boolean().default(false) }).meta({ id: 'VoteClosing' }),
    answer: ResolutionRecord,
    run: async ({ db, act, key, expected, params }, { lapses }) => {
      const rule = await loadBoardRule(context, act.on);
      return closeVote(db, act, { resolution: params.id!, lapses }, rule, key, expected);
    },
  });
}
