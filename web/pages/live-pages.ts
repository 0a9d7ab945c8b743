import type { ComponentType } from 'react';
import { OverviewPage } from './overview-page.tsx';
import type { PageName, PageProps } from './pages.ts';
import { PlanPage } from './plan-page.tsx';
import { StressPage } from './stress-page.tsx';

/*
 * The pages that a script takes over, because something on them moves. The others are finished when
 * the server has sent them: no browser loads their charts, and their data are not sent twice.
 */

export type LivePageName = 'overview' | 'stress' | 'plan';

export const LIVE_PAGES: {
  readonly [Name in LivePageName]: ComponentType<PageProps[Name]>;
} = { overview: OverviewPage, stress: StressPage, plan: PlanPage };

export const isLive = (page: PageName): page is LivePageName => page in LIVE_PAGES;
