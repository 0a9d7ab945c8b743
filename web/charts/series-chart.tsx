import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { BottomAxis, LeftAxis } from './axis.tsx';
import { clipped, Drawing, spread, WIDE_PX } from './drawing.tsx';
import { LANE_PX, Lanes, type TimeLane } from './lanes.tsx';
import type { TimePoint } from './time-chart.tsx';

export interface Series {
  readonly label: string;
  readonly points: readonly TimePoint[];
}

export interface SeriesChartProps {
  readonly series: readonly Series[]; // at most as many as there are strokes
  readonly lanes: readonly TimeLane[];
  readonly years: readonly [number, number];
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
  readonly format: (value: number) => string;
}

/** How many lines one chart can tell apart without colour. */
export const MOST_SERIES = 4;

const PLOT_PX = 190;
const LEFT_PX = 52;
const LABEL_GAP_PX = 14;
const CHARACTER_PX = 6.2;

type Scale = ScaleLinear<number, number>;

/** Several figures over the same years, each with its own stroke and mark, named at its end. */
export function SeriesChart(props: SeriesChartProps) {
  const { lanes, years, widthPx, format } = props;
  const series = props.series.slice(0, MOST_SERIES);
  const namePx = widthPx >= WIDE_PX ? 150 : Math.round(widthPx * 0.3);
  const right = widthPx - namePx;
  const top = 10 + lanes.length * LANE_PX;
  const bottom = top + PLOT_PX;
  const x = scaleLinear()
    .domain([years[0] - 0.3, years[1] + 0.3])
    .range([LEFT_PX, right]);
  const seen = series.flatMap(({ points }) => points.map(({ value, high }) => value ?? high ?? 0));
  const y = scaleLinear()
    .domain([0, Math.max(...seen, Number.MIN_VALUE)])
    .nice(4)
    .range([bottom, top]);
  const ticks = Array.from({ length: years[1] - years[0] + 1 }, (_, i) => years[0] + i);
  return (
    <Drawing widthPx={widthPx} heightPx={bottom + 24} label={props.label} source={props.source}>
      <Lanes lanes={lanes} x={x} left={LEFT_PX} right={right} bottom={bottom} />
      <LeftAxis scale={y} from={LEFT_PX} to={right} ticks={y.ticks(4)} format={format} />
      <BottomAxis scale={x} from={bottom} to={bottom + 4} ticks={ticks} format={String} />
      {series.map(({ label, points }, i) => (
        <g key={label} className={`series role-${i + 1}`}>
          <path className="series-line" d={lineOf(points, x, y)} />
          {points.map((point) => (
            <Point key={point.at} point={point} role={i} x={x} y={y} format={format} name={label} />
          ))}
        </g>
      ))}
      <Names series={series} x={right + 8} y={y} bottom={bottom} widthPx={namePx - 8} />
    </Drawing>
  );
}

const lineOf = (points: readonly TimePoint[], x: Scale, y: Scale) =>
  line<TimePoint>()
    .defined(({ value }) => value !== null)
    .x(({ at }) => x(at))
    .y(({ value }) => y(value ?? 0))
    .digits(1)(points) ?? '';

/** Marks that differ in shape, as the strokes differ in dashes. */
const MARKS = [
  'M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0Z',
  'M-4,-4h8v8h-8Z',
  'M0,-5l5,9h-10Z',
  'M0,-5.5l5,5.5l-5,5.5l-5,-5.5Z',
] as const;

function Point(props: {
  readonly point: TimePoint;
  readonly role: number;
  readonly x: Scale;
  readonly y: Scale;
  readonly format: (value: number) => string;
  readonly name: string;
}) {
  const { point, role, x, y, format, name } = props;
  const { at, value, low, high } = point;
  const isRange = value === null && low !== null && high !== null && low < high;
  if (value === null && !isRange) return null; // a gap of the line; the table has its symbol
  return (
    <g transform={`translate(${x(at).toFixed(1)},${y(value ?? high!).toFixed(1)})`}>
      <title>
        {value === null
          ? `${name}, ${at}: ${format(low!)} to ${format(high!)}`
          : `${name}, ${at}: ${format(value)}`}
      </title>
      {value === null ? (
        <path className="series-range" d={`M0,0V${(y(low!) - y(high!)).toFixed(1)}M-4,0H4`} />
      ) : (
        <path className="series-mark" d={MARKS[role]!} />
      )}
    </g>
  );
}

/** The name of each line at its end, clear of the others. */
function Names(props: {
  readonly series: readonly Series[];
  readonly x: number;
  readonly y: Scale;
  readonly bottom: number;
  readonly widthPx: number;
}) {
  const { series, x, y, bottom, widthPx } = props;
  const ends = series.map(({ points }) => {
    const last = points.findLast(({ value, high }) => (value ?? high) !== null);
    return y(last?.value ?? last?.high ?? 0);
  });
  const rows = spread(ends, LABEL_GAP_PX, bottom);
  return series.map(({ label }, i) => (
    <g key={label} className={`series role-${i + 1}`}>
      <title>{label}</title>
      <path
        className="series-mark"
        d={MARKS[i]!}
        transform={`translate(${x + 4},${rows[i]!.toFixed(1)})`}
      />
      <text x={x + 13} y={(rows[i]! + 4).toFixed(1)}>
        {clipped(label, Math.floor((widthPx - 13) / CHARACTER_PX))}
      </text>
    </g>
  ));
}
