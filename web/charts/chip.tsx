const HEIGHT_PX = 16;
const PADDING_PX = 10;
const CHARACTER_PX = 7;

/** How wide a chip is, for those who place it. */
export const chipWidthPx = (symbol: string): number => symbol.length * CHARACTER_PX + PADDING_PX;

/** A symbol of the source in place of a number, around a point: 'W', 'NA', '—'. */
export function Chip(props: { readonly symbol: string; readonly x: number; readonly y: number }) {
  const { symbol, x, y } = props;
  const widthPx = chipWidthPx(symbol);
  return (
    <g className="chip-mark" transform={`translate(${x.toFixed(1)},${y.toFixed(1)})`}>
      <rect x={-widthPx / 2} y={-HEIGHT_PX / 2} width={widthPx} height={HEIGHT_PX} rx={3} />
      <text className="tick middle" y={4}>
        {symbol}
      </text>
    </g>
  );
}
