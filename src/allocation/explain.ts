import { usdText } from '../base/money-text.ts';
import type { GapMineral } from '../stress/gaps.ts';
import type {
  Candidate,
  NextDollar,
  Plan,
  PlanItem,
  ProjectOption,
  PurchaseLimit,
} from './allocation.ts';
import { type Choice, choiceCostMusd, fillSteps, lastCostMusd, nextCostMusd } from './choice.ts';
import { type LeastLimit, limitedPartMusd, type MostLimit } from './limits.ts';
import type { Evaluation } from './program.ts';
import { deedText, financeOf } from './public-money.ts';
import type { Values } from './question.ts';
import { tailText, tonnesText } from './wording.ts';

/*
 * A solved program in words and figures: what is bought and why, what holds the plan back, what
 * the next dollar would buy, and what the model does not see.
 */

/** A solved program with all that its explanation needs. */
export interface SolvedPlan extends Values {
  readonly minerals: readonly GapMineral[];
  readonly candidates: readonly Candidate[];
  readonly projects: readonly ProjectOption[];
  readonly choices: readonly Choice[];
  readonly evaluation: Evaluation; // its slopes say what the next dollar averts
  readonly justBefore: Evaluation; // a hair less of everything: what the last dollar averts
  readonly shares: Float64Array; // of the evaluation, without what no draw uses
  readonly budgetUsd: number;
  readonly most: readonly MostLimit[];
  readonly least: readonly LeastLimit[];
  readonly wholeProjects: boolean; // a part of a project cannot be had
  readonly riskWeight: number;
  readonly tailShare: number;
  readonly firstYear: number;
  readonly loss: string; // 'loss', or what is weighed by class of demand
}

const DAYS_PER_YEAR = 365;
const FULL_SHARE = 1 - 1e-9;
const LEAST_VALUE = 1e-6; // loss averted per dollar that is worth a word

/** What the plan buys, the most valuable first. */
export function planItems(solved: SolvedPlan): readonly PlanItem[] {
  return solved.choices
    .flatMap((choice, c) => {
      const share = solved.shares[c]!;
      // Whole dollars, rounded down: what is spent may not exceed the budget by a cent.
      const amountUsd = Math.floor(choiceCostMusd(choice, share) * 1e6);
      if (amountUsd < 1) return [];
      const slope = slopeOf(solved.riskWeight, solved.justBefore, c);
      const value = slope / lastCostMusd(choice, share);
      return [
        choice.project === null
          ? stockItem(solved, choice, share, amountUsd, value)
          : projectItem(solved, choice, share, amountUsd, value),
      ];
    })
    .sort((a, b) => b.lossAvertedPerUsd - a.lossAvertedPerUsd || (a.id < b.id ? -1 : 1));
}

/** Objective averted per share of a choice [million USD]. */
function slopeOf(riskWeight: number, { meanSlopes, tailSlopes }: Evaluation, c: number): number {
  const slope = (1 - riskWeight) * meanSlopes[c]! + riskWeight * tailSlopes[c]!;
  return slope === 0 ? 0 : -slope;
}

function stockItem(
  { candidates, firstYear }: SolvedPlan,
  choice: Choice,
  share: number,
  amountUsd: number,
  lossAvertedPerUsd: number,
): PlanItem {
  const { steps, mineral, name, consumptionTonnesPerYear } = candidates[choice.mineral]!;
  const quantityTonnes = choice.tonnes * share;
  let atPresentPriceUsd = 0;
  let storageUsd = 0;
  for (const [k, part] of fillSteps(choice, share).entries()) {
    const { tonnes, baseUsdPerTonne, storageUsdPerTonne } = steps[k]!;
    atPresentPriceUsd += part * tonnes * baseUsdPerTonne;
    storageUsd += part * tonnes * storageUsdPerTonne;
  }
  const coverDays = (quantityTonnes / consumptionTonnesPerYear) * DAYS_PER_YEAR;
  return {
    id: choice.id,
    instrument: 'stock',
    mineral,
    project: null,
    amountUsd,
    quantityTonnes,
    averagePriceUsdPerTonne: (amountUsd - storageUsd) / quantityTonnes,
    premiumUsd: Math.max(0, amountUsd - storageUsd - atPresentPriceUsd),
    storageUsd,
    coverDays,
    lossAvertedPerUsd,
    startQuarter: null,
    timing: null,
    years: [firstYear],
    assumed: [],
    sentence:
      `Buy ${tonnesText(quantityTonnes)} of ${name.toLowerCase()} for ${usdText(amountUsd)}, ` +
      `${Math.round(coverDays)} days of U.S. consumption; ` +
      `the last dollar averts ${usdText(lossAvertedPerUsd)} of weighted loss.`,
  };
}

