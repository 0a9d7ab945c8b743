import type { ReactElement } from 'react';
import type { DataEdition } from '../parts/data-edition.ts';
import { isLive } from './live-pages.ts';
import { PAGES, type PageName, type PageProps } from './pages.ts';

/** Names of the built files, which carry a digest of their content. */
export interface Assets {
  readonly js: string; // '/assets/main-1a2b3c.js'
  readonly css: readonly string[];
  readonly live: string; // what takes over a page on which something moves
}

export interface DocumentProps<Name extends PageName> {
  readonly page: Name;
  readonly props: PageProps[Name];
  readonly assets: Assets;
}

/**
 * The whole page as the server sends it: readable without scripts; web/take-over.ts takes over
 * those on which something moves.
 *
 * It holds no inline script and no inline style, because the content policy forbids both.
 */
export function Document<Name extends PageName>(document: DocumentProps<Name>): ReactElement {
  const { page, props, assets } = document;
  const { Page, editionOf, titleOf } = PAGES[page];
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${titleOf(props)} – Lodestock`}</title>
        <link rel="icon" href="/assets/mark.svg" type="image/svg+xml" />
        {assets.css.map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
        <script src="/assets/theme.js" />
      </head>
      <body data-page={page}>
        <Masthead page={page} />
        <main id="content" tabIndex={-1}>
          <div id="root">
            <Page {...props} />
          </div>
        </main>
        <Footer edition={editionOf(props)} />
        {isLive(page) && (
          <script
            id="props"
            type="application/json"
            // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON, with every '<' escaped
            dangerouslySetInnerHTML={{ __html: scriptJson(props) }}
          />
        )}
        <script type="module" src={assets.js} />
        {isLive(page) && <script type="module" src={assets.live} />}
      </body>
    </html>
  );
}

/** JSON that no browser reads as markup, wherever it stands. */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');

function Masthead({ page }: { readonly page: PageName }) {
  return (
    <header>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <p className="ribbon">Independent open-source model – not a government website</p>
      <div className="masthead">
        <a className="wordmark" href="/">
          Lodestock
        </a>
        <nav aria-label="Pages">
          <ul>
            {Object.entries(PAGES)
              .filter(([, { menu }]) => menu !== null)
              .map(([name, { path, menu }]) => (
                <li key={name}>
                  <a href={path} aria-current={name === page ? 'page' : undefined}>
                    {menu}
                  </a>
                </li>
              ))}
            <li>
              <a href="/api/openapi.json">Interface</a>
            </li>
          </ul>
        </nav>
        <button type="button" className="theme-toggle" data-theme-toggle>
          Dark
        </button>
      </div>
    </header>
  );
}

function Footer({ edition }: { readonly edition: DataEdition }) {
  return (
    <footer>
      <p>
        Data {edition.version}, digest <code>{edition.digest.slice(0, 19)}</code>. Sources: U.S.
        Geological Survey, Mineral Commodity Summaries 2025 and 2026; World Bank, Worldwide
        Governance Indicators and Commodity Price Data; OECD country risk classification.
        Assumptions are listed, with their ranges, beside the data.
      </p>
      <p>
        Results are an exploration of what could happen, not a forecast. Open source, licence
        Apache-2.0.
      </p>
    </footer>
  );
}
