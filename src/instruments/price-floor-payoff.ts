import { monthNumber } from '../base/month.ts';
import type { Control, Exposure, Market, Payoff } from './payoff.ts';
import type { PriceFloor } from './price-floor.ts';
import { remainingMonths, tonnesByMonth, upsideStart } from './schedule.ts';
import { forwardControl, type StripPart, strikeTable } from './strip.ts';
import { usdOf, usdPerTonneOf } from './terms.ts';

/** The terms of a floor as a model needs them. */
interface FloorTerms {
  readonly floorUsd: number; // per tonne
  readonly capUsd: number; // per tonne, above which the reserve receives
  readonly isTwoSided: boolean;
  /** Of the price: what the reserve loses when it sells on what it had to buy. */
  readonly resaleLoss: number;
  readonly paymentCapUsd: number;
}

/** One settlement: months of the market whose prices are averaged, and what is due. */
interface Period {
  readonly first: number;
  readonly last: number; // also when it is paid
  readonly tonnes: number;
  readonly upsideShare: number;
}

/**
 * What a price floor, contract for difference or volume guarantee pays.
 *
 * @source docs/models/instruments.md, section 4
 */
export function priceFloorPayoff(terms: PriceFloor, market: Market): Payoff {
  const floor = floorTermsOf(terms);
  const tonnes = tonnesByMonth(terms, market.asOf, market.paths.months);
  const periods = periodsOf(terms, market, tonnes);
  const parts = partsOf(periods);
  const isLimited = Number.isFinite(floor.paymentCapUsd);
  const isStrip = !isLimited && (floor.isTwoSided || terms.settlement === 'month');
  const strip = stripOf(floor, parts, market);
  return {
    todayUsd: 0,
    flows: flowsOf(floor, periods, market),
    exposure: exposureOf(terms, floor, tonnes),
    closedForm: isStrip ? { valueUsd: strip.meanUsd, method: methodOf(floor, market) } : null,
    control: isStrip ? forwardControl(parts, market) : strip,
    measures: [],
    notes: notesOf(terms, market),
  };
}

function floorTermsOf(terms: PriceFloor): FloorTerms {
  const { form, floor, cap, resaleDiscount, paymentCap } = terms;
  const floorUsd = usdPerTonneOf(floor);
  return {
    floorUsd,
    capUsd: cap === undefined ? floorUsd : usdPerTonneOf(cap),
    isTwoSided: form === 'two-sided',
    resaleLoss: resaleDiscount ?? 0,
    paymentCapUsd: paymentCap === undefined ? Infinity : usdOf(paymentCap),
  };
}

/** What the reserve takes of a price above the cap, by form. */
function upsideShareOf({ form, upside }: PriceFloor): number {
  if (form === 'two-sided') return 1;
  if (form === 'volume-guarantee') return 0;
  return upside?.share ?? (form === 'cap-and-floor' ? 1 : 0);
}

/** Months or calendar quarters of the remaining term; one in progress counts by what is left. */
function periodsOf(terms: PriceFloor, { asOf, paths }: Market, tonnes: Float64Array): Period[] {
  const { first, last } = remainingMonths(terms, asOf);
  const zero = monthNumber(asOf) + 1;
  const upsideFrom =
    terms.form === 'two-sided' ? 0 : monthNumber(upsideStart(terms, terms.upside?.from)) - zero;
  const share = upsideShareOf(terms);
  const periods: Period[] = [];
  let from = first;
  for (let month = first; month <= last && month < paths.months; month++) {
    const closes = terms.settlement === 'month' || (month + zero) % 3 === 2 || month === last;
    if (!closes) continue;
    let sum = 0;
    for (let each = from; each <= month; each++) sum += tonnes[each]!;
    const upsideShare = from >= upsideFrom ? share : 0;
    periods.push({ first: from, last: month, tonnes: sum, upsideShare });
    from = month + 1;
  }
  return periods;
}

interface PeriodPart extends StripPart {
  readonly upsideShare: number;
}

/** Each month's part of its period: an equal share of the period's tonnes, paid at its end. */
function partsOf(periods: readonly Period[]): PeriodPart[] {
  return periods.flatMap(({ first, last, tonnes, upsideShare }) =>
    Array.from({ length: last - first + 1 }, (_, i) => ({
      month: first + i,
      payMonth: last,
      tonnes: tonnes / (last - first + 1),
      upsideShare,
    })),
  );
}

