import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { etag } from 'hono/etag';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { peopleRoutes, sessionRoutes } from '../access/access.routes.ts';
import { allocationRoutes } from '../allocation/allocation.routes.ts';
import { slipRoutes } from '../allocation/slip.routes.ts';
import { auditRoutes } from '../audit/audit.routes.ts';
import { resolutionRoutes } from '../board/board.routes.ts';
import { boardRoutes } from '../board/meeting.routes.ts';
import { gapRoutes } from '../capacity-gap/capacity-gap.routes.ts';
import { contractRoutes } from '../contracts/contracts.routes.ts';
import { invoiceRoutes } from '../contracts/invoices.routes.ts';
import { orderRoutes } from '../contracts/orders.routes.ts';
import { auditOutlays } from '../contracts/outlays.service.ts';
import { requisitionRoutes } from '../contracts/requisitions.routes.ts';
import { dependencyRoutes } from '../dependency/dependency.routes.ts';
import { profileRoutes } from '../dependency/profile.routes.ts';
import { disruptionRoutes } from '../dependency/trade-disruption.routes.ts';
import { fundRoutes } from '../fund/fund.routes.ts';
import { journalRoutes } from '../fund/journal.routes.ts';
import { instrumentRoutes } from '../instruments/instruments.routes.ts';
import { financeRoutes } from '../instruments/project-finance.routes.ts';
import { assayRoutes, lotRoutes, warehouseRoutes } from '../inventory/inventory.routes.ts';
import { readHoldings } from '../inventory/inventory.service.ts';
import { dataRoutes, mineralRoutes } from '../minerals/minerals.routes.ts';
import { partyRoutes } from '../parties/parties.routes.ts';
import { createRoutes, type RouteContext } from '../platform/routes.ts';
import { projectRoutes } from '../projects/projects.routes.ts';
import { eligibleListRoutes } from '../rules/eligible-list.routes.ts';
import { partnerRoutes } from '../rules/partner.routes.ts';
import { ruleRoutes } from '../rules/rules.routes.ts';
import { sensitivityRoutes } from '../stress/sensitivity.routes.ts';
import { stressRoutes } from '../stress/stress.routes.ts';
import { Answer } from './answer.ts';
import { compressed, measured } from './compression.ts';
import { onlyLocalNames, secureHeaders } from './guard.ts';
import { jobRoutes } from './jobs.routes.ts';
import { CODE_VERSION } from './package.ts';
import { planPageRoutes } from './plan-pages.routes.ts';
import type { PlanPages } from './plan-pages.ts';
import { Problem, problem, problemOf } from './problem.ts';

const LARGEST_BODY_BYTES = 1024 * 1024; // a scenario of 50 shocks has 20 kB

/** What the server answers with, beside the routes of the features. */
export interface HttpOptions {
  readonly context: RouteContext;
  /** The answer to the main question, computed once. */
  readonly answer: () => Promise<Answer>;
  readonly planPages: PlanPages;
  /** Hears of bugs: the client is told only that there was one. */
  readonly onBug: (error: unknown) => void;
}

/**
 * The HTTP interface of the reserve, without the pages.
 *
 * Every error leaves by `onError` as a problem of RFC 9457; routes never catch their own.
 */
