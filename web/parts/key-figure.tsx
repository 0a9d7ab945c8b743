import { Evidence, type EvidenceClass } from './evidence.tsx';

export interface KeyFigureProps {
  readonly term: string;
  readonly kind: EvidenceClass;
  readonly value: string;
  readonly note: string;
}

/** A number to remember: what it is, how it is known, and what it means. */
export function KeyFigure({ term, kind, value, note }: KeyFigureProps) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <strong>
          <Evidence kind={kind}>{value}</Evidence>
        </strong>
        <span className="note">{note}</span>
      </dd>
    </div>
  );
}
