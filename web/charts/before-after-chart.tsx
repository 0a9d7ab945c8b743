import { scaleLinear } from 'd3-scale';
import { BottomAxis } from './axis.tsx';
import { Drawing, WIDE_PX } from './drawing.tsx';

export interface BeforeAfterRow {
  readonly label: string;
  readonly before: number;
  readonly after: number;
}

export interface BeforeAfterChartProps {
  readonly rows: readonly BeforeAfterRow[];
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
  readonly format: (value: number) => string;
}

const ROW_PX = 44;

/** Two values per row, a ring before and a dot after: the line between is what was gained. */
export function BeforeAfterChart(props: BeforeAfterChartProps) {
  const { rows, widthPx, format } = props;
  const isWide = widthPx >= WIDE_PX;
  const labelPx = isWide ? 136 : 84;
  const plotPx = rows.length * ROW_PX;
  const x = scaleLinear()
    .domain([0, Math.max(...rows.map((row) => row.before), Number.MIN_VALUE)])
    .nice(4)
    .range([labelPx, widthPx - 36]);
  return (
    <Drawing widthPx={widthPx} heightPx={plotPx + 26} label={props.label} source={props.source}>
      <BottomAxis scale={x} from={0} to={plotPx} ticks={x.ticks(isWide ? 4 : 2)} format={format} />
      {rows.map((row, i) => (
        <g key={row.label} transform={`translate(0,${i * ROW_PX + 28})`}>
          <text className="label end" x={labelPx - 10} y={4}>
            {row.label}
          </text>
          <line className="gained" x1={x(row.after)} x2={x(row.before)} />
          <circle className="before" cx={x(row.before)} r={5} />
          <circle className="after" cx={x(row.after)} r={5.5} />
          <text className="value middle" x={x(row.before)} y={-11}>
            {format(row.before)}
          </text>
          <text
            className="value middle strong"
            x={x(row.after)}
            y={isFarApart(x(row.before), x(row.after)) ? -11 : 19}
          >
            {format(row.after)}
          </text>
        </g>
      ))}
      <line className="axis" x1={x(0)} x2={x(0)} y1={0} y2={plotPx} />
    </Drawing>
  );
}

/** Two labels this close would cover each other: then the second goes below. */
const isFarApart = (onePx: number, otherPx: number) => Math.abs(onePx - otherPx) > 56;
