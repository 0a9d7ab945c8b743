import { expect } from 'vitest';
import { databaseTests } from '../../test/support/database.ts';
import {
  actOf,
  chief,
  fundWith,
  NO_LEAST,
  registerChief,
  registerWith,
  withoutBoard,
} from '../../test/support/reserve.ts';
import { perform } from '../audit/audit.service.ts';
import type { Db } from '../platform/db.ts';
import { readJournal } from './books.service.ts';
import {
  auditLedger,
  moveMoney,
  openFund,
  type Posting,
  postEntries,
  readBalances,
  readNet,
  readTieOuts,
  reverseEntry,
} from './fund.service.ts';
import type { Line } from './fund.ts';
import * as journal from './journal.ts';
import { changePeriod } from './period.service.ts';

const onDatabase = databaseTests();

const FUND = { id: 'reserve', kind: 'appropriated' } as const;
const CONTRACT = 'SP8000-25-R-0020';
const CEILING = 250_000_000_00n;
const MINIMUM = 2_000_000_00n;

/** Books lines as a deed of its own. */
const book = (db: Db, template: string, lines: readonly Line[], dates: Partial<Posting> = {}) =>
  perform(db, chief, { name: 'test', request: { template } }, async (tx, deed) => ({
    entries: await postEntries(tx, chief, deed, [
      { template, lines, of: { kind: 'contract', id: CONTRACT }, ...dates },
    ]),
  }));

async function awardedFluorspar(db: Db) {
  await registerChief(db);
  await fundWith(db, 2_500_000_000_00n);
  const words = { requisition: 'requisition:R-1', resolution: 'resolution:B-1' };
  await withoutBoard(db);
  await book(db, 'authority', journal.authority(FUND, words.resolution, CEILING));
  await book(db, 'commitment', journal.commitment(FUND, words, CEILING));
  const contract = { contract: CONTRACT, requisition: words.requisition };
  await book(
    db,
    'award',
    journal.award(FUND, contract, { ceilingCents: CEILING, minimumCents: MINIMUM }),
  );
  const order = (id: string, cents: bigint, fromMinimumCents: bigint) =>
    book(
      db,
      `order ${id}`,
      journal.order(FUND, { ...contract, order: id }, { cents, fromMinimumCents }),
    );
  const left = (account: string, dim: string) => readNet(db, { fund: FUND.id, account, dim });
  return { order, left };
}

onDatabase('the worked fixture of the fluorspar contract, to the cent', async (db) => {
  const { order, left } = await awardedFluorspar(db);
  expect(await left('480100', `minimum:${CONTRACT}`)).toBe(-MINIMUM);
  await order('O-1', 5_000_000_00n, MINIMUM);
  expect(await left('480100', 'order:O-1')).toBe(-5_000_000_00n);
  expect(await left('C20', `contract:${CONTRACT}`)).toBe(-245_000_000_00n);
  expect(await left('C30', `contract:${CONTRACT}`)).toBe(0n);
  await expect(order('O-2', 245_000_000_01n, 0n)).rejects.toMatchObject({
    code: 'fund.insufficient',
    message: expect.stringContaining('$245,000,000.00, which is less than $245,000,000.01'),
  });
  await order('O-2', 245_000_000_00n, 0n);
  expect(await auditLedger(db)).toEqual([]);
  expect((await readTieOuts(db)).filter(({ difference }) => difference !== '0')).toEqual([]);
});

onDatabase('an order above the ceiling leaves no line, and the refusal is kept', async (db) => {
  const { order } = await awardedFluorspar(db);
  const before = await readBalances(db, {});
  await expect(order('O-1', CEILING + 1n, MINIMUM)).rejects.toMatchObject({
    code: 'fund.insufficient',
  });
  expect(await readBalances(db, {})).toEqual(before);
  const [kept] = await db.query<{ code: string; person: string }>(
    'select code, person from refused_deed order by refused_deed.id desc limit 1',
  );
  expect(kept).toEqual({ code: 'fund.insufficient', person: 'chief' });
});

