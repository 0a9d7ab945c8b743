import { Hono } from 'hono';
import { renderToString } from 'react-dom/server';
import { Document } from '../../web/pages/document.tsx';
import { PAGES, type PageName, type PageProps } from '../../web/pages/pages.ts';
import { countAt } from '../dependency/assessment.ts';
import { readSortOrder } from '../dependency/sorting.ts';
import type { TradeDisruptions } from '../dependency/trade-disruption.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import type { Workshop } from '../platform/command.ts';
import { buildStressModel } from '../stress/model.ts';
import type { Answer } from './answer.ts';
import type { BuiltWeb } from './assets.ts';
import { boardPageRoutes } from './board-pages.ts';
import { bookPageRoutes } from './book-pages.ts';
import { type AskGap, gapProps } from './gap-page.ts';
import { instrumentPageRoutes } from './instrument-pages.ts';
import { partyPageRoutes } from './party-pages.ts';
import { type Proposals, planFileRoutes, planProps } from './plan-page-props.ts';
import type { PlanPages } from './plan-pages.ts';
import {
  countryProps,
  mineralProps,
  missingCountry,
  missingMineral,
  validationProps,
} from './profile-props.ts';
import { projectPageRoutes } from './project-pages.ts';
import type { SlipPages } from './slip-pages.ts';
import { stressPageRoutes } from './stress-pages.ts';

/** What the pages show. */
export interface PageSource {
  readonly data: ReferenceData;
  readonly tools: Pick<Workshop, 'tables' | 'parallel' | 'digestOf' | 'clockMs' | 'openDb'>;
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
  const { data, tools, answer, slipPages, disruptions, askGap, web } = source;
  const model = buildStressModel(data);
  const render = <Name extends PageName>(page: Name, props: PageProps[Name]) => {
    const document = { page, props, assets: web };
    return `<!doctype html>${renderToString(<Document {...document} />)}`;
  };
  let checks: PageProps['validation'] | undefined;
  return new Hono()
    .get(PAGES.overview.path, async (c) => {
      const { version, digest } = data;
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
    .route('/', bookPageRoutes({ data, openDb: tools.openDb, render }))
    .route('/', boardPageRoutes({ data, tools, render }))
    .route('/', partyPageRoutes({ data, tools, render }))
    .get(PAGES.plan.path, async (c) => {
      return c.html(render('plan', await planProps(source, new URL(c.req.url).searchParams)));
    })
    .route('/', planFileRoutes(source))
    .get(PAGES.gap.path, async (c) =>
      c.html(render('gap', await gapProps(data, askGap, c.req.query()))),
    )
    .get(PAGES.validation.path, async (c) => {
      checks ??= validationProps(data, await disruptions());
      return c.html(render('validation', checks));
    })
    .get(PAGES.mineral.path, async (c) => {
      const id = c.req.param('id') ?? '';
      const props = mineralProps(data, await answer(), id);
      if (props === undefined) return c.html(render('missing', missingMineral(data, id)), 404);
      return c.html(render('mineral', props));
    })
    .get(PAGES.country.path, async (c) => {
      const code = c.req.param('code') ?? '';
      const props = countryProps(data, await answer(), code);
      if (props === undefined) return c.html(render('missing', missingCountry(data, code)), 404);
      return c.html(render('country', props));
    });
}
