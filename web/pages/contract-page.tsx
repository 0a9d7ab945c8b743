import type { DocumentEvent, TraceStep } from '../../src/audit/audit.ts';
import { premiumText, priceText } from '../../src/contracts/contract-text.ts';
import type { CeilingChange, Contract, Invoice, Order } from '../../src/contracts/contracts.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { Deeds } from '../parts/deeds.tsx';
import { LifeTable } from '../parts/life-table.tsx';
import { PlainTable, type Rows } from '../parts/table.tsx';
import { ThreadStrip } from '../parts/thread-strip.tsx';
import { fundHref, statusText, threadHref } from './book-text.ts';
import { contractDeeds } from './contract-deeds.ts';
import { BurnDownFigure, CeilingFigure } from './contract-figures.tsx';
import {
  contractHref,
  invoiceRows,
  KIND_TEXT,
  listingTerm,
  modificationRows,
  money,
  moneyRows,
  orderRows,
  requisitionHref,
} from './contract-text.ts';

export interface ContractProps {
  readonly contract: Contract;
  readonly ceiling: readonly CeilingChange[];
  readonly owedMinimumCents: string;
  readonly orders: readonly Order[];
  readonly invoices: readonly Invoice[];
  readonly events: readonly DocumentEvent[];
  readonly thread: readonly TraceStep[];
  readonly data: DataEdition;
}

/** One contract: what is left of its ceiling, its words of money, its orders and its life. */
export function ContractPage(props: ContractProps) {
  const { contract, ceiling, owedMinimumCents, orders, invoices, events, thread } = props;
  const { id } = contract;
  const isAwarded = ceiling.length > 0;
  return (
    <>
      <p className="trail">
        <a href="/contracts">Contracts</a> / {id}
      </p>
      <ContractAnswer contract={contract} isAwarded={isAwarded} thread={thread} />
      <Deeds deeds={contractDeeds(contract, owedMinimumCents)} back={contractHref(id)} />
      <section aria-labelledby="money">
        <h2 id="money">The words of money</h2>
        <PlainTable
          caption={`What the amounts of contract ${id} mean`}
          rows={moneyRows(contract)}
        />
      </section>
      {isAwarded && (
        <section className="figures" aria-label="Its ceiling">
          <CeilingFigure contract={contract} />
          <BurnDownFigure contract={contract} ceiling={ceiling} />
        </section>
      )}
      <Orders orders={orders} />
      {invoices.length > 0 && (
        <section aria-labelledby="invoices">
          <h2 id="invoices">Invoices</h2>
          <PlainTable caption="Invoices of its orders" rows={invoiceRows(invoices)} />
        </section>
      )}
      {contract.modifications.length > 0 && (
        <section aria-labelledby="modifications">
          <h2 id="modifications">Modifications</h2>
          <PlainTable caption="Modifications" rows={modificationRows(contract)} />
        </section>
      )}
      <section aria-labelledby="terms">
        <h2 id="terms">Terms</h2>
        <PlainTable caption={`Terms of contract ${id}`} rows={termRows(contract)} />
      </section>
      <LifeTable events={events} />
      <ContractLinks id={id} />
    </>
  );
}

interface AnswerProps {
  readonly contract: Contract;
  readonly isAwarded: boolean;
  readonly thread: readonly TraceStep[];
}

function ContractAnswer({ contract, isAwarded, thread }: AnswerProps) {
  const { status, title, party, ceilingCents, ceilingLeftCents, orderingTo } = contract;
  return (
    <section className="answer">
      <p className="question">{title}</p>
      <h1>
        {isAwarded
          ? `${money(ceilingLeftCents)} of the ceiling of ${money(ceilingCents)} is left`
          : `A ceiling of ${money(ceilingCents)} is proposed and not awarded`}
      </h1>
      <p className="lead">
        The contract with {party} is {statusText(status)}; orders may be placed until {orderingTo}
        {status === 'active' ? '' : ' while it is active'}.
      </p>
      <ThreadStrip steps={thread} />
    </section>
  );
}

function Orders({ orders }: Pick<ContractProps, 'orders'>) {
  return (
    <section aria-labelledby="orders">
      <h2 id="orders">Orders</h2>
      {orders.length === 0 ? (
        <p>Nothing was ordered yet.</p>
      ) : (
        <>
          <p className="measure">
            Orders sit inside the ceiling of the contract: what they order is taken from it once,
            and their amounts are not added to it.
          </p>
          <PlainTable caption="Orders, as they were placed" rows={orderRows(orders)} />
        </>
      )}
    </section>
  );
}

/** What was agreed, and on which word. */
function termRows(contract: Contract): Rows {
  const { pricePerKg, referencePerKg, soleSourceReason } = contract;
  return {
    columns: [{ label: 'Term' }, { label: 'As agreed' }],
    rows: [
      ['Kind', KIND_TEXT[contract.kind]],
      ['Party', { text: contract.party, href: threadHref('party', contract.party) }],
      ['Mineral', contract.mineral],
      ...(contract.kind === 'storage' ? [] : [listingTerm(contract)]),
      ['Specification that lots have to meet', contract.specification ?? 'none'],
      ['Delivery point', contract.deliveryPoint],
      ['Ordering period', `${contract.orderingFrom} to ${contract.orderingTo}`],
      [
        'Price of dry mass',
        pricePerKg === null ? 'each order names its own' : priceText(pricePerKg),
      ],
      [
        'Premium',
        pricePerKg === null || referencePerKg === null
          ? 'no reference price is stated'
          : premiumText(pricePerKg, referencePerKg),
      ],
      [
        'Competition',
        soleSourceReason === null ? 'awarded in competition' : `sole source: ${soleSourceReason}`,
      ],
      ['Requisition', { text: contract.requisition, href: requisitionHref(contract.requisition) }],
      [
        'Resolution',
        { text: contract.resolution, href: threadHref('resolution', contract.resolution) },
      ],
      ['Fund', { text: contract.fund, href: fundHref(contract.fund) }],
      ['Rule set', contract.ruleSet],
    ],
  };
}

function ContractLinks({ id }: { readonly id: string }) {
  const address = `/api/v1/contracts/${encodeURIComponent(id)}`;
  return (
    <p className="actions">
      <a href={threadHref('contract', id)}>Its thread</a>
      <a href={address}>As JSON</a>
      <a href={`${address}/ceiling`}>Ceiling as JSON</a>
      <a href={`${address}/orders`}>Orders as JSON</a>
      <a href={`${address}/invoices`}>Invoices as JSON</a>
    </p>
  );
}
