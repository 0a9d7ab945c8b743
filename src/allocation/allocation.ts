import * as z from 'zod';
import { DEMAND_CLASSES } from '../dependency/uses.ts';
import { HORIZON_YEARS, Scenario } from '../stress/stress.ts';
import { PlanExamination } from './examination.ts';
import { Listing } from './listing.ts';
import { ProjectOwnership } from './ownership.ts';
import { PlanLimits } from './plan-limits.ts';
import { type Lending, PlanRules, PlanTier } from './plan-rules.ts';

/** How many draws a plan may rest on; a few hundred give a plan with double-digit regret. */
export const PLAN_DRAWS = { least: 2, most: 200_000, usual: 20_000 } as const;

/** Up to so many draws the program is solved to the last digit, and may be written whole. */
export const EXACT_DRAWS = { usual: 200, most: 1000 } as const;

/** Budgets of a frontier, from nothing to twice the budget. */
export const FRONTIER_POINTS = { least: 2, most: 101, usual: 13 } as const;

export const TAIL_SHARE = 0.95;
export const RISK_WEIGHT = 0.5;
export const SEED = { least: 0, usual: 7, most: 2 ** 31 - 1 } as const;
export const MOST_BUDGET_USD = 1e12;

/** What a plan is asked for. */
export const PlanQuestion = z
  .strictObject({
    budgetUsd: z.number().positive().max(MOST_BUDGET_USD),
    tailShare: z.number().gt(0).lt(1).default(TAIL_SHARE),
    riskWeight: z.number().min(0).max(1).default(RISK_WEIGHT),
    draws: z.int().min(PLAN_DRAWS.least).max(PLAN_DRAWS.most).default(PLAN_DRAWS.usual),
    seed: z.int().min(0).max(SEED.most).default(SEED.usual),
    years: z.int().min(HORIZON_YEARS.least).max(HORIZON_YEARS.most).default(HORIZON_YEARS.usual),
    preset: z.string().optional().describe('a named scenario; base when neither is given'),
    scenario: Scenario.optional(),
    limits: PlanLimits.optional().describe('beside the budget'),
    rules: PlanRules.optional().describe('how losses are weighed and means charged'),
  })
  .meta({ id: 'PlanQuestion' });
export type PlanQuestion = z.infer<typeof PlanQuestion>;

export const INSTRUMENTS = [
  'stock',
  'offtake',
  'price-floor',
  'loan',
  'project-loan',
  'equity',
  'recycling',
  'storage',
] as const;

/** How a project is financed where a plan has rules of lending; present values. */
const ItemFinance = z.object({
  faceUsd: z.number().describe('lent, or guaranteed of a private loan'),
  privateUsd: z.number().describe('private capital that is supposed to come'),
  fairValueUsd: z.number().describe('what a buyer would want who is paid for risk'),
  expectedLossUsd: z.number().describe('what defaults are expected to take, recoveries counted'),
});

/** One thing that the plan buys or supports. */
export const PlanItem = z
  .object({
    id: z.string(), // 'gallium-stock'
    instrument: z.enum(INSTRUMENTS),
    mineral: z.string(),
    project: z.string().nullable(),
    amountUsd: z.number(),
    quantityTonnes: z
      .number()
      .describe('stock bought [t], or yearly output supported [t per year]'),
    averagePriceUsdPerTonne: z.number().nullable().describe('of a stock, without its storage'),
    premiumUsd: z.number().describe('what market impact adds to the present price'),
    storageUsd: z.number().describe('keeping the stock over the horizon; part of the amount'),
    coverDays: z.number().nullable().describe('days of U.S. consumption that a stock covers'),
    lossAvertedPerUsd: z.number().describe('loss averted by the last dollar spent here'),
    startQuarter: z
      .int()
      .nullable()
      .describe('of the horizon, in which output begins, mean delay included; null for a stock'),
    timing: z
      .object({
        earliestQuarter: z.int().min(0),
        delayQuarters: z.number().min(0).describe('mean, beyond that'),
        failureProbability: z.number().min(0).max(1).describe('that it never delivers'),
      })
      .nullable()
      .default(null) // plans of before had no such field
      .describe('how a project may come about; null for a stock'),
    years: z.array(z.int()).describe('in which the money is spent'),
    assumed: z.array(z.string()).describe('figures of a project that no source gives'),
    finance: ItemFinance.optional().describe('of a loan that is not charged at its whole cost'),
    sentence: z.string(),
  })
  .meta({ id: 'PlanItem' });
export type PlanItem = z.infer<typeof PlanItem>;

const LossPair = z.object({ without: z.number(), with: z.number() });

/** What the next dollar would buy, outside the plan or beyond it. */
export const NextDollar = z
  .object({
    id: z.string(),
    instrument: z.enum(INSTRUMENTS),
    mineral: z.string(),
    lossAvertedPerUsd: z.number(),
    sentence: z.string(),
  })
  .meta({ id: 'NextDollar' });
export type NextDollar = z.infer<typeof NextDollar>;

