import type { DocumentEvent } from '../../src/audit/audit.ts';
import { centsText } from '../../src/base/booked.ts';
import type { TieOut } from '../../src/fund/fund.ts';
import type { FundStatus } from '../../src/fund/fund-status.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { LifeTable } from '../parts/life-table.tsx';
import { PlainTable } from '../parts/table.tsx';
import {
  freeCents,
  journalHref,
  limitRows,
  placeRows,
  statusText,
  threadHref,
} from './book-text.ts';
import { FundFigure } from './fund-figure.tsx';
import { TieOutPanel } from './tie-out-panel.tsx';

export interface FundProps {
  readonly status: FundStatus;
  readonly events: readonly DocumentEvent[];
  readonly next: readonly string[]; // what may happen to it now
  readonly tieOuts: readonly TieOut[];
  readonly data: DataEdition;
}

/** One fund: its money step by step, its limits, its life and its tie-outs. */
export function FundPage({ status, events, next, tieOuts }: FundProps) {
  const { fund, resourcesCents, cashCents, limits } = status;
  return (
    <>
      <p className="trail">
        <a href="/fund">Funds</a> / {fund.id}
      </p>
      <section className="answer">
        <p className="question">{fund.title}</p>
        <h1>
          {centsText(freeCents(status))} of {centsText(BigInt(resourcesCents))} is free
        </h1>
        <p className="lead">
          The {fund.kind} fund is {statusText(fund.status)}; {centsText(BigInt(cashCents))} lies
          with the Treasury. {next.length > 0 && `Possible now: ${next.join(', ')}.`}
        </p>
      </section>
      <FundFigure status={status} />
      <section aria-labelledby="places">
        <h2 id="places">From appropriation to outlay</h2>
        <PlainTable caption={`Where the money of fund ${fund.id} is`} rows={placeRows(status)} />
      </section>
      {limits.length > 0 && (
        <section aria-labelledby="limits">
          <h2 id="limits">Limits: what was granted, used and left</h2>
          <PlainTable caption="Limits of the fund" rows={limitRows(fund.id, limits)} />
        </section>
      )}
      <LifeTable events={events} />
      <TieOutPanel tieOuts={tieOuts} />
      <p className="actions">
        <a href={journalHref({ fund: fund.id })}>Accounts of this fund</a>
        <a href={threadHref('fund', fund.id)}>Its thread</a>
        <a href={`/api/v1/funds/${fund.id}`}>As JSON</a>
      </p>
    </>
  );
}
