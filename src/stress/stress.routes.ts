import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { createRoutes, jsonAnswer, type RouteContext } from '../platform/routes.ts';
import { Backtest } from './backtest.ts';
import { PATH_DRAWS } from './laboratory.ts';
import { type Lever, outOfRange, perLever } from './levers.ts';
import { chooseScenario, PRESETS } from './presets.ts';
import { PathQuestion, StressQuestion } from './question.ts';
import {
  keepRun,
  readRun,
  runBacktest,
  runStress,
  stressModel,
  stressPath,
} from './stress.service.ts';
import { listRuns } from './stress.store.ts';
import { BACKTEST_DRAWS, HORIZON_YEARS, MineralPath, Scenario, SEED, StressRun } from './stress.ts';
import type { StressModel } from './supply-chain.ts';

const MOST_LISTED = 100;

const within = ({ least, most, usual }: { least: number; most: number; usual: number }) =>
  z.coerce.number().int().min(least).max(most).default(usual);

/** A lever in a query, where everything is text. */
function leverQuery(lever: Lever) {
  const message = { error: ({ input }: { input?: unknown }) => outOfRange(lever, input) };
  return z.coerce
    .number(message)
    .min(lever.min, message)
    .max(lever.max, message)
    .default(lever.default);
}

/** A question, or the same without chance; a file of the stress lab asks for futures only. */
const RunQuestion = StressQuestion.extend({
  isMiddle: z
    .boolean()
    .default(false)
    .describe('one draw in which nothing is random, whatever draws and seed say'),
}).meta({ id: 'StressRunQuestion' });

export const PathQuery = z.object({
  mineral: z.string(),
  preset: z.string().default('base'),
  ...perLever(leverQuery),
  stockTonnes: z.coerce.number().min(0).default(0),
  draws: within(PATH_DRAWS),
  seed: within(SEED),
  years: within(HORIZON_YEARS),
});

const StartedJob = z.object({ id: z.string(), kind: z.string(), state: z.string() }).loose();
const RunSummary = z
  .object({
    id: z.string(),
    scenario: z.string(),
    seed: z.int(),
    draws: z.int(),
    digest: z.string(),
  })
  .meta({ id: 'StressRunSummary' });

const ModelFile = z.custom<StressModel>().openapi('StressModel', { type: 'object' });

/** Stress runs; mounted at /api/v1/stress. */
export function stressRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  addReads(app, context);
  addKeptRuns(app, context);
  app.openapi(
    createRoute({
      method: 'post',
      path: '/runs',
      summary: 'Start a stress run; its job tells how far it is and holds the result',
      request: { body: { content: { 'application/json': { schema: RunQuestion } } } },
      responses: { 202: jsonAnswer('The job', StartedJob) },
    }),
    async (c) => {
      const { preset, scenario, ...terms } = c.req.valid('json');
      const request = { ...terms, scenario: chooseScenario(preset, scenario) };
      const act = await context.actOf(c.req.raw);
      const job = context.jobs.start('stress run', async ({ signal, onProgress }) => {
        const run = await runStress(context, { ...request, signal, onProgress });
        await keepRun(await context.openDb(), act, context, run);
        return run;
      });
      c.header('Location', `/api/v1/jobs/${job.id}`);
      return c.json({ ...job }, 202);
    },
  );
  return app;
}

function addReads(app: OpenAPIHono, context: RouteContext): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/presets',
      summary: 'The named shocks with their stories and sources',
      responses: { 200: jsonAnswer('The scenarios', z.array(Scenario)) },
    }),
    (c) => c.json([...PRESETS], 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/model',
      summary: 'The model that the simulation runs on, as the browser gets it',
      responses: { 200: jsonAnswer('The model', ModelFile) },
    }),
    async (c) => c.json(await stressModel(context), 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/paths',
      summary: 'How one mineral fares quarter by quarter',
      request: { query: PathQuery },
      responses: { 200: jsonAnswer('Bands over time', MineralPath) },
    }),
    async (c) => {
      const { preset, mineral, stockTonnes, draws, seed, years, ...levers } = c.req.valid('query');
      const scenario = { ...chooseScenario(preset, undefined), levers };
      const options = { mineral, stockTonnes, draws, seed, years };
      return c.json(await stressPath(context, scenario, options), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/paths',
      summary: 'The same for a scenario of your own',
      request: { body: { content: { 'application/json': { schema: PathQuestion } } } },
      responses: { 200: jsonAnswer('Bands over time', MineralPath) },
    }),
    async (c) => {
      const { preset, scenario, ...options } = c.req.valid('json');
      const chosen = chooseScenario(preset, scenario);
      return c.json(await stressPath(context, chosen, options), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/backtest',
      summary: 'The model against dated price moves that it was not fitted to',
      responses: { 200: jsonAnswer('What it would have said, and what happened', Backtest) },
    }),
    async (c) => {
      const { usual: draws } = BACKTEST_DRAWS;
      return c.json(await runBacktest(context, { draws, seed: SEED.usual }), 200);
    },
  );
}

function addKeptRuns(app: OpenAPIHono, context: RouteContext): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/runs',
      summary: 'The runs kept last',
      responses: { 200: jsonAnswer('The runs', z.array(RunSummary)) },
    }),
    async (c) => {
      const runs = await listRuns(await context.openDb(), MOST_LISTED);
      const rows = runs.map(({ id, scenario, seed, draws, resultDigest }) => ({
        id,
        scenario,
        seed,
        draws,
        digest: resultDigest,
      }));
      return c.json(rows, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/runs/{id}',
      summary: 'A run that was kept',
      request: { params: z.object({ id: z.string() }) },
      responses: { 200: jsonAnswer('The run', StressRun) },
    }),
    async (c) => c.json(await readRun(await context.openDb(), c.req.valid('param').id), 200),
  );
}
