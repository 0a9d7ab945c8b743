import { usdText } from '../base/money-text.ts';
import type { DemandClass } from '../dependency/uses.ts';
import type { Plan } from './allocation.ts';
import type { PlanTier } from './plan-rules.ts';
import { listText } from './wording.ts';

/*
 * What the rules of a plan do to it, in sentences for its summary.
 */

const CLASS_TEXT: Readonly<Record<DemandClass, string>> = {
  military: 'the armed forces',
  essential: 'essential civilian needs',
  other: 'everybody else',
};

/** What weights by class of demand mean, and who bears the loss with them. */
export function classSentences(lossByClass: Plan['lossByClass']): string[] {
  if (lossByClass === undefined) return [];
  const weights = lossByClass.map(({ demandClass, weight }) => {
    return `${weight} where it hits ${CLASS_TEXT[demandClass]}`;
  });
  const losses = lossByClass.map(({ demandClass, expectedLossMusd }) => {
    const from = usdText(expectedLossMusd.without * 1e6);
    return `for ${CLASS_TEXT[demandClass]} from ${from} to ${usdText(expectedLossMusd.with * 1e6)}`;
  });
  return [
    `A dollar of loss counts ${listText(weights)}. Not weighed, the expected loss falls ` +
      `${listText(losses)}.`,
  ];
}

/** What goes first, and that the objective alone is weighted. */
export function tierSentences(tiers: readonly PlanTier[]): string[] {
  if (tiers.length === 0) return [];
  return [
    'The objective is weighted by what the bill of 2024 puts first (its §3(b)(1)(C)); no loss that is told above is.',
    ...tiers.map(tierSentence),
  ];
}

function tierSentence({ tier, weight, members, open }: PlanTier): string {
  if (tier === 'domestic') {
    return members.length === 0
      ? 'No domestic project can be supported, so none counts more.'
      : `A dollar that a domestic project averts counts ${weight}: of minerals that one could deliver, what none closes counts ${rounded(weight - 1)} more.`;
  }
  const who =
    members.length === 0 ? 'of no modelled mineral is it known to be' : `of ${listText(members)}`;
  const doubt =
    open.length === 0
      ? ''
      : `; of ${listText(open)} it may be so, and the sources leave it open: not counted`;
  return `A dollar lost for a mineral whose dependence rate is 100 percent counts ${weight}: ${who}${doubt}.`;
}

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

/** What loans cost the taxpayer and bring, where rules of lending are set. */
export function publicMoneySentences(money: Plan['publicMoney']): string[] {
  if (money === undefined || money.chargedUsd === 0) return [];
  const { chargedUsd, faceUsd, fairValueUsd, expectedLossUsd, privateUsd } = money;
  return [
    `The budget is charged ${usdText(chargedUsd)} for ${usdText(faceUsd)} lent or guaranteed, on which ` +
      `taxpayers are expected to lose ${usdText(expectedLossUsd)}; a buyer paid for risk would want ` +
      `${usdText(fairValueUsd)}. Private capital of ${usdText(privateUsd)} is supposed to join.`,
  ];
}
