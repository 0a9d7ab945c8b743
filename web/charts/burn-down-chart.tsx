import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { BottomAxis, LeftAxis } from './axis.tsx';
import { Drawing } from './drawing.tsx';
import { EndLabels } from './fan-chart.tsx';

/** What is left, and what the whole is, from a moment on. */
export interface BurnDownStep {
  readonly at: number; // year and its part: the middle of 2028 is 2028.5
  readonly left: number;
  readonly whole: number;
  readonly title: string; // what happened, with its day and amounts
}

export interface BurnDownMark {
  readonly at: number;
  readonly name: string; // 'M1'
  readonly title: string;
}

export interface BurnDownChartProps {
  readonly steps: readonly BurnDownStep[]; // in the order of their moments; at least one
  readonly marks: readonly BurnDownMark[];
  readonly end: { readonly at: number; readonly label: string };
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
  readonly format: (value: number) => string;
}

/** Shares of the whole whose use is marked. */
const MARKED_SHARES = [0.75, 0.9] as const;

const TOP_PX = 40;
const PLOT_PX = 200;
const LEFT_PX = 56;
const RIGHT_PX = 72;
const MARK_Y_PX = 26;
const DIAMOND_PX = 5;

type Scale = ScaleLinear<number, number>;

/**
 * What is left of a limit over time, as steps to zero. A solid line is what is booked; it goes on in
 * dashes to the end as if nothing more were to happen.
 */
export function BurnDownChart(props: BurnDownChartProps) {
  const { steps, marks, end, widthPx, format } = props;
  const bottom = TOP_PX + PLOT_PX;
  const right = widthPx - RIGHT_PX;
  const last = steps.at(-1)!;
  const until = Math.max(end.at, last.at);
  const x = scaleLinear().domain([steps[0]!.at, until]).range([LEFT_PX, right]);
  const y = scaleLinear()
    .domain([0, Math.max(...steps.map(({ whole }) => whole), Number.MIN_VALUE)])
    .nice(4)
    .range([bottom, TOP_PX]);
  return (
    <Drawing widthPx={widthPx} heightPx={bottom + 24} label={props.label} source={props.source}>
      <LeftAxis scale={y} from={LEFT_PX} to={right} ticks={y.ticks(4)} format={format} />
      <BottomAxis
        scale={x}
        from={bottom}
        to={bottom + 4}
        ticks={yearsWithin(steps[0]!.at, until)}
        format={String}
      />
      {MARKED_SHARES.map((share) => (
        <path
          key={share}
          className="burn-limit"
          d={stepsPath(steps, until, { x, y }, ({ whole }) => (1 - share) * whole)}
        />
      ))}
      <End end={end} x={x} bottom={bottom} />
      <path className="burn-line" d={stepsPath(steps, last.at, { x, y }, ({ left }) => left)} />
      <path
        className="burn-rest"
        d={`M${x(last.at).toFixed(1)},${y(last.left).toFixed(1)}H${right}`}
      />
      {steps.map(({ at, left, title }) => (
        <circle key={title} className="dot" cx={x(at).toFixed(1)} cy={y(left).toFixed(1)} r={4}>
          <title>{title}</title>
        </circle>
      ))}
      {marks.map((mark) => (
        <Mark key={mark.name} mark={mark} x={x} bottom={bottom} />
      ))}
      <EndLabels
        x={right + 6}
        lowest={bottom}
        labels={[
          { text: 'left', className: 'median-label', y: y(last.left) },
          ...MARKED_SHARES.map((share) => ({
            text: `${100 * share}% used`,
            className: 'baseline-label',
            y: y((1 - share) * last.whole),
          })),
        ]}
      />
    </Drawing>
  );
}

/** The first days of years; at most six, and at least the year in which it begins. */
function yearsWithin(from: number, until: number): number[] {
  const first = Math.ceil(from);
  const count = Math.max(0, Math.floor(until) - first + 1);
  const apart = Math.ceil(count / 6) || 1;
  return Array.from({ length: Math.ceil(count / apart) }, (_, i) => first + i * apart);
}

/** A value that holds until the next step. */
function stepsPath(
  steps: readonly BurnDownStep[],
  until: number,
  { x, y }: { readonly x: Scale; readonly y: Scale },
  heightOf: (step: BurnDownStep) => number,
): string {
  const parts = steps.map((step, i) => {
    const next = steps[i + 1]?.at ?? until;
    const height = y(heightOf(step)).toFixed(1);
    const start = i === 0 ? `M${x(step.at).toFixed(1)},${height}` : `V${height}`;
    return `${start}H${x(next).toFixed(1)}`;
  });
  return parts.join('');
}

/** The last day on which something may be ordered. */
function End(props: {
  readonly end: BurnDownChartProps['end'];
  readonly x: Scale;
  readonly bottom: number;
}) {
  const { end, x, bottom } = props;
  const place = x(end.at).toFixed(1);
  return (
    <g>
      <path className="burn-end" d={`M${place},14V${bottom}`} />
      <text className="tick end" x={(x(end.at) - 5).toFixed(1)} y={12}>
        {end.label}
      </text>
    </g>
  );
}

/** A diamond above the plot, with its name and a thin line down. */
function Mark(props: { readonly mark: BurnDownMark; readonly x: Scale; readonly bottom: number }) {
  const { mark, x, bottom } = props;
  const d = DIAMOND_PX;
  return (
    <g transform={`translate(${x(mark.at).toFixed(1)},${MARK_Y_PX})`}>
      <title>{mark.title}</title>
      <path className="burn-mark-line" d={`M0,${d}V${bottom - MARK_Y_PX}`} />
      <path className="burn-mark" d={`M0,${-d}L${d},0L0,${d}L${-d},0Z`} />
      <text className="tick" x={d + 3} y={4}>
        {mark.name}
      </text>
    </g>
  );
}
