import type { ReactNode } from 'react';
import type { Receipt } from '../../src/base/receipt.ts';

/** Where a number comes from. Each class has its own underline, so it shows without colour. */
export type EvidenceClass = Receipt['evidence'];

export const EVIDENCE_WORD: Readonly<Record<EvidenceClass, string>> = {
  public: 'Public source',
  input: 'Your input',
  model: 'Model result',
  illustrative: 'Illustrative',
};

/** Marks a number with the class of its evidence; alone, it is the name of the class. */
export function Evidence(props: { readonly kind: EvidenceClass; readonly children?: ReactNode }) {
  return (
    <span className={`evidence ${props.kind}`} title={EVIDENCE_WORD[props.kind]}>
      {props.children ?? EVIDENCE_WORD[props.kind]}
    </span>
  );
}

/** What the underlines mean. */
export function EvidenceKey() {
  return (
    <p className="evidence-key">
      Underlines tell where a number comes from: <Evidence kind="public">public source</Evidence>,{' '}
      <Evidence kind="input">your input</Evidence>, <Evidence kind="model">model result</Evidence>.
    </p>
  );
}
