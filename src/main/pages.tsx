import { Hono } from 'hono';
import { renderToString } from 'react-dom/server';
import { Document } from '../../web/pages/document.tsx';
import { PAGES, type PageName, type PageProps } from '../../web/pages/pages.ts';
import { countAt } from '../dependency/assessment.ts';
import { readSortOrder } from '../dependency/sorting.ts';
import type { TradeDisruptions } from '../dependency/trade-disruption.ts';
import type { Workshop } from '../platform/command.ts';
import { buildStressModel } from '../stress/model.ts';
import type { Answer } from './answer.ts';
import type { BuiltWeb } from './assets.ts';
import { type AskGap, gapProps } from './gap-page.ts';
import { instrumentPageRoutes } from './instrument-pages.ts';
import { type Proposals, planFileRoutes, planProps } from './plan-page-props.ts';
import type { PlanPages } from './plan-pages.ts';
import { profilePageRoutes } from './profile-pages.ts';
import { projectPageRoutes } from './project-pages.ts';
import { type ReservePageSource, reservePageRoutes } from './reserve-pages.ts';
import type { SlipPages } from './slip-pages.ts';
import { stressPageRoutes } from './stress-pages.ts';

/** What the pages show. */
export interface PageSource extends Omit<ReservePageSource, 'tools' | 'render'> {
  readonly tools: Pick<
    Workshop,
    'tables' | 'parallel' | 'digestOf' | 'clockMs' | 'openDb' | 'secrets'
  >;
  readonly answer: () => Promise<Answer>;
  readonly planPages: PlanPages;
  readonly proposals: Proposals;
  readonly slipPages: SlipPages;
  readonly disruptions: () => Promise<TradeDisruptions>;
  readonly askGap: AskGap;
  readonly web: Pick<BuiltWeb, 'js' | 'css' | 'live'>;
}

/** The pages, rendered whole: they can be read before any script has run, and without. */
export function pageRoutes(source: PageSource): Hono {
  const { data, tools, answer, slipPages, askGap, web } = source;
  const { version, digest } = data;
  const model = buildStressModel(data);
  const render = <Name extends PageName>(page: Name, props: PageProps[Name]) => {
    const document = { page, props, assets: web };
    return `<!doctype html>${renderToString(<Document {...document} />)}`;
  };
  return new Hono()
    .get(PAGES.overview.path, async (c) => {
      const { count, minerals } = countAt(data, 100, 2026, 2025);
      const props = {
        ...(await answer()),
        data: { version, digest },
        fullyReliant: { count, minerals },
        sort: readSortOrder(c.req.query()),
      };
      return c.html(render('overview', props));
    })
    .route('/', stressPageRoutes(model, render))
    .route('/', projectPageRoutes({ data, digestOf: tools.digestOf, model, slipPages, render }))
    .route('/', instrumentPageRoutes(data, tools, render))
    .route('/', reservePageRoutes({ ...source, render }))
    .route('/', profilePageRoutes({ ...source, openDb: tools.openDb, model, render }))
    .get(PAGES.plan.path, async (c) => {
      return c.html(render('plan', await planProps(source, new URL(c.req.url).searchParams)));
    })
    .route('/', planFileRoutes(source))
    .get(PAGES.gap.path, async (c) =>
      c.html(render('gap', await gapProps(data, askGap, c.req.query()))),
    );
}
