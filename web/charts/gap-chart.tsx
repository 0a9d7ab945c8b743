import { scaleLog } from 'd3-scale';
import { BottomAxis } from './axis.tsx';
import { clipped, Drawing, WIDE_PX } from './drawing.tsx';

/** How far demand exceeds supply, as a share of supply; infinite where there is none. */
export interface GapSpan {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

export interface GapRow {
  readonly label: string;
  readonly home: GapSpan;
  readonly partners: GapSpan;
}

export interface GapChartProps {
  readonly rows: readonly GapRow[];
  readonly claimed: { readonly low: number; readonly high: number } | null; // what others say
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
  readonly format: (share: number) => string;
}

const ROW_PX = 36;
const TOP_PX = 34; // holds what the marks mean
const VALUE_PX = 66;
const CAP_PX = 4;
const LEAST = 0.5; // of demand ÷ supply: half of what there is
const MOST = 110;
const TICKS = [0.5, 1, 2, 5, 11, 101]; // −50%, 0%, 100%, 400%, 1,000%, 10,000%
const NARROW_TICKS = [1, 11, 101];

type Place = (share: number) => number;

/**
 * The gap of each mineral by both definitions, each with its range, on one axis.
 *
 * The axis is logarithmic in demand ÷ supply, so that double is as far from equal as half is. A
 * range that leaves it ends in an arrow; where there is no supply the arrow is all there is.
 */
export function GapChart(props: GapChartProps) {
  const { rows, claimed, widthPx, format } = props;
  const isWide = widthPx >= WIDE_PX;
  const labelPx = isWide ? 116 : 84;
  const bottom = TOP_PX + rows.length * ROW_PX;
  const ratio = scaleLog()
    .domain([LEAST, MOST])
    .range([labelPx, widthPx - VALUE_PX])
    .clamp(true);
  const x: Place = (share) => ratio(Math.min(MOST, 1 + share));
  return (
    <Drawing widthPx={widthPx} heightPx={bottom + 26} label={props.label} source={props.source}>
      <Legend left={isWide ? labelPx : 0} />
      {claimed && <Claimed {...claimed} x={x} bottom={bottom} />}
      <BottomAxis
        scale={ratio}
        from={TOP_PX}
        to={bottom}
        ticks={isWide ? TICKS : NARROW_TICKS}
        format={(tick) => format(tick - 1)}
      />
      <line className="axis" x1={x(0)} x2={x(0)} y1={TOP_PX} y2={bottom} />
      {rows.map(({ label, home, partners }, i) => (
        <g key={label} transform={`translate(0,${TOP_PX + i * ROW_PX + ROW_PX / 2})`}>
          <title>{`${label}: at home ${spanText(home, format)}; with partners ${spanText(partners, format)}`}</title>
          <text className="label end" x={labelPx - 10} y={4}>
            {clipped(label, isWide ? 17 : 12)}
          </text>
          <Span span={home} x={x} y={-7} kind="home" />
          <Span span={partners} x={x} y={7} kind="partners" />
          <text className="value end" x={widthPx} y={4}>
            {Number.isFinite(home.middle) ? format(home.middle) : 'no supply'}
          </text>
        </g>
      ))}
    </Drawing>
  );
}

function spanText({ low, middle, high }: GapSpan, format: (share: number) => string): string {
  const text = (share: number) => (Number.isFinite(share) ? format(share) : 'no supply');
  return Number.isFinite(low) ? `${text(middle)} (${text(low)} to ${text(high)})` : 'no supply';
}

/** One range with its middle; the mark differs in shape as the line differs in dashes. */
function Span(props: {
  readonly span: GapSpan;
  readonly x: Place;
  readonly y: number;
  readonly kind: 'home' | 'partners';
}) {
  const { span, x, y, kind } = props;
  const [from, to, end] = [x(span.low), x(span.high), x(Infinity)];
  const leaves = 1 + span.high > MOST;
  const cap = `${-CAP_PX}V${CAP_PX}`;
  const last = leaves ? `M${end - 5},-4L${end},0L${end - 5},4` : `M${to.toFixed(1)},${cap}`;
  const first = Number.isFinite(span.low) ? `M${from.toFixed(1)},${cap}` : '';
  return (
    <g className={`gap-span ${kind}`} transform={`translate(0,${y})`}>
      <path className="gap-line" d={`M${from.toFixed(1)},0H${to.toFixed(1)}`} />
      <path className="gap-end" d={`${first}${last}`} />
      {1 + span.middle <= MOST && <Mark kind={kind} x={x(span.middle)} />}
    </g>
  );
}

function Mark({ kind, x }: { readonly kind: 'home' | 'partners'; readonly x: number }) {
  const d = kind === 'home' ? 'M-5,0a5,5 0 1,0 10,0a5,5 0 1,0 -10,0Z' : 'M-4,-4h8v8h-8Z';
  return <path className="gap-mark" d={d} transform={`translate(${x.toFixed(1)},0)`} />;
}

/** What somebody else says, in another dress than any result. */
function Claimed(props: {
  readonly low: number;
  readonly high: number;
  readonly x: Place;
  readonly bottom: number;
}) {
  const { low, high, x, bottom } = props;
  const [from, to] = [x(low), x(high)];
  return (
    <g className="claimed">
      <title>The span that others claim; no result of ours</title>
      <rect x={from} y={TOP_PX} width={to - from} height={bottom - TOP_PX} />
      <text className="middle tick" x={(from + to) / 2} y={TOP_PX - 4}>
        claimed
      </text>
    </g>
  );
}

function Legend({ left }: { readonly left: number }) {
  return (
    <g transform={`translate(${left},10)`}>
      <g className="gap-span home">
        <Mark kind="home" x={6} />
      </g>
      <text x={16} y={4}>
        at home
      </text>
      <g className="gap-span partners">
        <Mark kind="partners" x={82} />
      </g>
      <text x={92} y={4}>
        with partners
      </text>
    </g>
  );
}
