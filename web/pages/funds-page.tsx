import { centsText } from '../../src/base/booked.ts';
import type { TieOut } from '../../src/fund/fund.ts';
import type { FundStatus } from '../../src/fund/fund-status.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { PlainTable } from '../parts/table.tsx';
import { centsIn, freeCents, fundHref, statusText } from './book-text.ts';
import { FundFigure } from './fund-figure.tsx';
import { TieOutPanel } from './tie-out-panel.tsx';

export interface FundsProps {
  readonly funds: readonly FundStatus[];
  readonly tieOuts: readonly TieOut[];
  readonly data: DataEdition;
}

/** Where the money of every fund is, and whether the books tie out. */
export function FundsPage({ funds, tieOuts }: FundsProps) {
  if (funds.length === 0) return <NoFund />;
  const total = funds.reduce((sum, { resourcesCents }) => sum + BigInt(resourcesCents), 0n);
  const free = funds.reduce((sum, status) => sum + freeCents(status), 0n);
  const isTied = tieOuts.every(({ difference }) => difference === '0');
  return (
    <>
      <section className="answer">
        <p className="question">Where is the money, and what may still be done with it?</p>
        <h1>
          {centsText(free)} of {centsText(total)} is free
        </h1>
        <p className="lead">
          {funds.length === 1 ? 'One fund' : `${funds.length} funds, each with books of its own`}.{' '}
          {isTied ? 'Every tie-out is zero.' : 'A tie-out is not zero: stop posting.'}
        </p>
      </section>
      <FundTable funds={funds} />
      <section className="figures" aria-label="Each fund">
        {funds.map((status) => (
          <FundFigure key={status.fund.id} status={status} />
        ))}
      </section>
      <TieOutPanel tieOuts={tieOuts} />
      <p className="actions">
        <a href="/journal">Accounts and entries</a>
        <a href="/api/v1/funds">Funds as JSON</a>
        <a href="/api/v1/journal/tie-outs">Tie-outs as JSON</a>
        <a href="/api/v1/journal/export?format=hledger">Journal for hledger</a>
        <a href="/api/v1/journal/export?format=ledger">for ledger</a>
        <a href="/api/v1/journal/export?format=beancount">for Beancount</a>
      </p>
    </>
  );
}

function FundTable({ funds }: { readonly funds: readonly FundStatus[] }) {
  return (
    <section aria-labelledby="funds">
      <h2 id="funds">Every fund</h2>
      <PlainTable
        caption="Funds from appropriation to outlay, in US dollars"
        rows={{
          columns: [
            { label: 'Fund' },
            { label: 'Kind and status' },
            { label: 'Resources, USD', isNumber: true },
            { label: 'Free', isNumber: true },
            { label: 'Committed', isNumber: true },
            { label: 'Obligated, unpaid', isNumber: true },
            { label: 'Paid or advanced', isNumber: true },
          ],
          rows: funds.map((status) => [
            { text: status.fund.title, href: fundHref(status.fund.id) },
            `${status.fund.kind}${status.fund.partner === null ? '' : ` of ${status.fund.partner}`}, ${statusText(status.fund.status)}`,
            ...[
              BigInt(status.resourcesCents),
              freeCents(status),
              centsIn(status, 'committed'),
              centsIn(status, 'undelivered', 'delivered'),
              centsIn(status, 'paid', 'advanced'),
            ].map(centsText),
          ]),
        }}
      />
    </section>
  );
}

function NoFund() {
  return (
    <section className="answer">
      <p className="question">Where is the money, and what may still be done with it?</p>
      <h1>There is no fund yet</h1>
      <p className="lead">
        A budget officer opens one:{' '}
        <code>lodestock fund open reserve --kind appropriated --title …</code>, then books what
        Congress gives with <code>lodestock fund appropriate</code>.
      </p>
    </section>
  );
}
