import type { Line, Unit } from '../../src/fund/fund.ts';
import type { FundRef } from '../../src/fund/journal.ts';
import * as journal from '../../src/fund/journal.ts';
import type { Attempt, Choose, Oracle } from './oracle.ts';

/*
 * What people of a reserve at play try to book: each action chooses what it acts on and how much.
 */

export interface Contract {
  readonly id: string;
  readonly fund: FundRef;
  readonly requisition: string;
  readonly resolution: string;
}
export interface Order {
  readonly id: string;
  readonly contract: Contract;
}
export interface Lot {
  readonly id: string;
  readonly order: Order;
  readonly unit: Unit;
  grams: bigint;
  cents: bigint; // 0 in quarantine
  state: 'quarantine' | 'stock' | 'gone';
}

export const PLAY_FUNDS: readonly (FundRef & { readonly partner: string | null })[] = [
  { id: 'reserve', kind: 'appropriated', partner: null },
  { id: 'supplement', kind: 'appropriated', partner: null },
  { id: 'japan', kind: 'partner', partner: 'JPN' },
  { id: 'australia', kind: 'partner', partner: 'AUS' },
];

const UNITS: readonly Unit[] = ['g fluorspar', 'g gallium', 'g antimony'];

export interface World {
  readonly oracle: Oracle;
  readonly choose: Choose;
  readonly mischief: () => number;
  readonly contracts: Contract[];
  readonly orders: Order[];
  readonly lots: Lot[];
  readonly undoable: Attempt[];
  count: number;
}

type Action = (world: World, fund: FundRef) => Attempt | undefined;

export const pick = <Each>({ choose }: World, all: readonly Each[]): Each | undefined =>
  all.length === 0 ? undefined : all[choose(all.length)];

/** A part of what there is; now and then a cent more than all of it. */
function part({ choose, mischief }: World, all: bigint): bigint {
  if (choose(mischief()) === 0) return all + 1n + BigInt(choose(1_000_000));
  if (all <= 0n) return 0n;
  return (all * BigInt(1 + choose(1000))) / 1000n;
}

const number = (world: World, letter: string) => `${letter}-${++world.count}`;
const free = ({ oracle }: World, { id }: FundRef, account: string) => -oracle.net(id, account);

const simple =
  (
    template: string,
    linesOf: (world: World, fund: FundRef) => Line[],
    kind?: FundRef['kind'],
  ): Action =>
  (world, fund) => {
    if (kind !== undefined && fund.kind !== kind) return undefined;
    const lines = linesOf(world, fund);
    return lines.length === 0 ? undefined : { template, lines, of: { kind: 'fund', id: fund.id } };
  };

const income = ({ choose }: World) => BigInt(1 + choose(5_000_000)) * 10_000n;

const authority: Action = (world, fund) => {
  const resolution = `resolution:${number(world, 'B')}`;
  const lines = journal.authority(fund, resolution, income(world));
  const requisition = `requisition:${number(world, 'R')}`;
  const contract = { id: number(world, 'C'), fund, requisition, resolution };
  return {
    ...{ template: 'authority', lines, of: { kind: 'resolution', id: resolution.slice(11) } },
    onBooked: () => void world.contracts.push(contract),
  };
};

const onContract =
  (template: string, linesOf: (world: World, contract: Contract) => Line[]): Action =>
  (world) => {
    const contract = pick(world, world.contracts);
    const lines = contract === undefined ? [] : linesOf(world, contract);
    if (lines.length === 0) return undefined;
    return { template, lines, of: { kind: 'contract', id: contract!.id } };
  };

const commitment = onContract('commitment', (world, contract) => {
  const { fund, resolution } = contract;
  const granted = -world.oracle.net(fund.id, 'C10', resolution);
  const allotted = free(world, fund, '461000');
  return journal.commitment(fund, contract, part(world, granted < allotted ? granted : allotted));
});

const release = onContract('release', (world, contract) => {
  const left = -world.oracle.net(contract.fund.id, '470000', contract.requisition);
  return left === 0n
    ? []
    : journal.commitmentRelease(contract.fund, contract, part(world, left / 4n));
});

const award = onContract('award', (world, { id, fund, requisition }) => {
  const committed = -world.oracle.net(fund.id, '470000', requisition);
  const isAwarded = world.oracle.net(fund.id, 'C29', `contract:${id}`) !== 0n;
  if (isAwarded || committed <= 0n) return [];
  const minimumCents = part(world, committed / 5n);
  const terms = { minimumCents, ceilingCents: minimumCents + 2n * committed };
  return journal.award(fund, { contract: id, requisition }, terms);
});

