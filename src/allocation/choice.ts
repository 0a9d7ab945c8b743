import { assert } from '../base/assert.ts';
import type { Candidate, PlanItem, ProjectOption } from './allocation.ts';

/** A part of a choice at one price. */
export interface ChoiceStep {
  readonly share: number; // of the whole choice; the shares of all steps sum to 1
  readonly costMusd: number; // of the whole step
}

/**
 * Something to spend on: a stock of one mineral, or the support of one project.
 *
 * The first stage decides a share in [0, 1] of each choice. Steps stand in order of rising cost
 * per share, so the cheapest way to a share is to fill them one after the other.
 */
export interface Choice {
  readonly id: string; // 'gallium-stock', 'stibnite-idaho'
  readonly mineral: number;
  readonly project: number | null; // index among the projects; null for a stock
  readonly tonnes: number; // when all of it is bought: in stock, or in each quarter of the flow
  readonly steps: readonly ChoiceStep[];
  readonly lentMusd?: number | undefined; // face of loans and guarantees when all of it is bought
}

/** The least and the most of every choice, as shares of it. */
export interface ShareBounds {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

const QUARTERS_PER_YEAR = 4;

/** All of a choice as a plan counts it: the stock [t], or the yearly output [t/year]. */
export const wholeTonnes = ({ project, tonnes }: Pick<Choice, 'project' | 'tonnes'>): number =>
  project === null ? tonnes : QUARTERS_PER_YEAR * tonnes;

/** The purchases of a plan as shares of choices; what is not among them counts nothing. */
export function sharesOfItems(
  items: readonly PlanItem[],
  choices: readonly Choice[],
): Float64Array {
  return Float64Array.from(choices, (choice) => {
    const item = items.find(({ id }) => id === choice.id);
    return item === undefined ? 0 : Math.min(1, item.quantityTonnes / wholeTonnes(choice));
  });
}

/** All that money can be spent on: first the stocks, by mineral, then the projects. */
export function choicesOf(
  candidates: readonly Candidate[],
  projects: readonly ProjectOption[],
): readonly Choice[] {
  const stocks = candidates.flatMap(stockChoice);
  const supports = projects.map((project, index) => ({
    id: project.id,
    mineral: project.mineral,
    project: index,
    tonnes: project.tonnesPerYear / QUARTERS_PER_YEAR,
    steps: [{ share: 1, costMusd: project.costUsd * 1e-6 }],
    ...(lentUsdOf(project) === 0 ? {} : { lentMusd: lentUsdOf(project) * 1e-6 }),
  }));
  return [...stocks, ...supports];
}

/** The face of a loan or a guarantee; without rules of lending it is what is charged. */
const lentUsdOf = ({ instrument, costUsd, finance }: ProjectOption): number =>
  instrument === 'project-loan' ? (finance?.faceUsd ?? costUsd) : 0;

function stockChoice({ mineral, steps }: Candidate, index: number): Choice[] {
  const tonnes = steps.reduce((sum, step) => sum + step.tonnes, 0);
  if (tonnes === 0) return [];
  return [
    {
      id: `${mineral}-stock`,
      mineral: index,
      project: null,
      tonnes,
      steps: steps.map((step) => ({
        share: step.tonnes / tonnes,
        costMusd: step.tonnes * (step.usdPerTonne + step.storageUsdPerTonne) * 1e-6,
      })),
    },
  ];
}

/** How much of each step is bought to reach a share of the choice, each in [0, 1]. */
export function fillSteps({ steps }: Choice, share: number): number[] {
  let left = share;
  return steps.map((step) => {
    const part = Math.min(1, Math.max(0, left / step.share));
    left -= part * step.share;
    return part;
  });
}

/** The least that a share of a choice costs [million USD]. */
export function choiceCostMusd(choice: Choice, share: number): number {
  const parts = fillSteps(choice, share);
  let costMusd = 0;
  for (const [i, part] of parts.entries()) costMusd += part * choice.steps[i]!.costMusd;
  return costMusd;
}

/** The share of a choice that so much money buys, the cheapest steps first. */
export function shareForMusd({ steps }: Choice, costMusd: number): number {
  let left = costMusd;
  let share = 0;
  for (const step of steps) {
    const part = step.costMusd === 0 ? 1 : Math.min(1, left / step.costMusd);
    share += part * step.share;
    left -= part * step.costMusd;
    if (left <= 0) break;
  }
  return Math.min(1, share);
}

/** What all shares together cost [million USD]. */
export function totalCostMusd(choices: readonly Choice[], shares: Float64Array): number {
  assert(choices.length === shares.length, 'every choice has a share');
  let costMusd = 0;
  for (let i = 0; i < choices.length; i++) costMusd += choiceCostMusd(choices[i]!, shares[i]!);
  return costMusd;
}

/** Cost of the next bit of a choice, per share [million USD]; null when all of it is bought. */
export function nextCostMusd({ steps }: Choice, share: number): number | null {
  let reached = 0;
  for (const step of steps) {
    reached += step.share;
    if (share < reached - SHARE_TOLERANCE) return step.costMusd / step.share;
  }
  return null;
}

/** Cost of the last bit of a choice that was bought, per share [million USD]. */
export function lastCostMusd({ steps }: Choice, share: number): number {
  let reached = 0;
  for (const step of steps) {
    reached += step.share;
    if (share <= reached + SHARE_TOLERANCE) return step.costMusd / step.share;
  }
  const last = steps.at(-1)!;
  return last.costMusd / last.share;
}

const ROUNDING = 1e-13; // of a sum of some hundred products; a hundredth of a cent in $2.5 billion
const SHARE_TOLERANCE = 1e-9; // the solver's own feasibility tolerance is 1e-7 of a step

/** The same shares without any stock that no draw would use. */
export function withoutIdleStock(
  choices: readonly Choice[],
  shares: Float64Array,
  mostNeedTonnes: Float64Array,
): Float64Array {
  return shares.map((share, c) => {
    const { project, mineral, tonnes } = choices[c]!;
    return project === null ? Math.min(share, mostNeedTonnes[mineral]! / tonnes) : share;
  });
}

/**
 * Shares that a solver found, made to keep every limit to the last bit.
 *
 * A solver may break a bound by its tolerance; a plan may not exceed its budget by a cent.
 */
export function withinBudget(
  choices: readonly Choice[],
  shares: Float64Array,
  budgetMusd: number,
): Float64Array {
  const kept = shares.map((share) => Math.min(1, Math.max(0, share)));
  const costMusd = totalCostMusd(choices, kept);
  if (costMusd <= budgetMusd) return kept;
  // Cost is convex and 0 at 0, so scaling all shares scales it at least as much.
  const scale = (budgetMusd / costMusd) * (1 - ROUNDING);
  return kept.map((share) => share * scale);
}
