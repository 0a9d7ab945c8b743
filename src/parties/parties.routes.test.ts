import { afterAll, beforeAll, expect, test } from 'vitest';
import { migratedSnapshot } from '../../test/support/database.ts';
import { CHIEF, registerChief } from '../../test/support/reserve.ts';
import { createApi } from '../main/http.ts';
import { openWorkshop } from '../main/workshop.ts';
import type { Database } from '../platform/db.ts';
import { createJobs } from '../platform/jobs-memory.ts';
import { openPgliteInMemory } from '../platform/pglite.ts';
import { IntermediaryStanding } from './intermediary.ts';
import { PartyView, Screening } from './party-view.ts';

let db: Database;
let api: ReturnType<typeof createApi>;
let close: () => Promise<void>;

beforeAll(async () => {
  const opened = await openWorkshop({ dataFolder: 'unused', databaseUrl: undefined, threads: 1 });
  db = await openPgliteInMemory(await migratedSnapshot());
  await registerChief(db);
  const { tools } = opened;
  const context = {
    ...tools,
    openDb: async () => db,
    jobs: createJobs({ clockMs: tools.clockMs }),
    actOf: () => ({ by: CHIEF, on: '2026-06-01' as const }),
  };
  const nobodyAsks = () => Promise.reject(new Error('nobody asks'));
  const onBug = (error: unknown) => {
    throw error;
  };
  api = createApi({ context, answer: nobodyAsks, planPages: nobodyAsks, onBug });
  close = opened.close;
}, 120_000);
afterAll(async () => {
  await db.close();
  await close();
});

async function post(path: string, body: object, key?: string) {
  const headers = { host: 'localhost', 'content-type': 'application/json' };
  const response = await api.request(`/api/v1/parties${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: key === undefined ? headers : { ...headers, 'idempotency-key': key },
  });
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: await response.json(),
  };
}
const get = async (path: string) =>
  (await api.request(`/api/v1/parties${path}`, { headers: { host: 'localhost' } })).json();

const party = (id: string, kind: string, country: string) => ({
  ...{ id, name: `Party ${id}`, kind, country },
  ...{ isIllustrative: true, source: 'made for the test' },
});
const edge = { owner: 'state', owned: 'mine', share: '25.01%', kind: 'equity', from: '2026-02-01' };

test('a party is registered, owned, screened and shown, and a rerun gives the same', async () => {
  expect((await post('', party('state', 'government', 'CHN'))).status).toBe(200);
  expect((await post('', party('mine', 'company', 'CAN'))).status).toBe(200);
  const first = await post('/ownership', { ...edge, source: 'test' }, 'key-1');
  expect(first).toMatchObject({ status: 200, body: { share: '2501/10000' } });
  expect(await post('/ownership', { ...edge, source: 'test' }, 'key-1')).toEqual(first);
  const changed = await post('/ownership', { ...edge, share: '25%', source: 'test' }, 'key-1');
  expect(changed).toMatchObject({ status: 409, body: { code: 'deed.changed_request' } });
  expect(changed.body.detail).toContain('share differs');
  const { body } = await post('/mine/screenings', { purpose: 'award' });
  const screening = Screening.parse(body);
  expect(screening.outcome).toBe('entity of concern');
  const view = PartyView.parse(await get('/mine'));
  expect(view).toMatchObject({ currentOutcome: 'entity of concern', owners: [{ owner: 'state' }] });
  expect(await get(`/screenings/${screening.seq}/rerun`)).toEqual(body);
});

test.each([
  ['', { ...party('Bad Id', 'company', 'CAN') }, 400, 'request.invalid'],
  ['', { ...party('other', 'company', 'QQQ') }, 400, 'request.invalid'],
  ['', { ...party('other', 'company', 'CAN'), isAdministrator: true }, 400, 'request.invalid'],
  ['/ownership', { ...edge, owner: 'mine', source: 'test' }, 400, 'party.owns_itself'],
  ['/ownership', { ...edge, share: '125%', source: 'test' }, 400, 'party.bad_share'],
  ['/ownership', { ...edge, owner: 'nobody', source: 'test' }, 404, 'party.not_found'],
  ['/ownership', { ...edge, from: '2026-02-30', source: 'test' }, 400, 'request.invalid'],
  [
    '/findings',
    { party: 'mine', leg: 'control', from: '2026-02-01', source: 'test' },
    400,
    'party.bad_fact',
  ],
  ['/ownership/999/end', { to: '2026-03-01', reason: 'test' }, 404, 'party.no_such_row'],
])('POST %s with %j is refused as a problem', async (path, body, status, code) => {
  expect(await post(path, body)).toMatchObject({
    status,
    type: 'application/problem+json',
    body: { code, status },
  });
});

test('the six conditions of an intermediary are told, and what nobody found is unknown', async () => {
  await post('', party('trader', 'company', 'USA'));
  const found = { party: 'trader', leg: 'no_barred_ownership', from: '2026-02-01' };
  await post('/findings', { ...found, source: 'register of shareholders' });
  const standing = IntermediaryStanding.parse(await get('/trader/intermediary'));
  expect(standing).toMatchObject({ outcome: 'unknown', on: '2026-06-01' });
  expect(standing.legs.filter(({ holds }) => holds === true).map(({ leg }) => leg)).toEqual([
    'no_barred_ownership',
  ]);
  expect(await get('/trader/intermediary?on=2025-06-01')).toMatchObject({
    code: 'rule.unknown_key',
  });
});
