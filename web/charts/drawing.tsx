import type { ReactNode } from 'react';

/** The width from which a chart has room for long labels. */
export const WIDE_PX = 560;

/** Every chart is drawn for a phone, for half a page and for a desk; the style shows one. */
export const SIZES = [
  { className: 'small', widthPx: 300 },
  { className: 'medium', widthPx: 420 },
  { className: 'large', widthPx: WIDE_PX },
] as const;

/** For a chart of many columns, or of the world: the width of the page. */
export const WIDEST = { className: 'widest', widthPx: 940 } as const;

const SOURCE_LINE_PX = 15;
const SOURCE_CHARACTER_PX = 5.6; // mean advance at 11 px

export interface DrawingProps {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly label: string;
  readonly source: string;
  readonly hasLinks?: boolean; // what can be followed must be heard; a picture is heard as one
  readonly children: ReactNode;
}

/** The sheet a chart is drawn on: says what it shows, and carries its source wherever it goes. */
export function Drawing(props: DrawingProps) {
  const { widthPx, heightPx, label, source, hasLinks, children } = props;
  const lines = wrapped(`Source: ${source}`, Math.floor(widthPx / SOURCE_CHARACTER_PX));
  const wholePx = heightPx + lines.length * SOURCE_LINE_PX + 4;
  return (
    <svg viewBox={`0 0 ${widthPx} ${wholePx}`} role={hasLinks ? 'group' : 'img'} aria-label={label}>
      {children}
      {lines.map((line, i) => (
        <text key={line} className="source" x={0} y={heightPx + (i + 1) * SOURCE_LINE_PX}>
          {line}
        </text>
      ))}
    </svg>
  );
}

/** Breaks a text between words into lines of so many characters. */
export function wrapped(text: string, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > most) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** Shortens a label that its column cannot hold. */
export const clipped = (label: string, most: number): string =>
  label.length <= most ? label : `${label.slice(0, most - 1).trimEnd()}…`;

/** Moves labels apart, keeping their order, so that each has its line. */
export function spread(positions: readonly number[], gap: number, lowest: number): number[] {
  const order = positions.map((_, i) => i).sort((a, b) => positions[a]! - positions[b]!);
  const placed = [...positions];
  let floor = Number.NEGATIVE_INFINITY;
  for (const i of order) {
    placed[i] = Math.max(positions[i]!, floor);
    floor = placed[i] + gap;
  }
  let ceiling = lowest;
  for (const i of order.toReversed()) {
    placed[i] = Math.min(placed[i]!, ceiling);
    ceiling = placed[i] - gap;
  }
  return placed;
}
