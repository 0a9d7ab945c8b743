import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Act } from '../base/act.ts';
import type { Workshop } from './command.ts';
import type { Db } from './db.ts';
import type { Jobs } from './jobs.ts';

/** What a route may touch besides the request. */
export interface RouteContext extends Workshop {
  /**
   * Who sent the request, and today's date. For a deed, whoever has to sign in has done so; for a
   * confirmed one, a short while ago.
   *
   * @throws Refusal `access.sign_in_needed`, `access.session_ended`, `access.confirmation_needed`
   */
  readonly actOf: (request: Request, need?: DeedNeed) => Act | Promise<Act>;
  /** Work that takes longer than a request should. */
  readonly jobs: Jobs;
}

/** What a deed asks of whoever does it: to be known, or to have typed the password just now. */
export type DeedNeed = 'known' | 'confirmed';

/** An empty set of routes whose malformed requests leave by the one exit for errors. */
export function createRoutes(): OpenAPIHono {
  return new OpenAPIHono({
    defaultHook: (parsed) => {
      if (!parsed.success) throw parsed.error;
    },
  });
}

/** What every route answers that refuses. */
export const refused = { description: 'Refused, as a problem of RFC 9457' };

/** A response of a route as JSON. */
export const jsonAnswer = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  description,
  content: { 'application/json': { schema } },
});

/** How the description of the interface marks deeds, and those that take the password again. */
export const DEED_TAG = 'deed';
export const CONFIRMED_TAG = 'confirmed';

/** What comes with a deed besides its request. */
export interface DeedCall {
  readonly db: Db;
  readonly act: Act;
  /** `Idempotency-Key`: the same key with the same request is done once. */
  readonly key: string | undefined;
  /** `If-Match`: the version of the document that whoever asks has read. */
  readonly expected: string | undefined;
  /** Parameters of the path. */
  readonly params: Readonly<Record<string, string>>;
}

/** One deed over HTTP: what is asked for, what is answered, and who does it. */
export interface DeedRoute<Request, Answer> {
  readonly path: string; // '/{id}/orders'
  readonly summary: string;
  readonly request: z.ZodType<Request>;
  readonly answer: z.ZodType<Answer>;
  /** Whether it takes the password again. */
  readonly isConfirmed?: boolean;
  run(call: DeedCall, request: Request): Promise<Answer>;
}

/**
 * Adds a deed: POST with a JSON body and `Idempotency-Key`, answered with what became of it.
 */
export function addDeed<Request, Answer>(
  app: OpenAPIHono,
  context: RouteContext,
  { path, summary, request, answer, isConfirmed = false, run }: DeedRoute<Request, Answer>,
): void {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const headers = z.object({
    'idempotency-key': z.string().min(1).max(255).optional(),
    'if-match': z.string().optional(),
  });
  app.openapi(
    createRoute({
      method: 'post',
      path,
      summary,
      tags: [DEED_TAG, ...(isConfirmed ? [CONFIRMED_TAG] : [])],
      request: {
        ...(names.length > 0 && {
          params: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))),
        }),
        headers,
        body: { content: { 'application/json': { schema: request } } },
      },
      responses: {
        200: jsonAnswer('Done', answer),
        400: refused,
        401: refused,
        403: refused,
        409: refused,
        412: refused,
      },
    }),
    async (c) => {
      const call = {
        db: await context.openDb(),
        act: await context.actOf(c.req.raw, isConfirmed ? 'confirmed' : 'known'),
        key: c.req.header('idempotency-key'),
        expected: readTag(c.req.header('if-match')),
        params: c.req.param() as Record<string, string>,
      };
      return c.json((await run(call, c.req.valid('json') as Request)) as never, 200);
    },
  );
}

/** A document over HTTP: where it is read, and what is shown of it. */
export interface DocumentRead<Shown> {
  readonly path: string; // '/orders/{id}'
  readonly summary: string;
  readonly answer: z.ZodType<Shown>;
  read(db: Db, id: string): Promise<Shown>;
}

/** Adds the reading of one document, with its version as ETag for the deeds on it. */
export function addDocumentRead<Shown extends { readonly version: string | number }>(
  app: OpenAPIHono,
  context: Pick<RouteContext, 'openDb'>,
  { path, summary, answer, read }: DocumentRead<Shown>,
): void {
  app.openapi(
    createRoute({
      method: 'get',
      path,
      summary: `${summary}; its ETag is its version`,
      request: { params: z.object({ id: z.string() }) },
      responses: { 200: jsonAnswer('As it stands', answer) },
    }),
    async (c) => {
      const shown = await read(await context.openDb(), c.req.param('id')!); // the path has it
      c.header('ETag', `"${shown.version}"`);
      return c.json(shown as never, 200);
    },
  );
}

/** The version inside an entity tag; undefined where any will do. @source RFC 9110, section 8.8.3 */
function readTag(header: string | undefined): string | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  return header.trim().replace(/^(W\/)?"(.*)"$/, '$2');
}
