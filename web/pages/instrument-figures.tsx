import type { InstrumentValue, PriceLawSummary } from '../../src/instruments/value.ts';
import { ExposureChart } from '../charts/exposure-chart.tsx';
import { PayoutChart } from '../charts/payout-chart.tsx';
import { Figure } from '../parts/figure.tsx';
import { grouped, sentenceCase } from '../parts/format.ts';
import { musd, pricedText, priceText, priceUnitOf, usdWords } from './instrument-text.ts';

interface ValueProps {
  readonly value: InstrumentValue;
}

const SPREADS = 4; // days whose prices are drawn

/** What each price would cost us, above how likely such prices are. */
export function PayoutFigure({ value, price }: ValueProps & { readonly price: PriceLawSummary }) {
  const { payout, prices, draws, instrument, dataVersion } = value;
  const unit = priceUnitOf(price);
  const curve = payout.map(({ priceUsdPerTonne, flowUsd }) => ({
    price: priceUsdPerTonne / unit.perTonne,
    payment: -flowUsd / 1e6,
  }));
  const step = Math.max(1, Math.ceil(prices.length / SPREADS));
  const shown = prices.filter((_, i) => (prices.length - 1 - i) % step === 0);
  return (
    <Figure
      id="payout"
      title={payoutTitle(value, price)}
      measure={`What the Reserve pays over the whole term if the price stood still, $M, not discounted; below zero it receives. Under it the price of ${pricedText(price)}, ${unit.unit}: box, half of ${grouped(draws, 0)} futures; line, nine of ten; broken line: latest price, ${price.asOf}`}
      evidence={instrument.standing === 'illustrative' ? 'illustrative' : 'model'}
      summary={`At the latest price of ${priceText(price.spotUsdPerTonne, unit)} ${unit.unit} (${price.asOf}) it would pay ${paymentAt(value, price.spotUsdPerTonne)} over the term. ${sentenceCase(price.sentence)}.`}
      draw={(widthPx) => (
        <PayoutChart
          curve={curve}
          spreads={shown.map(({ month, p05, p25, p50, p75, p95 }) => ({
            label: month.slice(0, 4),
            p05: p05 / unit.perTonne,
            p25: p25 / unit.perTonne,
            p50: p50 / unit.perTonne,
            p75: p75 / unit.perTonne,
            p95: p95 / unit.perTonne,
          }))}
          currentPrice={price.spotUsdPerTonne / unit.perTonne}
          priceLabel={`price, ${unit.unit}`}
          paymentLabel="we pay, $M over the term"
          spreadsLabel="how prices are spread at the end of a year"
          widthPx={widthPx}
          label="Payment by price"
          source={`terms: see below; prices: Lodestock model of the price; data ${dataVersion}`}
          formatPrice={(x) => grouped(x, x < 10 && x % 1 !== 0 ? 1 : 0)}
          formatPayment={(x) => grouped(x, Math.abs(x) < 10 && x % 1 !== 0 ? 1 : 0)}
        />
      )}
      table={{
        columns: [
          { label: `Price, ${unit.unit}`, isNumber: true },
          { label: 'The Reserve pays over the term, $M', isNumber: true },
        ],
        rows: payout.map(({ priceUsdPerTonne, flowUsd }) => [
          priceText(priceUsdPerTonne, unit),
          musd(-flowUsd),
        ]),
      }}
    />
  );
}

function payoutTitle({ payout }: InstrumentValue, price: PriceLawSummary): string {
  const unit = priceUnitOf(price);
  const free = payout.findIndex(({ flowUsd }) => flowUsd >= 0);
  if (free === -1) return 'It costs the Reserve money at every price';
  if (free === 0) return 'It costs the Reserve nothing at any price';
  return `Below about ${priceText(payout[free]!.priceUsdPerTonne, unit)} ${unit.unit} it costs the Reserve money`;
}

function paymentAt({ payout }: InstrumentValue, usdPerTonne: number): string {
  const after = payout.findIndex(({ priceUsdPerTonne }) => priceUsdPerTonne >= usdPerTonne);
  const [a, b] = [payout[Math.max(0, after - 1)]!, payout[Math.max(0, after)]!];
  const span = b.priceUsdPerTonne - a.priceUsdPerTonne;
  const part = span > 0 ? (usdPerTonne - a.priceUsdPerTonne) / span : 0;
  const flow = a.flowUsd + part * (b.flowUsd - a.flowUsd);
  return flow <= 0 ? usdWords(flow) : `nothing, and receive ${usdWords(flow)}`;
}

/** Expected and tail cost of every year, and the most that it can come to. */
export function ExposureFigure({ value }: ValueProps) {
  const { years, draws, maximumExposure, instrument, dataVersion } = value;
  const worst = [...years].sort((a, b) => b.tailCostUsd - a.tailCostUsd)[0];
  return (
    <Figure
      id="exposure"
      title={
        worst === undefined
          ? 'No year costs anything'
          : `${worst.year} may cost most: ${usdWords(worst.tailCostUsd)} in the worst twentieth of futures`
      }
      measure={`What the Reserve pays less what it receives, $M a year, not discounted; bar: mean of ${grouped(draws, 0)} futures; line: to the mean of the worst twentieth of them`}
      evidence={instrument.standing === 'illustrative' ? 'illustrative' : 'model'}
      summary={`The most that it can cost: ${maximumExposure.usd === null ? 'unlimited' : usdWords(maximumExposure.usd)}, ${maximumExposure.sentence.replace(/^unlimited: /, '')}.`}
      draw={(widthPx) => (
        <ExposureChart
          years={years.map(({ year, expectedCostUsd, tailCostUsd }) => ({
            year,
            expected: expectedCostUsd / 1e6,
            tail: tailCostUsd / 1e6,
          }))}
          widthPx={widthPx}
          label="Cost by year"
          source={`Lodestock model; data ${dataVersion}`}
          format={(x) => grouped(x, Math.abs(x) < 10 && x % 1 !== 0 ? 1 : 0)}
        />
      )}
      table={{
        columns: [
          { label: 'Year' },
          { label: 'Expected cost, $M', isNumber: true },
          { label: 'Worst twentieth, $M', isNumber: true },
          { label: 'Expected paid, $M', isNumber: true },
          { label: 'Expected received, $M', isNumber: true },
        ],
        rows: years.map((row) => [
          String(row.year),
          musd(row.expectedCostUsd),
          musd(row.tailCostUsd),
          musd(row.expectedPaidUsd),
          musd(row.expectedReceivedUsd),
        ]),
      }}
    />
  );
}
