import { type Citation, citationsOf } from './citations.ts';

/** The publications behind a statement, each with its address where there is one. */
export const Sources = ({ source }: { readonly source: string }) => (
  <Citations citations={citationsOf(source)} />
);

export function Citations({ citations }: { readonly citations: readonly Citation[] }) {
  return (
    <span className="sources">
      {citations.map(({ text, href }, i) => (
        <span key={`${text}|${href}`}>
          {i > 0 && '; '}
          {href === null ? text : <a href={href}>{text}</a>}
        </span>
      ))}
    </span>
  );
}
