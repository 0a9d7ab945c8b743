/** A deed that somebody may do now, as a page offers it. */
export interface OfferedDeed {
  readonly text: string; // 'Place an order'
  /** Below /api/v1: '/contracts/SP8000-25-R-0020/certification'. */
  readonly path: string;
  /** Fields of the request that the page knows already. */
  readonly filled?: Readonly<Record<string, string>>;
}

/**
 * The page on which a deed is done: a form of what the HTTP interface asks for at the same path.
 *
 * @param back - where to go when it is done
 */
export function deedHref({ path, filled = {} }: Omit<OfferedDeed, 'text'>, back: string): string {
  return `/do${path}?${new URLSearchParams({ ...filled, back })}`;
}

/** What may be done with a document now, from the table of its life. */
export function Deeds({
  deeds,
  back,
}: {
  readonly deeds: readonly OfferedDeed[];
  readonly back: string;
}) {
  if (deeds.length === 0) return null;
  return (
    <nav aria-label="What can be done">
      <ul className="deeds">
        {deeds.map((deed) => (
          <li key={`${deed.path} ${deed.text}`}>
            <a href={deedHref(deed, back)}>{deed.text}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
