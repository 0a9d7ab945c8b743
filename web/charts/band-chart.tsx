import { scaleLinear } from 'd3-scale';
import { BottomAxis } from './axis.tsx';
import { clipped, Drawing, WIDE_PX } from './drawing.tsx';

export interface BandRow {
  readonly label: string;
  readonly note: string; // second line of the label
  readonly band: { readonly low: number; readonly middle: number; readonly high: number } | null;
  readonly actual: number;
  readonly isInside: boolean;
  readonly verdict: string; // 'inside', 'above the band'
}

export interface BandChartProps {
  readonly rows: readonly BandRow[];
  readonly reference: number; // what no change is
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
  readonly format: (value: number) => string;
}

const ROW_PX = 40;
const BAND_PX = 14;
const MARK_PX = 6;

/** What a model thought likely, and what happened: a miss is as large a mark as a hit. */
export function BandChart(props: BandChartProps) {
  const { rows, reference, widthPx, format } = props;
  const isWide = widthPx >= WIDE_PX;
  const labelPx = isWide ? 124 : 92;
  const verdictPx = isWide ? 92 : 62;
  const plotPx = rows.length * ROW_PX;
  const ends = rows.flatMap(({ band, actual }) => [
    actual,
    band?.low ?? actual,
    band?.high ?? actual,
  ]);
  const x = scaleLinear()
    .domain([Math.min(reference, ...ends), Math.max(reference, ...ends)])
    .range([labelPx, widthPx - verdictPx])
    .nice(4);
  return (
    <Drawing widthPx={widthPx} heightPx={plotPx + 26} label={props.label} source={props.source}>
      <BottomAxis scale={x} from={0} to={plotPx} ticks={x.ticks(isWide ? 5 : 3)} format={format} />
      <line
        className="unchanged"
        x1={x(reference).toFixed(1)}
        x2={x(reference).toFixed(1)}
        y1={0}
        y2={plotPx}
      />
      {rows.map((row, i) => (
        <g key={row.label} transform={`translate(0,${i * ROW_PX + ROW_PX / 2})`}>
          <title>{`${row.label}: ${format(row.actual)}, ${row.verdict}`}</title>
          <text className="label end" x={labelPx - 10} y={-1}>
            {clipped(row.label, isWide ? 18 : 13)}
          </text>
          <text className="tick end" x={labelPx - 10} y={13}>
            {clipped(row.note, isWide ? 20 : 14)}
          </text>
          {row.band && <Band band={row.band} x={x} />}
          <path
            className={row.isInside ? 'actual hit' : 'actual miss'}
            transform={`translate(${x(row.actual).toFixed(1)},0)`}
            d={`M0,${-MARK_PX}L${MARK_PX},0L0,${MARK_PX}L${-MARK_PX},0Z`}
          />
          <text className={row.isInside ? 'value end' : 'value end strong'} x={widthPx} y={4}>
            {row.verdict}
          </text>
        </g>
      ))}
    </Drawing>
  );
}

function Band(props: {
  readonly band: NonNullable<BandRow['band']>;
  readonly x: (value: number) => number;
}) {
  const { low, middle, high } = props.band;
  const [from, to] = [props.x(low), props.x(high)];
  return (
    <>
      <rect
        className="band-90"
        x={from.toFixed(1)}
        y={-BAND_PX / 2}
        width={(to - from).toFixed(1)}
        height={BAND_PX}
      />
      <line
        className="middle-mark"
        x1={props.x(middle).toFixed(1)}
        x2={props.x(middle).toFixed(1)}
        y1={-BAND_PX / 2}
        y2={BAND_PX / 2}
      />
    </>
  );
}
