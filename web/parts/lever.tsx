import { type ChangeEvent, type ReactNode, useState } from 'react';

export interface LeverProps {
  readonly name: string; // in the address
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly start: number; // where its reset goes
  readonly least: number;
  readonly most: number; // of the slider
  readonly limit: number; // of the box, at least `most`
  readonly step: number;
  readonly valueText: string; // what the value means, for those who hear it
  readonly hint: string;
  readonly zones: { readonly words: readonly string[]; readonly now: string } | null;
  readonly idleBecause: string | null;
  readonly swing?: ReactNode; // what the whole range would do
  readonly onChange: (value: number) => void;
}

/**
 * A slider with its number box and two buttons, so that nobody has to drag (WCAG 2.5.7).
 *
 * Only the box is part of the form: without a script it is all there is.
 */
export function Lever(props: LeverProps) {
  const { name, label, unit, value, start, least, most, step, zones, onChange } = props;
  const isIdle = props.idleBecause !== null;
  const move = (steps: number) =>
    onChange(Number(Math.min(most, Math.max(least, value + steps * step)).toPrecision(6)));
  const [refused, setRefused] = useState<string | null>(null);
  return (
    <div className="lever">
      <div className="reading">
        <label htmlFor={`${name}-box`}>
          {label} <span className="unit">{unit}</span>
        </label>
        {value !== start && (
          <button
            type="button"
            className="reset-dot js-only"
            aria-label={`Reset ${label} to ${start} ${unit}`}
            title={`Reset to ${start} ${unit}`}
            onClick={() => onChange(start)}
          >
            ●
          </button>
        )}
        <NumberBox {...props} onRefused={setRefused} />
      </div>
      <div className="controls js-only">
        <StepButton text="−" label={`Less ${label}`} isIdle={isIdle} onClick={() => move(-1)} />
        <input
          type="range"
          id={`${name}-slider`}
          aria-label={`${label}, ${unit}`}
          aria-valuetext={props.valueText}
          min={least}
          max={most}
          step={step}
          value={Math.min(value, most)}
          disabled={isIdle}
          onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
        />
        <StepButton text="+" label={`More ${label}`} isIdle={isIdle} onClick={() => move(1)} />
      </div>
      {zones !== null && <Zones {...zones} />}
      {isIdle ? null : props.swing}
      <p className="hint" id={`${name}-hint`}>
        {refused ?? props.idleBecause ?? props.hint}
      </p>
    </div>
  );
}

export interface NumberBoxProps {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly least: number;
  readonly limit: number;
  readonly idleBecause: string | null;
  readonly isWhole?: boolean;
  readonly onChange: (value: number) => void;
}

/** A box for a number. What is typed may be out of range on the way; it is put right on leaving. */
function NumberBox(props: NumberBoxProps & { readonly onRefused: (why: string | null) => void }) {
  const { name, unit, value, least, limit, isWhole = false, onChange, onRefused } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const keep = (text: string | null) => {
    setDraft(text);
    onRefused(
      text === null || text === ''
        ? null
        : `${text} is ${isWhole ? 'no whole number from' : 'outside'} ${least} to ${limit} ${unit}.`,
    );
  };
  const read = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const typed = currentTarget.valueAsNumber;
    const isAllowed = typed >= least && typed <= limit && (!isWhole || Number.isInteger(typed));
    keep(isAllowed ? null : currentTarget.value);
    if (isAllowed) onChange(typed);
  };
  const leave = () => {
    if (draft === null) return;
    const typed = Math.min(limit, Math.max(least, Number(draft)));
    if (draft !== '') onChange(isWhole ? Math.round(typed) : typed);
    keep(null);
  };
  return (
    <input
      type="number"
      id={`${name}-box`}
      name={name}
      min={least}
      max={limit}
      step={isWhole ? 1 : 'any'}
      value={draft ?? value}
      readOnly={props.idleBecause !== null}
      aria-describedby={`${name}-hint`}
      aria-invalid={draft !== null && draft !== ''}
      onChange={read}
      onBlur={leave}
    />
  );
}

export interface WholeFieldProps extends Omit<NumberBoxProps, 'idleBecause' | 'isWhole'> {
  readonly label: string;
  readonly hint: string;
}

/** A whole number with its label, where a slider would be no help. */
export function WholeField({ label, hint, ...box }: WholeFieldProps) {
  const [refused, setRefused] = useState<string | null>(null);
  return (
    <div className="lever">
      <div className="reading">
        <label htmlFor={`${box.name}-box`}>
          {label} <span className="unit">{box.unit}</span>
        </label>
        <NumberBox {...box} isWhole idleBecause={null} onRefused={setRefused} />
      </div>
      <p className="hint" id={`${box.name}-hint`}>
        {refused ?? hint}
      </p>
    </div>
  );
}

/** The words of the scale, the present one marked; the slider's value text says it to others. */
function Zones({ words, now }: { readonly words: readonly string[]; readonly now: string }) {
  return (
    <p className="zones" aria-hidden="true">
      {words.map((word) => (
        <span key={word} className={word === now ? 'now' : undefined}>
          {word}
        </span>
      ))}
    </p>
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