onDatabase('delivery, payment and tie-outs to the end', async (db) => {
  const { order, left } = await awardedFluorspar(db);
  await order('O-1', 5_000_000_00n, MINIMUM);
  const lot = { contract: CONTRACT, order: 'O-1', lot: 'lot:L-1' };
  const unit = 'g fluorspar' as const;
  const grams = 1_000_000_000n;
  await book(db, 'arrival', journal.arrival(FUND, lot.lot, unit, grams));
  await book(db, 'acceptance', journal.acceptance(FUND, lot, { cents: 665_000_00n, grams, unit }));
  expect(await left('211000', 'order:O-1')).toBe(-665_000_00n);
  await book(db, 'payment', journal.payment(FUND, 'order:O-1', 665_000_00n));
  const holdings = [{ fund: 'reserve', unit, costCents: 665_000_00n, grams }];
  const tied = await readTieOuts(db, holdings);
  expect(tied.map(({ id }) => id)).toEqual([
    'T1',
    'T2',
    'T3',
    'T4',
    'T5a',
    'T5b',
    'T6',
    'T10',
    'T7a',
    'T7b',
  ]);
  expect(tied.filter(({ difference }) => difference !== '0')).toEqual([]);
  const short = await readTieOuts(db, [{ ...holdings[0]!, grams: grams - 1n }]);
  expect(short.filter(({ difference }) => difference !== '0').map(({ id }) => id)).toEqual(['T7b']);
});

onDatabase('an entry that does not balance is a bug, and nothing of it stays', async (db) => {
  await registerChief(db);
  await fundWith(db, 100n);
  const lines = journal
    .apportionment(FUND, 5n)
    .map((line, k) => ({ ...line, amount: line.amount + BigInt(k) }));
  await expect(book(db, 'wrong', lines)).rejects.toThrow('does not balance');
  expect(await auditLedger(db)).toEqual([]);
});

onDatabase('nobody changes or removes what is booked, nor writes a balance', async (db) => {
  await registerChief(db);
  await fundWith(db, 100n);
  for (const sql of [
    'update ledger_line set amount = 2 * amount',
    'delete from ledger_entry',
    'truncate ledger_line',
    "update deed set person = 'x'",
  ]) {
    const attempt = db.transaction(async (tx) => void (await tx.script(sql)));
    await expect(attempt, sql).rejects.toThrow('append-only');
  }
  for (const sql of [
    'update ledger_balance set net = 0',
    'delete from ledger_balance',
    "insert into ledger_account (code, title, side) values ('999999', 'x', 'either')",
    'alter table ledger_line disable trigger post_lines',
  ]) {
    const attempt = db.transaction(async (tx) => {
      await tx.script('set local role lodestock_writer');
      await tx.script(sql);
    });
    await expect(attempt, sql).rejects.toMatchObject({ code: '42501' });
  }
});

onDatabase('no line can be added to an entry of before', async (db) => {
  await registerChief(db);
  await fundWith(db, 100n);
  const more = `insert into ledger_line (entry, n, fund, account, dim, unit, amount)
    select min(seq), x.n, 'reserve', x.account, '', 'USD', x.amount
    from ledger_entry, (values (8, '445000', 1), (9, '451000', -1)) as x (n, account, amount)
    group by x.n, x.account, x.amount`;
  // In a test everything is in one transaction: the entry is made to look like one of before.
  await db.script(`alter table ledger_entry disable trigger append_only;
    update ledger_entry set added_in = '3'::xid8;
    alter table ledger_entry enable always trigger append_only`);
  await expect(db.transaction((tx) => tx.script(more))).rejects.toThrow('is complete');
});

onDatabase('a line of an entry, an account or a fund that is not there is refused', async (db) => {
  await registerChief(db);
  await fundWith(db, 100n);
  const line = (entry: string, fund: string, account: string) =>
    db.transaction((tx) =>
      tx.script(
        `insert into ledger_line (entry, n, fund, account, dim, unit, amount)
         values (${entry}, 1, '${fund}', '${account}', '', 'USD', 1),
                (${entry}, 2, '${fund}', '${account}', '', 'USD', -1)`,
      ),
    );
  const put = `insert into ledger_entry (id, deed, template, effective_on, body)
     select 'stray', max(id), 'test', '2026-01-15', 'test' from deed returning seq`;
  const [entry] = await db.query<{ seq: bigint }>(put);
  const seq = String(entry!.seq);
  await expect(line('999999', 'reserve', '101000')).rejects.toThrow('is not there');
  await expect(line(seq, 'reserve', '999999')).rejects.toMatchObject({ code: '23503' });
  await expect(line(seq, 'no-fund', '101000')).rejects.toMatchObject({
    detail: 'conflict fund.not_open',
  });
  await line(seq, 'reserve', '101000');
});

