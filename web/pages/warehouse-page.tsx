import { bookedMassText } from '../../src/base/booked.ts';
import type { Lot, Warehouse } from '../../src/inventory/inventory.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { KeyFigure } from '../parts/key-figure.tsx';
import { PlainTable } from '../parts/table.tsx';
import { type CertifiedOn, daysBetween, daysText, lotRows } from './stock-text.ts';
import { WarehouseFigure } from './warehouse-figure.tsx';

export interface WarehouseProps {
  readonly warehouse: Warehouse;
  readonly lots: readonly Lot[]; // that lie in it
  readonly certified: CertifiedOn;
  readonly on: string;
  readonly data: DataEdition;
}

/** One warehouse: what it may hold, what lies in it, who may look. */
export function WarehousePage({ warehouse, lots: all, certified, on }: WarehouseProps) {
  const lots = all.filter(({ grossG }) => grossG !== '0'); // one that was split lay here last
  const { id, title, kind, isAuditable, leaseEndsOn } = warehouse;
  const [loadG, capacityG] = [BigInt(warehouse.loadG), BigInt(warehouse.capacityG)];
  return (
    <>
      <p className="trail">
        <a href="/stock">Stock</a> / {id}
      </p>
      <section className="answer">
        <p className="question">{title}</p>
        <h1>{`${bookedMassText(loadG)} of ${bookedMassText(capacityG)} is taken, ${bookedMassText(capacityG - loadG)} is free`}</h1>
        <p className="lead">{`Gross mass on ${on}, with packaging, in ${warehouse.lots === 1 ? '1 lot' : `${warehouse.lots} lots`}.`}</p>
        <dl className="key-figures">
          <KeyFigure
            term="Right of audit"
            kind="input"
            value={isAuditable ? 'yes' : 'none'}
            note={
              kind === 'private'
                ? 'a private warehouse holds metal of the reserve only where the reserve may audit it'
                : 'a building of the government'
            }
          />
          <KeyFigure
            term="Lease ends"
            kind="input"
            value={leaseEndsOn ?? 'no lease'}
            note={leaseEndsOn === null ? 'as it was registered' : leaseNote(on, leaseEndsOn)}
          />
        </dl>
      </section>
      <section aria-labelledby="room">
        <h2 id="room">Its room</h2>
        <WarehouseFigure warehouses={[warehouse]} on={on} />
      </section>
      <section aria-labelledby="lots">
        <h2 id="lots">What lies in it</h2>
        {lots.length === 0 ? (
          <p>Nothing lies in it.</p>
        ) : (
          mineralsOf(lots).map((mineral) => (
            <PlainTable
              key={mineral}
              caption={`Lots of ${mineral} in ${title}`}
              rows={lotRows(
                lots.filter((lot) => lot.mineral === mineral),
                certified,
                on,
              )}
            />
          ))
        )}
      </section>
      <p className="actions">
        <a href={`/api/v1/lots?warehouse=${encodeURIComponent(id)}`}>Its lots as JSON</a>
        <a href="/api/v1/warehouses">Warehouses as JSON</a>
      </p>
    </>
  );
}

const mineralsOf = (lots: readonly Lot[]) =>
  [...new Set(lots.map(({ mineral }) => mineral))].sort();

const leaseNote = (on: string, endsOn: string) =>
  daysBetween(on, endsOn) < 0
    ? `${daysText(daysBetween(endsOn, on))} ago`
    : `${daysText(daysBetween(on, endsOn))} from ${on}`;
