import { QUALIFIER_MEANING } from './format.ts';
import type { Cell } from './table.tsx';

/*
 * What stands in place of a number. A symbol of the source is never turned into a number, and a
 * number that we could not find is never a blank.
 */

export const ZERO = '—';
export const HALF = '<½';

/** Symbols and their meaning, in the order in which the key lists them. */
export const VOCABULARY: Readonly<Record<string, string>> = {
  W: QUALIFIER_MEANING.W,
  NA: QUALIFIER_MEANING.NA,
  E: QUALIFIER_MEANING.E,
  [ZERO]: 'zero',
  XX: 'not applicable',
  '>95': 'more than that; the source gives a bound',
  '<25': 'less than that; the source gives a bound',
  [HALF]: 'less than half of the unit',
};

/** A figure as the pages know it. */
export interface Known {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly qualifier: string | null;
}

const NOT_AVAILABLE = 'NA';

/** A symbol as a cell of a table, with its meaning for those who point at it. */
export function chip(symbol: string): Cell {
  const [sign] = symbol;
  const isBound = symbol !== HALF && (sign === '>' || sign === '<');
  const meaning = VOCABULARY[isBound ? `${sign}${sign === '>' ? 95 : 25}` : symbol];
  return { text: symbol, meaning: meaning ?? 'as the source words it' };
}

/** A text of the source, or the symbol where it gives none. */
export const known = (text: string | null): Cell => text ?? chip(NOT_AVAILABLE);

/** What a figure is called where it is no plain number: 'W', '>95', '<½', '—'; null where it is. */
export function symbolOf(
  { value, low, high, qualifier }: Known,
  write: (value: number) => string,
): string | null {
  if (value !== null) return value === 0 ? ZERO : null;
  if (qualifier === 's') return HALF;
  if (qualifier === '>' && low !== null) return `>${write(low)}`;
  if (qualifier === '<' && high !== null) return `<${write(high)}`;
  if (low !== null && high !== null) return null; // a range is written out
  return qualifier ?? NOT_AVAILABLE;
}

/** A figure as a cell: a number, a range, or a symbol. */
export function figureCell(figure: Known, write: (value: number) => string): Cell {
  const symbol = symbolOf(figure, write);
  if (symbol !== null) return chip(symbol);
  const { value, low, high, qualifier } = figure;
  if (value !== null) return write(value);
  const range = low === high ? write(low!) : `${write(low!)}–${write(high!)}`;
  return qualifier === 'W' ? `W (${range})` : range; // withheld, and limited by other figures
}

/** A number that may be missing for a reason other than the source's: it does not apply here. */
export const numberCell = (value: number | null, write: (value: number) => string): Cell =>
  value === null
    ? chip('XX')
    : figureCell({ value, low: null, high: null, qualifier: null }, write);

/** What the symbols mean. */
export function VocabularyKey() {
  return (
    <p className="evidence-key">
      In place of a number:{' '}
      {Object.entries(VOCABULARY).map(([symbol, meaning], i) => (
        <span key={symbol} className="key-entry">
          {i > 0 && ' · '}
          <span className="chip">{symbol}</span> {meaning}
        </span>
      ))}
      .
    </p>
  );
}
