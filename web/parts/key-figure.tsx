import type { Receipt } from '../../src/base/receipt.ts';
import { Evidence, type EvidenceClass } from './evidence.tsx';
import { ReceiptNote } from './receipt.tsx';

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

interface ReceiptFigureProps extends Omit<KeyFigureProps, 'kind'> {
  readonly receipt: Receipt;
}

/** The same with what stands behind it. */
export function ReceiptFigure({ term, value, note, receipt }: ReceiptFigureProps) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <ReceiptNote receipt={receipt}>{value}</ReceiptNote>
        <span className="note">{note}</span>
      </dd>
    </div>
  );
}
