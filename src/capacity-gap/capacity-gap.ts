import * as z from 'zod';
import { quantile } from '../base/statistics.ts';
import { DemandCase, PublishedClaim } from '../minerals/reference-data.ts';
import { FUNDING_STATUSES } from './credited-supply.ts';

/*
 * Demand against the supply that is in place or can be financed: what is asked, and what is answered.
 */

/** Changes with every change of the equations, so that a result says which it came from. */
export const GAP_MODEL_VERSION = 'gap-1';

export const GAP_DRAWS = { least: 100, most: 20_000, usual: 2000 } as const;
export const GAP_SEED = { least: 0, most: 2 ** 32 - 1, usual: 7 } as const;
export const USUAL_CASE = 'flat';
export const USUAL_YEAR = 2030; // of the claim that is quoted most
export const USUAL_BUDGET_USD = 2.5e9; // of the bill

export const Band = z
  .object({
    p05: z.number().describe('5 percent of the draws lie below'),
    p50: z.number(),
    p95: z.number().describe('5 percent of the draws lie above'),
  })
  .meta({ id: 'GapBand' });
export type Band = z.infer<typeof Band>;

const end = z.number().nullable().describe('null where there is no supply, so no percentage');
export const ShareBand = z
  .object({
    p05: end,
    p50: end,
    p95: end,
    noSupplyShare: z.number().describe('share of the draws in which nothing is supplied'),
  })
  .meta({ id: 'GapShareBand' });
export type ShareBand = z.infer<typeof ShareBand>;

/** The middle and nine in ten of equally likely outcomes. @param values - sorted in place */
export function bandOf(values: Float64Array): Band {
  if (!isConstant(values)) values.sort(); // of a published figure all draws are alike
  return { p05: quantile(values, 0.05), p50: quantile(values, 0.5), p95: quantile(values, 0.95) };
}

function isConstant(values: Float64Array): boolean {
  const first = values[0];
  for (const value of values) if (value !== first) return false;
  return true;
}

/** The same of gaps, which are infinite where nothing is supplied. */
export function shareBandOf(values: Float64Array): ShareBand {
  const { p05, p50, p95 } = bandOf(values);
  let infinite = 0;
  for (const value of values) if (value === Infinity) infinite++;
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    p05: finite(p05),
    p50: finite(p50),
    p95: finite(p95),
    noSupplyShare: infinite / values.length,
  };
}

const evidence = z
  .array(z.string())
  .describe('rows of data/observation.csv or data/import_source.csv');

export const GapYear = z
  .object({
    year: z.int(),
    demandTonnes: Band,
    homeTonnes: Band.describe('in place, committed and probable at home'),
    inPlaceTonnes: Band,
    committedTonnes: Band.describe('credited to projects with committed money'),
    probableTonnes: Band.describe('credited to all other projects'),
    partnerTonnes: Band.describe('shipped by partner countries, their projects included'),
    gapAtHome: ShareBand.describe('demand ÷ supply at home − 1'),
    gapWithPartners: ShareBand.describe('demand ÷ (supply at home + partners) − 1'),
  })
  .meta({ id: 'GapYear' });
export type GapYear = z.infer<typeof GapYear>;

export const StageGap = z
  .object({
    stage: z.enum(['mine', 'smelter', 'refinery', 'residues']),
    what: z.string(),
    tonnes: z.number().describe('output at home in 2025, as published'),
    recycledTonnes: z.number().describe('counted beside it'),
    gap: ShareBand.describe('demand ÷ (output of the stage + recycled) − 1'),
    evidence: z.string(),
  })
  .meta({ id: 'StageGap' });
export type StageGap = z.infer<typeof StageGap>;

const definition = <Shape extends z.ZodType>(shape: Shape) =>
  z.object({ atHome: shape, withPartners: shape });

