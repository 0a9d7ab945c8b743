import { memo } from 'react';
import { scenarioFileName } from '../../src/stress/question-text.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import type { LabHistory } from './lab-history.ts';
import { type LabState, PIN_NAMES, settingOf } from './lab-state.ts';
import { type DataPin, LONGEST_ADDRESS, labAddress } from './stress-query.ts';
import { changedLevers } from './stress-text.ts';

export interface LabToolsProps {
  readonly history: LabHistory;
  readonly start: LabState;
  readonly pin: DataPin;
  readonly scenarioId: string;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onChange: (to: LabState, control: string) => void;
}

/** To take back, to hold on to, to hand on. */
export const LabTools = memo((props: LabToolsProps) => {
  const { history, start, pin, scenarioId, onUndo, onRedo, onChange } = props;
  const { past, present, future } = history;
  const changed = changedLevers(present, start);
  const address = labAddress(present, pin);
  const nextPin = PIN_NAMES[present.pins.length];
  const pinned = { ...present, pins: [...present.pins, settingOf(present)] };
  return (
    <div className="tools">
      <p className="changed">
        {changed.length === 0 ? 'No lever changed.' : `Changed: ${changed.join(', ')}.`}
      </p>
      <p className="actions">
        <button
          type="button"
          className="js-only"
          disabled={past.length === 0}
          title="Ctrl+Z"
          onClick={onUndo}
        >
          Undo
        </button>
        <button
          type="button"
          className="js-only"
          disabled={future.length === 0}
          title="Ctrl+Y"
          onClick={onRedo}
        >
          Redo
        </button>
        <LabLink to={start} pin={pin} onChange={(to) => onChange(to, 'reset')}>
          Reset
        </LabLink>
        {nextPin !== undefined && (
          <LabLink to={pinned} pin={pin} onChange={(to) => onChange(to, `pin ${nextPin}`)}>
            {`Pin as ${nextPin}`}
          </LabLink>
        )}
        <a
          className="button"
          href={`/stress/scenario.json${address}`}
          download={scenarioFileName({ id: scenarioId })}
        >
          Download scenario
        </a>
        {address.length <= LONGEST_ADDRESS && (
          <CopyButton
            label="Copy link"
            done="Link copied"
            textOf={() => new URL(`/stress${address}`, location.href).href}
          />
        )}
      </p>
      {address.length > LONGEST_ADDRESS && (
        <p className="correction">
          This is too much for a link: download the scenario and hand on the file.
        </p>
      )}
    </div>
  );
});

interface LabLinkProps {
  readonly to: LabState;
  readonly pin: DataPin;
  readonly children: string;
  readonly onChange: (to: LabState) => void;
}

/** Brings the lab into a state: at once with a script, by its address without. */
export function LabLink({ to, pin, children, onChange }: LabLinkProps) {
  return (
    <a
      className="button"
      href={`/stress${labAddress(to, pin)}`}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return; // into a tab of its own
        event.preventDefault();
        onChange(to);
      }}
    >
      {children}
    </a>
  );
}
