import { expect } from 'vitest';
import { databaseTests } from '../../test/support/database.ts';
import { chief } from '../../test/support/reserve.ts';
import {
  acceptedLot,
  certificateOf,
  does,
  GOOD,
  receivedLot,
  result,
  stockedReserve,
  TONNE,
  testedLot,
} from '../../test/support/stock.ts';
import { statusOf, traceThread } from '../audit/audit.service.ts';
import { auditLedger, readTieOuts } from '../fund/fund.service.ts';
import type { Db } from '../platform/db.ts';
import { handoverTo } from './custody.service.ts';
import {
  acceptLot,
  auditLots,
  lotRef,
  readHoldings,
  readLot,
  readStockTonnes,
  readWarehouse,
  rejectLot,
  returnLot,
} from './inventory.service.ts';
import { listCustody } from './inventory.store.ts';
import {
  concedeLot,
  decideLot,
  readDecision,
  recordCertificate,
  sampleLot,
} from './quality.service.ts';
import { registerWarehouse, revokeLaboratory } from './register.service.ts';
import { blendIntoLot, countLots, landLot, moveLot, splitIntoLots } from './restack.service.ts';

const onDatabase = databaseTests();

const COLUMNS = ['gross_g', 'net_g', 'dry_g', 'cost_cents'];

/** Nothing is out, in the ledger, between lots and ledger, or between lots and their lines. */
async function expectTied(db: Db): Promise<void> {
  expect(await auditLots(db)).toEqual([]);
  expect(await auditLedger(db)).toEqual([]);
  const tied = await readTieOuts(db, await readHoldings(db));
  expect(tied.map(({ id }) => id)).toContain('T7b');
  expect(tied.filter(({ difference }) => difference !== '0')).toEqual([]);
}

onDatabase(
  'from arrival to acceptance: dry mass, shares and cost, tied to the ledger',
  async (db) => {
    await stockedReserve(db);
    expect(await receivedLot(db, 'L-0')).toBe('18000000'); // 20 t, of which a tenth is water
    await acceptedLot(db, 'L-1');
    const lot = await readLot(db, 'L-1');
    expect(lot).toMatchObject({ status: 'accepted', dryG: '18000000', costCents: '900000001' });
    expect(lot.shares).toEqual([
      { fund: 'japan', weight: '1', dryG: '6000000', costCents: '300000000' },
      { fund: 'reserve', weight: '2', dryG: '12000000', costCents: '600000001' },
    ]);
    expect(await readStockTonnes(db)).toEqual(new Map([['fluorspar', 18]])); // L-0 is not ours yet
    expect((await readWarehouse(db, 'hawthorne')).loadG).toBe('41000000'); // twice 20.5 t gross
    await expectTied(db);
    const thread = await traceThread(db, 'lot:L-1');
    expect(thread.filter(({ depth }) => depth < 0).map(({ id }) => id)).toEqual(['O-1']);
  },
);

onDatabase('a certificate whose file differs is refused, and the refusal is kept', async (db) => {
  await stockedReserve(db);
  await receivedLot(db, 'L-1');
  await does(db, (tx, deed) => sampleLot(tx, chief, deed, { lot: 'L-1', seal: 's' }));
  const forged = { ...certificateOf('L-1'), fileBase64: 'Zm9yZ2Vk' };
  const record = (request: typeof forged) =>
    does(db, (tx, deed) => recordCertificate(tx, chief, deed, request));
  await expect(record(forged)).rejects.toMatchObject({
    code: 'certificate.digest_differs',
    message: expect.stringContaining('C-L-1'),
  });
  const [kept] = await db.query<{ code: string }>(
    'select code from refused_deed order by refused_deed.id desc limit 1',
  );
  expect(kept?.code).toBe('certificate.digest_differs');
  expect(await db.query('select 1 from certificate')).toEqual([]);
  expect(await statusOf(db, lotRef('L-1'))).toBe('sampled');
  await record(certificateOf('L-1'));
  expect(await statusOf(db, lotRef('L-1'))).toBe('testing');
});

