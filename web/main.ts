import './schemas-without-eval.ts';
import { type ComponentType, createElement } from 'react';
import { hydrateRoot } from 'react-dom/client';
import './style/tokens.css';
import './style/base.css';
import './style/parts.css';
import './style/marks.css';
import './style/tables.css';
import './style/lab.css';
import './style/profile.css';
import { isLive, LIVE_PAGES, type LivePageName } from './pages/live-pages.ts';
import type { PageName, PageProps } from './pages/pages.ts';
import { offerStressRuns } from './stress-runs.ts';
import { wireThemeToggle } from './theme-toggle.ts';

/*
 * Takes over the page that the server sent, where something on it moves.
 */

function takeOver<Name extends LivePageName>(page: Name, props: PageProps[Name]): void {
  const Page: ComponentType<PageProps[Name]> = LIVE_PAGES[page];
  hydrateRoot(document.getElementById('root')!, createElement(Page, props));
}

wireThemeToggle();
const page = document.body.dataset.page as PageName; // written by Document
if (isLive(page)) {
  const props: unknown = JSON.parse(document.getElementById('props')!.textContent ?? 'null');
  takeOver(page, props as PageProps[typeof page]); // the server parsed them by their schemas
  if (page === 'stress') offerStressRuns(props as PageProps['stress']); // the page named itself
}
