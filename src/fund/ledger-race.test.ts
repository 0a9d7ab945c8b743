import { afterAll, beforeAll, expect, test } from 'vitest';
import { openServerDatabase } from '../../test/support/database.ts';
import { type Attempt, orderInTurn } from '../../test/support/in-turn.ts';
import { type Choose, chooser, createOracle } from '../../test/support/oracle.ts';
import { chief, fundWith, registerChief, withoutBoard } from '../../test/support/reserve.ts';
import { sizeOf } from '../../test/support/sizes.ts';
import { perform } from '../audit/audit.service.ts';
import type { Database } from '../platform/db.ts';
import { auditLedger, postEntries, readBalances, readTieOuts } from './fund.service.ts';
import { insertEntries } from './fund.store.ts';
import type { Line } from './fund.ts';
import * as journal from './journal.ts';

// Orders from eight connections at once against two hundred contracts. Each attempt is one statement
// on the database: no rule of the program stands between it and the ledger.

const CONTRACTS = 200;
const LANES = 8;
const CEILING = 1_000_000_00n;
const COMMITMENT = 100n * CEILING;
const MINIMUM = 1_00n;
const FUND = { id: 'reserve', kind: 'appropriated' } as const;
const SEED = 7126;

let database: Database;
let deed: bigint;

beforeAll(async () => {
  database = await openServerDatabase();
  await registerChief(database);
  await withoutBoard(database);
  await fundWith(database, BigInt(CONTRACTS) * COMMITMENT);
  const contracts = Array.from({ length: CONTRACTS }, (_, k) => `C-${k}`);
  const { id } = await perform(database, chief, { name: 'test', request: {} }, async (tx, now) => {
    const book = (template: string, linesOf: (contract: string) => Line[]) =>
      postEntries(
        tx,
        chief,
        now,
        contracts.map((contract) => ({
          ...{
            template,
            lines: linesOf(contract),
            of: { kind: 'contract', id: contract } as const,
          },
        })),
      );
    const words = (contract: string) => ({
      requisition: `requisition:${contract}`,
      resolution: 'resolution:B-1',
    });
    await book('authority', () => journal.authority(FUND, 'resolution:B-1', COMMITMENT));
    await book('commitment', (each) => journal.commitment(FUND, words(each), COMMITMENT));
    await book('award', (each) =>
      journal.award(
        FUND,
        { contract: each, requisition: words(each).requisition },
        { ceilingCents: CEILING, minimumCents: MINIMUM },
      ),
    );
    return { id: now.toString() };
  });
  deed = BigInt(id);
}, 120_000);
afterAll(() => database.close());

interface Tried extends Attempt {
  readonly contract: number;
  readonly lines: readonly Line[];
  /** What an order takes of its ceiling and of its commitment; below 0 what is given back. */
  readonly cents: bigint;
  readonly verdict: string;
}

let moment = 0;

/** One connection's attempts, one after the other: mostly orders, now and then one is given up. */
async function lane(number: number, attempts: number, choose: Choose): Promise<Tried[]> {
  const tried: Tried[] = [];
  const open: { contract: number; order: string; cents: bigint }[] = [];
  for (let k = 0; k < attempts; k++) {
    const given = choose(8) === 0 ? open.pop() : undefined;
    const contract = given?.contract ?? choose(CONTRACTS);
    const order = given?.order ?? `O-${number}-${k}`;
    const cents = given?.cents ?? BigInt(1 + choose(50_000_00));
    const refs = { contract: `C-${contract}`, order, requisition: `requisition:C-${contract}` };
    const lines = given
      ? journal.orderCancellation(FUND, refs, cents)
      : journal.order(FUND, refs, { cents, fromMinimumCents: 0n });
    const entry = { id: `${number}-${k}`, template: 'race', effectiveOn: chief.on, lines };
    const asked = moment++;
    const verdict = await insertEntries(database, [entry], deed).then(
      () => 'booked',
      (error: { code?: string; detail?: string }) => error.detail ?? `${error.code}: ${error}`,
    );
    const takes = given ? -cents : cents;
    tried.push({ contract, lines, cents: takes, verdict, asked, answered: moment++ });
    if (verdict === 'booked' && given === undefined) open.push({ contract, order, cents });
  }
  return tried;
}

