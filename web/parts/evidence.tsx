import type { ReactNode } from 'react';

/** Where a number comes from. Each class has its own underline, so it shows without colour. */
export type EvidenceClass = 'public' | 'input' | 'model' | 'illustrative';

const MEANING: Readonly<Record<EvidenceClass, string>> = {
  public: 'from a public source',
  input: 'your input',
  model: 'model result',
  illustrative: 'illustrative',
};

/** Marks a number, or the title of many, with the class of its evidence. */
export function Evidence(props: { readonly kind: EvidenceClass; readonly children: ReactNode }) {
  return (
    <span className={`evidence ${props.kind}`} title={MEANING[props.kind]}>
      {props.children}
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
