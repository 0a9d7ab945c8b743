import type { DataEdition } from '../parts/data-edition.ts';

export interface MissingProps {
  readonly sentence: string;
  readonly near: readonly { readonly text: string; readonly href: string }[];
  readonly data: DataEdition;
}

/** Says that there is no such page, and what was probably meant. */
export function MissingPage({ sentence, near }: MissingProps) {
  return (
    <section className="answer">
      <h1>{sentence}</h1>
      <p className="lead">The nearest names are:</p>
      <ul className="plain-list">
        {near.map(({ text, href }) => (
          <li key={href}>
            <a href={href}>{text}</a>
          </li>
        ))}
      </ul>
      <p className="lead">
        The <a href="/">overview</a> lists every mineral.
      </p>
    </section>
  );
}
