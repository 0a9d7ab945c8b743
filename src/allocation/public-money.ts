import { usdText } from '../base/money-text.ts';
import type { Assumption } from '../minerals/reference-data.ts';
import type { Plan, PlanItem, ProjectOption } from './allocation.ts';
import { type CreditRules, creditCost, creditRules } from './credit.ts';
import type { PlanRules } from './plan-rules.ts';

/*
 * What a project costs the budget, where that is not simply what is handed out; and what taxpayers
 * may lose and private capital brings. @source docs/models/allocation.md, section Rules
 */

/** Whether rules change how projects are financed. */
export const isFinanced = ({ lending, loanShare }: PlanRules): boolean =>
  (lending ?? 'face') !== 'face' || (loanShare ?? 1) !== 1;

/** Projects as the rules charge them: of their cost a part is lent, at face or at its subsidy cost. */
export function chargedProjects(
  options: readonly ProjectOption[],
  rules: PlanRules,
  assumptions: readonly Assumption[],
): readonly ProjectOption[] {
  if (!isFinanced(rules)) return options;
  const credit = creditRules(assumptions);
  return options.map((option) =>
    // An advance on output is no loan: it is repaid in kind, and stays at face.
    option.instrument === 'project-loan' ? lent(option, rules, credit) : option,
  );
}

function lent(
  option: ProjectOption,
  { lending = 'face', loanShare = 1 }: PlanRules,
  credit: CreditRules,
): ProjectOption {
  const { costUsd, failureProbability } = option;
  const faceUsd = loanShare * costUsd;
  // The credit risk of a loan at face is that of the same loan; only the charge differs.
  const kind = lending === 'guarantee' ? 'guarantee' : 'subsidy';
  const cost = creditCost(credit, kind, failureProbability);
  return {
    ...option,
    costUsd: lending === 'face' ? faceUsd : cost.subsidyRate * faceUsd,
    finance: {
      lending,
      faceUsd,
      // Of a guaranteed loan all capital is private.
      privateUsd: lending === 'guarantee' ? costUsd : costUsd - faceUsd,
      fairValueUsd: cost.fairValueRate * faceUsd,
      expectedLossUsd: cost.expectedLossRate * faceUsd,
    },
    assumed: [...option.assumed, 'terms, defaults and recoveries of its loan'],
  };
}

/** What stands behind the charge for a share of a project; undefined where it is simply paid. */
export function financeOf({ finance }: ProjectOption, share: number): PlanItem['finance'] {
  if (finance === null) return undefined;
  return {
    faceUsd: share * finance.faceUsd,
    privateUsd: share * finance.privateUsd,
    fairValueUsd: share * finance.fairValueUsd,
    expectedLossUsd: share * finance.expectedLossUsd,
  };
}

/** What is done for a project and what is charged: 'Lend to Stibnite: $20 million'. */
export function deedText(
  { instrument, title, finance: whole }: ProjectOption,
  amountUsd: number,
  finance: PlanItem['finance'],
): string {
  if (instrument === 'offtake') return `Pay ahead for output of ${title}: ${usdText(amountUsd)}`;
  if (whole === null || finance === undefined) return `Lend to ${title}: ${usdText(amountUsd)}`;
  const face = usdText(finance.faceUsd);
  const joined = finance.privateUsd > 0 ? `, beside ${usdText(finance.privateUsd)} of others` : '';
  if (whole.lending === 'face') return `Lend to ${title}: ${face}${joined}`;
  const deed = whole.lending === 'guarantee' ? 'Guarantee a private loan to' : 'Lend to';
  return `${deed} ${title}: ${face}${whole.lending === 'guarantee' ? '' : joined}, charged at ${usdText(amountUsd)},`;
}

/** What the loans and guarantees of a plan cost the taxpayer, and what private capital comes. */
export function publicMoneyOf(items: readonly PlanItem[]): NonNullable<Plan['publicMoney']> {
  const sum = { chargedUsd: 0, faceUsd: 0, fairValueUsd: 0, expectedLossUsd: 0, privateUsd: 0 };
  for (const { amountUsd, finance } of items) {
    if (finance === undefined) continue; // a stock, or an advance on output
    sum.chargedUsd += amountUsd;
    sum.faceUsd += finance.faceUsd;
    sum.fairValueUsd += finance.fairValueUsd;
    sum.expectedLossUsd += finance.expectedLossUsd;
    sum.privateUsd += finance.privateUsd;
  }
  const { chargedUsd, privateUsd } = sum;
  return { ...sum, privatePerPublicDollar: chargedUsd === 0 ? null : privateUsd / chargedUsd };
}
