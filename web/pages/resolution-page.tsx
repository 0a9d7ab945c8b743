import type { TraceStep } from '../../src/audit/audit.ts';
import { centsText } from '../../src/base/booked.ts';
import type { Recusal, ResolutionRecord } from '../../src/board/board.ts';
import type { CountingRule } from '../../src/board/board-text.ts';
import type { FundLimit } from '../../src/fund/fund-status.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { Deeds } from '../parts/deeds.tsx';
import { LifeTable } from '../parts/life-table.tsx';
import { PlainTable } from '../parts/table.tsx';
import { ThreadStrip } from '../parts/thread-strip.tsx';
import { resolutionDeeds } from './board-deeds.ts';
import {
  attachmentRows,
  authorityRows,
  meetingHref,
  noText,
  outcomeText,
  questionText,
  quorumText,
  resolutionHref,
  voteRows,
  yesText,
} from './board-page-text.ts';
import { statusText } from './book-text.ts';

export interface ResolutionProps {
  readonly record: ResolutionRecord;
  readonly recusals: readonly Recusal[];
  readonly limit: FundLimit | null; // its authority in the ledger, while that is booked
  readonly rule: CountingRule | null; // on the day of its meeting, or from which it is in effect
  readonly steps: readonly TraceStep[];
  readonly data: DataEdition;
}

/** One resolution: what is asked, what hangs on it, who voted how. */
export function ResolutionPage({ record, recusals, limit, rule, steps }: ResolutionProps) {
  const { id, title, status, meeting, minerals, events } = record;
  const href = resolutionHref(id);
  return (
    <div className="board">
      <p className="trail">
        <a href="/board">Board</a> /{' '}
        {meeting !== null && (
          <>
            <a href={meetingHref(meeting)}>{meeting}</a> /{' '}
          </>
        )}
        {id}
      </p>
      <section className="answer">
        <p className="question">
          {id}: {title}
        </p>
        <h1>{questionText(record)}</h1>
        <p className="lead">
          It is {statusText(status)}. {quorumText(record, rule)}
        </p>
        <ThreadStrip steps={steps} />
        <Deeds deeds={resolutionDeeds(record)} back={href} />
      </section>
      <Choices record={record} />
      <Votes record={record} recusals={recusals} rule={rule} />
      <Authority record={record} limit={limit} />
      <section aria-labelledby="attachments" className="digests">
        <h2 id="attachments">What is decided on</h2>
        <p className="measure">
          The vote binds these very contents: another content has another digest.
        </p>
        <PlainTable caption="Attachments with their digests" rows={attachmentRows(record, steps)} />
      </section>
      <section aria-labelledby="text">
        <h2 id="text">Word for word</h2>
        <p className="resolved">{record.body}</p>
        {minerals.length > 0 && (
          <p className="measure">
            About{' '}
            {minerals.map((mineral, k) => (
              <span key={mineral}>
                {k > 0 && ', '}
                <a href={`/minerals/${encodeURIComponent(mineral)}`}>{mineral}</a>
              </span>
            ))}
            .
          </p>
        )}
      </section>
      <LifeTable events={events} />
      <p className="actions">
        {meeting !== null && <a href={`${meetingHref(meeting)}/packet`}>Packet of its meeting</a>}
        <a href={`/api/v1${href}`}>As JSON</a>
      </p>
    </div>
  );
}

function Choices({ record }: Pick<ResolutionProps, 'record'>) {
  return (
    <section aria-labelledby="choices">
      <h2 id="choices">What hangs on it</h2>
      <dl className="choices">
        <div>
          <dt>If it is carried</dt>
          <dd>{yesText(record)}</dd>
        </div>
        <div>
          <dt>If it fails</dt>
          <dd>{noText(record)}</dd>
        </div>
      </dl>
    </section>
  );
}

function Votes({ record, recusals, rule }: Pick<ResolutionProps, 'record' | 'recusals' | 'rule'>) {
  return (
    <section aria-labelledby="votes">
      <h2 id="votes">Votes</h2>
      <p>{outcomeText(record, rule)}</p>
      <PlainTable caption="The vote of each seat" rows={voteRows(record.ballots, recusals)} />
    </section>
  );
}

function Authority({ record, limit }: Pick<ResolutionProps, 'record' | 'limit'>) {
  const { authorityCents, fund, status } = record;
  if (authorityCents === null || fund === null) return null;
  return (
    <section aria-labelledby="authority">
      <h2 id="authority">Use of its authority</h2>
      {limit === null ? (
        <p>
          {centsText(BigInt(authorityCents))} of fund {fund}: not booked while it is{' '}
          {statusText(status)}.
        </p>
      ) : (
        <PlainTable
          caption="Authority granted, used and left, from the ledger"
          rows={authorityRows(record, limit)}
        />
      )}
    </section>
  );
}
