import { type ChangeEvent, useState } from 'react';
import { type DeclaredLever as Declaration, zoneWord } from '../../src/stress/levers.ts';
import type { Scenario } from '../../src/stress/stress.ts';
import type { StressModel } from '../../src/stress/supply-chain.ts';
import { twoDigits } from '../parts/format.ts';
import { Lever } from '../parts/lever.tsx';
import { FIRST_LEVER, fromShown, MORE_LEVERS, toShown, valueWords } from './lever-words.ts';
import {
  type LabState,
  labAddress,
  MOST_TONNES,
  shownLimits,
  stockLever,
  whyIdle,
} from './stress-query.ts';
import { changedLevers, coverDays } from './stress-text.ts';

export interface StressLeversProps {
  readonly state: LabState;
  readonly start: LabState;
  readonly presets: readonly Scenario[];
  readonly model: StressModel;
  readonly scenario: Scenario; // the preset, before any lever
  readonly corrections: readonly string[];
  readonly demandTonnesPerQuarter: number;
  readonly command: string;
  readonly onChange: (state: LabState) => void;
}

/** The levers, as a form that works without a script too. */
export function StressLevers(props: StressLeversProps) {
  const { state, start, presets, model, demandTonnesPerQuarter, onChange } = props;
  const { mostTonnes, stepTonnes } = stockLever(demandTonnesPerQuarter);
  const choose = (key: 'preset' | 'mineral') => (event: ChangeEvent<HTMLSelectElement>) =>
    onChange({ ...state, [key]: event.currentTarget.value });
  const days = coverDays(state.stockTonnes, demandTonnesPerQuarter);
  return (
    <form className="levers" method="get" action="/stress" aria-label="Levers">
      <h2>Levers</h2>
      {props.corrections.map((sentence) => (
        <p key={sentence} className="correction">
          {sentence}
        </p>
      ))}
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
          {model.minerals.map(({ mineral, name }) => (
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
        start={start.stockTonnes}
        least={0}
        most={mostTonnes}
        limit={MOST_TONNES}
        step={stepTonnes}
        valueText={`${massWords(state.stockTonnes)} covers ${twoDigits(days)} days of use`}
        hint={`${massWords(state.stockTonnes)} covers ${twoDigits(days)} days of use`}
        zones={null}
        idleBecause={null}
        onChange={(stockTonnes) => onChange({ ...state, stockTonnes })}
      />
      <DeclaredLever {...props} lever={FIRST_LEVER} />
      <MoreLevers {...props} />
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

type DeclaredLeverProps = StressLeversProps & { readonly lever: Declaration };

/** The control of a lever, all of it from its declaration. */
function DeclaredLever({ lever, state, start, model, scenario, onChange }: DeclaredLeverProps) {
  const { id } = lever;
  const { least, most, unit } = shownLimits(lever);
  const value = state.levers[id];
  const { mineral, stockTonnes } = state;
  return (
    <Lever
      name={id}
      label={lever.label}
      unit={unit}
      value={toShown(lever, value)}
      start={toShown(lever, start.levers[id])}
      least={least}
      most={most}
      limit={most}
      step={toShown(lever, lever.step)}
      valueText={valueWords(lever, value)}
      hint={lever.definition}
      zones={{ words: lever.zones.map(({ word }) => word), now: zoneWord(lever, value) }}
      idleBecause={whyIdle(lever, model, { scenario, mineral, stockTonnes })}
      onChange={(shown) =>
        onChange({ ...state, levers: { ...state.levers, [id]: fromShown(lever, shown) } })
      }
    />
  );
}

/** The levers that few people move; open where one of them came moved. */
function MoreLevers(props: StressLeversProps) {
  const { state, start } = props;
  const moved = MORE_LEVERS.filter((lever) => {
    return state.levers[lever.id] !== start.levers[lever.id];
  }).length;
  const [startsOpen] = useState(moved > 0);
  return (
    <details className="more-levers" open={startsOpen}>
      <summary>More levers{moved > 0 && ` (${moved} changed)`}</summary>
      {MORE_LEVERS.map((lever) => (
        <DeclaredLever key={lever.id} {...props} lever={lever} />
      ))}
    </details>
  );
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
      <p className="command">
        In a terminal: <code>{command}</code>
      </p>
    </div>
  );
}
