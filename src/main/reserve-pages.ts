import { Hono } from 'hono';
import type { ReferenceData } from '../minerals/reference-data.ts';
import type { Workshop } from '../platform/command.ts';
import type { RouteContext } from '../platform/routes.ts';
import { accessPageRoutes } from './access-pages.ts';
import { boardPageRoutes } from './board-pages.ts';
import { bookPageRoutes } from './book-pages.ts';
import { contractPageRoutes } from './contract-pages.ts';
import type { DescribedApi } from './deed-operations.ts';
import { deedPageRoutes } from './deed-pages.ts';
import { eligiblePageRoutes } from './eligible-pages.ts';
import { importPageRoutes } from './import-pages.ts';
import type { AskApi } from './own-api.ts';
import { partyPageRoutes } from './party-pages.ts';
import { stockPageRoutes } from './stock-pages.ts';
import type { Render } from './stress-pages.ts';

/** What the pages of the operating reserve are made from. */
export interface ReservePageSource {
  readonly data: ReferenceData;
  readonly tools: Pick<Workshop, 'tables' | 'openDb' | 'digestOf' | 'secrets'>;
  readonly actOf: RouteContext['actOf'];
  /** The HTTP interface of this server, and what it says of itself. */
  readonly api: { readonly ask: AskApi; readonly describe: () => DescribedApi };
  readonly render: Render;
}

/** Board, parties, books, contracts and stock; the forms by which deeds are done; and who does them. */
export function reservePageRoutes({ data, tools, actOf, api, render }: ReservePageSource): Hono {
  const edition = { version: data.version, digest: data.digest };
  const { openDb } = tools;
  return new Hono()
    .route('/', bookPageRoutes({ data, openDb, render }))
    .route('/', boardPageRoutes({ data, tools, render }))
    .route('/', eligiblePageRoutes({ data: edition, openDb, render }))
    .route('/', partyPageRoutes({ data, tools, render }))
    .route('/', contractPageRoutes({ data, openDb, render }))
    .route('/', stockPageRoutes({ data, openDb, render, actOf }))
    .route('/', importPageRoutes({ data, ...tools, render, actOf }))
    .route('/', deedPageRoutes({ data: edition, ...api, actOf, render }))
    .route('/', accessPageRoutes({ data: edition, openDb, keys: tools, ...api, actOf, render }));
}
