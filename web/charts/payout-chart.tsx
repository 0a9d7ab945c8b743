import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { BottomAxis, LeftAxis } from './axis.tsx';
import { Drawing, WIDE_PX } from './drawing.tsx';

/** What is paid at a price; negative where the reserve receives. */
export interface PayoutPoint {
  readonly price: number;
  readonly payment: number;
}

/** How often prices fall between two bounds. */
export interface PriceBin {
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

export interface PayoutChartProps {
  readonly curve: readonly PayoutPoint[]; // by rising price
  readonly bins: readonly PriceBin[]; // none where no model of the price is known
  readonly currentPrice: number | null;
  readonly priceLabel: string; // with its unit
  readonly paymentLabel: string; // with its unit
  readonly binsLabel: string; // 'prices at settlement in 5,000 futures'
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
  readonly formatPrice: (value: number) => string;
  readonly formatPayment: (value: number) => string;
}

const TOP_PX = 24;
const PLOT_PX = 190;
const BINS_PX = 70;
const BINS_GAP_PX = 52;
const LEFT_PX = 64;
const RIGHT_PX = 16;

type Scale = ScaleLinear<number, number>;

/** What a price costs us, above how often such a price comes about, on one axis of prices. */
export function PayoutChart(props: PayoutChartProps) {
  const { curve, bins, currentPrice, widthPx } = props;
  const right = widthPx - RIGHT_PX;
  const bottom = TOP_PX + PLOT_PX;
  const binsTop = bottom + BINS_GAP_PX;
  const prices = curve.map(({ price }) => price);
  const x = scaleLinear()
    .domain([Math.min(...prices), Math.max(...prices)])
    .range([LEFT_PX, right]);
  const payments = curve.map(({ payment }) => payment);
  const y = scaleLinear()
    .domain([Math.min(0, ...payments), Math.max(...payments, Number.MIN_VALUE)])
    .nice(4)
    .range([bottom, TOP_PX]);
  const lowest = bins.length === 0 ? bottom : binsTop + BINS_PX;
  return (
    <Drawing widthPx={widthPx} heightPx={lowest + 42} label={props.label} source={props.source}>
      <text className="tick" x={0} y={12}>
        {props.paymentLabel}
      </text>
      <LeftAxis
        scale={y}
        from={LEFT_PX}
        to={right}
        ticks={y.ticks(4)}
        format={props.formatPayment}
      />
      <path className="median" d={lineOf(curve, x, y)} />
      <Bins {...props} x={x} top={binsTop} />
      <BottomAxis
        scale={x}
        from={lowest}
        to={lowest + 4}
        ticks={x.ticks(widthPx >= WIDE_PX ? 8 : 4)}
        format={props.formatPrice}
      />
      {currentPrice !== null && <Current {...props} at={x(currentPrice)} bottom={lowest} />}
      <text className="tick end" x={right} y={lowest + 36}>
        {props.priceLabel}
      </text>
    </Drawing>
  );
}

const lineOf = (curve: readonly PayoutPoint[], x: Scale, y: Scale) =>
  line<PayoutPoint>()
    .x(({ price }) => x(price))
    .y(({ payment }) => y(payment))
    .digits(1)(curve) ?? '';

interface BinsProps extends PayoutChartProps {
  readonly x: Scale;
  readonly top: number;
}

/** How the prices are spread, each bar as tall as its share. */
function Bins({ bins, binsLabel, formatPrice, x, top }: BinsProps) {
  if (bins.length === 0) return null;
  const bottom = top + BINS_PX;
  const y = scaleLinear()
    .domain([0, Math.max(...bins.map(({ share }) => share))])
    .range([bottom, top]);
  const [left, right] = x.range();
  const within = (px: number) => Math.min(right!, Math.max(left!, px));
  return (
    <>
      <text className="tick" x={0} y={top - 12}>
        {binsLabel}
      </text>
      {bins.map(({ from, to, share }) => {
        const [start, end] = [within(x(from)), within(x(to))];
        return (
          <rect
            key={from}
            className="price-bin"
            x={start.toFixed(1)}
            y={y(share).toFixed(1)}
            width={Math.max(0, end - start).toFixed(1)}
            height={(bottom - y(share)).toFixed(1)}
          >
            <title>{`${formatPrice(from)} to ${formatPrice(to)}: ${(100 * share).toFixed(1)} percent`}</title>
          </rect>
        );
      })}
      <line className="axis" x1={left} x2={right} y1={bottom} y2={bottom} />
    </>
  );
}

/** Where the price is now, down through both plots. */
function Current(props: PayoutChartProps & { readonly at: number; readonly bottom: number }) {
  const { at, bottom, currentPrice, formatPrice, widthPx } = props;
  const text = `latest ${formatPrice(currentPrice ?? 0)}`;
  const isLeft = at > widthPx * 0.6;
  return (
    <g>
      <path className="current-line" d={`M${at.toFixed(1)},${TOP_PX}V${bottom}`} />
      <text
        className={isLeft ? 'current-label end' : 'current-label'}
        x={at + (isLeft ? -5 : 5)}
        y={TOP_PX + 10}
      >
        {text}
      </text>
    </g>
  );
}
