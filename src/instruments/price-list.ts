import * as z from 'zod';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { residualCorrelation } from './price-fit.ts';
import { priceLawOf, quotedMinerals } from './price-law.ts';
import { lawSummary } from './valuation-run.ts';
import { PriceLawSummary } from './value.ts';

/** Laws of all prices with a monthly series, and how their surprises go together. */
export const PriceList = z
  .object({
    dataVersion: z.string(),
    dataDigest: z.string(),
    modelVersion: z.string(),
    laws: z.array(PriceLawSummary),
    correlations: z
      .array(
        z.object({
          first: z.string(),
          second: z.string(),
          correlation: z.number().describe('of the monthly residuals'),
          months: z.int().describe('that both have'),
        }),
      )
      .describe('every pair once'),
  })
  .meta({ id: 'PriceList' });
export type PriceList = z.infer<typeof PriceList>;

/** Fits every monthly series. */
export function fitAllPrices(
  data: Pick<ReferenceData, 'prices' | 'minerals' | 'assumptions'>,
): Pick<PriceList, 'laws' | 'correlations'> {
  const fitted = quotedMinerals(data.prices).map((mineral) => ({
    mineral,
    law: priceLawOf(data, mineral),
  }));
  return {
    laws: fitted.map(({ mineral, law }) => lawSummary(mineral, law)),
    correlations: fitted.flatMap(({ mineral: second, law }, i) =>
      fitted.slice(0, i).map(({ mineral: first, law: other }) => ({
        first,
        second,
        ...residualCorrelation(other.fit!.residuals, law.fit!.residuals), // quoted, hence fitted
      })),
    ),
  };
}
