import type { ReactNode } from 'react';
import type { ImportState } from './import-state.ts';

/** What a button of the form asks for next. */
export type ImportGo = 'choose' | 'map' | 'check' | 'commit-all' | 'commit-valid' | 'download';

/** A step of the import as a form; it sends all along, so that the server keeps nothing. */
export function ImportForm(props: {
  readonly state: ImportState | null; // null where fields of the form hold it
  readonly isMapped: boolean; // the columns go along; else fields of the form hold them
  readonly children: ReactNode;
}) {
  const { state, isMapped, children } = props;
  return (
    <form
      method="post"
      action="/stock/import"
      encType="multipart/form-data"
      className="import-form"
    >
      {state !== null && (
        <>
          <input type="hidden" name="kind" value={state.kind} />
          <input type="hidden" name="text" value={state.text} />
        </>
      )}
      {state !== null &&
        isMapped &&
        Object.entries(state.columns).map(([ours, theirs]) => (
          <input key={ours} type="hidden" name={`column:${ours}`} value={theirs} />
        ))}
      {children}
    </form>
  );
}

export function GoButton({
  go,
  children,
}: {
  readonly go: ImportGo;
  readonly children: ReactNode;
}) {
  return (
    <button type="submit" name="go" value={go}>
      {children}
    </button>
  );
}
