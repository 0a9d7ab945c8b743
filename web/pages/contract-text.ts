import { centsText } from '../../src/base/booked.ts';
import type { Contract, Invoice, Order, Requisition } from '../../src/contracts/contracts.ts';
import { heldAgainstText } from '../../src/rules/eligible-list.ts';
import type { Cell, Rows } from '../parts/table.tsx';
import { journalHref, statusText } from './book-text.ts';
import { eligibleHref } from './document-href.ts';

export const contractHref = (id: string) => `/contracts/${encodeURIComponent(id)}`;
export const orderHref = (id: string) => `/orders/${encodeURIComponent(id)}`;
export const requisitionHref = (id: string) => `/requisitions/${encodeURIComponent(id)}`;
export const invoiceHref = (id: string) => `/invoices/${encodeURIComponent(id)}`;
export const lotHref = (id: string) => `/lots/${encodeURIComponent(id)}`;

/** Booked cents as dollars, to the cent. */
export const money = (cents: string) => centsText(BigInt(cents));

export const KIND_TEXT: Readonly<Record<Contract['kind'], string>> = {
  idiq: 'indefinite delivery, indefinite quantity',
  definite: 'definite quantity',
  offtake: 'offtake',
  storage: 'storage',
};

/** The list that a purchase was held against on its day. */
export const listingTerm = ({
  eligibleList: version,
}: Pick<Contract, 'eligibleList'>): readonly Cell[] => [
  'Eligible list it was held against',
  version === null
    ? heldAgainstText(version)
    : { text: heldAgainstText(version), href: eligibleHref(version) },
];

/** A part of an amount in percent, cut to a tenth: '2.0', and never 100 before all of it is. */
export function percentOf(part: bigint, whole: bigint): string {
  const tenths = whole === 0n ? 0n : (1000n * part) / whole;
  return `${tenths / 10n}.${tenths % 10n}`;
}

/** The words of money, each with what it means and where it stands in the books. */
export function moneyRows(contract: Contract): Rows {
  const booked = (account: string): Cell => ({
    text: `account ${account}`,
    href: journalHref({ fund: contract.fund, account, dim: `contract:${contract.id}` }),
  });
  const { baseValueCents } = contract;
  return {
    columns: [
      { label: 'Word' },
      { label: 'USD', isNumber: true },
      { label: 'What it means' },
      { label: 'From' },
    ],
    rows: [
      [
        'Stated base value',
        baseValueCents === null ? 'none stated' : money(baseValueCents),
        'an estimate; it is never obligated and stands in no sum',
        'the contract as drafted',
      ],
      [
        'Guaranteed minimum',
        money(contract.minimumCents),
        'obligated at the award; the first orders count against it',
        booked('C39'),
      ],
      [
        'Minimum left',
        money(contract.minimumLeftCents),
        'guaranteed, and neither ordered nor owed yet',
        booked('C30'),
      ],
      [
        'Ordered, not delivered',
        money(contract.orderedCents),
        'obligated for orders whose lots are not accepted',
        booked('C21'),
      ],
      [
        'Delivered',
        money(contract.deliveredCents),
        'accepted at the price of orders',
        booked('C22'),
      ],
      [
        'Ceiling',
        money(contract.ceilingCents),
        'the most that may ever be ordered, with all modifications',
        booked('C29'),
      ],
      [
        'Ceiling left',
        money(contract.ceilingLeftCents),
        'ceiling − ordered, not delivered − delivered',
        booked('C20'),
      ],
    ],
  };
}

export const contractRows = (contracts: readonly Contract[]): Rows => ({
  columns: [
    { label: 'Contract' },
    { label: 'Title' },
    { label: 'Kind' },
    { label: 'Party' },
    { label: 'Ordered, not delivered, USD', isNumber: true },
    { label: 'Delivered, USD', isNumber: true },
    { label: 'Ceiling, USD', isNumber: true },
    { label: 'Orders from', isUnbroken: true },
    { label: 'until', isUnbroken: true },
    { label: 'Status' },
  ],
  rows: contracts.map((each) => [
    { text: each.id, href: contractHref(each.id) },
    ...[each.title, KIND_TEXT[each.kind], each.party],
    ...[each.orderedCents, each.deliveredCents, each.ceilingCents].map(money),
    ...[each.orderingFrom, each.orderingTo, statusText(each.status)],
  ]),
});

export const requisitionRows = (requisitions: readonly Requisition[]): Rows => ({
  columns: [
    { label: 'Requisition' },
    { label: 'Purpose' },
    { label: 'Fund' },
    { label: 'Resolution' },
    { label: 'Amount, USD', isNumber: true },
    { label: 'Committed, not obligated, USD', isNumber: true },
    { label: 'Status' },
  ],
  rows: requisitions.map((each) => [
    { text: each.id, href: requisitionHref(each.id) },
    ...[each.purpose, each.fund, each.resolution],
    ...[each.amountCents, each.uncommittedCents].map(money),
    statusText(each.status),
  ]),
});

export const orderRows = (orders: readonly Order[]): Rows => ({
  columns: [
    { label: 'Order' },
    { label: 'Placed', isUnbroken: true },
    { label: 'Deliver by', isUnbroken: true },
    { label: 'Amount, USD', isNumber: true },
    { label: 'Not delivered, USD', isNumber: true },
    { label: 'Ordered from the minimum, USD', isNumber: true },
    { label: 'Status' },
  ],
  rows: orders.map((each) => [
    { text: each.id, href: orderHref(each.id) },
    ...[each.placedOn, each.deliverBy],
    ...[each.amountCents, each.undeliveredCents, each.fromMinimumCents].map(money),
    statusText(each.status),
  ]),
});

export const invoiceRows = (invoices: readonly Invoice[]): Rows => ({
  columns: [
    { label: 'Invoice' },
    { label: "Supplier's number" },
    { label: 'Lots' },
    { label: 'Received', isUnbroken: true },
    { label: 'It asks for, USD', isNumber: true },
    { label: 'Accepted, USD', isNumber: true },
    { label: 'Paid on', isUnbroken: true },
    { label: 'Status' },
  ],
  rows: invoices.map((each) => [
    { text: each.id, href: invoiceHref(each.id) },
    ...[each.supplierNumber, each.lots.join(', '), each.receivedOn],
    ...[each.amountCents, each.acceptedCents].map(money),
    ...[each.paidOn ?? 'not paid', statusText(each.status)],
  ]),
});

export const modificationRows = ({ modifications }: Contract): Rows => ({
  columns: [
    { label: 'Modification' },
    { label: 'Signed', isUnbroken: true },
    { label: 'Ceiling higher by, USD', isNumber: true },
    { label: 'Orders until', isUnbroken: true },
    { label: 'Resolution' },
    { label: 'Why' },
  ],
  rows: modifications.map(({ n, signedOn, ceilingRiseCents, orderingTo, resolution, reason }) => [
    ...[`M${n}`, signedOn, money(ceilingRiseCents), orderingTo ?? 'as before'],
    ...[resolution ?? 'none needed', reason],
  ]),
});
