import * as z from 'zod';
import { monthAfter, monthNumber } from '../base/month.ts';
import { Refusal } from '../base/refusal.ts';
import { type CashPlan, cashResult, type MonthlyPrices, pathCash, spreadOf } from './cash-flow.ts';
import { type CashFlowFile, CashFlowHead, cashPlanOf } from './cash-flow-file.ts';
import type { PriceLaw } from './price-law.ts';
import { simulatePrices } from './price-model.ts';
import { PriceLawSummary } from './value.ts';

/*
 * The answer of `lodestock project cash-flow`: a plan over the price paths of its mineral.
 */

const Spread = z.object({ p05: z.number(), p50: z.number(), p95: z.number() });
const ReturnSpread = z.object({
  rate: Spread.nullable().describe('a year; null where no path has one'),
  shareWithout: z.number().describe('of the paths: no rate of return, or several'),
});

export const CashFlowValue = z
  .object({
    digest: z.string(),
    plan: CashFlowHead,
    planDigest: z.string(),
    draws: z.int(),
    seed: z.int(),
    dataVersion: z.string(),
    dataDigest: z.string(),
    modelVersion: z.string(),
    price: PriceLawSummary,
    netPresentValueUsd: Spread.extend({ mean: z.number() }).describe('of the project, before debt'),
    lossProbability: z.number().describe('of a net present value below zero'),
    internalReturn: ReturnSpread.describe('of the project, before debt'),
    ownersReturn: ReturnSpread.describe('of the owners, after debt'),
    debtCover: z
      .object({
        minimum: Spread.describe('of the periods of a path'),
        average: Spread,
        shareBelowOne: z.number().describe('of the paths: some period does not cover its service'),
      })
      .nullable()
      .describe(
        'cash before debt service / debt service, from the first output on; null without debt',
      ),
    breakEvenUsdPerTonne: z
      .number()
      .nullable()
      .describe('reference price, the same in all months, at which the net present value is zero'),
    allInSustainingUsdPerTonne: z.number(),
    periods: z
      .array(
        z.object({
          from: z.string().describe('first month'),
          tonnes: z.number(),
          revenueUsd: z.number().describe('mean'),
          operatingUsd: z.number().describe('mean, royalties included'),
          sustainingUsd: z.number(),
          capitalUsd: z.number(),
          taxUsd: z.number().describe('mean'),
          serviceUsd: z.number().describe('interest, fees and principal due'),
          projectUsd: Spread.describe('before debt'),
        }),
      )
      .describe('not discounted'),
    notes: z.array(z.string()),
    elapsedSeconds: z.number(),
  })
  .meta({ id: 'CashFlowValue' });
export type CashFlowValue = z.infer<typeof CashFlowValue>;

export interface CashFlowRequest {
  readonly file: CashFlowFile;
  readonly law: PriceLaw;
  readonly draws: number;
  readonly seed: number;
}

type Valued = Omit<
  CashFlowValue,
  | 'digest'
  | 'plan'
  | 'planDigest'
  | 'draws'
  | 'seed'
  | 'dataVersion'
  | 'dataDigest'
  | 'modelVersion'
  | 'price'
  | 'elapsedSeconds'
>;

/**
 * A plan over many price paths.
 *
 * @throws Refusal `cash_flow.begun`, `cash_flow.too_large`, `loan.bad_terms`
 * @source docs/models/finance.md, section 6
 */
export function valueCashFlow(request: CashFlowRequest): Valued {
  const { file } = request;
  const plan = cashPlanOf(file);
  const prices = pricesOf(request, plan.tonnes.length);
  const { paths: _, breakEvenUsdPerTonne, ...result } = cashResult(plan, prices);
  return {
    ...result,
    breakEvenUsdPerTonne:
      breakEvenUsdPerTonne === null ? null : breakEvenUsdPerTonne / file.priceShare,
    periods: periodsOf(file, plan, prices),
    notes: [
      ...file.notes,
      'money of a period moves at its end; tax is a share of profit after straight-line depreciation and interest, losses are carried forward',
      'prices follow the law by which instruments are valued, with its risk premium',
      'the plan sells at any price: it does not stop where the price is below its costs',
    ],
  };
}

const MOST_PRICES = 20_000_000; // of all draws and months together: 160 MB, twice

/** What a tonne brings in each month of the term, on every path. */
function pricesOf({ file, law, draws, seed }: CashFlowRequest, months: number): MonthlyPrices {
  const offset = monthNumber(file.start) - monthNumber(law.asOf) - 1;
  if (offset < 0) {
    throw new Refusal(
      'invalid',
      'cash_flow.begun',
      `cannot value ${file.id}: it starts in ${file.start}, and prices are known to ${law.asOf}`,
      `start in ${monthAfter(law.asOf, 1)} or later, or state a 'market' of an earlier month`,
    );
  }
  if ((offset + months) * draws > MOST_PRICES) {
    throw new Refusal(
      'invalid',
      'cash_flow.too_large',
      `cannot value ${file.id} over ${offset + months} months with ${draws} draws`,
      `at most ${MOST_PRICES / 1e6} million months of all draws together`,
    );
  }
  const { model, ratePerYear } = law;
  const drawn = simulatePrices(model, { paths: draws, months: offset + months, seed, ratePerYear });
  const usdPerTonne = new Float64Array(draws * months);
  for (let path = 0; path < draws; path++) {
    for (let month = 0; month < months; month++) {
      usdPerTonne[path * months + month] =
        file.priceShare * drawn.usdPerTonne[path * drawn.months + offset + month]!;
    }
  }
  return { paths: draws, months, usdPerTonne };
}

function periodsOf(
  file: CashFlowFile,
  plan: CashPlan,
  prices: MonthlyPrices,
): CashFlowValue['periods'] {
  const count = Math.ceil(plan.tonnes.length / plan.monthsPerPeriod);
  const sums = Array.from({ length: count }, () => ({ revenueUsd: 0, operatingUsd: 0, taxUsd: 0 }));
  const project = Array.from({ length: count }, () => new Float64Array(prices.paths));
  let sustainingUsd = new Float64Array(count);
  for (let path = 0; path < prices.paths; path++) {
    const from = path * prices.months;
    const cash = pathCash(plan, prices.usdPerTonne.subarray(from, from + prices.months));
    sustainingUsd = cash.sustainingUsd as Float64Array<ArrayBuffer>; // made by the line above
    for (let k = 0; k < count; k++) {
      sums[k]!.revenueUsd += cash.revenueUsd[k]! / prices.paths;
      sums[k]!.operatingUsd += cash.operatingUsd[k]! / prices.paths;
      sums[k]!.taxUsd += cash.taxUsd[k]! / prices.paths;
      project[k]![path] = cash.projectUsd[k]!;
    }
  }
  return sums.map((means, k) => {
    const from = k * plan.monthsPerPeriod;
    return {
      from: monthAfter(file.start, from),
      tonnes: sumOf(plan.tonnes, from, plan.monthsPerPeriod),
      ...means,
      sustainingUsd: sustainingUsd[k]!,
      capitalUsd: sumOf(plan.capitalUsd, from, plan.monthsPerPeriod),
      serviceUsd: (plan.debt?.interestUsd[k] ?? 0) + (plan.debt?.principalUsd[k] ?? 0),
      projectUsd: spreadOf(project[k]!),
    };
  });
}

function sumOf(values: Float64Array, from: number, count: number): number {
  let sum = 0;
  for (const each of values.subarray(from, from + count)) sum += each;
  return sum;
}
