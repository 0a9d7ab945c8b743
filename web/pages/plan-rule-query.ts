import {
  type ClassWeights,
  isRuled,
  LENDING,
  MOST_CLASS_WEIGHT,
  NO_RULES,
  type PlanRules,
  TIERS,
  type TierWeights,
} from '../../src/allocation/plan-rules.ts';
import { Refusal } from '../../src/base/refusal.ts';
import { DEMAND_CLASSES } from '../../src/dependency/uses.ts';

/*
 * The rules of a plan as parts of the address of its page, and as flags of `plan solve`.
 */

/**
 * Reads the rules of an address; an empty field is one that nobody filled.
 *
 * @throws Refusal `plan.bad_rule` naming the part that cannot be read
 */
export function readRuleFields(query: URLSearchParams): PlanRules {
  const rules = {
    ...classWeightsOf(query),
    ...tierWeightsOf(query),
    ...lendingOf(query),
    ...loanShareOf(query),
  };
  return isRuled(rules) ? rules : NO_RULES;
}

function classWeightsOf(query: URLSearchParams): { readonly classWeights?: ClassWeights } {
  const weights = DEMAND_CLASSES.map((each) => [each, query.get(each) || '1'] as const);
  if (weights.every(([, text]) => text === '1')) return {};
  const classWeights = { military: 1, essential: 1, other: 1 };
  for (const [each, text] of weights) {
    const weight = Number(text);
    if (!(weight >= 0 && weight <= MOST_CLASS_WEIGHT)) throw badRule(`${each}=${text}`);
    classWeights[each] = weight;
  }
  return { classWeights };
}

function tierWeightsOf(query: URLSearchParams): { readonly tierWeights?: TierWeights } {
  const weights = TIERS.map((each) => [each, query.get(each) || '1'] as const);
  if (weights.every(([, text]) => text === '1')) return {};
  const tierWeights = { domestic: 1, dependent: 1 };
  for (const [each, text] of weights) {
    const weight = Number(text);
    if (!(weight >= 1 && weight <= MOST_CLASS_WEIGHT)) throw badRule(`${each}=${text}`);
    tierWeights[each] = weight;
  }
  return { tierWeights };
}

function lendingOf(query: URLSearchParams): Pick<PlanRules, 'lending'> {
  const text = query.get('lending') || 'face';
  const lending = LENDING.find((each) => each === text);
  if (lending === undefined) throw badRule(`lending=${text}`);
  return lending === 'face' ? {} : { lending };
}

/** Stands in percent in an address. */
function loanShareOf(query: URLSearchParams): Pick<PlanRules, 'loanShare'> {
  const text = query.get('loan') || '100';
  const percent = Number(text);
  if (!(percent > 0 && percent <= 100)) throw badRule(`loan=${text}`);
  return percent === 100 ? {} : { loanShare: percent / 100 };
}

const badRule = (text: string): Refusal =>
  new Refusal(
    'invalid',
    'plan.bad_rule',
    `cannot read '${text}' as a rule of a plan`,
    `write a weight from 0 to ${MOST_CLASS_WEIGHT}, such as military=3, domestic=1.2 (from 1), lending=${LENDING.join(' or ')}, loan=50 in percent`,
  );

/** The parts of an address that say the rules. */
export const ruleFields = (rules: PlanRules): readonly [string, string][] => [
  ...weightsOf(rules),
  ...tiersOf(rules),
  ...(rules.lending === undefined ? [] : [['lending', rules.lending] as [string, string]]),
  ...(rules.loanShare === undefined
    ? []
    : [['loan', String(Math.round(rules.loanShare * 1e6) / 1e4)] as [string, string]]),
];

const weightsOf = ({ classWeights }: PlanRules): [string, string][] =>
  classWeights === undefined
    ? []
    : DEMAND_CLASSES.filter((each) => classWeights[each] !== 1).map((each) => [
        each,
        String(classWeights[each]),
      ]);

const tiersOf = ({ tierWeights }: PlanRules): [string, string][] =>
  tierWeights === undefined
    ? []
    : TIERS.filter((each) => tierWeights[each] !== 1).map((each) => [
        each,
        String(tierWeights[each]),
      ]);

/** The same rules as flags of `plan solve`. */
export const ruleFlags = (rules: PlanRules): string[] => [
  ...weightsOf(rules).map(([each, weight]) => `--class-weight ${each}=${weight}`),
  ...tiersOf(rules).map(([each, weight]) => `--tier-weight ${each}=${weight}`),
  ...(rules.lending === undefined ? [] : [`--lending ${rules.lending}`]),
  ...(rules.loanShare === undefined ? [] : [`--loan-share ${rules.loanShare}`]),
];
