import { type ChangeEvent, memo, useState } from 'react';
import { type DeclaredLever as Declaration, zoneWord } from '../../src/stress/levers.ts';
import { HORIZON_YEARS, type Scenario, SEED } from '../../src/stress/stress.ts';
import type { StressModel } from '../../src/stress/supply-chain.ts';
import { twoDigits } from '../parts/format.ts';
import { Lever, WholeField } from '../parts/lever.tsx';
import type { Swings } from '../stress-messages.ts';
import { LAB_DRAWS, type LabState } from './lab-state.ts';
import { LeverSwing } from './lever-swing.tsx';
import { fromShown, MORE_LEVERS, OPEN_LEVERS, toShown, valueWords } from './lever-words.ts';
import {
  type DataPin,
  MOST_TONNES,
  OWN,
  shownLimits,
  stockLever,
  unseenFields,
  whyIdle,
} from './stress-query.ts';
import { coverDays } from './stress-text.ts';

export interface StressLeversProps {
  readonly state: LabState;
  readonly start: LabState;
  readonly presets: readonly Scenario[];
  readonly model: StressModel;
  readonly scenario: Scenario; // the chosen one, before any lever
  readonly pin: DataPin;
  readonly corrections: readonly string[];
  readonly demandTonnesPerQuarter: number;
  readonly swings: Swings;
  readonly onChange: (state: LabState, control: string) => void;
}

/** The levers, as a form that works without a script too. */
export const StressLevers = memo((props: StressLeversProps) => {
  const { state, pin, corrections } = props;
  return (
    <form className="levers" method="get" action="/stress" aria-label="Levers">
      <h2>Levers</h2>
      {corrections.map((sentence) => (
        <p key={sentence} className="correction">
          {sentence}
        </p>
      ))}
      <Choices {...props} />
      <StockLever {...props} />
      {OPEN_LEVERS.map((lever) => (
        <DeclaredLever key={lever.id} {...props} lever={lever} />
      ))}
      <MoreLevers {...props} />
      <RunSettings {...props} />
      {unseenFields(state, pin).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" className="nojs-only">
        Compute
      </button>
    </form>
  );
});

/** Which shock, and which mineral. */
function Choices({ state, presets, model, onChange }: StressLeversProps) {
  const choosePreset = ({ currentTarget }: ChangeEvent<HTMLSelectElement>) => {
    if (currentTarget.value === OWN) return;
    onChange({ ...state, preset: currentTarget.value, own: null }, 'preset');
  };
  return (
    <>
      <div className="lever">
        <label htmlFor="preset">Shock</label>
        <select
          id="preset"
          name="preset"
          value={state.own === null ? state.preset : OWN}
          onChange={choosePreset}
        >
          {state.own !== null && <option value={OWN}>{`Your own: ${state.own.title}`}</option>}
          {presets.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </div>
      <div className="lever">
        <label htmlFor="mineral">Mineral</label>
        <select
          id="mineral"
          name="mineral"
          value={state.mineral}
          onChange={(event) =>
            onChange({ ...state, mineral: event.currentTarget.value }, 'mineral')
          }
        >
          {model.minerals.map(({ mineral, name }) => (
            <option key={mineral} value={mineral}>
              {name}
            </option>
          ))}
        </select>
      </div>
    </>
  );
}

function StockLever(props: StressLeversProps) {
  const { state, start, demandTonnesPerQuarter, swings, onChange } = props;
  const { mostTonnes, stepTonnes } = stockLever(demandTonnesPerQuarter);
  const days = coverDays(state.stockTonnes, demandTonnesPerQuarter);
  const words = `${massWords(state.stockTonnes)} covers ${twoDigits(days)} days of use`;
  return (
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
      valueText={words}
      hint={state.stockTonnes === 0 ? 'How much would cover a year? Move it and see.' : words}
      zones={null}
      idleBecause={null}
      swing={<LeverSwing id="stock" mineral={state.mineral} swings={swings} />}
      onChange={(stockTonnes) => onChange({ ...state, stockTonnes }, 'stock')}
    />
  );
}

/** A mass as a person would say it. */
const massWords = (tonnes: number): string =>
  tonnes > 0 && tonnes < 1 ? `${twoDigits(1000 * tonnes)} kg` : `${tonnes} t`;

type DeclaredLeverProps = StressLeversProps & { readonly lever: Declaration };

/** The control of a lever, all of it from its declaration. */
function DeclaredLever(props: DeclaredLeverProps) {
  const { lever, state, start, model, scenario, swings, onChange } = props;
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
      swing={<LeverSwing id={id} mineral={mineral} swings={swings} />}
      onChange={(shown) =>
        onChange({ ...state, levers: { ...state.levers, [id]: fromShown(lever, shown) } }, id)
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

/** How many futures, which ones, and how far ahead. */
function RunSettings({ state, start, onChange }: StressLeversProps) {
  const fields = [
    {
      name: 'draws',
      label: 'Number of futures',
      unit: 'draws',
      hint: 'More make the bands smoother and the answer slower.',
      limits: LAB_DRAWS,
    },
    {
      name: 'seed',
      label: 'Seed',
      unit: 'chooses the futures',
      hint: 'The same seed gives the same futures everywhere.',
      limits: SEED,
    },
    {
      name: 'years',
      label: 'Horizon',
      unit: 'years',
      hint: 'How far the futures go.',
      limits: HORIZON_YEARS,
    },
  ] as const;
  const [startsOpen] = useState(fields.some(({ name }) => state[name] !== start[name]));
  return (
    <details className="more-levers" open={startsOpen}>
      <summary>Futures, seed and horizon</summary>
      {fields.map(({ name, limits, ...words }) => (
        <WholeField
          key={name}
          name={name}
          {...words}
          value={state[name]}
          least={limits.least}
          limit={limits.most}
          onChange={(value) => onChange({ ...state, [name]: value }, name)}
        />
      ))}
    </details>
  );
}
