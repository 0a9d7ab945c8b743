import { expect } from 'vitest';
import { motionOf, resolve } from '../../test/support/board.ts';
import { ARES, awardedContract, placedOrder } from '../../test/support/contract.ts';
import { databaseTests } from '../../test/support/database.ts';
import { referenceData } from '../../test/support/reference.ts';
import { PAGES, type PageName } from '../../web/pages/pages.ts';
import { readCeiling } from '../contracts/ceiling.service.ts';
import { modifyContract, readContract } from '../contracts/contracts.service.ts';
import { ModificationRequest } from '../contracts/contracts.ts';
import { readOrders, stepOrder } from '../contracts/orders.service.ts';
import type { Db } from '../platform/db.ts';
import { contractPageRoutes } from './contract-pages.ts';

const onDatabase = databaseTests();

/** The pages with their names instead of their looks. */
async function pagesOn(db: Db) {
  const render = (page: PageName, props: object) => {
    const { titleOf } = PAGES[page];
    return `${page}: ${(titleOf as (props: object) => string)(props)}`; // props are those of the page
  };
  return contractPageRoutes({ data: await referenceData(), openDb: async () => db, render });
}

onDatabase('every document of a purchase has its page, and no other has', async (db) => {
  const people = await awardedContract(db);
  const order = await placedOrder(db, people, 5_000_000_00n);
  const app = await pagesOn(db);
  const told = async (path: string) => {
    const response = await app.request(path);
    return `${response.status} ${await response.text()}`;
  };
  expect(await told('/contracts')).toBe('200 contracts: Contracts');
  expect(await told(`/contracts/${ARES}`)).toBe(`200 contract: Contract ${ARES}`);
  expect(await told(`/orders/${order}`)).toBe(`200 order: Order ${order}`);
  expect(await told('/requisitions/R-1')).toBe('200 requisition: Requisition R-1');
  for (const path of ['/contracts/C-9', '/orders/O-9', '/requisitions/R-9', '/invoices/I-9']) {
    expect(await told(path)).toBe('404 missing: Not found');
  }
});

onDatabase('the ceiling burns down to what the contract says is left', async (db) => {
  const people = await awardedContract(db);
  const first = await placedOrder(db, people, 5_000_000_00n);
  const second = await placedOrder(db, people, 20_000_000_00n, '2026-03-02');
  const later = { ...people.officer, on: '2026-04-01' } as const;
  await stepOrder(db, later, { id: second, event: 'terminate', reason: 'late' });
  await resolve(db, motionOf('B-2', { fund: 'reserve', authorityCents: '100000000' }));
  const request = { reason: 'more', ceilingRiseCents: '100000000', resolution: 'B-2' };
  await modifyContract(db, later, { contract: ARES, ...ModificationRequest.parse(request) });
  const ceiling = await readCeiling(db, ARES);
  expect(ceiling.map(({ document, leftCents }) => [document, leftCents])).toEqual([
    [ARES, '25000000000'],
    [first, '24500000000'],
    [second, '22500000000'],
    [second, '24500000000'],
    [`${ARES}.M1`, '24600000000'],
  ]);
  const { ceilingCents, ceilingLeftCents } = await readContract(db, ARES);
  expect(ceiling.at(-1)).toMatchObject({ ceilingCents, leftCents: ceilingLeftCents });
  expect((await readOrders(db, ARES)).map(({ undeliveredCents }) => undeliveredCents)).toEqual([
    '500000000',
    '0',
  ]);
});