onDatabase('a certificate is used once, and only of a laboratory that is valid', async (db) => {
  await stockedReserve(db);
  await receivedLot(db, 'L-1');
  await receivedLot(db, 'L-2');
  const record = (request: ReturnType<typeof certificateOf>) =>
    does(db, (tx, deed) => recordCertificate(tx, chief, deed, request));
  await record(certificateOf('L-1', { number: 'C-1' }));
  await expect(record(certificateOf('L-2', { number: 'C-1' }))).rejects.toMatchObject({
    code: 'certificate.used',
  });
  const sameFile = { ...certificateOf('L-2', { number: 'C-1' }), number: 'C-2' };
  await expect(record(sameFile)).rejects.toMatchObject({ code: 'certificate.used' });
  const late = certificateOf('L-2', { number: 'C-3', issuedOn: '2028-01-01' });
  await expect(record(late)).rejects.toMatchObject({ code: 'certificate.laboratory_invalid' });
  await does(db, (tx, deed) =>
    revokeLaboratory(tx, chief, deed, {
      ...{ laboratory: 'lab-one', since: '2026-01-10', reason: 'its scale was wrong' },
    }),
  );
  const revoked = certificateOf('L-2', { number: 'C-4', issuedOn: '2026-01-10' });
  await expect(record(revoked)).rejects.toMatchObject({ code: 'certificate.laboratory_invalid' });
  await record(certificateOf('L-2', { number: 'C-5', issuedOn: '2026-01-09' }));
});

onDatabase(
  'what the seller finds decides nothing, nor what was found before the sample',
  async (db) => {
    await stockedReserve(db);
    await receivedLot(db, 'L-1');
    const record = (request: ReturnType<typeof certificateOf>) =>
      does(db, (tx, deed) => recordCertificate(tx, chief, deed, request));
    const decide = () => does(db, (tx, deed) => decideLot(tx, chief, deed, { lot: 'L-1' }));
    await record(certificateOf('L-1', { number: 'early' }));
    await does(db, (tx, deed) => sampleLot(tx, chief, deed, { lot: 'L-1', seal: 's' }));
    await record(certificateOf('L-1', { number: 'own', laboratory: 'lab-ares' }));
    await expect(decide()).rejects.toMatchObject({ code: 'lot.untested' });
    await record(certificateOf('L-1', { number: 'C-1' }));
    expect(await decide()).toMatchObject({ isConforming: true });
    await expect(
      db.transaction((tx) =>
        tx.query(
          `insert into acceptance_decision (lot, n, laboratory, number, deed)
         select 'L-1', 1, 'lab-ares', 'own', max(id) from deed`,
        ),
      ),
    ).rejects.toMatchObject({ code: 'LS001' });
  },
);

onDatabase(
  'a lot out of specification is rejected and sent back, and nothing is owed',
  async (db) => {
    await stockedReserve(db);
    await testedLot(db, 'L-1', [result('CaF2', '96.99'), ...GOOD.slice(1)]);
    const decision = await does(db, (tx, deed) => decideLot(tx, chief, deed, { lot: 'L-1' }));
    expect(decision.isConforming).toBe(false);
    expect(decision.limits.find(({ analyte }) => analyte === 'CaF2')?.sentence).toBe(
      'CaF2 is 96.99 %; it has to be at least 97 %: too little',
    );
    expect((await readDecision(db, 'L-1'))?.limits).toEqual(decision.limits);
    await expect(
      does(db, (tx, deed) => acceptLot(tx, chief, deed, { lot: 'L-1', costCents: 1n })),
    ).rejects.toMatchObject({ code: 'lot.wrong_status' });
    await does(db, (tx, deed) => rejectLot(tx, chief, deed, { lot: 'L-1', reason: 'too little' }));
    await does(db, (tx, deed) => returnLot(tx, chief, deed, { lot: 'L-1', handovers: [] }));
    expect((await readWarehouse(db, 'hawthorne')).loadG).toBe('0');
    expect((await listCustody(db, 'L-1')).at(-1)).toMatchObject({ kind: 'take', to: 'ares' });
    await expectTied(db);
  },
);

onDatabase('a concession takes a price cut and an authority', async (db) => {
  await stockedReserve(db);
  await testedLot(db, 'L-1', [result('CaF2', '96.99'), ...GOOD.slice(1)]);
  await does(db, (tx, deed) => decideLot(tx, chief, deed, { lot: 'L-1' }));
  const concede = (priceCutCents: bigint) =>
    does(db, (tx, deed) =>
      concedeLot(tx, chief, deed, {
        ...{ lot: 'L-1', priceCutCents, authority: 'resolution B-7', reason: 'close' },
      }),
    );
  await expect(concede(0n)).rejects.toMatchObject({ code: 'lot.no_price_cut' });
  await concede(100_00n);
  await does(db, (tx, deed) => acceptLot(tx, chief, deed, { lot: 'L-1', costCents: 0n }));
  expect(await statusOf(db, lotRef('L-1'))).toBe('accepted');
});

