import {
  bareName,
  COLUMN_HINT,
  FILE_COLUMNS,
  isOptional,
} from '../../src/inventory/stock-columns.ts';
import { firstCells } from '../../src/inventory/stock-file.ts';
import { GoButton, ImportForm } from './import-form.tsx';
import type { ImportState } from './import-state.ts';

/** Which column of the file each of ours is: suggested from its header, to be changed here. */
export function MapForm({ state }: { readonly state: ImportState }) {
  const { kind, columns, text } = state;
  const first = firstCells(text);
  const headers = Object.keys(first).filter((header) => header !== '');
  const unused = headers.filter((header) => !Object.values(columns).includes(header));
  return (
    <section aria-label="Columns">
      <ImportForm state={state} isMapped={false}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the keyboard */}
        <section className="scroller" aria-label="Columns of the table" tabIndex={0}>
          <table className="table">
            <caption className="unseen">Our columns and those of the file</caption>
            <thead>
              <tr>
                <th scope="col">Our column</th>
                <th scope="col">Column of the file</th>
                <th scope="col">Its first cell, as suggested</th>
                <th scope="col">What it holds</th>
              </tr>
            </thead>
            <tbody>
              {FILE_COLUMNS[kind].map(bareName).map((ours) => (
                <tr key={ours}>
                  <th scope="row">
                    <label htmlFor={`column-${ours}`}>
                      {ours.replaceAll('_', ' ')}
                      {isOptional(kind, ours) && ' (may be missing)'}
                    </label>
                  </th>
                  <td>
                    <select
                      id={`column-${ours}`}
                      name={`column:${ours}`}
                      defaultValue={columns[ours] ?? ''}
                    >
                      <option value="">– none –</option>
                      {headers.map((header) => (
                        <option key={header} value={header}>
                          {header}
                        </option>
                      ))}
                    </select>
                  </td>
                  <td>{first[columns[ours] ?? ''] ?? ''}</td>
                  <td>{COLUMN_HINT[ours]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        {unused.length > 0 && (
          <p className="measure">
            {`Columns of the file that nothing is taken from as suggested: ${unused.join(', ')}.`}
          </p>
        )}
        <p className="actions">
          <GoButton go="check">Next: check, which writes nothing</GoButton>
          <GoButton go="choose">Back to the file</GoButton>
        </p>
      </ImportForm>
    </section>
  );
}