function projectItem(
  { projects, minerals, firstYear }: SolvedPlan,
  choice: Choice,
  share: number,
  amountUsd: number,
  lossAvertedPerUsd: number,
): PlanItem {
  const project = projects[choice.project!]!;
  const { mineral, name } = minerals[choice.mineral]!;
  const quantityTonnes = project.tonnesPerYear * share;
  const finance = financeOf(project, share);
  return {
    id: choice.id,
    instrument: project.instrument,
    mineral,
    project: project.title,
    amountUsd,
    quantityTonnes,
    averagePriceUsdPerTonne: null,
    premiumUsd: 0,
    storageUsd: 0,
    coverDays: null,
    lossAvertedPerUsd,
    startQuarter: Math.round(project.startQuarter + project.delayQuarters),
    timing: {
      earliestQuarter: project.startQuarter,
      delayQuarters: project.delayQuarters,
      failureProbability: project.failureProbability,
    },
    years: [firstYear],
    assumed: [...project.assumed],
    ...(finance === undefined ? {} : { finance }),
    sentence:
      `${deedText(project, amountUsd, finance)} for ${tonnesText(quantityTonnes)} of ` +
      `${name.toLowerCase()} a year; the last dollar averts ${usdText(lossAvertedPerUsd)} of ` +
      `weighted loss.`,
  };
}

/** Whether another dollar could go to a choice, or the last be taken from it. */
const hasMargin = ({ wholeProjects }: SolvedPlan, { project }: Choice): boolean =>
  project === null || !wholeProjects;

/** Whether a limit allows nothing of a choice. */
const isBarred = ({ most }: SolvedPlan, c: number): boolean =>
  most.some(({ mostMusd, choices }) => mostMusd === 0 && choices.includes(c));

/** What the next dollar would buy, best first. */
export function nextDollars(solved: SolvedPlan, most = 10): readonly NextDollar[] {
  return solved.choices
    .flatMap((choice, c) => {
      const costMusd = nextCostMusd(choice, solved.shares[c]!);
      if (costMusd === null || !hasMargin(solved, choice) || isBarred(solved, c)) return [];
      const lossAvertedPerUsd = slopeOf(solved.riskWeight, solved.evaluation, c) / costMusd;
      if (lossAvertedPerUsd < LEAST_VALUE) return [];
      const { mineral, name } = solved.minerals[choice.mineral]!;
      const project = choice.project === null ? null : solved.projects[choice.project]!;
      const what = project === null ? `a stock of ${name.toLowerCase()}` : project.title;
      const meanUsd = (-solved.evaluation.meanSlopes[c]! / costMusd) * 1e6;
      return [
        {
          id: choice.id,
          instrument: project?.instrument ?? ('stock' as const),
          mineral,
          lossAvertedPerUsd,
          sentence:
            `At the margin, the next $1 million for ${what} would avert ${usdText(meanUsd)} of expected ` +
            `${solved.loss} ` +
            `and ${usdText(lossAvertedPerUsd * 1e6)} of weighted loss.`,
        },
      ];
    })
    .sort((a, b) => b.lossAvertedPerUsd - a.lossAvertedPerUsd || (a.id < b.id ? -1 : 1))
    .slice(0, most);
}

/** What holds the plan back, with what one more dollar there would avert. */
export function bindingConstraints(solved: SolvedPlan): Plan['binding'] {
  const limits = solved.choices
    .flatMap((choice, c) => {
      const share = solved.shares[c]!;
      if (share < FULL_SHARE || !hasMargin(solved, choice)) return [];
      const slope = slopeOf(solved.riskWeight, solved.justBefore, c);
      const marginalLossAvertedPerUsd = slope / lastCostMusd(choice, share);
      if (marginalLossAvertedPerUsd < LEAST_VALUE) return [];
      return [
        {
          constraint: `limit:${choice.id}`,
          marginalLossAvertedPerUsd,
          sentence: limitSentence(solved, choice, marginalLossAvertedPerUsd),
        },
      ];
    })
    .sort((a, b) => b.marginalLossAvertedPerUsd - a.marginalLossAvertedPerUsd);
  return [...budgetConstraint(solved), ...limitConstraints(solved), ...limits];
}

