import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Act } from '../base/act.ts';
import type { Workshop } from './command.ts';
import type { Db } from './db.ts';
import type { Jobs } from './jobs.ts';

/** What a route may touch besides the request. */
export interface RouteContext extends Workshop {
  /** Who sent the request, and today's date. */
  readonly actOf: (request: Request) => Act;
  /** Work that takes longer than a request should. */
  readonly jobs: Jobs;
}

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
  run(call: DeedCall, request: Request): Promise<Answer>;
}

/**
 * Adds a deed: POST with a JSON body and `Idempotency-Key`, answered with what became of it.
 */
export function addDeed<Request, Answer>(
  app: OpenAPIHono,
  context: RouteContext,
  { path, summary, request, answer, run }: DeedRoute<Request, Answer>,
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
        403: refused,
        409: refused,
        412: refused,
      },
    }),
    async (c) => {
      const call = {
        db: await context.openDb(),
        act: context.actOf(c.req.raw),
        key: c.req.header('idempotency-key'),
        expected: readTag(c.req.header('if-match')),
        params: c.req.param() as Record<string, string>,
      };
      return c.json((await run(call, c.req.valid('json') as Request)) as never, 200);
    },
  );
}

/** The version inside an entity tag; undefined where any will do. @source RFC 9110, section 8.8.3 */
function readTag(header: string | undefined): string | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  return header.trim().replace(/^(W\/)?"(.*)"$/, '$2');
}
