export interface SwingChartProps {
  readonly values: readonly number[]; // from the least of the lever to its most
  readonly label: string;
}

const BAR_PX = 9;
const GAP_PX = 2;
const HEIGHT_PX = 18;
const LEAST_PX = 1; // a bar of nothing is still seen

/** A few small bars from zero: what a lever does on its way, whatever others do. */
export function SwingChart({ values, label }: SwingChartProps) {
  const most = Math.max(...values);
  const widthPx = values.length * (BAR_PX + GAP_PX) - GAP_PX;
  return (
    <svg
      className="swing"
      viewBox={`0 0 ${widthPx} ${HEIGHT_PX}`}
      width={widthPx}
      height={HEIGHT_PX}
      role="img"
      aria-label={label}
    >
      {values.map((value, i) => {
        const heightPx = Math.max(LEAST_PX, most > 0 ? (value / most) * HEIGHT_PX : 0);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar has no identity but its place
            key={i}
            className="swing-bar"
            x={i * (BAR_PX + GAP_PX)}
            y={(HEIGHT_PX - heightPx).toFixed(1)}
            width={BAR_PX}
            height={heightPx.toFixed(1)}
          />
        );
      })}
    </svg>
  );
}
