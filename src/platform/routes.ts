import { OpenAPIHono } from '@hono/zod-openapi';
import type { Act } from '../base/act.ts';
import type { Workshop } from './command.ts';
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
