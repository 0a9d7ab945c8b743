import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { FrontierPoint } from '../../src/allocation/allocation.ts';
import { BottomAxis, LeftAxis } from './axis.tsx';
import { Drawing, spread, WIDE_PX } from './drawing.tsx';

export interface FrontierChartProps {
  readonly points: readonly FrontierPoint[]; // by rising budget
  readonly budgetUsd: number;
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
  readonly formatBudget: (usd: number) => string;
  readonly formatLoss: (musd: number) => string;
}

const PLOT_PX = 230;
const TOP_PX = 20;
const LEFT_PX = 62;
const RIGHT_PX = 70;
const LABEL_GAP_PX = 14;

const LINES = [
  { key: 'cvar95LossMusd', className: 'tail', text: 'worst 5%' },
  { key: 'expectedLossMusd', className: 'expected', text: 'expected' },
] as const;

/** What each budget leaves of the loss: the flatter the line, the less the next dollar buys. */
export function FrontierChart(props: FrontierChartProps) {
  const { points, budgetUsd, widthPx } = props;
  const right = widthPx - RIGHT_PX;
  const bottom = TOP_PX + PLOT_PX;
  const x = scaleLinear()
    .domain([0, Math.max(budgetUsd, ...points.map((point) => point.budgetUsd))])
    .range([LEFT_PX, right]);
  const y = scaleLinear()
    .domain([0, Math.max(...points.map((point) => point.cvar95LossMusd), Number.MIN_VALUE)])
    .nice(4)
    .range([bottom, TOP_PX]);
  const ends = spread(
    LINES.map(({ key }) => y(points.at(-1)?.[key] ?? 0)),
    LABEL_GAP_PX,
    bottom,
  );
  return (
    <Drawing widthPx={widthPx} heightPx={bottom + 26} label={props.label} source={props.source}>
      <LeftAxis scale={y} from={LEFT_PX} to={right} ticks={y.ticks(4)} format={props.formatLoss} />
      <BottomAxis
        scale={x}
        from={bottom}
        to={bottom + 4}
        ticks={x.ticks(widthPx >= WIDE_PX ? 6 : 3)}
        format={props.formatBudget}
      />
      <line className="budget" x1={x(budgetUsd)} x2={x(budgetUsd)} y1={TOP_PX - 6} y2={bottom} />
      <text className="budget-label middle" x={x(budgetUsd)} y={TOP_PX - 9}>
        {`budget ${props.formatBudget(budgetUsd)}`}
      </text>
      {LINES.map(({ key, className, text }, i) => (
        <g key={key} className={className}>
          <path
            d={
              line<FrontierPoint>(
                (point) => x(point.budgetUsd),
                (point) => y(point[key]),
              ).digits(1)(points) ?? ''
            }
          />
          {points.map((point) => (
            <circle key={point.budgetUsd} cx={x(point.budgetUsd)} cy={y(point[key])} r={3.5}>
              <title>{`${props.formatBudget(point.budgetUsd)}: ${text} loss ${props.formatLoss(point[key])}`}</title>
            </circle>
          ))}
          <text x={right + 8} y={ends[i]! + 4}>
            {text}
          </text>
        </g>
      ))}
    </Drawing>
  );
}
