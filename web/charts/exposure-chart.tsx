import { scaleLinear } from 'd3-scale';
import { BottomAxis, LeftAxis } from './axis.tsx';
import { Drawing } from './drawing.tsx';

/** What a year costs us: on average, and in its worst futures. */
export interface ExposureYear {
  readonly year: number;
  readonly expected: number; // negative where we receive
  readonly tail: number; // mean of the worst twentieth of the futures
}

export interface ExposureChartProps {
  readonly years: readonly ExposureYear[];
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
  readonly format: (value: number) => string;
}

const PLOT_PX = 190;
const TOP_PX = 10;
const LEFT_PX = 64;
const RIGHT_PX = 14;
const CAP_PX = 4;
const LEAST_TICK_PX = 38;

/** Bars of the expected cost of each year from zero, with a line to what the worst futures cost. */
export function ExposureChart(props: ExposureChartProps) {
  const { years, widthPx, format } = props;
  const right = widthPx - RIGHT_PX;
  const bottom = TOP_PX + PLOT_PX;
  const [first, last] = [years[0]?.year ?? 0, years.at(-1)?.year ?? 1];
  const x = scaleLinear()
    .domain([first - 0.6, last + 0.6])
    .range([LEFT_PX, right]);
  const seen = years.flatMap(({ expected, tail }) => [expected, tail]);
  const y = scaleLinear()
    .domain([Math.min(0, ...seen), Math.max(0, ...seen) || Number.MIN_VALUE])
    .nice(4)
    .range([bottom, TOP_PX]);
  const yearPx = x(first + 1) - x(first);
  const barPx = Math.min(22, yearPx * 0.56);
  const step = Math.max(1, Math.ceil(LEAST_TICK_PX / yearPx));
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
      {years.map(({ year, expected, tail }) => (
        <g key={year} transform={`translate(${x(year).toFixed(1)},0)`}>
          <title>{`${year}: ${format(expected)} expected; ${format(tail)} in the worst twentieth`}</title>
          <rect
            className="exposure"
            x={(-barPx / 2).toFixed(1)}
            y={Math.min(y(0), y(expected)).toFixed(1)}
            width={barPx.toFixed(1)}
            height={Math.abs(y(expected) - y(0)).toFixed(1)}
          />
          <path
            className="exposure-range"
            d={`M0,${y(expected).toFixed(1)}V${y(tail).toFixed(1)}m${-CAP_PX},0h${2 * CAP_PX}`}
          />
        </g>
      ))}
    </Drawing>
  );
}
