import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import { BottomAxis, LeftAxis } from './axis.tsx';
import { clipped, Drawing, spread, WIDE_PX } from './drawing.tsx';

/** Demand of a year with its range, and what meets it, layer upon layer. */
export interface SupplyPoint {
  readonly year: number;
  readonly demand: { readonly low: number; readonly middle: number; readonly high: number };
  readonly layers: readonly number[]; // in the order of the names
}

export interface SupplyChartProps {
  readonly points: readonly SupplyPoint[];
  readonly history: readonly { readonly year: number; readonly value: number }[];
  readonly layers: readonly string[]; // names, the lowest first; at most four
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
  readonly format: (value: number) => string;
}

const PLOT_PX = 230;
const TOP_PX = 10;
const LEFT_PX = 56;
const LABEL_GAP_PX = 14;
const CHARACTER_PX = 6.2;

type Scale = ScaleLinear<number, number>;

/** Demand as published and as it may go on, over the supply that is in place and to come. */
export function SupplyChart(props: SupplyChartProps) {
  const { points, history, layers, widthPx, format } = props;
  const isWide = widthPx >= WIDE_PX;
  const right = widthPx - (isWide ? 128 : 92);
  const bottom = TOP_PX + PLOT_PX;
  const years = [...history, ...points].map(({ year }) => year);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const sums = points.map((point) => stackOf(point));
  const seen = [
    ...points.map(({ demand }) => demand.high),
    ...history.map(({ value }) => value),
    ...sums.map((sum) => sum.at(-1) ?? 0),
  ];
  const x = scaleLinear().domain([first, last]).range([LEFT_PX, right]);
  const y = scaleLinear()
    .domain([0, Math.max(...seen, Number.MIN_VALUE)])
    .nice(4)
    .range([bottom, TOP_PX]);
  const step = isWide ? 2 : 5;
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return (
    <Drawing widthPx={widthPx} heightPx={bottom + 24} label={props.label} source={props.source}>
      {layers.map((name, i) => (
        <path
          key={name}
          className={`layer layer-${i + 1}`}
          d={layerPath(points, sums, i, { x, y })}
        >
          <title>{name}</title>
        </path>
      ))}
      <LeftAxis scale={y} from={LEFT_PX} to={right} ticks={y.ticks(4)} format={format} />
      <BottomAxis
        scale={x}
        from={bottom}
        to={bottom + 4}
        ticks={ticks.filter((year) => (year - last) % step === 0)}
        format={String}
      />
      <Demand points={points} history={history} x={x} y={y} format={format} />
      <Names {...props} sums={sums} y={y} left={right + 8} bottom={bottom} />
    </Drawing>
  );
}

/** Running sums of the layers: where each ends. */
function stackOf({ layers }: SupplyPoint): number[] {
  let sum = 0;
  return layers.map((each) => {
    sum += each;
    return sum;
  });
}

function layerPath(
  points: readonly SupplyPoint[],
  sums: readonly (readonly number[])[],
  layer: number,
  { x, y }: { readonly x: Scale; readonly y: Scale },
): string {
  return (
    area<SupplyPoint>()
      .x(({ year }) => x(year))
      .y0((_, i) => y(layer === 0 ? 0 : sums[i]![layer - 1]!))
      .y1((_, i) => y(sums[i]![layer]!))
      .digits(1)(points) ?? ''
  );
}

function Demand(props: {
  readonly points: readonly SupplyPoint[];
  readonly history: SupplyChartProps['history'];
  readonly x: Scale;
  readonly y: Scale;
  readonly format: (value: number) => string;
}) {
  const { points, history, x, y, format } = props;
  const band = area<SupplyPoint>()
    .x(({ year }) => x(year))
    .y0(({ demand }) => y(demand.low))
    .y1(({ demand }) => y(demand.high))
    .digits(1);
  const middle = line<SupplyPoint>()
    .x(({ year }) => x(year))
    .y(({ demand }) => y(demand.middle))
    .digits(1);
  const past = line<{ year: number; value: number }>()
    .x(({ year }) => x(year))
    .y(({ value }) => y(value))
    .digits(1);
  return (
    <g className="needed">
      <path className="needed-band" d={band(points) ?? ''}>
        <title>Demand: nine of ten draws lie in this band</title>
      </path>
      <path className="needed-line" d={middle(points) ?? ''} />
      <path className="needed-line" d={past([...history]) ?? ''} />
      {history.map(({ year, value }) => (
        <circle
          key={year}
          className="needed-point"
          cx={x(year).toFixed(1)}
          cy={y(value).toFixed(1)}
          r={3.5}
        >
          <title>{`${year}, as published: ${format(value)}`}</title>
        </circle>
      ))}
    </g>
  );
}

/** Each layer is named where it ends, and so is demand; a layer of nothing has no name. */
function Names(props: {
  readonly points: readonly SupplyPoint[];
  readonly sums: readonly (readonly number[])[];
  readonly layers: readonly string[];
  readonly y: Scale;
  readonly left: number;
  readonly bottom: number;
  readonly widthPx: number;
}) {
  const { points, sums, layers, y, left, bottom, widthPx } = props;
  const last = points.at(-1);
  const ends = sums.at(-1) ?? [];
  const named = layers.flatMap((name, i) => {
    const [from, to] = [ends[i - 1] ?? 0, ends[i] ?? 0];
    return to > from ? [{ name, className: `layer-${i + 1}`, y: y((from + to) / 2) }] : [];
  });
  const all = [...named, { name: 'demand', className: 'needed', y: y(last?.demand.middle ?? 0) }];
  const rows = spread(
    all.map((each) => each.y),
    LABEL_GAP_PX,
    bottom,
  );
  return all.map(({ name, className }, i) => (
    <g key={name} className={`supply-name ${className}`}>
      <path d={`M${left},${rows[i]!.toFixed(1)}h12`} />
      <text x={left + 17} y={(rows[i]! + 4).toFixed(1)}>
        {clipped(name, Math.floor((widthPx - left - 17) / CHARACTER_PX))}
      </text>
    </g>
  ));
}
