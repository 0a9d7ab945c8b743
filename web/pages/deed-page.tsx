import type { DataEdition } from '../parts/data-edition.ts';
import { type DeedForm, type FormField, faultyFields, fieldId } from '../parts/deed-form.ts';
import { Field } from '../parts/form-field.tsx';

export interface DeedProps {
  readonly form: DeedForm;
  readonly data: DataEdition;
}

/** A deed as a form: what the HTTP interface asks for, and what it said the last time. */
export function DeedPage({ form }: DeedProps) {
  const { action, title, back, key, version, groups, lists } = form;
  return (
    <>
      <p className="trail">
        <a href={back}>Back without doing it</a>
      </p>
      <section className="answer">
        <h1>{title}</h1>
        <Person form={form} />
      </section>
      <Refusal form={form} />
      <form className="deed-form" method="post" action={action} encType="multipart/form-data">
        <input type="hidden" name=":back" value={back} />
        <input type="hidden" name=":key" value={key} />
        {version !== null && <input type="hidden" name=":version" value={version} />}
        {groups.map(({ legend, fields }) => (
          <fieldset key={`${legend} ${fields[0]?.path}`}>
            {legend !== '' && <legend>{legend}</legend>}
            {fields.map((field) => (
              <Field key={field.path} field={field} />
            ))}
          </fieldset>
        ))}
        <Proof form={form} />
        <p className="actions">
          <button type="submit">Do it</button>
          {lists.map(({ path, legend }) => (
            <button key={path} type="submit" name=":more" value={path}>
              Add a row to {legend}
            </button>
          ))}
          <a href={back}>Cancel</a>
        </p>
      </form>
    </>
  );
}

function Person({ form: { person, credentials } }: { readonly form: DeedForm }) {
  if (person === null) return <p className="lead">Nobody has signed in: say below who does it.</p>;
  const again = credentials === 'password' && ' It takes the password again.';
  return (
    <p className="lead">
      {person} does it, and it is kept under that name for good.{again}
    </p>
  );
}

/** What was refused: first on the page, and where the keyboard begins. */
function Refusal({ form }: { readonly form: DeedForm }) {
  const faulty = faultyFields(form);
  if (form.refusal === null && faulty.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noAutofocus: whoever sent a form that was refused starts with the reason
    <section className="not-done" role="alert" tabIndex={-1} autoFocus aria-labelledby="refused">
      <h2 id="refused">It was not done</h2>
      {form.refusal !== null && (
        <p>
          {form.refusal.sentence}
          {form.refusal.hint !== null && ` – ${form.refusal.hint}`}
        </p>
      )}
      {faulty.length > 0 && (
        <ul>
          {faulty.map(({ path, label, fault }) => (
            <li key={path}>
              <a href={`#${fieldId(path)}`}>
                {label}: {fault}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const proofField = (field: Pick<FormField, 'path' | 'label' | 'hint' | 'kind'>): FormField => ({
  ...field,
  ...{ isRequired: true, choices: [], value: '', fault: null },
});

/** Who sends the form, where it has to be said or said again. */
function Proof({ form: { credentials, confirm } }: { readonly form: DeedForm }) {
  const fields = [
    ...(confirm === null
      ? []
      : [
          proofField({
            path: ':confirm',
            label: `Type ${confirm} to confirm`,
            hint: 'It cannot be taken back: only another deed can undo it.',
            kind: 'text',
          }),
        ]),
    ...(credentials === 'name and password'
      ? [proofField({ path: ':person', label: 'Your name here', hint: null, kind: 'text' })]
      : []),
    ...(credentials === 'none'
      ? []
      : [proofField({ path: ':password', label: 'Your password', hint: null, kind: 'secret' })]),
  ];
  if (fields.length === 0) return null;
  return (
    <fieldset>
      <legend>Who does it</legend>
      {fields.map((field) => (
        <Field key={field.path} field={field} />
      ))}
    </fieldset>
  );
}
