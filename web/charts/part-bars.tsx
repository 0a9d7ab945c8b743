import { scaleLinear } from 'd3-scale';
import { Chip, chipWidthPx } from './chip.tsx';
import { clipped, Drawing, WIDE_PX } from './drawing.tsx';

export interface BarPart {
  readonly value: number;
  readonly tone: 'first' | 'plain' | 'rest';
  readonly isHatched: boolean;
}

export interface PartRow {
  readonly label: string;
  readonly valueText: string; // at the end of the bar; a symbol where there is no bar
  readonly parts: readonly BarPart[]; // from the axis outwards; none where nothing is known
}

export interface PartBarsProps {
  readonly rows: readonly PartRow[];
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
}

const ROW_PX = 24;
const BAR_PX = 14;
const STRIPE_PX = 6;

/** Bars in the order given, each of one part or several; stripes tell a part without colour. */
export function PartBars({ rows, widthPx, label, source }: PartBarsProps) {
  const isWide = widthPx >= WIDE_PX;
  const labelPx = isWide ? 160 : 112;
  const valuePx = isWide ? 112 : 84;
  const x = scaleLinear()
    .domain([0, Math.max(...rows.map(lengthOf), Number.MIN_VALUE)])
    .range([0, widthPx - labelPx - valuePx]);
  return (
    <Drawing widthPx={widthPx} heightPx={rows.length * ROW_PX + 4} label={label} source={source}>
      {rows.map((row, i) => (
        <g key={row.label} transform={`translate(${labelPx},${i * ROW_PX})`}>
          <title>{`${row.label}: ${row.valueText}`}</title>
          <text className="label end" x={-10} y={16}>
            {clipped(row.label, isWide ? 21 : 14)}
          </text>
          {startsOf(row).map(({ part, start }) => (
            <Part key={start} part={part} fromPx={x(start)} widthPx={x(part.value)} />
          ))}
          {row.parts.length === 0 ? (
            <Chip symbol={row.valueText} x={6 + chipWidthPx(row.valueText) / 2} y={12} />
          ) : (
            <text className="value" x={(x(lengthOf(row)) + 6).toFixed(1)} y={16}>
              {row.valueText}
            </text>
          )}
        </g>
      ))}
      <line className="axis" x1={labelPx} x2={labelPx} y1={0} y2={rows.length * ROW_PX} />
    </Drawing>
  );
}

const lengthOf = ({ parts }: PartRow) => parts.reduce((sum, { value }) => sum + value, 0);

/** Each part that has a length, with the sum of those before it. */
function startsOf({ parts }: PartRow) {
  let start = 0;
  return parts
    .map((part) => {
      const placed = { part, start };
      start += part.value;
      return placed;
    })
    .filter(({ part }) => part.value > 0);
}

function Part(props: {
  readonly part: BarPart;
  readonly fromPx: number;
  readonly widthPx: number;
}) {
  const { part, fromPx, widthPx } = props;
  return (
    <g transform={`translate(${fromPx.toFixed(1)},${(ROW_PX - BAR_PX) / 2})`}>
      <rect className={`part ${part.tone}`} width={widthPx.toFixed(1)} height={BAR_PX} />
      {part.isHatched && <path className="hatch" d={stripes(widthPx, BAR_PX)} />}
    </g>
  );
}

/** Lines at 45 degrees across a box, cut at its sides. */
export function stripes(widthPx: number, heightPx: number): string {
  const lines: string[] = [];
  for (let foot = STRIPE_PX - heightPx; foot < widthPx; foot += STRIPE_PX) {
    const from = Math.max(0, foot);
    const to = Math.min(widthPx, foot + heightPx);
    const y = (at: number) => heightPx - (at - foot);
    lines.push(`M${from.toFixed(1)},${y(from).toFixed(1)}L${to.toFixed(1)},${y(to).toFixed(1)}`);
  }
  return lines.join('');
}
