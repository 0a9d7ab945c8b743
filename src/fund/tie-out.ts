import type { FundKind, TieOut } from './fund.ts';

/*
 * Sums of the ledger that have to be equal, whatever was booked. Each is an audit of the templates:
 * one that forgets a line shows here.
 *
 * @source docs/models/ledger.md, tie-outs T1 to T10
 */

/** Net balance of an account, of one fund, unit and dimension. */
export interface Net {
  readonly account: string;
  readonly fund: string;
  readonly dim: string;
  readonly unit: string;
  readonly net: bigint;
}

/** What other features keep beside the ledger, and the ledger has to agree with. */
export interface Holding {
  readonly fund: string;
  readonly unit: string;
  readonly costCents: bigint;
  readonly grams: bigint;
}

type Chooser = (net: Net) => boolean;

const of =
  (...accounts: readonly string[]): Chooser =>
  ({ account }) =>
    accounts.includes(account);
const within =
  (prefix: string, ...accounts: readonly string[]): Chooser =>
  (net) =>
    net.dim.startsWith(prefix) && of(...accounts)(net);

const COLLECTED = ['411900', '426200', '426300', '426600'];
const STATUS = ['445000', '451000', '461000', '470000', '480100', '480200', '490100', '490200'];

interface Rule {
  readonly id: string;
  readonly sentence: string;
  readonly kinds?: readonly FundKind[];
  readonly left: Chooser;
  readonly right: Chooser;
  /** The two sides are debits and credits of one thing. */
  readonly areOpposite?: boolean;
}

const RULES: readonly Rule[] = [
  {
    id: 'T1',
    sentence: 'cash is what was collected less what was paid or advanced',
    left: of('101000'),
    right: of(...COLLECTED, '490200', '480200'),
  },
  {
    id: 'T2',
    sentence: 'what is owed is what was delivered and not paid',
    left: of('211000'),
    right: of('490100'),
  },
  {
    id: 'T3',
    sentence: 'the unused appropriation is what is free, committed or undelivered',
    kinds: ['appropriated'],
    left: of('310100', '310700'),
    right: of('445000', '451000', '461000', '470000', '480100', '480200'),
  },
  {
    id: 'T4',
    sentence: 'advances to suppliers are the prepaid part of orders',
    left: of('141000'),
    right: of('480200'),
    areOpposite: true,
  },
  {
    id: 'T5a',
    sentence: 'what is ordered and not delivered is obligated for orders, or paid for in advance',
    left: of('C21'),
    right: within('order:', '480100', '480200'),
  },
  {
    id: 'T5b',
    sentence: 'what is left of guaranteed minimums is obligated for them',
    left: of('C30'),
    right: within('minimum:', '480100'),
  },
  {
    id: 'T6',
    sentence: 'what price floors may still cost is obligated for them',
    left: of('C40'),
    right: within('floor:', '480100'),
  },
  {
    id: 'T10',
    sentence: 'total resources are the sum of what became of them',
    left: of(...COLLECTED),
    right: of(...STATUS),
    areOpposite: true,
  },
];

/**
 * All tie-outs of the ledger, and of what is held beside it.
 *
 * @param balances - all of them, or all as of some moment
 * @param holdings - cost and grams of the lots of each fund and mineral, as inventory keeps them
 */
export function tieOuts(
  funds: readonly { id: string; kind: FundKind }[],
  balances: readonly Net[],
  holdings: readonly Holding[] | undefined,
): TieOut[] {
  const found = funds.flatMap(({ id, kind }) => {
    const own = balances.filter(({ fund, unit }) => fund === id && unit === 'USD');
    return RULES.filter(({ kinds }) => kinds?.includes(kind) ?? true).map((rule) => {
      const sign = rule.areOpposite ? -1n : 1n;
      return tieOut(
        rule,
        { fund: id, unit: 'USD' },
        sum(own, rule.left),
        sign * sum(own, rule.right),
      );
    });
  });
  return [...found, ...(holdings === undefined ? [] : stockTieOuts(funds, balances, holdings))];
}

const STOCK_COST = of('157100', '157200');
const STOCK_GRAMS = of('Q11', 'Q12');

/** T7: stock in the books is stock in the lots, in cost and in grams. */
function stockTieOuts(
  funds: readonly { id: string }[],
  balances: readonly Net[],
  holdings: readonly Holding[],
): TieOut[] {
  const cost = { id: 'T7a', sentence: 'stock at cost is the cost of the lots' };
  const mass = { id: 'T7b', sentence: 'grams in the books are the grams of the lots' };
  return funds.flatMap(({ id: fund }) => {
    const own = balances.filter((net) => net.fund === fund);
    const held = holdings.filter((each) => each.fund === fund);
    const units = [...new Set([...own, ...held].map(({ unit }) => unit))].filter(
      (unit) => unit !== 'USD',
    );
    const costCents = held.reduce((total, each) => total + each.costCents, 0n);
    return [
      tieOut(cost, { fund, unit: 'USD' }, sum(own, STOCK_COST), costCents),
      ...units
        .toSorted((a, b) => (a < b ? -1 : 1))
        .map((unit) => {
          const inUnit = (each: { unit: string }) => each.unit === unit;
          const grams = held.filter(inUnit).reduce((total, each) => total + each.grams, 0n);
          return tieOut(mass, { fund, unit }, sum(own.filter(inUnit), STOCK_GRAMS), grams);
        }),
    ];
  });
}

const sum = (balances: readonly Net[], chooser: Chooser): bigint =>
  balances.filter(chooser).reduce((total, { net }) => total + net, 0n);

const tieOut = (
  { id, sentence }: { id: string; sentence: string },
  place: { fund: string; unit: string },
  left: bigint,
  right: bigint,
): TieOut => ({
  ...{ id, sentence },
  ...place,
  left: left.toString(),
  right: right.toString(),
  difference: (left - right).toString(),
});
