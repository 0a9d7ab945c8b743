import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migratedSnapshot } from '../../test/support/database.ts';
import { CHIEF, chief, fundWith, registerChief } from '../../test/support/reserve.ts';
import { PAGES } from '../../web/pages/pages.ts';
import { setPassword } from '../access/session.service.ts';
import { readFundStatus } from '../fund/books.service.ts';
import type { Database } from '../platform/db.ts';
import { createJobs } from '../platform/jobs-memory.ts';
import { openPgliteInMemory } from '../platform/pglite.ts';
import { createSecrets } from '../platform/scrypt.ts';
import { accessPageRoutes } from './access-pages.ts';
import { actOfRequests } from './act.ts';
import { deedPageRoutes } from './deed-pages.ts';
import { createApi, openApiOf } from './http.ts';
import type { Render } from './stress-pages.ts';
import { openWorkshop } from './workshop.ts';

// Forms as a browser without scripts sends them, on the real interface and a real database.

const PASSWORD = 'tungsten under the third bridge';
const secrets = createSecrets({ logN: 8, r: 8, p: 1 });
const edition = { version: 'test', digest: 'sha256-0' };
const render: Render = (page, props) =>
  renderToStaticMarkup(createElement(PAGES[page].Page as never, props));

let db: Database;
let app: ReturnType<typeof createApi>;
let close: () => Promise<void>;

beforeAll(async () => {
  const opened = await openWorkshop({ dataFolder: 'unused', databaseUrl: undefined, threads: 1 });
  close = opened.close;
  db = await openPgliteInMemory(await migratedSnapshot());
  await registerChief(db);
  await fundWith(db, 1_000_000_00n);
  const tools = { ...opened.tools, secrets, openDb: async () => db };
  await setPassword(db, chief, { person: CHIEF, password: PASSWORD }, tools);
  const actOf = actOfRequests(tools.openDb, tools);
  const nobody = () => Promise.reject(new Error('nobody asks'));
  app = createApi({
    context: { ...tools, actOf, jobs: createJobs({ clockMs: tools.clockMs }) },
    answer: nobody,
    planPages: nobody,
    onBug: (error) => {
      throw error;
    },
  });
  const api = { ask: (request: Request) => app.fetch(request), describe: () => openApiOf(app) };
  app.route('/', deedPageRoutes({ data: edition, ...api, actOf, render }));
  const { openDb } = tools;
  app.route('/', accessPageRoutes({ data: edition, openDb, keys: tools, ...api, actOf, render }));
}, 120_000);
afterAll(async () => {
  await db.close();
  await close();
});

const host = '127.0.0.1:4317';
const get = (path: string, cookie = '') =>
  app.request(path, { headers: { host, ...(cookie && { cookie }) } });

function send(path: string, fields: Readonly<Record<string, string>>, more: object = {}) {
  const body = new URLSearchParams(fields);
  const headers = { host, 'content-type': 'application/x-www-form-urlencoded', ...more };
  return app.request(path, { method: 'POST', headers, body });
}

async function signedIn(): Promise<string> {
  const response = await send('/sign-in', { person: CHIEF, password: PASSWORD, back: '/fund' });
  expect(response.headers.get('location')).toBe('/fund');
  const cookie = response.headers.get('set-cookie')!;
  expect(cookie).toMatch(
    /^__Host-lodestock=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
  );
  return cookie.split(';')[0]!;
}

const apportion = { step: 'apportion', cents: '1,000.50', reference: 'letter 7' };
const usedOf = async () => (await readFundStatus(db, 'reserve')).version;

test('every deed of the interface has a form, with a label for each field', async () => {
  const deeds = Object.entries(openApiOf(app).paths ?? {})
    .filter(([, { post }]) => post?.tags?.includes('deed'))
    .map(([path]) => path.slice('/api/v1'.length));
  expect(deeds.length).toBeGreaterThan(60);
  for (const path of deeds) {
    const response = await get(`/do${encodeURI(path)}`);
    expect({ path, status: response.status }).toEqual({ path, status: 200 });
    const page = await response.text();
    expect(page).not.toMatch(/undefined|\[object|NaN/);
    for (const [, id] of page.matchAll(/ id="(field-[^"]+?)(?<!-hint|-fault)"/g)) {
      expect(page).toContain(`<label for="${id}"`);
    }
  }
});