export const MineralGap = z
  .object({
    mineral: z.string(),
    name: z.string(),
    demandBasis: z.enum(['published', 'group', 'assumed']),
    isAtLeast: z
      .boolean()
      .describe('a net exporter: supply is as large as demand or larger, so the gap is a most'),
    assumed: z.array(z.string()),
    evidence,
    history: z.array(z.object({ year: z.int(), tonnes: z.number() })).describe('published [t]'),
    years: z.array(GapYear),
    stages: z.array(StageGap).describe('in the year asked for, where output by stage is published'),
    recycledTonnes: z.number().nullable().describe('of what is in place, where published'),
    partnerShare: z
      .number()
      .nullable()
      .describe('of imports, shipped by partner countries; null where no source says who ships'),
    capital: z
      .object({
        lowUsd: z.number(),
        midUsd: z.number(),
        highUsd: z.number().describe('per tonne of yearly output'),
        basis: z.enum(['published', 'assumed']),
        sentence: z.string(),
      })
      .nullable(),
    investmentMusd: definition(Band.nullable()).describe('to close the gap of the year asked for'),
    closedShare: definition(Band.nullable()).describe("of the gap, by the Reserve's money"),
  })
  .meta({ id: 'MineralGap' });
export type MineralGap = z.infer<typeof MineralGap>;

export const MoneyReach = z
  .object({
    neededMusd: Band.describe('to close every gap that can be priced'),
    openGaps: Band.describe('minerals with a gap that can be priced'),
    closedGaps: Band.describe('closed in full by the budget'),
    meanClosedShare: Band.describe('of the gaps, each mineral counted alike'),
    moneyShare: Band.describe('budget as a share of what is needed, at most 1'),
  })
  .meta({ id: 'MoneyReach' });
export type MoneyReach = z.infer<typeof MoneyReach>;

export const CreditedRow = z
  .object({
    id: z.string(),
    project: z.string(),
    mineral: z.string(),
    side: z.enum(['home', 'partner']),
    status: z.enum(FUNDING_STATUSES),
    weightLow: z.number(),
    weightMid: z.number(),
    weightHigh: z.number(),
    capacityTonnes: z.number().describe('a year, of the mineral as its statistics count it'),
    creditedTonnes: z.number().describe('in the year asked for, every number at its middle'),
    firstYear: z.int().describe('of output, at the middle'),
    assumed: z.array(z.string()),
    source: z.string(),
  })
  .meta({ id: 'CreditedProject' });
export type CreditedRow = z.infer<typeof CreditedRow>;

export const ClaimCheck = PublishedClaim.extend({
  answer: z.string().describe('what our numbers say beside it; never a confirmation'),
}).meta({ id: 'ClaimCheck' });
export type ClaimCheck = z.infer<typeof ClaimCheck>;

export const GapReport = z
  .object({
    digest: z.string(),
    dataVersion: z.string(),
    dataDigest: z.string(),
    modelVersion: z.string(),
    draws: z.int(),
    seed: z.int(),
    isMiddle: z.boolean().describe('one future without chance: every number at its middle'),
    demandCase: DemandCase,
    year: z.int().describe('asked for; stages, money and the counts below are of it'),
    budgetUsd: z.number(),
    sentence: z.string(),
    counts: definition(
      z.object({
        open: z.int().describe('minerals whose middle gap is above 0'),
        noSupply: z.int().describe('minerals without supply at the middle'),
        below20: z.int().describe('open, with a middle gap below 20 percent'),
        from20To150: z.int(),
        above150: z.int(),
        medianGap: z.number().nullable().describe('over the minerals; null is no supply'),
      }),
    ),
    minerals: z.array(MineralGap).describe('widest gap at home first'),
    notModelled: z.array(z.object({ mineral: z.string(), reason: z.string() })),
    money: definition(MoneyReach),
    fundableMusd: z.object({ committed: Band, probable: Band, together: Band }),
    projects: z.array(CreditedRow),
    leftOut: z.array(z.object({ project: z.string(), mineral: z.string(), reason: z.string() })),
    claims: z.array(ClaimCheck).describe('said by others; counted nowhere'),
    method: z.array(z.string()),
    limits: z.array(z.string()),
  })
  .meta({ id: 'GapReport' });
export type GapReport = z.infer<typeof GapReport>;

/** What is asked for. */
export interface GapQuestion {
  readonly caseId: string;
  readonly year: number;
  readonly mineral: string | null; // null: all
  readonly budgetUsd: number;
  readonly draws: number;
  readonly seed: number;
  readonly isMiddle: boolean; // no draws: every number at its middle
}

/** What is asked when nobody says. */
export const USUAL_QUESTION: GapQuestion = {
  caseId: USUAL_CASE,
  year: USUAL_YEAR,
  mineral: null,
  budgetUsd: USUAL_BUDGET_USD,
  draws: GAP_DRAWS.usual,
  seed: GAP_SEED.usual,
  isMiddle: false,
};
