import { Refusal } from '../base/refusal.ts';
import { DEMAND_CLASSES, type DemandClass } from '../dependency/uses.ts';
import {
  type ClassWeights,
  isRuled,
  LENDING,
  MOST_CLASS_WEIGHT,
  type PlanRules,
  refuseNoWeight,
  TIERS,
  type Tier,
  type TierWeights,
} from './plan-rules.ts';

/** Rules of a plan as flags of a command. */
export const RULE_FLAGS = [
  {
    name: 'class-weight',
    value: 'CLASS=WEIGHT',
    many: true,
    summary: `what a dollar of loss counts: ${DEMAND_CLASSES.join(', ')} (each 1): military=3`,
  },
  {
    name: 'tier-weight',
    value: 'TIER=WEIGHT',
    many: true,
    summary:
      'what a dollar counts that a domestic project averts, or that is lost for a mineral of a dependence rate of 100 percent (dependent), each 1: domestic=1.2',
  },
  {
    name: 'lending',
    value: 'HOW',
    summary: 'charge loans at face, at their subsidy cost (subsidy), or as a guarantee (face)',
  },
  {
    name: 'loan-share',
    value: 'SHARE',
    summary: "of a project's cost that is lent, above 0 up to 1; the rest is private (1)",
  },
] as const;

interface Flags {
  readonly flag: (name: string) => string | undefined;
  readonly flags: (name: string) => readonly string[];
  readonly has: (name: string) => boolean;
}

/**
 * The rules that flags set; undefined where none departs from the usual.
 *
 * @throws Refusal `plan.bad_rule`, `plan.no_weight`
 */
export function readRules(input: Flags): PlanRules | undefined {
  const rules = {
    ...classWeightsOf(input.flags('class-weight')),
    ...tierWeightsOf(input.flags('tier-weight')),
    ...lendingOf(input.flag('lending')),
    ...loanShareOf(input.flag('loan-share')),
  };
  refuseNoWeight(rules);
  return isRuled(rules) ? rules : undefined;
}

function classWeightsOf(texts: readonly string[]): { readonly classWeights?: ClassWeights } {
  if (texts.length === 0) return {};
  const classWeights: Record<DemandClass, number> = { military: 1, essential: 1, other: 1 };
  for (const text of texts) {
    const [, name, number] = /^\s*([a-z]+)\s*=\s*(\S+)\s*$/.exec(text) ?? [];
    const weight = number === undefined ? Number.NaN : Number(number);
    if (!isDemandClass(name) || !(weight >= 0 && weight <= MOST_CLASS_WEIGHT)) {
      throw new Refusal(
        'invalid',
        'plan.bad_rule',
        `cannot read '${text}' as the weight of a class of demand`,
        `write ${DEMAND_CLASSES.join(', ')}, an equals sign and a number from 0 to ${MOST_CLASS_WEIGHT}, such as --class-weight military=3`,
      );
    }
    classWeights[name] = weight;
  }
  return { classWeights };
}

function tierWeightsOf(texts: readonly string[]): { readonly tierWeights?: TierWeights } {
  if (texts.length === 0) return {};
  const tierWeights: Record<Tier, number> = { domestic: 1, dependent: 1 };
  for (const text of texts) {
    const [, name, number] = /^\s*([a-z]+)\s*=\s*(\S+)\s*$/.exec(text) ?? [];
    const weight = number === undefined ? Number.NaN : Number(number);
    const tier = TIERS.find((each) => each === name);
    if (tier === undefined || !(weight >= 1 && weight <= MOST_CLASS_WEIGHT)) {
      throw new Refusal(
        'invalid',
        'plan.bad_rule',
        `cannot read '${text}' as the weight of what goes first`,
        `write ${TIERS.join(' or ')}, an equals sign and a number from 1 to ${MOST_CLASS_WEIGHT}, such as --tier-weight domestic=1.2`,
      );
    }
    tierWeights[tier] = weight;
  }
  return { tierWeights };
}

const isDemandClass = (name: string | undefined): name is DemandClass =>
  DEMAND_CLASSES.some((each) => each === name);

function lendingOf(text: string | undefined): Pick<PlanRules, 'lending'> {
  if (text === undefined || text === 'face') return {};
  const lending = LENDING.find((each) => each === text);
  if (lending !== undefined) return { lending };
  throw new Refusal(
    'invalid',
    'plan.bad_rule',
    `there is no way of charging loans called '${text}'`,
    `say --lending ${LENDING.join(', or ')}`,
  );
}

function loanShareOf(text: string | undefined): Pick<PlanRules, 'loanShare'> {
  if (text === undefined) return {};
  const loanShare = text.trim() === '' ? Number.NaN : Number(text);
  if (loanShare === 1) return {};
  if (loanShare > 0 && loanShare < 1) return { loanShare };
  throw new Refusal(
    'invalid',
    'plan.bad_rule',
    `--loan-share ${text} is not a share above 0 and up to 1`,
    'write a number such as --loan-share 0.5',
  );
}
