import {
  type ClassWeights,
  isRuled,
  MOST_CLASS_WEIGHT,
  NO_RULES,
  type PlanRules,
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
  const rules = { ...classWeightsOf(query) };
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

const badRule = (text: string): Refusal =>
  new Refusal(
    'invalid',
    'plan.bad_rule',
    `cannot read '${text}' as a rule of a plan`,
    `write a weight from 0 to ${MOST_CLASS_WEIGHT}, such as military=3`,
  );

/** The parts of an address that say the rules. */
export function ruleFields({ classWeights }: PlanRules): readonly [string, string][] {
  return classWeights === undefined
    ? []
    : DEMAND_CLASSES.filter((each) => classWeights[each] !== 1).map((each) => [
        each,
        String(classWeights[each]),
      ]);
}

/** The same rules as flags of `plan solve`. */
export function ruleFlags({ classWeights }: PlanRules): string[] {
  return classWeights === undefined
    ? []
    : DEMAND_CLASSES.filter((each) => classWeights[each] !== 1).map(
        (each) => `--class-weight ${each}=${classWeights[each]}`,
      );
}
