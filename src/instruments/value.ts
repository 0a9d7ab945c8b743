import * as z from 'zod';
import { Instrument } from './instruments.ts';

export const VALUE_DRAWS = { least: 1000, most: 200_000, usual: 20_000 } as const;
export const VALUE_SEED = { least: 0, most: 2 ** 31 - 1, usual: 7 } as const;

/** Of the models of this feature; raised when the same question gives other numbers. */
export const INSTRUMENTS_MODEL = 'instruments-1';

/** Share of the worst futures that tail costs are means of. */
export const TAIL_SHARE = 0.05;

const PriceEstimate = z.object({ value: z.number(), standardError: z.number() });

/** How a law of the price was fitted to a monthly series. */
export const FitSummary = z
  .object({
    months: z.int().describe('with a price'),
    steps: z.int().describe('between neighbouring months'),
    from: z.string(),
    to: z.string(),
    reversionPerYear: PriceEstimate,
    levelLog: PriceEstimate.describe('of the logarithm of USD/t'),
    volatility: PriceEstimate.describe('per square root of a year, without jumps'),
    halfLifeYears: z.number().describe('until half of a distance from the level is gone'),
    logLikelihood: z.number().describe('of the law without jumps'),
    jumps: z.object({
      months: z.int().describe('in which a jump was found'),
      perYear: z.number(),
      meanLog: z.number(),
      deviationLog: z.number(),
      thresholdLog: z.number().describe('a larger residual is a jump'),
      volatility: z.number().describe('of what is left, per square root of a year'),
      logLikelihood: z.number().describe('of the law with jumps, which has three parameters more'),
    }),
    residualQuantiles: z
      .record(z.string(), z.number())
      .describe('of residuals over their deviation, by share'),
    ljungBox: z
      .object({ statistic: z.number(), pValue: z.number() })
      .describe('whether residuals remember: 13 lags; a small p-value says that they do'),
  })
  .meta({ id: 'FitSummary' });
export type FitSummary = z.infer<typeof FitSummary>;

/** The law that prices were drawn from. */
export const PriceLawSummary = z
  .object({
    mineral: z.string(),
    basis: z.enum(['fitted', 'assumed', 'stated']),
    sentence: z.string(),
    tonneOf: z.string().nullable().describe('what a tonne of the price series is a tonne of'),
    asOf: z.string().describe('month of the spot price'),
    spotUsdPerTonne: z.number(),
    longRunUsdPerTonne: z.number().describe('mean of the price in the long run, without jumps'),
    reversionPerYear: z.number(),
    volatility: z.number().describe('per square root of a year'),
    jumpsPerYear: z.number(),
    jumpMeanLog: z.number(),
    jumpDeviationLog: z.number(),
    ratePerYear: z.number().describe('at which money is discounted, compounded all the time'),
    fit: FitSummary.nullable(),
  })
  .meta({ id: 'PriceLawSummary' });
export type PriceLawSummary = z.infer<typeof PriceLawSummary>;

const YearCost = z.object({
  year: z.int(),
  expectedCostUsd: z.number().describe('mean of what the reserve pays less what it receives'),
  tailCostUsd: z.number().describe('mean of the worst 5 percent of futures of this year'),
  expectedPaidUsd: z.number().describe('mean of the sum of months in which the reserve pays'),
  expectedReceivedUsd: z.number().describe('mean of the sum of months in which it receives'),
});

/** How the fair value moves when one input does. */
export const InstrumentSensitivity = z.object({
  id: z.enum(['spot', 'volatility', 'reversion', 'rate']),
  bump: z.string().describe('by how much the input rises'),
  changeUsd: z.number().describe('of the fair value, for the whole bump'),
});
export type InstrumentSensitivity = z.infer<typeof InstrumentSensitivity>;

/** The fair value at both ends of a number that nobody knows for sure. */
export const InstrumentRange = z.object({
  id: z.string(),
  kind: z.enum(['assumption', 'estimate']).describe('no source, or fitted with an error'),
  low: z.number().describe('of an estimate: a standard error below'),
  mid: z.number(),
  high: z.number(),
  unit: z.string(),
  lowUsd: z.number().describe('fair value with the low end'),
  highUsd: z.number().describe('fair value with the high end'),
});
export type InstrumentRange = z.infer<typeof InstrumentRange>;

/** What an instrument is worth to the reserve and may cost it. The digest is of all but itself and the timing. */
export const InstrumentValue = z
  .object({
    digest: z.string(),
    instrument: Instrument,
    instrumentDigest: z.string(),
    draws: z.int(),
    seed: z.int(),
    dataVersion: z.string(),
    dataDigest: z.string(),
    modelVersion: z.string(),
    months: z.int().describe('from the valuation to the end of the term'),
    price: PriceLawSummary.nullable().describe('null where no price matters'),
    fairValue: z.object({
      usd: z.number().describe('present value to the reserve: negative is a cost'),
      standardErrorUsd: z.number().describe('from the number of draws alone'),
      plainUsd: z.number().describe('the mean of the draws, before the control'),
      control: z.string().nullable().describe('what took noise away'),
    }),
    closedForm: z
      .object({
        usd: z.number(),
        method: z.string(),
        differenceUsd: z.number().describe('of the simulated fair value from it'),
        inStandardErrors: z.number(),
      })
      .nullable()
      .describe('the fair value by formula, where there is one'),
    cost: z
      .object({ expectedUsd: z.number(), p95Usd: z.number(), tailUsd: z.number() })
      .describe(
        'present value of what the reserve pays less what it receives; tail: worst 5 percent',
      ),
    years: z.array(YearCost).describe('not discounted'),
    maximumExposure: z.object({
      usd: z.number().nullable().describe('null: the terms set no limit'),
      isUnlimited: z.boolean(),
      sentence: z.string(),
    }),
    sensitivities: z.array(InstrumentSensitivity),
    ranges: z
      .array(InstrumentRange)
      .describe('every assumption and estimate of the law at both ends, one at a time'),
    payout: z
      .array(z.object({ priceUsdPerTonne: z.number(), flowUsd: z.number() }))
      .describe('sum of all flows if the price stood still at a level, not discounted'),
    prices: z
      .array(
        z.object({
          month: z.string(),
          p05: z.number(),
          p25: z.number(),
          p50: z.number(),
          p75: z.number(),
          p95: z.number(),
        }),
      )
      .describe('quantiles of the price at the end of each year [USD/t]'),
    measures: z.array(
      z.object({ id: z.string(), value: z.number(), unit: z.string(), formula: z.string() }),
    ),
    notes: z.array(z.string()),
    elapsedSeconds: z.number(),
  })
  .meta({ id: 'InstrumentValue' });
export type InstrumentValue = z.infer<typeof InstrumentValue>;
