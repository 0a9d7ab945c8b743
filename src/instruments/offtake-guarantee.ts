import type * as z from 'zod';
import { monthNumber } from '../base/month.ts';
import type { Offtake, PriceRule } from './offtake.ts';
import type { Control, Exposure, Market, Payoff } from './payoff.ts';
import { strikeTable } from './strip.ts';
import { usdOf, usdPerTonneOf } from './terms.ts';

/*
 * Cost plus with a guarantee of yearly earnings (EBITDA): the reserve makes up what the producer
 * earns less than the guarantee in each year of the term.
 */

type CostPlus = Extract<z.infer<typeof PriceRule>, { rule: 'cost-plus' }>;

/** A year of the term, or what is left of it. */
interface ContractYear {
  readonly first: number; // month of the market
  readonly last: number; // when the year is settled
  readonly guaranteeUsd: number;
}

interface Guarantee {
  readonly years: readonly ContractYear[];
  readonly tonnes: Float64Array; // (month)
  readonly priceShare: number; // of the reference price, that a sale brings
  readonly unitCostUsd: number; // per tonne
  readonly surplusShare: number;
}

/**
 * What the guarantee costs, and what its share of the surplus brings.
 *
 * @source docs/models/instruments.md (13)
 */
export function guaranteePayoff(
  terms: Offtake,
  price: CostPlus,
  market: Market,
  tonnes: Float64Array,
): Payoff {
  const guarantee: Guarantee = {
    years: yearsOf(terms, price, market),
    tonnes,
    priceShare: 1 - terms.resaleDiscount,
    unitCostUsd: usdPerTonneOf(price.unitCost),
    surplusShare: price.surplusShare,
  };
  return {
    todayUsd: 0,
    flows: flowsOf(guarantee, market),
    exposure: exposureOf(terms, guarantee),
    closedForm: null,
    control: monthlyStrip(guarantee, market),
    measures: [],
    notes: [
      `the cost of ${price.unitCost} is taken as fixed over the term`,
      'earnings are averages of a year, which has no formula: the value is simulated',
    ],
  };
}

/** The guarantee grows once a year; of a year in progress the remaining months count in part. */
function yearsOf(
  { start, end }: Offtake,
  price: CostPlus,
  { asOf, paths }: Market,
): ContractYear[] {
  const zero = monthNumber(asOf) + 1;
  const [from, to] = [
    monthNumber(start) - zero,
    Math.min(monthNumber(end) - zero, paths.months - 1),
  ];
  const years: ContractYear[] = [];
  let guaranteeUsd = usdOf(price.guaranteedEbitda);
  for (let opens = from; opens <= to; opens += 12) {
    const [first, last] = [Math.max(opens, 0), Math.min(opens + 11, to)];
    if (last >= first) {
      years.push({ first, last, guaranteeUsd: (guaranteeUsd * (last - first + 1)) / 12 });
    }
    guaranteeUsd *= 1 + price.growthPerYear;
  }
  return years;
}

function flowsOf(guarantee: Guarantee, { paths }: Market) {
  const { years, tonnes, priceShare, unitCostUsd, surplusShare } = guarantee;
  const { usdPerTonne, months } = paths;
  return (path: number, usdByMonth: Float64Array) => {
    usdByMonth.fill(0);
    for (const { first, last, guaranteeUsd } of years) {
      let ebitdaUsd = 0;
      for (let month = first; month <= last; month++) {
        const price = usdPerTonne[path * months + month]!;
        ebitdaUsd += tonnes[month]! * (priceShare * price - unitCostUsd);
      }
      const excess = ebitdaUsd - guaranteeUsd;
      usdByMonth[last] = excess < 0 ? excess : surplusShare * excess;
    }
  };
}

/** The same with a twelfth of the guarantee in each month, which has a formula: the control. */
function monthlyStrip(guarantee: Guarantee, market: Market): Control {
  const { tonnes, priceShare, surplusShare } = guarantee;
  const { discount, usdPerTonne, months } = market.paths;
  const strikes = strikeTable(market);
  const parts = partsOf(guarantee);
  let meanUsd = 0;
  for (const { month, payMonth, strikeUsd } of parts) {
    const { belowUsd, aboveUsd } = strikes(strikeUsd)[month]!;
    const flow = surplusShare * aboveUsd - belowUsd;
    meanUsd += discount[payMonth]! * tonnes[month]! * priceShare * flow;
  }
  return {
    name: 'strip of monthly guarantees',
    meanUsd,
    presentValueUsd: (path) => {
      let sum = 0;
      for (const { month, payMonth, strikeUsd } of parts) {
        const excess = usdPerTonne[path * months + month]! - strikeUsd;
        const flow = excess < 0 ? excess : surplusShare * excess;
        sum += discount[payMonth]! * tonnes[month]! * priceShare * flow;
      }
      return sum;
    },
  };
}

/** The price at which a month earns its part of the guarantee; months without output have none. */
function partsOf({ years, tonnes, priceShare, unitCostUsd }: Guarantee) {
  if (priceShare <= 0) return [];
  return years.flatMap(({ first, last, guaranteeUsd }) => {
    const monthUsd = guaranteeUsd / (last - first + 1);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i)
      .filter((month) => tonnes[month]! > 0)
      .map((month) => ({
        month,
        payMonth: last,
        strikeUsd: (unitCostUsd + monthUsd / tonnes[month]!) / priceShare,
      }));
  });
}

function exposureOf({ quantity, quantityIs }: Offtake, guarantee: Guarantee): Exposure {
  if (quantityIs === 'expected') {
    return {
      usd: null,
      sentence: `unlimited: the contract does not limit the quantity (${quantity} is expected), and costs are paid on all of it`,
    };
  }
  const { years, tonnes, unitCostUsd } = guarantee;
  let usd = 0;
  for (const { first, last, guaranteeUsd } of years) {
    usd += guaranteeUsd;
    for (let month = first; month <= last; month++) usd += tonnes[month]! * unitCostUsd;
  }
  return {
    usd,
    sentence:
      'the guarantee and the cost of all output in every year, if nothing could be sold; not discounted',
  };
}
