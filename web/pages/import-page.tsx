import type { ImportReport } from '../../src/inventory/import.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { ImportCheck } from './import-check.tsx';
import { ChooseForm } from './import-choose.tsx';
import { ImportDone } from './import-done.tsx';
import { MapForm } from './import-map.tsx';
import type { ImportState } from './import-state.ts';

export const IMPORT_STEPS = ['choose', 'map', 'check', 'done'] as const;
export type ImportStep = (typeof IMPORT_STEPS)[number];

export interface ImportProps {
  readonly step: ImportStep;
  readonly state: ImportState;
  readonly report: ImportReport | null; // of a check or of what was done
  readonly refusal: { readonly sentence: string; readonly hint: string | null } | null;
  readonly data: DataEdition;
}

const STEP_WORD: Readonly<Record<ImportStep, string>> = {
  choose: 'File',
  map: 'Columns',
  check: 'Check',
  done: 'Taken in',
};

/** A table of deliveries or of assays comes in: chosen, mapped, checked, and only then written. */
export function ImportPage(props: ImportProps) {
  const { step, state, report, refusal } = props;
  return (
    <>
      <p className="trail">
        <a href="/stock">Stock</a> / Import a file
      </p>
      <section className="answer">
        <h1>{headline(props)}</h1>
        <ol className="steps" aria-label="Steps">
          {IMPORT_STEPS.map((each, k) => (
            <li key={each} aria-current={each === step ? 'step' : undefined}>
              {`${k + 1}. ${STEP_WORD[each]}`}
            </li>
          ))}
        </ol>
        {refusal !== null && (
          <div className="warning-banner" role="alert">
            <p>
              <strong>{`■ ${refusal.sentence}.`}</strong>{' '}
              {refusal.hint !== null && `${refusal.hint}.`}
            </p>
          </div>
        )}
      </section>
      {step === 'choose' && <ChooseForm state={state} />}
      {step === 'map' && <MapForm state={state} />}
      {step === 'check' && report !== null && <ImportCheck state={state} report={report} />}
      {step === 'done' && report !== null && <ImportDone state={state} report={report} />}
    </>
  );
}

function headline({ step, report }: ImportProps): string {
  if (step === 'choose') return 'Take a table of deliveries or of assays in';
  if (step === 'map') return 'Which column is which?';
  if (report === null) return 'Nothing was taken in';
  const { rowsRead, rowsWritten, rowsUnchanged, rowsDuplicate, rowsRejected } = report;
  if (step === 'done') return `${rowsWritten} new, ${rowsUnchanged} unchanged`;
  const wrong = rowsDuplicate + rowsRejected;
  return wrong === 0
    ? `All ${rowsRead} rows can be taken in`
    : `${wrong} of ${rowsRead} rows cannot be taken in`;
}
