import type { KeyboardEvent, ReactNode } from 'react';
import type { Receipt } from '../../src/base/receipt.ts';
import { EVIDENCE_WORD, Evidence } from './evidence.tsx';
import { useUnfolding } from './use-unfolding.ts';

/** What stands behind all numbers of a figure, whose values are in its table. */
export type FigureReceipt = Omit<Receipt, 'value' | 'low' | 'high'>;

interface ReceiptNoteProps {
  readonly receipt: Receipt | FigureReceipt;
  readonly children: ReactNode; // the number as it is shown
}

/** A number that opens into what stands behind it: by click, by keyboard, and without a script. */
export function ReceiptNote({ receipt, children }: ReceiptNoteProps) {
  const { isFilled, onToggle } = useUnfolding();
  return (
    <details className="receipt" onKeyDown={closeOnEscape} onToggle={onToggle}>
      <summary>
        <Evidence kind={receipt.evidence}>{children}</Evidence>
        <span className="unseen">, receipt</span>
      </summary>
      {isFilled && (
        <dl>
          {receiptRows(receipt).map(([term, text, isCode]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{isCode ? <code>{text}</code> : text}</dd>
            </div>
          ))}
        </dl>
      )}
    </details>
  );
}

function closeOnEscape(event: KeyboardEvent<HTMLDetailsElement>): void {
  const details = event.currentTarget;
  if (event.key !== 'Escape' || !details.open) return;
  details.open = false;
  details.querySelector('summary')?.focus();
}

/** The lines of a receipt: term, text, and whether the text is for a machine. */
function receiptRows(
  receipt: Receipt | FigureReceipt,
): readonly (readonly [string, string, boolean])[] {
  const { what, unit, evidence, basis, caveat, field, command, api } = receipt;
  const { dataVersion, dataDigest, modelVersion, draws, seed } = receipt;
  return [
    ['What', what, false],
    ...valueRows(receipt),
    ...('value' in receipt ? [] : [['Unit', unit, false] as const]),
    ['Evidence', EVIDENCE_WORD[evidence], false],
    ['From', basis, false],
    ...(caveat === null ? [] : [['Mind', caveat, false] as const]),
    ['Data', `${dataVersion}, ${dataDigest.slice(0, 19)}`, true],
    ['Model', modelVersion, true],
    ...(draws === null ? [] : [['Draws', `${draws} futures, seed ${seed}`, false] as const]),
    ['In a terminal', command, true],
    ['Over HTTP', api, true],
    ['Field', field, true],
  ];
}

function valueRows(
  receipt: Receipt | FigureReceipt,
): readonly (readonly [string, string, boolean])[] {
  if (!('value' in receipt)) return [];
  const { value, unit, low, high } = receipt;
  const ends =
    low === null && high === null
      ? []
      : [['90% of futures', `${low ?? 'no lower end'} to ${high} ${unit}`, false] as const];
  return [['Exact value', `${value} ${unit}`, false], ...ends];
}
