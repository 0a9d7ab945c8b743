import type { FormField } from './deed-form.ts';
import { fieldId } from './deed-form.ts';

/** One field of a form, with its hint and what was wrong with it. */
export function Field({ field }: { readonly field: FormField }) {
  const { path, label, hint, kind, isRequired, fault } = field;
  const id = fieldId(path);
  const described = [hint !== null && `${id}-hint`, fault !== null && `${id}-fault`];
  const control = {
    id,
    name: path,
    'aria-describedby': described.filter(Boolean).join(' ') || undefined,
    'aria-invalid': fault !== null || undefined,
  };
  if (kind === 'flag') return <Flag field={field} control={control} />;
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {!isRequired && <span className="hint"> (may be left out)</span>}
      </label>
      {hint !== null && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <Fault id={id} fault={fault} />
      <Control field={field} control={control} />
    </div>
  );
}

interface ControlProps {
  readonly field: FormField;
  readonly control: {
    readonly id: string;
    readonly name: string;
    readonly 'aria-describedby': string | undefined;
    readonly 'aria-invalid': true | undefined;
  };
}

function Flag({ field: { label, hint, value, fault }, control }: ControlProps) {
  return (
    <div className="field flag">
      <input type="checkbox" value="yes" defaultChecked={value === 'yes'} {...control} />
      <label htmlFor={control.id}>{label}</label>
      {hint !== null && (
        <p className="hint" id={`${control.id}-hint`}>
          {hint}
        </p>
      )}
      <Fault id={control.id} fault={fault} />
    </div>
  );
}

function Fault({ id, fault }: { readonly id: string; readonly fault: string | null }) {
  if (fault === null) return null;
  return (
    <p className="fault" id={`${id}-fault`}>
      {fault}
    </p>
  );
}

function Control({ field: { kind, choices, value, isRequired }, control }: ControlProps) {
  if (kind === 'choice') {
    return (
      <select defaultValue={value} {...control}>
        {(!isRequired || value === '') && <option value="">choose</option>}
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice.replaceAll(/[_-]/g, ' ')}
          </option>
        ))}
      </select>
    );
  }
  if (kind === 'long' || kind === 'list') {
    return <textarea rows={kind === 'long' ? 8 : 4} defaultValue={value} {...control} />;
  }
  if (kind === 'file') return <input type="file" {...control} />;
  if (kind === 'day') return <input type="date" defaultValue={value} {...control} />;
  if (kind === 'secret') {
    return <input type="password" autoComplete="current-password" {...control} />;
  }
  const isNumber = kind === 'number' || kind === 'usd' || kind === 'percent' || kind === 'price';
  return (
    <input
      type="text"
      inputMode={isNumber ? 'decimal' : undefined}
      autoComplete="off"
      defaultValue={value}
      {...control}
    />
  );
}
