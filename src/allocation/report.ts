import { usdText } from '../base/money-text.ts';
import type { Mineral } from '../minerals/reference-data.ts';
import type { GapMineral } from '../stress/gaps.ts';
import type { Candidate, Plan, PlanItem } from './allocation.ts';
import type { Lending, PlanRules } from './plan-rules.ts';
import type { LeftOut } from './projects.ts';
import { listText, percentText, tailText } from './wording.ts';

/*
 * The sentences around a plan: what it does, how it compares with published needs, and what the
 * model behind it does not see.
 */

// Congressional Research Service, R47833: requirements of the National Defense Stockpile that
// its assets did not cover in 2023, in the base case.
const STOCKPILE_GAP_USD = 13.5e9;

// Announced size of Project Vault, 2026.
const PROJECT_VAULT_USD = 12e9;

/** The budget beside published needs, so that nobody takes the plan for a solution. */
export function scaleCheck(budgetUsd: number): string {
  const share = (budgetUsd / STOCKPILE_GAP_USD) * 100;
  const percent = share.toLocaleString('en-US', { maximumSignificantDigits: 3 });
  return (
    `${usdText(budgetUsd)} is ${percent} percent of the ${usdText(STOCKPILE_GAP_USD)} that the ` +
    `national stockpile lacked in 2023, and compares with ${usdText(PROJECT_VAULT_USD)} ` +
    'announced for Project Vault.'
  );
}

/** The plan in a few sentences. */
export function planSummary(
  plan: Pick<Plan, 'budgetUsd' | 'spentUsd' | 'tailShare' | 'riskWeight' | 'draws' | 'status'> &
    Pick<Plan, 'expectedLossMusd' | 'cvar95LossMusd' | 'optimalityGap'>,
  items: readonly PlanItem[],
  nameOf: (mineral: string) => string,
): string[] {
  const { expectedLossMusd, cvar95LossMusd } = plan;
  const stocks = items.filter(({ instrument }) => instrument === 'stock');
  const largest = [...items].sort((a, b) => b.amountUsd - a.amountUsd).slice(0, 3);
  const names = largest.map(
    (item) => `${item.project ?? nameOf(item.mineral).toLowerCase()} (${usdText(item.amountUsd)})`,
  );
  const most = names.length > 0 ? `, most of it on ${listText(names)}` : '';
  const proof =
    plan.status === 'optimal'
      ? 'No plan of this model can be better by more than'
      : 'The search was stopped early; a better plan can gain at most';
  return [
    `Of ${usdText(plan.budgetUsd)} the plan spends ${usdText(plan.spentUsd)} on ` +
      `${stocks.length} stocks and ${items.length - stocks.length} projects${most}.`,
    `It lowers the expected loss from ${usdText(expectedLossMusd.without * 1e6)} to ` +
      `${usdText(expectedLossMusd.with * 1e6)}, and the mean loss in ${tailText(0.95)} from ` +
      `${usdText(cvar95LossMusd.without * 1e6)} to ${usdText(cvar95LossMusd.with * 1e6)}.`,
    `${proof} ${percentText(plan.optimalityGap)} of the weighted loss, over ` +
      `${plan.draws.toLocaleString('en-US')} draws.`,
  ];
}

const CHARGE_UNSEEN: Readonly<Record<Lending, string>> = {
  face: 'Loans and advances are charged at face value: repayments and interest are not counted.',
  subsidy:
    'Loans are charged at the subsidy cost of one assumed set of terms; borrowers who deliver fail at one rate, whatever the price.',
  guarantee:
    'Guarantees are charged at the subsidy cost of one assumed set of terms, and private lenders are supposed to come; borrowers who deliver fail at one rate, whatever the price.',
};

const ALWAYS_UNSEEN = [
  'Losses are not discounted: a dollar lost in the last year counts like one lost in the first.',
  'Money is spent at the start; a plan that buys step by step as news comes in could do better.',
  'Support that others have promised to a project is not deducted, nor private money that joins.',
  'Price floors, equity and loans to intermediaries are not offered yet; recycling and storage capital are not, for no source gives what a dollar of them brings.',
  'A tonne missing is worth the same in every quarter and however deep the gap.',
  'Grades and forms are not told apart, nor the time and loss of rotating a stock.',
  'The stock is released as soon as it is needed, without a limit to its rate.',
  'Price steps, storage cost and the course of projects are assumptions: see data/assumption.csv.',
] as const;

/** What the model does not see, this plan's own blind spots first. */
export function notSeen(
  listed: readonly Mineral[],
  minerals: readonly GapMineral[],
  candidates: readonly Candidate[],
  leftOut: readonly LeftOut[],
  { lending = 'face' }: PlanRules,
): string[] {
  const modelled = new Set(minerals.map(({ mineral }) => mineral));
  const missing = listed.filter(({ id, onList2025 }) => onList2025 && !modelled.has(id));
  const named = (rows: readonly { readonly name: string }[]) =>
    listText(rows.map(({ name }) => name.toLowerCase()));
  const exposed = minerals.filter(({ meanGapTonnes }) => meanGapTonnes > 0);
  const unpriced = exposed.filter(({ priceUsdPerTonne }) => priceUsdPerTonne === null);
  const unpricedIds = new Set(unpriced.map(({ mineral }) => mineral));
  const unknownWorld = exposed.filter(
    ({ mineral, worldTonnesPerYear }) => worldTonnesPerYear === null && !unpricedIds.has(mineral),
  );
  const buyable = candidates.some(({ steps }) => steps.length > 0);
  return [
    ...(missing.length > 0 ? [`Not modelled, for lack of public figures: ${named(missing)}.`] : []),
    ...(unpriced.length > 0
      ? [`Not bought, for no price of bulk lots is published: ${named(unpriced)}.`]
      : []),
    ...(unknownWorld.length > 0
      ? [
          `World output is not published for ${named(unknownWorld)}: their price steps are shares ` +
            'of U.S. consumption.',
        ]
      : []),
    ...(buyable ? [] : ['Nothing can be bought: no mineral has both gaps and a price.']),
    ...leftOut.map(({ project, reason }) => `Project left out: ${project} (${reason}).`),
    CHARGE_UNSEEN[lending],
    ...ALWAYS_UNSEEN,
  ];
}
