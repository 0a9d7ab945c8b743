import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  addDeed,
  addDocumentRead,
  createRoutes,
  jsonAnswer,
  type RouteContext,
} from '../platform/routes.ts';
import {
  BoardId,
  Conflict,
  Day,
  MEETING_EVENTS,
  Meeting,
  MeetingRecord,
  Office,
  Seat,
  TERM_EVENTS,
  Term,
} from './board.ts';
import { loadBoardRule } from './board-rule.service.ts';
import { packetText } from './board-text.ts';
import {
  addMinute,
  attend,
  changeMeeting,
  noticeMeeting,
  readMeetingRecord,
  readMeetings,
} from './meeting.service.ts';
import {
  changeTerm,
  declareConflict,
  electViceChair,
  endConflict,
  nominate,
  readConflicts,
  readSeats,
} from './seat.service.ts';

const idParam = { params: z.object({ id: z.string() }) };

/** Seats, interests and meetings; mounted at /api/v1/board. */
export function boardRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  addReads(app, context);
  addMeetingReads(app, context);
  addSeatDeeds(app, context);
  addMeetingDeeds(app, context);
  return app;
}

function addReads(app: OpenAPIHono, context: RouteContext): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/seats',
      summary: 'The seats and who has them',
      responses: { 200: jsonAnswer('All seats', z.array(Seat)) },
    }),
    async (c) => c.json(await readSeats(await context.openDb()), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/interests',
      summary: 'The interests that governors declared',
      responses: { 200: jsonAnswer('All, with their days', z.array(Conflict)) },
    }),
    async (c) => c.json(await readConflicts(await context.openDb()), 200),
  );
}

function addMeetingReads(app: OpenAPIHono, context: RouteContext): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/meetings',
      summary: 'The meetings, the newest first',
      responses: { 200: jsonAnswer('All meetings', z.array(Meeting)) },
    }),
    async (c) => c.json(await readMeetings(await context.openDb()), 200),
  );
  addDocumentRead(app, context, {
    path: '/meetings/{id}',
    summary: 'A meeting with roster, agenda and public minutes',
    answer: MeetingRecord,
    read: readMeetingRecord,
  });
  app.openapi(
    createRoute({
      method: 'get',
      path: '/meetings/{id}/packet.txt',
      summary: 'The packet of a meeting as text: its items with the digests of what is decided',
      request: idParam,
      responses: {
        200: { description: 'The packet', content: { 'text/plain': { schema: z.string() } } },
      },
    }),
    async (c) => {
      const record = await readMeetingRecord(await context.openDb(), c.req.valid('param').id);
      return c.text(packetText(record), 200);
    },
  );
}

const NominationRequest = z
  .strictObject({
    seat: z.int().min(1),
    person: z.string(),
    office: Office.default('member'),
    beginsOn: Day,
    endsOn: Day,
  })
  .meta({ id: 'Nomination' });

function addSeatDeeds(app: OpenAPIHono, context: RouteContext): void {
  addDeed(app, context, {
    path: '/terms',
    summary: 'Nominate a governor for a seat',
    request: NominationRequest,
    answer: Term,
    run: async ({ db, act, key }, request) =>
      nominate(db, act, request, await loadBoardRule(context, act.on), key),
  });
  addDeed(app, context, {
    path: '/terms/{id}/steps',
    summary: 'Confirm a nominee, return a nomination, let a governor hold over, end a term',
    request: z
      .strictObject({ event: z.enum(TERM_EVENTS), reason: z.string().min(1) })
      .meta({ id: 'TermStep' }),
    answer: Term,
    run: ({ db, act, key, params }, request) =>
      changeTerm(db, act, { term: params.id!, ...request }, key),
  });
  addDeed(app, context, {
    path: '/terms/{id}/vice-chair',
    summary: 'Record that the members elected whoever has this term vice-chair',
    request: z.strictObject({ beginsOn: Day, endsOn: Day }).meta({ id: 'ViceChairElection' }),
    answer: Term,
    run: async ({ db, act, key, params }, days) => {
      const rule = await loadBoardRule(context, act.on);
      return electViceChair(db, act, { term: params.id!, ...days }, rule, key);
    },
  });
  addDeed(app, context, {
    path: '/interests',
    summary: 'Declare an own interest in a party or a mineral',
    request: Conflict.pick({ kind: true, about: true, beginsOn: true, reason: true }).strict(),
    answer: Conflict,
    run: ({ db, act, key }, request) => declareConflict(db, act, request, key),
  });
  addDeed(app, context, {
    path: '/interests/{id}/end',
    summary: 'Say when an own declared interest ends; never before today',
    request: z.strictObject({ endsOn: Day }).meta({ id: 'InterestEnd' }),
    answer: Conflict,
    run: ({ db, act, key, params }, { endsOn }) =>
      endConflict(db, act, { conflict: params.id!, endsOn }, key),
  });
}

function addMeetingDeeds(app: OpenAPIHono, context: RouteContext): void {
  addDeed(app, context, {
    path: '/meetings',
    summary: 'Give notice of a meeting',
    request: z
      .strictObject({
        id: BoardId,
        title: z.string().min(1),
        heldOn: Day,
        place: z.string().min(1),
      })
      .meta({ id: 'MeetingNotice' }),
    answer: Meeting,
    run: ({ db, act, key }, request) => noticeMeeting(db, act, request, key),
  });
  addDeed(app, context, {
    path: '/meetings/{id}/steps',
    summary: 'Open a meeting on its day, close it, call it off',
    request: z.strictObject({ event: z.enum(MEETING_EVENTS) }).meta({ id: 'MeetingStep' }),
    answer: MeetingRecord,
    run: ({ db, act, key, expected, params }, { event }) =>
      changeMeeting(db, act, { meeting: params.id!, event }, key, expected),
  });
  addDeed(app, context, {
    path: '/meetings/{id}/attendance',
    summary: 'Record that a governor is there',
    request: z.strictObject({ person: z.string() }).meta({ id: 'Attendance' }),
    answer: z.object({ meeting: z.string(), person: z.string(), items: z.int() }),
    run: ({ db, act, key, params }, { person }) =>
      attend(db, act, { meeting: params.id!, person }, key),
  });
  addDeed(app, context, {
    path: '/meetings/{id}/minutes',
    summary: 'Add to the minutes; a portion that is closed to the public says why',
    request: z
      .strictObject({
        body: z.string().min(1),
        closedReason: z.string().min(1).nullable().default(null),
      })
      .meta({ id: 'MinuteRequest' }),
    answer: MeetingRecord,
    run: ({ db, act, key, params }, request) =>
      addMinute(db, act, { meeting: params.id!, ...request }, key),
  });
}
