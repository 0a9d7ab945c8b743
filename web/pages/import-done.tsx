import type { ImportReport } from '../../src/inventory/import.ts';
import { Counts } from './import-check.tsx';
import { GoButton, ImportForm } from './import-form.tsx';
import type { ImportState } from './import-state.ts';
import { lotHref } from './stock-text.ts';

/** What was written, against what was read. */
export function ImportDone(props: { readonly state: ImportState; readonly report: ImportReport }) {
  const { state, report } = props;
  const { kind, made, errors } = report;
  return (
    <>
      <Counts report={report} />
      {made.length > 0 && (
        <section aria-labelledby="made">
          <h2 id="made">{kind === 'deliveries' ? 'Lots received' : 'Certificates recorded'}</h2>
          <ul className="outline">
            {made.map((name) => (
              <li key={name}>
                {kind === 'deliveries' ? <a href={lotHref(name)}>{name}</a> : name}
              </li>
            ))}
          </ul>
        </section>
      )}
      {errors.length > 0 && (
        <ImportForm state={state} isMapped>
          <p className="actions">
            <GoButton go="download">Download the rows that were left out</GoButton>
            <GoButton go="check">Mend them here</GoButton>
          </p>
        </ImportForm>
      )}
      <p className="actions">
        <a className="button" href="/stock">
          The stock
        </a>
        <a href="/stock/import">Another file</a>
      </p>
    </>
  );
}
