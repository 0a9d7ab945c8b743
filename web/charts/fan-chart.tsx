import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { Fan } from '../../src/stress/stress.ts';
import { BottomAxis, LeftAxis } from './axis.tsx';
import { Drawing, spread, WIDE_PX } from './drawing.tsx';

export interface FanChartProps {
  readonly fan: Fan; // one number a quarter
  readonly baseline: readonly number[]; // the middle future without shock and stock
  readonly reference: { readonly label: string; readonly value: number };
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
  readonly format: (value: number) => string;
}

const PLOT_PX = 210;
const TOP_PX = 8;
const LEFT_PX = 48;
const RIGHT_PX = 66;
const LABEL_GAP_PX = 14;

type Scale = ScaleLinear<number, number>;

/** Bands that hold half and nine tenths of the futures, around the middle one. */
export function FanChart(props: FanChartProps) {
  const { fan, baseline, reference, widthPx, format } = props;
  const quarters = fan.p50.length;
  const x = scaleLinear()
    .domain([0, quarters])
    .range([LEFT_PX, widthPx - RIGHT_PX]);
  const seen = [...fan.p95, ...baseline, reference.value];
  const y = scaleLinear()
    .domain([0, Math.max(...seen, Number.MIN_VALUE)])
    .nice(4)
    .range([TOP_PX + PLOT_PX, TOP_PX]);
  const bottom = TOP_PX + PLOT_PX;
  const years = Array.from({ length: quarters / 4 + 1 }, (_, i) => 4 * i);
  return (
    <Drawing widthPx={widthPx} heightPx={bottom + 24} label={props.label} source={props.source}>
      <LeftAxis
        scale={y}
        from={LEFT_PX}
        to={widthPx - RIGHT_PX}
        ticks={y.ticks(4)}
        format={format}
      />
      <BottomAxis
        scale={x}
        from={bottom}
        to={bottom + 4}
        ticks={years}
        format={(quarter) => (quarter === 0 ? 'today' : yearLabel(quarter, widthPx))}
      />
      <Bands fan={fan} x={x} y={y} />
      <path className="reference" d={`M${x(0)},${y(reference.value).toFixed(1)}H${x(quarters)}`} />
      <path className="baseline" d={steadyLine(x, y)(baseline) ?? ''} />
      <path className="median" d={steadyLine(x, y)(fan.p50) ?? ''} />
      <EndLabels
        x={widthPx - RIGHT_PX + 6}
        lowest={bottom}
        labels={[
          { text: 'median', className: 'median-label', y: y(fan.p50.at(-1)!) },
          { text: 'baseline', className: 'baseline-label', y: y(baseline.at(-1)!) },
          { text: reference.label, className: 'reference-label', y: y(reference.value) },
        ]}
      />
    </Drawing>
  );
}

const yearLabel = (quarter: number, widthPx: number) =>
  widthPx >= WIDE_PX ? `year ${quarter / 4}` : `${quarter / 4}`;

/** A quarter's value stands in the middle of the quarter. */
const steadyLine = (x: Scale, y: Scale) =>
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

interface EndLabel {
  readonly text: string;
  readonly className: string;
  readonly y: number;
}

/** Names each line where it ends, so that no legend has to be matched by colour. */
function EndLabels(props: {
  readonly x: number;
  readonly lowest: number;
  readonly labels: readonly EndLabel[];
}) {
  const places = spread(
    props.labels.map((label) => label.y),
    LABEL_GAP_PX,
    props.lowest,
  );
  return props.labels.map(({ text, className }, i) => (
    <text key={text} className={className} x={props.x} y={(places[i]! + 4).toFixed(1)}>
      {text}
    </text>
  ));
}
