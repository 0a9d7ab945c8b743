import { memo } from 'react';
import type { MineralPath, Scenario } from '../../src/stress/stress.ts';
import { massText, musdText, twoDigits } from '../parts/format.ts';
import { PlainTable, type Rows } from '../parts/table.tsx';
import { comparedOf, differingRows } from './lab-compare.ts';
import { type LabState, PIN_NAMES } from './lab-state.ts';
import { LabLink } from './lab-tools.tsx';
import type { DataPin } from './stress-query.ts';
import { shortFutures } from './stress-text.ts';

export interface LabComparisonProps {
  readonly state: LabState;
  readonly presets: readonly Scenario[];
  readonly path: MineralPath;
  readonly pins: readonly MineralPath[];
  readonly pin: DataPin;
  readonly onChange: (to: LabState, control: string) => void;
}

/** What is pinned, where it differs, and what came of it. */
export const LabComparison = memo((props: LabComparisonProps) => {
  const { state, presets, path, pins, pin, onChange } = props;
  if (state.pins.length === 0) return null;
  const compared = comparedOf(state, presets);
  const differing = differingRows(compared);
  const other = state.view === 'overlay' ? 'difference' : 'overlay';
  return (
    <section className="comparison" aria-labelledby="comparison">
      <h2 id="comparison">Compared with what is pinned</h2>
      <p className="actions">
        <LabLink to={{ ...state, view: other }} pin={pin} onChange={(to) => onChange(to, 'view')}>
          {other === 'difference' ? 'Show the differences' : 'Lay them over each other'}
        </LabLink>
        {state.pins.map((_, i) => (
          <LabLink
            key={PIN_NAMES[i]}
            to={withoutPin(state, i)}
            pin={pin}
            onChange={(to) => onChange(to, `unpin ${PIN_NAMES[i]}`)}
          >
            {`Remove ${PIN_NAMES[i]}`}
          </LabLink>
        ))}
      </p>
      {differing.rows.length === 0 ? (
        <p>All settings are the same: move a lever to see what it changes.</p>
      ) : (
        <div data-testid="differing">
          <PlainTable caption="Settings that differ" rows={differing} />
        </div>
      )}
      <PlainTable caption="Results" rows={resultRows([path, ...pins])} />
    </section>
  );
});

/** The state without a pin; those after it move up. */
function withoutPin(state: LabState, at: number): LabState {
  const pins = state.pins.filter((_, i) => i !== at);
  return { ...state, pins, view: pins.length === 0 ? 'overlay' : state.view };
}

function resultRows(paths: readonly MineralPath[]): Rows {
  const name = (i: number) => (i === 0 ? 'A' : PIN_NAMES[i - 1]!);
  const rows: readonly (readonly [string, (path: MineralPath) => string])[] = [
    ['Futures that run short', shortFutures],
    [
      'Left unmet over the horizon, middle future',
      ({ mineral, horizon }) => massText(mineral, horizon.unmetTonnes.p50),
    ],
    [
      "Highest price, middle future, times today's",
      ({ horizon }) => twoDigits(horizon.peakPriceRatio.p50),
    ],
    ['GDP lost, mean', ({ horizon }) => musdText(horizon.lossMusd.mean)],
  ];
  return {
    columns: [{ label: 'Result' }, ...paths.map((_, i) => ({ label: name(i), isNumber: true }))],
    rows: rows.map(([label, textOf]) => [label, ...paths.map(textOf)]),
  };
}