/** Limits that a person or a rule set, where another dollar in them would change the loss. */
function limitConstraints(solved: SolvedPlan): Plan['binding'] {
  const { most, least, limitValue, leastValue } = solved;
  const allowed = most.flatMap(({ id, title }, i) => {
    const value = limitValue[i] ?? 0;
    if (value < LEAST_VALUE) return [];
    const sentence =
      `The limit of ${title} binds: at the margin, $1 million more there, taken from the rest, ` +
      `would avert ${usdText(value * 1e6)} of weighted loss.`;
    return [{ constraint: id, marginalLossAvertedPerUsd: value, sentence }];
  });
  const demanded = least.flatMap(({ id, title, choice, leastMusd, leastShare }, i) => {
    const value = leastMusd === 0 ? 0 : (leastValue[i] ?? 0);
    if (value > -LEAST_VALUE || !hasMargin(solved, solved.choices[choice]!)) return [];
    if (solved.shares[choice]! > leastShare * (1 + 1e-6)) return [];
    const elsewhere = displacedValue(solved, choice);
    const sentence =
      `The demand for ${title} binds: its last dollar averts ` +
      `${usdText(Math.max(0, elsewhere + value))} of weighted loss, and elsewhere one averts ` +
      `${usdText(elsewhere)}.`;
    return [{ constraint: id, marginalLossAvertedPerUsd: value, sentence }];
  });
  return [...allowed, ...demanded].sort(
    (a, b) => Math.abs(b.marginalLossAvertedPerUsd) - Math.abs(a.marginalLossAvertedPerUsd),
  );
}

/** What a dollar of a choice would avert where it is taken from: the budget, and limits that bind. */
function displacedValue({ choices, budgetValue, most, limitValue }: SolvedPlan, c: number): number {
  const choice = choices[c]!;
  let value = budgetValue;
  for (const [i, limit] of most.entries()) {
    const perUsd = limit.choices.includes(c)
      ? limitedPartMusd(limit, choice, 1) / choiceCostMusd(choice, 1)
      : 0;
    value += (limitValue[i] ?? 0) * (perUsd - (limit.budgetShare ?? 0));
  }
  return value;
}

function budgetConstraint(solved: SolvedPlan): Plan['binding'] {
  const marginalLossAvertedPerUsd = solved.budgetValue;
  const [best] = nextDollars(solved, 1);
  if (best === undefined || marginalLossAvertedPerUsd < LEAST_VALUE) return [];
  const { tailShare, riskWeight } = solved;
  const c = solved.choices.findIndex(({ id }) => id === best.id);
  // The best next purchase tells mean and tail apart; the proven value of the budget scales it.
  const costMusd = nextCostMusd(solved.choices[c]!, solved.shares[c]!)!;
  const perSlope = ((marginalLossAvertedPerUsd / best.lossAvertedPerUsd) * 1e7) / costMusd;
  const meanUsd = -solved.evaluation.meanSlopes[c]! * perSlope;
  const tailUsd = -solved.evaluation.tailSlopes[c]! * perSlope;
  return [
    {
      constraint: 'budget',
      marginalLossAvertedPerUsd,
      sentence:
        `The budget of ${usdText(solved.budgetUsd)} binds: at the margin, another $10 million would avert ` +
        `${usdText(meanUsd)} of expected ${solved.loss} and ${usdText(tailUsd)} of the mean ` +
        `${solved.loss} in ${tailText(tailShare)}; with weight ${riskWeight} on the tail that is ` +
        `${usdText(marginalLossAvertedPerUsd * 1e7)}.`,
    },
  ];
}

const LIMIT_TEXT: Readonly<Record<PurchaseLimit, string>> = {
  'world output': 'the purchase reaches 20 percent of a year of world output',
  'one consumption':
    'the purchase reaches 20 percent of a year of U.S. consumption, which stands in for a world ' +
    'output that nobody publishes',
  'years of consumption': 'the stock reaches 3 years of U.S. consumption',
};

function limitSentence(solved: SolvedPlan, choice: Choice, value: number): string {
  const worth = `its last dollar still averts ${usdText(value)} of weighted loss`;
  if (choice.project !== null) {
    return `${solved.projects[choice.project]!.title} is supported in full; ${worth}.`;
  }
  const { name, limit } = solved.candidates[choice.mineral]!;
  return `No more ${name.toLowerCase()} can be bought: ${LIMIT_TEXT[limit]}; ${worth}.`;
}
