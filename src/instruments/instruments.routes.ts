import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { createRoutes, jsonAnswer, type RouteContext, refused } from '../platform/routes.ts';
import {
  listPriceLaws,
  requireFloor,
  runValuation,
  settleInstrument,
} from './instruments.service.ts';
import { Instrument, readInstrument } from './instruments.ts';
import { findPreset, PRESETS } from './presets.ts';
import { PriceList } from './price-list.ts';
import { readStatement, Settlement } from './statement.ts';
import { InstrumentValue, VALUE_DRAWS, VALUE_SEED } from './value.ts';

const MOST_DRAWS = 50_000; // some seconds: a request waits for it

/** An instrument is read by `readInstrument`, which says more of a fault than a schema does. */
const WhichInstrument = {
  preset: z.string().optional().describe('id of an instrument that ships with the program'),
  instrument: z
    .looseObject({})
    .optional()
    .describe('terms of your own, by docs/schemas/instrument.json'),
};

const ValueQuestion = z
  .strictObject({
    ...WhichInstrument,
    draws: z.int().min(VALUE_DRAWS.least).max(MOST_DRAWS).default(VALUE_DRAWS.usual),
    seed: z.int().min(VALUE_SEED.least).max(VALUE_SEED.most).default(VALUE_SEED.usual),
  })
  .refine(namesOne, { error: 'give either preset or instrument' })
  .meta({ id: 'InstrumentValueQuestion' });

const SettlementQuestion = z
  .strictObject({
    ...WhichInstrument,
    statement: z.looseObject({}).describe('by docs/schemas/settlement-statement.json'),
  })
  .refine(namesOne, { error: 'give either preset or instrument' })
  .meta({ id: 'SettlementQuestion' });

interface Which {
  readonly preset?: string | undefined;
  readonly instrument?: object | undefined;
}

function namesOne({ preset, instrument }: Which): boolean {
  return (preset === undefined) !== (instrument === undefined);
}

const chosen = ({ preset, instrument }: Which): Instrument =>
  preset === undefined ? readInstrument(instrument, 'of the request') : findPreset(preset);

/** Instruments, their values and settlements; mounted at /api/v1/instruments. */
export function instrumentRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/',
      summary: 'The instruments that ship with the program, with their sources',
      responses: { 200: jsonAnswer('The instruments', z.array(Instrument)) },
    }),
    (c) => c.json([...PRESETS], 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/prices',
      summary: 'The laws fitted to monthly prices, how well they fit, and how they go together',
      responses: { 200: jsonAnswer('The laws', PriceList) },
    }),
    async (c) => c.json(await listPriceLaws(context), 200),
  );
  addAnswers(app, context);
  return app;
}

function addAnswers(app: OpenAPIHono, context: RouteContext): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/values',
      summary: 'What an instrument is worth to the reserve, and what it may cost',
      request: { body: { content: { 'application/json': { schema: ValueQuestion } } } },
      responses: { 200: jsonAnswer('The value', InstrumentValue), 400: refused, 404: refused },
    }),
    async (c) => {
      const { draws, seed, ...which } = c.req.valid('json');
      return c.json(await runValuation(context, { instrument: chosen(which), draws, seed }), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/settlements',
      summary: 'Settle periods of a price floor to the cent, with the history of its triggers',
      request: { body: { content: { 'application/json': { schema: SettlementQuestion } } } },
      responses: { 200: jsonAnswer('The settlement', Settlement), 400: refused, 404: refused },
    }),
    (c) => {
      const { statement, ...which } = c.req.valid('json');
      const terms = requireFloor(chosen(which));
      const read = readStatement(statement, 'of the request');
      return c.json(settleInstrument(context, terms, read), 200);
    },
  );
}
