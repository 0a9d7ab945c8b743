import { Hono } from 'hono';
import type { PageProps } from '../../web/pages/pages.ts';
import {
  type PlanAsk,
  planAddress,
  questionPart,
  readPlanAsk,
} from '../../web/pages/plan-query.ts';
import type { Plan } from '../allocation/allocation.ts';
import { planDifference } from '../allocation/difference.ts';
import { asRefusal } from '../base/refusal.ts';
import { type PlanPages, readBudget } from './plan-pages.ts';

/** The plans that are kept, as the page of a plan needs them. */
export interface Proposals {
  /** Keeps a plan for whoever sent a request. @returns its name */
  readonly keep: (plan: Plan, request: Request) => Promise<string>;
  readonly find: (id: string) => Promise<Plan>;
}

interface PlanSource {
  readonly planPages: PlanPages;
  readonly proposals: Proposals;
}

/** What the page of a plan shows, from its address. */
export async function planProps(
  source: PlanSource,
  query: URLSearchParams,
): Promise<PageProps['plan']> {
  const ask = readPlanAsk(query);
  const page = await pageOf(source, ask);
  const before = ask.against === null ? null : await source.proposals.find(ask.against);
  const difference = before && planDifference(before, page.plan);
  return {
    ...page,
    ask,
    kept: query.get('kept'),
    against: difference && { id: ask.against!, difference },
  };
}

function pageOf({ planPages }: PlanSource, ask: PlanAsk) {
  return planPages({ budgetUsd: readBudget(ask.budget), ...questionPart(ask) });
}

/** The plan of an address as a file, and as a proposal that is kept. */
export function planFileRoutes(source: PlanSource): Hono {
  return new Hono()
    .get('/plan/plan.json', async (c) => {
      const { plan } = await pageOf(source, readPlanAsk(new URL(c.req.url).searchParams));
      const name = `plan-${plan.digest.slice('sha256-'.length).slice(0, 12)}.json`;
      return c.body(`${JSON.stringify(plan, null, 2)}\n`, 200, {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="${name}"`,
      });
    })
    .post('/plan/proposals', async (c) => {
      const ask = readPlanAsk(new URLSearchParams(await c.req.text()));
      const { plan } = await pageOf(source, ask);
      const address = planAddress(ask);
      const id = await source.proposals.keep(plan, c.req.raw).catch((error: unknown) => {
        if (asRefusal(error)?.kind === 'not_signed_in') return undefined;
        throw error;
      });
      if (id === undefined) return c.redirect(`/sign-in?back=${encodeURIComponent(address)}`, 303);
      return c.redirect(`${address}${address.includes('?') ? '&' : '?'}kept=${id}`, 303);
    });
}
