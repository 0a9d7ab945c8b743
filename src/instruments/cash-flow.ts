import { assert } from '../base/assert.ts';
import { exp, log } from '../base/elementary.ts';
import { quantile } from '../base/statistics.ts';
import { internalReturn } from './internal-return.ts';

/*
 * The cash flow of a mine or plant over price paths: what it earns, pays and owes, period by period.
 * @source docs/models/finance.md, 6
 *
 * Money of a period moves at its end. Tax is a share of profit after straight-line depreciation and
 * interest, with losses carried forward without limit: simple, and said to be so.
 */

/** Prices of many futures; A path's months stand beside each other. */
export interface MonthlyPrices {
  readonly paths: number;
  readonly months: number;
  readonly usdPerTonne: Float64Array; // (path, month)
}

export interface CashPlan {
  readonly monthsPerPeriod: 3 | 12;
  readonly tonnes: Float64Array; // sold in each month
  readonly capitalUsd: Float64Array; // spent in each month, to build
  readonly operatingUsdPerTonne: number;
  readonly fixedUsdPerYear: number; // from the first month with output on
  readonly sustainingUsdPerTonne: number; // capital to keep going, spent as it sells
  readonly royaltyShare: number; // of revenue
  readonly taxRate: number;
  readonly depreciationYears: number;
  readonly discountRate: number; // a year
  readonly debt: DebtService | null;
}

/** What a loan brings and takes in each period [USD]. */
export interface DebtService {
  readonly drawnUsd: Float64Array;
  readonly interestUsd: Float64Array;
  readonly principalUsd: Float64Array;
}

/** Cash of one path, a figure a period [USD]. */
export interface PathCash {
  readonly revenueUsd: Float64Array;
  readonly operatingUsd: Float64Array; // royalties included
  readonly sustainingUsd: Float64Array;
  readonly taxUsd: Float64Array;
  readonly projectUsd: Float64Array; // before debt
  readonly ownersUsd: Float64Array; // after it
}

/** A distribution over paths. */
export interface Spread {
  readonly p05: number;
  readonly p50: number;
  readonly p95: number;
}

export interface ReturnSpread {
  readonly rate: Spread | null; // a year; null where no path has one
  readonly shareWithout: number; // of the paths: no rate, or several
}

export interface CashResult {
  readonly paths: number;
  readonly netPresentValueUsd: Spread & { readonly mean: number };
  readonly lossProbability: number; // of a net present value below zero
  readonly internalReturn: ReturnSpread; // of the project, before debt
  readonly ownersReturn: ReturnSpread;
  readonly debtCover: DebtCover | null; // null without debt
  readonly breakEvenUsdPerTonne: number | null; // null where no price pays it back
  readonly allInSustainingUsdPerTonne: number; // at the mean price of the paths
}

export interface DebtCover {
  readonly minimum: Spread; // of a path's periods with debt service
  readonly average: Spread;
  readonly shareBelowOne: number; // of the paths: some period does not cover its service
}

const MONTHS_PER_YEAR = 12;

/** The economics of a project over all its price paths. */
export function cashResult(plan: CashPlan, prices: MonthlyPrices): CashResult {
  assert(
    plan.tonnes.length === prices.months,
    'the plan has a tonnage for each month of the prices',
  );
  assert(plan.capitalUsd.length === prices.months, 'the plan has capital for each month');
  const worth = new Float64Array(prices.paths);
  const minimum = new Float64Array(prices.paths);
  const average = new Float64Array(prices.paths);
  const returns: (number | null)[] = [];
  const ownersReturns: (number | null)[] = [];
  for (let path = 0; path < prices.paths; path++) {
    const cash = pathCash(plan, monthsOf(prices, path));
    worth[path] = netPresentValueUsd(cash.projectUsd, plan);
    returns.push(yearlyReturn(cash.projectUsd, plan));
    ownersReturns.push(yearlyReturn(cash.ownersUsd, plan));
    const cover = coverOf(plan, cash);
    minimum[path] = cover.minimum;
    average[path] = cover.average;
  }
  let sum = 0;
  for (const each of worth) sum += each;
  return {
    paths: prices.paths,
    netPresentValueUsd: { ...spreadOf(worth), mean: sum / prices.paths },
    lossProbability: shareBelow(worth, 0),
    internalReturn: returnSpread(returns),
    ownersReturn: returnSpread(ownersReturns),
    debtCover:
      plan.debt === null
        ? null
        : {
            minimum: spreadOf(minimum),
            average: spreadOf(average),
            shareBelowOne: shareBelow(minimum, 1),
          },
    breakEvenUsdPerTonne: breakEvenUsdPerTonne(plan),
    allInSustainingUsdPerTonne: allInSustainingUsdPerTonne(plan, meanPrice(plan, prices)),
  };
}