onDatabase(
  'a key is used once: the same request is answered again, another is refused',
  async (db) => {
    await registerChief(db);
    await fundWith(db, 100n);
    const move = { fund: 'reserve', step: 'appropriate', cents: 7n, reference: 'x' } as const;
    const first = await moveMoney(db, chief, move, NO_LEAST, 'key-1');
    const balances = await readBalances(db, {});
    expect(await moveMoney(db, chief, move, NO_LEAST, 'key-1')).toEqual(first);
    expect(await readBalances(db, {})).toEqual(balances);
    await expect(
      moveMoney(db, chief, { ...move, cents: 8n }, NO_LEAST, 'key-1'),
    ).rejects.toMatchObject({
      code: 'deed.changed_request',
      message: expect.stringContaining('cents differs'),
    });
  },
);

onDatabase('a reversal brings back every balance, and both entries stay', async (db) => {
  await registerChief(db);
  await fundWith(db, 100n);
  const before = await readBalances(db, {});
  const { entries } = await moveMoney(
    db,
    chief,
    { fund: 'reserve', step: 'appropriate', cents: 7n, reference: 'x' },
    NO_LEAST,
  );
  await reverseEntry(db, chief, { id: entries[0]!, reason: 'booked twice' });
  expect(await readBalances(db, {})).toEqual(before);
  await expect(reverseEntry(db, chief, { id: entries[0]!, reason: 'again' })).rejects.toMatchObject(
    {
      code: 'fund.reversed',
    },
  );
});

onDatabase(
  'a closed month takes no entry; a late one keeps its own date and a reason',
  async (db) => {
    await registerChief(db);
    await fundWith(db, 100n);
    const act = actOf('chief', '2026-02-10');
    const lines = journal.apportionment(FUND, 0n);
    expect(lines).toEqual([]);
    await changePeriod(db, act, { period: '2026-01', event: 'soft-close', reason: 'month end' });
    await changePeriod(db, act, { period: '2026-01', event: 'close', reason: 'month end' });
    const move = { fund: 'reserve', step: 'appropriate', cents: 5n, reference: 'x' } as const;
    await expect(moveMoney(db, chief, move, NO_LEAST)).rejects.toMatchObject({
      code: 'fund.period_closed',
      message: expect.stringContaining('the period 2026-01 is closed'),
    });
    await book(db, 'late', journal.appropriation(FUND, 5n), {
      effectiveOn: '2026-02-10',
      originalOn: '2026-01-15',
      reason: 'the letter came late',
    });
  },
);

onDatabase('months are closed in the order of the calendar', async (db) => {
  await registerChief(db);
  await fundWith(db, 100n);
  const request = { period: '2026-03', reason: 'x' };
  await changePeriod(db, chief, { ...request, event: 'soft-close' });
  await expect(changePeriod(db, chief, { ...request, event: 'close' })).rejects.toMatchObject({
    code: 'period.earlier_open',
  });
});

onDatabase('a partner brings at least its minimum, and takes back what is free', async (db) => {
  await registerChief(db);
  await openFund(db, chief, { id: 'japan', kind: 'partner', title: 'Japan', partner: 'JPN' });
  const rule = { leastCents: 100_000_000_00n, source: 'rule partner-minimum' };
  const pay = (cents: bigint, step: 'contribute' | 'withdraw' | 'appropriate') =>
    moveMoney(db, chief, { fund: 'japan', step, cents, reference: 'letter' }, rule);
  await expect(pay(99_999_999_99n, 'contribute')).rejects.toMatchObject({
    code: 'fund.partner_minimum',
  });
  await pay(100_000_000_00n, 'contribute');
  await expect(pay(1n, 'appropriate')).rejects.toMatchObject({ code: 'fund.wrong_kind' });
  await pay(30_000_000_00n, 'withdraw');
  await expect(pay(70_000_000_01n, 'withdraw')).rejects.toMatchObject({
    code: 'fund.insufficient',
  });
  expect((await readTieOuts(db)).filter(({ difference }) => difference !== '0')).toEqual([]);
});

