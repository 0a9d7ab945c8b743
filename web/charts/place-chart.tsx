import { scaleLinear } from 'd3-scale';
import { BottomAxis, LeftAxis } from './axis.tsx';
import { Drawing, spread, WIDE_PX } from './drawing.tsx';

export interface PlacePoint {
  readonly label: string;
  readonly across: number; // place in one ranking, 1 the first
  readonly up: number; // place in the other
  readonly isMarked: boolean;
}

export interface PlaceChartProps {
  readonly points: readonly PlacePoint[];
  readonly acrossLabel: string;
  readonly upLabel: string;
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
}

const TOP_PX = 24;
const LEFT_PX = 40;
const RIGHT_PX = 12;
const LABEL_GAP_PX = 14;
const LEAST_SIDE_PX = 248;

/** Two rankings of the same things: on the line they agree, and the far ones are named. */
export function PlaceChart(props: PlaceChartProps) {
  const { points, widthPx } = props;
  const most = Math.max(...points.flatMap(({ across, up }) => [across, up]), 1);
  const heightPx = Math.max(LEAST_SIDE_PX, Math.min(340, widthPx - LEFT_PX - RIGHT_PX));
  const bottom = TOP_PX + heightPx;
  const x = scaleLinear()
    .domain([0, most + 1])
    .range([LEFT_PX, widthPx - RIGHT_PX]);
  const y = scaleLinear()
    .domain([0, most + 1])
    .range([TOP_PX, bottom]);
  const ticks = [1, ...x.ticks(widthPx >= WIDE_PX ? 8 : 4)].filter(
    (tick) => tick > 0 && tick <= most,
  );
  return (
    <Drawing widthPx={widthPx} heightPx={bottom + 40} label={props.label} source={props.source}>
      <text className="tick" x={0} y={12}>
        {props.upLabel}
      </text>
      <LeftAxis scale={y} from={LEFT_PX} to={widthPx - RIGHT_PX} ticks={ticks} format={String} />
      <BottomAxis scale={x} from={bottom} to={bottom + 4} ticks={ticks} format={String} />
      <text className="tick end" x={widthPx - RIGHT_PX} y={bottom + 36}>
        {props.acrossLabel}
      </text>
      <path className="diagonal" d={`M${x(0)},${y(0)}L${x(most + 1)},${y(most + 1)}`} />
      {points.map(({ label, across, up, isMarked }) => (
        <circle
          key={label}
          className={isMarked ? 'place marked' : 'place'}
          cx={x(across).toFixed(1)}
          cy={y(up).toFixed(1)}
          r={isMarked ? 6 : 4}
        >
          <title>{`${label}: place ${across} and place ${up}`}</title>
        </circle>
      ))}
      <Names points={points.filter(({ isMarked }) => isMarked)} x={x} y={y} bottom={bottom} />
    </Drawing>
  );
}

/** Names beside their points, towards the middle of the chart and clear of each other. */
function Names(props: {
  readonly points: readonly PlacePoint[];
  readonly x: (place: number) => number;
  readonly y: (place: number) => number;
  readonly bottom: number;
}) {
  const { points, x, y, bottom } = props;
  const isLeft = ({ across, up }: PlacePoint) => across < up;
  return [points.filter(isLeft), points.filter((point) => !isLeft(point))].flatMap((side) => {
    const rows = spread(
      side.map(({ up }) => y(up)),
      LABEL_GAP_PX,
      bottom,
    );
    return side.map((point, i) => (
      <text
        key={point.label}
        className={isLeft(point) ? 'place-name' : 'place-name end'}
        x={(x(point.across) + (isLeft(point) ? 10 : -10)).toFixed(1)}
        y={(rows[i]! + 4).toFixed(1)}
      >
        {point.label}
      </text>
    ));
  });
}
