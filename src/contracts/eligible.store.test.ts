import { expect } from 'vitest';
import {
  ARES,
  aresRequest,
  awardedContract,
  placedOrder,
  readyToContract,
  testDesk,
} from '../../test/support/contract.ts';
import { databaseTests } from '../../test/support/database.ts';
import { referenceData } from '../../test/support/reference.ts';
import { chief } from '../../test/support/reserve.ts';
import type { IsoDate } from '../base/act.ts';
import type { Db } from '../platform/db.ts';
import { publishList } from '../rules/eligible-list.service.ts';
import { ListPublication } from '../rules/eligible-list.ts';
import { awardContract, certifyContract, draftContract } from './contracts.service.ts';
import type { RequisitionRequest } from './contracts.ts';
import { readOrder } from './orders.service.ts';
import { certifyRequisition, submitRequisition } from './requisitions.service.ts';

// Only what the Reserve has listed is bought: the database refuses the rest.

const onDatabase = databaseTests();

const LATER: IsoDate = '2026-01-20';

/** A list in force from the twentieth of January, made on the day before. */
async function listed(db: Db, ...minerals: string[]) {
  const { rules } = await testDesk();
  const asked = { minerals, reason: 'for a test', leftOut: 'for a test', effectiveOn: LATER };
  const act = { ...chief, on: '2026-01-19' as const };
  const desk = { data: await referenceData(), rules };
  return publishList(db, act, ListPublication.parse(asked), desk);
}

const wish = (id: string, mineral: string | null): RequisitionRequest => ({
  ...{ id, fund: 'reserve', resolution: 'B-1', plan: null, mineral },
  ...{ purpose: 'more', amountCents: '100' },
});

onDatabase('where no list is in force nothing is refused, and the answer says so', async (db) => {
  const people = await readyToContract(db);
  const desk = await testDesk();
  await listed(db, 'gallium'); // from LATER on
  const contract = await draftContract(db, people.officer, aresRequest(), desk);
  expect(contract.eligibleList).toBeNull();
  const requisition = await submitRequisition(db, people.officer, wish('R-2', 'fluorspar'));
  expect(requisition).toMatchObject({ mineral: 'fluorspar', eligibleList: null });
});

onDatabase('what is listed is bought, and names the list', async (db) => {
  const people = await readyToContract(db);
  const desk = await testDesk();
  const officer = { ...people.officer, on: LATER };
  const budget = { ...people.budget, on: LATER };
  await listed(db, 'fluorspar');
  expect(await submitRequisition(db, officer, wish('R-2', 'fluorspar'))).toMatchObject({
    eligibleList: 1,
  });
  expect(await draftContract(db, officer, aresRequest(), desk)).toMatchObject({ eligibleList: 1 });
  await certifyContract(db, budget, { id: ARES });
  await awardContract(db, officer, { id: ARES }, desk);
  const order = await placedOrder(db, { ...people, desk }, 3_000_000_00n, LATER);
  expect(await readOrder(db, order)).toMatchObject({ eligibleList: 1 });
});

onDatabase('what is not listed is neither asked for nor contracted', async (db) => {
  const people = await readyToContract(db);
  const desk = await testDesk();
  const officer = { ...people.officer, on: LATER };
  await listed(db, 'gallium');
  await expect(submitRequisition(db, officer, wish('R-2', 'fluorspar'))).rejects.toMatchObject({
    ...{ kind: 'not_allowed', code: 'eligible.not_listed' },
    message:
      'cannot ask for fluorspar by requisition R-2: fluorspar is not on eligible list 1, in force since 2026-01-20 (left out: for a test)',
  });
  await expect(submitRequisition(db, officer, wish('R-2', 'uranium'))).rejects.toThrowError(
    /uranium is not on eligible list 1.*the law excludes uranium/,
  );
  await expect(draftContract(db, officer, aresRequest(), desk)).rejects.toMatchObject({
    ...{ code: 'eligible.not_listed', message: expect.stringContaining(`contract ${ARES}`) },
  });
  await expect(
    draftContract(db, officer, aresRequest({ mineral: 'kryptonite' }), desk),
  ).rejects.toThrowError(/it was not considered/);
  const shed = aresRequest({ kind: 'storage', id: 'S-1' });
  expect(await draftContract(db, officer, shed, desk)).toMatchObject({ eligibleList: null });
});

onDatabase(
  'a mineral that left the list is no longer committed, awarded or ordered',
  async (db) => {
    const people = await awardedContract(db);
    const { desk } = people;
    await submitRequisition(db, people.officer, wish('R-2', 'fluorspar'));
    await draftContract(db, people.officer, aresRequest({ id: 'C-2' }), desk);
    await certifyContract(db, people.budget, { id: 'C-2' });
    await listed(db, 'gallium');
    await placedOrder(db, people, 3_000_000_00n, '2026-01-19'); // the day before it is in force
    const on = { on: LATER };
    await expect(placedOrder(db, people, 3_000_000_00n, LATER)).rejects.toMatchObject({
      ...{
        code: 'eligible.not_listed',
        message: expect.stringContaining('cannot order fluorspar'),
      },
    });
    await expect(
      certifyRequisition(db, { ...people.budget, ...on }, { id: 'R-2' }),
    ).rejects.toMatchObject({ code: 'eligible.not_listed' });
    await expect(
      awardContract(db, { ...people.officer, ...on }, { id: 'C-2' }, desk),
    ).rejects.toMatchObject({ code: 'eligible.not_listed' });
  },
);

onDatabase('nobody gets past it at a terminal of the database', async (db) => {
  await awardedContract(db);
  await listed(db, 'gallium');
  const ask = (sql: string) =>
    db.transaction((tx) =>
      tx.script(`insert into deed (person, name, on_day, request, request_digest)
          values ('chief', 'test', '${LATER}', '{}', 'sha256-' || repeat('0', 64));
        ${sql.replaceAll('DEED', '(select max(id) from deed)')}`),
    );
  const order = (on: string) => `insert into contract_order (id, contract, requisition,
      amount_cents, from_minimum_cents, price_per_kg, reference_per_kg, placed_on, deliver_by, deed)
    values ('X', '${ARES}', 'R-1', 1, 0, 470000, 470000, '${on}', '2027-01-01', DEED)`;
  // also when it is said to have been placed before: the day of the deed counts
  for (const on of [LATER, '2026-01-16']) {
    await expect(ask(order(on))).rejects.toMatchObject({
      ...{ code: 'LS001', detail: 'not_allowed eligible.not_listed' },
    });
  }
  await expect(
    ask(`insert into contract (id, kind, title, fund, requisition, resolution, party, mineral,
        delivery_point, ceiling_cents, minimum_cents, ordering_from, ordering_to, is_sole_source,
        rule_set, deed)
      values ('C-9', 'offtake', 'more', 'reserve', 'R-1', 'B-1', 'ares', 'fluorspar', 'Hawthorne',
        1, 0, '2026-01-20', '2027-01-01', false, 'srr-2026', DEED)`),
  ).rejects.toMatchObject({ detail: 'not_allowed eligible.not_listed' });
  await expect(
    ask(`insert into requisition (id, fund, resolution, mineral, purpose, amount_cents, deed)
      values ('R-9', 'reserve', 'B-1', 'fluorspar', 'more', 1, DEED)`),
  ).rejects.toMatchObject({ detail: 'not_allowed eligible.not_listed' });
});