onDatabase(
  'only the budget officer keeps the funds, and nobody unknown does anything',
  async (db) => {
    await registerChief(db);
    const analyst = await registerWith(db, 'ann', 'analyst');
    const fund = { id: 'other', kind: 'revolving', title: 'Other', partner: null } as const;
    await expect(openFund(db, analyst, fund)).rejects.toMatchObject({
      code: 'access.role_required',
    });
    await expect(openFund(db, actOf('nobody'), fund)).rejects.toMatchObject({
      code: 'access.unknown_person',
    });
  },
);

onDatabase(
  'balances as of an entry are those that were captured when it was the last',
  async (db) => {
    const { order } = await awardedFluorspar(db);
    const captured = await readBalances(db, {});
    const [last] = await db.query<{ seq: bigint }>('select max(seq) as seq from ledger_entry');
    await order('O-1', 5_000_000_00n, MINIMUM);
    expect(await readBalances(db, { upTo: last!.seq })).toEqual(captured);
  },
);

onDatabase('balances as of a day are the sums of what was in effect by then', async (db) => {
  await registerChief(db); // all of it in January and February 2026
  await openFund(db, chief, { ...FUND, title: 'The reserve', partner: null });
  const days = ['2026-01-20', '2026-01-05', '2026-02-03', '2026-01-20', '2026-02-01'];
  for (const [k, effectiveOn] of days.entries()) {
    await book(db, `given ${k}`, journal.appropriation(FUND, 10n ** BigInt(k)), { effectiveOn });
  }
  await book(db, 'apportioned', journal.apportionment(FUND, 10n), { effectiveOn: '2026-01-25' });
  const entries = await readJournal(db, { limit: 100 });
  for (const on of ['2026-01-04', ...days, '2026-01-26', '2026-03-01']) {
    const sums = new Map<string, bigint>();
    for (const { effectiveOn, lines } of entries) {
      if (effectiveOn > on) continue;
      for (const { account, amount } of lines)
        sums.set(account, (sums.get(account) ?? 0n) + BigInt(amount));
    }
    const told = (await readBalances(db, { on })).map(({ account, net }) => [account, BigInt(net)]);
    expect(new Map(told as [string, bigint][]), on).toEqual(sums);
  }
});

onDatabase(
  'the audit names a book that is out, and a balance that its lines do not have',
  async (db) => {
    await registerChief(db);
    await fundWith(db, 100n);
    expect(await auditLedger(db)).toEqual([]);
    await db.script(`
    alter table ledger_line disable trigger all;
    alter table ledger_balance disable trigger all;
    update ledger_line set amount = amount + 3 where account = '461000';
    update ledger_balance set net = net + 5 where account = '101000'`);
    expect(await auditLedger(db)).toEqual([
      'book B of fund reserve is out by 3 USD',
      'the balance of 101000 of fund reserve in USD is not the sum of its lines',
      'the balance of 461000 of fund reserve in USD is not the sum of its lines',
    ]);
  },
);

onDatabase(
  'the journal is told in the order of knowledge, however many digits it has',
  async (db) => {
    await registerChief(db);
    await db.query("select setval(pg_get_serial_sequence('ledger_entry', 'seq'), 93)");
    await fundWith(db, 100n); // 94 to 96
    for (let k = 0; k < 12; k++) await book(db, `more ${k}`, journal.appropriation(FUND, 1n));
    const told = (await readJournal(db, { limit: 100 })).map(({ seq }) => Number(seq));
    expect(told).toEqual(Array.from({ length: 15 }, (_, k) => 94 + k));
    const after = BigInt(told[8]!);
    expect((await readJournal(db, { after, limit: 2 })).map(({ seq }) => Number(seq))).toEqual(
      told.slice(9, 11),
    );
  },
);
