import type { DocumentEvent, TraceStep } from '../../src/audit/audit.ts';
import { bookedMassText, centsText } from '../../src/base/booked.ts';
import type { LotPage as LotReport } from '../../src/inventory/lot-page.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { Deeds } from '../parts/deeds.tsx';
import { KeyFigure, type KeyFigureProps } from '../parts/key-figure.tsx';
import { LifeTable } from '../parts/life-table.tsx';
import { PlainTable, type Rows } from '../parts/table.tsx';
import { ThreadStrip } from '../parts/thread-strip.tsx';
import { fundHref, statusText, threadHref } from './book-text.ts';
import { LotCertificates, LotQuality } from './lot-quality.tsx';
import { LotTreeFigure } from './lot-tree-figure.tsx';
import { lotDeeds } from './stock-deeds.ts';
import { lotHref, warehouseHref } from './stock-text.ts';

export interface LotProps {
  readonly page: LotReport;
  readonly events: readonly DocumentEvent[];
  readonly steps: readonly TraceStep[];
  readonly on: string; // the day on which it is so
  readonly data: DataEdition;
}

/** One lot: what it is, what was found in it, whose it is, where it has been, what became of it. */
export function LotPage({ page, events, steps, on }: LotProps) {
  const { lot } = page;
  return (
    <>
      <p className="trail">
        <a href="/stock">Stock</a> / {lot.id}
      </p>
      <section className="answer">
        <p className="question">{`Lot ${lot.id}, ${lot.form} in ${lot.packaging}`}</p>
        <h1>{headline(page)}</h1>
        <p className="lead">
          {`From ${lot.supplier}, who calls it ${lot.vendorLot}. `}
          {lot.orderRef === null ? (
            'It came without an order.'
          ) : (
            <>
              For order <a href={threadHref('order', lot.orderRef)}>{lot.orderRef}</a>.
            </>
          )}{' '}
          {lot.warehouse !== null && (
            <>
              It is in <a href={warehouseHref(lot.warehouse)}>{lot.warehouse}</a>.
            </>
          )}
        </p>
        <ThreadStrip steps={steps} />
        <dl className="key-figures">
          {massFigures(page).map((figure) => (
            <KeyFigure key={figure.term} {...figure} />
          ))}
        </dl>
        <Deeds deeds={lotDeeds(lot)} back={lotHref(lot.id)} />
      </section>
      <LotQuality page={page} />
      <LotCertificates {...page} />
      <LotTreeFigure tree={page.tree} on={on} />
      <section aria-labelledby="shares">
        <h2 id="shares">Whose it is, and what it cost</h2>
        <PlainTable caption="Shares of funds" rows={shareRows(page)} />
      </section>
      <Custody page={page} />
      <LifeTable events={events} />
      <p className="actions">
        <a href={threadHref('lot', lot.id)}>Its thread</a>
        <a href={`/journal?${new URLSearchParams({ dim: `lot:${lot.id}` })}`}>Its entries</a>
        <a href={`/api/v1/lots/${encodeURIComponent(lot.id)}`}>As JSON</a>
      </p>
    </>
  );
}

function headline({ lot }: LotReport): string {
  const mineral = lot.mineral.replaceAll('-', ' ');
  const mass =
    lot.grossG === '0' && lot.announcedNetG !== null
      ? `${bookedMassText(BigInt(lot.announcedNetG))} net announced`
      : `${bookedMassText(BigInt(lot.dryG))} dry`;
  const whose = lot.isOwned ? '' : ', not yet of the reserve';
  return `${mass} of ${mineral}: ${statusText(lot.status)}${whose}`;
}

function massFigures({ lot }: LotReport): readonly KeyFigureProps[] {
  const [grossG, netG, dryG] = [BigInt(lot.grossG), BigInt(lot.netG), BigInt(lot.dryG)];
  const expiry = lot.expiresOn === null ? 'it does not expire' : `it expires on ${lot.expiresOn}`;
  return [
    {
      ...{ term: 'Gross', kind: 'input', value: bookedMassText(grossG) },
      note: `with packaging of ${bookedMassText(grossG - netG)}`,
    },
    {
      ...{ term: 'Net', kind: 'input', value: bookedMassText(netG) },
      note: `received on ${lot.receivedOn ?? 'no day yet'}; ${expiry}`,
    },
    {
      ...{ term: 'Dry', kind: 'input', value: bookedMassText(dryG) },
      note: `net less ${bookedMassText(netG - dryG)} of water, rounded down to the gram; the mass in the books`,
    },
  ];
}

function shareRows({ lot }: LotReport): Rows {
  return {
    columns: [
      { label: 'Fund' },
      { label: 'Weight of its share', isNumber: true },
      { label: 'Dry mass', isNumber: true },
      { label: 'Cost', isNumber: true },
    ],
    rows: [
      ...lot.shares.map(({ fund, weight, dryG, costCents }) => [
        { text: fund, href: fundHref(fund) },
        ...[weight, bookedMassText(BigInt(dryG)), centsText(BigInt(costCents))],
      ]),
      ['all', '', bookedMassText(BigInt(lot.dryG)), centsText(BigInt(lot.costCents))],
    ],
  };
}

function Custody({ page: { custody } }: { readonly page: LotReport }) {
  return (
    <section aria-labelledby="custody">
      <h2 id="custody">Who had it in hand</h2>
      {custody.length === 0 ? (
        <p>Nobody has handed it over yet.</p>
      ) : (
        <PlainTable
          caption="Handovers, first to last"
          rows={{
            columns: [
              { label: 'Step' },
              { label: 'From' },
              { label: 'To' },
              { label: 'At (UTC)', isUnbroken: true },
              { label: 'Seal' },
              { label: 'Told by' },
            ],
            rows: custody.map(({ n, kind, from, to, at, seal, by }) => [
              `${n + 1}. ${kind === 'give' ? 'given' : 'taken'}`,
              ...[from, to, at.slice(0, 19).replace('T', ' '), seal ?? '', by],
            ]),
          }}
        />
      )}
    </section>
  );
}
