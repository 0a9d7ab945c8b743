import type { TraceStep } from '../../src/audit/audit.ts';

/** The kinds of document of a thread in their order, each with how many there are. */
export function ThreadStrip({ steps }: { readonly steps: readonly TraceStep[] }) {
  return (
    <nav aria-label="Thread">
      <ol className="thread-strip">
        {stationsOf(steps).map(({ kind, count, first, isHere }) => (
          <li key={kind}>
            <a
              href={`/audit/${encodeURIComponent(`${first.kind}:${first.id}`)}`}
              aria-current={isHere ? 'step' : undefined}
            >
              {kind.replaceAll('-', ' ')}
              {count > 1 && ` × ${count}`}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface Station {
  readonly kind: string;
  readonly count: number;
  readonly first: TraceStep;
  readonly isHere: boolean;
}

/** A kind stands where its nearest document does. */
function stationsOf(steps: readonly TraceStep[]): readonly Station[] {
  const kinds = [...new Set(steps.map(({ kind }) => kind))];
  return kinds
    .map((kind) => {
      const own = steps.filter((step) => step.kind === kind);
      const here = own.find(({ because }) => because === null);
      const first = here ?? own.reduce((a, b) => (Math.abs(b.depth) < Math.abs(a.depth) ? b : a));
      return { kind, count: own.length, first, isHere: here !== undefined };
    })
    .sort((a, b) => a.first.depth - b.first.depth);
}
