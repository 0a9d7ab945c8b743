import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { BottomAxis, LeftAxis } from './axis.tsx';
import { Chip } from './chip.tsx';
import { Drawing } from './drawing.tsx';
import { LANE_PX, Lanes, type TimeLane } from './lanes.tsx';

export interface TimePoint {
  readonly at: number; // year; the middle of 2025 is 2025
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly symbol: string | null; // 'W': why there is no number
}

export interface TimeChartProps {
  readonly points: readonly TimePoint[];
  readonly lanes: readonly TimeLane[];
  readonly years: readonly [number, number];
  readonly floor: number; // where the axis begins
  readonly isDense: boolean; // too many points to mark each
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
  readonly format: (value: number) => string;
}

const PLOT_PX = 170;
const LEFT_PX = 58;
const RIGHT_PX = 14;
const CAP_PX = 5;
const CHIP_ABOVE_AXIS_PX = 16;

type Scale = ScaleLinear<number, number>;

/**
 * What a figure was, year by year. A bound is a bar over all that it allows, and a year without a
 * figure is a gap with its symbol: neither is drawn as a number.
 */
export function TimeChart(props: TimeChartProps) {
  const { points, lanes, years, floor, widthPx, format } = props;
  const top = 10 + lanes.length * LANE_PX;
  const bottom = top + PLOT_PX;
  const right = widthPx - RIGHT_PX;
  const x = scaleLinear()
    .domain([years[0] - 0.5, years[1] + 0.5])
    .range([LEFT_PX, right]);
  const seen = points.flatMap(({ value, low, high }) => [
    value ?? floor,
    low ?? floor,
    high ?? floor,
  ]);
  const y = scaleLinear()
    .domain([Math.min(floor, ...seen), Math.max(...seen, floor + Number.MIN_VALUE)])
    .nice(4)
    .range([bottom, top]);
  const ticks = Array.from({ length: years[1] - years[0] + 1 }, (_, i) => years[0] + i);
  return (
    <Drawing widthPx={widthPx} heightPx={bottom + 24} label={props.label} source={props.source}>
      <Lanes lanes={lanes} x={x} left={LEFT_PX} right={right} bottom={bottom} />
      <LeftAxis scale={y} from={LEFT_PX} to={right} ticks={y.ticks(4)} format={format} />
      <BottomAxis scale={x} from={bottom} to={bottom + 4} ticks={ticks} format={String} />
      <path className="time-line" d={lineOf(points, x, y)} />
      {points.map((point) => (
        <Mark key={point.at} point={point} x={x} y={y} format={format} isDense={props.isDense} />
      ))}
    </Drawing>
  );
}

const lineOf = (points: readonly TimePoint[], x: Scale, y: Scale) =>
  line<TimePoint>()
    .defined(({ value }) => value !== null)
    .x(({ at }) => x(at))
    .y(({ value }) => y(value ?? 0))
    .digits(1)(points) ?? '';

interface MarkProps {
  readonly point: TimePoint;
  readonly x: Scale;
  readonly y: Scale;
  readonly format: (value: number) => string;
  readonly isDense: boolean;
}

function Mark({ point, x, y, format, isDense }: MarkProps) {
  const { at, value, low, high, symbol } = point;
  const isRange = low !== null && high !== null && low < high;
  const place = `translate(${x(at).toFixed(1)},0)`;
  if (value === null && !isRange) return <Gap at={at} symbol={symbol} place={place} y={y} />;
  return (
    <g transform={place}>
      {isRange && (
        <path className="time-range" d={rangePath(y(low), y(high))}>
          <title>{`${at}: ${format(low)} to ${format(high)}`}</title>
        </path>
      )}
      {value !== null && !isDense && (
        <circle className="dot" cy={y(value).toFixed(1)} r={4.5}>
          <title>{`${at}: ${format(value)}`}</title>
        </circle>
      )}
    </g>
  );
}

const rangePath = (from: number, to: number) =>
  `M0,${from.toFixed(1)}V${to.toFixed(1)}M${-CAP_PX},${from.toFixed(1)}H${CAP_PX}M${-CAP_PX},${to.toFixed(1)}H${CAP_PX}`;

/** A year of which the source gives no number: its symbol stands above the axis. */
function Gap(props: {
  readonly at: number;
  readonly symbol: string | null;
  readonly place: string;
  readonly y: Scale;
}) {
  const [lowest] = props.y.range();
  const symbol = props.symbol ?? '–';
  return (
    <g transform={props.place}>
      <title>{`${props.at}: ${props.symbol ?? 'no figure'}`}</title>
      <Chip symbol={symbol} x={0} y={lowest! - CHIP_ABOVE_AXIS_PX} />
    </g>
  );
}
