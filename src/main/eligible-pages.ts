import { Hono } from 'hono';
import type { PageProps } from '../../web/pages/pages.ts';
import { isIsoDate } from '../base/day-count.ts';
import { Refusal } from '../base/refusal.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import type { Db } from '../platform/db.ts';
import { compareLists, readList, readLists, readStanding } from '../rules/eligible-list.service.ts';
import { currentAct } from './act.ts';
import { pageShower } from './shown-page.ts';
import type { Render } from './stress-pages.ts';

export interface EligiblePageSource {
  readonly data: Pick<ReferenceData, 'version' | 'digest'>;
  readonly openDb: () => Promise<Db>;
  readonly render: Render;
}

/** The page of the eligible list: `?on=DAY`, `?version=N`, `?from=N&to=N`. */
export function eligiblePageRoutes({ data, openDb, render }: EligiblePageSource): Hono {
  const near = [{ text: 'the list in force', href: '/eligible' }];
  const shown = pageShower({ openDb, render, data, near });
  return new Hono().get('/eligible', (c) =>
    shown(c, async (db) =>
      render('eligible', { ...(await eligibleProps(db, c.req.query())), data }),
    ),
  );
}

type Query = Readonly<Partial<Record<string, string>>>;

async function eligibleProps(
  db: Db,
  { on, version, from, to }: Query,
): Promise<Omit<PageProps['eligible'], 'data'>> {
  const standing = await readStanding(db, dayOf(on));
  const shown = version === undefined ? standing.list : await readList(db, numberOf(version));
  const latest = to === undefined ? shown?.version : numberOf(to);
  const earliest = from === undefined ? (latest ?? 0) - 1 : numberOf(from);
  const difference =
    latest === undefined || earliest < 1
      ? null
      : await compareLists(db, { from: earliest, to: latest });
  return { standing, shown, lists: await readLists(db), difference };
}

function dayOf(text: string | undefined): string {
  const day = text ?? currentAct().on;
  if (isIsoDate(day)) return day;
  throw new Refusal('invalid', 'rule.bad_day', `'${day}' is no day of the calendar`);
}

function numberOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new Refusal('invalid', 'eligible.bad_version', `'${text}' is no number of a list`);
}
