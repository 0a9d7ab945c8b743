import { scaleLinear } from 'd3-scale';
import { BottomAxis } from './axis.tsx';
import { clipped, Drawing, WIDE_PX } from './drawing.tsx';

export interface PartDotsRow {
  readonly label: string;
  readonly whole: number;
  readonly part: number; // at most the whole
  readonly valueText: string;
}

export interface PartDotsProps {
  readonly rows: readonly PartDotsRow[];
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
  readonly format: (value: number) => string;
}

const ROW_PX = 22;

/** A dot at the whole and a ring at a part of it: the line between is what the part leaves. */
export function PartDots({ rows, widthPx, label, source, format }: PartDotsProps) {
  const isWide = widthPx >= WIDE_PX;
  const labelPx = isWide ? 130 : 96;
  const valuePx = isWide ? 56 : 44;
  const plotPx = rows.length * ROW_PX;
  const x = scaleLinear()
    .domain([0, Math.max(...rows.map(({ whole }) => whole), Number.MIN_VALUE)])
    .nice(4)
    .range([labelPx, widthPx - valuePx]);
  return (
    <Drawing widthPx={widthPx} heightPx={plotPx + 22} label={label} source={source}>
      <BottomAxis scale={x} from={0} to={plotPx} ticks={x.ticks(isWide ? 5 : 3)} format={format} />
      {rows.map((row, i) => (
        <g key={row.label} transform={`translate(0,${i * ROW_PX + ROW_PX / 2})`}>
          <title>{`${row.label}: ${row.valueText}, of that ${format(row.part)} direct`}</title>
          <text className="label end" x={labelPx - 10} y={4}>
            {clipped(row.label, isWide ? 19 : 14)}
          </text>
          <line className="gained" x1={x(row.part).toFixed(1)} x2={x(row.whole).toFixed(1)} />
          <circle className="before" cx={x(row.part).toFixed(1)} r={4.5} />
          <circle className="after" cx={x(row.whole).toFixed(1)} r={5} />
          <text className="value" x={(x(row.whole) + 9).toFixed(1)} y={4}>
            {row.valueText}
          </text>
        </g>
      ))}
      <line className="axis" x1={labelPx} x2={labelPx} y1={0} y2={plotPx} />
    </Drawing>
  );
}
