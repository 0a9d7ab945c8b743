import type { ComponentType } from 'react';
import { OverviewPage, type OverviewProps } from './overview-page.tsx';
import { PlanPage, type PlanProps } from './plan-page.tsx';
import { StressPage, type StressProps } from './stress-page.tsx';

/** What each page is made from; the server sends it along, so the browser can take over. */
export interface PageProps {
  readonly overview: OverviewProps;
  readonly stress: StressProps;
  readonly plan: PlanProps;
}
export type PageName = keyof PageProps;

/** Which data a page was computed from. */
export interface DataEdition {
  readonly version: string;
  readonly digest: string;
}

interface Page<Props> {
  readonly path: string;
  readonly title: string;
  readonly Page: ComponentType<Props>;
  readonly editionOf: (props: Props) => DataEdition;
}

export const PAGES: { readonly [Name in PageName]: Page<PageProps[Name]> } = {
  overview: {
    path: '/',
    title: 'Overview',
    Page: OverviewPage,
    editionOf: ({ data }) => data,
  },
  stress: {
    path: '/stress',
    title: 'Stress lab',
    Page: StressPage,
    editionOf: ({ model }) => ({ version: model.dataVersion, digest: model.dataDigest }),
  },
  plan: {
    path: '/plan',
    title: 'Plan',
    Page: PlanPage,
    editionOf: ({ plan }) => ({ version: plan.dataVersion, digest: plan.dataDigest }),
  },
};
