import type { Citation } from './citations.ts';
import { Citations } from './sources.tsx';

export interface Column {
  readonly label: string; // with its unit
  readonly isNumber?: boolean;
  readonly isUnbroken?: boolean; // a day, which no line may cut
  readonly isLong?: boolean; // sentences, which want room on a narrow screen too
}

/** A text that is ready to read, one that leads somewhere, a symbol with its meaning, or sources. */
export type Cell =
  | string
  | { readonly text: string; readonly href: string }
  | { readonly text: string; readonly meaning: string }
  | { readonly citations: readonly Citation[] };

export interface Rows {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

function textOf(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  return 'text' in cell ? cell.text : cell.citations.map(({ text }) => text).join('; ');
}

function shown(cell: Cell) {
  if (typeof cell === 'string') return cell;
  if ('citations' in cell) return <Citations citations={cell.citations} />;
  if ('href' in cell) return <a href={cell.href}>{cell.text}</a>;
  return (
    <abbr className="chip" title={cell.meaning}>
      {cell.text}
    </abbr>
  );
}

function classOf({ isNumber, isUnbroken, isLong }: Column): string | undefined {
  if (isNumber) return 'number';
  if (isLong) return 'long';
  return isUnbroken ? 'unbroken' : undefined;
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
            <tr key={cells.map(textOf).join('|')}>
              <th scope="row">{shown(cells[0]!)}</th>
              {cells.slice(1).map((cell, i) => {
                const column = rows.columns[i + 1]!;
                return (
                  <td key={column.label} className={classOf(column)}>
                    {shown(cell)}
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
