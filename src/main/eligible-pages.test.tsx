import { renderToString } from 'react-dom/server';
import { expect } from 'vitest';
import { databaseTests } from '../../test/support/database.ts';
import { referenceData } from '../../test/support/reference.ts';
import { chief, registerChief } from '../../test/support/reserve.ts';
import { Document } from '../../web/pages/document.tsx';
import type { PageName, PageProps } from '../../web/pages/pages.ts';
import type { Db } from '../platform/db.ts';
import { digestOf } from '../platform/digest.ts';
import { openFolder } from '../platform/folder-node.ts';
import { listDeskOf, publishList } from '../rules/eligible-list.service.ts';
import { ListPublication } from '../rules/eligible-list.ts';
import { eligiblePageRoutes } from './eligible-pages.ts';

const onDatabase = databaseTests();
const assets = { js: '/assets/main.js', css: [], live: '/assets/live.js' };
const render = <Name extends PageName>(page: Name, props: PageProps[Name]) =>
  renderToString(<Document {...{ page, props, assets }} />);

async function pageOn(db: Db) {
  const { version, digest } = await referenceData();
  const data = { version, digest };
  const app = eligiblePageRoutes({ data, openDb: async () => db, render });
  return async (query = '') => {
    const response = await app.request(`/eligible${query}`);
    const html = (await response.text()).replaceAll('<!-- -->', '');
    expect(html).not.toMatch(/NaN|undefined|Infinity|style=|\[object/);
    return { status: response.status, html };
  };
}

onDatabase('the page shows the list of a day, what it changed, and every list', async (db) => {
  const page = await pageOn(db);
  const empty = await page('?on=2026-02-01');
  expect(empty.html).toContain('No eligible list is in force on 2026-02-01');
  expect(empty.html).toContain('/do/rules/eligible/lists?');
  await registerChief(db);
  const tools = { tables: await openFolder('data'), digestOf };
  const desk = await listDeskOf(tools, '2026-02-01');
  const publish = (asked: object) =>
    publishList(db, chief, ListPublication.parse({ reason: 'the yearly list', ...asked }), desk);
  await publish({});
  await publish({ effectiveOn: '2026-03-01', minerals: ['gallium'], leftOut: 'a narrow list' });
  const first = (await page('?on=2026-02-01')).html;
  expect(first).toContain('<h1>58 minerals are on the eligible list</h1>');
  expect(first).toContain('the next one is due by 2027-01-15 (unverified)');
  expect(first).toContain('the text of 2024 excludes uranium'); // the collision stays in sight
  expect(first).not.toContain('What was added and removed'); // nothing came before it
  const second = (await page('?version=2')).html;
  expect(second).toContain('0 added, 57 removed, 1 kept');
  expect(second).toContain('left out: a narrow list');
  expect(second).toContain('/eligible?from=1&amp;to=2');
  expect((await page('?from=2&to=1')).html).toContain('57 added, 0 removed, 1 kept');
});

onDatabase('a list that is not there, or a day that is none, is not found', async (db) => {
  const page = await pageOn(db);
  const { status, html } = await page('?version=7');
  expect(status).toBe(404);
  expect(html).toContain('There is no eligible list 7');
  expect((await page('?on=2026-02-30')).status).toBe(404);
});
