import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { Fan } from '../../src/stress/stress.ts';
import { BottomAxis, LeftAxis } from './axis.tsx';
import { Drawing, spread, WIDE_PX } from './drawing.tsx';

export interface FanChartProps {
  readonly fan: Fan; // one number a quarter
  readonly median?: readonly number[] | undefined; // a newer middle than that of the bands
  readonly others?: readonly NamedLine[]; // middles to hold against it
  readonly baseline: readonly number[]; // the middle future without shock and stock
  readonly reference: { readonly label: string; readonly value: number };
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
  readonly format: (value: number) => string;
}

/** A line that is named where it ends: 'B', 'C' or 'D'. */
export interface NamedLine {
  readonly name: string;
  readonly values: readonly number[];
}

export const PLOT_PX = 210;
export const TOP_PX = 8;
export const LEFT_PX = 48;
export const RIGHT_PX = 66;
const LABEL_GAP_PX = 14;
const SAMPLE_PX = 16;

type Scale = ScaleLinear<number, number>;

/** Bands that hold half and nine tenths of the futures, around the middle one. */
export function FanChart(props: FanChartProps) {
  const { fan, baseline, reference, widthPx, format, others = [] } = props;
  const median = props.median?.length === fan.p50.length ? props.median : fan.p50;
  const quarters = fan.p50.length;
  const x = quarterScale(quarters, widthPx);
  const pinned = others.flatMap(({ values }) => values);
  const seen = [...fan.p95, ...median, ...baseline, ...pinned, reference.value];
  const y = scaleLinear()
    .domain([0, Math.max(...seen, Number.MIN_VALUE)])
    .nice(4)
    .range([TOP_PX + PLOT_PX, TOP_PX]);
  const bottom = TOP_PX + PLOT_PX;
  const line = steadyLine(x, y);
  return (
    <Drawing widthPx={widthPx} heightPx={bottom + 24} label={props.label} source={props.source}>
      <LeftAxis
        scale={y}
        from={LEFT_PX}
        to={widthPx - RIGHT_PX}
        ticks={y.ticks(4)}
        format={format}
      />
      <YearAxis x={x} quarters={quarters} bottom={bottom} widthPx={widthPx} />
      <Bands fan={fan} x={x} y={y} />
      <path className="reference" d={`M${x(0)},${y(reference.value).toFixed(1)}H${x(quarters)}`} />
      <path className="baseline" d={line(baseline) ?? ''} />
      {others.map(({ name, values }) => (
        <path key={name} className={`pin ${pinClass(name)}`} d={line(values) ?? ''} />
      ))}
      <path className="median" d={line(median) ?? ''} />
      <EndLabels
        x={widthPx - RIGHT_PX + 6}
        lowest={bottom}
        labels={[
          {
            text: others.length === 0 ? 'median' : 'A, median',
            className: 'median-label',
            y: y(median.at(-1)!),
          },
          ...others.map(({ name, values }) => ({
            text: name,
            className: 'pin-label',
            sample: `pin ${pinClass(name)}`,
            y: y(values.at(-1)!),
          })),
          { text: 'baseline', className: 'baseline-label', y: y(baseline.at(-1)!) },
          { text: reference.label, className: 'reference-label', y: y(reference.value) },
        ]}
      />
    </Drawing>
  );
}

/** Where the quarters stand from left to right. */
export const quarterScale = (quarters: number, widthPx: number): Scale =>
  scaleLinear()
    .domain([0, quarters])
    .range([LEFT_PX, widthPx - RIGHT_PX]);

/** Years below a chart of quarters. */
export function YearAxis(props: {
  readonly x: Scale;
  readonly quarters: number;
  readonly bottom: number;
  readonly widthPx: number;
}) {
  const { x, quarters, bottom, widthPx } = props;
  return (
    <BottomAxis
      scale={x}
      from={bottom}
      to={bottom + 4}
      ticks={Array.from({ length: Math.floor(quarters / 4) + 1 }, (_, i) => 4 * i)}
      format={(quarter) => (quarter === 0 ? 'today' : yearLabel(quarter, widthPx))}
    />
  );
}

/** The class that gives a pinned line its colour and its dashes. */
export const pinClass = (name: string): string => `pin-${name.toLowerCase()}`;

const yearLabel = (quarter: number, widthPx: number) =>
  widthPx >= WIDE_PX ? `year ${quarter / 4}` : `${quarter / 4}`;

/** A quarter's value stands in the middle of the quarter. */
export const steadyLine = (x: Scale, y: Scale) =>
  line<number>((_, quarter) => x(quarter + 0.5), y).digits(1);

function Bands({ fan, x, y }: { readonly fan: Fan; readonly x: Scale; readonly y: Scale }) {
  const pathOf = (low: readonly number[], high: readonly number[]) =>
    area<number>()
      .x((_, quarter) => x(quarter + 0.5))
      .y0((value) => y(value))
      .y1((_, quarter) => y(high[quarter]!))
      .digits(1)(low) ?? '';
  return (
    <g className="bands">
      <path className="band-90" d={pathOf(fan.p05, fan.p95)}>
        <title>9 of 10 futures lie in this band</title>
      </path>
      <path className="band-50" d={pathOf(fan.p25, fan.p75)}>
        <title>Half of the futures lie in this band</title>
      </path>
    </g>
  );
}

export interface EndLabel {
  readonly text: string;
  readonly className: string;
  readonly sample?: string; // the class of its line, where a piece of it stands before the name
  readonly y: number;
}

/** Names each line where it ends, so that no legend has to be matched by colour. */
export function EndLabels(props: {
  readonly x: number;
  readonly lowest: number;
  readonly labels: readonly EndLabel[];
}) {
  const places = spread(
    props.labels.map((label) => label.y),
    LABEL_GAP_PX,
    props.lowest,
  );
  return props.labels.map(({ text, className, sample }, i) => {
    const start = sample === undefined ? props.x : props.x + SAMPLE_PX + 4;
    return (
      <g key={text} transform={`translate(0,${places[i]!.toFixed(1)})`}>
        {sample !== undefined && <path className={sample} d={`M${props.x},0h${SAMPLE_PX}`} />}
        <text className={className} x={start} y={4}>
          {text}
        </text>
      </g>
    );
  });
}
