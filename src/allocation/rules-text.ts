import { usdText } from '../base/money-text.ts';
import type { DemandClass } from '../dependency/uses.ts';
import type { Plan } from './allocation.ts';
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
