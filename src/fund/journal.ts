import type { FundKind, Line, Unit } from './fund.ts';

/*
 * What each event of the reserve books, as a table of debits and credits. An entry is written once
 * for each fund that it touches; in every book of a fund it adds up to zero.
 *
 * @source docs/models/ledger.md
 */

/** The fund that an entry is of; what it books depends on where the fund's money comes from. */
export interface FundRef {
  readonly id: string;
  readonly kind: FundKind;
}

/** A line without its fund. */
type Side = Omit<Line, 'fund'>;

const debit = (account: string, amount: bigint, dim = '', unit: Unit = 'USD'): Side => ({
  ...{ account, dim, unit },
  amount,
});
const credit = (account: string, amount: bigint, dim = '', unit: Unit = 'USD'): Side =>
  debit(account, -amount, dim, unit);

/** Lines of a fund; those of no amount are left out. */
const linesOf = ({ id }: FundRef, sides: readonly Side[]): Line[] =>
  sides.filter(({ amount }) => amount !== 0n).map((side) => ({ fund: id, ...side }));

/** An appropriation counts as used when what it pays for is delivered. */
const used = ({ kind }: FundRef, cents: bigint): Side[] =>
  kind === 'appropriated' ? [debit('310700', cents), credit('570000', cents)] : [];

/** Congress gives money. */
export const appropriation = (fund: FundRef, cents: bigint): Line[] =>
  linesOf(fund, [
    ...[debit('411900', cents), credit('445000', cents)],
    ...[debit('101000', cents), credit('310100', cents)],
  ]);

/** A partner country pays into its own fund: an interest of the partner, no promise to repay. */
export const partnerContribution = (fund: FundRef, cents: bigint): Line[] =>
  linesOf(fund, [
    ...[debit('426600', cents), credit('445000', cents)],
    ...[debit('101000', cents), credit('299000', cents)],
    ...[debit('C89', cents), credit('C80', cents)],
  ]);

/** A partner takes back what is not obligated. */
export const partnerWithdrawal = (fund: FundRef, from: FreeAccount, cents: bigint): Line[] =>
  linesOf(fund, [
    ...[debit(from, cents), credit('426600', cents)],
    ...[debit('299000', cents), credit('101000', cents)],
    ...[debit('C80', cents), credit('C89', cents)],
  ]);

/** Money that nothing is promised from: unapportioned, apportioned, allotted. */
export type FreeAccount = '445000' | '451000' | '461000';

/** Money may be used in a period. */
export const apportionment = (fund: FundRef, cents: bigint): Line[] =>
  linesOf(fund, [debit('445000', cents), credit('451000', cents)]);

/** Money is given to whoever may commit it. */
export const allotment = (fund: FundRef, cents: bigint): Line[] =>
  linesOf(fund, [debit('451000', cents), credit('461000', cents)]);

/** A resolution of the board takes effect: so much may be obligated on its word. */
export const authority = (fund: FundRef, resolution: string, cents: bigint): Line[] =>
  linesOf(fund, [debit('C19', cents, resolution), credit('C10', cents, resolution)]);

/** What is left of a resolution's authority ends with it. */
export const authorityEnd = (fund: FundRef, resolution: string, cents: bigint): Line[] =>
  linesOf(fund, [debit('C10', cents, resolution), credit('C19', cents, resolution)]);

/** Funds are certified for a requisition, on the word of a resolution. */
export const commitment = (
  fund: FundRef,
  { requisition, resolution }: { requisition: string; resolution: string },
  cents: bigint,
): Line[] =>
  linesOf(fund, [
    ...[debit('461000', cents), credit('470000', cents, requisition)],
    ...[debit('C10', cents, resolution), credit('C11', cents, resolution)],
  ]);

/** What a requisition does not need goes back. */
export const commitmentRelease = (
  fund: FundRef,
  { requisition, resolution }: { requisition: string; resolution: string },
  cents: bigint,
): Line[] =>
  linesOf(fund, [
    ...[debit('470000', cents, requisition), credit('461000', cents)],
    ...[debit('C11', cents, resolution), credit('C10', cents, resolution)],
  ]);

