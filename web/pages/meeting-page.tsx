import type { TraceStep } from '../../src/audit/audit.ts';
import type { MeetingRecord, Minute, Resolution } from '../../src/board/board.ts';
import type { CountingRule } from '../../src/board/board-text.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { Deeds } from '../parts/deeds.tsx';
import { LifeTable } from '../parts/life-table.tsx';
import { PlainTable } from '../parts/table.tsx';
import { ThreadStrip } from '../parts/thread-strip.tsx';
import { meetingDeeds } from './board-deeds.ts';
import { agendaRows, attendanceText, rosterRows } from './board-page-text.ts';
import { statusText } from './book-text.ts';
import { meetingHref } from './document-href.ts';

export interface MeetingProps {
  readonly record: MeetingRecord;
  readonly drafts: readonly Resolution[]; // on no agenda yet
  readonly rule: CountingRule | null; // on the day of the meeting
  readonly steps: readonly TraceStep[];
  readonly data: DataEdition;
}

/** One meeting: what is on its agenda, who is there, what came of it. */
export function MeetingPage({ record, drafts, rule, steps }: MeetingProps) {
  const { id, title, heldOn, place, status, roster, agenda, events } = record;
  const notice = events.find(({ event }) => event === 'notice');
  const href = meetingHref(id);
  return (
    <div className="board">
      <p className="trail">
        <a href="/board">Board</a> / {id}
      </p>
      <section className="answer">
        <p className="question">{title}</p>
        <h1>
          Meeting {id} on {heldOn}, {place}: {statusText(status)}
        </h1>
        <p className="lead">
          {notice !== undefined && `Notice was given on ${notice.on} by ${notice.by}. `}
          {attendanceText(record, rule)}
        </p>
        <ThreadStrip steps={steps} />
        <Deeds deeds={meetingDeeds(record, drafts)} back={href} />
      </section>
      <section aria-labelledby="agenda">
        <h2 id="agenda">Agenda</h2>
        {agenda.length === 0 ? (
          <p>Nothing is on the agenda yet.</p>
        ) : (
          <PlainTable
            caption="Items of the agenda and how they were decided"
            rows={agendaRows(agenda)}
          />
        )}
      </section>
      {roster.length > 0 && (
        <section aria-labelledby="roster">
          <h2 id="roster">Roster and attendance</h2>
          <p className="measure">
            Frozen when the meeting was opened.
            {rule !== null && ` Quorum: ${rule.quorum} of ${rule.seats}; ${rule.source}.`}
          </p>
          <PlainTable caption="Who has a seat, and who is there" rows={rosterRows(record)} />
        </section>
      )}
      <Minutes minutes={record.minutes} />
      <LifeTable events={events} />
      <p className="actions">
        <a href={`${href}/packet`}>Packet, to print</a>
        <a href={`/api/v1${href}/packet.txt`}>Packet as text</a>
        <a href={`/api/v1${href}`}>As JSON</a>
      </p>
    </div>
  );
}

function Minutes({ minutes }: { readonly minutes: readonly Minute[] }) {
  return (
    <section aria-labelledby="minutes">
      <h2 id="minutes">Public minutes</h2>
      {minutes.length === 0 ? <p>None yet.</p> : <MinuteList minutes={minutes} />}
    </section>
  );
}

/** The minutes; a closed portion is named with the reason that was cited. */
export function MinuteList({ minutes }: { readonly minutes: readonly Minute[] }) {
  return (
    <ol className="minutes">
      {minutes.map(({ n, body, closedReason }) => (
        <li key={n} value={n}>
          {body ?? <em>Closed to the public: {closedReason}</em>}
        </li>
      ))}
    </ol>
  );
}
