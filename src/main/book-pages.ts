import { Hono } from 'hono';
import type { PageProps } from '../../web/pages/pages.ts';
import { findStatus, readLife, traceThread } from '../audit/audit.service.ts';
import { eventsOf } from '../audit/audit.ts';
import { readEntry, readFundStatus, readFunds, readJournal } from '../fund/books.service.ts';
import { readBalances, readTieOuts } from '../fund/fund.service.ts';
import { FUND_LIFE } from '../fund/fund.ts';
import { readHoldings } from '../inventory/inventory.service.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import type { Db } from '../platform/db.ts';
import { pageShower } from './shown-page.ts';
import type { Render } from './stress-pages.ts';

export interface BookPageSource {
  readonly data: ReferenceData;
  readonly openDb: () => Promise<Db>;
  readonly render: Render;
}

const ENTRIES_SHOWN = 100;

/** The pages of the books: funds, journal and threads. */
export function bookPageRoutes({
  data: { version, digest },
  openDb,
  render,
}: BookPageSource): Hono {
  const data = { version, digest };
  const near = [{ text: 'all funds', href: '/fund' }];
  const shown = pageShower({ openDb, render, data, near });
  return new Hono()
    .get('/fund', (c) =>
      shown(c, async (db) => {
        const funds = [];
        for (const { id } of await readFunds(db)) funds.push(await readFundStatus(db, id));
        return render('funds', {
          funds,
          tieOuts: await readTieOuts(db, await readHoldings(db)),
          data,
        });
      }),
    )
    .get('/fund/:id', (c) =>
      shown(c, async (db) => render('fund', { ...(await fundProps(db, c.req.param('id'))), data })),
    )
    .get('/journal', (c) =>
      shown(c, async (db) =>
        render('journal', { ...(await journalProps(db, c.req.query())), data }),
      ),
    )
    .get('/journal/:id', (c) =>
      shown(c, async (db) =>
        render('entry', { entry: await readEntry(db, c.req.param('id')), data }),
      ),
    )
    .get('/audit/:id', (c) =>
      shown(c, async (db) =>
        render('thread', { ...(await threadProps(db, c.req.param('id'))), data }),
      ),
    );
}

async function fundProps(db: Db, id: string): Promise<Omit<PageProps['fund'], 'data'>> {
  const status = await readFundStatus(db, id);
  return {
    status,
    events: await readLife(db, { kind: 'fund', id }),
    next: eventsOf(FUND_LIFE, status.fund.status),
    tieOuts: (await readTieOuts(db, await readHoldings(db))).filter(({ fund }) => fund === id),
  };
}

async function journalProps(
  db: Db,
  { fund = '', account = '', dim = '', after = '' }: Record<string, string>,
): Promise<Omit<PageProps['journal'], 'data'>> {
  const place = { fund, account, dim };
  const asked = {
    fund: fund || undefined,
    account: account || undefined,
    dim: dim || undefined,
  };
  const balances = (await readBalances(db, asked)).filter(({ net }) => net !== '0');
  const isNarrow = account !== '' || dim !== '';
  const seq = /^\d{1,18}$/.test(after) ? BigInt(after) : 0n;
  const entries = isNarrow
    ? await readJournal(db, { ...asked, after: seq, limit: ENTRIES_SHOWN })
    : [];
  const last = entries.length === ENTRIES_SHOWN ? entries.at(-1) : undefined;
  const moreHref = last && `/journal?${new URLSearchParams({ ...place, after: last.seq })}`;
  return { place, balances, entries, moreHref: moreHref ?? null };
}

async function threadProps(db: Db, name: string): Promise<Omit<PageProps['thread'], 'data'>> {
  const steps = await traceThread(db, name);
  const { kind, id } = steps.find(({ because }) => because === null)!; // where the question began
  const hasLife = (await findStatus(db, { kind, id })) !== undefined;
  return { steps, events: hasLife ? await readLife(db, { kind, id }) : [] };
}
