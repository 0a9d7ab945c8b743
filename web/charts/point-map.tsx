import { Drawing } from './drawing.tsx';
import { equalEarth, type Position } from './equal-earth.ts';
import { Land, WORLD } from './map-chart.tsx';
import { MapNames } from './map-names.tsx';

export interface MapPoint extends Position {
  readonly id: string;
  readonly label: string;
  readonly href: string;
  readonly isFilled: boolean; // the drawing tells two kinds apart; its measure says which
}

export interface PointMapProps {
  readonly points: readonly MapPoint[];
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
}

const RADIUS_PX = 5.5;
const REACH_PX = 12; // around a point, for a finger

/** Where single places are, each with its name and its link. `WorldOutline` stands beside it. */
export function PointMap({ points, widthPx, label, source }: PointMapProps) {
  const scale = widthPx / WORLD.width;
  const placed = points.map((point) => {
    const [x, y] = equalEarth(point, widthPx);
    return { ...point, place: point.id, x, y, r: RADIUS_PX };
  });
  return (
    <Drawing
      widthPx={widthPx}
      heightPx={Math.round(WORLD.height * scale) + 8}
      label={label}
      source={source}
      hasLinks
    >
      <Land scale={scale} />
      {placed.map(({ id, label: name, href, isFilled, x, y }) => (
        <a key={id} href={href} aria-label={name}>
          <g
            className={isFilled ? 'site filled' : 'site'}
            transform={`translate(${x.toFixed(1)},${y.toFixed(1)})`}
          >
            <title>{name}</title>
            <circle className="reach" r={REACH_PX} />
            <circle r={RADIUS_PX} />
          </g>
        </a>
      ))}
      <MapNames circles={placed} widthPx={widthPx} />
    </Drawing>
  );
}
