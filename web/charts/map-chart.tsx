import { Chip } from './chip.tsx';
import { Drawing } from './drawing.tsx';
import { CHARACTER_PX, MapNames } from './map-names.tsx';
import world from './world-outline.json' with { type: 'json' };

export interface MapCircle {
  readonly place: string; // alpha-3
  readonly label: string;
  readonly value: number | null; // null: a symbol stands at its place
  readonly valueText: string; // '900 t', or the symbol
  readonly tone: 'first' | 'plain';
  readonly isHatched: boolean;
}

export interface MapChartProps {
  readonly circles: readonly MapCircle[];
  readonly format: (value: number) => string;
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
}

const LAND_ID = 'world-land';
const BORDERS_ID = 'world-borders';
const LARGEST_SHARE = 0.045; // radius of the largest circle, of the width
const KEY_PARTS = [1, 0.25, 0.05]; // of the largest value
const STRIPE_PX = 5;

/** Land and borders, once a page: every map of it refers to them. */
export function WorldOutline() {
  return (
    <svg className="unseen" aria-hidden="true">
      <defs>
        <path id={LAND_ID} d={world.land} />
        <path id={BORDERS_ID} d={world.borders} />
      </defs>
    </svg>
  );
}

/** Land and borders where a map draws them. */
export function Land({ scale }: { readonly scale: number }) {
  return (
    <g transform={`scale(${scale.toFixed(4)})`}>
      <use className="land" href={`#${LAND_ID}`} />
      <use className="border" href={`#${BORDERS_ID}`} />
    </g>
  );
}

/** How large the outline was drawn. */
export const WORLD: { readonly width: number; readonly height: number } = world;

/** Where something is, in circles whose areas are in proportion. `WorldOutline` stands beside it. */
export function MapChart(props: MapChartProps) {
  const { circles, format, widthPx, label, source } = props;
  const scale = widthPx / world.width;
  const mapPx = Math.round(world.height * scale);
  const most = Math.max(...circles.map(({ value }) => value ?? 0), Number.MIN_VALUE);
  const largestPx = LARGEST_SHARE * widthPx;
  const radius = (value: number) => largestPx * Math.sqrt(value / most);
  const placed = circles.flatMap((circle): Placed[] => {
    const point = PLACES[circle.place];
    if (point === undefined) return [];
    return [
      { ...circle, x: point[0]! * scale, y: point[1]! * scale, r: radius(circle.value ?? 0) },
    ];
  });
  const bySize = [...placed].sort((a, b) => b.r - a.r);
  const keyPx = 2 * largestPx + 12;
  return (
    <Drawing widthPx={widthPx} heightPx={mapPx + keyPx} label={label} source={source}>
      <Land scale={scale} />
      {bySize.map((circle) =>
        circle.value === null ? (
          <Withheld key={circle.place} circle={circle} />
        ) : (
          <Circle key={circle.place} circle={circle} />
        ),
      )}
      <MapNames circles={bySize.filter(({ value }) => value !== null)} widthPx={widthPx} />
      <Key
        values={most === Number.MIN_VALUE ? [] : KEY_PARTS.map((part) => rounded(part * most))}
        radius={radius}
        format={format}
        topPx={mapPx}
        heightPx={keyPx}
      />
    </Drawing>
  );
}

const PLACES: Readonly<Record<string, readonly number[] | undefined>> = world.places;

interface Placed extends MapCircle {
  readonly x: number;
  readonly y: number;
  readonly r: number;
}

function Circle({ circle }: { readonly circle: Placed }) {
  const { label, valueText, tone, isHatched, x, y, r } = circle;
  return (
    <g className={`output ${tone}`} transform={`translate(${x.toFixed(1)},${y.toFixed(1)})`}>
      <title>{`${label}: ${valueText}`}</title>
      <circle r={Math.max(1, r).toFixed(1)} />
      {isHatched && <path className="hatch" d={chords(r)} />}
    </g>
  );
}

/** A country whose figure is withheld: its symbol in place of a circle. */
function Withheld({ circle }: { readonly circle: Placed }) {
  const { label, valueText, x, y } = circle;
  return (
    <g>
      <title>{`${label}: ${valueText}`}</title>
      <Chip symbol={valueText} x={x} y={y} />
    </g>
  );
}

/** Three circles with their values: how large is how much. */
function Key(props: {
  readonly values: readonly number[];
  readonly radius: (value: number) => number;
  readonly format: (value: number) => string;
  readonly topPx: number;
  readonly heightPx: number;
}) {
  const { values, radius, format, topPx, heightPx } = props;
  let left = 2;
  return values.map((value) => {
    const r = radius(value);
    const x = left + r;
    const text = format(value);
    left = x + r + 6 + text.length * CHARACTER_PX + 14;
    return (
      <g key={value} className="map-key" transform={`translate(${x.toFixed(1)},0)`}>
        <circle r={Math.max(1, r).toFixed(1)} cy={(topPx + heightPx / 2).toFixed(1)} />
        <text x={(r + 6).toFixed(1)} y={(topPx + heightPx / 2 + 4).toFixed(1)}>
          {text}
        </text>
      </g>
    );
  });
}

/** A value with one digit, the nearest below: 43,000 → 40,000. */
function rounded(value: number): number {
  const decade = 10 ** Math.floor(Math.log10(value));
  return Number((Math.floor(value / decade) * decade).toPrecision(1));
}

/** Lines at 45 degrees across a circle, cut at its rim. */
export function chords(r: number): string {
  const lines: string[] = [];
  const slope = Math.SQRT1_2;
  for (let away = STRIPE_PX / 2 - r; away < r; away += STRIPE_PX) {
    const half = Math.sqrt(Math.max(0, r * r - away * away));
    const [x, y] = [away * slope, away * slope]; // foot of the chord, on the other diagonal
    const step = half * slope;
    lines.push(
      `M${(x - step).toFixed(1)},${(y + step).toFixed(1)}L${(x + step).toFixed(1)},${(y - step).toFixed(1)}`,
    );
  }
  return lines.join('');
}
