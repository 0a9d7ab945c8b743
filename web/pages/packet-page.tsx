import type { DocumentEvent } from '../../src/audit/audit.ts';
import type { MeetingRecord, ResolutionRecord } from '../../src/board/board.ts';
import { authorityText, ballotText, resultText, ruleText } from '../../src/board/board-text.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { presidingSeat } from './board-page-text.ts';
import { statusText } from './book-text.ts';
import { meetingHref } from './document-href.ts';
import { MinuteList } from './meeting-page.tsx';
import { daysText } from './resolution-text.ts';

export interface PacketProps {
  readonly record: MeetingRecord;
  readonly textDigest: string; // of the packet as text, byte by byte
  readonly data: DataEdition;
}

/** The packet of a meeting as a document to print: the same facts and digests as its text. */
export function PacketPage({ record, textDigest }: PacketProps) {
  const { id, title, heldOn, place, status, agenda, minutes } = record;
  const presiding = presidingSeat(record);
  const href = meetingHref(id);
  return (
    <article className="packet">
      <p className="trail">
        <a href="/board">Board</a> / <a href={href}>{id}</a> / Packet
      </p>
      <section className="answer">
        <p className="question">Packet of meeting {id}</p>
        <h1>{title}</h1>
        <p className="lead">
          {heldOn}, {place}; {statusText(status)}.
          {presiding !== undefined && ` Presiding: ${presiding.name} (${presiding.office}).`}
        </p>
      </section>
      <About record={record} textDigest={textDigest} />
      <Roster record={record} />
      {agenda.map((item, k) => (
        <Item key={item.id} item={item} n={k + 1} />
      ))}
      {minutes.length > 0 && (
        <section aria-labelledby="minutes">
          <h2 id="minutes">Minutes</h2>
          <MinuteList minutes={minutes} />
        </section>
      )}
      <p className="actions">
        <a href={`/api/v1${href}/packet.txt`}>As text</a>
        <a href={`/api/v1${href}`}>As JSON</a>
      </p>
    </article>
  );
}

/** What this document shows, as of when, and how to check that it is the same elsewhere. */
function About({ record, textDigest }: Omit<PacketProps, 'data'>) {
  const { id, agenda, version } = record;
  const last = lastStep([record.events, ...agenda.map(({ events }) => events)].flat());
  return (
    <FactTable
      caption="About this packet"
      head={`Meeting ${id}`}
      facts={[
        [
          'As of',
          `${last}, the last step of the meeting and its items (version ${version} of the meeting)`,
        ],
        [
          'Shown',
          `every item of the agenda (${agenda.length}); of the minutes, what is open to the public`,
        ],
        ['Checksum', `${textDigest} of the packet as text`],
        ['To check', `lodestock board packet ${id} | sha256sum`],
      ]}
    />
  );
}

/** Days as text sort as they follow each other. */
const lastStep = (events: readonly DocumentEvent[]): string =>
  events
    .map(({ on }) => on)
    .sort()
    .at(-1) ?? 'no step';

function Roster({ record: { id, roster } }: Pick<PacketProps, 'record'>) {
  return (
    <section aria-labelledby="roster">
      <h2 id="roster">Roster</h2>
      {roster.length === 0 ? (
        <p>The roster is frozen when the meeting is opened.</p>
      ) : (
        <FactTable
          caption="Roster"
          head={`Meeting ${id}`}
          facts={roster.map(({ seat, name, office }) => [`Seat ${seat}`, `${name} (${office})`])}
        />
      )}
    </section>
  );
}

function Item({ item, n }: { readonly item: ResolutionRecord; readonly n: number }) {
  const { id, title, ballots, result, minerals } = item;
  const head = `${id} · ${item.aboutDigest}`;
  return (
    <section className="item" aria-labelledby={`item-${n}`}>
      <h2 id={`item-${n}`}>
        Item {n}. {id}: {title}
      </h2>
      <FactTable
        caption={`Resolution ${id}`}
        head={head}
        facts={[
          [
            'Status',
            `${statusText(item.status)}${item.meeting === null ? '' : `, meeting ${item.meeting}`}`,
          ],
          ['Decides', `${item.decision} ${item.aboutKind} ${item.aboutId}`],
          ['Its digest', item.aboutDigest],
          ['Authority', authorityText(item)],
          ['In effect', daysText(item)],
          ...(minerals.length > 0 ? [['Minerals', minerals.join(', ')] as const] : []),
          ['Digest of the text', item.bodyDigest],
        ]}
      />
      <p className="resolved">{item.body}</p>
      {ballots.length > 0 && (
        <FactTable
          caption={`Votes on resolution ${id}`}
          head={head}
          facts={[
            ...ballots.map((ballot) => [`Seat ${ballot.seat}`, ballotText(ballot)] as const),
            ...(result === null
              ? []
              : [
                  ['Result', resultText(result)] as const,
                  ['Counted by', ruleText(result)] as const,
                ]),
          ]}
        />
      )}
    </section>
  );
}

/** A table whose first row names what it belongs to: printers repeat it on every page. */
function FactTable(props: {
  readonly caption: string;
  readonly head: string;
  readonly facts: readonly (readonly [string, string])[];
}) {
  return (
    <table className="table packet-facts">
      <caption className="unseen">{props.caption}</caption>
      <thead>
        <tr>
          <th colSpan={2} scope="colgroup">
            {props.head}
          </th>
        </tr>
      </thead>
      <tbody>
        {props.facts.map(([term, fact]) => (
          <tr key={term}>
            <th scope="row">{term}</th>
            <td>{fact}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
