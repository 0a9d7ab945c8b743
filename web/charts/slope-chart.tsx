import { scaleLinear } from 'd3-scale';
import { clipped, Drawing, spread, WIDE_PX } from './drawing.tsx';

export interface SlopeRow {
  readonly label: string;
  readonly before: number;
  readonly after: number;
  readonly isDoubtful: boolean; // no larger than what the source itself has revised
}

export interface SlopeChartProps {
  readonly rows: readonly SlopeRow[];
  readonly beforeLabel: string;
  readonly afterLabel: string;
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
  readonly format: (value: number) => string;
}

const TOP_PX = 26;
const LEAST_PLOT_PX = 220;
const ROW_PX = 24; // of height for each line, so that labels need not move far
const LABEL_GAP_PX = 15;

/** Then and now: a line for each, named at both ends, broken where the change may be none. */
export function SlopeChart(props: SlopeChartProps) {
  const { rows, widthPx, format } = props;
  const isWide = widthPx >= WIDE_PX;
  const leftPx = isWide ? 70 : 44;
  const rightPx = isWide ? 190 : 128;
  const plotPx = Math.max(LEAST_PLOT_PX, rows.length * ROW_PX);
  const bottom = TOP_PX + plotPx;
  const [left, right] = [leftPx, widthPx - rightPx];
  const ends = rows.flatMap(({ before, after }) => [before, after]);
  const most = Math.max(...ends, Number.MIN_VALUE);
  // Slopes show change, so the scale begins at the least value and not at zero.
  const y = scaleLinear()
    .domain([Math.min(...ends, 0.9 * most), most])
    .range([bottom - LABEL_GAP_PX / 2, TOP_PX]);
  const places = (values: readonly number[]) => spread(values.map(y), LABEL_GAP_PX, bottom);
  const [befores, afters] = [
    places(rows.map(({ before }) => before)),
    places(rows.map(({ after }) => after)),
  ];
  return (
    <Drawing widthPx={widthPx} heightPx={bottom + 10} label={props.label} source={props.source}>
      {[
        { x: left, text: props.beforeLabel },
        { x: right, text: props.afterLabel },
      ].map(({ x, text }) => (
        <g key={text} transform={`translate(${x},0)`}>
          <text className="tick middle" y={12}>
            {text}
          </text>
          <line className="axis" y1={TOP_PX - 6} y2={bottom} />
        </g>
      ))}
      {rows.map((row, i) => (
        <g key={row.label} className={slopeClass(row)}>
          <title>{`${row.label}: ${format(row.before)}, then ${format(row.after)}${row.isDoubtful ? '; no more than the source has revised' : ''}`}</title>
          <path d={`M${left},${y(row.before).toFixed(1)}L${right},${y(row.after).toFixed(1)}`} />
          <circle cx={left} cy={y(row.before).toFixed(1)} r={3.5} />
          <circle cx={right} cy={y(row.after).toFixed(1)} r={3.5} />
          <text className="end" x={left - 8} y={(befores[i]! + 4).toFixed(1)}>
            {format(row.before)}
          </text>
          <text x={right + 8} y={(afters[i]! + 4).toFixed(1)}>
            {`${format(row.after)} ${clipped(row.label, isWide ? 22 : 13)}`}
          </text>
        </g>
      ))}
    </Drawing>
  );
}

function slopeClass({ before, after, isDoubtful }: SlopeRow): string {
  if (isDoubtful) return 'slope doubtful';
  return after >= before ? 'slope up' : 'slope down';
}