const rise = onContract('rise', (world, { id, fund }) =>
  world.oracle.net(fund.id, 'C29', `contract:${id}`) === 0n
    ? []
    : journal.ceilingRise(fund, id, income(world)),
);

const unmet = onContract('unmet', (world, { id, fund }) => {
  const left = -world.oracle.net(fund.id, 'C30', `contract:${id}`);
  return world.choose(20) > 0 || left === 0n ? [] : journal.unmetMinimum(fund, id, left);
});

const order: Action = (world) => {
  const contract = pick(world, world.contracts);
  if (contract === undefined) return undefined;
  const { id, fund, requisition } = contract;
  const ceiling = -world.oracle.net(fund.id, 'C20', `contract:${id}`);
  const minimum = -world.oracle.net(fund.id, 'C30', `contract:${id}`);
  const committed = -world.oracle.net(fund.id, '470000', requisition);
  if (world.oracle.net(fund.id, 'C29', `contract:${id}`) === 0n) return undefined;
  const most = ceiling < minimum + committed ? ceiling : minimum + committed;
  const cents = part(world, most);
  if (cents === 0n) return undefined;
  const fromMinimumCents = cents < minimum ? cents : minimum;
  const made = { id: number(world, 'O'), contract };
  const lines = journal.order(
    fund,
    { contract: id, order: made.id, requisition },
    { cents, fromMinimumCents },
  );
  return {
    ...{ template: 'order', lines, of: { kind: 'order', id: made.id } },
    onBooked: () => void world.orders.push(made),
  };
};

const undelivered = ({ oracle }: World, { id, contract }: Order) =>
  -oracle.net(contract.fund.id, '480100', `order:${id}`);
const payable = ({ oracle }: World, { id, contract }: Order) =>
  -oracle.net(contract.fund.id, '211000', `order:${id}`);

const onOrder =
  (template: string, linesOf: (world: World, order: Order) => Line[]): Action =>
  (world) => {
    const found = pick(world, world.orders);
    const lines = found === undefined ? [] : linesOf(world, found);
    return lines.length === 0
      ? undefined
      : { template, lines, of: { kind: 'order', id: found!.id } };
  };

const refs = ({ id, contract }: Order) => ({ contract: contract.id, order: id });

const cancel = onOrder('cancel', (world, each) =>
  world.choose(4) > 0
    ? []
    : journal.orderCancellation(
        each.contract.fund,
        refs(each),
        part(world, undelivered(world, each)),
      ),
);
const increase = onOrder('increase', (world, each) =>
  journal.orderIncrease(
    each.contract.fund,
    refs(each),
    part(world, free(world, each.contract.fund, '461000') / 100n),
  ),
);
const advance = onOrder('advance', (world, each) =>
  world.choose(4) > 0
    ? []
    : journal.advance(each.contract.fund, each.id, part(world, undelivered(world, each) / 4n)),
);
const pay = onOrder('payment', (world, each) =>
  journal.payment(each.contract.fund, `order:${each.id}`, part(world, payable(world, each))),
);
const interest = onOrder('interest', (world, each) =>
  payable(world, each) === 0n
    ? []
    : journal.lateInterest(each.contract.fund, `order:${each.id}`, BigInt(world.choose(10_000))),
);
const storage = onOrder('storage', (world, each) => {
  const isOrdered = world.choose(2) === 0;
  const most = isOrdered ? undelivered(world, each) / 10n : 1_000_000n;
  return journal.storage(
    each.contract.fund,
    { ...(isOrdered && { order: refs(each) }), payable: `order:${each.id}` },
    part(world, most),
  );
});

const arrival: Action = (world) => {
  const found = pick(world, world.orders);
  if (found === undefined || undelivered(world, found) <= 0n) return undefined;
  const lot: Lot = {
    ...{ id: number(world, 'L'), order: found, unit: pick(world, UNITS)! },
    ...{ grams: BigInt(1 + world.choose(2_000_000_000)), cents: 0n, state: 'quarantine' },
  };
  const lines = journal.arrival(found.contract.fund, `lot:${lot.id}`, lot.unit, lot.grams);
  return {
    ...{ template: 'arrival', lines, of: { kind: 'lot', id: lot.id } },
    onBooked: () => void world.lots.push(lot),
  };
};

