import { centsText } from '../../src/base/booked.ts';
import type { FundLimit, FundStatus } from '../../src/fund/fund-status.ts';
import { amountText } from '../../src/fund/fund-text.ts';
import { sentenceCase } from '../parts/format.ts';
import type { Cell, Rows } from '../parts/table.tsx';

/** A place of the journal as an address. */
export function journalHref(place: {
  readonly fund?: string;
  readonly account?: string;
  readonly dim?: string;
}): string {
  return `/journal?${new URLSearchParams(place).toString()}`;
}

export const fundHref = (id: string) => `/fund/${encodeURIComponent(id)}`;
export const entryHref = (id: string) => `/journal/${encodeURIComponent(id)}`;
export const threadHref = (kind: string, id: string) =>
  `/audit/${encodeURIComponent(`${kind}:${id}`)}`;

/** 'Order O-1', as a person names a document. */
export const documentText = (kind: string, id: string) =>
  `${sentenceCase(kind).replaceAll('-', ' ')} ${id}`;

export const statusText = (status: string) => status.replaceAll('_', ' ');

/** An amount on the side that it is on. */
export function sideCells(amount: string, unit: string): readonly [string, string] {
  const isCredit = amount.startsWith('-');
  const size = amountText(isCredit ? amount.slice(1) : amount, unit);
  return isCredit ? ['', size] : [size, ''];
}

/** The sum of some places of a fund [cents]. */
export const centsIn = ({ places }: FundStatus, ...ids: readonly string[]): bigint =>
  places.filter(({ id }) => ids.includes(id)).reduce((sum, { cents }) => sum + BigInt(cents), 0n);

/** What is left of resources when all that is promised or paid is taken off [cents]. */
export const freeCents = (status: FundStatus) =>
  centsIn(status, 'unapportioned', 'apportioned', 'allotted');

/** Where the money of a fund is, each place leading to its entries. */
export function placeRows({ fund, places, resourcesCents }: FundStatus): Rows {
  const rows = places.map(({ title, accounts, cents }): readonly Cell[] => [
    { text: title, href: journalHref({ fund: fund.id, account: accounts[0]! }) },
    accounts.join(', '),
    centsText(BigInt(cents)),
  ]);
  return {
    columns: [{ label: 'Where it is' }, { label: 'Account' }, { label: 'USD', isNumber: true }],
    rows: [...rows, ['total resources', '', centsText(BigInt(resourcesCents))]],
  };
}

/** What limits of a fund leave. */
export const limitRows = (fund: string, limits: readonly FundLimit[]): Rows => ({
  columns: [
    { label: 'Limit' },
    { label: 'Of' },
    { label: 'Granted', isNumber: true },
    { label: 'Used', isNumber: true },
    { label: 'Left', isNumber: true },
  ],
  rows: limits.map(({ title, dim, unit, granted, used, available }) => [
    title,
    dim === '' ? 'the fund' : { text: dim, href: journalHref({ fund, dim }) },
    ...[granted, used, available].map((each) => amountText(each, unit)),
  ]),
});
