import { expect } from 'vitest';
import { ARES, awardedContract, placedOrder, testedDelivery } from '../../test/support/contract.ts';
import { databaseTests } from '../../test/support/database.ts';
import type { Act } from '../base/act.ts';
import { createApi } from '../main/http.ts';
import { openWorkshop } from '../main/workshop.ts';
import type { Db } from '../platform/db.ts';
import { createJobs } from '../platform/jobs-memory.ts';
import { stepContract } from './contracts.service.ts';
import { acceptDelivery } from './deliveries.service.ts';
import { matchInvoice, receiveInvoice } from './invoices.service.ts';
import { submitRequisition } from './requisitions.service.ts';

const onDatabase = databaseTests();

/** What of the world is asked over HTTP, with the tag that came with it. */
async function askedOver(db: Db) {
  const workshop = { dataFolder: 'unused', databaseUrl: undefined, threads: 1 };
  const { tools, close } = await openWorkshop(workshop);
  let by: Act;
  const nobody = () => Promise.reject(new Error('nobody asks'));
  const app = createApi({
    context: {
      ...{ ...tools, openDb: async () => db },
      jobs: createJobs({ clockMs: tools.clockMs }),
      actOf: () => by,
    },
    answer: nobody,
    planPages: nobody,
    onBug: (error) => {
      throw error;
    },
  });
  const send = async (path: string, init: RequestInit) => {
    const response = await app.request(`/api/v1/${path}`, init);
    const body = (await response.json()) as { code?: string; detail?: string; status?: string };
    return { status: response.status, body, tag: response.headers.get('etag') };
  };
  const headers = { host: '127.0.0.1:4317', 'content-type': 'application/json' };
  return {
    close,
    tagOf: async (path: string) => (await send(path, { headers })).tag!,
    post: (act: Act, path: string, body: object, tag: string) => {
      by = act;
      const sent = { ...headers, 'if-match': tag };
      return send(path, { method: 'POST', headers: sent, body: JSON.stringify(body) });
    },
  };
}

interface Case {
  readonly path: string;
  /** Something that changes the document between reading and asking. */
  readonly meanwhile: () => Promise<unknown>;
  readonly deed: readonly [Act, string, object];
}

/** Read, changed by somebody else, asked with the old tag, read again, asked with the new one. */
async function expectGuarded(db: Db, { path, meanwhile, deed: [act, step, body] }: Case) {
  const { tagOf, post, close } = await askedOver(db);
  const seen = await tagOf(path);
  expect(seen).toMatch(/^"\d+"$/);
  await meanwhile();
  const [kind, id] = path.split('/') as [string, string];
  const name = kind.slice(0, -1);
  const stale = await post(act, step, body, seen);
  expect(stale).toMatchObject({ status: 412, body: { code: `${name}.changed_since` } });
  expect(JSON.stringify(stale.body)).toContain(`${name} ${id} was changed since it was read`);
  const now = await tagOf(path);
  expect(now).not.toBe(seen);
  const done = await post(act, step, body, now);
  expect(done.status, JSON.stringify(done.body)).toBe(200);
  await close();
}

const NOTHING = { reason: 'as seen' };

onDatabase('a contract that was ordered from since is not suspended unseen', async (db) => {
  const people = await awardedContract(db);
  await expectGuarded(db, {
    path: `contracts/${ARES}`,
    meanwhile: () => placedOrder(db, people, 3_000_000_00n),
    deed: [people.officer, `contracts/${ARES}/suspend`, NOTHING],
  });
});

onDatabase('nor one that was suspended and resumed since', async (db) => {
  const people = await awardedContract(db);
  const step = { id: ARES, reason: 'a question' };
  await expectGuarded(db, {
    path: `contracts/${ARES}`,
    meanwhile: async () => {
      await stepContract(db, people.officer, { ...step, event: 'suspend' });
      await stepContract(db, people.officer, { ...step, event: 'resume' });
    },
    deed: [people.officer, `contracts/${ARES}/end-ordering`, NOTHING],
  });
});

onDatabase('a requisition whose money was obligated since is not released unseen', async (db) => {
  const people = await awardedContract(db);
  await expectGuarded(db, {
    path: 'requisitions/R-1',
    meanwhile: () => placedOrder(db, people, 3_000_000_00n),
    deed: [people.budget, 'requisitions/R-1/release', NOTHING],
  });
});

onDatabase('an order for which a lot came since is not terminated unseen', async (db) => {
  const people = await awardedContract(db);
  const order = await placedOrder(db, people, 5_320_000_00n);
  await expectGuarded(db, {
    path: `orders/${order}`,
    meanwhile: () => testedDelivery(db, people, { order, lot: 'L-1', netG: 4_000_000_000n }),
    deed: [people.officer, `orders/${order}/terminate`, NOTHING],
  });
});

/** An invoice for an accepted lot. */
async function invoiced(db: Db, people: Awaited<ReturnType<typeof awardedContract>>) {
  const order = await placedOrder(db, people, 5_320_000_00n);
  await testedDelivery(db, people, { order, lot: 'L-1', netG: 4_000_000_000n });
  await acceptDelivery(db, people.receiver, { lot: 'L-1' });
  const asked = { order, supplierNumber: '1', amountCents: '266000000', lots: ['L-1'] };
  return (await receiveInvoice(db, people.officer, asked)).id;
}

onDatabase('an invoice that was matched since is not approved unseen', async (db) => {
  const people = await awardedContract(db);
  const id = await invoiced(db, people);
  await expectGuarded(db, {
    path: `invoices/${id}`,
    meanwhile: () => matchInvoice(db, people.certifier, { id }),
    deed: [people.approver, `invoices/${id}/approve`, NOTHING],
  });
});

onDatabase('a lot that was tested since is not decided on unseen, nor accepted', async (db) => {
  const people = await awardedContract(db);
  const order = await placedOrder(db, people, 5_320_000_00n);
  await testedDelivery(db, people, { order, lot: 'L-1', netG: 4_000_000_000n });
  const { tagOf, post, close } = await askedOver(db);
  const seen = await tagOf('lots/L-1');
  const stale = `"${Number(seen.replaceAll('"', '')) - 1}"`;
  for (const step of [
    'lots/L-1/rejection',
    'deliveries/L-1/rejection',
    'deliveries/L-1/acceptance',
  ])
    expect(await post(people.receiver, step, NOTHING, stale)).toMatchObject({
      ...{ status: 412, body: { code: 'lot.changed_since' } },
    });
  const done = await post(people.receiver, 'deliveries/L-1/acceptance', {}, seen);
  expect(done.status).toBe(200);
  expect(await tagOf('lots/L-1')).not.toBe(seen);
  await close();
});

onDatabase(
  'a requisition that nobody touched is returned with the tag of what was read',
  async (db) => {
    const people = await awardedContract(db);
    await submitRequisition(db, people.officer, {
      ...{ id: 'R-2', fund: 'reserve', resolution: 'B-1', plan: null, mineral: null },
      ...{ purpose: 'more', amountCents: '100' },
    });
    const { tagOf, post, close } = await askedOver(db);
    const body = { reason: 'not now' };
    const done = await post(
      people.budget,
      'requisitions/R-2/return',
      body,
      await tagOf('requisitions/R-2'),
    );
    expect(done).toMatchObject({ status: 200, body: { status: 'returned' } });
    await close();
  },
);