test('no ceiling is exceeded, and what happened at once could have happened in turn', async () => {
  const attempts = sizeOf('raceAttempts');
  const before = await readBalances(database, {});
  const lanes = await Promise.all(
    Array.from({ length: LANES }, (_, k) => lane(k, attempts / LANES, chooser(SEED + k))),
  );
  const all = lanes.flat();
  expect(all).toHaveLength(attempts);
  const verdicts = new Set(all.map(({ verdict }) => verdict));
  expect(verdicts).toEqual(new Set(['booked', 'conflict fund.insufficient']));
  expect(all.filter(({ verdict }) => verdict !== 'booked').length).toBeGreaterThan(attempts / 10);

  const after = await readBalances(database, {});
  const ceilings = after.filter(({ account }) => account === 'C20');
  expect(ceilings).toHaveLength(CONTRACTS);
  for (const { net } of ceilings) expect(BigInt(net) <= 0n).toBe(true);
  expect(await auditLedger(database)).toEqual([]);
  expect((await readTieOuts(database)).filter(({ difference }) => difference !== '0')).toEqual([]);

  requireSomeOrder(before, after, all);
}, 10_800_000);

/** Requires an order, one deed after the other, that answers each as it was and ends the same. */
function requireSomeOrder(
  before: Awaited<ReturnType<typeof readBalances>>,
  after: Awaited<ReturnType<typeof readBalances>>,
  all: readonly Tried[],
): void {
  const oracle = createOracle();
  const asLine = ({ fund, account, dim, net }: (typeof before)[number]): Line => ({
    ...{ fund, account, dim, unit: 'USD' },
    amount: BigInt(net),
  });
  expect(oracle.book(before.filter(({ net }) => net !== '0').map(asLine))).toBe(true);
  for (let contract = 0; contract < CONTRACTS; contract++) {
    const attempts = all.filter((each) => each.contract === contract);
    const start = { ceiling: CEILING, committed: COMMITMENT - MINIMUM };
    const order = orderInTurn(attempts, start, (left, { cents, verdict }) => {
      const isTooMuch = cents > left.ceiling || cents > left.committed;
      if (isTooMuch !== (verdict !== 'booked')) return undefined;
      if (isTooMuch) return left;
      // An order that is given up frees the ceiling; its money is the fund's again.
      const committed = cents > 0n ? left.committed - cents : left.committed;
      return { ceiling: left.ceiling - cents, committed };
    });
    if (order === undefined) throw new Error(`no order explains the answers on C-${contract}`);
    for (const { lines, verdict } of order) expect(oracle.book(lines)).toBe(verdict === 'booked');
  }
  const kept = after.filter(({ net }) => net !== '0');
  expect(oracle.balances.size).toBe(kept.length);
  for (const { fund, account, dim, net } of kept) {
    expect(oracle.net(fund, account, dim)).toBe(BigInt(net));
  }
}

test('the control, which adds up orders before it adds one, exceeds its ceiling', async () => {
  await database.script('create table naive_order (contract integer, cents bigint)');
  const one = async (choose: Choose) => {
    for (let k = 0; k < 250; k++) {
      const contract = choose(5);
      const cents = BigInt(1 + choose(50_000_00)).toString();
      await database.transaction(async (tx) => {
        const [row] = await tx.query<{ left: bigint }>(
          'select $2::bigint - coalesce(sum(cents), 0)::bigint as left from naive_order where contract = $1',
          [contract, CEILING.toString()],
        );
        if (row!.left < BigInt(cents)) return;
        await tx.query('insert into naive_order values ($1, $2)', [contract, cents]);
      });
    }
  };
  await Promise.all(Array.from({ length: LANES }, (_, k) => one(chooser(k))));
  const over = await database.query(
    'select contract from naive_order group by contract having sum(cents) > $1',
    [CEILING.toString()],
  );
  expect(over.length).toBeGreaterThan(0);
});
