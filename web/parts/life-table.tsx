import type { DocumentEvent } from '../../src/audit/audit.ts';
import { PlainTable } from './table.tsx';

/** The steps that a document took, with who took them and why. */
export function LifeTable({ events }: { readonly events: readonly DocumentEvent[] }) {
  return (
    <section aria-labelledby="life">
      <h2 id="life">Its life</h2>
      <PlainTable
        caption="Steps that it took"
        rows={{
          columns: [
            { label: 'Step' },
            { label: 'Then it was' },
            { label: 'By' },
            { label: 'On', isUnbroken: true },
            { label: 'Why' },
          ],
          rows: events.map(({ n, event, to, by, on, reason }) => [
            `${n + 1}. ${event}`,
            ...[to.replaceAll('_', ' '), by, on, reason ?? ''],
          ]),
        }}
      />
    </section>
  );
}
