import './schemas-without-eval.ts';
import { type ComponentType, createElement } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { LIVE_PAGES, type LivePageName } from './pages/live-pages.ts';
import type { PageProps } from './pages/pages.ts';
import { offerStressRuns } from './stress-runs.ts';

/*
 * Takes over the page that the server sent: what could be read can now be moved.
 */

function takeOver<Name extends LivePageName>(page: Name, props: PageProps[Name]): void {
  const Page: ComponentType<PageProps[Name]> = LIVE_PAGES[page];
  hydrateRoot(document.getElementById('root')!, createElement(Page, props));
}

const page = document.body.dataset.page as LivePageName; // written by Document, beside the data
const props: unknown = JSON.parse(document.getElementById('props')!.textContent ?? 'null');

takeOver(page, props as PageProps[typeof page]); // the server parsed them by their schemas
if (page === 'stress') offerStressRuns(props as PageProps['stress']); // the page named itself
