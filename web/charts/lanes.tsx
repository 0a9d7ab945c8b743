export interface TimeLane {
  readonly label: string;
  readonly from: number; // from here on it surely holds; on the axis of the chart
  readonly perhapsFrom: number; // from here on it may: the year is known and not the month
  readonly status: 'in force' | 'announced';
}

export const LANE_PX = 16;
const BAR_PX = 3;
const CHARACTER_PX = 5.8;

interface LanesProps {
  readonly lanes: readonly TimeLane[];
  readonly x: (at: number) => number;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * What rules held when: a bar and its words above the plot, and a shade over the time that it
 * holds, lighter where it may have begun. What is only announced has a mark and no shade.
 */
export function Lanes({ lanes, x, left, right, bottom }: LanesProps) {
  const within = (px: number) => Math.min(right, Math.max(left, px));
  return lanes.map((lane, i) => {
    const top = 4 + i * LANE_PX;
    const [perhaps, sure] = [within(x(lane.perhapsFrom)), within(x(lane.from))];
    const isAnnounced = lane.status === 'announced';
    return (
      <g key={lane.label} className={isAnnounced ? 'lane announced' : 'lane'}>
        <title>{`${lane.label} (${lane.status})`}</title>
        {!isAnnounced && (
          <>
            <Shade from={perhaps} to={sure} top={top} bottom={bottom} isSure={false} />
            <Shade from={sure} to={right} top={top} bottom={bottom} isSure />
          </>
        )}
        {isAnnounced && <path className="lane-start" d={`M${right.toFixed(1)},${top}V${bottom}`} />}
        <LaneLabel text={lane.label} from={perhaps} left={left} right={right} y={top + 11} />
      </g>
    );
  });
}

function Shade(props: {
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly bottom: number;
  readonly isSure: boolean;
}) {
  const { from, to, top, bottom, isSure } = props;
  if (to <= from) return null;
  const [x, width] = [from.toFixed(1), (to - from).toFixed(1)];
  const kind = isSure ? '' : ' perhaps';
  return (
    <>
      <rect className={`shade${kind}`} x={x} y={top} width={width} height={bottom - top} />
      <rect className={`lane-bar${kind}`} x={x} y={top} width={width} height={BAR_PX} />
    </>
  );
}

/** Words from where the lane begins, or up to it, or to the right edge where neither has room. */
function LaneLabel(props: {
  readonly text: string;
  readonly from: number;
  readonly left: number;
  readonly right: number;
  readonly y: number;
}) {
  const { text, from, left, right, y } = props;
  const ownPx = text.length * CHARACTER_PX;
  const [isBehind, isBefore] = [from + ownPx + 4 <= right, from - ownPx - 4 >= left];
  const x = isBehind ? from + 4 : isBefore ? from - 4 : right;
  return (
    <text className={isBehind ? 'lane-label' : 'lane-label end'} x={x.toFixed(1)} y={y + 2}>
      {text}
    </text>
  );
}
