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
import { statusText } from './book-text.ts';
import { meetingHref, resolutionHref } from './document-href.ts';
import { PLAIN_ASK, planAddress } from './plan-query.ts';
import {
  attachmentRows,
  authorityRows,
  noText,
  outcomeText,
  questionText,
  quorumText,
  voteRows,
  yesText,
} from './resolution-text.ts';

export interface ResolutionProps {
  readonly record: ResolutionRecord;
  readonly recusals: readonly Recusal[];
  readonly keptDigest: string | null; // with which what it is about is kept here
  readonly limit: FundLimit | null; // its authority in the ledger, while that is booked
  readonly rule: CountingRule | null; // on the day of its meeting, or from which it is in effect
  readonly steps: readonly TraceStep[];
  readonly data: DataEdition;
}

/** One resolution: what is asked, what hangs on it, who voted how. */
export function ResolutionPage(props: ResolutionProps) {
  const { record, recusals, keptDigest, limit, rule, steps } = props;
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
        <PlainTable
          caption="Attachments with their digests"
          rows={attachmentRows(record, { keptDigest, steps })}
        />
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
        {record.aboutKind === 'plan' && keptDigest !== null && <PlanLinks id={record.aboutId} />}
        <a href={`/api/v1${href}`}>As JSON</a>
      </p>
    </div>
  );
}

/** A plan that is kept has no page of its own: it is a file, and the plan of today is held against it. */
function PlanLinks({ id }: { readonly id: string }) {
  return (
    <>
      <a href={planAddress({ ...PLAIN_ASK, against: id })}>Compare the plan of today with {id}</a>
      <a href={`/api/v1/plans/${encodeURIComponent(id)}`}>{id} as JSON</a>
    </>
  );
}

function Choices({ record }: Pick<ResolutionProps, 'record'>) {
  return (
    <section aria-labelledby="choices">
      <h2 id="choices">What hangs on it</h2>
      <dl className="outcomes">
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
