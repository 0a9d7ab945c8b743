import { bookedMassText } from '../../src/base/booked.ts';
import type { Lot, Warehouse } from '../../src/inventory/inventory.ts';
import type { Cell, Rows } from '../parts/table.tsx';
import { statusText } from './book-text.ts';

export const lotHref = (id: string) => `/lots/${encodeURIComponent(id)}`;
export const warehouseHref = (id: string) => `/warehouses/${encodeURIComponent(id)}`;
export const lotCell = (id: string): Cell => ({ text: id, href: lotHref(id) });
export const warehouseCell = (id: string | null): Cell =>
  id === null ? 'on its way' : { text: id, href: warehouseHref(id) };

/** The day of the newest certificate of each lot or of what it was made of. */
export type CertifiedOn = Readonly<Record<string, string>>;

const DAY_MS = 86_400_000;

/** Days from one day to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** '12 days', from the day of its certificate. */
export function assayAge(certified: CertifiedOn, lot: string, on: string): string {
  const day = certified[lot];
  return day === undefined ? 'never tested' : daysText(daysBetween(day, on));
}

export const daysText = (days: number): string => `${days} ${days === 1 ? 'day' : 'days'}`;

/** Whether metal of a lot lies somewhere, or is to come. */
export const isThere = ({ status, grossG }: Lot): boolean =>
  grossG !== '0' || status === 'announced' || status === 'in_transit';

/** Lots in the order in which they are shown: by warehouse, what is on its way last. */
export const byWarehouse = (lots: readonly Lot[]): Lot[] =>
  lots.toSorted((a, b) => (placeKey(a) < placeKey(b) ? -1 : 1));
const placeKey = ({ warehouse, id }: Lot) => `${warehouse ?? '~'} ${id}`;

type Mass = 'grossG' | 'netG' | 'dryG';

/** The exact sum of a mass over lots [g]. */
export function totalG(lots: readonly Lot[], mass: Mass): bigint {
  let total = 0n;
  for (const lot of lots) total += BigInt(lot[mass]);
  return total;
}

/** Lots with their masses, a sum for each warehouse where there are several, and the whole. */
export function lotRows(lots: readonly Lot[], certified: CertifiedOn, on: string): Rows {
  const sorted = byWarehouse(lots);
  const houses = [...new Set(sorted.map(({ warehouse }) => warehouse))];
  const rows = houses.flatMap((house) => {
    const own = sorted.filter(({ warehouse }) => warehouse === house);
    const each = own.map((lot) => lotCells(lot, certified, on));
    return houses.length === 1 || own.length === 1
      ? each
      : [...each, sumCells(`all in ${house ?? 'transit'}`, own)];
  });
  return {
    columns: [
      { label: 'Lot' },
      { label: 'Where' },
      { label: 'Status' },
      { label: 'Form' },
      { label: 'Specification' },
      { label: 'Gross, t', isNumber: true },
      { label: 'Net, t', isNumber: true },
      { label: 'Dry, t', isNumber: true },
      { label: 'Age of assay', isUnbroken: true },
    ],
    rows: [...rows, sumCells('all', sorted)],
  };
}

function lotCells(lot: Lot, certified: CertifiedOn, on: string): Cell[] {
  return [
    lotCell(lot.id),
    warehouseCell(lot.warehouse),
    `${statusText(lot.status)}${lot.isOwned ? '' : ', not ours'}`,
    lot.form,
    `${lot.specification} version ${lot.version}`,
    ...(['grossG', 'netG', 'dryG'] as const).map((mass) => tonnes(BigInt(lot[mass]))),
    assayAge(certified, lot.id, on),
  ];
}

const sumCells = (name: string, lots: readonly Lot[]): Cell[] => [
  name,
  ...['', '', '', ''],
  ...(['grossG', 'netG', 'dryG'] as const).map((mass) => tonnes(totalG(lots, mass))),
  '',
];

/** Tonnes under a heading that says so. */
export const tonnes = (grams: bigint): string => bookedMassText(grams).replace(' t', '');

/** Warehouses with what they hold and may hold. */
export const warehouseRows = (warehouses: readonly Warehouse[]): Rows => ({
  columns: [
    { label: 'Warehouse' },
    { label: 'Whose' },
    { label: 'The reserve may audit it' },
    { label: 'Holds, t gross', isNumber: true },
    { label: 'May hold, t gross', isNumber: true },
    { label: 'Lots', isNumber: true },
    { label: 'Lease ends', isUnbroken: true },
  ],
  rows: warehouses.map((house) => [
    { text: house.title, href: warehouseHref(house.id) },
    house.kind,
    house.isAuditable ? 'yes' : 'no',
    tonnes(BigInt(house.loadG)),
    tonnes(BigInt(house.capacityG)),
    `${house.lots}`,
    house.leaseEndsOn ?? 'no lease',
  ]),
});