onDatabase('S2: the database takes no lot for conforming whose values are not', async (db) => {
  await stockedReserve(db);
  await testedLot(db, 'L-1', [result('CaF2', '96.99'), ...GOOD.slice(1)]);
  const [deed] = await db.query<{ id: bigint }>('select max(id) as id from deed');
  await db.query(
    `insert into acceptance_decision (lot, n, laboratory, number, deed)
     values ('L-1', 0, 'lab-one', 'C-L-1', $1)`,
    [deed!.id],
  );
  await db.query(
    `insert into decision_value select 'L-1', 0, analyte, value_ppb, uncertainty_ppb,
       is_below_detection from certificate_result`,
  );
  const claim = (to: string) =>
    db.transaction((tx) =>
      tx.query(
        `insert into document_event (kind, document, n, from_status, to_status, deed)
         select 'lot', 'L-1', max(n) + 1, 'testing', $1, $2 from document_event
         where kind = 'lot' and document = 'L-1'`,
        [to, deed!.id],
      ),
    );
  await expect(claim('conforming')).rejects.toThrow('no decision says so');
  await claim('nonconforming');
});

onDatabase(
  'S1: a split and a blend conserve grams, cost and shares to the last unit',
  async (db) => {
    await stockedReserve(db);
    await acceptedLot(db, 'L-1', 9_000_000_01n, { netG: 20_000_001n });
    const before = await readHoldings(db);
    const parts = [
      { lot: 'L-1a', netG: 7n },
      { lot: 'L-1b', netG: 12_999_994n },
      { lot: 'L-1c', netG: 7_000_000n },
    ];
    await does(db, (tx, deed) => splitIntoLots(tx, chief, deed, { lot: 'L-1', parts }));
    expect(await readHoldings(db)).toEqual(before);
    expect((await readLot(db, 'L-1a')).netG).toBe('7');
    expect(await readLot(db, 'L-1')).toMatchObject({ status: 'split', dryG: '0', costCents: '0' });
    await does(db, (tx, deed) =>
      blendIntoLot(tx, chief, deed, { into: 'L-2', lots: ['L-1c', 'L-1a', 'L-1b'] }),
    );
    expect(await readHoldings(db)).toEqual(before);
    expect(await readLot(db, 'L-2')).toMatchObject({ netG: '20000001', orderRef: 'O-1' });
    await expectTied(db);
  },
);

onDatabase(
  'a split that loses a gram is refused, by the program and by the database',
  async (db) => {
    await stockedReserve(db);
    await acceptedLot(db, 'L-1');
    const parts = [
      { lot: 'L-1a', netG: 10_000_000n },
      { lot: 'L-1b', netG: 9_999_999n },
    ];
    await expect(
      does(db, (tx, deed) => splitIntoLots(tx, chief, deed, { lot: 'L-1', parts })),
    ).rejects.toMatchObject({
      code: 'lot.not_conserved',
      message: expect.stringContaining('1 g less'),
    });
    const before = await readLot(db, 'L-1');
    for (const column of COLUMNS) {
      const lossy = db.transaction(async (tx) => {
        const [row] = await tx.query<{ id: bigint }>(
          `insert into lot_movement (kind, deed) select 'restack', max(id) from deed returning id`,
        );
        const amounts = COLUMNS.map((each) => (each === column ? '-1' : '0')).join(', ');
        await tx.query(
          `insert into lot_line (movement, lot, fund, ${COLUMNS.join(', ')})
         select $1, 'L-1', 'reserve', ${amounts}`,
          [row!.id],
        );
      });
      await expect(lossy).rejects.toMatchObject({
        code: 'LS001',
        detail: 'invalid lot.not_conserved',
      });
    }
    expect(await readLot(db, 'L-1')).toEqual(before);
  },
);

