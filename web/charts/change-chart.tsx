import { scaleLinear } from 'd3-scale';
import { BottomAxis } from './axis.tsx';
import { clipped, Drawing, WIDE_PX } from './drawing.tsx';

export interface ChangeRow {
  readonly label: string;
  readonly change: number; // 0.1 is up by a tenth
  readonly valueText: string;
}

export interface ChangeChartProps {
  readonly rows: readonly ChangeRow[];
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
  readonly format: (value: number) => string;
}

const ROW_PX = 24;

/** How far each figure moved, to the left of no change or to the right of it. */
export function ChangeChart({ rows, widthPx, label, source, format }: ChangeChartProps) {
  const isWide = widthPx >= WIDE_PX;
  const labelPx = isWide ? 160 : 104;
  const valuePx = isWide ? 150 : 96;
  const plotPx = rows.length * ROW_PX;
  const changes = rows.map(({ change }) => change);
  const x = scaleLinear()
    .domain([Math.min(-0.1, ...changes), Math.max(0.1, ...changes)])
    .nice(4)
    .range([labelPx, widthPx - valuePx]);
  return (
    <Drawing widthPx={widthPx} heightPx={plotPx + 26} label={label} source={source}>
      <BottomAxis scale={x} from={0} to={plotPx} ticks={x.ticks(isWide ? 4 : 2)} format={format} />
      {rows.map((row, i) => (
        <g key={row.label} transform={`translate(0,${i * ROW_PX + ROW_PX / 2})`}>
          <title>{`${row.label}: ${row.valueText}`}</title>
          <text className="label end" x={labelPx - 10} y={4}>
            {clipped(row.label, isWide ? 24 : 15)}
          </text>
          <line className="gained" x1={x(0).toFixed(1)} x2={x(row.change).toFixed(1)} />
          <circle className="after" cx={x(row.change).toFixed(1)} r={5} />
          <text className="value" x={widthPx - valuePx + 12} y={4}>
            {row.valueText}
          </text>
        </g>
      ))}
      <line className="axis" x1={x(0)} x2={x(0)} y1={0} y2={plotPx} />
    </Drawing>
  );
}
