import { afterAll, beforeAll, expect, test } from 'vitest';
import { traceThread } from '../../src/audit/audit.service.ts';
import type { IsoDate } from '../../src/base/act.ts';
import { readContract } from '../../src/contracts/contracts.service.ts';
import { readInvoices } from '../../src/contracts/invoices.service.ts';
import { readOrders } from '../../src/contracts/orders.service.ts';
import { auditLedger, readBalances, readTieOuts } from '../../src/fund/fund.service.ts';
import { readHoldings } from '../../src/inventory/inventory.service.ts';
import { createApi } from '../../src/main/http.ts';
import { THREAD, VOTE_STEPS } from '../../src/main/thread.ts';
import { THREAD_CONTRACT } from '../../src/main/thread-contract.ts';
import { playThread } from '../../src/main/thread-play.ts';
import { type OpenWorkshop, openWorkshop } from '../../src/main/workshop.ts';
import type { Db } from '../../src/platform/db.ts';
import { createJobs } from '../../src/platform/jobs-memory.ts';
import { newServerDatabase } from '../support/database.ts';

// From a stress run to a closed contract, typed at the command line on one database; the deeds of
// the contract sent over HTTP on another, refusals and all. Both end with the same books.

interface Told {
  readonly person: string;
  readonly name: string;
  readonly on: IsoDate;
  readonly request: Record<string, unknown>;
  readonly code: string | null;
}

const MINUTES = 60_000;
const stage = { print: () => {}, signal: new AbortController().signal };
let typed: OpenWorkshop;
let sent: OpenWorkshop;
let kept: ReadonlyMap<string, string>;

beforeAll(async () => {
  const open = async () =>
    openWorkshop({ dataFolder: 'unused', databaseUrl: await newServerDatabase(), threads: 2 });
  [typed, sent] = [await open(), await open()];
  kept = await playThread(typed, stage, THREAD);
  await playThread(sent, stage, VOTE_STEPS);
}, 5 * MINUTES);
afterAll(async () => {
  await typed.close();
  await sent.close();
});

test('the thread leads from the stress run to the line of the ledger that paid', async () => {
  const steps = await traceThread(await typed.tools.openDb(), `plan:plan-${kept.get('plan')}`);
  const at = (kind: string) => steps.find((step) => step.kind === kind)?.depth;
  expect(at('stress-run')).toBe(-1);
  const order = ['plan', 'resolution', 'contract', 'order', 'lot', 'invoice', 'payment'];
  const depths = order.map((kind) => at(kind)!);
  expect(depths).toEqual(depths.toSorted((a, b) => a - b));
  expect(steps.some(({ id }) => /:payment:payment:.*I2$/.test(id))).toBe(true);
});

test('every tie-out is zero, with the lots', async () => {
  const db = await typed.tools.openDb();
  expect(await auditLedger(db)).toEqual([]);
  const tied = await readTieOuts(db, await readHoldings(db));
  expect(tied.map(({ id }) => id)).toContain('T7b');
  expect(tied.filter(({ difference }) => difference !== '0')).toEqual([]);
});

test('the same deeds over HTTP end with the same contract and the same books', async () => {
  const first = await typed.tools.openDb();
  const second = await sent.tools.openDb();
  const deeds = (await toldOf(first)).slice((await toldOf(second)).length);
  expect(deeds.length).toBeGreaterThan(40);
  expect(deeds.filter(({ code }) => code !== null).length).toBe(5);
  let act = { by: '', on: '2026-01-01' as IsoDate };
  const nobody = () => Promise.reject(new Error('nobody asks'));
  const app = createApi({
    context: {
      ...sent.tools,
      jobs: createJobs({ clockMs: sent.tools.clockMs }),
      actOf: () => act,
    },
    answer: nobody,
    planPages: nobody,
    onBug: (error) => {
      throw error;
    },
  });
  for (const deed of deeds) {
    act = { by: deed.person, on: deed.on };
    const { path, body } = addressOf(deed);
    const response = await app.request(path, {
      method: 'POST',
      headers: { host: '127.0.0.1:4317', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { code?: string };
    expect({ path, code: answer.code ?? null }).toEqual({ path, code: deed.code });
  }
  expect(await stateOf(second)).toEqual(await stateOf(first));
});

/** What both have to agree on: nothing that counts deeds or tells the time of day. */
async function stateOf(db: Db) {
  return {
    contract: await readContract(db, THREAD_CONTRACT),
    orders: await readOrders(db, THREAD_CONTRACT),
    invoices: await readInvoices(db, THREAD_CONTRACT),
    balances: await readBalances(db, {}),
  };
}

/** Deeds that were done and deeds that were refused, in the order in which they were asked for. */
function toldOf(db: Db): Promise<Told[]> {
  return db.query<Told>(
    `select person, name, on_day as "on", request::json as request, null as code, recorded_at as at
     from deed
     union all
     select person, name, on_day, request::json, code, recorded_at from refused_deed
     order by at`,
  );
}

/** Where each deed is sent, and what of its request is the body. */
const ADDRESS: Readonly<Record<string, string>> = {
  'party add': '/parties',
  'requisition submit': '/requisitions',
  'requisition certify': '/requisitions/:id/certification',
  'contract draft': '/contracts',
  'contract certify': '/contracts/:id/certification',
  'contract award': '/contracts/:id/approval',
  'contract end-ordering': '/contracts/:id/end-ordering',
  'contract begin-closeout': '/contracts/:id/begin-closeout',
  'contract close': '/contracts/:id/close',
  'contract order': '/orders',
  'order acknowledge': '/orders/:id/acknowledge',
  'order complete': '/orders/:id/complete',
  'warehouse add': '/warehouses',
  'laboratory add': '/laboratories',
  'specification add': '/specifications',
  'delivery announce': '/deliveries',
  'delivery accept': '/deliveries/:lot/acceptance',
  'delivery reject': '/deliveries/:lot/rejection',
  'lot receive': '/lots/:id/receipt',
  'lot sample': '/lots/:id/samples',
  'lot certify': '/lots/:id/certificates',
  'lot decide': '/lots/:id/decision',
  'invoice receive': '/invoices',
  'invoice match': '/invoices/:id/match',
  'invoice approve': '/invoices/:id/approve',
  'invoice schedule': '/invoices/:id/schedule',
  'invoice pay': '/invoices/:id/payment',
  'invoice confirm': '/invoices/:id/confirm',
};

function addressOf({ name, request }: Told) {
  const address = ADDRESS[name];
  if (address === undefined) throw new Error(`nothing is known of '${name}' over HTTP`);
  const field = /:(\w+)/.exec(address)?.[1];
  const { event: _, ...rest } = request;
  if (field === undefined) return { path: `/api/v1${address}`, body: rest };
  const { [field]: id, ...body } = rest;
  return { path: `/api/v1${address.replace(`:${field}`, String(id))}`, body };
}
