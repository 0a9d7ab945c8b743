import type { DocumentEvent, TraceStep } from '../../src/audit/audit.ts';
import type { Invoice } from '../../src/contracts/contracts.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { Deeds } from '../parts/deeds.tsx';
import { LifeTable } from '../parts/life-table.tsx';
import { PlainTable, type Rows } from '../parts/table.tsx';
import { ThreadStrip } from '../parts/thread-strip.tsx';
import { statusText, threadHref } from './book-text.ts';
import { invoiceDeeds } from './contract-deeds.ts';
import { contractHref, invoiceHref, lotHref, money, orderHref } from './contract-text.ts';

export interface InvoiceProps {
  readonly invoice: Invoice;
  readonly contract: string;
  readonly events: readonly DocumentEvent[];
  readonly thread: readonly TraceStep[];
  readonly data: DataEdition;
}

/** One invoice: what it asks for against what was accepted, and through whose hands it went. */
export function InvoicePage({ invoice, contract, events, thread }: InvoiceProps) {
  const { id, order, party, status, amountCents, supplierNumber } = invoice;
  return (
    <>
      <p className="trail">
        <a href="/contracts">Contracts</a> / <a href={contractHref(contract)}>{contract}</a> /{' '}
        <a href={orderHref(order)}>{order}</a> / {id}
      </p>
      <section className="answer">
        <p className="question">
          Number {supplierNumber} of {party}: is it what was accepted?
        </p>
        <h1>{answerOf(invoice)}</h1>
        <p className="lead">
          The invoice asks for {money(amountCents)} and is {statusText(status)}. What was accepted
          is paid, to the cent, and nothing else.
        </p>
        <ThreadStrip steps={thread} />
      </section>
      <Deeds deeds={invoiceDeeds(invoice)} back={invoiceHref(id)} />
      <section aria-labelledby="amounts">
        <h2 id="amounts">Asked for and accepted</h2>
        <PlainTable caption={`Amounts of invoice ${id}`} rows={amountRows(invoice)} />
      </section>
      <section aria-labelledby="chain">
        <h2 id="chain">Through whose hands it went</h2>
        <p className="measure">
          Whoever matches, approves and pays are three people. Nobody approves an invoice that they
          received, or whose lots they accepted; the database refuses it.
        </p>
        <PlainTable
          caption="Who received, matched, approved and paid it"
          rows={chainRows(events)}
        />
      </section>
      <LifeTable events={events} />
      <p className="actions">
        <a href={threadHref('invoice', id)}>Its thread</a>
        <a href={`/api/v1/invoices/${encodeURIComponent(id)}`}>As JSON</a>
      </p>
    </>
  );
}

const differenceOf = ({ amountCents, acceptedCents }: Invoice) =>
  BigInt(amountCents) - BigInt(acceptedCents);

function answerOf(invoice: Invoice): string {
  const difference = differenceOf(invoice);
  if (difference === 0n) return 'It asks for what was accepted, to the cent';
  const size = money((difference < 0n ? -difference : difference).toString());
  return `It asks for ${size} ${difference > 0n ? 'more' : 'less'} than was accepted`;
}

const amountRows = (invoice: Invoice): Rows => ({
  columns: [{ label: 'Amount' }, { label: 'USD', isNumber: true }, { label: 'From' }],
  rows: [
    [
      'It asks for',
      money(invoice.amountCents),
      `number ${invoice.supplierNumber}, as received or corrected`,
    ],
    ...invoice.lots.map((lot) => [
      { text: `Lot ${lot}`, href: lotHref(lot) },
      '',
      'it is for this lot',
    ]),
    ['Accepted', money(invoice.acceptedCents), 'dry mass of its lots at the price of the order'],
    ['Difference', money(differenceOf(invoice).toString()), 'asked for − accepted'],
  ],
});

/** The steps of the chain, and the events that are each of them. */
const CHAIN: readonly { readonly step: string; readonly events: readonly string[] }[] = [
  { step: 'Received', events: ['receive'] },
  { step: 'Held against what was accepted', events: ['match', 'mismatch'] },
  { step: 'Approved', events: ['approve'] },
  { step: 'Scheduled', events: ['schedule'] },
  { step: 'Paid', events: ['pay'] },
];

/** Who took each step last, and what came of it. */
const chainRows = (events: readonly DocumentEvent[]): Rows => ({
  columns: [
    { label: 'Step' },
    { label: 'By' },
    { label: 'On', isUnbroken: true },
    { label: 'Then it was' },
  ],
  rows: CHAIN.map(({ step, events: names }) => {
    const taken = events.findLast(({ event }) => names.includes(event));
    return taken === undefined
      ? [step, 'nobody yet', '', '']
      : [step, taken.by, taken.on, statusText(taken.to)];
  }),
});
