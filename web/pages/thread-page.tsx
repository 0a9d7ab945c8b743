import type { DocumentEvent, TraceStep } from '../../src/audit/audit.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { LifeTable } from '../parts/life-table.tsx';
import { PlainTable } from '../parts/table.tsx';
import { ThreadStrip } from '../parts/thread-strip.tsx';
import { documentText, statusText, threadHref } from './book-text.ts';
import { documentHref } from './document-href.ts';

export interface ThreadProps {
  readonly steps: readonly TraceStep[];
  readonly events: readonly DocumentEvent[]; // of the document that was asked for
  readonly data: DataEdition;
}

/** What led to a document and what came of it, from the question to the line of the ledger. */
export function ThreadPage({ steps, events }: ThreadProps) {
  const { kind, id } = steps.find(({ because }) => because === null)!; // where the question began
  const page = documentHref({ kind, id });
  const [before, after] = [steps.filter(isBefore).length, steps.filter(isAfter).length];
  return (
    <>
      <section className="answer">
        <h1>{documentText(kind, id)}</h1>
        <p className="lead">
          {before === 0 ? 'Nothing' : `${before} document${before > 1 ? 's' : ''}`} led to it;{' '}
          {after === 0 ? 'nothing' : after} came of it.
        </p>
        <ThreadStrip steps={steps} />
      </section>
      <section aria-labelledby="thread">
        <h2 id="thread">The thread</h2>
        <PlainTable
          caption="Documents of the thread, what led to it first"
          rows={{
            columns: [
              { label: 'Document' },
              { label: 'Status' },
              { label: 'By' },
              { label: 'On', isUnbroken: true },
              { label: 'Next to' },
            ],
            rows: steps.map((step) => [
              { text: documentText(step.kind, step.id), href: threadHref(step.kind, step.id) },
              ...[
                step.status === null ? '' : statusText(step.status),
                step.by ?? '',
                step.on ?? '',
              ],
              step.because === null
                ? 'this document'
                : documentText(step.because.kind, step.because.id),
            ]),
          }}
        />
      </section>
      {events.length > 0 && <LifeTable events={events} />}
      <p className="actions">
        <a href={`/api/v1/audit/trace/${encodeURIComponent(`${kind}:${id}`)}`}>As JSON</a>
        {page !== threadHref(kind, id) && <a href={page}>Its page</a>}
      </p>
    </>
  );
}

const isBefore = ({ depth }: TraceStep) => depth < 0;
const isAfter = ({ depth }: TraceStep) => depth > 0;
