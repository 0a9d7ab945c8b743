import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import { BottomAxis, LeftAxis } from './axis.tsx';
import { Drawing, WIDE_PX } from './drawing.tsx';
import { EndLabels } from './fan-chart.tsx';

/** What can be made in a year, and what has to be delivered in it. */
export interface RampYear {
  readonly year: number;
  readonly low: number; // after a late start and a slow ramp
  readonly middle: number;
  readonly high: number; // after an early start and a fast one
  readonly due: number | null; // null where nothing is due
}

export interface RampChartProps {
  readonly years: readonly RampYear[];
  readonly dueLabel: string; // 'claimed', 'contracted'
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
  readonly format: (value: number) => string;
}

const PLOT_PX = 200;
const TOP_PX = 10;
const LEFT_PX = 56;
const RIGHT_PX = 84;

type Scale = ScaleLinear<number, number>;

/** A fan of what comes out of the gate year by year, against steps of what has to. */
export function RampChart(props: RampChartProps) {
  const { years, dueLabel, widthPx, format } = props;
  const [first, last] = [years[0]?.year ?? 0, years.at(-1)?.year ?? 1];
  const right = widthPx - RIGHT_PX;
  const bottom = TOP_PX + PLOT_PX;
  const x = scaleLinear()
    .domain([first - 0.5, last + 0.5])
    .range([LEFT_PX, right]);
  const most = Math.max(...years.flatMap(({ high, due }) => [high, due ?? 0]), Number.MIN_VALUE);
  const y = scaleLinear().domain([0, most]).nice(4).range([bottom, TOP_PX]);
  const step = widthPx >= WIDE_PX ? 1 : 2;
  const due = years.filter((each) => each.due !== null);
  return (
    <Drawing widthPx={widthPx} heightPx={bottom + 24} label={props.label} source={props.source}>
      <LeftAxis scale={y} from={LEFT_PX} to={right} ticks={y.ticks(4)} format={format} />
      <BottomAxis
        scale={x}
        from={bottom}
        to={bottom + 4}
        ticks={years.map(({ year }) => year).filter((year) => (year - first) % step === 0)}
        format={String}
      />
      <g className="bands">
        <path className="band-90" d={bandOf(years, x, y)}>
          <title>From a late start and a slow ramp to an early start and a fast one</title>
        </path>
      </g>
      <path className="median" d={middleOf(years, x, y)} />
      {years.map(({ year, low, middle, high }) => (
        <circle
          key={year}
          className="dot"
          cx={x(year).toFixed(1)}
          cy={y(middle).toFixed(1)}
          r={4.5}
        >
          <title>{`${year}: ${format(middle)} (${format(low)} to ${format(high)})`}</title>
        </circle>
      ))}
      <path className="due" d={stepsOf(due, x, y)} />
      <EndLabels
        x={right + 6}
        lowest={bottom}
        labels={[
          { text: 'can make', className: 'median-label', y: y(years.at(-1)?.middle ?? 0) },
          ...(due.length === 0
            ? []
            : [{ text: dueLabel, className: 'due-label', y: y(due.at(-1)!.due ?? 0) }]),
        ]}
      />
    </Drawing>
  );
}

const bandOf = (years: readonly RampYear[], x: Scale, y: Scale) =>
  area<RampYear>()
    .x(({ year }) => x(year))
    .y0(({ low }) => y(low))
    .y1(({ high }) => y(high))
    .digits(1)(years) ?? '';

const middleOf = (years: readonly RampYear[], x: Scale, y: Scale) =>
  line<RampYear>()
    .x(({ year }) => x(year))
    .y(({ middle }) => y(middle))
    .digits(1)(years) ?? '';

/** A level over each year in which something is due, joined where years follow each other. */
const stepsOf = (due: readonly RampYear[], x: Scale, y: Scale) =>
  due
    .map((each, i) => {
      const joins = due[i - 1]?.year === each.year - 1;
      const level = y(each.due ?? 0).toFixed(1);
      const start = x(each.year - 0.5).toFixed(1);
      return `${joins ? `V${level}` : `M${start},${level}`}H${x(each.year + 0.5).toFixed(1)}`;
    })
    .join('');
