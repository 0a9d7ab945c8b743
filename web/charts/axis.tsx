export interface AxisProps {
  readonly scale: (value: number) => number;
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  readonly format: (value: number) => string;
}

/** Vertical grid lines with their values below. */
export function BottomAxis({ scale, from, to, ticks, format }: AxisProps) {
  return ticks.map((tick) => (
    <g key={tick} transform={`translate(${scale(tick).toFixed(1)},0)`}>
      <line className="grid" y1={from} y2={to} />
      <text className="tick middle" y={to + 16}>
        {format(tick)}
      </text>
    </g>
  ));
}

/** Horizontal grid lines with their values at the left. */
export function LeftAxis({ scale, from, to, ticks, format }: AxisProps) {
  return ticks.map((tick) => (
    <g key={tick} transform={`translate(0,${scale(tick).toFixed(1)})`}>
      <line className={tick === 0 ? 'axis' : 'grid'} x1={from} x2={to} />
      <text className="tick end" x={from - 6} y={4}>
        {format(tick)}
      </text>
    </g>
  ));
}