/** How to spend a budget. The digest is of everything but the digest and the timings. */
export const Plan = z
  .object({
    digest: z.string(),
    budgetUsd: z.number(),
    spentUsd: z.number(),
    tailShare: z
      .number()
      .describe('the tail is the worst 1 − tail of the draws: 0.95 is 5 percent'),
    riskWeight: z.number().describe('weight of the tail in the objective, 0 to 1'),
    draws: z.int(),
    seed: z.int(),
    years: z.int(),
    limits: PlanLimits.optional().describe('beside the budget'),
    rules: PlanRules.optional().describe('how losses are weighed and means charged'),
    scenario: z.object({ id: z.string() }).loose(),
    dataVersion: z.string(),
    dataDigest: z.string(),
    modelVersion: z.string(),
    items: z.array(PlanItem),
    expectedLossMusd: LossPair,
    cvar95LossMusd: LossPair.describe('mean loss of the worst 5 percent of draws [million USD]'),
    publicMoney: z
      .object({
        chargedUsd: z.number().describe('to the budget, for loans and guarantees'),
        faceUsd: z.number().describe('lent or guaranteed'),
        fairValueUsd: z.number(),
        expectedLossUsd: z.number().describe('of taxpayer capital, on loans and guarantees'),
        privateUsd: z.number().describe('private capital that is supposed to come'),
        privatePerPublicDollar: z.number().nullable().describe('of what is charged'),
      })
      .optional()
      .describe('where rules of lending are set: what loans cost the taxpayer and bring'),
    lossByClass: z
      .array(
        z.object({
          demandClass: z.enum(DEMAND_CLASSES),
          weight: z.number().describe('what a dollar of this loss counts in the objective'),
          expectedLossMusd: LossPair.describe('not weighed; the classes sum to the whole'),
        }),
      )
      .optional()
      .describe('where classes of demand are weighed: who bears the loss'),
    ownership: z
      .array(ProjectOwnership)
      .optional()
      .describe('where owners of covered countries are barred: what the records say'),
    tiers: z.array(PlanTier).optional().describe('where the objective weighs what goes first'),
    listing: Listing.optional().describe('where only eligible minerals may be bought'),
    binding: z.array(
      z.object({
        constraint: z.string(),
        marginalLossAvertedPerUsd: z.number(),
        sentence: z.string(),
      }),
    ),
    nextDollar: z.array(NextDollar),
    objective: z.number().describe('minimised value of the sample problem [million USD]'),
    lowerBound: z.number().describe('proven: no plan of this sample problem is better'),
    optimalityGap: z.number().describe('(objective − lower bound) / objective'),
    status: z.enum(['optimal', 'stopped']),
    summary: z.array(z.string()).describe('the plan in sentences'),
    scaleCheck: z.string().describe('the budget beside published needs'),
    method: z.string(),
    notSeen: z.array(z.string()).describe('what the model does not see'),
    elapsedSeconds: z.number(),
    examination: PlanExamination.optional().describe('how far to trust it; not in the digest'),
  })
  .meta({ id: 'Plan' });
export type Plan = z.infer<typeof Plan>;

/** A plan that is kept, for a list. */
export const StoredPlanSummary = z
  .object({
    id: z.string(),
    scenario: z.string(),
    seed: z.int(),
    draws: z.int(),
    budgetUsd: z.number(),
    spentUsd: z.number(),
    digest: z.string(),
    dataVersion: z.string(),
  })
  .meta({ id: 'StoredPlanSummary' });
export type StoredPlanSummary = z.infer<typeof StoredPlanSummary>;

export const FrontierPoint = z
  .object({
    budgetUsd: z.number(),
    expectedLossMusd: z.number(),
    cvar95LossMusd: z.number(),
    marginalLossAvertedPerUsd: z.number(),
    objective: z.number(),
    lowerBound: z.number(),
    optimalityGap: z.number(),
  })
  .meta({ id: 'FrontierPoint' });
export type FrontierPoint = z.infer<typeof FrontierPoint>;

/** A project of the data that money could bring forward or bring about. */
export interface ProjectOption {
  readonly id: string; // 'stibnite-idaho'
  readonly project: string; // of the record: 'stibnite'
  readonly title: string;
  readonly isDomestic: boolean; // stands in the United States
  readonly mineral: number; // index among the minerals
  readonly instrument: 'project-loan' | 'offtake';
  readonly tonnesPerYear: number; // output when it runs
  readonly costUsd: number; // whole support, as charged; a part supports a part of the output
  readonly finance: OptionFinance | null; // where it is not simply paid
  readonly startQuarter: number; // earliest delivery
  readonly delayQuarters: number; // mean of the delay beyond that
  readonly failureProbability: number;
  readonly assumed: readonly string[]; // which of these figures no source gives
}

/** What stands behind the charge of a whole project. */
export interface OptionFinance {
  readonly lending: Lending;
  readonly faceUsd: number;
  readonly privateUsd: number;
  readonly fairValueUsd: number;
  readonly expectedLossUsd: number;
}

/** One price step of buying a mineral: the more is bought, the dearer the next tonne. */
export interface PurchaseStep {
  readonly tonnes: number;
  readonly usdPerTonne: number; // with market impact
  readonly baseUsdPerTonne: number; // the present price
  readonly storageUsdPerTonne: number; // over the horizon
}

/** World output, U.S. consumption in its place, or years of consumption. */
export type PurchaseLimit = 'world output' | 'one consumption' | 'years of consumption';

/** A mineral that the reserve may hold. */
export interface Candidate {
  readonly mineral: string;
  readonly name: string;
  readonly steps: readonly PurchaseStep[]; // rising price; empty when it cannot be priced
  readonly limit: PurchaseLimit; // what ends the last step
  readonly consumptionTonnesPerYear: number;
  readonly lossUsdPerTonne: number; // GDP lost per tonne of gap left open
}