/** Dimensions of a contract of indefinite quantity. */
const minimumOf = (contract: string) => `minimum:${contract}`;
const contractOf = (contract: string) => `contract:${contract}`;
const orderOf = (order: string) => `order:${order}`;

/** A contract of indefinite quantity is awarded: its minimum is an obligation from this moment. */
export const award = (
  fund: FundRef,
  { contract, requisition }: { contract: string; requisition: string },
  { ceilingCents, minimumCents }: { ceilingCents: bigint; minimumCents: bigint },
): Line[] =>
  linesOf(fund, [
    debit('470000', minimumCents, requisition),
    credit('480100', minimumCents, minimumOf(contract)),
    ...[
      debit('C29', ceilingCents, contractOf(contract)),
      credit('C20', ceilingCents, contractOf(contract)),
    ],
    ...[
      debit('C39', minimumCents, contractOf(contract)),
      credit('C30', minimumCents, contractOf(contract)),
    ],
  ]);

/** A modification raises the ceiling. */
export const ceilingRise = (fund: FundRef, contract: string, cents: bigint): Line[] =>
  linesOf(fund, [
    debit('C29', cents, contractOf(contract)),
    credit('C20', cents, contractOf(contract)),
  ]);

/** An order: the part that the minimum still guarantees is obligated already. */
export const order = (
  fund: FundRef,
  { contract, order: id, requisition }: { contract: string; order: string; requisition: string },
  { cents, fromMinimumCents }: { cents: bigint; fromMinimumCents: bigint },
): Line[] =>
  linesOf(fund, [
    debit('480100', fromMinimumCents, minimumOf(contract)),
    debit('470000', cents - fromMinimumCents, requisition),
    credit('480100', cents, orderOf(id)),
    ...[debit('C20', cents, contractOf(contract)), credit('C21', cents, contractOf(contract))],
    ...[
      debit('C30', fromMinimumCents, contractOf(contract)),
      credit('C31', fromMinimumCents, contractOf(contract)),
    ],
  ]);

/** What is not delivered of an order is given up. */
export const orderCancellation = (
  fund: FundRef,
  { contract, order: id }: { contract: string; order: string },
  undeliveredCents: bigint,
): Line[] =>
  linesOf(fund, [
    debit('480100', undeliveredCents, orderOf(id)),
    credit('461000', undeliveredCents),
    debit('C21', undeliveredCents, contractOf(contract)),
    credit('C20', undeliveredCents, contractOf(contract)),
  ]);

/** The minimum that was never ordered is owed at the end. */
export const unmetMinimum = (fund: FundRef, contract: string, cents: bigint): Line[] =>
  linesOf(fund, [
    ...[debit('480100', cents, minimumOf(contract)), credit('490100', cents, contractOf(contract))],
    ...[debit('610000', cents), credit('211000', cents, contractOf(contract))],
    ...used(fund, cents),
    ...[debit('C30', cents, contractOf(contract)), credit('C31', cents, contractOf(contract))],
  ]);

/** A supplier is paid before it delivers. */
export const advance = (fund: FundRef, order_: string, cents: bigint): Line[] =>
  linesOf(fund, [
    ...[debit('480100', cents, orderOf(order_)), credit('480200', cents, orderOf(order_))],
    ...[debit('141000', cents, orderOf(order_)), credit('101000', cents)],
  ]);

/**
 * What was paid in advance is delivered. Mass, and what is owed beyond the advance, are booked by
 * `acceptance` in the same entry.
 */
export const advanceUse = (
  fund: FundRef,
  { contract, order: id, lot }: { contract: string; order: string; lot: string },
  cents: bigint,
): Line[] =>
  linesOf(fund, [
    ...[debit('480200', cents, orderOf(id)), credit('490200', cents, orderOf(id))],
    ...[debit('157100', cents, lot), credit('141000', cents, orderOf(id))],
    ...used(fund, cents),
    ...[debit('C21', cents, contractOf(contract)), credit('C22', cents, contractOf(contract))],
  ]);

