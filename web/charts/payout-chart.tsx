import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { BottomAxis, LeftAxis } from './axis.tsx';
import { Drawing, WIDE_PX } from './drawing.tsx';

/** What is paid at a price; negative where the reserve receives. */
export interface PayoutPoint {
  readonly price: number;
  readonly payment: number;
}

/** How far the prices of one day are spread: nine of ten futures, and half of them. */
export interface PriceSpread {
  readonly label: string; // '2027'
  readonly p05: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
}

export interface PayoutChartProps {
  readonly curve: readonly PayoutPoint[]; // by rising price
  readonly spreads: readonly PriceSpread[]; // none where no model of the price is known
  readonly currentPrice: number | null;
  readonly priceLabel: string; // with its unit
  readonly paymentLabel: string; // with its unit
  readonly spreadsLabel: string; // 'prices in 4,000 futures'
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
  readonly formatPrice: (value: number) => string;
  readonly formatPayment: (value: number) => string;
}

const TOP_PX = 24;
const PLOT_PX = 190;
const SPREAD_PX = 22;
const SPREADS_GAP_PX = 40;
const BOX_PX = 10;
const LEFT_PX = 64;
const RIGHT_PX = 16;

type Scale = ScaleLinear<number, number>;

/** What a price costs us, above how often such a price comes about, on one axis of prices. */
export function PayoutChart(props: PayoutChartProps) {
  const { curve, spreads, currentPrice, widthPx } = props;
  const right = widthPx - RIGHT_PX;
  const bottom = TOP_PX + PLOT_PX;
  const spreadsTop = bottom + SPREADS_GAP_PX;
  const prices = curve.map(({ price }) => price);
  const x = scaleLinear()
    .domain([Math.min(...prices), Math.max(...prices)])
    .range([LEFT_PX, right]);
  const payments = curve.map(({ payment }) => payment);
  const y = scaleLinear()
    .domain([Math.min(0, ...payments), Math.max(...payments, Number.MIN_VALUE)])
    .nice(4)
    .range([bottom, TOP_PX]);
  const lowest = spreads.length === 0 ? bottom : spreadsTop + spreads.length * SPREAD_PX;
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
      <Spreads {...props} x={x} top={spreadsTop} />
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

interface SpreadsProps extends PayoutChartProps {
  readonly x: Scale;
  readonly top: number;
}

/** How the prices of some days are spread, each a line over nine tenths and a box over half. */
function Spreads({ spreads, spreadsLabel, formatPrice, x, top }: SpreadsProps) {
  if (spreads.length === 0) return null;
  const [left, right] = x.range();
  const at = (price: number) => Math.min(right!, Math.max(left!, x(price)));
  return (
    <>
      <text className="tick" x={0} y={top - 12}>
        {spreadsLabel}
      </text>
      {spreads.map(({ label, p05, p25, p50, p75, p95 }, i) => {
        const y = top + (i + 0.5) * SPREAD_PX;
        return (
          <g key={label} transform={`translate(0,${y})`}>
            <title>
              {`${label}: ${formatPrice(p50)} in the middle; half of the futures ${formatPrice(p25)} to ${formatPrice(p75)}, nine of ten ${formatPrice(p05)} to ${formatPrice(p95)}`}
            </title>
            <text className="tick end" x={left! - 8} y={4}>
              {label}
            </text>
            <path className="spread-line" d={`M${at(p05).toFixed(1)},0H${at(p95).toFixed(1)}`} />
            <rect
              className="spread-box"
              x={at(p25).toFixed(1)}
              y={-BOX_PX / 2}
              width={(at(p75) - at(p25)).toFixed(1)}
              height={BOX_PX}
            />
            <path
              className="spread-middle"
              d={`M${at(p50).toFixed(1)},${-BOX_PX / 2 - 2}v${BOX_PX + 4}`}
            />
          </g>
        );
      })}
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