const monthsOf = ({ usdPerTonne, months }: MonthlyPrices, path: number): Float64Array =>
  usdPerTonne.subarray(path * months, (path + 1) * months);

/** The cash of one path. @param usdPerTonne - price of each month */
export function pathCash(plan: CashPlan, usdPerTonne: ArrayLike<number>): PathCash {
  const periods = Math.ceil(plan.tonnes.length / plan.monthsPerPeriod);
  const empty = () => new Float64Array(periods);
  const cash = {
    revenueUsd: empty(),
    operatingUsd: empty(),
    sustainingUsd: empty(),
    taxUsd: empty(),
    projectUsd: empty(),
    ownersUsd: empty(),
  };
  const capitalUsd = empty();
  const start = firstOutput(plan.tonnes);
  for (let month = 0; month < plan.tonnes.length; month++) {
    const k = Math.floor(month / plan.monthsPerPeriod);
    const tonnes = plan.tonnes[month]!;
    const revenueUsd = tonnes * usdPerTonne[month]!;
    const fixedUsd = month >= start ? plan.fixedUsdPerYear / MONTHS_PER_YEAR : 0;
    cash.revenueUsd[k]! += revenueUsd;
    cash.operatingUsd[k]! +=
      tonnes * plan.operatingUsdPerTonne + fixedUsd + revenueUsd * plan.royaltyShare;
    cash.sustainingUsd[k]! += tonnes * plan.sustainingUsdPerTonne;
    capitalUsd[k]! += plan.capitalUsd[month]!;
  }
  payTax(plan, cash, depreciation(plan, capitalUsd, start));
  for (let k = 0; k < periods; k++) {
    cash.projectUsd[k] = availableUsd(cash, k) - capitalUsd[k]!;
    cash.ownersUsd[k] = cash.projectUsd[k]! + debtFlowUsd(plan.debt, k);
  }
  return cash;
}

/** What is there to serve debt with, in a period. */
const availableUsd = (cash: PathCash, k: number): number =>
  cash.revenueUsd[k]! - cash.operatingUsd[k]! - cash.sustainingUsd[k]! - cash.taxUsd[k]!;

function debtFlowUsd(debt: DebtService | null, k: number): number {
  if (debt === null) return 0;
  return (debt.drawnUsd[k] ?? 0) - serviceUsd(debt, k);
}

const serviceUsd = ({ interestUsd, principalUsd }: DebtService, k: number): number =>
  (interestUsd[k] ?? 0) + (principalUsd[k] ?? 0);

/** The first month with output, or the number of months where there is none. */
function firstOutput(tonnes: Float64Array): number {
  const at = tonnes.findIndex((each) => each > 0);
  return at < 0 ? tonnes.length : at;
}

/** Capital written off in equal parts: from the first output, or from when it is spent if later. */
function depreciation(plan: CashPlan, capitalUsd: Float64Array, start: number): Float64Array {
  const written = new Float64Array(capitalUsd.length);
  const parts = Math.max(1, (plan.depreciationYears * MONTHS_PER_YEAR) / plan.monthsPerPeriod);
  const first = Math.floor(start / plan.monthsPerPeriod);
  for (let spent = 0; spent < capitalUsd.length; spent++) {
    let leftUsd = capitalUsd[spent]!;
    const partUsd = leftUsd / parts;
    for (let k = Math.max(spent, first); k < written.length && leftUsd > 0; k++) {
      written[k]! += Math.min(partUsd, leftUsd);
      leftUsd -= partUsd;
    }
  }
  return written;
}

function payTax(plan: CashPlan, cash: PathCash, writtenUsd: Float64Array): void {
  let lossUsd = 0; // carried forward
  for (let k = 0; k < writtenUsd.length; k++) {
    const profitUsd =
      cash.revenueUsd[k]! -
      cash.operatingUsd[k]! -
      cash.sustainingUsd[k]! -
      writtenUsd[k]! -
      (plan.debt?.interestUsd[k] ?? 0);
    const usedUsd = Math.min(lossUsd, Math.max(0, profitUsd));
    lossUsd += profitUsd < 0 ? -profitUsd : -usedUsd;
    cash.taxUsd[k] = plan.taxRate * (Math.max(0, profitUsd) - usedUsd);
  }
}