onDatabase(
  'a warehouse never holds more than it can, and a private one can be audited',
  async (db) => {
    await stockedReserve(db);
    await expect(receivedLot(db, 'L-1', { warehouse: 'annex' })).rejects.toMatchObject({
      code: 'warehouse.full',
      message: 'warehouse annex has room for 10,000.000 kg, which is less than 20,500.000 kg',
    });
    await acceptedLot(db, 'L-1');
    await expect(
      does(db, (tx, deed) => moveLot(tx, chief, deed, { lot: 'L-1', to: 'annex', carrier: null })),
    ).rejects.toMatchObject({ code: 'warehouse.full' });
    await expect(
      db.transaction((tx) => tx.query('update warehouse_load set load_g = 2 * capacity_g')),
    ).rejects.toMatchObject({ constraint: 'warehouse_capacity' });
    const closed = { id: 'w', title: 'w', kind: 'private', isAuditable: false } as const;
    await expect(
      does(db, (tx, deed) =>
        registerWarehouse(tx, chief, deed, {
          ...closed,
          ...{ capacityG: 1n, leaseEndsOn: null, party: null },
        }),
      ),
    ).rejects.toMatchObject({ code: 'warehouse.not_auditable' });
    await expect(
      db.transaction((tx) =>
        tx.query(
          `insert into warehouse select 'ares', 'w', 'private', false, 1, null, max(id) from deed`,
        ),
      ),
    ).rejects.toMatchObject({ constraint: 'warehouse_audit_right' });
  },
);

onDatabase('S4: custody alternates between known parties, and time goes forward', async (db) => {
  await stockedReserve(db);
  await acceptedLot(db, 'L-1', 9_000_000_01n, { netG: 4n * TONNE });
  const chain = async () =>
    (await listCustody(db, 'L-1')).map(({ kind, from, to }) => `${kind} ${from} ${to}`);
  expect(await chain()).toEqual(['give ares hawthorne', 'take ares hawthorne']);
  const move = (carrier: string, givenAt: string | null) =>
    does(db, (tx, deed) =>
      moveLot(tx, chief, deed, {
        ...{ lot: 'L-1', to: 'annex' },
        carrier: { ...handoverTo(carrier), givenAt },
      }),
    );
  await expect(move('nobody', null)).rejects.toMatchObject({ code: 'custody.unknown' });
  await expect(move('lab-two', '2020-01-01T00:00:00Z')).rejects.toMatchObject({
    code: 'lot.custody_time',
  });
  await move('lab-two', null);
  expect((await readWarehouse(db, 'annex')).loadG).toBe('4100000'); // its room is taken
  await does(db, (tx, deed) => landLot(tx, chief, deed, { lot: 'L-1', takenAt: null }));
  expect((await chain()).slice(2)).toEqual([
    'give hawthorne lab-two',
    'take hawthorne lab-two',
    'give lab-two annex',
    'take lab-two annex',
  ]);
  for (const [n, kind, from, to] of [
    [6, 'take', 'annex', 'hawthorne'],
    [7, 'take', 'annex', 'hawthorne'],
    [6, 'give', 'hawthorne', 'annex'],
  ] as const) {
    const wrong = db.transaction((tx) =>
      tx.query(
        `insert into custody_event (lot, n, kind, from_holder, to_holder, at, deed)
         select 'L-1', $1, $2, $3, $4, '2999-01-01', max(id) from deed`,
        [n, kind, from, to],
      ),
    );
    await expect(wrong).rejects.toThrow();
  }
  await expectTied(db);
});

onDatabase('S5: what a count misses is booked at cost, what it finds at none', async (db) => {
  await stockedReserve(db);
  await acceptedLot(db, 'L-1');
  const count = (id: string, netG: bigint) =>
    does(db, (tx, deed) =>
      countLots(tx, chief, deed, { count: id, cause: 'dust', lots: [{ lot: 'L-1', netG }] }),
    );
  expect(await count('N-1', 20n * TONNE)).toEqual([{ lot: 'L-1', dryG: '0', costCents: '0' }]);
  const [loss] = await count('N-2', 19n * TONNE);
  expect(loss).toEqual({ lot: 'L-1', dryG: '-900000', costCents: '-45000000' }); // a twentieth
  await expectTied(db);
  expect(await count('N-3', 20n * TONNE)).toMatchObject([{ costCents: '0' }]);
  await expect(count('N-3', 20n * TONNE)).rejects.toMatchObject({ code: 'count.exists' });
  await count('N-4', 0n);
  expect(await readLot(db, 'L-1')).toMatchObject({
    ...{ status: 'written_off', grossG: '0', dryG: '0', costCents: '0' },
  });
  expect(await readStockTonnes(db)).toEqual(new Map([['fluorspar', 0]]));
  await expectTied(db);
});
