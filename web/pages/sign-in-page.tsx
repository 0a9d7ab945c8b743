import type { DataEdition } from '../parts/data-edition.ts';
import type { DeedForm } from '../parts/deed-form.ts';

export interface SignInProps {
  readonly person: string | null; // who does deeds from here; null where nobody has signed in
  readonly isNeeded: boolean; // whether anybody has a password yet
  readonly back: string;
  readonly refusal: DeedForm['refusal'];
  readonly data: DataEdition;
}

/** Who does deeds from this browser, and how that is changed. */
export function SignInPage(props: SignInProps) {
  if (!props.isNeeded) return <DeskOfOne person={props.person ?? ''} />;
  return props.person === null ? <Door {...props} /> : <Inside person={props.person} />;
}

function DeskOfOne({ person }: { readonly person: string }) {
  return (
    <section className="answer">
      <h1>Nobody signs in here</h1>
      <p className="lead">
        Nobody has a password yet: every deed from this server is one of {person}, who sits at this
        machine. From the first password on, whoever does a deed signs in.
      </p>
      <p>
        Give one with <code>lodestock person password {person}</code>. See also{' '}
        <a href="/people">who is registered</a>.
      </p>
    </section>
  );
}

function Inside({ person }: { readonly person: string }) {
  return (
    <section className="answer">
      <h1>{person} is signed in</h1>
      <p className="lead">
        What you do is kept under that name. The session ends after a quarter of an hour without a
        request, or after an hour for who only reads, and after twelve hours in any case.
      </p>
      <form method="post" action="/sign-out" className="deed-form">
        <button type="submit">Sign out</button>
      </form>
      <p className="actions">
        <a href={`/do/people/${encodeURIComponent(person)}/password?back=/sign-in`}>
          Change the password
        </a>
        <a href="/people">Who is registered</a>
      </p>
    </section>
  );
}

function Door({ back, refusal }: SignInProps) {
  return (
    <>
      <section className="answer">
        <h1>Sign in</h1>
        <p className="lead">
          Everybody may read; whoever does something says who they are. After five wrong passwords a
          name has to wait a quarter of an hour.
        </p>
      </section>
      {refusal !== null && (
        // biome-ignore lint/a11y/noAutofocus: whoever was refused starts with the reason
        <section className="not-done" role="alert" tabIndex={-1} autoFocus>
          <p>
            {refusal.sentence}
            {refusal.hint !== null && ` – ${refusal.hint}`}
          </p>
        </section>
      )}
      <form className="deed-form" method="post" action="/sign-in">
        <input type="hidden" name="back" value={back} />
        <div className="field">
          <label htmlFor="person">Your name here</label>
          <input id="person" name="person" type="text" autoComplete="username" required />
        </div>
        <div className="field">
          <label htmlFor="password">Your password</label>
          <input
            id="password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
        </div>
        <p className="actions">
          <button type="submit">Sign in</button>
        </p>
      </form>
    </>
  );
}
