import * as z from 'zod';
import { Refusal } from '../base/refusal.ts';
import { DEMAND_CLASSES } from '../dependency/uses.ts';

/*
 * How a plan weighs and charges, beside its budget and limits. Without any rule a dollar of loss
 * counts the same whoever bears it, and money counts when it is handed out.
 */

/** How lending is charged: at face, or by the subsidy of a loan or of a guarantee. */
export const LENDING = ['face', 'subsidy', 'guarantee'] as const;
export type Lending = (typeof LENDING)[number];

export const MOST_CLASS_WEIGHT = 1000;

const weight = z.number().min(0).max(MOST_CLASS_WEIGHT).default(1);

/** What a dollar of loss counts, by whom the uses serve that bear it. */
export const ClassWeights = z
  .strictObject({ military: weight, essential: weight, other: weight })
  .meta({ id: 'ClassWeights' });
export type ClassWeights = z.infer<typeof ClassWeights>;

/** What may go first: projects at home, and minerals that come wholly from countries of concern. */
export const TIERS = ['domestic', 'dependent'] as const;
export type Tier = (typeof TIERS)[number];

// Below 1 a project at home would count as a burden, and the program would not be convex.
const tierWeight = z.number().min(1).max(MOST_CLASS_WEIGHT).default(1);

/** What a dollar of loss counts more where it may be averted first; 1: like any other. */
export const TierWeights = z
  .strictObject({ domestic: tierWeight, dependent: tierWeight })
  .meta({ id: 'TierWeights' });
export type TierWeights = z.infer<typeof TierWeights>;

/** What belongs to a tier, and where the sources leave it open. */
export const PlanTier = z
  .object({
    tier: z.enum(TIERS),
    weight: z.number(),
    members: z.array(z.string()).describe('projects of the plan, or minerals'),
    open: z.array(z.string()).describe('minerals whose rate may be 100 percent: not counted so'),
  })
  .meta({ id: 'PlanTier' });
export type PlanTier = z.infer<typeof PlanTier>;

/** Rules of a plan; each is left out where the plan is to be as it ever was. */
export const PlanRules = z
  .strictObject({
    classWeights: ClassWeights.optional().describe(
      'what a dollar of loss counts by class of demand: military, essential civilian, other',
    ),
    tierWeights: TierWeights.optional().describe(
      'what a dollar counts that a domestic project averts, or that is lost for lack of a mineral whose dependence rate is 100 percent',
    ),
    lending: z
      .enum(LENDING)
      .optional()
      .describe(
        'loans to projects at face, at their credit-subsidy cost, or private loans that are guaranteed, at that cost',
      ),
    loanShare: z
      .number()
      .gt(0)
      .max(1)
      .optional()
      .describe("of a project's cost that is lent; private capital is supposed to bring the rest"),
  })
  .meta({ id: 'PlanRules' });
export type PlanRules = z.infer<typeof PlanRules>;

/** Whether any rule departs from the usual. */
export const isRuled = ({ classWeights, tierWeights, lending, loanShare }: PlanRules): boolean =>
  (classWeights !== undefined && DEMAND_CLASSES.some((each) => classWeights[each] !== 1)) ||
  (tierWeights !== undefined && TIERS.some((each) => tierWeights[each] !== 1)) ||
  (lending ?? 'face') !== 'face' ||
  (loanShare ?? 1) !== 1;

export const NO_RULES: PlanRules = {};

/** @throws Refusal `plan.no_weight` where no class counts anything */
export function refuseNoWeight({ classWeights }: PlanRules): void {
  if (classWeights === undefined || DEMAND_CLASSES.some((each) => classWeights[each] > 0)) return;
  throw new Refusal(
    'invalid',
    'plan.no_weight',
    'cannot plan where the loss of every class of demand has the weight 0',
    'give military, essential or other a weight above 0',
  );
}