/** Metal arrives and waits in quarantine. Nothing is owed for it yet. */
export const arrival = (fund: FundRef, lot: string, unit: Unit, grams: bigint): Line[] =>
  linesOf(fund, [debit('Q10', grams, lot, unit), credit('Q90', grams, lot, unit)]);

/** A lot is accepted at its price: from this moment it is owed. */
export const acceptance = (
  fund: FundRef,
  { contract, order: id, lot }: { contract: string; order: string; lot: string },
  { cents, grams, unit }: { cents: bigint; grams: bigint; unit: Unit },
): Line[] =>
  linesOf(fund, [
    ...[debit('480100', cents, orderOf(id)), credit('490100', cents, orderOf(id))],
    ...[debit('157100', cents, lot), credit('211000', cents, orderOf(id))],
    ...used(fund, cents),
    ...[debit('C21', cents, contractOf(contract)), credit('C22', cents, contractOf(contract))],
    ...[debit('Q11', grams, lot, unit), credit('Q10', grams, lot, unit)],
  ]);

/** The price of what is accepted is above the order: more is obligated first. */
export const orderIncrease = (
  fund: FundRef,
  { contract, order: id }: { contract: string; order: string },
  cents: bigint,
): Line[] =>
  linesOf(fund, [
    ...[debit('461000', cents), credit('480100', cents, orderOf(id))],
    ...[debit('C20', cents, contractOf(contract)), credit('C21', cents, contractOf(contract))],
  ]);

/** A lot is sent back. The order stays open, and nothing is owed. */
export const rejection = (fund: FundRef, lot: string, unit: Unit, grams: bigint): Line[] =>
  linesOf(fund, [debit('Q91', grams, lot, unit), credit('Q10', grams, lot, unit)]);

/** What is owed is paid. */
export const payment = (fund: FundRef, payable: string, cents: bigint): Line[] =>
  linesOf(fund, [
    ...[debit('490100', cents, payable), credit('490200', cents, payable)],
    ...[debit('211000', cents, payable), credit('101000', cents)],
  ]);

/** Interest on what was paid late is owed too. */
export const lateInterest = (fund: FundRef, payable: string, cents: bigint): Line[] =>
  linesOf(fund, [
    ...[debit('461000', cents), credit('490100', cents, payable)],
    ...[debit('633000', cents), credit('211000', cents, payable)],
    ...used(fund, cents),
  ]);

/** Storage of a month is owed to a warehouse: from an order for storage, or from free money. */
export const storage = (
  fund: FundRef,
  { order: from, payable }: { order?: { contract: string; order: string }; payable: string },
  cents: bigint,
): Line[] =>
  linesOf(fund, [
    from === undefined ? debit('461000', cents) : debit('480100', cents, orderOf(from.order)),
    credit('490100', cents, payable),
    ...[debit('610000', cents), credit('211000', cents, payable)],
    ...used(fund, cents),
    ...(from === undefined
      ? []
      : [
          debit('C21', cents, contractOf(from.contract)),
          credit('C22', cents, contractOf(from.contract)),
        ]),
  ]);

/** Metal that a count does not find, or that has decayed, at its cost. */
export const countLoss = (
  fund: FundRef,
  lot: string,
  { cents, grams, unit }: { cents: bigint; grams: bigint; unit: Unit },
): Line[] =>
  linesOf(fund, [
    ...[debit('729200', cents), credit('157100', cents, lot)],
    ...[debit('Q93', grams, lot, unit), credit('Q11', grams, lot, unit)],
  ]);

/** Stock goes from lots to lots: a split, a blend. Grams and cost go along exactly. */
export const restack = (
  fund: FundRef,
  unit: Unit,
  lots: readonly { lot: string; cents: bigint; grams: bigint }[],
): Line[] =>
  linesOf(
    fund,
    lots.flatMap(({ lot, cents, grams }) => [
      debit('157100', cents, lot),
      debit('Q11', grams, lot, unit),
    ]),
  );