export function createApi({ context, answer, planPages, onBug }: HttpOptions): OpenAPIHono {
  const app = createRoutes();
  app.use(secureHeaders, onlyLocalNames, compressed, measured);
  app.use('/api/*', bodyLimit({ maxSize: LARGEST_BODY_BYTES, onError: refuseBody }));
  const addTag = etag();
  app.use('/api/*', (c, next) => (c.req.path.endsWith('/events') ? next() : addTag(c, next)));
  app.onError((error, c) => {
    const { pathname } = new URL(c.req.url);
    const known = problemOf(error, pathname) ?? problemOfHttp(error, pathname);
    if (known === undefined) onBug(error);
    return sendProblem(known ?? bugProblem(pathname));
  });
  app.notFound((c) => sendProblem(missing(new URL(c.req.url).pathname)));

  app.route('/api/v1/data', dataRoutes(context));
  app.route('/api/v1/minerals', mineralRoutes(context));
  app.route('/api/v1/dependency', dependencyRoutes(context));
  app.route('/api/v1/dependency', disruptionRoutes(context));
  app.route('/api/v1', profileRoutes(context));
  app.route('/api/v1/projects', projectRoutes(context));
  app.route('/api/v1/instruments', instrumentRoutes(context));
  app.route('/api/v1/projects', financeRoutes(context));
  app.route('/api/v1/stress', stressRoutes(context));
  app.route('/api/v1/stress', sensitivityRoutes(context));
  app.route('/api/v1', allocationRoutes(context));
  app.route('/api/v1', slipRoutes(context));
  app.route('/api/v1/gap', gapRoutes(context));
  app.route('/api/v1/rules/partners', partnerRoutes(context));
  app.route('/api/v1/rules', ruleRoutes(context));
  app.route('/api/v1/rules/eligible', eligibleListRoutes(context));
  app.route('/api/v1/people', peopleRoutes(context));
  app.route('/api/v1/session', sessionRoutes(context));
  app.route('/api/v1/parties', partyRoutes(context));
  app.route('/api/v1/funds', fundRoutes(context));
  app.route('/api/v1/journal', journalRoutes({ ...context, readHoldings, auditOutlays }));
  app.route('/api/v1/audit', auditRoutes(context));
  app.route('/api/v1', requisitionRoutes(context));
  app.route('/api/v1', contractRoutes(context));
  app.route('/api/v1', orderRoutes(context));
  app.route('/api/v1', invoiceRoutes(context));
  app.route('/api/v1/lots', lotRoutes(context));
  app.route('/api/v1/assays', assayRoutes(context));
  app.route('/api/v1', warehouseRoutes(context));
  app.route('/api/v1/board', boardRoutes(context));
  app.route('/api/v1/board/resolutions', resolutionRoutes(context));
  app.route('/api/v1/plan-pages', planPageRoutes(context, planPages));
  app.route('/api/v1/jobs', jobRoutes(context));
  app.openapi(answerRoute, async (c) => c.json(await answer(), 200));
  for (const path of ['/api/openapi.json', '/api/v1/openapi.json']) {
    app.get(path, (c) => c.json(openApiOf(app)));
  }
  return app;
}

const answerRoute = createRoute({
  method: 'get',
  path: '/api/v1/answer',
  summary: 'What is most dangerous, what a shock would do, and what $2.5 billion should buy first',
  responses: {
    200: {
      description: 'The answer, as `npm start -- --once --json` prints it',
      content: { 'application/json': { schema: Answer } },
    },
  },
});

/** The description of the whole interface, from the schemas that check it. */
export function openApiOf(app: OpenAPIHono) {
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Lodestock',
      version: CODE_VERSION,
      description: 'Runs a national reserve of critical minerals. Errors are problems of RFC 9457.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: '/' }],
  });
}

function sendProblem(body: Problem): Response {
  // Hono's c.json() knows one content type; a problem has its own.
  return new Response(JSON.stringify(z.encode(Problem, body)), {
    status: body.status,
    headers: { 'content-type': 'application/problem+json' },
  });
}

function refuseBody(): never {
  throw new HTTPException(413 satisfies ContentfulStatusCode, {
    message: `the request is larger than ${LARGEST_BODY_BYTES} bytes`,
  });
}

/** What Hono itself refuses: a body that is no JSON, or too large. */
function problemOfHttp(error: Error, instance: string): Problem | undefined {
  if (!(error instanceof HTTPException) || error.status >= 500) return undefined;
  const { status, message } = error;
  return problem(status, { code: 'request.malformed', message, hint: undefined }, instance);
}

function missing(instance: string): Problem {
  const message = `there is nothing at ${instance}`;
  const hint = '/api/openapi.json lists what there is';
  return problem(404, { code: 'request.not_found', message, hint }, instance);
}

function bugProblem(instance: string): Problem {
  const message = 'the program failed; the server has logged why';
  const hint = 'try again; if it happens again, report it with the lines on the server';
  return problem(500, { code: 'program.fault', message, hint }, instance);
}
