import { scaleLinear, scaleLog } from 'd3-scale';
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
  readonly axis: 'linear' | 'logarithmic';
}

const ROW_PX = 28;
const VALUE_PX = 64;
const CAP_PX = 4;

/** One value and its interval per row, on one axis from zero: who stands out, and how surely. */
export function IntervalChart(props: IntervalChartProps) {
  const { rows, widthPx, label, source, format, axis } = props;
  const isWide = widthPx >= WIDE_PX;
  const labelPx = isWide ? 136 : 98;
  const plotPx = rows.length * ROW_PX;
  const range = [labelPx, widthPx - VALUE_PX] as const;
  const x = axis === 'linear' ? linearScale(rows, range) : logarithmicScale(rows, range);
  return (
    <Drawing widthPx={widthPx} heightPx={plotPx + 26} label={label} source={source}>
      <BottomAxis
        scale={x}
        from={0}
        to={plotPx}
        ticks={ticksOf(x, isWide ? 5 : 3)}
        format={format}
      />
      {rows.map((row, i) => (
        <g key={row.label} transform={`translate(0,${i * ROW_PX + ROW_PX / 2})`}>
          <title>{`${row.label}: ${format(row.value)} (${format(row.low)} to ${format(row.high)})`}</title>
          <text className="label end" x={labelPx - 10} y={4}>
            {clipped(row.label, isWide ? 22 : 15)}
          </text>
          <path className="interval" d={intervalPath(x(row.low), x(row.high), labelPx)} />
          <circle className={i === 0 ? 'dot first' : 'dot'} cx={x(row.value).toFixed(1)} r={5} />
          <text className="value end" x={widthPx} y={4}>
            {format(row.value)}
          </text>
        </g>
      ))}
      <line className="axis" x1={labelPx} x2={labelPx} y1={0} y2={plotPx} />
    </Drawing>
  );
}

type Scale = ReturnType<typeof linearScale> | ReturnType<typeof logarithmicScale>;

const linearScale = (rows: readonly IntervalRow[], range: readonly [number, number]) =>
  scaleLinear()
    .domain([0, Math.max(...rows.map((row) => row.high)) || 1])
    .range(range)
    .nice(4);

/** From the decade below the smallest value; an interval that reaches lower is cut there. */
function logarithmicScale(rows: readonly IntervalRow[], range: readonly [number, number]) {
  const values = rows.map((row) => row.value).filter((value) => value > 0);
  const least = 10 ** Math.floor(Math.log10(Math.min(...values, 1e9)) - 1);
  const most = Math.max(...rows.map((row) => row.high), 10 * least);
  return scaleLog().domain([least, most]).range(range).clamp(true);
}

/** Ticks that leave room for their numbers; on a logarithmic axis the powers of ten. */
function ticksOf(scale: Scale, count: number): readonly number[] {
  const isLogarithmic = 'base' in scale;
  const ticks = scale.ticks(count);
  return isLogarithmic
    ? ticks.filter((tick) => tick.toExponential(6).startsWith('1.000000e'))
    : ticks;
}

/** A line with a cap at each end; without one where the axis cuts it. */
function intervalPath(fromPx: number, toPx: number, leastPx: number): string {
  const [from, to] = [fromPx.toFixed(1), toPx.toFixed(1)];
  const cap = `${-CAP_PX}V${CAP_PX}`;
  const start = fromPx > leastPx ? `M${from},${cap}` : '';
  return `M${from},0H${to}${start}M${to},${cap}`;
}
