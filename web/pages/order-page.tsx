import type { DocumentEvent, TraceStep } from '../../src/audit/audit.ts';
import { gramsText } from '../../src/base/booked.ts';
import { premiumText, priceText } from '../../src/contracts/contract-text.ts';
import type { Invoice, Order } from '../../src/contracts/contracts.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { Deeds } from '../parts/deeds.tsx';
import { LifeTable } from '../parts/life-table.tsx';
import { PlainTable, type Rows } from '../parts/table.tsx';
import { ThreadStrip } from '../parts/thread-strip.tsx';
import { journalHref, statusText, threadHref } from './book-text.ts';
import { orderDeeds } from './contract-deeds.ts';
import {
  contractHref,
  invoiceRows,
  listingTerm,
  lotHref,
  money,
  orderHref,
} from './contract-text.ts';

export interface OrderProps {
  readonly order: Order;
  readonly invoices: readonly Invoice[];
  readonly events: readonly DocumentEvent[];
  readonly thread: readonly TraceStep[];
  readonly data: DataEdition;
}

/** One order: what of it has come, at which price, and what is owed for it. */
export function OrderPage({ order, invoices, events, thread }: OrderProps) {
  const { id, contract, status, amountCents, undeliveredCents, deliverBy } = order;
  return (
    <>
      <p className="trail">
        <a href="/contracts">Contracts</a> / <a href={contractHref(contract)}>{contract}</a> / {id}
      </p>
      <section className="answer">
        <p className="question">What of this order has come?</p>
        <h1>
          {money(undeliveredCents)} of {money(amountCents)} is not delivered
        </h1>
        <p className="lead">
          The order is {statusText(status)}; it is to be delivered by {deliverBy}. It sits inside
          the ceiling of its contract, which holds it once.
        </p>
        <ThreadStrip steps={thread} />
      </section>
      <Deeds deeds={orderDeeds(order, invoices)} back={orderHref(id)} />
      <section aria-labelledby="terms">
        <h2 id="terms">Amount and price</h2>
        <PlainTable caption={`Terms of order ${id}`} rows={orderTerms(order)} />
      </section>
      <section aria-labelledby="lots">
        <h2 id="lots">Lots</h2>
        {order.lots.length === 0 ? (
          <p>No delivery is announced.</p>
        ) : (
          <PlainTable caption="Lots that came for the order" rows={lotRows(order)} />
        )}
      </section>
      {invoices.length > 0 && (
        <section aria-labelledby="invoices">
          <h2 id="invoices">Invoices</h2>
          <PlainTable caption="Invoices of the order" rows={invoiceRows(invoices)} />
        </section>
      )}
      <LifeTable events={events} />
      <p className="actions">
        <a href={threadHref('order', id)}>Its thread</a>
        <a href={journalHref({ dim: `order:${id}` })}>Its entries</a>
        <a href={`/api/v1/orders/${encodeURIComponent(id)}`}>As JSON</a>
      </p>
    </>
  );
}

function orderTerms(order: Order): Rows {
  const { pricePerKg, referencePerKg } = order;
  return {
    columns: [{ label: 'Term' }, { label: 'Value' }],
    rows: [
      ['Amount, USD', money(order.amountCents)],
      ['Of it from the guaranteed minimum, USD', money(order.fromMinimumCents)],
      ['Not delivered, USD, account 480100', money(order.undeliveredCents)],
      ['Price of dry mass', priceText(pricePerKg)],
      [
        'Premium',
        referencePerKg === null
          ? 'no reference price is stated'
          : premiumText(pricePerKg, referencePerKg),
      ],
      ['Placed on', order.placedOn],
      listingTerm(order),
      ['Deliver by', order.deliverBy],
    ],
  };
}

/** A lot is worth its dry mass times the price of the order, to the cent. */
const lotRows = ({ lots }: Order): Rows => ({
  columns: [
    { label: 'Lot' },
    { label: 'Status' },
    { label: 'Accepted dry mass', isNumber: true },
    { label: 'Accepted for, USD', isNumber: true },
  ],
  rows: lots.map(({ lot, status, acceptedDryG, acceptedCents }) => [
    { text: lot, href: lotHref(lot) },
    statusText(status),
    acceptedDryG === null ? 'not accepted' : gramsText(BigInt(acceptedDryG)),
    acceptedCents === null ? 'not accepted' : money(acceptedCents),
  ]),
});
