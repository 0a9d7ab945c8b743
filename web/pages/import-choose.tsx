import { FILE_KINDS, type FileKind } from '../../src/inventory/stock-columns.ts';
import { GoButton, ImportForm } from './import-form.tsx';
import type { ImportState } from './import-state.ts';

const KIND_WORD: Readonly<Record<FileKind, string>> = {
  deliveries: 'Deliveries: one row a lot, weighed and put into a warehouse',
  assays: 'Assays: one row an analyte of a certificate',
};

/** What kind of table it is, and the table: as a file or as text. */
export function ChooseForm({ state }: { readonly state: ImportState }) {
  return (
    <section aria-label="The file">
      <ImportForm state={null} isMapped={false}>
        <fieldset>
          <legend>What it holds</legend>
          {FILE_KINDS.map((kind) => (
            <p key={kind} className="choice">
              <input
                id={`kind-${kind}`}
                type="radio"
                name="kind"
                value={kind}
                defaultChecked={kind === state.kind}
              />{' '}
              <label htmlFor={`kind-${kind}`}>{KIND_WORD[kind]}</label>{' '}
              <a href={`/stock/import/${kind}.csv`}>Template</a>
            </p>
          ))}
        </fieldset>
        <div>
          <label htmlFor="file">A file: CSV in UTF-8, at most 4 MB</label>
          <input id="file" type="file" name="file" accept=".csv,.txt,text/csv,text/plain" />
        </div>
        <div>
          <label htmlFor="text">Or the table as text, with its header; a file goes before it</label>
          <textarea id="text" name="text" rows={8} spellCheck={false} defaultValue={state.text} />
        </div>
        {Object.entries(state.columns).map(([ours, theirs]) => (
          <input key={ours} type="hidden" name={`column:${ours}`} value={theirs} />
        ))}
        <p className="actions">
          <GoButton go="map">Next: columns</GoButton>
        </p>
        <p className="measure">Nothing is written before the last step.</p>
      </ImportForm>
    </section>
  );
}
