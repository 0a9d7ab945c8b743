import { scaleLinear } from 'd3-scale';
import { clipped, Drawing, WIDE_PX } from './drawing.tsx';

export interface BarRow {
  readonly label: string;
  readonly value: number;
  readonly isProject?: boolean; // support for somebody's plant rather than metal in store
  readonly isRest?: boolean; // many rows in one
}

export interface BarChartProps {
  readonly rows: readonly BarRow[];
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
  readonly format: (value: number) => string;
}

const ROW_PX = 24;
const VALUE_PX = 74;
const MOST_ROWS = 12;

/** Lengths from zero, longest first; the value stands at the end of each bar. */
export function BarChart(props: BarChartProps) {
  const { rows, widthPx, label, source, format } = props;
  const isWide = widthPx >= WIDE_PX;
  const labelPx = isWide ? 190 : 122;
  const bars = longest(rows, MOST_ROWS);
  const x = scaleLinear()
    .domain([0, Math.max(...bars.map((row) => row.value), Number.MIN_VALUE)])
    .range([0, widthPx - labelPx - VALUE_PX]);
  const plotPx = bars.length * ROW_PX;
  return (
    <Drawing widthPx={widthPx} heightPx={plotPx + 4} label={label} source={source}>
      {bars.map((row, i) => (
        <g key={row.label} transform={`translate(${labelPx},${i * ROW_PX})`}>
          <title>{`${row.label}: ${format(row.value)}`}</title>
          <text className="label end" x={-10} y={16}>
            {clipped(row.label, isWide ? 31 : 19)}
          </text>
          <rect
            className={barClass(row)}
            y={5}
            width={x(row.value).toFixed(1)}
            height={ROW_PX - 10}
          />
          <text className="value" x={(x(row.value) + 6).toFixed(1)} y={16}>
            {format(row.value)}
          </text>
        </g>
      ))}
      <line className="axis" x1={labelPx} x2={labelPx} y1={0} y2={plotPx} />
    </Drawing>
  );
}

function barClass({ isProject, isRest }: BarRow): string {
  if (isRest) return 'bar rest';
  return isProject ? 'bar project' : 'bar';
}

/** Longest first, so many rows at most: what is beyond them is one row. */
export function longest(rows: readonly BarRow[], mostRows: number): readonly BarRow[] {
  const sorted = [...rows].sort((a, b) => b.value - a.value);
  if (sorted.length <= mostRows) return sorted;
  const rest = sorted.slice(mostRows - 1);
  const value = rest.reduce((sum, row) => sum + row.value, 0);
  return [
    ...sorted.slice(0, mostRows - 1),
    { label: `Other (${rest.length})`, value, isRest: true },
  ];
}
