import { memo, useState } from 'react';
import type { StressModel } from '../../src/stress/supply-chain.ts';
import type { LabState } from './lab-state.ts';
import { readBroughtScenario, type ScenarioFault } from './scenario-faults.ts';

export interface BringScenarioProps {
  readonly state: LabState;
  readonly model: StressModel;
  readonly onChange: (to: LabState, control: string) => void;
}

/** A scenario of the reader's own, pasted or from a file; what is wrong is said row by row. */
export const BringScenario = memo(({ state, model, onChange }: BringScenarioProps) => {
  const [text, setText] = useState('');
  const [faults, setFaults] = useState<readonly ScenarioFault[]>([]);
  const [said, setSaid] = useState('');
  const take = (given: string) => {
    const read = readBroughtScenario(given, state, model);
    setFaults(read.faults);
    setSaid(read.state === null ? '' : `${read.state.own?.title ?? 'The scenario'} is used.`);
    if (read.state !== null) onChange(read.state, 'own scenario');
  };
  const takeFile = async (file: File | undefined) => {
    if (file === undefined) return;
    const given = await file.text();
    setText(given);
    take(given);
  };
  return (
    <details className="bring js-only">
      <summary>Your own scenario</summary>
      <p className="hint">
        A file as this page gives it, or one by docs/schemas/scenario.json. It stays in your
        browser.
      </p>
      <label htmlFor="scenario-file">Scenario file</label>
      <input
        id="scenario-file"
        type="file"
        accept=".json,application/json"
        onChange={(event) => void takeFile(event.currentTarget.files?.[0])}
      />
      <label htmlFor="scenario-text">Or its text</label>
      <textarea
        id="scenario-text"
        rows={6}
        spellCheck={false}
        value={text}
        aria-describedby="scenario-faults"
        aria-invalid={faults.length > 0}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <button type="button" onClick={() => take(text)}>
        Use this scenario
      </button>
      <div id="scenario-faults" role="status">
        {said !== '' && <p>{said}</p>}
        {faults.length > 0 && (
          <>
            <p className="correction">{`Not used: ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}.`}</p>
            <ul className="faults">
              {faults.map(({ place, sentence }) => (
                <li key={`${place} ${sentence}`}>
                  <b>{place}</b>: {sentence}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </details>
  );
});
