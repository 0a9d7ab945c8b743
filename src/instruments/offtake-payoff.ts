import { forwardCurve } from './closed-form.ts';
import type { StrikeValue } from './jump-transform.ts';
import type { Offtake } from './offtake.ts';
import { guaranteePayoff } from './offtake-guarantee.ts';
import type { Exposure, Market, Payoff } from './payoff.ts';
import { tonnesByMonth } from './schedule.ts';
import { forwardControl, type StripPart, strikeTable } from './strip.ts';
import { usdPerTonneOf } from './terms.ts';

/** What a tonne taken and sold on brings: slope times the reference price, plus a constant. */
interface Margin {
  readonly slope: number;
  readonly constantUsd: number; // per tonne, mostly negative: the price paid
}

/**
 * What an offtake brings the reserve, which sells on what it takes.
 *
 * @source docs/models/instruments.md, section 5
 */
export function offtakePayoff(terms: Offtake, market: Market): Payoff {
  const tonnes = tonnesByMonth(terms, market.asOf, market.paths.months);
  const { price } = terms;
  if (price.rule === 'cost-plus') return guaranteePayoff(terms, price, market, tonnes);
  const margin: Margin =
    price.rule === 'fixed'
      ? { slope: 1 - terms.resaleDiscount, constantUsd: -usdPerTonneOf(price.price) }
      : {
          slope: 1 - terms.resaleDiscount - price.referenceShare,
          constantUsd: -usdPerTonneOf(price.premium),
        };
  const parts = partsOf(tonnes);
  return {
    todayUsd: 0,
    flows: flowsOf(margin, terms.takeOrPayShare, tonnes, market),
    exposure: exposureOf(terms, tonnes),
    closedForm: {
      valueUsd: marginValueUsd(margin, terms.takeOrPayShare, parts, market),
      method: 'forwards of what must be taken, and monthly options on the rest',
    },
    control: forwardControl(parts, market),
    measures: [],
    notes: notesOf(terms),
  };
}

function partsOf(tonnes: Float64Array): StripPart[] {
  return Array.from(tonnes, (each, month) => ({ month, payMonth: month, tonnes: each })).filter(
    (part) => part.tonnes > 0,
  );
}

/** Must be taken: the margin. May be left: the margin where it is above nothing. */
function flowsOf(
  { slope, constantUsd }: Margin,
  takeOrPayShare: number,
  tonnes: Float64Array,
  { paths }: Market,
) {
  const { usdPerTonne, months } = paths;
  return (path: number, usdByMonth: Float64Array) => {
    for (let month = 0; month < months; month++) {
      const margin = slope * usdPerTonne[path * months + month]! + constantUsd;
      const taken = takeOrPayShare * margin + (1 - takeOrPayShare) * Math.max(margin, 0);
      usdByMonth[month] = tonnes[month]! * taken;
    }
  };
}

function marginValueUsd(
  margin: Margin,
  takeOrPayShare: number,
  parts: readonly StripPart[],
  market: Market,
): number {
  const forward = forwardCurve(market.model, market.paths.months);
  const { slope, constantUsd } = margin;
  const strikeUsd = slope === 0 ? 0 : -constantUsd / slope;
  // Where the margin never changes its sign there is no option in it.
  const strike = strikeUsd > 0 ? strikeTable(market)(strikeUsd) : null;
  let sum = 0;
  for (const { month, payMonth, tonnes } of parts) {
    const meanUsd = slope * forward[month]! + constantUsd;
    const optionUsd = strike === null ? Math.max(meanUsd, 0) : positivePart(slope, strike[month]!);
    const value = takeOrPayShare * meanUsd + (1 - takeOrPayShare) * optionUsd;
    sum += market.paths.discount[payMonth]! * tonnes * value;
  }
  return sum;
}

/** Expectation of max(slope (S − K), 0). */
const positivePart = (slope: number, { aboveUsd, belowUsd }: StrikeValue): number =>
  slope > 0 ? slope * aboveUsd : -slope * belowUsd;

function exposureOf(terms: Offtake, tonnes: Float64Array): Exposure {
  const { price, quantity, quantityIs, takeOrPayShare } = terms;
  const isOpen = price.rule === 'indexed' && price.referenceShare > 0;
  if (isOpen || quantityIs === 'expected') {
    const why = isOpen
      ? 'the price follows the market, which has no upper end'
      : `the contract does not limit the quantity (${quantity} is expected)`;
    return { usd: null, sentence: `unlimited: ${why}` };
  }
  const priceText =
    price.rule === 'fixed' ? price.price : price.rule === 'indexed' ? price.premium : '';
  const wholeTonnes = tonnes.reduce((sum, each) => sum + each, 0);
  return {
    usd: takeOrPayShare * wholeTonnes * usdPerTonneOf(priceText),
    sentence: `what must be taken of ${quantity} at ${priceText}, if nothing of it could be sold; not discounted`,
  };
}

function notesOf({ quantity, quantityIs }: Offtake): string[] {
  return quantityIs === 'expected'
    ? [`${quantity} is an expectation: the contract does not limit the quantity`]
    : [];
}
