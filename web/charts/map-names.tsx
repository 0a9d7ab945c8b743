import { WIDE_PX } from './drawing.tsx';

export const CHARACTER_PX = 6.4;
const LABEL_PX = 14;

/** A circle of a map whose name may stand beside it. */
export interface NamedCircle {
  readonly place: string;
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly r: number;
}

/** A stretch of a line of text on the map. */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly widthPx: number;
}

/** Names of the largest, beside their circles, as far as no two cover each other. */
export function MapNames(props: {
  readonly circles: readonly NamedCircle[];
  readonly widthPx: number;
}) {
  const { circles, widthPx } = props;
  const most = widthPx >= WIDE_PX ? 6 : 3;
  const taken: Box[] = [];
  const named = circles.slice(0, most).flatMap((circle) => {
    const ownPx = circle.label.length * CHARACTER_PX;
    const sides = [circle.x + circle.r + 4, circle.x - circle.r - 4 - ownPx]
      .map((x): Box => ({ x, y: circle.y, widthPx: ownPx }))
      .filter((box) => box.x >= 0 && box.x + box.widthPx <= widthPx)
      .filter((box) => taken.every((other) => !isOver(box, other)));
    const clear = sides.find((box) => circles.every((other) => !isOn(box, other)));
    const box = clear ?? sides[0];
    if (box === undefined) return [];
    taken.push(box);
    return [{ ...circle, textX: box.x }];
  });
  return named.map(({ place, label, textX, y }) => (
    <text
      key={`${place}|${label}`}
      className="place-name"
      x={textX.toFixed(1)}
      y={(y + 4).toFixed(1)}
    >
      {label}
    </text>
  ));
}

const isOver = (a: Box, b: Box) =>
  Math.abs(a.y - b.y) < LABEL_PX && a.x < b.x + b.widthPx && b.x < a.x + a.widthPx;

const isOn = (box: Box, { x, y, r }: NamedCircle) =>
  Math.abs(box.y - y) < LABEL_PX / 2 + r && box.x < x + r && x - r < box.x + box.widthPx;
