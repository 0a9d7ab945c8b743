import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Db } from '../platform/db.ts';
import { addDeed, createRoutes, jsonAnswer, type RouteContext } from '../platform/routes.ts';
import { exportJournal, readEntry, readJournal } from './books.service.ts';
import { auditLedger, readBalances, readTieOuts, reverseEntry } from './fund.service.ts';
import { Balance, BookedEntries, JournalEntry, PERIOD_EVENTS, Period, TieOut } from './fund.ts';
import { PEER_FORMATS } from './journal-export.ts';
import { changePeriod, readPeriods } from './period.service.ts';
import type { Holding } from './tie-out.ts';

const Sequence = z.string().regex(/^\d{1,18}$/, 'must be the number of an entry');
const Place = z.object({
  fund: z.string().optional(),
  account: z.string().optional(),
  dim: z.string().optional().describe("what it concerns, such as 'order:O-1'"),
});
const toSequence = (text: string | undefined) => (text === undefined ? undefined : BigInt(text));

/** What the books ask of features that stand on them. */
export interface BooksContext extends RouteContext {
  /** Cost and grams of lots, as inventory keeps them. */
  readonly readHoldings: (db: Db) => Promise<Holding[]>;
  /** A sentence for each payment without authority, as contracts know. */
  readonly auditOutlays: (db: Db) => Promise<string[]>;
}

/** The books; mounted at /api/v1/journal. */
export function journalRoutes(context: BooksContext): OpenAPIHono {
  const app = createRoutes();
  addEntries(app, context);
  addBalances(app, context);
  addAudit(app, context);
  addPeriods(app, context);
  app.openapi(
    createRoute({
      method: 'get',
      path: '/tie-outs',
      summary: 'Sums of the books that have to be equal; each difference is zero',
      responses: { 200: jsonAnswer('The tie-outs', z.array(TieOut)) },
    }),
    async (c) => {
      const db = await context.openDb();
      return c.json(await readTieOuts(db, await context.readHoldings(db)), 200);
    },
  );
  addDeed(app, context, {
    path: '/reversals',
    summary: 'Book the opposite of an entry; both stay',
    request: z
      .strictObject({ id: z.string(), reason: z.string().min(1) })
      .meta({ id: 'EntryReversal' }),
    answer: BookedEntries,
    run: ({ db, act, key }, request) => reverseEntry(db, act, request, key),
  });
  return app;
}

function addEntries(app: OpenAPIHono, context: RouteContext): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/',
      summary: 'Entries with their lines, in the order in which they became known',
      request: {
        query: Place.extend({
          after: Sequence.optional(),
          limit: z.coerce.number().int().min(1).max(1000).default(50),
        }),
      },
      responses: { 200: jsonAnswer('The entries', z.array(JournalEntry)) },
    }),
    async (c) => {
      const { after, ...query } = c.req.valid('query');
      const asked = { ...query, after: toSequence(after) };
      return c.json(await readJournal(await context.openDb(), asked), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/entries/{id}',
      summary: 'One entry with its lines',
      request: { params: z.object({ id: z.string() }) },
      responses: { 200: jsonAnswer('The entry', JournalEntry) },
    }),
    async (c) => c.json(await readEntry(await context.openDb(), c.req.valid('param').id), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/export',
      summary: 'The whole journal for hledger, ledger or beancount',
      request: { query: z.object({ format: z.enum(PEER_FORMATS).default('hledger') }) },
      responses: {
        200: { description: 'A journal', content: { 'text/plain': { schema: z.string() } } },
      },
    }),
    async (c) => {
      const lines: string[] = [];
      const { format } = c.req.valid('query');
      for await (const line of exportJournal(await context.openDb(), format)) lines.push(line);
      return c.text(`${lines.join('\n')}\n`, 200);
    },
  );
}

function addBalances(app: OpenAPIHono, context: RouteContext): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/balances',
      summary: 'Balances now, as they were in effect on a day, or as they were known',
      request: {
        query: Place.extend({ on: z.iso.date().optional(), upTo: Sequence.optional() }),
      },
      responses: { 200: jsonAnswer('The balances', z.array(Balance)) },
    }),
    async (c) => {
      const { upTo, ...query } = c.req.valid('query');
      const asked = { ...query, upTo: toSequence(upTo) };
      return c.json(await readBalances(await context.openDb(), asked), 200);
    },
  );
}

function addAudit(app: OpenAPIHono, context: BooksContext): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/audit',
      summary: 'What is out when every line is added up, and payments without authority: nothing',
      responses: { 200: jsonAnswer('A sentence for each difference', z.array(z.string())) },
    }),
    async (c) => {
      const db = await context.openDb();
      return c.json([...(await auditLedger(db)), ...(await context.auditOutlays(db))], 200);
    },
  );
}

function addPeriods(app: OpenAPIHono, context: RouteContext): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/periods',
      summary: 'The months that have entries, and which are closed',
      responses: { 200: jsonAnswer('The months', z.array(Period)) },
    }),
    async (c) => c.json(await readPeriods(await context.openDb()), 200),
  );
  addDeed(app, context, {
    path: '/periods/{period}/steps',
    summary: 'Close a month softly, open it again, or close it for good',
    request: z
      .strictObject({ event: z.enum(PERIOD_EVENTS), reason: z.string().min(1) })
      .meta({ id: 'PeriodStep' }),
    answer: Period,
    run: ({ db, act, key, params }, request) =>
      changePeriod(db, act, { period: params.period!, ...request }, key),
  });
}
