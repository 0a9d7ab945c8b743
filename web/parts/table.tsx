export interface Column {
  readonly label: string; // with its unit
  readonly isNumber?: boolean;
}

export interface Rows {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

/** A table of texts that are ready to read; the first cell of a row names it. */
export function PlainTable({ caption, rows }: { readonly caption: string; readonly rows: Rows }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the keyboard
    <section className="scroller" aria-label={caption} tabIndex={0}>
      <table className="table">
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            {rows.columns.map(({ label, isNumber }) => (
              <th key={label} scope="col" className={isNumber ? 'number' : undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.rows.map((cells) => (
            <tr key={cells[0]}>
              <th scope="row">{cells[0]}</th>
              {cells.slice(1).map((cell, i) => {
                const column = rows.columns[i + 1]!;
                return (
                  <td key={column.label} className={column.isNumber ? 'number' : undefined}>
                    {cell}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
