import type { Rule, RuleList } from './rules.ts';

/** A rule set as lines of text; what nobody has confirmed says so. */
export function ruleListLines(list: RuleList): string[] {
  const { ruleSet, title, bills, status, on, unverified, rules, digest, note } = list;
  return [
    `${title} (${bills}; ${status})`,
    `rule set ${ruleSet} on ${on}, ${digest}`,
    `${rules.length} parameters, ${unverified} of them unverified. ${note}`,
    '',
    ...rules.map((rule) => `${rule.key}: ${valueText(rule)} (${rule.confidence}; ${rule.section})`),
  ];
}

/** One parameter as lines of text. */
export function ruleLines(
  rule: Rule & { readonly ruleSet: string; readonly digest: string; readonly on: string },
): string[] {
  const { key, on, ruleSet, digest, section, inForceFrom, inForceTo, origin, note } = rule;
  return [
    `${key} = ${valueText(rule)} on ${on}`,
    note,
    `${rule.confidence}: ${origin}; ${section}`,
    `in force from ${inForceFrom}${inForceTo === null ? '' : ` to the day before ${inForceTo}`}; rule set ${ruleSet}, ${digest}`,
  ];
}

/** '4 governors', or that nobody has found it. */
export const valueText = ({ value, unit }: Pick<Rule, 'value' | 'unit'>): string =>
  value === null
    ? 'not established'
    : unit === 'yes or no'
      ? yesNo(value)
      : `${value.replaceAll(';', ', ')} ${unit}`;

const yesNo = (value: string): string => (value === 'true' ? 'yes' : 'no');