test('nobody does a deed who has not signed in, and the form asks who it is', async () => {
  const before = await usedOf();
  const response = await send('/do/funds/reserve/moves', { ...apportion, ':key': 'a' });
  expect(response.status).toBe(422);
  const page = await response.text();
  expect(page).toContain('This takes somebody who has signed in');
  expect(page).toContain('Nobody has signed in');
  expect(page).toContain('value="1,000.50"'); // what was typed stays
  expect(await usedOf()).toBe(before);
});

test('a form that signs in does the deed, once, and leads back', async () => {
  const before = await usedOf();
  const fields = {
    ...apportion,
    ...{ step: 'appropriate', ':person': CHIEF, ':password': PASSWORD },
    ...{ ':key': 'once', ':back': '/fund/reserve' },
  };
  const first = await send('/do/funds/reserve/moves', fields);
  expect([first.status, first.headers.get('location')]).toEqual([303, '/fund/reserve']);
  const after = await usedOf();
  expect(after).not.toBe(before);
  const cookie = first.headers.get('set-cookie')!.split(';')[0]!;
  const again = await send('/do/funds/reserve/moves', { ...fields, ':password': '' }, { cookie });
  expect(again.status).toBe(303);
  expect(await usedOf()).toBe(after);
  const other = { ...fields, ':password': '', cents: '2' };
  expect(await (await send('/do/funds/reserve/moves', other, { cookie })).text()).toContain(
    'cents differs',
  );
});

test('what cannot be read is said beside its field, and what the rules refuse above the form', async () => {
  const cookie = await signedIn();
  const typed = { step: 'apportion', cents: '12.345', reference: '' };
  const page = await (await send('/do/funds/reserve/moves', typed, { cookie })).text();
  expect(page).toContain('it does not come out even in whole cents');
  expect(page).toContain('Reference: This is needed');
  expect(page).toContain('role="alert"');
  const over = { ...apportion, cents: '999B', ':key': 'over' };
  const refused = await send('/do/funds/reserve/moves', over, { cookie });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain('It was not done');
});

test('a form made before somebody else changed the document is refused, and made anew', async () => {
  const cookie = await signedIn();
  const path = '/do/funds/reserve/moves';
  const versionIn = (page: string) => / name=":version" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const version = versionIn(await (await get(path, cookie)).text());
  expect(version).toBe(await usedOf());
  const fields = { ...apportion, step: 'appropriate', ':version': version };
  expect((await send(path, { ...fields, ':key': 'v1' }, { cookie })).status).toBe(303);
  const late = await send(path, { ...fields, ':key': 'v2' }, { cookie });
  expect(late.status).toBe(422);
  const page = await late.text();
  expect(page).toContain('changed since it was read');
  expect(versionIn(page)).toBe(await usedOf());
});

test('what takes the password again is not done without it', async () => {
  const cookie = await signedIn();
  const path = `/do/people/${CHIEF}/password`;
  const form = await (await get(path, cookie)).text();
  expect(form).toContain(`Type ${CHIEF} to confirm`);
  expect(form).toContain('It takes the password again');
  const fields = { password: `${PASSWORD}, left`, ':password': PASSWORD, ':key': 'p' };
  expect(await (await send(path, fields, { cookie })).text()).toContain('was not typed to confirm');
  const wrong = { ...fields, ':confirm': CHIEF, ':password': 'wrong' };
  expect(await (await send(path, wrong, { cookie })).text()).toContain('do not belong together');
});

test('a form of another site is refused', async () => {
  const cookie = await signedIn();
  const origin = 'https://elsewhere.example';
  const response = await send('/do/funds/reserve/moves', apportion, { cookie, origin });
  expect(response.status).toBe(403);
});

test('an address that leaves a number open asks for it; one of no deed is not found', async () => {
  const page = await (await get('/do/lots/%7Bid%7D/announcement?netG=20t')).text();
  expect(page).toContain('name=":id"');
  expect(page).toContain('value="20t"');
  const more = { ':more': 'shares', ':key': 'k', 'shares.0.fund': 'reserve' };
  const grown = await (await send('/do/lots/%7Bid%7D/announcement', more)).text();
  expect(grown).toContain('name="shares.0.fund"');
  expect((await get('/do/nothing')).status).toBe(404);
  expect((await get('/do/stress/runs')).status).toBe(404); // a result, not a deed
});

test('signing out ends the session on the server', async () => {
  const cookie = await signedIn();
  expect(await (await get('/sign-in', cookie)).text()).toContain(`${CHIEF} is signed in`);
  const response = await send('/sign-out', {}, { cookie });
  expect(response.headers.get('set-cookie')).toContain('Max-Age=0');
  expect(await (await get('/sign-in', cookie)).text()).toContain('<h1>Sign in</h1>');
});
