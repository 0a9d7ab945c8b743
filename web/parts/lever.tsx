import type { ChangeEvent } from 'react';

export interface LeverProps {
  readonly name: string; // in the address
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly most: number;
  readonly step: number;
  readonly valueText: string; // what the value means, for those who hear it
  readonly idleBecause: string | null;
  readonly onChange: (value: number) => void;
}

/**
 * A slider with its number box and two buttons, so that nobody has to drag (WCAG 2.5.7).
 *
 * Only the box is part of the form: without a script it is all there is.
 */
export function Lever(props: LeverProps) {
  const { name, label, unit, value, most, step, valueText, idleBecause, onChange } = props;
  const isIdle = idleBecause !== null;
  const move = (steps: number) =>
    onChange(Number(Math.min(most, Math.max(0, value + steps * step)).toPrecision(6)));
  const read = (event: ChangeEvent<HTMLInputElement>) => {
    const typed = event.currentTarget.valueAsNumber;
    if (typed >= 0) onChange(typed);
  };
  return (
    <div className="lever">
      <div className="reading">
        <label htmlFor={`${name}-box`}>
          {label} <span className="unit">{unit}</span>
        </label>
        <input
          type="number"
          id={`${name}-box`}
          name={name}
          min={0}
          step="any"
          value={value}
          readOnly={isIdle}
          aria-describedby={`${name}-hint`}
          onChange={read}
        />
      </div>
      <div className="controls js-only">
        <StepButton text="−" label={`Less ${label}`} isIdle={isIdle} onClick={() => move(-1)} />
        <input
          type="range"
          id={`${name}-slider`}
          aria-label={`${label}, ${unit}`}
          aria-valuetext={valueText}
          min={0}
          max={most}
          step={step}
          value={Math.min(value, most)}
          disabled={isIdle}
          onChange={read}
        />
        <StepButton text="+" label={`More ${label}`} isIdle={isIdle} onClick={() => move(1)} />
      </div>
      <p className="hint" id={`${name}-hint`}>
        {idleBecause ?? valueText}
      </p>
    </div>
  );
}

function StepButton(props: {
  readonly text: string;
  readonly label: string;
  readonly isIdle: boolean;
  readonly onClick: () => void;
}) {
  return (
    <button
      type="button"
      className="step"
      aria-label={props.label}
      disabled={props.isIdle}
      onClick={props.onClick}
    >
      {props.text}
    </button>
  );
}