const onLot =
  (
    template: string,
    state: Lot['state'],
    act: (world: World, lot: Lot) => { lines: Line[]; onBooked: () => void } | undefined,
  ): Action =>
  (world) => {
    const lot = pick(
      world,
      world.lots.slice(-200).filter((each) => each.state === state),
    );
    const done = lot && act(world, lot);
    return done && { template, of: { kind: 'lot', id: lot.id }, ...done };
  };

const accept = onLot('acceptance', 'quarantine', (world, lot) => {
  const { order: of, unit, grams } = lot;
  const { fund } = of.contract;
  const advanced = -world.oracle.net(fund.id, '480200', `order:${of.id}`);
  const prepaidCents = advanced === 0n ? 0n : part(world, advanced);
  const owedCents = part(world, undelivered(world, of));
  const cents = prepaidCents + owedCents;
  if (cents === 0n) return undefined;
  const what = { ...refs(of), lot: `lot:${lot.id}` };
  const lines = [
    ...journal.advanceUse(fund, what, prepaidCents),
    ...journal.acceptance(fund, what, { cents: owedCents, grams, unit }),
  ];
  return { lines, onBooked: () => void Object.assign(lot, { state: 'stock', cents }) };
});
const reject = onLot('rejection', 'quarantine', (world, lot) => {
  if (world.choose(5) > 0) return undefined;
  const { id, order: of, unit, grams } = lot;
  return {
    lines: journal.rejection(of.contract.fund, `lot:${id}`, unit, grams),
    onBooked: () => void Object.assign(lot, { state: 'gone' }),
  };
});
const loss = onLot('loss', 'stock', (world, lot) => {
  const grams = part(world, lot.grams / 50n);
  if (grams === 0n || lot.grams === 0n) return undefined;
  const cents = (lot.cents * grams) / lot.grams;
  const { id, order: of, unit } = lot;
  return {
    lines: journal.countLoss(of.contract.fund, `lot:${id}`, { cents, grams, unit }),
    onBooked: () => void Object.assign(lot, { grams: lot.grams - grams, cents: lot.cents - cents }),
  };
});
const split = onLot('split', 'stock', (world, lot) => {
  const grams = part(world, lot.grams / 2n);
  if (grams === 0n || lot.grams === 0n) return undefined;
  const cents = (lot.cents * grams) / lot.grams;
  const { order: of, unit } = lot;
  const child: Lot = { ...lot, id: number(world, 'L'), grams, cents };
  const moved = [
    { lot: `lot:${lot.id}`, cents: -cents, grams: -grams },
    { lot: `lot:${child.id}`, cents, grams },
  ];
  return {
    lines: journal.restack(of.contract.fund, unit, moved),
    onBooked: () => {
      Object.assign(lot, { grams: lot.grams - grams, cents: lot.cents - cents });
      world.lots.push(child);
    },
  };
});

/** What the play takes back now and then; nothing that changes a lot, which it counts apart. */
export const UNDOABLE: ReadonlySet<string> = new Set([
  ...['apportion', 'allot', 'commitment', 'order', 'payment', 'interest', 'advance', 'appropriate'],
]);

const reverse: Action = (world) => {
  const before = pick(world, world.undoable.slice(-500));
  if (before === undefined || world.choose(3) > 0) return undefined;
  return {
    template: 'reverse',
    of: before.of,
    reverses: before,
    lines: before.lines.map((line) => ({ ...line, amount: -line.amount })),
    onBooked: () => void world.undoable.splice(world.undoable.indexOf(before), 1),
  };
};

const withdraw = simple(
  'withdraw',
  (world, fund) =>
    world.choose(3) > 0
      ? []
      : journal.partnerWithdrawal(fund, '445000', part(world, free(world, fund, '445000') / 8n)),
  'partner',
);

export const ACTIONS: readonly Action[] = [
  simple('appropriate', (w, f) => journal.appropriation(f, income(w)), 'appropriated'),
  simple('contribute', (w, f) => journal.partnerContribution(f, income(w)), 'partner'),
  withdraw,
  simple('apportion', (w, f) => journal.apportionment(f, part(w, free(w, f, '445000')))),
  simple('allot', (w, f) => journal.allotment(f, part(w, free(w, f, '451000')))),
  ...[authority, commitment, commitment, release, award, award, rise, unmet],
  ...[order, order, order, cancel, increase, advance],
  ...[arrival, arrival, accept, accept, accept, reject, loss, split],
  ...[pay, pay, interest, storage, reverse],
];
