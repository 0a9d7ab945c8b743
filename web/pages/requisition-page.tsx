import type { DocumentEvent, TraceStep } from '../../src/audit/audit.ts';
import type { Contract, Requisition } from '../../src/contracts/contracts.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { Deeds } from '../parts/deeds.tsx';
import { LifeTable } from '../parts/life-table.tsx';
import { PlainTable, type Rows } from '../parts/table.tsx';
import { ThreadStrip } from '../parts/thread-strip.tsx';
import { fundHref, journalHref, statusText, threadHref } from './book-text.ts';
import { requisitionDeeds } from './contract-deeds.ts';
import { contractRows, listingTerm, money, requisitionHref } from './contract-text.ts';

export interface RequisitionProps {
  readonly requisition: Requisition;
  readonly contracts: readonly Contract[]; // those that rest on it
  readonly events: readonly DocumentEvent[];
  readonly thread: readonly TraceStep[];
  readonly data: DataEdition;
}

/** One requisition: what was asked for, on whose word, and what of it is not obligated. */
export function RequisitionPage(props: RequisitionProps) {
  const { requisition, contracts, events, thread } = props;
  const { id, status, purpose, amountCents, uncommittedCents } = requisition;
  return (
    <>
      <p className="trail">
        <a href="/contracts">Contracts</a> / Requisition {id}
      </p>
      <section className="answer">
        <p className="question">{purpose}</p>
        <h1>
          {money(uncommittedCents)} of {money(amountCents)} is committed and not obligated
        </h1>
        <p className="lead">
          The requisition is {statusText(status)}. Money is committed when a budget officer
          certifies it, and obligated by the award and the orders of its contracts.
        </p>
        <ThreadStrip steps={thread} />
      </section>
      <Deeds deeds={requisitionDeeds(requisition)} back={requisitionHref(id)} />
      <section aria-labelledby="terms">
        <h2 id="terms">What was asked for</h2>
        <PlainTable caption={`Requisition ${id}`} rows={requisitionTerms(requisition)} />
      </section>
      <section aria-labelledby="contracts">
        <h2 id="contracts">Contracts on it</h2>
        {contracts.length === 0 ? (
          <p>No contract rests on it yet.</p>
        ) : (
          <PlainTable caption="Contracts that rest on it" rows={contractRows(contracts)} />
        )}
      </section>
      <LifeTable events={events} />
      <p className="actions">
        <a href={threadHref('requisition', id)}>Its thread</a>
        <a href={journalHref({ dim: `requisition:${id}` })}>Its entries</a>
        <a href={`/api/v1/requisitions/${encodeURIComponent(id)}`}>As JSON</a>
      </p>
    </>
  );
}

const requisitionTerms = (requisition: Requisition): Rows => {
  const { fund, resolution, plan, mineral, amountCents, uncommittedCents } = requisition;
  return {
    columns: [{ label: 'Term' }, { label: 'Value' }],
    rows: [
      ['Amount, USD', money(amountCents)],
      ['Committed and not obligated, USD, account 470000', money(uncommittedCents)],
      ['Fund', { text: fund, href: fundHref(fund) }],
      ['Resolution', { text: resolution, href: threadHref('resolution', resolution) }],
      ...(mineral === null ? [] : [['Mineral', mineral], listingTerm(requisition)]),
      ['Plan', plan === null ? 'none' : { text: plan, href: threadHref('plan', plan) }],
    ],
  };
};