function flowsOf(floor: FloorTerms, periods: readonly Period[], { paths }: Market) {
  const { usdPerTonne, months } = paths;
  const { floorUsd, capUsd, isTwoSided, resaleLoss, paymentCapUsd } = floor;
  return (path: number, usdByMonth: Float64Array) => {
    usdByMonth.fill(0);
    let paid = 0;
    for (const { first, last, tonnes, upsideShare } of periods) {
      let sum = 0;
      for (let month = first; month <= last; month++) sum += usdPerTonne[path * months + month]!;
      const price = sum / (last - first + 1);
      if (price < floorUsd) {
        const due = tonnes * (floorUsd - price * (1 - resaleLoss));
        const payment = Math.min(due, paymentCapUsd - paid);
        paid += payment;
        usdByMonth[last] = -payment;
      } else if (price > capUsd) {
        usdByMonth[last] = tonnes * (isTwoSided ? 1 : upsideShare) * (price - capUsd);
      }
    }
  };
}

/**
 * The contract as if each month were settled by itself and nothing capped it: exact where that is
 * so, else the control of the simulation.
 */
function stripOf(floor: FloorTerms, parts: readonly PeriodPart[], market: Market): Control {
  const { floorUsd, capUsd, isTwoSided, resaleLoss } = floor;
  const { discount, usdPerTonne, months } = market.paths;
  if (isTwoSided) return twoSidedStrip(floorUsd, parts, market);
  const strikes = strikeTable(market);
  const [atFloor, atCap] = [strikes(floorUsd), strikes(capUsd)];
  let meanUsd = 0;
  for (const { month, payMonth, tonnes, upsideShare } of parts) {
    const { belowUsd, belowProbability } = atFloor[month]!;
    const soldBelowUsd = floorUsd * belowProbability - belowUsd; // expectation of S where S < K
    const flow = upsideShare * atCap[month]!.aboveUsd - belowUsd - resaleLoss * soldBelowUsd;
    meanUsd += discount[payMonth]! * tonnes * flow;
  }
  return {
    name: 'strip of monthly options',
    meanUsd,
    presentValueUsd: (path) => {
      let sum = 0;
      for (const { month, payMonth, tonnes, upsideShare } of parts) {
        const price = usdPerTonne[path * months + month]!;
        const flow =
          price < floorUsd
            ? price * (1 - resaleLoss) - floorUsd
            : upsideShare * Math.max(price - capUsd, 0);
        sum += discount[payMonth]! * tonnes * flow;
      }
      return sum;
    },
  };
}

/** Both sides: the forwards less the strike, whatever the law of the price. */
function twoSidedStrip(strikeUsd: number, parts: readonly StripPart[], market: Market): Control {
  const { presentValueUsd, meanUsd } = forwardControl(parts, market);
  let strikeValueUsd = 0;
  for (const { payMonth, tonnes } of parts) {
    strikeValueUsd += market.paths.discount[payMonth]! * tonnes * strikeUsd;
  }
  return {
    name: 'strip of forwards less the strike',
    meanUsd: meanUsd - strikeValueUsd,
    presentValueUsd: (path) => presentValueUsd(path) - strikeValueUsd,
  };
}

/** The most that the reserve pays: all eligible mass at a price of nothing, or the agreed cap. */
function exposureOf(terms: PriceFloor, floor: FloorTerms, tonnes: Float64Array): Exposure {
  const { paymentCap, quantityIs, floor: price, quantity } = terms;
  const wholeUsd = tonnes.reduce((sum, each) => sum + each, 0) * floor.floorUsd;
  if (paymentCap !== undefined && (quantityIs === 'expected' || floor.paymentCapUsd < wholeUsd)) {
    return {
      usd: floor.paymentCapUsd,
      sentence: `the contract caps all payments at ${paymentCap}`,
    };
  }
  if (quantityIs === 'expected') {
    return {
      usd: null,
      sentence: `unlimited: the contract limits neither the quantity (${quantity} is expected) nor the payments`,
    };
  }
  return {
    usd: wholeUsd,
    sentence: `all that remains of ${quantity} at ${price} and a market price of nothing, not discounted`,
  };
}

function methodOf({ isTwoSided }: FloorTerms, { model }: Market): string {
  if (isTwoSided) return 'forward curve less the strike, which needs no law of chance';
  return model.jumps.perYear > 0
    ? 'strip of monthly options by the Fourier-cosine transform of the law with jumps'
    : "strip of monthly options by Black's formula on the Schwartz law";
}

function notesOf(terms: PriceFloor, { asOf }: Market): string[] {
  const notes: string[] = [];
  if (terms.quantityIs === 'expected') {
    notes.push(`${terms.quantity} is an expectation: the contract does not limit the quantity`);
  }
  const isMidQuarter = (monthNumber(asOf) + 1) % 3 !== 0 && terms.start <= asOf;
  if (terms.settlement === 'quarter' && isMidQuarter) {
    notes.push(`of the quarter of ${asOf} only the months after ${asOf} are valued`);
  }
  return notes;
}