/** Net present value of flows at the ends of periods. */
export function netPresentValueUsd(
  flowsUsd: ArrayLike<number>,
  { discountRate, monthsPerPeriod }: Pick<CashPlan, 'discountRate' | 'monthsPerPeriod'>,
): number {
  const factor = exp((-log(1 + discountRate) * monthsPerPeriod) / MONTHS_PER_YEAR);
  let worth = 0;
  for (let k = flowsUsd.length - 1; k >= 0; k--) worth = (worth + flowsUsd[k]!) * factor;
  return worth;
}

/** The internal rate of return a year, or null where there is none or more than one. */
function yearlyReturn(flowsUsd: Float64Array, { monthsPerPeriod }: CashPlan): number | null {
  const found = internalReturn(flowsUsd);
  if (found.kind !== 'one') return null;
  return exp((log(1 + found.rate) * MONTHS_PER_YEAR) / monthsPerPeriod) - 1;
}

/** Cover of the periods with output: before, there is no cash, and debt is served from capital. */
function coverOf(plan: CashPlan, cash: PathCash): { minimum: number; average: number } {
  const { debt } = plan;
  if (debt === null) return { minimum: 0, average: 0 };
  let minimum = Number.POSITIVE_INFINITY;
  let sum = 0;
  let periods = 0;
  const first = Math.floor(firstOutput(plan.tonnes) / plan.monthsPerPeriod);
  for (let k = first; k < cash.taxUsd.length; k++) {
    const dueUsd = serviceUsd(debt, k);
    if (dueUsd <= 0) continue;
    const cover = availableUsd(cash, k) / dueUsd;
    minimum = Math.min(minimum, cover);
    sum += cover;
    periods += 1;
  }
  return periods === 0 ? { minimum: 0, average: 0 } : { minimum, average: sum / periods };
}

const HIGHEST_PRICE_USD = 1e9; // a tonne; dearer than any mineral of the list
const HALVINGS = 100;

/**
 * The price, the same in all months, at which the net present value is nothing.
 *
 * More revenue never lowers what is left of it, so the worth rises with the price and halving finds it.
 */
export function breakEvenUsdPerTonne(plan: CashPlan): number | null {
  const worthUsd = (price: number) =>
    netPresentValueUsd(
      pathCash(plan, new Float64Array(plan.tonnes.length).fill(price)).projectUsd,
      plan,
    );
  if (worthUsd(HIGHEST_PRICE_USD) < 0) return null;
  let lower = 0;
  let upper = HIGHEST_PRICE_USD;
  for (let i = 0; i < HALVINGS && upper - lower > 1e-9 * upper; i++) {
    const middle = (lower + upper) / 2;
    if (worthUsd(middle) < 0) lower = middle;
    else upper = middle;
  }
  return (lower + upper) / 2;
}

/** Cost of a tonne sold, with royalties at a price, overheads and what keeps the works going. */
export function allInSustainingUsdPerTonne(plan: CashPlan, usdPerTonne: number): number {
  let tonnes = 0;
  for (const each of plan.tonnes) tonnes += each;
  assert(tonnes > 0, 'something is sold');
  const years = (plan.tonnes.length - firstOutput(plan.tonnes)) / MONTHS_PER_YEAR;
  return (
    plan.operatingUsdPerTonne +
    plan.sustainingUsdPerTonne +
    plan.royaltyShare * usdPerTonne +
    (plan.fixedUsdPerYear * years) / tonnes
  );
}

/** Mean price of what is sold, over all paths. */
function meanPrice(plan: CashPlan, prices: MonthlyPrices): number {
  let revenueUsd = 0;
  let tonnes = 0;
  for (let path = 0; path < prices.paths; path++) {
    const path0 = path * prices.months;
    for (let month = 0; month < prices.months; month++) {
      revenueUsd += plan.tonnes[month]! * prices.usdPerTonne[path0 + month]!;
      tonnes += plan.tonnes[month]!;
    }
  }
  return tonnes === 0 ? 0 : revenueUsd / tonnes;
}

function returnSpread(rates: readonly (number | null)[]): ReturnSpread {
  const found = rates.filter((rate) => rate !== null);
  return {
    rate: found.length === 0 ? null : spreadOf(Float64Array.from(found)),
    shareWithout: 1 - found.length / rates.length,
  };
}

/** Quantiles of outcomes. */
export function spreadOf(values: Float64Array): Spread {
  const sorted = Float64Array.from(values).sort();
  return { p05: quantile(sorted, 0.05), p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) };
}

function shareBelow(values: Float64Array, limit: number): number {
  let count = 0;
  for (const each of values) if (each < limit) count += 1;
  return count / values.length;
}
