import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { databaseTests } from '../../test/support/database.ts';
import { CHIEF } from '../../test/support/reserve.ts';
import { GOOD, SUPPLIER, stockedReserve } from '../../test/support/stock.ts';
import { openWorkshop } from '../main/workshop.ts';
import { createJobs } from '../platform/jobs-memory.ts';
import { lotRoutes, warehouseRoutes } from './inventory.routes.ts';
import { Lot, Warehouse } from './inventory.ts';
import { LotPage } from './lot-page.ts';

const onDatabase = databaseTests();

onDatabase('a lot goes from announcement to two parts over HTTP', async (db) => {
  await stockedReserve(db);
  const workshop = { dataFolder: 'unused', databaseUrl: undefined, threads: 1 };
  const { tools, close } = await openWorkshop(workshop);
  const context = {
    ...{ ...tools, openDb: async () => db },
    jobs: createJobs({ clockMs: tools.clockMs }),
    actOf: () => ({ by: CHIEF, on: '2026-01-15' as const }),
  };
  const [lots, houses] = [lotRoutes(context), warehouseRoutes(context)];
  const post = async (path: string, body: object, key?: string) => {
    const headers = {
      'content-type': 'application/json',
      ...(key !== undefined && { 'idempotency-key': key }),
    };
    const sent = { method: 'POST', headers, body: JSON.stringify(body) };
    return Lot.parse(await (await lots.request(`/L-1/${path}`, sent)).json());
  };
  const announcement = {
    ...{ specification: 'fluorspar-acid', version: 1, supplier: SUPPLIER, vendorLot: 'V' },
    ...{ form: 'cake', packaging: 'bags', netG: '20000000' },
    shares: [{ fund: 'reserve', weight: '1' }],
  };
  const first = await post('announcement', announcement, 'key-1');
  expect(first.status).toBe('announced');
  expect(await post('announcement', announcement, 'key-1')).toEqual(first);
  const weighed = { grossG: '20500000', netG: '20000000', moisturePpb: '100000000' };
  await post('receipt', { warehouse: 'hawthorne', ...weighed });
  await post('samples', { seal: 'S-1' });
  const file = Buffer.from('certificate');
  await post('certificates', {
    ...{ laboratory: 'lab-one', number: 'C-1', issuedOn: '2026-01-15', results: GOOD },
    fileDigest: `sha256-${createHash('sha256').update(file).digest('hex')}`,
    fileBase64: file.toString('base64'),
  });
  expect((await post('decision', {})).status).toBe('conforming');
  expect(await post('acceptance', {})).toMatchObject({ status: 'accepted', costCents: '0' });
  const parts = [
    { lot: 'L-1a', netG: '15000000' },
    { lot: 'L-1b', netG: '5000000' },
  ];
  expect((await post('split', { parts })).status).toBe('split');
  const page = LotPage.parse(await (await lots.request('/L-1')).json());
  expect(page.kin.map(({ id, depth }) => [id, depth])).toEqual([
    ['L-1a', 1],
    ['L-1b', 1],
  ]);
  expect(page.decision?.limits).toHaveLength(5);
  const stored = Warehouse.array().parse(await (await houses.request('/warehouses')).json());
  expect(stored.find(({ id }) => id === 'hawthorne')).toMatchObject({
    ...{ loadG: '20500000', lots: 2 },
  });
  await close();
});
