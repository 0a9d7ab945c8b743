import { exp, log } from '../base/elementary.ts';
import { monthNumber } from '../base/month.ts';
import type { Exposure, Market, Payoff } from './payoff.ts';
import { MONTHS_PER_YEAR } from './price-model.ts';
import { remainingMonths } from './schedule.ts';
import type { Storage } from './storage.ts';
import { forwardControl, forwardValue, type StripPart } from './strip.ts';
import { tonnesOf, usdPerTonneOf } from './terms.ts';

/** What is bought or sold at the price of a month (tonnes), and what is paid in money (USD). */
interface StoragePlan {
  readonly trades: readonly StripPart[]; // tonnes sold, negative where bought
  readonly feesUsd: Float64Array; // (month), negative
  readonly boughtNow: number; // tonnes bought today, at the spot price
}

/**
 * What a stock brings that is held for a time and then sold.
 *
 * All of it is linear in prices, so the forward curve gives the value whatever the law of chance.
 *
 * @source docs/models/instruments.md, section 6
 */
export function storagePayoff(terms: Storage, market: Market): Payoff {
  const plan = planOf(terms, market);
  const { paths, model } = market;
  const todayUsd = -plan.boughtNow * model.spotUsdPerTonne;
  let valueUsd = todayUsd + forwardValue(plan.trades, market);
  for (let month = 0; month < paths.months; month++) {
    valueUsd += paths.discount[month]! * plan.feesUsd[month]!;
  }
  return {
    todayUsd,
    flows: (path, usdByMonth) => {
      usdByMonth.set(plan.feesUsd);
      for (const { month, tonnes } of plan.trades) {
        const price = paths.usdPerTonne[path * paths.months + month]!;
        usdByMonth[month] = usdByMonth[month]! + tonnes * price;
      }
    },
    exposure: exposureOf(terms, plan, market),
    closedForm: { valueUsd, method: 'forward curve, for all of it is linear in the price' },
    control: forwardControl(plan.trades, market),
    measures: [],
    notes: ['a shortage makes the stock worth more than its sale: `stress run` values that'],
  };
}

/** Bought in the first month, kept, rotated now and then, and sold in the last month. */
function planOf(terms: Storage, market: Market): StoragePlan {
  const { months } = market.paths;
  const { first, last, passed } = remainingMonths(terms, market.asOf);
  const feePerMonth = usdPerTonneOf(terms.costPerYear) / MONTHS_PER_YEAR;
  const kept = exp(log(1 - Math.min(terms.shrinkagePerYear, 1 - 1e-12)) / MONTHS_PER_YEAR);
  const trades: StripPart[] = [];
  const feesUsd = new Float64Array(months);
  let tonnes = tonnesOf(terms.mass);
  for (let month = 0; month < passed; month++) tonnes *= kept;
  const isBought = terms.isBought && passed === 0;
  const buysNow = isBought && monthNumber(terms.start) === monthNumber(market.asOf) + 1;
  if (isBought && !buysNow) trades.push({ month: first - 1, payMonth: first - 1, tonnes: -tonnes });
  const boughtNow = buysNow ? tonnes : 0;
  for (let month = first; month <= last && month < months; month++) {
    feesUsd[month] = -tonnes * feePerMonth;
    tonnes *= kept;
    const held = month - first + passed + 1;
    const rotates = terms.rotationMonths !== undefined && held % terms.rotationMonths === 0;
    if (rotates && month < last) {
      trades.push({ month, payMonth: month, tonnes: -tonnes * terms.rotationCost });
    }
  }
  trades.push({ month: last, payMonth: last, tonnes: tonnes * (1 - terms.resaleDiscount) });
  return { trades, feesUsd, boughtNow };
}

function exposureOf(terms: Storage, plan: StoragePlan, { model }: Market): Exposure {
  const isOpen = plan.trades.some(({ tonnes }) => tonnes < 0);
  if (isOpen) {
    return {
      usd: null,
      sentence: 'unlimited: later purchases or rotations are made at the price of their month',
    };
  }
  const feesUsd = plan.feesUsd.reduce((sum, each) => sum - each, 0);
  const boughtUsd = plan.boughtNow * model.spotUsdPerTonne;
  return {
    usd: feesUsd + boughtUsd,
    sentence: `${terms.isBought ? 'the purchase today and ' : ''}all storage fees, if the stock could not be sold; not discounted`,
  };
}
