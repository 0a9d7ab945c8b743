import { type ChangeEvent, useState } from 'react';
import type { Scenario } from '../../src/stress/stress.ts';
import type { ChainMineral } from '../../src/stress/supply-chain.ts';
import { twoDigits } from '../parts/format.ts';
import { Lever } from '../parts/lever.tsx';
import { type LabState, labAddress, stockLever } from './stress-query.ts';
import { changedLevers, coverDays } from './stress-text.ts';

export interface StressLeversProps {
  readonly state: LabState;
  readonly start: LabState;
  readonly presets: readonly Scenario[];
  readonly minerals: readonly ChainMineral[];
  readonly idleSeverity: string | null; // why severity does nothing here
  readonly demandTonnesPerQuarter: number;
  readonly command: string | null;
  readonly onChange: (state: LabState) => void;
}

/** The levers, as a form that works without a script too. */
export function StressLevers(props: StressLeversProps) {
  const { state, presets, minerals, demandTonnesPerQuarter, idleSeverity, onChange } = props;
  const { mostTonnes, stepTonnes } = stockLever(demandTonnesPerQuarter);
  const choose = (key: 'preset' | 'mineral') => (event: ChangeEvent<HTMLSelectElement>) =>
    onChange({ ...state, [key]: event.currentTarget.value });
  const days = coverDays(state.stockTonnes, demandTonnesPerQuarter);
  return (
    <form className="levers" method="get" action="/stress" aria-label="Levers">
      <h2>Levers</h2>
      <div className="lever">
        <label htmlFor="preset">Shock</label>
        <select id="preset" name="preset" value={state.preset} onChange={choose('preset')}>
          {presets.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </div>
      <div className="lever">
        <label htmlFor="mineral">Mineral</label>
        <select id="mineral" name="mineral" value={state.mineral} onChange={choose('mineral')}>
          {minerals.map(({ mineral, name }) => (
            <option key={mineral} value={mineral}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <Lever
        name="stock"
        label="Reserve stock"
        unit="tonnes"
        value={state.stockTonnes}
        most={mostTonnes}
        step={stepTonnes}
        valueText={`${massWords(state.stockTonnes)} covers ${twoDigits(days)} days of use`}
        idleBecause={null}
        onChange={(stockTonnes) => onChange({ ...state, stockTonnes })}
      />
      <Lever
        name="severity"
        label="Severity of the shock"
        unit="percent"
        value={Number((100 * state.severity).toFixed(6))}
        most={100}
        step={5}
        valueText={`${severityWord(state.severity)}: the named shocks at ${Number((100 * state.severity).toFixed(1))} percent of their depth`}
        idleBecause={idleSeverity}
        onChange={(percent) => onChange({ ...state, severity: Math.min(percent, 100) / 100 })}
      />
      <button type="submit" className="nojs-only">
        Compute
      </button>
      <Changed {...props} />
    </form>
  );
}

/** A mass as a person would say it. */
const massWords = (tonnes: number): string =>
  tonnes > 0 && tonnes < 1 ? `${twoDigits(1000 * tonnes)} kg` : `${tonnes} t`;

function severityWord(severity: number): string {
  if (severity === 0) return 'No shock';
  if (severity < 0.35) return 'Mild';
  if (severity < 0.75) return 'Partial';
  return severity < 1 ? 'Severe' : 'Full';
}

/** What differs from the first setting, and how to go back, share it or run it elsewhere. */
function Changed({ state, start, command, onChange }: StressLeversProps) {
  const [copied, setCopied] = useState('');
  const changed = changedLevers(state, start);
  const copyLink = async () => {
    const link = new URL(labAddress(state), location.href).href;
    await navigator.clipboard.writeText(link).then(
      () => setCopied('Link copied'),
      () => setCopied(link),
    );
  };
  return (
    <div className="changed">
      <p>{changed.length === 0 ? 'No lever changed.' : `Changed: ${changed.join(', ')}.`}</p>
      <p className="actions">
        <a
          className="button"
          href={labAddress(start)}
          onClick={(event) => {
            event.preventDefault();
            onChange(start);
          }}
        >
          Reset
        </a>
        <button type="button" className="js-only" onClick={() => void copyLink()}>
          Copy link
        </button>
        <span role="status">{copied}</span>
      </p>
      {command !== null && (
        <p className="command">
          In a terminal: <code>{command}</code>
        </p>
      )}
    </div>
  );
}
