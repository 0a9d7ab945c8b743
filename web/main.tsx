import './schemas-without-eval.ts';
import { createElement } from 'react';
import { hydrateRoot } from 'react-dom/client';
import './style/tokens.css';
import './style/base.css';
import './style/parts.css';
import './style/marks.css';
import './style/tables.css';
import './style/lab.css';
import './style/profile.css';
import { PAGES, type PageName, type PageProps } from './pages/pages.ts';
import { offerStressRuns } from './stress-runs.ts';
import { wireThemeToggle } from './theme-toggle.ts';

/*
 * Takes over the page that the server sent: what could be read can now be moved.
 */

function takeOver<Name extends PageName>(page: Name, props: PageProps[Name]): void {
  const { Page } = PAGES[page];
  hydrateRoot(document.getElementById('root')!, createElement(Page, props));
}

const page = document.body.dataset.page as PageName; // written by Document
const props: unknown = JSON.parse(document.getElementById('props')!.textContent ?? 'null');

wireThemeToggle();
takeOver(page, props as PageProps[typeof page]); // the server parsed them by their schemas
if (page === 'stress') offerStressRuns(props as PageProps['stress']); // the page named itself
