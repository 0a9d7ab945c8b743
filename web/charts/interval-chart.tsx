import { scaleLinear } from 'd3-scale';
import { BottomAxis } from './axis.tsx';
import { clipped, Drawing, WIDE_PX } from './drawing.tsx';

export interface IntervalRow {
  readonly label: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface IntervalChartProps {
  readonly rows: readonly IntervalRow[];
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
  readonly format: (value: number) => string;
}

const ROW_PX = 24;
const VALUE_PX = 64;
const CAP_PX = 4;

/** One value and its interval per row, on one axis from zero: who stands out, and how surely. */
export function IntervalChart({ rows, widthPx, label, source, format }: IntervalChartProps) {
  const isWide = widthPx >= WIDE_PX;
  const labelPx = isWide ? 136 : 98;
  const plotPx = rows.length * ROW_PX;
  const most = Math.max(...rows.map((row) => row.high), Number.MIN_VALUE);
  const x = scaleLinear()
    .domain([0, most])
    .range([labelPx, widthPx - VALUE_PX])
    .nice(4);
  return (
    <Drawing widthPx={widthPx} heightPx={plotPx + 26} label={label} source={source}>
      <BottomAxis scale={x} from={0} to={plotPx} ticks={x.ticks(isWide ? 5 : 2)} format={format} />
      {rows.map((row, i) => (
        <g key={row.label} transform={`translate(0,${i * ROW_PX + ROW_PX / 2})`}>
          <title>{`${row.label}: ${format(row.value)} (${format(row.low)} to ${format(row.high)})`}</title>
          <text className="label end" x={labelPx - 10} y={4}>
            {clipped(row.label, isWide ? 22 : 15)}
          </text>
          <path className="interval" d={intervalPath(x(row.low), x(row.high))} />
          <circle className={i === 0 ? 'dot first' : 'dot'} cx={x(row.value).toFixed(1)} r={5} />
          <text className="value end" x={widthPx} y={4}>
            {format(row.value)}
          </text>
        </g>
      ))}
      <line className="axis" x1={x(0)} x2={x(0)} y1={0} y2={plotPx} />
    </Drawing>
  );
}

/** A line with a cap at each end. */
function intervalPath(fromPx: number, toPx: number): string {
  const [from, to] = [fromPx.toFixed(1), toPx.toFixed(1)];
  return `M${from},0H${to}M${from},${-CAP_PX}V${CAP_PX}M${to},${-CAP_PX}V${CAP_PX}`;
}
