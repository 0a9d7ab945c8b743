import { useState } from 'react';

export interface CopyButtonProps {
  readonly label: string; // 'Copy link'
  readonly done: string; // 'Link copied'
  readonly textOf: () => string;
}

/** Puts a text where the reader can paste it; shows the text where the browser does not let us. */
export function CopyButton({ label, done, textOf }: CopyButtonProps) {
  const [said, setSaid] = useState('');
  const copy = async () => {
    const text = textOf();
    await navigator.clipboard.writeText(text).then(
      () => setSaid(done),
      () => setSaid(text),
    );
  };
  return (
    <>
      <button type="button" className="js-only" onClick={() => void copy()}>
        {label}
      </button>
      <span role="status" className="copied">
        {said}
      </span>
    </>
  );
}
