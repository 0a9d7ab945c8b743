import type { ImportReport } from '../../src/inventory/import.ts';
import { ROW_RULES, type RowError } from '../../src/inventory/stock-file.ts';
import { type Cell, PlainTable } from '../parts/table.tsx';
import { GoButton, ImportForm } from './import-form.tsx';
import type { ImportState } from './import-state.ts';

interface CheckProps {
  readonly state: ImportState;
  readonly report: ImportReport;
}

const SHOWN = 100; // cells to mend on one page; the file of failing rows has them all

/** What would become of each row; cells that are wrong can be written anew where they stand. */
export function ImportCheck({ state, report }: CheckProps) {
  const { errors, warnings, rowsWritten, rowsRead } = report;
  return (
    <>
      <Counts report={report} />
      <ImportForm state={state} isMapped>
        {ROW_RULES.map((rule) => (
          <ErrorGroup
            key={rule}
            rule={rule}
            state={state}
            errors={errors.slice(0, SHOWN).filter((each) => each.rule === rule)}
          />
        ))}
        {errors.length > SHOWN && (
          <p>{`The first ${SHOWN} of ${errors.length} errors are shown; the file of failing rows has every one.`}</p>
        )}
        {warnings.length > 0 && <Warnings warnings={warnings} />}
        <p className="actions">
          {errors.length > 0 && (
            <>
              <GoButton go="check">Check again with these cells</GoButton>
              <GoButton go="download">Download the failing rows</GoButton>
            </>
          )}
          {errors.length === 0 && (
            <GoButton go="commit-all">{`Take all rows in: ${rowsRead}`}</GoButton>
          )}
          {errors.length > 0 && rowsWritten > 0 && (
            <GoButton go="commit-valid">{`Take only the valid rows in: ${rowsWritten}`}</GoButton>
          )}
          <GoButton go="map">Back to the columns</GoButton>
          <GoButton go="choose">Back to the file</GoButton>
        </p>
      </ImportForm>
    </>
  );
}

/** Every row that was read stands in one of these. */
export function Counts({ report }: Pick<CheckProps, 'report'>) {
  const { rowsRead, rowsWritten, rowsWarned, rowsUnchanged, rowsDuplicate, rowsRejected } = report;
  const rows: Cell[][] = [
    ['new', `${rowsWritten - rowsWarned}`],
    ['new, with a warning', `${rowsWarned}`],
    ['unchanged: the books say the same already', `${rowsUnchanged}`],
    ['there twice in the table', `${rowsDuplicate}`],
    ['rejected', `${rowsRejected}`],
    ['all rows read', `${rowsRead}`],
  ];
  return (
    <section aria-labelledby="counts">
      <h2 id="counts">
        {report.isDryRun ? 'What would become of each row' : 'What became of each row'}
      </h2>
      <PlainTable
        caption="Rows by what becomes of them"
        rows={{ columns: [{ label: 'Rows that are' }, { label: 'Rows', isNumber: true }], rows }}
      />
    </section>
  );
}

const RULE_WORD: Readonly<Record<RowError['rule'], string>> = {
  value: 'Cells that cannot be what their column asks for',
  row: 'Cells that do not go together',
  duplicate: 'Rows that are there twice',
  books: 'Rows that the books refuse',
  group: 'Rows left out with another one of their certificate',
};

function ErrorGroup(props: {
  readonly rule: RowError['rule'];
  readonly state: ImportState;
  readonly errors: readonly RowError[];
}) {
  const { rule, state, errors } = props;
  if (errors.length === 0) return null;
  return (
    <section aria-labelledby={`rule-${rule}`}>
      <h2 id={`rule-${rule}`}>{`${RULE_WORD[rule]} (${errors.length})`}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the keyboard */}
      <section className="scroller" aria-label={RULE_WORD[rule]} tabIndex={0}>
        <table className="table">
          <caption className="unseen">{RULE_WORD[rule]}</caption>
          <thead>
            <tr>
              <th scope="col">Row</th>
              <th scope="col">Column</th>
              <th scope="col">Value</th>
              <th scope="col">Why</th>
              <th scope="col">How to mend it</th>
            </tr>
          </thead>
          <tbody>
            {errors.map((error) => (
              <tr key={`${error.row} ${error.column} ${error.sentence}`}>
                <th scope="row">{error.row}</th>
                <td>{error.column?.replaceAll('_', ' ') ?? 'the row'}</td>
                <td>
                  <CellInput state={state} error={error} />
                </td>
                <td>{error.sentence}</td>
                <td>{error.hint ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

/** The cell to write anew, where it is known and stands in the file. */
function CellInput({ state, error }: { readonly state: ImportState; readonly error: RowError }) {
  const { row, column, value } = error;
  const theirs = column === null ? undefined : state.columns[column];
  if (theirs === undefined) return value;
  return (
    <input
      name={`fix:${row}:${theirs}`}
      defaultValue={value ?? ''}
      aria-label={`Row ${row}, ${theirs}`}
      spellCheck={false}
    />
  );
}

function Warnings({ warnings }: { readonly warnings: readonly RowError[] }) {
  return (
    <section aria-labelledby="warnings">
      <h2 id="warnings">{`Taken as they are, and worth a look (${warnings.length})`}</h2>
      <ul className="faults">
        {warnings.slice(0, SHOWN).map(({ sentence }) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}
