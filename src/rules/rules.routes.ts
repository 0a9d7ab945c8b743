import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { IsoDate } from '../base/act.ts';
import { isIsoDate } from '../base/day-count.ts';
import { createRoutes, jsonAnswer, type RouteContext } from '../platform/routes.ts';
import { listCandidates } from './eligible.service.ts';
import { CandidateList } from './eligible.ts';
import { loadRuleSet } from './rules.service.ts';
import { findRule, Rule, RuleList, rulesOn, shownRule } from './rules.ts';

const Question = z.object({
  on: z
    .string()
    .refine(isIsoDate, 'must be a day of the calendar, such as 2026-06-30')
    .optional()
    .describe('day on which the parameters hold; today'),
  set: z.string().optional().describe('another rule set than the one in force that day'),
});

/** The law as parameters; mounted at /api/v1/rules. */
export function ruleRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  const asked = async (request: Request, { on, set }: z.infer<typeof Question>) => {
    const day = (on as IsoDate | undefined) ?? (await context.actOf(request)).on; // the schema looked at it
    return { on: day, rules: await loadRuleSet(context, day, set) };
  };
  app.openapi(
    createRoute({
      method: 'get',
      path: '/',
      summary: 'The parameters of the law on a day, and which nobody has confirmed',
      request: { query: Question },
      responses: { 200: jsonAnswer('The rule set', RuleList) },
    }),
    async (c) => {
      const { rules, on } = await asked(c.req.raw, c.req.valid('query'));
      return c.json(rulesOn(rules, on), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/eligible',
      summary: 'Which minerals may stand on the eligible list: inputs, exclusions and warnings',
      request: { query: Question },
      responses: { 200: jsonAnswer('The candidates', CandidateList) },
    }),
    async (c) => {
      const { rules, on } = await asked(c.req.raw, c.req.valid('query'));
      return c.json(await listCandidates(context, rules, on), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/{key}',
      summary: 'One parameter of the law on a day',
      request: { query: Question, params: z.object({ key: z.string() }) },
      responses: { 200: jsonAnswer('The parameter', Rule) },
    }),
    async (c) => {
      const { rules, on } = await asked(c.req.raw, c.req.valid('query'));
      return c.json(shownRule(findRule(rules, c.req.valid('param').key, on)), 200);
    },
  );
  return app;
}
