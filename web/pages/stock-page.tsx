import { bookedMassText } from '../../src/base/booked.ts';
import type { Lot, Warehouse } from '../../src/inventory/inventory.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { Deeds, deedHref } from '../parts/deeds.tsx';
import { sentenceCase } from '../parts/format.ts';
import { PlainTable, type Rows } from '../parts/table.tsx';
import { STOCK_DEEDS } from './stock-deeds.ts';
import {
  assayAge,
  type CertifiedOn,
  daysBetween,
  daysText,
  isThere,
  lotCell,
  lotRows,
  totalG,
  warehouseCell,
} from './stock-text.ts';
import { WarehouseFigure } from './warehouse-figure.tsx';

export interface StockProps {
  readonly lots: readonly Lot[];
  readonly rotation: readonly Lot[]; // the first to go first
  readonly warehouses: readonly Warehouse[];
  readonly certified: CertifiedOn;
  readonly on: string; // the day on which it is so
  readonly data: DataEdition;
}

/** What the reserve holds, where it lies, and what has to be seen to. */
export function StockPage(props: StockProps) {
  const { lots, warehouses, on } = props;
  const there = lots.filter(isThere);
  const owned = there.filter(({ isOwned, grossG }) => isOwned && grossG !== '0');
  const others = there.length - owned.length;
  return (
    <>
      <section className="answer">
        <p className="question">What does the reserve hold, and where does it lie?</p>
        <h1>{heldSentence(owned)}</h1>
        <p className="lead">
          {`Dry mass, as in the books, on ${on}. `}
          {others > 0 && `${lotsText(others)} more announced, on the way, under test or rejected. `}
          {warehouses.length === 0
            ? 'No warehouse is registered yet.'
            : `${warehouses.length === 1 ? 'One warehouse' : `${warehouses.length} warehouses`}.`}
        </p>
        <Deeds deeds={STOCK_DEEDS} back="/stock" />
        <p className="actions">
          <a className="button" href="/stock/import">
            Import a file
          </a>
        </p>
      </section>
      {mineralsOf(there).map((mineral) => (
        <Mineral key={mineral} {...props} lots={there} mineral={mineral} />
      ))}
      {warehouses.length > 0 && (
        <section aria-labelledby="warehouses">
          <h2 id="warehouses">Warehouses</h2>
          <WarehouseFigure warehouses={warehouses} on={on} />
        </section>
      )}
      <Rotation {...props} />
      <Ended lots={lots.filter((lot) => !isThere(lot))} />
      <p className="actions">
        <a href="/api/v1/lots">Lots as JSON</a>
        <a href="/api/v1/warehouses">Warehouses as JSON</a>
        <a href="/api/v1/lots/rotation">What should leave first, as JSON</a>
      </p>
    </>
  );
}

const mineralsOf = (lots: readonly Lot[]) =>
  [...new Set(lots.map(({ mineral }) => mineral))].sort();

const lotsText = (count: number) => (count === 1 ? '1 lot' : `${count} lots`);

function heldSentence(owned: readonly Lot[]): string {
  if (owned.length === 0) return 'The reserve holds nothing yet';
  const minerals = mineralsOf(owned);
  const masses = minerals.map((mineral) => {
    const own = owned.filter((lot) => lot.mineral === mineral);
    return `${bookedMassText(totalG(own, 'dryG'))} of ${mineral.replaceAll('-', ' ')}`;
  });
  const what = minerals.length > 3 ? `${minerals.length} minerals` : masses.join(', ');
  return `The reserve holds ${what} in ${lotsText(owned.length)}`;
}

function Mineral({ lots, mineral, certified, on }: StockProps & { readonly mineral: string }) {
  const own = lots.filter((lot) => lot.mineral === mineral);
  const name = sentenceCase(mineral.replaceAll('-', ' '));
  return (
    <section aria-labelledby={`lots-${mineral}`}>
      <h2 id={`lots-${mineral}`}>{name}</h2>
      <p className="measure">
        Tonnes, exact. Dry mass is the net mass less its moisture. The age of an assay is that of
        the newest certificate of a lot, or of what it was made of.{' '}
        <a href={`/minerals/${mineral}`}>About {name.toLowerCase()}</a>
      </p>
      <PlainTable caption={`Lots of ${mineral}`} rows={lotRows(own, certified, on)} />
    </section>
  );
}

/** What expires first, then what came first; with how old its assay is. */
function Rotation({ rotation, certified, on }: StockProps) {
  if (rotation.length === 0) return null;
  const rows: Rows = {
    columns: [
      { label: 'Lot' },
      { label: 'Expires on', isUnbroken: true },
      { label: 'Days left', isNumber: true },
      { label: 'Received on', isUnbroken: true },
      { label: 'Age of assay', isUnbroken: true },
      { label: 'Where' },
      { label: 'Test' },
    ],
    rows: rotation.map(({ id, expiresOn, receivedOn, warehouse }) => [
      lotCell(id),
      expiresOn ?? 'does not expire',
      expiresOn === null ? '' : leftText(daysBetween(on, expiresOn)),
      receivedOn ?? '',
      assayAge(certified, id, on),
      warehouseCell(warehouse),
      {
        text: 'Test again',
        href: deedHref({ path: `/lots/${encodeURIComponent(id)}/samples` }, '/stock'),
      },
    ]),
  };
  return (
    <section aria-labelledby="rotation">
      <h2 id="rotation">What expires, and what should leave first</h2>
      <p className="measure">Accepted lots: those that expire first, then those that came first.</p>
      <PlainTable caption="Order in which lots should leave" rows={rows} />
    </section>
  );
}

const leftText = (days: number) => (days < 0 ? `${daysText(-days)} over` : `${days}`);

function Ended({ lots }: { readonly lots: readonly Lot[] }) {
  if (lots.length === 0) return null;
  return (
    <section aria-labelledby="ended">
      <h2 id="ended">Lots that are no more</h2>
      <PlainTable
        caption="Lots that were split, blended, returned or cancelled"
        rows={{
          columns: [{ label: 'Lot' }, { label: 'Mineral' }, { label: 'What became of it' }],
          rows: lots.map(({ id, mineral, status }) => [
            lotCell(id),
            mineral,
            status.replaceAll('_', ' '),
          ]),
        }}
      />
    </section>
  );
}
