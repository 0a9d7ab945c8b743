import { scaleLinear } from 'd3-scale';
import { clipped, Drawing, WIDE_PX } from './drawing.tsx';

export interface WaterfallPart {
  readonly label: string;
  readonly value: number; // taken from what is left by those before it
  readonly valueText: string;
}

export interface WaterfallChartProps {
  readonly whole: WaterfallPart;
  readonly parts: readonly WaterfallPart[];
  readonly rest: WaterfallPart; // what no part took
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
}

const ROW_PX = 26;
const BAR_PX = 14;

interface Row extends WaterfallPart {
  readonly from: number;
  readonly tone: 'whole' | 'part' | 'rest';
}

/** How a whole goes down to a rest, part by part: each bar begins where the one above it ended. */
export function WaterfallChart({
  whole,
  parts,
  rest,
  widthPx,
  label,
  source,
}: WaterfallChartProps) {
  const isWide = widthPx >= WIDE_PX;
  const labelPx = isWide ? 160 : 124;
  const valuePx = isWide ? 84 : 64;
  const rows = rowsOf(whole, parts, rest);
  const x = scaleLinear()
    .domain([0, Math.max(whole.value, Number.MIN_VALUE)])
    .range([labelPx, widthPx - valuePx]);
  const heightPx = rows.length * ROW_PX;
  return (
    <Drawing widthPx={widthPx} heightPx={heightPx + 2} label={label} source={source}>
      {rows.map((row, i) => (
        <g key={row.label} transform={`translate(0,${i * ROW_PX})`}>
          <title>{`${row.label}: ${row.valueText}`}</title>
          <text className="label end" x={labelPx - 10} y={17}>
            {clipped(row.label, isWide ? 26 : 19)}
          </text>
          <rect
            className={`fall ${row.tone}`}
            x={x(row.from).toFixed(1)}
            y={(ROW_PX - BAR_PX) / 2}
            width={(x(row.from + row.value) - x(row.from)).toFixed(1)}
            height={BAR_PX}
          />
          {i > 0 && (
            <line
              className="fall-step"
              x1={x(row.from + row.value).toFixed(1)}
              x2={x(row.from + row.value).toFixed(1)}
              y1={-(ROW_PX - BAR_PX) / 2}
              y2={(ROW_PX - BAR_PX) / 2}
            />
          )}
          <text className="value end" x={widthPx} y={17}>
            {row.valueText}
          </text>
        </g>
      ))}
      <line className="axis" x1={labelPx} x2={labelPx} y1={0} y2={heightPx} />
    </Drawing>
  );
}

function rowsOf(whole: WaterfallPart, parts: readonly WaterfallPart[], rest: WaterfallPart): Row[] {
  let left = whole.value;
  const falling = parts.map((part): Row => {
    left -= part.value;
    return { ...part, from: Math.max(0, left), tone: 'part' };
  });
  return [{ ...whole, from: 0, tone: 'whole' }, ...falling, { ...rest, from: 0, tone: 'rest' }];
}
